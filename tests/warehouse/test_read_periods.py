"""How the period of a unit's return is read: both calendars, every spelling, the exact first and last days."""

from __future__ import annotations

from datetime import date

import duckdb

#: Spellings of one period by its kind, first and last day.
SPELLINGS = {
    ("month", date(2026, 10, 1), date(2026, 10, 31)): (
        "2026-10", "10/2026", "tháng 10/2026", "Tháng 10/2026", "THÁNG 10 năm 2026", "tháng  10 / 2026", "thang 10/2026",
    ),
    ("quarter", date(2026, 1, 1), date(2026, 3, 31)): ("2026-Q1", "quý I/2026"),
    ("quarter", date(2026, 4, 1), date(2026, 6, 30)): ("2026-Q2", "quý II/2026"),
    ("quarter", date(2026, 7, 1), date(2026, 9, 30)): (
        "2026-Q3", "2026-q3", "quý 3/2026", "Quý III/2026", "quý iii/2026", "QUÝ III năm 2026",
    ),
    ("quarter", date(2026, 10, 1), date(2026, 12, 31)): ("2026-Q4", "quý IV/2026"),
    ("year", date(2026, 1, 1), date(2026, 12, 31)): ("2026", "năm 2026", "Năm 2026"),
    # with BC before it the report period of that name
    ("report_month", date(2026, 9, 15), date(2026, 10, 14)): ("BC 2026-10", "BC tháng 10/2026"),
    ("report_month", date(2025, 12, 15), date(2026, 1, 14)): ("BC tháng 1/2026",),
    ("report_month", date(2026, 2, 15), date(2026, 3, 14)): ("BC2026-03",),
    ("report_quarter", date(2025, 12, 15), date(2026, 3, 14)): ("BC 2026-Q1",),
    ("report_quarter", date(2026, 6, 15), date(2026, 9, 14)): ("BC quý III/2026", "BC 2026-Q3"),
    ("report_half", date(2025, 12, 15), date(2026, 6, 14)): ("BC 2026-H1",),
    ("report_nine_months", date(2025, 12, 15), date(2026, 9, 14)): ("BC 2026-9M",),
    ("report_year", date(2025, 12, 15), date(2026, 12, 14)): ("BC năm 2026", "bc 2026"),
}  # fmt: skip
NO_PERIODS = (
    "2026-13",
    "13/2026",
    "00/2026",
    "2026-Q5",
    "quý V/2026",
    "2026-H1",
    "2026-9M",
    "2009",
    "12/2009",
    "2036-12",  # more than ten years after 22 November 2026
    "26",
    "kỳ này",
    "BC",
)


def test_a_period_is_read_in_every_spelling_of_both_calendars(reading: duckdb.DuckDBPyConnection) -> None:
    meant = {cell: period for period, cells in SPELLINGS.items() for cell in cells}
    rows = reading.execute(
        "SELECT cell, read_period_kind(cell), read_period_start(cell), read_period_end(cell) FROM (SELECT unnest($cells) AS cell)",
        {"cells": list(meant)},
    ).fetchall()
    assert {row[0]: row[1:] for row in rows} == meant


def test_what_names_no_period_is_never_guessed(reading: duckdb.DuckDBPyConnection) -> None:
    rows = reading.execute(
        "SELECT cell, read_period_kind(cell) FROM (SELECT unnest($cells) AS cell)", {"cells": [*NO_PERIODS]}
    ).fetchall()
    assert dict(rows) == dict.fromkeys(NO_PERIODS)
