"""Reporting periods: the statutory calendar (15th to 14th) and the calendar of the national portal."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from connectors.contract import Bilingual
from connectors.problem import Problem

Calendar = Literal["report", "calendar"]

#: First and last month of each part of a year; a quarter's own number is put in by the reader.
_PARTS = {"half": (1, 6), "nine_months": (1, 9), "year": (1, 12)}
_ROMAN_QUARTERS = ("I", "II", "III", "IV")
_SHAPE = re.compile(r"([0-9]{4})(?:-(?:([0-9]{2})|Q([1-4])|(H1)|(9M)))?")
_FIRST_YEAR, _LAST_YEAR = 2000, 2199


class PeriodError(Problem):
    """A text that names no period."""


@dataclass(frozen=True)
class Period:
    """One period, first and last day inclusive.

    `kind` is month, quarter or year (calendar of the portal), or report_month, report_quarter, report_half,
    report_nine_months or report_year (statutory reports, from the 15th to the 14th).
    """

    kind: str
    start: date
    end: date

    @property
    def calendar(self) -> Calendar:
        """The calendar that the period belongs to."""
        return "report" if self.kind.startswith("report_") else "calendar"

    @property
    def code(self) -> str:
        """Short text for file names: what a person types for it, `-duong-lich` added in the portal's calendar."""
        part = self.kind.removeprefix("report_")
        suffix = {
            "month": f"-{self.end:%m}",
            "quarter": f"-Q{self.end.month // 3}",
            "half": "-H1",
            "nine_months": "-9M",
            "year": "",
        }[part]
        return f"{self.end.year}{suffix}" + ("" if self.calendar == "report" else "-duong-lich")

    @property
    def label_vi(self) -> str:
        """Name of the period as reports write it in Vietnamese."""
        year, part = self.end.year, self.kind.removeprefix("report_")
        name = {
            "month": f"Tháng {self.end:%m}/{year}",
            "quarter": f"Quý {_ROMAN_QUARTERS[(self.end.month - 1) // 3]}/{year}",
            "half": f"6 tháng đầu năm {year}",
            "nine_months": f"9 tháng năm {year}",
            "year": f"Năm {year}",
        }[part]
        return name if self.calendar == "report" else f"{name} (dương lịch)"

    @property
    def label_en(self) -> str:
        """Name of the period in English."""
        year, part = self.end.year, self.kind.removeprefix("report_")
        name = {
            "month": f"{self.end:%m}/{year}",
            "quarter": f"Quarter {(self.end.month - 1) // 3 + 1}/{year}",
            "half": f"First half of {year}",
            "nine_months": f"Nine months of {year}",
            "year": f"Year {year}",
        }[part]
        return name if self.calendar == "report" else f"{name} (calendar)"

    def is_running(self, as_of: date) -> bool:
        """Whether days of the period are still to come after `as_of` (its last counted day)."""
        return as_of < self.end


def parse_period(text: str, calendar: Calendar) -> Period:
    """Read `2026-10`, `2026-Q3`, `2026-H1`, `2026-9M` or `2026` in the given calendar.

    Raises `PeriodError` for any other text, and for H1 and 9M in the portal's calendar, which has neither.
    """
    found = _SHAPE.fullmatch(text.strip().upper())
    if not found or not _FIRST_YEAR <= int(found[1]) <= _LAST_YEAR:
        raise _not_a_period(text)
    year, month, quarter, half, nine_months = found.groups()
    if month:
        if not 1 <= int(month) <= 12:
            raise _not_a_period(text)
        return _period("month", int(year), int(month), int(month), calendar)
    if quarter:
        return _period("quarter", int(year), 3 * int(quarter) - 2, 3 * int(quarter), calendar)
    part = "half" if half else "nine_months" if nine_months else "year"
    if part != "year" and calendar == "calendar":
        raise _only_in_reports(text)
    return _period(part, int(year), *_PARTS[part], calendar)


def report_month_of(day: date) -> Period:
    """Return the statutory report month that `day` lies in: from the 15th on it is the next month's."""
    month = day if day.day < 15 else _first_of_next(day)
    return _period("month", month.year, month.month, month.month, "report")


def report_month_before(period: Period) -> Period:
    """Return the statutory report month that ends the day before `period` starts."""
    return report_month_of(period.start - timedelta(days=1))


def calendar_month_of(day: date) -> Period:
    """Return the calendar month that `day` lies in."""
    return _period("month", day.year, day.month, day.month, "calendar")


def _period(part: str, year: int, first: int, last: int, calendar: Calendar) -> Period:
    """Build a period from its months: reports run from the 15th of the month before to the 14th of the last."""
    if calendar == "report":
        before = date(year, first, 1) - timedelta(days=1)
        return Period(f"report_{part}", before.replace(day=15), date(year, last, 14))
    return Period(part, date(year, first, 1), _first_of_next(date(year, last, 1)) - timedelta(days=1))


def _first_of_next(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def _not_a_period(text: str) -> PeriodError:
    shown = " ".join(text.split())[:40]
    return PeriodError(
        Bilingual(
            vi=f"Không hiểu kỳ «{shown}». Viết 2026-10 (tháng), 2026-Q3 (quý), 2026-H1 (6 tháng), 2026-9M (9 tháng) "
            "hoặc 2026 (năm).",
            en=f"“{shown}” is no period. Write 2026-10 (month), 2026-Q3 (quarter), 2026-H1 (half year), 2026-9M "
            "(nine months) or 2026 (year).",
        )
    )


def _only_in_reports(text: str) -> PeriodError:
    shown = text.strip().upper()
    return PeriodError(
        Bilingual(
            vi=f"Kỳ {shown} chỉ có trong lịch báo cáo (từ ngày 15 đến ngày 14); dương lịch chỉ có tháng, quý, năm. "
            "Thêm --calendar report, hoặc chọn tháng, quý, năm.",
            en=f"{shown} exists only in the report calendar (15th to 14th); the calendar has months, quarters and "
            "years. Add --calendar report, or choose a month, a quarter or a year.",
        )
    )
