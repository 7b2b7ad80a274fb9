"""The slow count of what stands on the indicators: targets, points of the 766 set, late rates with their interval.

Written apart from the product: by the formulas of the index set of QĐ 766/QĐ-TTg, the documents that set the targets,
Wilson's interval and Laney's p′-chart.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction as Exact
from math import floor, sqrt

from .count import Fraction
from .periods import working_days
from .record import Dossier

# "indicator: most points, value that earns them all", as the formulas of the six groups give them.
POINTS: dict[str, tuple[str, int, str]] = {
    "C05": ("TDGQ", 20, "1"),
    **{name: ("CKMB", most, "1") for name, most in (("C21a", 6), ("C21b", 4), ("C21c", 2), ("C22", 6))},
    "C12": ("TTTT", 6, "1"),
    # min(2, 2.5·B), min(2, 2.5·C)
    **dict.fromkeys(("C13", "C14"), ("TTTT", 2, "0.8")),
    **{name: ("MDSH", most, "1") for name, most in (("C15", 6), ("C16", 4), ("C18", 4))},
    "C17": ("MDSH", 2, "0.8"),
    **dict.fromkeys(("C19a", "C19b", "C20"), ("MDSH", 2, "1")),
    **dict.fromkeys(("C23a", "C23b"), ("MDHL", 6, "1")),
    "C24": ("MDHL", 6, "0.9"),
    "C09": ("CLGQ", 2, "0.8"),
    "C10": ("CLGQ", 4, "1"),
    "C08": ("CLGQ", 6, "0.5"),
}
# "a zero denominator gives 0"; "6 when there is no petition"; "6 when none"; "0 when no dossier"; else "a null score".
WHEN_NONE = {"C12": 0.0, "C13": 0.0, "C14": 0.0, "C23a": 6.0, "C23b": 6.0, "C24": 0.0}

# "A target applies from its document's date": indicator, at least, document's date, day by which it is to be met.
# A document of which only the year is known counts from that year's last day; a duty without a figure is no target.
TARGETS: tuple[tuple[str, float, str, str | None], ...] = (
    ("C08", 0.3, "2018-11-23", None),
    ("C12", 0.8, "2025-04-01", "2030-12-31"),
    ("C08", 0.8, "2025-04-01", "2030-12-31"),
    ("C09", 0.9, "2025-04-01", "2030-12-31"),
    ("C09", 1.0, "2025-12-01", "2027-12-31"),
    ("C15", 1.0, "2025-04-01", "2030-12-31"),
    ("C16", 1.0, "2025-04-01", "2030-12-31"),
    ("C17", 0.8, "2025-04-01", "2030-12-31"),
    ("C24", 0.95, "2025-12-01", "2027-12-31"),
    ("C25a", 1.0, "2022-09-15", "2023-04-01"),
    ("C25b", 0.5, "2022-09-15", "2024-01-01"),
    ("C25b", 1.0, "2022-09-15", "2025-01-01"),
    ("C25c", 0.2, "2022-09-15", "2025-01-01"),
    ("Đ02", 0.7, "2025-12-31", None),
    ("Đ03", 1.0, "2025-12-01", "2027-12-31"),
    ("Đ03", 0.9, "2019-03-07", "2020-12-31"),
)
Z = 1.959964


def points(indicator: str, fraction: Fraction) -> float | None:
    """ "Ratios and points rounded half away from zero to 2 decimals" — of the exact ratio, once."""
    numerator, denominator = fraction
    if not denominator:
        return WHEN_NONE.get(indicator)
    _, most, full_at = POINTS[indicator]
    earned = most * min(Exact(1), Exact(numerator) / Exact(denominator) / Exact(full_at))
    return floor(earned * 100 + Exact(1, 2)) / 100


def target(indicator: str, cut: date) -> float | None:
    """The target of the newest document dated by the cut; of several of one document the last that is already to be
    met, else the next to come."""
    dated = [(date.fromisoformat(start), value, until) for name, value, start, until in TARGETS if name == indicator]
    known = [one for one in dated if one[0] <= cut]
    if not known:
        return None
    newest = max(start for start, _, _ in known)
    by = sorted(
        (date.fromisoformat(until) if until else newest, value) for start, value, until in known if start == newest
    )
    due = [value for until, value in by if until <= cut]
    return due[-1] if due else by[0][1]


def group_scores(of_unit: Mapping[str, Fraction]) -> dict[str, float | None]:
    """Points by group and TOTAL out of one unit's indicators of one period; "a null score … adds nothing"."""
    groups: dict[str, list[float]] = {group: [] for group, _, _ in POINTS.values()}
    for indicator, (group, _, _) in POINTS.items():
        earned = points(indicator, of_unit.get(indicator, (0, 0)))
        if earned is not None:
            groups[group].append(earned)
    found: dict[str, float | None] = {group: round(sum(parts), 2) if parts else None for group, parts in groups.items()}
    every = [earned for parts in groups.values() for earned in parts]
    return found | {"TOTAL": round(sum(every), 2) if every else None}


def wilson(late: int, resolved: int) -> tuple[float | None, float | None, float | None]:
    """Rate and Wilson's 95 % interval, as the two roots of (p − rate)² = z²·p·(1 − p) / n."""
    if not resolved:
        return None, None, None
    rate = late / resolved
    a, b, c = 1 + Z * Z / resolved, -(2 * rate + Z * Z / resolved), rate * rate
    root = sqrt(max(b * b - 4 * a * c, 0))
    return rate, (-b - root) / (2 * a), (-b + root) / (2 * a)


def due_soon(dossiers: Iterable[Dossier], as_of: date, within: int = 5) -> dict[str, int]:
    """Dossier code -> working days left, of open dossiers not past their due date and not waiting."""
    found = {}
    for one in dossiers:
        if not one.counted or not one.received_at or one.received_at.date() > as_of or not one.due_at:
            continue
        is_open = not (one.finish and one.finish.date() <= as_of)
        if is_open and one.due_at.date() >= as_of and not one.waiting(as_of, as_of):
            left = working_days(as_of, one.due_at.date())
            if left <= within:
                found[one.code] = left
    return found
