"""The slow count of C22, and the indicators that the portal's copy has: both bases stand side by side in it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from .city import ROOT, Unit
from .count import INDICATORS, Sums, with_ancestors
from .periods import Period
from .record import Dossier

# "Basis: both, except city only: C07, C09, C20, C21, C23, C25, C26, D01-D04, Đ01-Đ07, Đ09-Đ11; portal only: C22"
OF_PORTAL = (
    *(*INDICATORS, "C05", "C10", "C11", "C12", "C13", "C14", "C15", "C16", "C17", "C18", "C19a", "C19b", "C22", "C24"),
    *("Đ08b", "Đ08c", "Đ08d", "Đ08e", "Đ08g"),
)


def _received(
    dossiers: Iterable[Dossier], units: Sequence[Unit], first: date, cut: date
) -> dict[tuple[str, str | None], set[str]]:
    """Codes of Rec by unit (with all above it), and by procedure for the root."""
    found: dict[tuple[str, str | None], set[str]] = defaultdict(set)
    for one in dossiers:
        if one.counted and one.received_at and first <= one.received_at.date() <= cut:
            for unit in with_ancestors(one.unit, units):
                found[unit, None].add(one.code)
            if one.procedure:
                found[ROOT, one.procedure].add(one.code)
    return found


def in_both(
    city: Iterable[Dossier], portal: Sequence[Dossier], units: Sequence[Unit], period: Period, as_of: date
) -> Sums:
    """C22: "dossiers of Rec(city) whose code or national code is in Rec(portal) / max(Rec(city), Rec(portal))"; the
    city's exports give no national code."""
    cut = min(period.end, as_of)
    ours = _received(city, units, period.start, cut)
    theirs = _received(portal, units, period.start, cut)
    return {
        (*place, "C22"): (len(ours[place] & theirs[place]), max(len(ours[place]), len(theirs[place])))
        for place in {*ours, *theirs}
    }
