"""Records written straight into the warehouse, to count them: what reading and remembering would have left there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import astuple, dataclass, fields
from datetime import date, datetime
from typing import NamedTuple

import duckdb

from warehouse.compute import compute

RUN = "R1"


@dataclass(frozen=True)
class Recorded:
    """One dossier of the record; instants are `2026-02-03 08:00` or datetimes."""

    dossier_code: str
    unit_code: str
    status: int
    received_at: str | datetime | None
    due_at: str | datetime | None = None
    finished_at: str | datetime | None = None
    returned_at: str | datetime | None = None
    refused_at: str | datetime | None = None
    channel: str | None = None
    sector_code: str | None = None
    procedure_code: str | None = None
    first_due_at: str | datetime | None = None
    supplement_seconds: int | None = None
    is_deleted: bool = False
    basis: str = "city"


def add(connection: duckdb.DuckDBPyConnection, dossiers: Iterable[Recorded]) -> None:
    """Write dossiers into core.dossier; the first due date is the due date where none is given."""
    names = [field.name for field in fields(Recorded)]
    places = ", ".join(f"${place}" for place in range(1, len(names) + 1))
    connection.executemany(
        f"INSERT INTO core.dossier (source, version_no, first_seen_run, last_changed_run, {', '.join(names)})"
        f" VALUES ('exports', 1, '{RUN}', '{RUN}', {places})",
        [astuple(dossier) for dossier in dossiers],
    )
    connection.execute("UPDATE core.dossier SET first_due_at = due_at WHERE first_due_at IS NULL")


class Attempt(NamedTuple):
    """One transaction of core.payment."""

    transaction_id: str
    dossier_code: str
    state: str
    amount: int = 50_000
    transacted_at: str | None = "2026-02-10 09:00"
    channel: str | None = "portal"
    reference: str | None = "R1"
    unit_code: str = "H13.01"
    is_deleted: bool = False


def pay(connection: duckdb.DuckDBPyConnection, *attempts: Attempt) -> None:
    """Write transactions as reading and remembering would have left them."""
    places = ", ".join("?" for _ in Attempt._fields)
    connection.executemany(
        f"INSERT INTO core.payment (basis, source, version_no, {', '.join(Attempt._fields)}) VALUES ('city', 'exports', 1, {places})",
        attempts,
    )


def write(connection: duckdb.DuckDBPyConnection, table: str, columns: str, lines: str) -> None:
    """Write lines of cells, `|` between them, into a core table; an empty cell is NULL."""
    names = columns.split()
    rows = [[cell.strip() or None for cell in line.split("|")] for line in lines.strip().splitlines()]
    given = "basis, " if "basis" not in names else ""
    places = ", ".join("?" for _ in names)
    connection.executemany(
        f"INSERT INTO {table} (source, is_deleted, {given}{', '.join(names)})"
        f" VALUES ('exports', false, {chr(39) + 'city' + chr(39) + ', ' if given else ''}{places})",
        rows,
    )


def count(connection: duckdb.DuckDBPyConnection, as_of: date) -> None:
    """Compute everything as a night of this as-of does."""
    connection.execute("DELETE FROM ops.publication")
    connection.execute("INSERT INTO ops.publication (run_id, as_of) VALUES (?, ?)", [RUN, as_of])
    compute(connection, as_of=as_of, root_unit="H13")
