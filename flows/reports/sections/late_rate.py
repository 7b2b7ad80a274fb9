"""Late rates per unit: one table per level, each rate with its number of dossiers, interval, past and rank."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import duckdb

from flows.reports.dot_and_interval import Scale, scale_top
from flows.reports.periods import Period, calendar_month_of
from flows.reports.place import Place
from flows.reports.queries import read
from flows.reports.ranks import ranked
from flows.reports.rates import FEW
from flows.reports.sections.late_figures import LateFigures, LateRates, LateRow, LateTable, SpanFigures
from flows.reports.sections.values import Values
from flows.reports.units import Level, Unit

#: Units of a level whose kind nobody knows, as many as are listed: the rest is counted in one row.
LISTED_OTHERS = 12


@dataclass(frozen=True)
class LateHistory:
    """Two years of `mart.late_rate` for all units, read once for all pages."""

    month: Period
    until: date
    span_before: tuple[date, date]
    by_unit: Mapping[str, tuple[LateFigures, ...]]
    before: Mapping[str, SpanFigures]
    values: Values

    def row(self, unit: Unit) -> LateRow:
        """Return one unit's figures of the newest month, with its past."""
        past = self.by_unit.get(unit.unit_code, ())
        newest = past[-1] if past and past[-1].period_start == self.month.start else None
        return LateRow(unit, newest, past, self.values.of(unit.unit_code, self.month.start))

    def with_data(self) -> frozenset[str]:
        """Codes of the units with dossiers in the newest month."""
        rows = [past[-1] for past in self.by_unit.values() if past[-1].period_start == self.month.start]
        return frozenset(row.unit_code for row in rows if row.resolved or row.open)

    def of(self, place: Place, city: Place) -> LateRates:
        """Return what the page of a unit shows; `city` gives the level that the unit is compared with."""
        own = self.row(place.unit)
        levels = [self._table(level, place) for level in Level]
        tables = tuple(table for table in levels if table.rows)
        rows = [row for table in tables for row in table.rows] or [own]
        above = tuple(row for row in rows if row.figures and row.figures.sign == "above")
        peers = None if place.is_city else self._peers(place.unit, city)
        whole = self.row(city.unit).figures
        scale = Scale(_top(rows), whole.late.fraction if whole else None)
        return LateRates(
            self.month, self.until, self.span_before, own, self.before.get(place.unit.unit_code), tables, scale, above,
            self._above_before([row.unit for row in rows]), peers, whole,
        )  # fmt: skip

    def _table(self, level: Level, place: Place) -> LateTable:
        """List units in force, and others that still have figures; the page's own row is its total, never listed."""
        rows = [self.row(unit) for unit in place.tree.leaders[level] if unit != place.unit]
        rows = [
            row for row in rows if row.unit.in_force or (row.figures and (row.figures.resolved or row.figures.open))
        ]
        total = _sum([row.figures for row in rows if row.figures], self.month.start)
        if level == Level.OTHER:
            rows = [row for row in rows if row.figures]
            rows.sort(key=lambda row: -row.overdue)
            return LateTable(level, tuple(rows[:LISTED_OTHERS]), total, max(0, len(rows) - LISTED_OTHERS))
        return LateTable(level, tuple(_with_ranks(rows)), total)

    def _peers(self, unit: Unit, city: Place) -> LateTable | None:
        """Return the level of the unit where it stands in it, with every unit's rank."""
        table = self._table(unit.level, city)
        return table if any(row.unit == unit and row.rank for row in table.rows) else None

    def _above_before(self, units: Iterable[Unit]) -> int | None:
        """Count the units above their limits in the month before, None where nothing is known of that month."""
        month = calendar_month_of(self.month.start - timedelta(days=1)).start
        codes = {unit.unit_code for unit in units}
        past = [row for code in codes for row in self.by_unit.get(code, ()) if row.period_start == month]
        return sum(row.sign == "above" for row in past) if past else None


def read_late_history(
    connection: duckdb.DuckDBPyConnection, root_unit: str, as_of: date, values: Values
) -> LateHistory | None:
    """Read the late rates of every unit, None where the file has none of the city."""
    by_unit: dict[str, list[LateFigures]] = {}
    for row in read(connection, "late_rate", LateFigures, root_unit=root_unit, as_of=as_of):
        by_unit.setdefault(row.unit_code, []).append(row)
    if root_unit not in by_unit:
        return None
    month = calendar_month_of(by_unit[root_unit][-1].period_start)
    until = min(month.end, as_of)
    before = span_before(month, until)
    figures = read(connection, "span_figures", SpanFigures, first=before[0], last=before[1])
    return LateHistory(
        month, until, before, {code: tuple(rows) for code, rows in by_unit.items()}, {row.unit_code: row for row in figures}, values
    )  # fmt: skip


def span_before(month: Period, until: date) -> tuple[date, date]:
    """Return the days of the month before up to the same day of the month; a whole month is held against a whole one."""
    earlier = calendar_month_of(month.start - timedelta(days=1))
    if until == month.end:
        return earlier.start, earlier.end
    return earlier.start, min(earlier.end, earlier.start + (until - month.start))


def _with_ranks(rows: Sequence[LateRow]) -> list[LateRow]:
    """Give a rank (1 is the highest rate) to the units of a level with enough dossiers."""
    rates = {
        row.unit.unit_code: (row.figures.late.fraction or 0.0, row.figures.interval)
        for row in rows
        if row.figures and row.figures.resolved >= FEW and row.figures.interval
    }
    ranks = ranked(rates)
    return [LateRow(r.unit, r.figures, r.past, r.values, ranks.get(r.unit.unit_code)) for r in rows]


def _sum(figures: Sequence[LateFigures], month: date) -> LateFigures:
    return LateFigures(
        month,
        "",
        sum(row.resolved for row in figures),
        sum(row.resolved_late for row in figures),
        sum(row.open for row in figures),
        sum(row.open_overdue for row in figures),
    )


def _top(rows: Iterable[LateRow]) -> float:
    """Choose the scale by the units with enough dossiers: the wide intervals of small ones would flatten the rest."""
    figures = [row.figures for row in rows if row.figures]
    return scale_top(f.interval.high for f in figures if f.interval and f.resolved >= FEW)
