"""Late rate per unit, one table per level, each rate with its number of dossiers and its interval."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import duckdb

from flows.reports.dot_and_interval import Interval, Scale, scale_top
from flows.reports.periods import Period, calendar_month_of
from flows.reports.queries import read
from flows.reports.rates import FEW, Rate
from flows.reports.units import Level, Unit, UnitTree

#: Units that the summary of the morning names.
NAMED = 5


@dataclass(frozen=True)
class LateFigures:
    """A row of `mart.late_rate`: counts of one unit with its descendants; the interval is of resolved_late/resolved."""

    period_start: date
    unit_code: str
    resolved: int
    resolved_late: int
    open: int
    open_overdue: int
    ci_low: float | None = None
    ci_high: float | None = None

    @property
    def late(self) -> Rate:
        """C02: late among resolved."""
        return Rate(self.resolved_late, self.resolved)

    @property
    def overdue(self) -> Rate:
        """C03: overdue among open."""
        return Rate(self.open_overdue, self.open)

    @property
    def interval(self) -> Interval | None:
        """The interval around the late rate, None where there is no rate or the file gives none."""
        if self.late.fraction is None or self.ci_low is None or self.ci_high is None:
            return None
        return Interval(self.ci_low, self.ci_high)


@dataclass(frozen=True)
class LateRow:
    """One listed unit; `figures` is None where the file holds none."""

    unit: Unit
    figures: LateFigures | None

    @property
    def overdue(self) -> int:
        """Open dossiers past their due date."""
        return self.figures.open_overdue if self.figures else 0


@dataclass(frozen=True)
class MostOverdue:
    """The units that the summary names, and how many more have as many overdue dossiers as the last of them."""

    named: tuple[LateRow, ...]
    ties: int


@dataclass(frozen=True)
class LateTable:
    """The listed units of one level and their sum."""

    level: Level
    rows: tuple[LateRow, ...]
    total: LateFigures


@dataclass(frozen=True)
class LateRates:
    """The newest month of `mart.late_rate`; `until` is its last counted day, `scale` that of its drawings."""

    month: Period
    until: date
    city: LateFigures
    tables: tuple[LateTable, ...]
    scale: Scale

    @property
    def month_number(self) -> str:
        """The month as officers write it, `11/2026`."""
        return f"{self.month.start:%m/%Y}"

    def most_overdue(self) -> MostOverdue:
        """Name the listed units with most overdue dossiers; equal ones stay in official order."""
        rows = [row for table in self.tables for row in table.rows if row.overdue]
        rows.sort(key=lambda row: -row.overdue)
        named = tuple(rows[:NAMED])
        return MostOverdue(named, sum(row.overdue == named[-1].overdue for row in rows[NAMED:]))


def read_late_rates(connection: duckdb.DuckDBPyConnection, tree: UnitTree, as_of: date) -> LateRates | None:
    """Return the late rates of the newest month with figures of the city, None when there is no such month."""
    root = tree.root.unit_code
    by_unit = {row.unit_code: row for row in read(connection, "late_rate", LateFigures, root_unit=root, as_of=as_of)}
    if root not in by_unit:
        return None
    city = by_unit[root]
    month = calendar_month_of(city.period_start)
    tables = (_table(level, tree.leaders[level], tree.root, by_unit) for level in Level)
    shown = tuple(table for table in tables if table.rows)
    return LateRates(month, min(month.end, as_of), city, shown, Scale(_top(shown), city.late.fraction))


def _table(level: Level, units: Iterable[Unit], root: Unit, by_unit: dict[str, LateFigures]) -> LateTable:
    """List units in force, and others that still have figures; the city's own row is its total, never listed."""
    rows = [LateRow(unit, by_unit.get(unit.unit_code)) for unit in units if unit != root]
    rows = [row for row in rows if row.unit.in_force or (row.figures and (row.figures.resolved or row.figures.open))]
    return LateTable(level, tuple(rows), _sum([row.figures for row in rows if row.figures], by_unit[root.unit_code]))


def _sum(figures: Sequence[LateFigures], city: LateFigures) -> LateFigures:
    return LateFigures(
        city.period_start,
        "",
        sum(row.resolved for row in figures),
        sum(row.resolved_late for row in figures),
        sum(row.open for row in figures),
        sum(row.open_overdue for row in figures),
    )


def _top(tables: Iterable[LateTable]) -> float:
    """Choose the scale by the units with enough dossiers: the wide intervals of small ones would flatten the rest."""
    figures = [row.figures for table in tables for row in table.rows if row.figures]
    return scale_top(f.interval.high for f in figures if f.interval and f.resolved >= FEW)
