"""What every command begins with: settings, a voice, the published warehouse."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Literal

import duckdb
import typer

from connectors.contract import Bilingual
from connectors.problem import Problem
from flows.settings import Settings, load_settings
from flows.speech import Speech
from warehouse.database import read_published
from warehouse.publish import DATABASE, Publications

ConfigOption = Annotated[Path, typer.Option("--config", help="tệp cấu hình / configuration file")]
UnitOption = Annotated[str | None, typer.Option("--unit", help="mã đơn vị / unit code")]
CalendarOption = Annotated[Literal["calendar", "report"], typer.Option("--calendar", help="lịch / calendar")]
#: The ways to write a period.
PERIODS = "2026-10 | 2026-Q3 | 2026-H1 | 2026-9M | 2026"
PeriodOption = Annotated[str | None, typer.Option(help=PERIODS)]
CONFIG = Path("motcua.toml")


class Misused(Problem):
    """A command was called with what it cannot use; `.message` says what to write instead."""


class NothingPublished(Problem):
    """There is no publication to read."""

    def __init__(self) -> None:
        super().__init__(
            Bilingual(
                vi="Chưa có bản công bố nào. Chạy `motcua nightly` trước.",
                en="Nothing has been published yet. Run `motcua nightly` first.",
            )
        )


def begin(config: Path) -> tuple[Settings, Speech]:
    """Read the settings; return them with a voice in their language."""
    settings = load_settings(config)
    return settings, Speech(settings.motcua.language, sys.stdout)


@contextmanager
def published(settings: Settings) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open the published warehouse read-only."""
    path = Publications(settings.home).link / DATABASE
    if not path.exists():
        raise NothingPublished
    with read_published(path, settings.motcua.memory_limit) as connection:
        yield connection


def shown_run(connection: duckdb.DuckDBPyConnection) -> tuple[str, date]:
    """Return the id of the published run and the last day that it counts."""
    run_id, as_of = connection.execute("SELECT run_id, as_of FROM ops.publication").fetchall()[0]
    return str(run_id), as_of


@contextmanager
def held_rows(settings: Settings, table: str) -> Iterator[duckdb.DuckDBPyConnection | None]:
    """Open the rows of `ops.{table}` that held runs left for people, as the same name in a memory database; None: none."""
    found = sorted(settings.held_folder.glob(f"*/{table}.parquet"))
    if not found:
        yield None
        return
    with duckdb.connect() as connection:
        connection.execute("CREATE SCHEMA ops")
        connection.execute(
            f"CREATE TABLE ops.{table} AS SELECT * FROM read_parquet($files)", {"files": [str(path) for path in found]}
        )
        yield connection


def parse_day(text: str) -> date:
    """Read a day given on the command line: YYYY-MM-DD or dd/MM/yyyy."""
    for pattern in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            return datetime.strptime(text, pattern).date()
        except ValueError:
            continue
    raise Misused(
        Bilingual(
            vi=f"“{text}” không phải một ngày. Viết 2026-11-22 hoặc 22/11/2026.",
            en=f"“{text}” is no day. Write 2026-11-22 or 22/11/2026.",
        )
    )


def check_ending(out: Path, *endings: str) -> None:
    """Raise `Misused` where a file to write has another ending than these, such as `.xlsx`."""
    if out.suffix.lower() not in endings:
        raise Misused(
            Bilingual(
                vi=f"“{out.name}”: tên tệp phải kết thúc bằng {' hoặc '.join(endings)}.",
                en=f"“{out.name}”: the file name must end in {' or '.join(endings)}.",
            )
        )


def check_unit(connection: duckdb.DuckDBPyConnection, unit: str) -> str:
    """Return the unit's name; an unknown code is a usage error, never "all units"."""
    rows = connection.execute("SELECT name FROM ref.unit WHERE unit_code = $unit", {"unit": unit}).fetchall()
    if not rows:
        ask = 'motcua sql "SELECT unit_code, name FROM ref.unit"'
        raise Misused(
            Bilingual(
                vi=f"Không có đơn vị nào mang mã “{unit}”. Xem các mã: {ask}",
                en=f"No unit has the code “{unit}”. The codes: {ask}",
            )
        )
    return str(rows[0][0])
