"""The periods of the portal's calendar (month, quarter, year) and which of them a night asks for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

Kind = Literal["month", "quarter", "year"]
_MONTHS: Mapping[Kind, int] = {"month": 1, "quarter": 3, "year": 12}


@dataclass(frozen=True, order=True)
class Period:
    """One period; both days belong to it."""

    kind: Kind
    start: date
    end: date

    @property
    def before(self) -> Period:
        """The period of the same kind before it."""
        return period_of(self.kind, self.start - timedelta(days=1))

    def asked(self) -> dict[str, object]:
        """Return the period as the portal's questions name it."""
        part: dict[str, object] = {}
        if self.kind != "year":
            part = {self.kind: (self.start.month - 1) // _MONTHS[self.kind] + 1}
        return {"timeType": self.kind, "year": self.start.year, **part}

    def asked_by_days(self) -> dict[str, object]:
        """Return the period as the question that knows days only names it."""
        return {"fromDate": self.start.isoformat(), "toDate": self.end.isoformat()}


def period_of(kind: Kind, day: date) -> Period:
    """Return the period of a kind in which a day lies."""
    months = _MONTHS[kind]
    first = (day.month - 1) // months * months
    start = date(day.year, first + 1, 1)
    after = date(day.year + (first + months) // 12, (first + months) % 12 + 1, 1)
    return Period(kind, start, after - timedelta(days=1))


def periods_of_night(day: date, since: date, asked_at: Callable[[Period], datetime], older: int) -> list[Period]:
    """Return the running and the last finished period of every kind, then `older` ones, those asked longest ago first.

    `day` is the last day that has passed; `asked_at` tells when a period was asked for last. Periods that ended before
    `since` are left out.
    """
    running = [period_of(kind, day) for kind in _MONTHS]
    recent = [each for period in running for each in (period, period.before) if each.end >= since]
    past = [each for period in running for each in _back(period.before.before, since)]
    past.sort(key=lambda period: (asked_at(period), period.start, period.kind))
    return recent + past[:older]


def _back(period: Period, since: date) -> Iterator[Period]:
    while period.end >= since:
        yield period
        period = period.before
