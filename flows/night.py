"""One night: what every room of the run shares, and how a run begins and ends. No Prefect here."""

from __future__ import annotations

import fcntl
import os
import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import duckdb

from connectors.contract import Bilingual
from connectors.landing import LandedFile
from connectors.local_time import local_now, yesterday
from connectors.problem import Problem
from connectors.source import Pulled, Source
from flows.log import EventLog, open_log
from flows.settings import Settings, hash_secret
from flows.speech import Speech
from quality.results import CheckResult
from warehouse.database import Resources, open_warehouse, run_script, sql_text
from warehouse.load.rows import prepare_reading
from warehouse.publish import DATABASE, Publications

SCHEMAS = ("ops", "ref", "core", "mart")


#: The rooms as the person at the keyboard sees them pass.
ROOMS = {
    "pull": Bilingual(vi="lấy dữ liệu từ các nguồn", en="pulled from the sources"),
    "load": Bilingual(vi="đọc và nhớ", en="read and remembered"),
    "compute": Bilingual(vi="tính số liệu", en="computed"),
    "check": Bilingual(vi="kiểm tra", en="checked"),
    "publish": Bilingual(vi="công bố", en="published"),
    "tell": Bilingual(vi="báo cáo", en="told"),
}


class AnotherRun(Problem):
    """Another run holds the home folder."""

    def __init__(self) -> None:
        super().__init__(
            Bilingual(
                vi="Một lần chạy khác đang dùng thư mục dữ liệu này. Chờ lần đó xong rồi chạy lại.",
                en="Another run is using this home folder. Wait for it to end, then run again.",
            )
        )


@dataclass(frozen=True)
class Outcome:
    """How a run ended: published, kept (as-of before the published one) or held by a gate."""

    run_id: str
    as_of: date
    status: str
    folder: Path
    reasons: tuple[Bilingual, ...] = ()
    warnings: tuple[Bilingual, ...] = ()


@dataclass
class Night:
    """What the rooms of one run share."""

    settings: Settings
    as_of: date
    run_id: str
    started_at: datetime
    speech: Speech
    log: EventLog
    publications: Publications
    folder: Path
    connection: duckdb.DuckDBPyConnection
    sources: dict[str, Source[Any]] = field(default_factory=dict)
    pulled: dict[str, Pulled] = field(default_factory=dict)
    landed: list[LandedFile] = field(default_factory=list)
    parts_read: int = 0
    checks: list[CheckResult] = field(default_factory=list)
    warnings: list[Bilingual] = field(default_factory=list)
    held_reasons: tuple[Bilingual, ...] = ()
    missed: tuple[date, ...] = ()

    @property
    def scratch(self) -> Path:
        """Folder of this run's passing files; it is gone afterwards."""
        return self.settings.home / "warehouse" / "scratch"

    def warn(self, *messages: Bilingual) -> None:
        """Keep warnings for the report and the log."""
        for message in messages:
            self.warnings.append(message)
            self.log.event("warning", "warning", message=message.vi)

    @contextmanager
    def room(self, name: str) -> Iterator[None]:
        """Time a room and log its end."""
        begun = time.perf_counter()
        yield
        seconds = time.perf_counter() - begun
        self.log.event("room_finished", room=name, seconds=round(seconds, 3))
        told = ROOMS[name]
        self.speech.say(
            Bilingual(vi=f"  {told.vi}: {seconds:.1f} s".replace(".", ","), en=f"  {told.en}: {seconds:.1f} s")
        )


def default_as_of() -> date:
    """Return yesterday: a night counts what happened up to the end of the day before."""
    return yesterday()


def new_run_id(now: datetime) -> str:
    """Return a run's id: sortable by its start, with a random part."""
    return f"{now:%Y%m%dT%H%M%S%f}-{secrets.token_hex(2)}"


@contextmanager
def one_run_at_a_time(home: Path) -> Iterator[None]:
    """Hold the home folder for this run; raise `AnotherRun` when another run holds it."""
    folder = home / "warehouse"
    folder.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(folder / "lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        raise AnotherRun from None
    try:
        yield
    finally:
        os.close(descriptor)


@contextmanager
def begin_night(settings: Settings, as_of: date, speech: Speech) -> Iterator[Night]:
    """Begin a run on a copy of the newest warehouse file; a run that fails leaves nothing behind but its log."""
    home = settings.home
    now = local_now()
    run_id = new_run_id(now)
    scratch = home / "warehouse" / "scratch"
    with one_run_at_a_time(home):
        shutil.rmtree(scratch, ignore_errors=True)
        scratch.mkdir(mode=0o700, parents=True)
        publications = Publications(home)
        folder = publications.begin(run_id)
        log = open_log(home, run_id)
        log.event("run_started", as_of=as_of)
        resources = Resources(settings.motcua.memory_limit, settings.motcua.threads, scratch)
        try:
            with open_warehouse(folder / DATABASE, resources) as connection:
                night = Night(settings, as_of, run_id, now, speech, log, publications, folder, connection)
                _prepare(night)
                yield night
        except BaseException as error:
            log.event("run_failed", "error", error=type(error).__name__)
            publications.abandon(run_id)
            raise
        finally:
            shutil.rmtree(scratch, ignore_errors=True)


def _prepare(night: Night) -> None:
    connection = night.connection
    for schema in SCHEMAS:
        connection.execute(f"CREATE SCHEMA IF NOT EXISTS {schema}")
    run_script(connection, sql_text("ddl", "ops.sql"))
    connection.execute("SET VARIABLE run_id = CAST($run_id AS VARCHAR)", {"run_id": night.run_id})
    connection.execute("SET VARIABLE run_at = CAST($now AS TIMESTAMP)", {"now": night.started_at})
    secret, said = hash_secret(night.settings)
    if said:
        night.warn(said)
    prepare_reading(connection, night.as_of, secret)
    connection.execute(
        "INSERT INTO ops.run (run_id, as_of, started_at, status, version) VALUES ($run_id, $as_of, $now, 'running', $version)",
        {"run_id": night.run_id, "as_of": night.as_of, "now": night.started_at, "version": version("motcua")},
    )
