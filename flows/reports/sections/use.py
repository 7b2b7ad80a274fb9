"""Payment, digitisation, signing: counts with their unit word, target and change, for a unit and its listed units."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from flows.reports.place import Place
from flows.reports.rates import Rate
from flows.reports.sections.values import Value, Values
from flows.reports.units import Level, Unit

#: Indicators by theme, each with the word for what it counts (labels `counted_…`).
THEMES = {
    "online": {"C08": "dossiers", "C11": "dossiers"},
    "payment": {"C12": "dossiers", "C13": "procedures", "C14": "procedures"},
    "digitisation": {"C15": "dossiers", "C16": "dossiers", "C17": "dossiers", "C18": "dossiers", "C19a": "dossiers"},
    "signature": {"Đ09": "dossiers", "Đ10": "certificates", "Đ11": "transactions"},
}
#: Indicators that the city's page shows for every unit, one of each theme.
BY_UNIT = ("C08", "C12", "C15", "Đ09")
INDICATORS = tuple(each for theme in THEMES.values() for each in theme)


@dataclass(frozen=True)
class UseLine:
    """One indicator: this month's value (None where nobody gave one) and that of the month before."""

    indicator_id: str
    counted: str
    now: Value | None
    before: Value | None

    @property
    def rate(self) -> Rate | None:
        """This month's numerator of its denominator."""
        return self.now.rate if self.now else None

    @property
    def change(self) -> float | None:
        """How much the fraction moved since the month before; None where one of the two has no percentage."""
        rates = [each.rate for each in (self.now, self.before) if each]
        if len(rates) < 2 or any(rate is None or not rate.has_percentage for rate in rates):
            return None
        now, before = (rate.fraction for rate in rates if rate)
        return None if now is None or before is None else now - before


@dataclass(frozen=True)
class UseRow:
    """One listed unit with its lines of `BY_UNIT`."""

    unit: Unit
    lines: tuple[UseLine, ...]


@dataclass(frozen=True)
class Use:
    """What a page shows: its own lines by theme, and on the city's page every listed unit by level."""

    month: date
    is_running: bool
    themes: Mapping[str, tuple[UseLine, ...]]
    tables: tuple[tuple[Level, tuple[UseRow, ...]], ...]


def use_of(place: Place, values: Values, months: tuple[date, date], *, is_running: bool) -> Use:
    """Return the use of online payment, digitisation and signatures for a page."""
    own = {theme: tuple(_line(values, place.unit, each, months) for each in ids) for theme, ids in THEMES.items()}
    tables = []
    for level in (Level.PROVINCE, Level.DISTRICT, Level.COMMUNE) if place.is_city else ():
        units = [unit for unit in place.tree.leaders[level] if unit.in_force and values.of(unit.unit_code, months[0])]
        rows = tuple(UseRow(unit, tuple(_line(values, unit, each, months) for each in BY_UNIT)) for unit in units)
        if rows:
            tables.append((level, rows))
    return Use(months[0], is_running, own, tuple(tables))


def _line(values: Values, unit: Unit, indicator_id: str, months: tuple[date, date]) -> UseLine:
    counted = next(theme[indicator_id] for theme in THEMES.values() if indicator_id in theme)
    now, before = (values.of(unit.unit_code, month).get(indicator_id) for month in months)
    return UseLine(indicator_id, counted, now, before)
