"""The slow count: form 06a, the indicators and the late dossiers, in plain loops over plain objects.

Written apart from the product, without SQL and with nothing imported from it: by form II.06a/VPCP/KSTT of TT
01/2020/TT-VPCP (its counting rules are quoted in the comments) and the texts that define each indicator. Dates of a period are inclusive, days are local days.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from .city import ROOT, Unit
from .periods import working_days
from .record import Dossier

FIGURES = (
    "received_total",
    "received_online",
    "received_direct_postal",
    "carried_over",
    "resolved_total",
    "resolved_early",
    "resolved_on_time",
    "resolved_late",
    "resolved_no_due_date",
    "open_total",
    "open_in_term",
    "open_overdue",
    "open_waiting",
)
INDICATORS = ("C01", "C01b", "C02", "C03", "C04", "C04b", "C06", "C06w", "C08")

Figures = dict[str, int]
Fraction = tuple[float, float]
Sums = dict[tuple[str, str | None, str], Fraction]  # (unit, procedure or None for all, indicator)


# ---------------------------------------------------------------- where a dossier stands in a period


@dataclass(frozen=True)
class Standing:
    """Where one counted dossier stands in the period [first, last], looked at from its cut."""

    received: bool = False
    carried_over: bool = False
    resolved: bool = False
    timing: str = ""  # of a resolved one: early, on_time, late
    is_open: bool = False
    overdue: bool = False
    waiting: bool = False


def standing(dossier: Dossier, first: date, last: date, as_of: date) -> Standing:
    """The counting rule of the city for one dossier; `last` may lie after `as_of`."""
    # "The cut is the end of the period, or of `as-of` when the period still runs."
    cut = min(last, as_of)
    if not dossier.counted or dossier.received_at is None or dossier.received_at.date() > cut:
        return Standing()
    received_on = dossier.received_at.date()
    finished_on = dossier.finish.date() if dossier.finish else None
    due_on = dossier.due_at.date() if dossier.due_at else None
    # "Received in period: date(received_at) within it."
    received = first <= received_on
    # "Carried over: received before it and not finished before it."
    carried_over = not received and not (finished_on and finished_on < first)
    # "Resolved: date(finish) within it"; a finish after the cut has not happened.
    if finished_on and finished_on <= cut:
        if finished_on < first:
            return Standing()
        # "early when date(finish) < date(due_at), on time when equal, late when after; without due date on time"
        timing = "on_time"
        if due_on and finished_on != due_on:
            timing = "early" if finished_on < due_on else "late"
        return Standing(received, carried_over, resolved=True, timing=timing)
    # "Open: received by the cut and not finished by the cut; overdue when date(due_at) < date of the cut and the
    # dossier is not waiting for the applicant; else in term."
    waiting = dossier.waiting(cut, as_of)
    overdue = due_on is not None and due_on < cut and not waiting
    return Standing(received, carried_over, is_open=True, overdue=overdue, waiting=waiting)


def figures_of(dossier: Dossier, stands: Standing) -> Figures:
    """What one dossier adds to the figures of form 06a."""
    online = stands.received and dossier.channel == "online"
    return {
        "received_total": int(stands.received or stands.carried_over),
        "received_online": int(online),
        # Direct, postal and unknown: the form has no third column, and its parts must add up.
        "received_direct_postal": int(stands.received and not online),
        "carried_over": int(stands.carried_over),
        "resolved_total": int(stands.resolved),
        "resolved_early": int(stands.timing == "early"),
        "resolved_on_time": int(stands.timing == "on_time"),
        "resolved_late": int(stands.timing == "late"),
        "resolved_no_due_date": int(stands.resolved and dossier.due_at is None),
        "open_total": int(stands.is_open),
        "open_in_term": int(stands.is_open and not stands.overdue),
        "open_overdue": int(stands.overdue),
        "open_waiting": int(stands.waiting),
    }


def with_ancestors(unit: str | None, units: Iterable[Unit]) -> list[str]:
    """The unit and every unit above it: "A unit's figures include its descendants; the city is the root unit."

    A unit that no catalogue knows stands under the root; a dossier that names none is the city's alone.
    """
    parents = {one.code: one.parent for one in units}
    line = []
    at = unit
    while at:
        line.append(at)
        at = parents.get(at, ROOT)
    return line or [ROOT]


def form_06a(
    every: Sequence[Dossier], units: Sequence[Unit], first: date, last: date, as_of: date
) -> dict[tuple[str, str | None], tuple[int, ...]]:
    """Form II.06a of [first, last]: for each unit and sector (None = all) the figures in the order of `FIGURES`."""
    form: dict[tuple[str, str | None], Figures] = defaultdict(lambda: dict.fromkeys(FIGURES, 0))
    lines = {dossier.unit: with_ancestors(dossier.unit, units) for dossier in every}
    for dossier in every:
        stands = standing(dossier, first, last, as_of)
        if stands == Standing():
            continue
        figures = figures_of(dossier, stands)
        for unit in lines[dossier.unit]:
            for sector in (dossier.sector, None):
                row = form[unit, sector]
                for name in FIGURES:
                    row[name] += figures[name]
    return {key: tuple(row[name] for name in FIGURES) for key, row in form.items()}


# ---------------------------------------------------------------- indicators


def _due_in_period(dossier: Dossier, first: date, cut: date, as_of: date) -> Fraction:
    """C04b: of counted dossiers received by the cut with date(due_at) in [first, cut]: finished by the cut after the
    due date, or not finished by the cut, due before the cut's date and not waiting."""
    if not dossier.counted or not dossier.received_at or dossier.received_at.date() > cut or not dossier.due_at:
        return (0, 0)
    due_on = dossier.due_at.date()
    if not first <= due_on <= cut:
        return (0, 0)
    if dossier.finish and dossier.finish.date() <= cut:
        return (int(dossier.finish.date() > due_on), 1)
    return (int(due_on < cut and not dossier.waiting(cut, as_of)), 1)


def _durations(dossier: Dossier) -> tuple[float, int]:
    """C06: finish − received − supplement, in days of 24 h, at least 0. C06w: working days in (received, finished]."""
    assert dossier.finish and dossier.received_at
    seconds = (dossier.finish - dossier.received_at).total_seconds() - dossier.supplement_seconds
    return max(0.0, seconds / 86400), working_days(dossier.received_at.date(), dossier.finish.date())


def fractions_of(dossier: Dossier, first: date, last: date, as_of: date) -> dict[str, Fraction]:
    """What one dossier adds to (numerator, denominator) of each indicator."""
    stands = standing(dossier, first, last, as_of)
    counts = figures_of(dossier, stands)
    in_time = counts["resolved_early"] + counts["resolved_on_time"]
    days, days_worked = _durations(dossier) if stands.resolved else (0.0, 0)
    return {
        "C01": (in_time, counts["resolved_total"]),
        "C01b": (in_time, counts["received_total"]),
        "C02": (counts["resolved_late"], counts["resolved_total"]),
        "C03": (counts["open_overdue"], counts["open_total"]),
        "C04": (counts["resolved_late"] + counts["open_overdue"], counts["received_total"]),
        "C04b": _due_in_period(dossier, first, min(last, as_of), as_of),
        "C06": (days, counts["resolved_total"]),
        "C06w": (days_worked, counts["resolved_total"]),
        # Rec: received in the period; carried over dossiers are not in it.
        "C08": (counts["received_online"], int(stands.received)),
    }


def summed(
    every: Sequence[Dossier], units: Sequence[Unit], fractions: Callable[[Dossier], dict[str, Fraction]]
) -> Sums:
    """What the dossiers add up to, by unit with all above it, and by procedure for the root."""
    sums: Sums = defaultdict(lambda: (0, 0))
    lines = {dossier.unit: with_ancestors(dossier.unit, units) for dossier in every}
    for dossier in every:
        places: list[tuple[str, str | None]] = [(unit, None) for unit in lines[dossier.unit]]
        if dossier.procedure:
            places.append((ROOT, dossier.procedure))
        for name, (numerator, denominator) in fractions(dossier).items():
            if numerator or denominator:
                for unit, procedure in places:
                    before = sums[unit, procedure, name]
                    sums[unit, procedure, name] = (before[0] + numerator, before[1] + denominator)
    return dict(sums)


def indicators(every: Sequence[Dossier], units: Sequence[Unit], first: date, last: date, as_of: date) -> Sums:
    """The indicators of `INDICATORS` in [first, last]; procedures for the root only."""
    return summed(every, units, lambda dossier: fractions_of(dossier, first, last, as_of))


# ---------------------------------------------------------------- late dossiers


def _is_late(dossier: Dossier, due_at: datetime | None, as_of: date) -> bool:
    """Late by a due date: finished after its day by as-of, or open past it and not waiting."""
    if not due_at:
        return False
    if dossier.finish and dossier.finish.date() <= as_of:
        return dossier.finish.date() > due_at.date()
    return due_at.date() < as_of and not dossier.waiting(as_of, as_of)


def late_dossiers(every: Iterable[Dossier], as_of: date) -> dict[str, str]:
    """Dossier code -> open_late, closed_late (by `due_at`) or late_by_first_due_only, as seen at the end of as-of."""
    late = {}
    for dossier in every:
        if not dossier.counted or not dossier.received_at or dossier.received_at.date() > as_of:
            continue
        if _is_late(dossier, dossier.due_at, as_of):
            closed = dossier.finish and dossier.finish.date() <= as_of
            late[dossier.code] = "closed_late" if closed else "open_late"
        elif _is_late(dossier, dossier.first_due_at, as_of):
            late[dossier.code] = "late_by_first_due_only"
    return late
