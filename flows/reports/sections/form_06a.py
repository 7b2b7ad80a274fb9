"""Form II.06a: the running and the last finished report month, the calendar month beside them; the city by unit, a unit by sector."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import duckdb

from flows.reports.collation import vietnamese_order
from flows.reports.figures import UNKNOWN_SECTOR, FormFigures, UnitFigures, read_figures
from flows.reports.periods import Period, calendar_month_of, report_month_before, report_month_of
from flows.reports.place import Place
from flows.reports.queries import read
from flows.reports.rates import Rate
from flows.reports.units import Level, Unit, UnitTree

#: Units of unknown level that are listed on a page; the others stand in the sum of their level.
LISTED_OTHERS = 12


@dataclass(frozen=True)
class FormRow:
    """One listed unit; `figures` is None where the file holds none for the period."""

    unit: Unit
    figures: FormFigures | None


@dataclass(frozen=True)
class YearBefore:
    """A unit's finished period beside the same one of the year before, units merged into it whole included.

    `predecessors_missing` of these have handed over nothing of one of the two: the figures are incomplete then.
    """

    unit_code: str
    resolved: int
    resolved_late: int
    resolved_before: int
    resolved_late_before: int
    predecessors_missing: int

    @property
    def rates(self) -> tuple[Rate, Rate]:
        """Late rates of the year before and of this year."""
        return Rate(self.resolved_late_before, self.resolved_before), Rate(self.resolved_late, self.resolved)


@dataclass(frozen=True)
class FormLevel:
    """The listed units of one level and their sum; `unlisted` are units that are only counted in it."""

    level: Level
    rows: tuple[FormRow, ...]
    total: FormFigures
    unlisted: int = 0


@dataclass(frozen=True)
class FormOfPeriod:
    """The form of one period for one page: by level (city) or by sector (unit); `published` is the unit's own row."""

    period: Period
    is_running: bool
    levels: tuple[FormLevel, ...]
    sectors: tuple[UnitFigures, ...]
    published: FormFigures
    year_before: YearBefore | None = None

    @property
    def rows_that_differ(self) -> int:
        """How many rows break an identity of the form, the total among them when the rows do not add up to it."""
        parts: list[FormFigures] = [level.total for level in self.levels] or list(self.sectors)
        rows = [row.figures for level in self.levels for row in level.rows if row.figures] or list(self.sectors)
        adds_up = sum(parts, FormFigures()).counts == self.published.counts
        return sum(not row.agrees for row in (*rows, self.published)) + (not adds_up)


@dataclass(frozen=True)
class FormsOfAll:
    """The forms of all units in the periods shown, read once for all pages."""

    as_of: date
    by_unit: Mapping[Period, Mapping[str, Sequence[UnitFigures]]]
    by_leader: Mapping[Period, Mapping[str, FormFigures]]
    year_before: Mapping[tuple[Period, str], YearBefore]

    def of(self, place: Place) -> tuple[tuple[Period, FormOfPeriod | None], ...]:
        """Return the form of each period, None where nothing of the unit is published for it."""
        return tuple((period, self._form(period, place)) for period in self.by_unit)

    def sum_of_level(self, period: Period, level: Level, tree: UnitTree) -> FormFigures:
        """Add up a period over the listed units of a level, every dossier under one of them."""
        found = (self.by_leader.get(period, {}).get(unit.unit_code) for unit in tree.leaders[level])
        return sum((figures for figures in found if figures), FormFigures())

    def with_data(self) -> frozenset[str]:
        """Codes of the units that have a row in a period shown."""
        return frozenset(code for units in self.by_unit.values() for code in units)

    def _form(self, period: Period, place: Place) -> FormOfPeriod | None:
        rows = self.by_unit[period].get(place.unit.unit_code)
        if not rows:
            return None
        published = next((row for row in rows if row.sector_code is None), FormFigures())
        levels: tuple[FormLevel, ...] = ()
        sectors: tuple[UnitFigures, ...] = ()
        if place.is_city:
            # By unit stands the finished report month, which is to be signed; the others by level, by sector on the units' pages.
            units = period.calendar == "report" and not period.is_running(self.as_of)
            found = (_level(level, place.tree, self.by_leader[period], with_units=units) for level in Level)
            levels = tuple(level for level in found if level.rows or level.unlisted)
        else:
            sectors = tuple(sorted((row for row in rows if row.sector_code is not None), key=_sector_order))
        year_before = self.year_before.get((period, place.unit.unit_code))
        return FormOfPeriod(period, period.is_running(self.as_of), levels, sectors, published, year_before)


def periods_shown(as_of: date) -> list[Period]:
    """Return the running report month, if one runs, the last finished one, and the calendar month."""
    current = report_month_of(as_of)
    report = [current, report_month_before(current)] if current.is_running(as_of) else [current]
    return [*report, calendar_month_of(as_of)]


def read_forms(connection: duckdb.DuckDBPyConnection, tree: UnitTree, as_of: date) -> FormsOfAll:
    """Read the forms of all units and sectors in the periods shown."""
    by_unit: dict[Period, dict[str, list[UnitFigures]]] = {}
    by_leader: dict[Period, Mapping[str, FormFigures]] = {}
    year_before: dict[tuple[Period, str], YearBefore] = {}
    for period in periods_shown(as_of):
        units = by_unit.setdefault(period, {})
        for row in read(connection, "forms_by_sector", UnitFigures, kind=period.kind, start=period.start):
            units.setdefault(row.unit_code, []).append(row)
        leaders = read_figures(connection, period, tree.shares(), by_sector=False)
        by_leader[period] = {row.unit_code: row for row in leaders}
        for compared in read(connection, "year_before", YearBefore, kind=period.kind, start=period.start):
            year_before[period, compared.unit_code] = compared
    return FormsOfAll(as_of, by_unit, by_leader, year_before)


def _sector_order(row: UnitFigures) -> tuple[bool, tuple[str, tuple[int, ...], str], str]:
    """Sectors by name as a Vietnamese dictionary orders them, the unknown one last."""
    return row.sector_code == UNKNOWN_SECTOR, vietnamese_order(row.sector_name or ""), row.sector_code or ""


def _level(level: Level, tree: UnitTree, by_unit: Mapping[str, FormFigures], *, with_units: bool) -> FormLevel:
    """List units in force, and others with figures; the city itself only with dossiers that no unit owns."""
    rows = [FormRow(unit, by_unit.get(unit.unit_code)) for unit in tree.leaders[level]]
    rows = [row for row in rows if row.figures or (row.unit.in_force and row.unit != tree.root)]
    total = sum((row.figures for row in rows if row.figures), FormFigures())
    if not with_units:
        return FormLevel(level, (), total, len(rows))
    if level != Level.OTHER:
        return FormLevel(level, tuple(rows), total)
    rows = [row for row in rows if row.figures]
    rows.sort(key=lambda row: -(row.figures.received_total if row.figures else 0))
    return FormLevel(level, tuple(rows[:LISTED_OTHERS]), total, max(0, len(rows) - LISTED_OTHERS))
