"""Local time: every instant of the project is told in it, without an offset."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

#: Asia/Ho_Chi_Minh has had this one offset, without summer time, since 1975.
LOCAL_TIME = timezone(timedelta(hours=7), "Asia/Ho_Chi_Minh")


def local_now() -> datetime:
    """Return the local time without its offset."""
    return datetime.now(LOCAL_TIME).replace(tzinfo=None)


def yesterday() -> date:
    """Return the day before today."""
    return local_now().date() - timedelta(days=1)
