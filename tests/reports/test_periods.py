"""Two calendars: statutory reports run from the 15th to the 14th, the portal's periods are calendar ones."""

from __future__ import annotations

from datetime import date

import pytest

from flows.reports.periods import (
    Calendar,
    PeriodError,
    calendar_month_of,
    parse_period,
    report_month_before,
    report_month_of,
)

REPORT_PERIODS = [
    ("2026-10", "report_month", date(2026, 9, 15), date(2026, 10, 14), "Tháng 10/2026"),
    ("2026-01", "report_month", date(2025, 12, 15), date(2026, 1, 14), "Tháng 01/2026"),
    ("2026-Q1", "report_quarter", date(2025, 12, 15), date(2026, 3, 14), "Quý I/2026"),
    ("2026-Q3", "report_quarter", date(2026, 6, 15), date(2026, 9, 14), "Quý III/2026"),
    ("2026-H1", "report_half", date(2025, 12, 15), date(2026, 6, 14), "6 tháng đầu năm 2026"),
    ("2026-9M", "report_nine_months", date(2025, 12, 15), date(2026, 9, 14), "9 tháng năm 2026"),
    ("2026", "report_year", date(2025, 12, 15), date(2026, 12, 14), "Năm 2026"),
]
CALENDAR_PERIODS = [
    ("2026-02", "month", date(2026, 2, 1), date(2026, 2, 28), "Tháng 02/2026 (dương lịch)"),
    ("2026-12", "month", date(2026, 12, 1), date(2026, 12, 31), "Tháng 12/2026 (dương lịch)"),
    ("2026-Q4", "quarter", date(2026, 10, 1), date(2026, 12, 31), "Quý IV/2026 (dương lịch)"),
    ("2024", "year", date(2024, 1, 1), date(2024, 12, 31), "Năm 2024 (dương lịch)"),
]


@pytest.mark.parametrize(
    ("text", "kind", "start", "end", "label"), REPORT_PERIODS, ids=[row[0] for row in REPORT_PERIODS]
)
def test_report_periods_run_from_the_15th_to_the_14th(text: str, kind: str, start: date, end: date, label: str) -> None:
    period = parse_period(text, "report")
    assert (period.kind, period.start, period.end, period.label_vi) == (kind, start, end, label)
    assert period.code == text


@pytest.mark.parametrize(
    ("text", "kind", "start", "end", "label"), CALENDAR_PERIODS, ids=[row[0] for row in CALENDAR_PERIODS]
)
def test_calendar_periods_are_whole_months(text: str, kind: str, start: date, end: date, label: str) -> None:
    period = parse_period(text, "calendar")
    assert (period.kind, period.start, period.end, period.label_vi) == (kind, start, end, label)
    assert period.code == f"{text}-duong-lich"


@pytest.mark.parametrize("text", ["2026-H1", "2026-9M"])
def test_half_and_nine_months_exist_only_in_the_report_calendar(text: str) -> None:
    with pytest.raises(PeriodError) as refused:
        parse_period(text, "calendar")
    assert text in refused.value.message.vi
    assert "lịch báo cáo" in refused.value.message.vi
    assert "report calendar" in refused.value.message.en


@pytest.mark.parametrize(
    "text", ["", "2026-13", "2026-00", "2026-Q5", "2026-H2", "10/2026", "26-10", "2026-1", "1026", "2026-10-01", "٢٠٢٦"]
)
@pytest.mark.parametrize("calendar", ["report", "calendar"])
def test_any_other_text_is_refused_with_what_to_write(text: str, calendar: Calendar) -> None:
    with pytest.raises(PeriodError) as refused:
        parse_period(text, calendar)
    assert "2026-Q3" in refused.value.message.vi


def test_letters_and_blanks_around_do_not_matter() -> None:
    assert parse_period(" 2026-q3 ", "report") == parse_period("2026-Q3", "report")


def test_the_15th_belongs_to_the_next_report_month() -> None:
    assert report_month_of(date(2026, 10, 14)) == parse_period("2026-10", "report")
    assert report_month_of(date(2026, 10, 15)) == parse_period("2026-11", "report")
    assert report_month_of(date(2026, 12, 15)) == parse_period("2027-01", "report")


def test_report_months_follow_each_other_without_a_gap() -> None:
    assert report_month_before(parse_period("2026-01", "report")) == parse_period("2025-12", "report")


def test_a_period_runs_until_its_last_day_is_counted() -> None:
    period = parse_period("2026-11", "report")
    assert period.is_running(date(2026, 11, 13))
    assert not period.is_running(date(2026, 11, 14))


def test_calendar_month_of_a_day() -> None:
    assert calendar_month_of(date(2024, 2, 29)) == parse_period("2024-02", "calendar")
