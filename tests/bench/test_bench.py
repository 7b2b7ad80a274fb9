"""The bench judges by the budget and counts what the form counts."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from tests.bench.budget import BUDGETS, MEMORY_BUDGET, NIGHT, rows
from tests.bench.child import Measured, StepError, run
from tests.bench.comparing import COUNTS, differences
from tests.bench.counting import DATES, form_06a, unit_codes

READING = Measured(2.5, 2.0, 100)


@pytest.mark.parametrize("child", sorted(path.stem for path in Path(__file__).parent.glob("[!_]*.py")))
def test_every_part_of_the_bench_still_finds_what_it_measures(child: str) -> None:
    assert import_module(f"tests.bench.{child}")


def verdicts(**steps: Measured) -> dict[str, str]:
    return {row[0]: row[-1] for row in rows(READING, steps)}


def test_a_room_over_its_budget_of_cpu_is_named() -> None:
    within, over = 2.0 * BUDGETS["load"], 2.0 * BUDGETS["check"] + 0.1
    said = verdicts(load=Measured(900.0, within, 0), check=Measured(1.0, over, 0))
    assert (said["load"], said["check"]) == ("ok", "OVER")


def test_a_night_that_holds_too_much_memory_is_over() -> None:
    assert verdicts(**{NIGHT: Measured(1.0, 1.0, MEMORY_BUDGET + 1)})[NIGHT] == "OVER"


def test_what_has_no_budget_is_not_judged() -> None:
    assert verdicts(pandas=Measured(1.0, 900.0, 900))["pandas"] == ""


def test_a_form_that_differs_in_one_unit_is_counted_from_both_sides(tmp_path: Path) -> None:
    """Both forms know units A and B; B's late dossiers are 2 in one and 3 in the other; the year before is not compared."""
    database, counted = tmp_path / "motcua.duckdb", tmp_path / "form.parquet"
    form = "SELECT 'A' AS unit_code, 1, 0, 0, 1, 0, 0, 0, 0 UNION ALL SELECT 'B', 3, 0, 0, 0, 0, {late}, 0, 0"
    names = f"t({COUNTS})"
    with duckdb.connect(str(database)) as connection:
        connection.execute(
            "CREATE SCHEMA mart; CREATE TABLE mart.form_06a_period AS SELECT 'report_year' AS period_kind, 'city' AS basis,"
            f" NULL AS sector_code, DATE '2025-12-15' AS period_start, t.* FROM ({form.format(late=2)}) AS {names}"
        )
        connection.execute(
            "INSERT INTO mart.form_06a_period BY NAME SELECT * REPLACE (DATE '2024-12-15' AS period_start) FROM mart.form_06a_period"
        )
    for late, expected in ((2, 0), (3, 2)):
        duckdb.execute(f"COPY (SELECT * FROM ({form.format(late=late)}) AS {names}) TO '{counted}' (FORMAT parquet)")
        assert differences(database, counted) == expected


def test_memory_is_the_child_s_own_and_a_failed_step_stops_the_bench() -> None:
    measured = run(sys.executable, "-c", "held = bytearray(300 * 2**20); print(len(held))")
    assert measured.printed == f"{300 * 2**20}\n"
    assert 300 < measured.peak_mib < 400 + run(sys.executable, "-c", "pass").peak_mib
    with pytest.raises(StepError):
        run(sys.executable, "-c", "raise SystemExit(2)")


def test_pandas_counts_the_form_by_the_city_rule() -> None:
    """Report year 2025, from 15/12/2024 to 14/12/2025."""
    frame = pd.DataFrame(
        [
            ("U", "online", "10", "2025-01-02", "2025-01-10", "2025-01-09", None, None),  # received, early
            ("U", "postal", "9", "2024-12-01", "2025-01-10", "2025-01-11", None, None),  # carried over, late
            ("U", "direct", "4", "2025-12-14", "2025-12-30", None, None, None),  # received, open in term
            ("U", "online", "4", "2024-12-14", "2024-12-30", None, None, None),  # carried over, open overdue
            ("U", "online", "5", "2025-03-03", "2025-03-10", None, None, None),  # waiting: open in term
            ("U", "online", "10", "2024-11-01", "2024-11-10", "2024-12-14", None, None),  # resolved before the year
            ("U", "online", "10", "2025-12-15", "2025-12-20", "2025-12-16", None, None),  # received after it
            ("U", "online", "9", "2025-02-03", None, None, "2025-02-05", None),  # without due date: on time
            ("U", "online", "3", "2025-02-03", None, None, None, "2025-02-05"),  # not accepted: not counted
        ],
        columns=["unit_code", "channel", "status", *DATES],
    )
    frame = frame.astype(dict.fromkeys(DATES, "datetime64[s]"))
    year = pd.Timestamp(2024, 12, 15), pd.Timestamp(2025, 12, 14)
    (form,) = form_06a(frame, *year).to_dict("records")
    assert form == {
        "received_online": 3,
        "received_direct_postal": 1,
        "carried_over": 2,
        "resolved_early": 1,
        "resolved_on_time": 1,
        "resolved_late": 1,
        "open_in_term": 2,
        "open_overdue": 1,
    }


def test_pandas_finds_the_unit_by_code_then_name_then_dossier_code() -> None:
    frame = pd.DataFrame(
        [
            ("H13.02-250801-0001", "H13.02", "Sở Công Thương", "2025-08-01"),
            ("H13.10-250801-0002", None, "Sở Công Thương", "2025-08-01"),
            ("000.00.41.H13-241101-0003", None, "Sở Công Thương", "2024-11-01"),  # another department had that name
            ("H13.10-250801-0004", None, None, "2025-08-01"),
            ("12/HS", None, "Sở Công Thương", "2024-11-01"),
        ],
        columns=["dossier_code", "unit_code_raw", "unit_name", "received_at"],
    )
    frame["received_at"] = frame["received_at"].astype("datetime64[s]")
    assert unit_codes(frame).to_list() == ["H13.02", "H13.02", "000.00.41.H13", "H13.10", "?Sở Công Thương"]
