"""Settings: one file, `motcua.toml`; every key may come from the environment, secrets only from there."""

from __future__ import annotations

import os
import secrets
import tomllib
from pathlib import Path
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, field_validator, model_validator

from connectors.contract import Bilingual
from connectors.problem import Problem
from connectors.source import SourceSettings, listed
from flows.alert_settings import Alert, Receiver, ReceiverName, addresses_with_secrets, unknown_receivers
from flows.source_settings import SourceFault, read_sources, refuse_written_secrets, told_faults, written_keys

PREFIX = "MOTCUA_"


class SettingsError(Problem):
    """The configuration cannot be used; `.message` says which key and what to do."""


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class General(_Section):
    """`[motcua]`."""

    home: Path = Path("data")
    root_unit: str = "H13"
    units: Path | None = None
    keep_publications: int = Field(default=7, ge=1)
    memory_limit: str = Field(default="2GB", pattern=r"^\d+(\.\d+)?\s?(MB|GB|MiB|GiB)$")
    threads: int = Field(default_factory=lambda: os.cpu_count() or 1, ge=1)
    settle_seconds: float = Field(default=1.0, ge=0)
    culture_day_off: bool = False
    quarantine_rows: int = Field(default=50, ge=0)
    quarantine_share: float = Field(default=0.10, ge=0, le=1)
    #: Names of sources: of several of one basis the first gives a record, the next fill its empty columns.
    precedence: tuple[str, ...] = ("igate", "exports")
    language: Literal["vi", "en"] = "vi"
    #: When the night runs, as cron writes it: minute, hour, day, month, day of the week.
    schedule: str = Field(default="30 1 * * *", pattern=r"^\s*([\d*/,-]+\s+){3}[\w*/,-]+\s+[\w*/,#-]+\s*$")
    #: The address of the page where readers open it, such as https://motcua.example/; without it its path is told.
    page_url: str | None = Field(default=None, pattern=r"^(https?|file)://")

    @field_validator("precedence", mode="before")
    @classmethod
    def _names_of_one_text(cls, value: object) -> object:
        return listed(value)


class Signature(_Section):
    """`[signature]`: the block under statutory forms."""

    place: str = "Cần Thơ"
    receiving_unit: str = "Văn phòng Chính phủ"
    prepared_by: str | None = None
    signed_by: str | None = None


class Settings(_Section):
    """The whole configuration, paths made absolute (relative ones are relative to the file)."""

    motcua: General = General()
    signature: Signature = Signature()
    sources: dict[str, SourceSettings] = Field(default_factory=dict)
    alerts: tuple[Alert, ...] = ()
    receivers: dict[ReceiverName, Receiver] = Field(default_factory=dict)
    hash_secret: SecretStr | None = None

    @model_validator(mode="after")
    def _everyone_is_known(self) -> Self:
        if unknown := unknown_receivers(self.alerts, self.receivers):
            raise ValueError(f"alerts.to: [receivers.{unknown[0]}] không có / is not there")
        return self

    @property
    def home(self) -> Path:
        """Folder of landing/, warehouse/, publications/ and published."""
        return self.motcua.home

    @property
    def held_folder(self) -> Path:
        """Folder with the story of each run that a gate held since the newest publication."""
        return self.home / "warehouse" / "held"


def _environment(document: dict[str, Any]) -> dict[str, Any]:
    """Lay `MOTCUA_…` variables over the document; names nest with two underscores."""
    names = General.model_fields
    for variable, value in os.environ.items():
        if not variable.startswith(PREFIX):
            continue
        path = variable.removeprefix(PREFIX).lower().split("__")
        if path == ["lang"]:
            path = ["motcua", "language"]
        elif len(path) == 1 and path[0] in names:
            path = ["motcua", *path]
        elif path[0] not in {"motcua", "sources", "signature", "receivers", "hash_secret"}:
            continue
        section = document
        for name in path[:-1]:
            section = section.setdefault(name, {})
            if not isinstance(section, dict):
                raise _no_section(variable, name)
        section[path[-1]] = value
    return document


def _no_section(variable: str, name: str) -> SettingsError:
    return SettingsError(
        Bilingual(
            vi=f"Biến môi trường {variable}: “{name}” không phải một mục có khóa con. Sửa tên biến.",
            en=f'Environment variable {variable}: "{name}" is no section with keys of its own. Correct its name.',
        )
    )


def _without_secret(document: dict[str, Any], path: Path) -> dict[str, Any]:
    for name in addresses_with_secrets(document):
        variable = f"{PREFIX}RECEIVERS__{name.upper()}__URL"
        raise SettingsError(
            Bilingual(
                vi=f"Tệp {path}, [receivers.{name}]: địa chỉ có (hoặc có thể có) bí mật. Xóa url khỏi tệp, đặt biến môi trường"
                f" {variable} hoặc khối Secret của Prefect (secret_block).",
                en=f"{path}, [receivers.{name}]: the address holds, or may hold, a secret. Remove url from the file; set"
                f" {variable} or name a Prefect Secret block (secret_block).",
            )
        )
    if "hash_secret" in document:
        raise SettingsError(
            Bilingual(
                vi=f"Tệp {path} có khóa hash_secret: bí mật chỉ lấy từ biến môi trường MOTCUA_HASH_SECRET. Xóa khóa này khỏi tệp.",
                en=f"{path} has the key hash_secret: secrets come from the environment only (MOTCUA_HASH_SECRET). Remove it.",
            )
        )
    return document


def _absolute(settings: Settings, folder: Path) -> Settings:
    general = settings.motcua
    units = folder / general.units if general.units else None
    sources = {name: source.below(folder) for name, source in settings.sources.items()}
    return settings.model_copy(
        update={
            "motcua": general.model_copy(update={"home": folder / general.home, "units": units}),
            "sources": sources,
        }
    )


def load_settings(path: Path) -> Settings:
    """Read the configuration file and the environment; raise `SettingsError` naming the key at fault."""
    if not path.exists():
        raise SettingsError(
            Bilingual(
                vi=f"Không thấy tệp cấu hình {path}. Tạo tệp này (xem README) hoặc chỉ đường dẫn bằng --config.",
                en=f"Configuration file {path} not found. Create it (see README) or name it with --config.",
            )
        )
    try:
        written = _without_secret(tomllib.loads(path.read_text(encoding="utf-8-sig")), path)
        keys = written_keys(written.get("sources"))
        document = _environment(written)
        refuse_written_secrets(document.get("sources"), keys)
        document["sources"] = read_sources(document.get("sources"))
        return _absolute(Settings.model_validate(document), path.resolve().parent)
    except SourceFault as fault:
        raise SettingsError(_wrong_key(path, fault.message)) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(
            Bilingual(vi=f"Tệp {path} không phải TOML hợp lệ: {error}", en=f"{path} is not valid TOML: {error}")
        ) from None
    except ValidationError as error:
        raise SettingsError(_wrong_key(path, told_faults(error))) from None
    except OSError as error:
        raise SettingsError(
            Bilingual(
                vi=f"Không đọc được tệp cấu hình {path}: {error.strerror}. Chỉ một tệp đọc được bằng --config.",
                en=f"Configuration file {path} cannot be read: {error.strerror}. Name a readable file with --config.",
            )
        ) from None


def _wrong_key(path: Path, faults: Bilingual) -> Bilingual:
    return Bilingual(
        vi=f"Tệp {path} hoặc biến môi trường MOTCUA_… có khóa sai: {faults.vi}",
        en=f"{path} or MOTCUA_… has a wrong key: {faults.en}",
    )


def hash_secret(settings: Settings) -> tuple[bytes, Bilingual | None]:
    """Return the secret of the keyed hashes; where none is given, one is made and kept in home (0600), and said so."""
    if settings.hash_secret and settings.hash_secret.get_secret_value():
        return settings.hash_secret.get_secret_value().encode(), None
    kept = settings.home / "hash_secret"
    if kept.exists():
        return kept.read_bytes().strip(), None
    settings.home.mkdir(parents=True, exist_ok=True)
    partial = kept.with_name(".hash_secret")
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(secrets.token_hex(32).encode())
    partial.replace(kept)
    return kept.read_bytes(), Bilingual(
        vi=f"Chưa có MOTCUA_HASH_SECRET: đã tạo khóa mã hóa và giữ tại {kept} (chỉ chủ tệp đọc được). Hãy sao lưu tệp này.",
        en=f"MOTCUA_HASH_SECRET is not set: a secret was made and kept at {kept} (mode 0600). Back it up.",
    )
