"""Which periods a night asks for, by the calendar."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from connectors.dvcqg_reporting.periods import Kind, Period, period_of, periods_of_night

LONG_AGO = date(2024, 1, 1)


def named(periods: list[Period]) -> list[str]:
    return [f"{period.kind} {period.start:%d/%m/%Y}–{period.end:%d/%m/%Y}" for period in periods]


@pytest.mark.parametrize(
    ("kind", "day", "asked"),
    [
        ("month", date(2026, 2, 28), {"timeType": "month", "year": 2026, "month": 2}),
        ("month", date(2026, 12, 31), {"timeType": "month", "year": 2026, "month": 12}),
        ("quarter", date(2026, 9, 30), {"timeType": "quarter", "year": 2026, "quarter": 3}),
        ("quarter", date(2026, 10, 1), {"timeType": "quarter", "year": 2026, "quarter": 4}),
        ("year", date(2026, 7, 1), {"timeType": "year", "year": 2026}),
    ],
)
def test_a_period_is_asked_for_by_its_number(kind: Kind, day: date, asked: dict[str, object]) -> None:
    assert period_of(kind, day).asked() == asked


def test_where_only_days_are_known_the_whole_period_is_asked_for() -> None:
    assert period_of("month", date(2024, 2, 5)).asked_by_days() == {"fromDate": "2024-02-01", "toDate": "2024-02-29"}
    assert period_of("year", date(2026, 2, 5)).asked_by_days() == {"fromDate": "2026-01-01", "toDate": "2026-12-31"}


def test_every_night_asks_for_the_running_and_the_last_finished_period_of_each_kind() -> None:
    assert named(periods_of_night(date(2026, 4, 1), LONG_AGO, lambda _: datetime.min, 0)) == [
        "month 01/04/2026–30/04/2026",
        "month 01/03/2026–31/03/2026",
        "quarter 01/04/2026–30/06/2026",
        "quarter 01/01/2026–31/03/2026",
        "year 01/01/2026–31/12/2026",
        "year 01/01/2025–31/12/2025",
    ]


def test_what_ended_before_the_first_day_is_never_asked_for() -> None:
    found = named(periods_of_night(date(2026, 2, 10), date(2026, 1, 1), lambda _: datetime.min, 9))
    assert found == [
        "month 01/02/2026–28/02/2026",
        "month 01/01/2026–31/01/2026",
        "quarter 01/01/2026–31/03/2026",
        "year 01/01/2026–31/12/2026",
    ]


def test_of_older_periods_those_asked_longest_ago_come_again() -> None:
    since, day = date(2026, 1, 1), date(2026, 6, 15)
    asked = {
        period_of("month", date(2026, 1, 1)): datetime(2026, 6, 14),
        period_of("month", date(2026, 2, 1)): datetime(2026, 6, 11),
        period_of("month", date(2026, 3, 1)): datetime(2026, 6, 12),
        period_of("month", date(2026, 4, 1)): datetime(2026, 6, 13),
    }
    found = periods_of_night(day, since, lambda period: asked.get(period, datetime.max), 2)
    assert named(found[-2:]) == ["month 01/02/2026–28/02/2026", "month 01/03/2026–31/03/2026"]
    newcomer = periods_of_night(day, since, lambda period: asked.get(period, datetime.min), 5)
    assert len(newcomer) == 5 + 4  # months May and June, both quarters, the year; January to April
