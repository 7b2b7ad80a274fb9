"""The slow count of C26, the nine indices of TT 01/2018/TT-VPCP arts. 13–15.

"points / points possible over the indices with data (per-dossier indices: mean over Res, one decimal)"; returned figures
of one unit stand, else the dossiers tell indices 1, 3 and 9, else the returns of the units below are added up.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction as Exact
from math import floor

from .city import Unit
from .count import Standing, Sums, with_ancestors
from .count_papers import Returns
from .count_returns import Tree, own_returns
from .periods import Period
from .record import Dossier

INDICES = tuple(range(1, 10))
# NĐ 118/2025/NĐ-CP took the place of the decree that the circular explains.
NO_LONGER_IN_FORCE_FROM = date(2025, 7, 1)
_POINTS_OF_TIMING = {"early": 2, "on_time": 1, "late": 0}


@dataclass
class _Unit:
    """What the dossiers of one unit and those below it tell."""

    timing: list[int] = field(default_factory=list)
    requests: list[int] = field(default_factory=list)
    received: int = 0
    online: int = 0

    def means(self) -> dict[int, Exact]:
        """Mean points of the indices that the dossiers tell."""
        found = {1: self.timing, 3: self.requests}
        means = {index: Exact(sum(points), len(points)) for index, points in found.items() if points}
        if self.received:
            share = Exact(self.online, self.received)
            means[9] = Exact(2 if share >= Exact(30, 100) else 1 if share >= Exact(15, 100) else 0)
        return means


def _told(stands: Iterable[tuple[Dossier, Standing]], units: Sequence[Unit]) -> dict[str, _Unit]:
    told: dict[str, _Unit] = defaultdict(_Unit)
    for dossier, stand in stands:
        for unit in with_ancestors(dossier.unit, units):
            one = told[unit]
            one.received += stand.received
            one.online += stand.received and dossier.channel == "online"
            if stand.resolved:
                one.timing.append(_POINTS_OF_TIMING[stand.timing])
                if dossier.known_supplements is not None:
                    one.requests.append(max(0, 2 - dossier.known_supplements))
    return told


def _one_decimal(points: Exact) -> Exact:
    """Half away from zero; points are never negative."""
    return Exact(floor(points * 10 + Exact(1, 2)), 10)


def _of_return(figure: tuple[float, float]) -> Exact:
    return 2 * Exact(str(figure[0])) / Exact(str(figure[1]))


def of_nine_indices(
    stands: Sequence[tuple[Dossier, Standing]],
    tree: Tree,
    returns: Returns,
    units: Sequence[Unit],
    period: Period,
    cut: date,
    until: date | None = NO_LONGER_IN_FORCE_FROM,
) -> Sums:
    """C26 of one period by unit; nothing once the circular is no longer in force."""
    if until and cut >= until:
        return {}
    means: dict[str, dict[int, Exact]] = defaultdict(dict)
    for index in INDICES:  # from the least to the strongest
        own = own_returns(returns, f"C26_{index}", period)
        for unit, figure in tree.figures(own).items():
            if figure[1]:
                means[unit][index] = _of_return(figure)
    for unit, one in _told(stands, units).items():
        means[unit] |= one.means()
    for index in INDICES:
        for unit, figure in own_returns(returns, f"C26_{index}", period).items():
            if figure[1]:
                means[unit][index] = _of_return(figure)
    whole = own_returns(returns, "C26", period)
    sums: Sums = {(unit, None, "C26"): figure for unit, figure in tree.figures(whole).items() if figure[1]}
    for unit, indices in means.items():
        if indices:
            points = sum((_one_decimal(mean) for mean in indices.values()), Exact(0))
            sums[unit, None, "C26"] = (float(points), 2.0 * len(indices))
    return sums | {(unit, None, "C26"): figure for unit, figure in whole.items() if figure[1]}
