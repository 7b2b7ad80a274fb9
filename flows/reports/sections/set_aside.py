"""What was set aside: rows of every file, reasons, and files that could not be read at all."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

from flows.reports.queries import read

#: Rows of a table on the page, the worst first; the rest is counted, with the command that lists it.
LONGEST_TABLE = 25


@dataclass(frozen=True)
class Load:
    """A file met by the run (`ops.load`); a known or rejected file has zeros."""

    source: str
    dataset: str | None
    file: str
    status: str
    message: str | None
    rows_read: int
    rows_loaded: int
    rows_unchanged: int
    rows_quarantined: int


@dataclass(frozen=True)
class Reason:
    """Why rows of a file are set aside (`ops.quarantine`), and how many."""

    file: str
    dataset: str | None
    column_name: str | None
    rule: str
    reason: str | None
    rows_set_aside: int
    rows_new: int


@dataclass(frozen=True)
class SetAside:
    """Files of the run, and reasons of every run not yet resolved."""

    loads: tuple[Load, ...]
    reasons: tuple[Reason, ...]

    @property
    def rejected(self) -> tuple[Load, ...]:
        """Files that could not be read."""
        return tuple(load for load in self.loads if load.status == "rejected")

    @property
    def total(self) -> tuple[int, int, int, int]:
        """Rows read, loaded, unchanged and set aside over all files of the run."""
        return (
            sum(load.rows_read for load in self.loads),
            sum(load.rows_loaded for load in self.loads),
            sum(load.rows_unchanged for load in self.loads),
            sum(load.rows_quarantined for load in self.loads),
        )

    @property
    def rows_set_aside(self) -> int:
        """Rows set aside and not resolved."""
        return sum(reason.rows_set_aside for reason in self.reasons)

    @property
    def rows_new(self) -> int:
        """Those of them first seen in this run."""
        return sum(reason.rows_new for reason in self.reasons)


def read_set_aside(connection: duckdb.DuckDBPyConnection, run_id: str) -> SetAside:
    """Return what the run met and what is still set aside."""
    loads = read(connection, "loads", Load, run_id=run_id)
    return SetAside(tuple(loads), tuple(read(connection, "quarantine", Reason, run_id=run_id)))
