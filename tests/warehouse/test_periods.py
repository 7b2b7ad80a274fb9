"""The periods of both calendars: first and last days, which ones are there, where a running one is cut."""

from __future__ import annotations

from datetime import date

import duckdb
import pytest

from tests.warehouse.recorded import Recorded, add
from warehouse.compute import set_scope


def periods(warehouse: duckdb.DuckDBPyConnection, first_day: str, as_of: str) -> dict[str, list[str]]:
    """Return the periods since a first receipt by kind, as `first day..last day` and the cut where it is another."""
    add(warehouse, [Recorded("A", "H13.01", 4, first_day)])
    set_scope(warehouse, as_of=date.fromisoformat(as_of), root_unit="H13")
    rows = warehouse.execute(
        "SELECT period_kind, list(period_start || '..' || period_end || CASE WHEN cut < period_end THEN ' cut ' || cut ELSE '' END"
        " ORDER BY period_start) FROM scope_period GROUP BY period_kind"
    ).fetchall()
    return dict(rows)


def test_every_period_of_both_calendars_since_the_first_receipt(warehouse: duckdb.DuckDBPyConnection) -> None:
    assert periods(warehouse, "2025-12-10", "2026-02-20") == {
        "month": ["2025-12-01..2025-12-31", "2026-01-01..2026-01-31", "2026-02-01..2026-02-28 cut 2026-02-20"],
        "quarter": ["2025-10-01..2025-12-31", "2026-01-01..2026-03-31 cut 2026-02-20"],
        "year": ["2025-01-01..2025-12-31", "2026-01-01..2026-12-31 cut 2026-02-20"],
        "report_month": [
            "2025-11-15..2025-12-14",
            "2025-12-15..2026-01-14",
            "2026-01-15..2026-02-14",
            "2026-02-15..2026-03-14 cut 2026-02-20",
        ],
        "report_quarter": ["2025-09-15..2025-12-14", "2025-12-15..2026-03-14 cut 2026-02-20"],
        "report_half": ["2025-12-15..2026-06-14 cut 2026-02-20"],
        "report_nine_months": ["2025-12-15..2026-09-14 cut 2026-02-20"],
        "report_year": ["2024-12-15..2025-12-14", "2025-12-15..2026-12-14 cut 2026-02-20"],
    }


@pytest.mark.parametrize(
    ("as_of", "last_month", "last_quarter"),
    [
        ("2026-03-14", "2026-02-15..2026-03-14", "2025-12-15..2026-03-14"),
        ("2026-03-15", "2026-03-15..2026-04-14 cut 2026-03-15", "2026-03-15..2026-06-14 cut 2026-03-15"),
        ("2026-03-31", "2026-03-15..2026-04-14 cut 2026-03-31", "2026-03-15..2026-06-14 cut 2026-03-31"),
    ],
)
def test_a_report_month_and_quarter_end_on_the_14th(
    warehouse: duckdb.DuckDBPyConnection, as_of: str, last_month: str, last_quarter: str
) -> None:
    found = periods(warehouse, "2026-01-05", as_of)
    assert (found["report_month"][-1], found["report_quarter"][-1]) == (last_month, last_quarter)


@pytest.mark.parametrize(
    ("as_of", "year", "nine_months", "half"),
    [
        ("2026-06-14", "2025-12-15..2026-12-14 cut 2026-06-14", "2025-12-15..2026-09-14 cut 2026-06-14", "2025-12-15..2026-06-14"),
        ("2026-12-14", "2025-12-15..2026-12-14", "2025-12-15..2026-09-14", "2025-12-15..2026-06-14"),
        ("2026-12-15", "2026-12-15..2027-12-14 cut 2026-12-15", "2026-12-15..2027-09-14 cut 2026-12-15", "2026-12-15..2027-06-14 cut 2026-12-15"),
    ],
)  # fmt: skip
def test_a_report_year_its_half_and_nine_months_begin_on_15_december(
    warehouse: duckdb.DuckDBPyConnection, as_of: str, year: str, nine_months: str, half: str
) -> None:
    found = periods(warehouse, "2026-01-05", as_of)
    assert found["report_year"][-1] == year
    assert found["report_nine_months"][-1] == nine_months
    assert found["report_half"][-1] == half


def test_a_month_may_have_29_days(warehouse: duckdb.DuckDBPyConnection) -> None:
    assert periods(warehouse, "2028-02-10", "2028-03-01")["month"][0] == "2028-02-01..2028-02-29"


def test_the_calendar_quarters_of_a_year(warehouse: duckdb.DuckDBPyConnection) -> None:
    assert periods(warehouse, "2025-01-01", "2025-12-31")["quarter"] == [
        "2025-01-01..2025-03-31",
        "2025-04-01..2025-06-30",
        "2025-07-01..2025-09-30",
        "2025-10-01..2025-12-31",
    ]


def test_without_a_receipt_only_the_running_periods_are_there(warehouse: duckdb.DuckDBPyConnection) -> None:
    set_scope(warehouse, as_of=date(2026, 2, 20), root_unit="H13")
    ((kinds, rows),) = warehouse.execute("SELECT count(DISTINCT period_kind), count(*) FROM scope_period").fetchall()
    assert (kinds, rows) == (8, 8)


def test_receipts_after_as_of_do_not_move_the_first_period(warehouse: duckdb.DuckDBPyConnection) -> None:
    assert periods(warehouse, "2026-05-05", "2026-02-20")["month"] == ["2026-02-01..2026-02-28 cut 2026-02-20"]
