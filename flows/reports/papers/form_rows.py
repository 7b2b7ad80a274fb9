"""What stands in form II.06a: its lines by level and sector, its total, and what to check it against."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import duckdb

from flows.reports.figures import UNKNOWN_SECTOR, FormFigures, UnitFigures, read_figures
from flows.reports.periods import Period
from flows.reports.queries import read
from flows.reports.units import Level, Shares, Unit, read_tree

_LEVEL_NAMES = {
    Level.PROVINCE: "Cấp tỉnh (sở, ban, ngành)",
    Level.DISTRICT: "Cấp huyện",
    Level.COMMUNE: "Cấp xã (xã, phường)",
    Level.OTHER: "Đơn vị khác, chưa rõ cấp",
}


@dataclass(frozen=True)
class FormLine:
    """One sector of one level."""

    sector_code: str
    name: str
    figures: FormFigures


@dataclass(frozen=True)
class FormLevel:
    """One level with its sectors; `name` is None for a unit's own form, which has no levels."""

    name: str | None
    lines: tuple[FormLine, ...]


@dataclass(frozen=True)
class FormTable:
    """The whole form; `published` is the unit's own row, `open_before` column (11) of the period before it.

    `open_before` is None where the file does not hold that period.
    """

    levels: tuple[FormLevel, ...]
    published: FormFigures
    open_before: int | None


@dataclass(frozen=True)
class _OpenBefore:
    unit_code: str
    open_total: int


def read_form_tables(
    connection: duckdb.DuckDBPyConnection, period: Period, units: Sequence[Unit], as_of: date
) -> Iterator[tuple[Unit, FormTable]]:
    """Yield the form of each unit for a period; what all of them need is read once."""
    codes = [unit.unit_code for unit in units]
    shares = Shares(codes, codes, [1] * len(codes))
    by_unit: dict[str, list[UnitFigures]] = {}
    for row in read_figures(connection, period, shares, by_sector=True):
        by_unit.setdefault(row.unit_code, []).append(row)
    totals = {row.unit_code: row for row in read_figures(connection, period, shares, by_sector=False)}
    before = {row.unit_code: row.open_total for row in read(connection, "open_before", _OpenBefore, start=period.start)}
    for unit in units:
        own = FormLevel(None, _lines(by_unit.get(unit.unit_code, ())))
        levels = _levels(connection, period, unit, as_of) if unit.kind == "province" else (own,)
        open_before = before.get(unit.unit_code, 0) if before else None
        yield unit, FormTable(levels, totals.get(unit.unit_code) or FormFigures(), open_before)


def _levels(connection: duckdb.DuckDBPyConnection, period: Period, root: Unit, as_of: date) -> tuple[FormLevel, ...]:
    """Add up the sectors of every level; a level without any dossier stands only where the city has such units."""
    tree = read_tree(connection, root, min(period.end, as_of))
    level_of = {unit.unit_code: level for level, units in tree.leaders.items() for unit in units}
    rows = read_figures(connection, period, tree.shares(), by_sector=True)
    levels = []
    for level in Level:
        lines = _lines(row for row in rows if level_of[row.unit_code] == level)
        if lines or level in (Level.PROVINCE, Level.COMMUNE):
            levels.append(FormLevel(_LEVEL_NAMES[level], lines))
    return tuple(levels)


def _lines(rows: Iterable[UnitFigures]) -> tuple[FormLine, ...]:
    """Add up units by sector, in the order of sector codes, the unknown sector last; empty sectors do not stand."""
    sums: dict[str, FormFigures] = {}
    names: dict[str, str] = {UNKNOWN_SECTOR: "Chưa rõ lĩnh vực"}
    for row in rows:
        if row.sector_code is not None:
            sums[row.sector_code] = sums.get(row.sector_code, FormFigures()) + row
            names.setdefault(row.sector_code, row.sector_name or f"Lĩnh vực {row.sector_code}")
    codes = sorted(sums, key=lambda code: (code == UNKNOWN_SECTOR, code))
    return tuple(FormLine(code, names[code], sums[code]) for code in codes if sums[code])
