"""Which dossiers lie in which file, and when each file was exported."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import numpy as np

from connectors.simulate.arrays import Mask, Whole
from connectors.simulate.city import City
from connectors.simulate.dossiers import Dossiers, changed, seen
from connectors.simulate.flaws import drawn_flaws

#: Of the rows that may have one: about 0.5 % of all.
_FLAW_SHARE = 0.01
#: Beside the monthly files: name, third of the days it covers, range of the draw it takes, most rows.
_SIDE_PARTS = (
    ("utf-16", 0, 0.00, 0.25, 4_000),
    ("windows-1258", 1, 0.00, 0.20, 4_000),
    ("workbook", 1, 0.20, 0.40, 2_500),
    ("web table", 2, 0.00, 0.25, 2_500),
)


@dataclass(frozen=True)
class Part:
    """The dossiers of one file, by position, as they were when it was exported."""

    name: str
    exported_at: datetime
    index: Whole


@dataclass(frozen=True)
class Plan:
    """`parts` by export; by dossier: `stale`, changed after its last export; `flaw`, its kind of flaw (0: none)."""

    parts: list[Part]
    stale: Mask
    flaw: Whole


def months(city: City) -> Iterator[tuple[date, date]]:
    """Yield the first and last day of each calendar month, clipped to the city's days."""
    first = city.first
    while first <= city.until:
        next_month = (first.replace(day=1) + timedelta(days=32)).replace(day=1)
        yield first, min(next_month - timedelta(days=1), city.until)
        first = next_month


def plan(city: City, dossiers: Dossiers, random: np.random.Generator) -> Plan:
    """Spread the dossiers over monthly files and parts of other shapes; each file knows only what was known then.

    A flawed row is in one file only and settled, so that nothing repairs it: it must be in quarantine in the end.
    """
    side = _side_parts(city, dossiers, random)
    parts = sorted([*side, *_monthly_parts(city, dossiers, side)], key=lambda part: part.exported_at)
    count = dossiers.facts.num_rows
    stale, times_exported = np.zeros(count, np.bool_), np.zeros(count, np.int64)
    settled = np.zeros(count, np.bool_)
    for part in parts:
        members = dossiers.of(part.index)
        last = seen(members, city.end)
        stale[part.index] = changed(seen(members, min(part.exported_at, city.end)), last)
        settled[part.index] = last["status"].to_numpy() >= 7
        times_exported[part.index] += 1
    may_be_flawed = settled & ~stale & (times_exported == 1)
    return Plan(parts, stale, drawn_flaws("dossier", may_be_flawed, _FLAW_SHARE, random))


def export_time(city: City, last_day: date, at: time) -> datetime:
    """Return the instant of an export made the morning after `last_day`, before 01:30 when that is the last night."""
    if last_day < city.until:
        return datetime.combine(last_day + timedelta(days=1), at)
    return datetime.combine(city.until + timedelta(days=1), at.replace(hour=0))


def _days(city: City, dossiers: Dossiers) -> Whole:
    """The day of each submission, counted from the city's first."""
    return (dossiers.lives.submitted.astype("datetime64[D]") - np.datetime64(city.first)).astype(np.int64)


def _side_parts(city: City, dossiers: Dossiers, random: np.random.Generator) -> list[Part]:
    day = _days(city, dossiers)
    third = day * 3 // city.days
    draw = random.random(len(day))
    parts = []
    for minute, (name, which, low, high, most) in enumerate(_SIDE_PARTS):
        index = np.flatnonzero((third == which) & (draw >= low) & (draw < high))[:most]
        last_day = city.first + timedelta(days=-(-city.days * (which + 1) // 3) - 1)
        parts.append(Part(name, export_time(city, last_day, time(5, 10 + minute)), index))
    return parts


def _monthly_parts(city: City, dossiers: Dossiers, side: list[Part]) -> list[Part]:
    """Everything else by month; a file begins with its month's eve again, as windows overlap."""
    day = _days(city, dossiers)
    elsewhere = np.isin(np.arange(len(day)), np.concatenate([part.index for part in side]))
    parts = []
    for first, last in months(city):
        begins, ends = (first - city.first).days, (last - city.first).days
        index = np.flatnonzero(~elsewhere & (day >= begins - 1) & (day <= ends))
        parts.append(Part(f"{first:%Y-%m}", export_time(city, last, time(6, 30)), index))
    return parts
