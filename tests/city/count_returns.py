"""The slow count of what comes from unit returns (C20, C25, D01-D04, Đ10) and from letters of apology (C07)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from .city import ROOT, Unit
from .count import Fraction, Standing, Sums, with_ancestors
from .count_papers import Apology, Returns
from .periods import Period
from .record import Dossier

RETURNED = ("C20", "C25a", "C25b", "C25c", "D01", "D02", "D04")
APOLOGY = ("C07", "C07b", "C07c")
CLASSES = ("D03_1", "D03_2", "D03_3", "D03_4", "D03_5")


def _children(units: Sequence[Unit], more: Iterable[str]) -> dict[str, list[str]]:
    """Units by their parent; units that no catalogue knows stand under the root."""
    children: dict[str, list[str]] = defaultdict(list)
    for unit in units:
        if unit.parent:
            children[unit.parent].append(unit.code)
    children[ROOT] += sorted(set(more) - {unit.code for unit in units})
    return children


class Tree:
    """The units, those that the returns alone know among them."""

    def __init__(self, units: Sequence[Unit], returns: Returns) -> None:
        self._children = _children(units, (unit for _, _, unit, _ in returns))
        self.units = [ROOT, *(child for children in self._children.values() for child in children)]

    def figure(self, own: Mapping[str, Fraction], unit: str) -> Fraction | None:
        """ "A unit return gives its unit's figure for its own period; without one, a unit's figure is the sum over its
        children, by the same rule." None: nobody has returned one ("chưa có số liệu"), which is not 0 of 0."""
        if unit in own:
            return own[unit]
        parts = [part for child in self._children.get(unit, ()) if (part := self.figure(own, child)) is not None]
        return (sum(part[0] for part in parts), sum(part[1] for part in parts)) if parts else None

    def figures(self, own: Mapping[str, Fraction]) -> dict[str, Fraction]:
        """The figure of every unit that has one."""
        found = {unit: self.figure(own, unit) for unit in self.units}
        return {unit: figure for unit, figure in found.items() if figure is not None}


def own_returns(returns: Returns, indicator: str, period: Period) -> dict[str, Fraction]:
    """The units' own returns of one indicator for exactly this period."""
    return {
        unit: figure
        for (kind, start, unit, name), figure in returns.items()
        if (kind, start, name) == (period.kind, period.start, indicator)
    }


def _class_of_self_financing(numerator: float, denominator: float) -> str:
    """D03_1 ... D03_5: D02 at least 1; 0.7 to below 1; 0.3 to below 0.7; 0.1 to below 0.3; below 0.1."""
    edges = (1.0, 0.7, 0.3, 0.1)
    return CLASSES[sum(numerator / denominator < edge for edge in edges)]


def certificates(tree: Tree, returns: Returns, ends: Mapping[tuple[str, date], date], cut: date) -> dict[str, Fraction]:
    """Denominators of Đ10: "each unit's latest period ended by the cut", above it as for every return."""
    latest: dict[str, tuple[date, Fraction]] = {}
    for (kind, start, unit, indicator), (_, denominator) in returns.items():
        end = ends[kind, start]
        if indicator == "Đ10" and end <= cut and (unit not in latest or end > latest[unit][0]):
            latest[unit] = (end, (0, denominator))
    return tree.figures({unit: figure for unit, (_, figure) in latest.items()})


def of_returns(
    tree: Tree,
    returns: Returns,
    ends: Mapping[tuple[str, date], date],
    period: Period,
    cut: date,
    signers: Mapping[str, int],
) -> Sums:
    """C20, C25a-c, D01, D02, D03_1-5, D04 and Đ10 of one period by unit."""
    sums: Sums = {}
    for indicator in RETURNED:
        own = own_returns(returns, indicator, period)
        sums |= {(unit, None, indicator): figure for unit, figure in tree.figures(own).items()}
    # "returning public service units with D02 ... / returning units": each unit by its own return.
    returning = own_returns(returns, "D02", period)
    for name in CLASSES:
        own = {unit: (int(_class_of_self_financing(*figure) == name), 1.0) for unit, figure in returning.items()}
        sums |= {(unit, None, name): figure for unit, figure in tree.figures(own).items()}
    issued = certificates(tree, returns, ends, cut)
    for unit in {*signers, *issued}:
        sums[unit, None, "Đ10"] = (signers.get(unit, 0), issued.get(unit, (0, 0))[1])
    return sums


def of_apologies(
    stands: Iterable[tuple[Dossier, Standing]],
    apologies: Iterable[Apology],
    tree: Tree,
    returns: Returns,
    units: Sequence[Unit],
    period: Period,
    cut: date,
) -> Sums:
    """C07, C07b, C07c of one period by unit: "from apologies where the unit has any", else from its return.

    Letters and new appointments are those of the period's late dossiers: the definition dates them by nothing else.
    A unit has letters from the day of its first one: what it returned for periods before that stands, and a later
    period without a letter is 0 of its late dossiers, not "no figure".
    """
    lines: dict[str, list[Apology]] = defaultdict(list)
    for one in apologies:
        lines[one.dossier_code].append(one)
    sending: set[str] = set()
    sums: Sums = {}
    for dossier, stand in stands:
        above = with_ancestors(dossier.unit, units)
        if any(one.sent_on and one.sent_on <= cut for one in lines.get(dossier.code, ())):
            sending.update(above)
        if stand.timing != "late" and not stand.overdue:
            continue
        for name, (numerator, denominator) in _of_late(dossier, lines.get(dossier.code, [])).items():
            for unit in above:
                before = sums.get((unit, None, name), (0, 0))
                sums[unit, None, name] = (before[0] + numerator, before[1] + denominator)
    sums = {key: figure for key, figure in sums.items() if key[0] in sending}
    for name in APOLOGY:
        for unit, figure in tree.figures(own_returns(returns, name, period)).items():
            if unit not in sending:
                sums[unit, None, name] = figure
    return sums


def _of_late(dossier: Dossier, lines: Sequence[Apology]) -> dict[str, Fraction]:
    """What one late dossier adds. A line without a day of sending is no letter, but may be a new appointment."""
    assert dossier.due_at
    letters = [one.sent_on for one in lines if one.sent_on]
    in_time = sum((dossier.due_at.date() - sent).days >= 1 for sent in letters)
    appointments = sum(one.reappointed_on is not None for one in lines)
    return {
        "C07": (int(bool(letters)), 1),
        "C07b": (in_time, len(letters)),
        "C07c": (int(appointments == 1), int(appointments > 0)),
    }
