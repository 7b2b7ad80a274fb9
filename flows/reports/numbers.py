"""Numbers as officers read them: 1.234 · 97,25% · 22/11/2026 08:05; empty is “—”, never 0."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from connectors.local_time import LOCAL_TIME

#: Shown where a figure does not exist (its denominator is 0).
NO_FIGURE = "—"
_COMMA_AND_POINT = str.maketrans(",.", ".,")


def rounded_percent(share: Decimal) -> Decimal:
    """Return a fraction as a percentage with two decimals, half away from zero."""
    return (share * 100).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)


@dataclass(frozen=True)
class NumberFormat:
    """Writes numbers and dates in `language` (vi: 1.234,5; en: 1,234.5). Days are dd/MM/yyyy in both."""

    language: str

    def count(self, number: int | None) -> str:
        """Return a whole number with thousands marked, `—` for None."""
        if number is None:
            return NO_FIGURE
        return self._marked(f"{number:,}")

    def counts(self, part: int, whole: int) -> str:
        """Return `part/whole` as two whole numbers."""
        return f"{self.count(part)}/{self.count(whole)}"

    def percent(self, part: int, whole: int) -> str:
        """Return part/whole as a percentage, `—` when `whole` is 0."""
        if whole == 0:
            return NO_FIGURE
        return self._marked(f"{rounded_percent(Decimal(part) / Decimal(whole)):,}") + "%"

    def fraction(self, share: float | None) -> str:
        """Return a fraction (0 to 1) as a percentage, `—` for None."""
        if share is None:
            return NO_FIGURE
        return self._marked(f"{rounded_percent(Decimal(str(share))):,}") + "%"

    def points(self, points: float | None) -> str:
        """Return points with two decimals, `—` for None."""
        if points is None:
            return NO_FIGURE
        rounded = Decimal(str(points)).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
        return self._marked(f"{rounded:,}")

    def change(self, change: float | None) -> str:
        """Return a change of points with its sign (a true minus), `—` for None."""
        if change is None:
            return NO_FIGURE
        rounded = Decimal(str(change)).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
        return ("+" if rounded > 0 else "−" if rounded < 0 else "±") + self._marked(f"{abs(rounded):,}")

    def count_change(self, now: int, before: int) -> str:
        """Return how many more (or fewer) there are now, with its sign."""
        return ("+" if now > before else "−" if now < before else "±") + self.count(abs(now - before))

    def day(self, day: date | None) -> str:
        """Return a day as dd/MM/yyyy, `—` for None."""
        return f"{day:%d/%m/%Y}" if day else NO_FIGURE

    def moment(self, moment: datetime | None) -> str:
        """Return an instant as dd/MM/yyyy HH:mm in local time, `—` for None."""
        if moment is None:
            return NO_FIGURE
        local = moment.astimezone(LOCAL_TIME) if moment.tzinfo else moment
        return f"{local:%d/%m/%Y %H:%M}"

    def _marked(self, number: str) -> str:
        return number if self.language == "en" else number.translate(_COMMA_AND_POINT)
