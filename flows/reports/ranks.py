"""Ranks that do not say more than the figures do: ties told, and how many others cannot be told apart."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass

from flows.reports.dot_and_interval import Interval


@dataclass(frozen=True)
class Rank:
    """A place from 1 (the highest rate) among `of` units; `tied` others share it, `alike` others' intervals overlap."""

    place: int
    of: int
    tied: int
    alike: int


def ranked(rates: Mapping[str, tuple[float, Interval | None]]) -> dict[str, Rank]:
    """Rank (rate, interval) pairs by code; a pair without an interval has no rank."""
    known = {code: (rate, interval) for code, (rate, interval) in rates.items() if interval}
    fractions = sorted(rate for rate, _ in known.values())
    lows = sorted(interval.low for _, interval in known.values())
    highs = sorted(interval.high for _, interval in known.values())
    count = len(known)
    ranks = {}
    for code, (rate, interval) in known.items():
        higher = count - bisect_right(fractions, rate)
        tied = bisect_right(fractions, rate) - bisect_left(fractions, rate) - 1
        apart = (count - bisect_right(lows, interval.high)) + bisect_left(highs, interval.low)
        ranks[code] = Rank(higher + 1, count, tied, count - apart - 1)
    return ranks
