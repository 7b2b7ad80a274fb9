"""Working days and the periods of the two calendars, for the years that the city lives in."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

DAY = timedelta(days=1)

# The official civil-servant calendar of 2025 and 2026, copied by hand: weekdays off ...
HOLIDAYS = frozenset(
    date.fromisoformat(day)
    for day in (
        *("2025-01-01", "2025-01-27", "2025-01-28", "2025-01-29", "2025-01-30", "2025-01-31", "2025-04-07"),
        *("2025-04-30", "2025-05-01", "2025-05-02", "2025-09-01", "2025-09-02"),
        *("2026-01-01", "2026-01-02", "2026-02-16", "2026-02-17", "2026-02-18", "2026-02-19", "2026-02-20"),
        *("2026-04-27", "2026-04-30", "2026-05-01", "2026-08-31", "2026-09-01", "2026-09-02"),
    )
)
# ... and Saturdays worked instead.
WORKED_SATURDAYS = frozenset(date.fromisoformat(day) for day in ("2025-04-26", "2026-01-10", "2026-08-22"))


def is_working_day(day: date) -> bool:
    """Monday to Friday but for holidays, and the make-up Saturdays."""
    return day in WORKED_SATURDAYS or (day.weekday() < 5 and day not in HOLIDAYS)


@cache
def working_days(after: date, until: date) -> int:
    """The number of working days in (after, until]."""
    count = 0
    day = after + DAY
    while day <= until:
        count += is_working_day(day)
        day += DAY
    return count


@dataclass(frozen=True, order=True)
class Period:
    """A period of one of the calendars; both days belong to it."""

    kind: str
    start: date
    end: date


def _month_end(year: int, month: int) -> date:
    return (date(year, month, 28) + 4 * DAY).replace(day=1) - DAY


def _fifteenth_before(year: int, month: int) -> date:
    """The 15th of the month before the given one."""
    return date(year, month - 1, 15) if month > 1 else date(year - 1, 12, 15)


def _periods_of_year(year: int) -> Iterator[Period]:
    yield Period("year", date(year, 1, 1), date(year, 12, 31))
    for month in range(1, 13):
        yield Period("month", date(year, month, 1), _month_end(year, month))
        # "a month runs from the 15th of the month before to the 14th"
        yield Period("report_month", _fifteenth_before(year, month), date(year, month, 14))
    for month in (1, 4, 7, 10):
        yield Period("quarter", date(year, month, 1), _month_end(year, month + 2))
        # "a quarter from the 15th of the month before it to the 14th of its last month"
        yield Period("report_quarter", _fifteenth_before(year, month), date(year, month + 2, 14))
    # "half a year from 15 December to 14 June, nine months to 14 September, a year to 14 December"
    yield Period("report_half", date(year - 1, 12, 15), date(year, 6, 14))
    yield Period("report_nine_months", date(year - 1, 12, 15), date(year, 9, 14))
    yield Period("report_year", date(year - 1, 12, 15), date(year, 12, 14))


def periods(first: date, as_of: date) -> list[Period]:
    """Every finished and running period of both calendars from the one that holds `first`, on `as_of`."""
    years = range(first.year, as_of.year + 2)
    every = (period for year in years for period in _periods_of_year(year))
    return sorted(period for period in every if period.end >= first and period.start <= as_of)


@cache
def nth_working_day(after: date, count: int) -> date:
    """The `count`-th working day after a day."""
    day = after
    while count:
        day += DAY
        count -= is_working_day(day)
    return day
