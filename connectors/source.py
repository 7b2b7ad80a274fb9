"""What a connector is to the night: its settings, how it pulls, how it stages what has landed."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import ClassVar, Generic, Self, TypeVar

import duckdb
from pydantic import BaseModel, ConfigDict, Field, SecretStr, model_validator

from connectors.contract import Bilingual
from connectors.landing import LandedFile, Landing


def listed(value: object) -> object:
    """An environment variable gives one text, with `;` between the parts of a list."""
    return tuple(part.strip() for part in value.split(";") if part.strip()) if isinstance(value, str) else value


class SourceSettings(BaseModel):
    """`[sources.NAME]`: each connector adds its own keys; an unknown one is refused.

    A key of type `SecretStr` is a secret: it comes from the environment or from the Prefect Secret block that
    `secret_blocks` names for it, never from the file. A key of type `Path` is relative to the configuration file.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    connector: str
    secret_blocks: Mapping[str, str] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _blocks_are_for_secrets(self) -> Self:
        if unknown := self.secret_blocks.keys() - set(self.secrets()):
            raise ValueError(f"secret_blocks: {', '.join(sorted(unknown))} is no secret of {self.connector}")
        return self

    @property
    def folders(self) -> tuple[Path, ...]:
        """Folders that this source reads, and that no other source may take for its own."""
        return ()

    @classmethod
    def secrets(cls) -> tuple[str, ...]:
        """Names of the keys that are secrets."""
        return tuple(name for name, field in cls.model_fields.items() if "SecretStr" in str(field.annotation))

    def below(self, folder: Path) -> Self:
        """Return the settings with relative paths taken from `folder`."""
        paths = {
            name: folder / value for name in type(self).model_fields if isinstance(value := getattr(self, name), Path)
        }
        return self.model_copy(update=paths)

    def secret(self, name: str) -> str:
        """Return a secret, empty where it is not given."""
        value = getattr(self, name)
        return value.get_secret_value() if isinstance(value, SecretStr) else ""


class InboxSettings(SourceSettings):
    """A source whose files people or programs drop into a folder."""

    inbox: Path

    @property
    def folders(self) -> tuple[Path, ...]:
        """The inbox."""
        return (self.inbox,)


@dataclass(frozen=True)
class NotTaken:
    """Something that a source offered and that was not taken, and what to do about it."""

    name: str
    message: Bilingual


@dataclass(frozen=True)
class Watermark:
    """How far a source has been read: `reached` is the greatest update time seen (local time), never a guess.

    `pull_id` is the pull that got there; `compared_at` the time of the last full compare that was accepted.
    """

    dataset: str
    reached: datetime | None
    pull_id: str
    compared_at: datetime | None = None


@dataclass(frozen=True)
class CityDossier:
    """A dossier of the city's own record by its code, and its national code where it has one."""

    dossier_code: str
    national_code: str | None


@dataclass(frozen=True)
class Pulling:
    """What a pull is given. `watermarks` (by dataset) are those of the newest publication: earlier promises only.

    `dossiers_to_look_up(most, again)` gives at most so many dossiers of the city's own record for a source that answers
    one code at a time: those new or changed since they were last looked up, then those open or unknown to it that were
    looked up before the instant `again` (local time). `procedures_to_look_up()` gives the codes of procedures that records
    name and no catalogue knows.
    """

    landing: Landing
    run_id: str
    now: datetime
    settle_seconds: float = 1.0
    other_folders: Sequence[Path] = ()
    watermarks: Mapping[str, Watermark] = field(default_factory=dict)
    progress: Callable[[Bilingual, int | None], AbstractContextManager[Callable[[int], None]]] | None = None
    dossiers_to_look_up: Callable[[int, datetime], Sequence[CityDossier]] | None = None
    procedures_to_look_up: Callable[[], Sequence[str]] | None = None

    def counting(self, title: Bilingual, total: int | None = None) -> AbstractContextManager[Callable[[int], None]]:
        """Show progress while the block runs, where somebody watches; it gets a function that counts steps done."""
        return self.progress(title, total) if self.progress else nullcontext(lambda _: None)


@dataclass(frozen=True)
class FullCompare:
    """A pull that has read a dataset from end to end; `expected` records if the source counts them.

    `list_keys(connection, table, scratch)` creates the temp table `table` (the contract's key) of all that it met, and
    of what later pulls met that this night loads too: that has not vanished either. It returns how many records the
    compare itself met.
    """

    dataset: str
    expected: int | None
    list_keys: Callable[[duckdb.DuckDBPyConnection, str, Path], int]


@dataclass(frozen=True)
class Pulled:
    """What a pull landed. `watermarks` become official with the publication that loads `files`, and so do `looked_up`.

    `looked_up` are codes of the city's dossiers that the source was asked about, and when (local time).
    """

    files: tuple[LandedFile, ...] = ()
    not_taken: tuple[NotTaken, ...] = ()
    watermarks: tuple[Watermark, ...] = ()
    full_compares: tuple[FullCompare, ...] = ()
    looked_up: Mapping[str, datetime] = field(default_factory=dict)


@dataclass(frozen=True)
class StagedFile:
    """What was found in a file. `columns` are those of the contract, in the file's order.

    `table` is the temp table of its rows. `rows` and `furniture_rows` (heading, letterhead, blank rows, totals,
    signatures) together are all rows of the file down to its last. `encoding` is empty for a workbook and ends with
    `-replace` where letters are lost (`�`). With `has_broken_lines` the table has a column `is_broken`.
    """

    dataset: str
    columns: tuple[str, ...]
    headings: dict[str, str]
    unknown_headings: tuple[str, ...]
    rows: int
    furniture_rows: int
    notes: tuple[Bilingual, ...]
    encoding: str
    kind: str
    table: str = "staged"
    has_broken_lines: bool = False


@dataclass(frozen=True)
class Reach:
    """Whether a source can be asked: what was seen, and what to do where it cannot."""

    seen: str
    advice: Bilingual | None = None


S = TypeVar("S", bound=SourceSettings)


class Source(ABC, Generic[S]):
    """One configured source. A connector's `reader.py` has a class `Reader` of this kind."""

    settings_type: ClassVar[type[SourceSettings]] = SourceSettings

    def __init__(self, name: str, settings: S) -> None:
        self.name = name
        self.settings = settings

    @abstractmethod
    def pull(self, pulling: Pulling) -> Pulled:
        """Land what the source hands over, unchanged; raise `SourceFailed` when it cannot be asked."""

    @abstractmethod
    def stage(self, connection: duckdb.DuckDBPyConnection, file: LandedFile, scratch: Path) -> Sequence[StagedFile]:
        """Create one temp table of texts for each dataset of a landed file; raise `FileRejected` if it is unreadable."""

    @abstractmethod
    def reach(self) -> Reach:
        """Look whether the source can be read now, for the check-up; change nothing."""

    def examine(
        self, connection: duckdb.DuckDBPyConnection, files: Sequence[LandedFile], scratch: Path
    ) -> Sequence[Bilingual]:
        """Look at all files of a night before any is read; return notes, raise `SourceFailed` to hold the source."""
        del connection, files, scratch
        return ()

    def told(self, message: Bilingual) -> Bilingual:
        """Say of which source a message speaks."""
        return Bilingual(vi=f"Nguồn {self.name}: {message.vi}", en=f"Source {self.name}: {message.en}")
