"""The figures of form II.06a: thirteen counts and the identities that always hold between them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import date
from operator import attrgetter

import duckdb

from flows.reports.periods import Period
from flows.reports.queries import read
from flows.reports.units import Shares

#: Sector code of dossiers whose sector nobody knows.
UNKNOWN_SECTOR = "?"


@dataclass(frozen=True)
class FormFigures:
    """Counts of dossiers; the first eleven are columns (3) to (13) of the form, in its order."""

    received_total: int = 0
    received_online: int = 0
    received_direct_postal: int = 0
    carried_over: int = 0
    resolved_total: int = 0
    resolved_early: int = 0
    resolved_on_time: int = 0
    resolved_late: int = 0
    open_total: int = 0
    open_in_term: int = 0
    open_overdue: int = 0
    resolved_no_due_date: int = 0
    open_waiting: int = 0

    @property
    def counts(self) -> tuple[int, ...]:
        """All thirteen counts."""
        return _COUNTS(self)

    @property
    def columns(self) -> tuple[int, ...]:
        """Columns (3) to (13) of the form."""
        return _COUNTS(self)[:11]

    @property
    def agrees(self) -> bool:
        """Whether 3 = 4+5+6, 7 = 8+9+10, 11 = 12+13, 3 = 7+11, and nothing is below zero."""
        return (
            self.received_total == self.received_online + self.received_direct_postal + self.carried_over
            and self.resolved_total == self.resolved_early + self.resolved_on_time + self.resolved_late
            and self.open_total == self.open_in_term + self.open_overdue
            and self.received_total == self.resolved_total + self.open_total
            and min(self.counts) >= 0
        )

    def __add__(self, other: FormFigures) -> FormFigures:
        return FormFigures(*(mine + theirs for mine, theirs in zip(self.counts, other.counts, strict=True)))

    def __bool__(self) -> bool:
        return any(self.counts)


_COUNTS: Callable[[FormFigures], tuple[int, ...]] = attrgetter(*(count.name for count in fields(FormFigures)))


@dataclass(frozen=True)
class UnitFigures(FormFigures):
    """Figures of one unit (of one listed unit where a tree was asked), for one sector or all of them."""

    unit_code: str = ""
    sector_code: str | None = None
    sector_name: str | None = None


@dataclass(frozen=True)
class PeriodsKnown:
    """First and last published period of one kind; both None when there is none."""

    first_start: date | None
    last_end: date | None

    def holds(self, period: Period) -> bool:
        """Whether a period of that kind lies within what is published."""
        if self.first_start is None or self.last_end is None:
            return False
        return self.first_start <= period.start and period.end <= self.last_end


def read_figures(
    connection: duckdb.DuckDBPyConnection, period: Period, shares: Shares, *, by_sector: bool
) -> list[UnitFigures]:
    """Return the published figures that `shares` ask for, over all sectors or for each of them.

    With `UnitTree.shares` every dossier stands under one listed unit, so that all of them add up to the root.
    """
    return read(
        connection,
        "form_figures",
        UnitFigures,
        kind=period.kind,
        start=period.start,
        by_sector=by_sector,
        unit_codes=shares.unit_codes,
        leading_codes=shares.leading_codes,
        signs=shares.signs,
    )


def periods_known(connection: duckdb.DuckDBPyConnection, kind: str) -> PeriodsKnown:
    """Return which periods of that kind the file holds."""
    return read(connection, "periods_known", PeriodsKnown, kind=kind)[0]
