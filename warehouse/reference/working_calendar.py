"""The days on which civil servants work: the ordinary week, the public holidays, the swaps of the year's notice.

Days off follow articles 111.3 and 112 of the Labour Code 2019. The years of REVIEWED_YEARS stand to the day in our own
file, from the official notices; for other years the `holidays` library tells, and a row of our file corrects it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version

import duckdb

from connectors.contract import Bilingual
from warehouse.reference.packaged import fill, packaged_rows

#: Dates before 2010 are unreadable; the month before gives the first of them an ordinal to count from.
FIRST_DAY = date(2009, 12, 1)
#: Due dates may lie ten years ahead; the year after the tenth is there whole.
YEARS_AHEAD = 11
REVIEWED_YEARS = range(2022, 2027)
#: 24 November, the library's name: off by resolution 80-NQ/TW of the Politburo, not in the Labour Code as found.
CULTURE_DAY = "Ngày Văn hóa Việt Nam"


@dataclass(frozen=True)
class ExceptionalDay:
    """A day that differs from the ordinary week; `is_working` None: not settled, the weekday decides."""

    date: date
    is_working: bool | None
    reason: str
    source: str


def load_working_days(connection: duckdb.DuckDBPyConnection, as_of: date, culture_day_off: bool) -> list[Bilingual]:
    """Fill ref.working_day from December 2009 to the end of the eleventh year after `as_of`; return warnings."""
    last_day = date(as_of.year + YEARS_AHEAD, 12, 31)
    days = exceptional_days(last_day.year, culture_day_off)
    reviewed_until = date(REVIEWED_YEARS[-1], 12, 31)
    rows = [{column: "" if value is None else str(value) for column, value in vars(day).items()} for day in days]
    fill(connection, "working_day", rows, first_day=FIRST_DAY, last_day=last_day, reviewed_until=reviewed_until)
    return [_unreviewed(as_of.year)] if as_of > reviewed_until else []


def exceptional_days(last_year: int, culture_day_off: bool) -> list[ExceptionalDay]:
    """Return the days up to `last_year` that differ from the ordinary week, by date; our file wins over the library."""
    told = {day.date: day for day in _library_days(last_year, culture_day_off)}
    told |= {day.date: day for day in _own_days(culture_day_off)}
    return [told[day] for day in sorted(told)]


def _own_days(culture_day_off: bool) -> Iterator[ExceptionalDay]:
    for row in packaged_rows("working_day_override"):
        day, kind, reason, source = date.fromisoformat(row["date"]), row["kind"], row["reason"], row["source"]
        if kind == "pending_holiday" and not culture_day_off:
            yield ExceptionalDay(day, None, f"{reason}: chưa có quy định nghỉ", source)
        else:
            yield ExceptionalDay(day, kind == "makeup_work", reason, source)


def _library_days(last_year: int, culture_day_off: bool) -> Iterator[ExceptionalDay]:
    """Yield the library's days off and worked Saturdays of the years that our file does not cover."""
    # Imported here: a quarter of a second that only this step needs.
    import holidays

    years = [year for year in range(FIRST_DAY.year, last_year + 1) if year not in REVIEWED_YEARS]
    # Without a language the names follow the locale of the machine.
    calendar = holidays.country_holidays("VN", years=years, language="vi")
    source = f"thư viện holidays {version('holidays')}, theo BLLĐ Điều 111.3 và 112"
    for day, name in calendar.items():
        if culture_day_off or not name.startswith(CULTURE_DAY):
            yield ExceptionalDay(day, False, name, source)
    for day in calendar.weekend_workdays:
        if day.year in years:
            yield ExceptionalDay(day, True, "Làm bù", source)


def _unreviewed(year: int) -> Bilingual:
    return Bilingual(
        vi=f"Lịch làm việc năm {year} là tạm tính: hãy bổ sung thông báo lịch nghỉ vào working_day_override.csv",
        en=f"The working calendar of {year} is provisional: add the official notice to working_day_override.csv",
    )
