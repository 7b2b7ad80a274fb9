"""Dossiers written straight into the record, to count them: what reading and remembering would have left there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import astuple, dataclass, fields
from datetime import date, datetime

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


def count(connection: duckdb.DuckDBPyConnection, as_of: date) -> None:
    """Compute everything as a night of this as-of does."""
    connection.execute("DELETE FROM ops.publication")
    connection.execute("INSERT INTO ops.publication (run_id, as_of) VALUES (?, ?)", [RUN, as_of])
    compute(connection, as_of=as_of, root_unit="H13")
