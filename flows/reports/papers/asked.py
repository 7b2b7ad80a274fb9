"""Which unit and period a paper is asked for, and what to say where there is nothing to write."""

from __future__ import annotations

from datetime import date

import duckdb

from connectors.contract import Bilingual
from flows.reports.figures import PeriodsKnown, periods_known
from flows.reports.papers.problem import NothingToWrite
from flows.reports.periods import Period
from flows.reports.units import Unit, read_unit
from flows.reports.wording import name_of


def find_unit(connection: duckdb.DuckDBPyConnection, unit_code: str, on: date) -> Unit:
    """Return the unit as it stands on a day; raise `NothingToWrite` where the published file knows none of that code."""
    unit = read_unit(connection, unit_code, on)
    if unit is None:
        raise _unknown_unit(unit_code)
    return unit


def check_period(connection: duckdb.DuckDBPyConnection, period: Period, as_of: date) -> None:
    """Raise `NothingToWrite` for a period that has not begun, or of which nothing is published."""
    if as_of < period.start:
        raise _not_begun(period, as_of)
    known = periods_known(connection, period.kind)
    if not known.holds(period):
        raise _no_data(period, known)


def _unknown_unit(unit_code: str) -> NothingToWrite:
    look = 'motcua sql "SELECT unit_code, name FROM ref.unit"'
    shown = name_of(unit_code)
    return NothingToWrite(
        Bilingual(
            vi=f"Không có đơn vị nào mang mã «{shown}». Xem các mã: {look}",
            en=f"No unit has the code “{shown}”. See the codes: {look}",
        )
    )


def _not_begun(period: Period, as_of: date) -> NothingToWrite:
    return NothingToWrite(
        Bilingual(
            vi=f"{period.label_vi} bắt đầu ngày {period.start:%d/%m/%Y}, số liệu mới đến hết {as_of:%d/%m/%Y}. "
            "Chọn kỳ sớm hơn.",
            en=f"{period.label_en} begins on {period.start:%d/%m/%Y}, figures end on {as_of:%d/%m/%Y}. "
            "Choose an earlier period.",
        )
    )


def _no_data(period: Period, known: PeriodsKnown) -> NothingToWrite:
    if known.first_start is None or known.last_end is None:
        vi, en = "Chưa có kỳ nào được công bố.", "No period is published yet."
    else:
        days = f"{known.first_start:%d/%m/%Y} – {known.last_end:%d/%m/%Y}"
        vi, en = f"Các kỳ đã công bố: {days}.", f"Published periods: {days}."
    return NothingToWrite(
        Bilingual(
            vi=f"Chưa có số liệu của {period.label_vi}. {vi} Biểu để trống không phải là biểu bằng 0.",
            en=f"There are no figures of {period.label_en}. {en} An empty form is not a form of zeros.",
        )
    )
