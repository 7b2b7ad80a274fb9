"""Office time: working minutes counted one after another over the working days of the city.

A working day is 480 minutes, 07:00-11:30 and 13:30-17:00. Durations of work are then plain sums, and every instant
that work gives lies in office hours.
"""

from __future__ import annotations

from datetime import date, timedelta

import holidays
import numpy as np

from connectors.simulate.arrays import Instants, Mask, Whole

DAY = 480
MORNING = 270
_OPENS, _OPENS_AGAIN = 7 * 60, 13 * 60 + 30
#: Work begun in the window may end long after it.
_YEARS_AFTER = 2


class OfficeClock:
    """Turns instants into working minutes since `first` and back."""

    def __init__(self, first: date, last: date) -> None:
        end = last + timedelta(days=366 * _YEARS_AFTER)
        days = np.arange(np.datetime64(first), np.datetime64(end))
        free = holidays.country_holidays("VN", years=range(first.year, end.year + 1))
        self._first = days[0]
        self._is_working: Mask = np.is_busday(days, holidays=np.array(sorted(free), dtype="datetime64[D]"))
        self._working_days = days[self._is_working]
        self._days_before: Whole = np.cumsum(self._is_working) - self._is_working

    def is_working(self, days: Instants) -> Mask:
        """Whether each day is a working day."""
        return np.asarray(self._is_working[self._index(days)])

    def minute(self, instants: Instants) -> Whole:
        """Return the working minute at each instant, or the next one when the office is closed."""
        minutes = instants.astype("datetime64[m]")
        days = minutes.astype("datetime64[D]")
        of_day = (minutes - days).astype(np.int64)
        morning = np.clip(of_day - _OPENS, 0, MORNING)
        afternoon = np.clip(of_day - _OPENS_AGAIN, 0, DAY - MORNING)
        index = self._index(days)
        return np.asarray(self._days_before[index] * DAY + (morning + afternoon) * self._is_working[index])

    def instant(self, minutes: Whole) -> Instants:
        """Return the instant of each working minute."""
        day = np.clip(minutes // DAY, 0, len(self._working_days) - 1)
        return np.asarray(self._working_days[day] + minute_of_day(minutes % DAY)).astype("datetime64[s]")

    def days_later(self, days: Instants, working_days: Whole) -> Instants:
        """Return the day that many working days after each; after 0, the day itself when it is a working day."""
        later = self.instant(self.minute(days.astype("datetime64[s]")) + working_days * DAY)
        return np.asarray(later.astype("datetime64[D]"))

    def _index(self, days: Instants) -> Whole:
        index = (days.astype("datetime64[D]") - self._first).astype(np.int64)
        return np.asarray(np.clip(index, 0, len(self._is_working) - 1))


def minute_of_day(working_minutes: Whole) -> np.ndarray[tuple[int, ...], np.dtype[np.timedelta64]]:
    """Return the time of day of working minutes 0-479: the morning's 270 from 07:00, the rest from 13:30."""
    of_day = np.where(working_minutes < MORNING, working_minutes + _OPENS, working_minutes - MORNING + _OPENS_AGAIN)
    return of_day.astype("timedelta64[m]")
