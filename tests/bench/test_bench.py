"""The bench judges by the budget and counts what the form counts."""

from __future__ import annotations

import sys
from pathlib import Path

import pandas as pd
import pytest

from flows.log import EventLog
from tests.bench.__main__ import BUDGETS, MEMORY_BUDGET, rooms, rows
from tests.bench.child import Measured, StepError, run
from tests.bench.counting import COLUMNS, DATES, form_06a

READING = Measured(2.0, 100, "")


def test_a_room_over_its_budget_is_named() -> None:
    by_room = {"load": 2.0 * BUDGETS["load"], "check": 2.0 * BUDGETS["check"] + 0.1}
    verdicts = {row[0]: row[-1] for row in rows(READING, READING, Measured(1.0, 100, ""), by_room)}
    assert verdicts["load"] == verdicts["night"] == "ok"
    assert verdicts["check"] == "OVER"


def test_a_night_that_holds_too_much_memory_is_over() -> None:
    *_, night, _ = rows(READING, READING, Measured(1.0, MEMORY_BUDGET + 1, ""), {})
    assert (night[0], night[-1]) == ("night", "OVER")


def test_the_seconds_of_a_room_come_from_the_run_s_log(tmp_path: Path) -> None:
    log = EventLog(tmp_path / "motcua.jsonl", "r")
    log.event("room_finished", room="pull", seconds=0.5)
    log.event("published")
    log.event("room_finished", room="load", seconds=4.25)
    assert dict(rooms(log.path)) == {"pull": 0.5, "load": 4.25}


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
        columns=list(COLUMNS),
    )
    frame = frame.astype(dict.fromkeys(DATES, "datetime64[s]"))
    (form,) = form_06a(frame).to_dict("records")
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
