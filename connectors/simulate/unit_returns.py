"""Returns of the units (biểu kê khai định kỳ) for what no system records, the period in every spelling they use."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np
import pyarrow as pa

from connectors.simulate.city import City, units
from connectors.simulate.dossiers import Dossiers
from connectors.simulate.signatures import SIGNERS

_ROMAN = ("I", "II", "III", "IV")
_MONTHS = ("{y}-{m:02d}", "{m:02d}/{y}", "tháng {m}/{y}", "Tháng {m:02d} năm {y}")
_QUARTERS = ("{y}-Q{q}", "quý {q}/{y}", "quý {r}/{y}", "Quý {r} năm {y}")
_YEARS = ("{y}", "năm {y}", "BC {y}", "BC năm {y}", "BC {y}-H1", "BC {y}-9M")


@dataclass(frozen=True)
class Figure:
    """What one unit returns for one indicator and period; `numerator` is empty where the unit has none to give."""

    period_text: str
    unit_code: str
    indicator_id: str
    numerator: int | None
    denominator: int


def rows(city: City, random: np.random.Generator, drawn: Dossiers) -> pa.Table:
    """Draw the returns that some units have sent by the end of the data, one for each indicator, period and unit.

    Communes return C20, departments the internal procedures C25a-c by quarter and D01, D02, D04 by year; every unit
    with dossiers may return Đ10's certificates by month. `BC` names the report period instead of the calendar's.
    """
    with_dossiers = np.unique(drawn.unit)
    figures = [
        *_quarterly(city, random),
        *_yearly(city, random),
        *_certificates(city, random, [unit.unit_code for place, unit in enumerate(units()) if place in with_dossiers]),
    ]
    notes = np.where(random.random(len(figures)) < 0.1, "Số liệu đã đối chiếu", "")
    return pa.table(
        {
            "period_text": pa.array([figure.period_text for figure in figures], pa.string()),
            "unit_code_raw": pa.array([figure.unit_code for figure in figures], pa.string()),
            "indicator_id": pa.array([figure.indicator_id for figure in figures], pa.string()),
            "numerator": pa.array([figure.numerator for figure in figures], pa.float64()),
            "denominator": pa.array([figure.denominator for figure in figures], pa.float64()),
            "notes": pa.array(notes, pa.string(), mask=notes == ""),
            "evidence": pa.array([f"Báo cáo số {number}/BC" for number in range(1, len(figures) + 1)], pa.string()),
        }
    )


def _quarterly(city: City, random: np.random.Generator) -> Iterator[Figure]:
    for year, quarter in _quarters(city):
        for unit in units():
            report = _prefix(random)
            text = report + _spelled(_QUARTERS, random, y=year, q=quarter, r=_ROMAN[quarter - 1])
            if unit.kind == "commune" and random.random() < 0.85:
                yield Figure(text, unit.unit_code, "C20", int(random.random() < 0.9), 1)
            elif unit.kind == "department" and random.random() < 0.7:
                listed = int(random.integers(8, 40))
                reviewed = int(random.integers(listed // 2, listed + 1))
                yield Figure(text, unit.unit_code, "C25a", listed, listed)
                yield Figure(text, unit.unit_code, "C25b", reviewed, listed)
                yield Figure(text, unit.unit_code, "C25c", int(random.integers(0, reviewed + 1)), listed)


def _yearly(city: City, random: np.random.Generator) -> Iterator[Figure]:
    """Reorganisation, self-financing and staff streamlining, from two departments in three."""
    for year in range(city.first.year, city.until.year + 1):
        for unit in units():
            if unit.kind != "department" or random.random() > 2 / 3:
                continue
            text = _spelled(_YEARS, random, y=year)
            heads, staff, costs = (int(random.integers(*span)) for span in ((6, 40), (40, 400), (2_000, 90_000)))
            yield Figure(text, unit.unit_code, "D01", int(random.integers(0, heads // 3)), heads)
            yield Figure(text, unit.unit_code, "D02", int(costs * random.uniform(0.05, 1.3)), costs)
            yield Figure(text, unit.unit_code, "D04", int(random.integers(0, staff // 8)), staff)


def _certificates(city: City, random: np.random.Generator, unit_codes: list[str]) -> Iterator[Figure]:
    """At least as many certificates as the unit has signers, by month; the signers are counted from the services."""
    for unit_code in unit_codes:
        issued = SIGNERS + int(random.integers(0, 12))
        for year, month in _months(city):
            if random.random() < 0.7:
                text = _prefix(random) + _spelled(_MONTHS, random, y=year, m=month)
                yield Figure(text, unit_code, "Đ10", None, issued)


def _months(city: City) -> list[tuple[int, int]]:
    """The months of the city's days that are over, and in a shorter city the running one."""
    first, last = (day.year * 12 + day.month - 1 for day in (city.first, city.until))
    numbers = range(first, max(last, first + 1))
    return [(number // 12, number % 12 + 1) for number in numbers]


def _quarters(city: City) -> list[tuple[int, int]]:
    """All quarters of the city's days, the running one too."""
    first, last = (_quarter(day) for day in (city.first, city.until))
    return [(number // 4, number % 4 + 1) for number in range(first, last + 1)]


def _quarter(day: date) -> int:
    return day.year * 4 + (day.month - 1) // 3


def _prefix(random: np.random.Generator) -> str:
    return "BC " if random.random() < 0.4 else ""


def _spelled(forms: tuple[str, ...], random: np.random.Generator, **parts: int | str) -> str:
    return forms[int(random.integers(0, len(forms)))].format(**parts)
