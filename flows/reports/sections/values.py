"""Values of indicators by unit and calendar month, read once for all pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

import duckdb

from flows.reports.queries import read
from flows.reports.rates import Rate


@dataclass(frozen=True)
class Value:
    """A row of `mart.indicator_value`; counts are NULL where nobody has given them."""

    period_start: date
    unit_code: str
    indicator_id: str
    numerator: float | None
    denominator: float | None
    value: float | None
    target: float | None
    meets_target: bool | None

    @property
    def rate(self) -> Rate | None:
        """Numerator of denominator as whole counts, None where one of them is not known."""
        if self.numerator is None or self.denominator is None:
            return None
        return Rate(round(self.numerator), round(self.denominator))


@dataclass(frozen=True)
class Values:
    """Values by unit and month, then by indicator."""

    by_unit_and_month: Mapping[tuple[str, date], Mapping[str, Value]] = field(default_factory=dict)

    def of(self, unit_code: str, month: date) -> Mapping[str, Value]:
        """Return a unit's values of a month by indicator; what is not there was not given."""
        return self.by_unit_and_month.get((unit_code, month), {})


def read_values(connection: duckdb.DuckDBPyConnection, months: Iterable[date], indicator_ids: Iterable[str]) -> Values:
    """Read the values of the indicators in the calendar months that begin on the days given."""
    found: dict[tuple[str, date], dict[str, Value]] = {}
    for row in read(connection, "values", Value, months=list(months), indicator_ids=list(indicator_ids)):
        found.setdefault((row.unit_code, row.period_start), {})[row.indicator_id] = row
    return Values(found)
