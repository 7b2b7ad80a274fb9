"""Values, changes and counts as people read them."""

from __future__ import annotations

from dataclasses import dataclass

from flows.reports.numbers import NO_FIGURE, NumberFormat

#: Units of measure whose value is a fraction, with what follows the percentage: an assessment's is of the points possible.
_SHARES = {"%": ("", ""), "điểm": (" số điểm", " of the points")}
_NO_FIGURE_GIVEN = ("chưa có số liệu", "no figures")


@dataclass(frozen=True)
class FigureText:
    """Writes figures in `language`: fractions as percentages, means with their unit, `—` for a denominator of 0."""

    language: str

    @property
    def no_figure_given(self) -> str:
        """What nobody has given a figure for: never 0, and not the `—` of a denominator that is 0."""
        return self._word(_NO_FIGURE_GIVEN)

    def value(self, value: float | None, unit_of_measure: str) -> str:
        """Return a value with two decimals."""
        if value is None:
            return NO_FIGURE
        if unit_of_measure in _SHARES:
            return NumberFormat(self.language).fraction(value) + self._word(_SHARES[unit_of_measure])
        return f"{self._local(f'{value:,.2f}')} {unit_of_measure}"

    def change(self, difference: float, unit_of_measure: str) -> str:
        """Return a difference of two values with its sign; of percentages in points."""
        if unit_of_measure not in _SHARES:
            return self._local(f"{difference:+,.2f}")
        return self._local(f"{difference * 100:+,.2f}") + self._word((" điểm %", " points"))

    def number(self, number: float | None, decimals: int = 2) -> str:
        """Return a count whole, any other number with `decimals`; `—` for None."""
        if number is None:
            return NO_FIGURE
        return self._local(f"{number:,.0f}" if number == round(number) else f"{number:,.{decimals}f}")

    def parts(self, numerator: float | None, denominator: float | None) -> str:
        """Return numerator/denominator, `…` for one that nobody has given."""
        return "/".join("…" if part is None else self.number(part) for part in (numerator, denominator))

    def _word(self, words: tuple[str, str]) -> str:
        return words[self.language == "en"]

    def _local(self, text: str) -> str:
        return text if self.language == "en" else text.translate(str.maketrans(",.", ".,"))
