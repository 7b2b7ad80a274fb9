"""motcua officer: whose key it is; every look-up is written down first."""

from __future__ import annotations

import getpass
import json
import os
from datetime import datetime
from pathlib import Path
from typing import Annotated

import duckdb
import typer

from connectors.contract import Bilingual
from connectors.local_time import LOCAL_TIME
from connectors.problem import Problem
from flows.commands.context import CONFIG, ConfigOption, Misused, begin, published
from flows.settings import Settings
from warehouse.officers import Officer, find_officer, officers_file


class LookUpRefused(Problem):
    """No name is shown; `.message` says why and what to do."""


_COLUMNS = (
    Bilingual(vi="Họ tên", en="Name"),
    Bilingual(vi="Mã đơn vị", en="Unit code"),
    Bilingual(vi="Đơn vị", en="Unit"),
    Bilingual(vi="Thấy lần đầu", en="First seen"),
    Bilingual(vi="Thấy gần nhất", en="Last seen"),
)


def officer(
    key: Annotated[str, typer.Argument(help="officer_key hoặc signer_key / the key")],
    reason: Annotated[str, typer.Option(help="vì sao cần tra / why you look it up")],
    config: ConfigOption = CONFIG,
) -> None:
    """Tên cán bộ sau mã hóa (mục 1b); mỗi lần tra được ghi lại / the officer behind a key; each look-up is logged."""
    if not reason.strip():
        raise Misused(Bilingual(vi="Cần nêu lý do sau --reason.", en="Say why after --reason."))
    settings, speech = begin(config)
    found = _find(settings.home, key)
    _write_down(settings.home / "log" / "officer_lookup.jsonl", key, reason, found is not None)
    if found is None:
        raise LookUpRefused(
            Bilingual(
                vi="Không có cán bộ nào mang mã này. Mã của các bản công bố cũ đổi khi đổi MOTCUA_HASH_SECRET.",
                en="No officer has this key. Keys of older publications are others once MOTCUA_HASH_SECRET has changed.",
            )
        )
    shown = (found.name.title(), found.unit_code, _unit_name(settings, found), found.first_seen_on, found.last_seen_on)
    speech.table(Bilingual(vi="Cán bộ", en="Officer"), _COLUMNS, [shown])


def _find(home: Path, key: str) -> Officer | None:
    try:
        return find_officer(home, key)
    except duckdb.IOException:
        # the night holds the file for the moment in which it adds names
        raise LookUpRefused(
            Bilingual(
                vi=f"{officers_file(home)} đang được ghi hoặc không đọc được; thử lại sau một phút.",
                en=f"{officers_file(home)} is being written or cannot be read; try again in a minute.",
            )
        ) from None


def _unit_name(settings: Settings, found: Officer) -> str:
    with published(settings) as connection:
        rows = connection.execute(
            "SELECT name FROM ref.unit WHERE unit_code = $unit", {"unit": found.unit_code}
        ).fetchall()
    return str(rows[0][0]) if rows else ""


def _write_down(path: Path, key: str, reason: str, found: bool) -> None:
    """Append who looked up which key when and why, never the name; what cannot be written down is not shown."""
    line = {
        "time": datetime.now(LOCAL_TIME).isoformat(timespec="seconds"),
        "user": getpass.getuser(),
        "key": key[:80],
        "reason": reason[:500],
        "found": found,
    }
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
            stream.write(json.dumps(line, ensure_ascii=False) + "\n")
    except OSError as error:
        raise LookUpRefused(
            Bilingual(
                vi=f"Không ghi được nhật ký tra cứu {path}: không hiện tên. Cấp quyền ghi rồi tra lại.",
                en=f"The log of look-ups {path} cannot be written, so no name is shown. Grant the rights, then look again.",
            )
        ) from error


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command()(officer)
