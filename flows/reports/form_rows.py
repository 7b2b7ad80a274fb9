"""What stands in form II.06a: its lines by level and sector, its total, and what to check it against."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import duckdb

from connectors.contract import Bilingual
from flows.reports.figures import (
    UNKNOWN_SECTOR,
    FormFigures,
    PeriodsKnown,
    UnitFigures,
    open_before,
    periods_known,
    published_figures,
    read_figures,
)
from flows.reports.periods import Period
from flows.reports.units import Level, Shares, Unit, read_tree, read_unit
from flows.reports.wording import name_of

_LEVEL_NAMES = {
    Level.PROVINCE: "Cấp tỉnh (sở, ban, ngành)",
    Level.DISTRICT: "Cấp huyện",
    Level.COMMUNE: "Cấp xã (xã, phường)",
    Level.OTHER: "Đơn vị khác, chưa rõ cấp",
}


class FormError(ValueError):
    """A form that cannot be made; `message` says why and what to do."""

    def __init__(self, message: Bilingual) -> None:
        super().__init__(message.vi)
        self.message = message


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

    unit_name: str
    levels: tuple[FormLevel, ...]
    published: FormFigures
    open_before: int | None


def read_form_table(connection: duckdb.DuckDBPyConnection, period: Period, unit_code: str, as_of: date) -> FormTable:
    """Read the form of a unit and period from the published file; raises `FormError` with what to do instead."""
    unit = read_unit(connection, unit_code, min(period.end, as_of))
    if unit is None:
        raise _unknown_unit(unit_code)
    if as_of < period.start:
        raise _not_begun(period, as_of)
    known = periods_known(connection, period.kind)
    if not known.holds(period):
        raise _no_data(period, known)
    if unit.kind == "province":
        levels = _levels(connection, period, unit, as_of)
    else:
        sectors = read_figures(connection, period, Shares.of_unit(unit_code), by_sector=True)
        levels = (FormLevel(None, _lines(sectors)),)
    published = published_figures(connection, period, unit_code)
    return FormTable(unit.name, levels, published or FormFigures(), open_before(connection, period, unit_code))


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


def _unknown_unit(unit_code: str) -> FormError:
    look = 'motcua sql "SELECT unit_code, name FROM ref.unit"'
    shown = name_of(unit_code)
    return FormError(
        Bilingual(
            vi=f"Không có đơn vị nào mang mã «{shown}». Xem các mã: {look}",
            en=f"No unit has the code “{shown}”. See the codes: {look}",
        )
    )


def _not_begun(period: Period, as_of: date) -> FormError:
    return FormError(
        Bilingual(
            vi=f"{period.label_vi} bắt đầu ngày {period.start:%d/%m/%Y}, số liệu mới đến hết {as_of:%d/%m/%Y}. "
            "Chọn kỳ sớm hơn.",
            en=f"{period.label_en} begins on {period.start:%d/%m/%Y}, figures end on {as_of:%d/%m/%Y}. "
            "Choose an earlier period.",
        )
    )


def _no_data(period: Period, known: PeriodsKnown) -> FormError:
    if known.first_start is None or known.last_end is None:
        vi, en = "Chưa có kỳ nào được công bố.", "No period is published yet."
    else:
        days = f"{known.first_start:%d/%m/%Y} – {known.last_end:%d/%m/%Y}"
        vi, en = f"Các kỳ đã công bố: {days}.", f"Published periods: {days}."
    return FormError(
        Bilingual(
            vi=f"Chưa có số liệu của {period.label_vi}. {vi} Biểu để trống không phải là biểu bằng 0.",
            en=f"There are no figures of {period.label_en}. {en} An empty form is not a form of zeros.",
        )
    )
