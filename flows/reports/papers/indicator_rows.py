"""The indicators of a unit in a period, those without a figure among them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

import duckdb

from flows.reports.periods import Period
from flows.reports.queries import read


@dataclass(frozen=True)
class IndicatorRow:
    """One indicator by one basis; `basis` is None where nothing was given for the period.

    `value` is None where the denominator is 0. `status` is V (read in a text or in data), D (derived), P (practice of
    one province) or R (unverified).
    """

    unit_code: str
    indicator_id: str
    title: str
    formula: str
    unit_of_measure: str
    status: str
    source: str
    basis: str | None
    numerator: float | None
    denominator: float | None
    value: float | None
    target: float | None
    comparator: str | None
    document: str | None
    meets_target: bool | None
    score: float | None
    max_score: float | None
    value_before: float | None

    @property
    def change(self) -> float | None:
        """Difference from the period before; None where either value is missing."""
        return None if self.value is None or self.value_before is None else self.value - self.value_before


def read_indicator_rows(
    connection: duckdb.DuckDBPyConnection, period: Period, unit_codes: Sequence[str], as_of: date
) -> Iterator[tuple[str, list[IndicatorRow]]]:
    """Yield each unit's indicators, read once for all units; a unit without any figure does not come."""
    rows = read(
        connection,
        "indicator_table",
        IndicatorRow,
        kind=period.kind,
        start=period.start,
        cut=min(period.end, as_of),
        unit_codes=list(unit_codes),
    )
    for unit_code, of_unit in groupby(rows, key=lambda row: row.unit_code):
        yield unit_code, list(of_unit)
