"""Late rates of months given as counts: the two models alone, over a form that holds nothing else."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping, Sequence
from datetime import date
from math import isclose
from typing import NamedTuple

import duckdb

from warehouse.graph import load_models

#: (resolved, of these late), one a month; None: the unit has no row in the form of that month.
Months = Sequence[tuple[int, int] | None]


class Judged(NamedTuple):
    """A row of mart.late_rate as far as it judges."""

    late_rate: float | None
    centre: float | None
    lower_limit: float | None
    upper_limit: float | None
    signal: str | None
    peer_lower: float | None
    peer_upper: float | None
    baseline_months: int | None
    baseline_resolved: int | None
    baseline_late: int | None
    sigma_z: float | None
    is_provisional: bool


def same(one: Judged, other: Judged, tolerance: float) -> bool:
    """Tell whether two judgements are equal, numbers within `tolerance` (absolute below 1, else relative)."""
    return all(
        isclose(mine, yours, rel_tol=tolerance, abs_tol=tolerance)
        if isinstance(mine, float) and isinstance(yours, float)
        else mine == yours
        for mine, yours in zip(one, other, strict=True)
    )


def month(number: int) -> date:
    """Return the first day of the month of this number: 0 is January 2020."""
    return date(2020 + number // 12, number % 12 + 1, 1)


def last_day(number: int) -> date:
    """Return the last day of the month of this number."""
    first = month(number)
    return first.replace(day=monthrange(first.year, first.month)[1])


class Rates:
    """The late rates of a city `C` and its units; the city's own counts are given like a unit's."""

    def __init__(self, units: Mapping[str, Months], as_of: date | None = None) -> None:
        self.connection = duckdb.connect(config={"threads": 1})
        longest = max(len(months) for months in units.values())
        self._write_form(units)
        self._write_units(sorted(units))
        self.connection.execute(
            "CREATE TEMP TABLE scope_as_of AS SELECT CAST(? AS DATE) AS as_of", [as_of or last_day(longest - 1)]
        )
        for name in ("late_baseline", "late_rate"):
            model = load_models()[name]
            self.connection.execute(f"CREATE TABLE {model.table} AS {model.sql}")

    def _write_form(self, units: Mapping[str, Months]) -> None:
        self.connection.execute("CREATE SCHEMA mart")
        self.connection.execute(
            "CREATE TABLE mart.form_06a_period (period_kind VARCHAR, period_start DATE, period_end DATE, basis VARCHAR,"
            " unit_code VARCHAR, sector_code VARCHAR, resolved_total BIGINT, resolved_late BIGINT, open_total BIGINT,"
            " open_overdue BIGINT)"
        )
        rows = [
            (unit, month(number), last_day(number), *counts)
            for unit, months in units.items()
            for number, counts in enumerate(months)
            if counts is not None
        ]
        columns = [list(column) for column in zip(*rows, strict=True)]
        self.connection.execute(
            "INSERT INTO mart.form_06a_period SELECT 'month', start_on, end_on, 'city', unit, NULL, resolved, late, 0, 0"
            " FROM (SELECT unnest(?) AS unit, unnest(?) AS start_on, unnest(?) AS end_on, unnest(?) AS resolved, unnest(?) AS late)",
            columns,
        )

    def _write_units(self, units: Sequence[str]) -> None:
        self.connection.execute("CREATE SCHEMA ref")
        self.connection.execute("CREATE TABLE ref.unit (unit_code VARCHAR, parent_code VARCHAR)")
        self.connection.execute("CREATE TABLE ref.unit_ancestor (unit_code VARCHAR, ancestor_code VARCHAR)")
        others = [unit for unit in units if unit != "C"]
        self.connection.execute("INSERT INTO ref.unit SELECT unnest(?), 'C'", [others])
        self.connection.execute("INSERT INTO ref.unit VALUES ('C', NULL)")
        self.connection.execute("INSERT INTO ref.unit_ancestor SELECT unit_code, unit_code FROM ref.unit")
        self.connection.execute(
            "INSERT INTO ref.unit_ancestor SELECT unit_code, 'C' FROM ref.unit WHERE unit_code <> 'C'"
        )

    def of(self, unit: str, number: int) -> Judged:
        """Return how the unit's month of this number is judged."""
        return self.every()[unit, number]

    def every(self) -> dict[tuple[str, int], Judged]:
        """Return every row by unit and number of the month."""
        rows = self.connection.execute(
            f"SELECT unit_code, (year(period_start) - 2020) * 12 + month(period_start) - 1, {', '.join(Judged._fields)} FROM mart.late_rate"
        ).fetchall()
        return {(str(unit), int(number)): Judged(*judged) for unit, number, *judged in rows}

    def interval(self, unit: str, number: int) -> tuple[float, float]:
        """Return Wilson's interval of the unit's month of this number."""
        ((low, high),) = self.connection.execute(
            "SELECT ci_low, ci_high FROM mart.late_rate WHERE unit_code = ? AND period_start = ?", [unit, month(number)]
        ).fetchall()
        return low, high
