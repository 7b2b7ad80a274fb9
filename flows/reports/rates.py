"""A late rate as the page shows it: counts first, and never a percentage that so few dossiers cannot carry."""

from __future__ import annotations

from dataclasses import dataclass

#: Below this many dossiers the percentage stands back (grey, no rank); below the other one it is not shown at all.
FEW, COUNTS_ONLY = 30, 5


@dataclass(frozen=True)
class Rate:
    """`part` of `whole` dossiers."""

    part: int
    whole: int

    @property
    def is_few(self) -> bool:
        """Whether chance alone may explain the percentage (and there is one)."""
        return 0 < self.whole < FEW

    @property
    def has_percentage(self) -> bool:
        """Whether a percentage is shown."""
        return self.whole >= COUNTS_ONLY

    @property
    def fraction(self) -> float | None:
        """The rate itself, None without a denominator."""
        return self.part / self.whole if self.whole else None
