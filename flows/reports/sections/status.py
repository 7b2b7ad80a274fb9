"""Status bar: which day the figures end, when the run was, which units handed over nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

import duckdb

from flows.reports.queries import read
from flows.reports.story import RunStory
from flows.reports.units import Unit, UnitTree

#: Units named in the bar, and warnings told there, before the rest is only counted.
NAMED, WARNINGS_SHOWN = 5, 15


@dataclass(frozen=True)
class _Publication:
    run_id: str
    started_at: datetime | None


@dataclass(frozen=True)
class ToldRun:
    """The run whose figures a page shows, and its start in local time."""

    run_id: str
    started_at: datetime


@dataclass(frozen=True)
class _UnitWithData:
    unit_code: str


@dataclass(frozen=True)
class Coverage:
    """Units expected to hand over records, and those among them that did not."""

    expected: int
    missing: tuple[Unit, ...]

    @property
    def with_data(self) -> int:
        """How many of the expected units have data."""
        return self.expected - len(self.missing)

    @property
    def named(self) -> tuple[Unit, ...]:
        """The missing units that the bar names."""
        return self.missing[:NAMED]

    @property
    def unnamed(self) -> int:
        """How many missing units the bar only counts."""
        return max(0, len(self.missing) - NAMED)


def read_coverage(connection: duckdb.DuckDBPyConnection, tree: UnitTree, as_of: date) -> Coverage:
    """Tell which listed units in force have dossiers in a report month that touches the last 31 days."""
    heard = {row.unit_code for row in read(connection, "units_with_data", _UnitWithData, as_of=as_of)}
    expected = tuple(tree.expected())
    return Coverage(len(expected), tuple(unit for unit in expected if unit.unit_code not in heard))


def run_of_tables(connection: duckdb.DuckDBPyConnection, run: RunStory) -> ToldRun:
    """Return the run whose figures, files and checks the file tells of: a held run is not in what is still published."""
    if run.held_reasons:
        for row in read(connection, "publication", _Publication):
            return ToldRun(row.run_id, row.started_at or run.started_at)
    return ToldRun(run.run_id, run.started_at)
