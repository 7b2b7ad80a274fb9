"""Values, changes and counts as people read them."""

from __future__ import annotations

from dataclasses import dataclass

from flows.reports.numbers import NO_FIGURE, NumberFormat


@dataclass(frozen=True)
class FigureText:
    """Writes figures in `language`: fractions as percentages, means with their unit, `—` for a denominator of 0."""

    language: str

    def value(self, value: float | None, unit_of_measure: str) -> str:
        """Return a value with two decimals."""
        if value is None:
            return NO_FIGURE
        if unit_of_measure == "%":
            return NumberFormat(self.language).fraction(value)
        return f"{self._local(f'{value:,.2f}')} {unit_of_measure}"

    def change(self, difference: float, unit_of_measure: str) -> str:
        """Return a difference of two values with its sign; of percentages in points."""
        if unit_of_measure != "%":
            return self._local(f"{difference:+,.2f}")
        return self._local(f"{difference * 100:+,.2f}") + (" điểm %" if self.language == "vi" else " points")

    def number(self, number: float | None, decimals: int = 2) -> str:
        """Return a count whole, any other number with `decimals`; `—` for None."""
        if number is None:
            return NO_FIGURE
        return self._local(f"{number:,.0f}" if number == round(number) else f"{number:,.{decimals}f}")

    def parts(self, numerator: float | None, denominator: float | None) -> str:
        """Return numerator/denominator."""
        return f"{self.number(numerator)}/{self.number(denominator)}"

    def _local(self, text: str) -> str:
        return text if self.language == "en" else text.translate(str.maketrans(",.", ".,"))
