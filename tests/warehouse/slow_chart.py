"""Laney's p′-chart counted a second time, in plain Python, from the formulas of the paper."""

from __future__ import annotations

from itertools import pairwise
from math import sqrt

from tests.warehouse.monthly_rates import Judged, Months

#: Rates closer than this are the same: they differ only in the last bits of a division.
NEAR = 1e-12


def _between_0_and_1(value: float) -> float:
    return min(max(value, 0.0), 1.0)


def _limits(centre: float, sigma: float) -> tuple[float, float]:
    return _between_0_and_1(centre - 3 * sigma), _between_0_and_1(centre + 3 * sigma)


def _sigma(rate: float, resolved: int) -> float:
    return sqrt(rate * (1 - rate) / resolved)


def _baseline(months: Months, number: int) -> list[tuple[int, int]]:
    """The months with resolved dossiers among the twelve before; empty where there are fewer than six."""
    window = [one for one in months[max(number - 12, 0) : number] if one and one[0]]
    return window if len(window) >= 6 else []


def _sigma_z(window: list[tuple[int, int]], centre: float) -> float | None:
    if centre in (0, 1):
        return None
    z = [(late / resolved - centre) / _sigma(centre, resolved) for resolved, late in window]
    ranges = [abs(after - before) for before, after in pairwise(z)]
    return sum(ranges) / len(ranges) / 1.128


def _side(months: Months, number: int) -> int:
    """On which side of the centre it was judged by a month's rate lies: 1 above, -1 below, 0 on it or without one."""
    counts, window = months[number], _baseline(months, number)
    if not counts or not counts[0] or not window:
        return 0
    distance = counts[1] / counts[0] - sum(late for _, late in window) / sum(resolved for resolved, _ in window)
    return 0 if abs(distance) <= NEAR else 1 if distance > 0 else -1


def _is_run(months: Months, number: int) -> bool:
    points = [each for each in range(number + 1) if (one := months[each]) and one[0]]
    sides = [_side(months, each) for each in points[-8:]]
    return sides in ([1] * 8, [-1] * 8)


def judge(months: Months, city: Months, number: int) -> Judged:
    """Judge one finished month of a unit against its own past and against the city's month."""
    counts, whole, window = months[number], city[number], _baseline(months, number)
    assert counts is not None
    resolved, late = counts
    rate = late / resolved if resolved else None
    peers: tuple[float | None, float | None] = (None, None)
    if resolved and whole and whole[0]:
        peers = _limits(whole[1] / whole[0], _sigma(whole[1] / whole[0], resolved))
    if not window:
        return Judged(rate, None, None, None, None, *peers, None, None, None, None, False)
    all_resolved, all_late = sum(one[0] for one in window), sum(one[1] for one in window)
    centre = all_late / all_resolved
    sigma_z = _sigma_z(window, centre)
    limits: tuple[float | None, float | None] = (None, None)
    signal = None
    if rate is not None:
        sigma = _sigma(centre, resolved) * (sigma_z or 0)
        low, high = limits = _limits(centre, sigma)
        if resolved >= 5 and 3 * sigma > NEAR:
            outside = "above" if rate - high > NEAR else "below" if low - rate > NEAR else None
            signal = outside or ("run" if _is_run(months, number) else None)
    return Judged(rate, centre, *limits, signal, *peers, len(window), all_resolved, all_late, sigma_z, False)
