"""Form II.06a of the city by unit, for the running and the last finished report month."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import duckdb

from flows.reports.figures import FormFigures, published_figures, read_figures
from flows.reports.periods import Period, report_month_before, report_month_of
from flows.reports.units import Level, Unit, UnitTree


@dataclass(frozen=True)
class FormRow:
    """One listed unit; `figures` is None where the file holds none for the period."""

    unit: Unit
    figures: FormFigures | None


@dataclass(frozen=True)
class FormLevel:
    """The listed units of one level and their sum."""

    level: Level
    rows: tuple[FormRow, ...]
    total: FormFigures


@dataclass(frozen=True)
class FormOfPeriod:
    """The form of one period; `published` is the city's own published row."""

    period: Period
    is_running: bool
    levels: tuple[FormLevel, ...]
    published: FormFigures

    @property
    def rows_that_differ(self) -> int:
        """How many rows break an identity of the form, the total among them when the rows do not add up to it."""
        rows = [row.figures for level in self.levels for row in level.rows if row.figures]
        total = sum((level.total for level in self.levels), FormFigures())
        adds_up = total.counts == self.published.counts
        return sum(not row.agrees for row in (*rows, self.published)) + (not adds_up)


def periods_shown(as_of: date) -> list[Period]:
    """Return the running report month, if one runs, and the last finished one."""
    current = report_month_of(as_of)
    return [current, report_month_before(current)] if current.is_running(as_of) else [current]


def read_form(
    connection: duckdb.DuckDBPyConnection, period: Period, tree: UnitTree, as_of: date
) -> FormOfPeriod | None:
    """Return the form of the period by listed unit, None where the file holds nothing of the city for it."""
    published = published_figures(connection, period, tree.root.unit_code)
    if published is None:
        return None
    by_unit = {row.unit_code: row for row in read_figures(connection, period, tree.shares(), by_sector=False)}
    levels = (_level(level, tree, by_unit) for level in Level)
    return FormOfPeriod(period, period.is_running(as_of), tuple(level for level in levels if level.rows), published)


def _level(level: Level, tree: UnitTree, by_unit: Mapping[str, FormFigures]) -> FormLevel:
    """List units in force, and others with figures; the city itself only with dossiers that no unit owns."""
    rows = [FormRow(unit, by_unit.get(unit.unit_code)) for unit in tree.leaders[level]]
    rows = [row for row in rows if row.figures or (row.unit.in_force and row.unit != tree.root)]
    return FormLevel(level, tuple(rows), sum((row.figures for row in rows if row.figures), FormFigures()))
