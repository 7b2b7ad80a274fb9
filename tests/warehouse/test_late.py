"""Late dossiers, those soon late, and late rates: as of Friday 20 March 2026, days counted on the calendar."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from shutil import copyfile

import duckdb
import pytest

from tests.warehouse.recorded import Recorded, add, count
from warehouse.database import Resources, open_warehouse

AS_OF = date(2026, 3, 20)
RECEIVED = "2026-02-02 08:00"

LATE = (
    Recorded("open", "H13.01", 4, RECEIVED, "2026-02-13 17:00"),
    Recorded("ends-after-as-of", "H13.01", 10, RECEIVED, "2026-03-19", "2026-03-21 08:00"),
    Recorded("due-today", "H13.01", 4, RECEIVED, "2026-03-20 08:00"),
    Recorded("waiting", "H13.01", 5, RECEIVED, "2026-02-13"),
    Recorded("closed-late", "H13.101", 10, RECEIVED, "2026-02-11 17:00", "2026-02-23 08:00"),
    Recorded("closed-on-the-day", "H13.101", 10, RECEIVED, "2026-02-11 08:00", "2026-02-11 17:00"),
    Recorded("over-the-weekend", "H13.101", 10, RECEIVED, "2026-03-13", "2026-03-14 09:00"),
    Recorded("extended", "H13.101", 10, RECEIVED, "2026-02-10", "2026-02-10", first_due_at="2026-02-06"),
    Recorded("extended-open", "H13.101", 4, RECEIVED, "2026-04-30", first_due_at="2026-03-18"),
    Recorded("no-due", "H13.101", 4, RECEIVED),
    Recorded("long-ago", "H13.101", 10, "2018-05-02", "2018-06-20", "2018-06-22"),
    Recorded("day-it-became-law", "H13.101", 10, "2018-05-02", "2018-06-21", "2018-06-22"),
    Recorded("tomorrow", "H13.101", 4, "2026-03-21", "2026-03-01"),
)
SOON = (
    Recorded("due-at-five", "H13.01", 4, RECEIVED, "2026-03-20 17:00"),
    Recorded("due-sunday", "H13.01", 4, RECEIVED, "2026-03-22"),
    Recorded("due-monday", "H13.01", 4, RECEIVED, "2026-03-23"),
    Recorded("due-in-five", "H13.01", 4, RECEIVED, "2026-03-27"),
    Recorded("due-in-six", "H13.01", 4, RECEIVED, "2026-03-30"),
    Recorded("waits", "H13.01", 6, RECEIVED, "2026-03-23"),
    Recorded("done", "H13.01", 9, RECEIVED, "2026-03-23", "2026-03-19"),
    Recorded("done-tomorrow", "H13.01", 9, RECEIVED, "2026-03-23", "2026-03-21"),
    Recorded("was-due", "H13.01", 4, RECEIVED, "2026-03-19"),
)


@pytest.fixture(scope="module")
def city(empty_file: Path, tmp_path_factory: pytest.TempPathFactory) -> duckdb.DuckDBPyConnection:
    folder = tmp_path_factory.mktemp("late")
    copyfile(empty_file, folder / "motcua.duckdb")
    with open_warehouse(folder / "motcua.duckdb", Resources("1GB", 1, folder)) as connection:
        add(connection, (*LATE, *SOON))
        count(connection, AS_OF)
    return duckdb.connect(str(folder / "motcua.duckdb"), read_only=True)


def test_the_late_list_tells_state_days_and_whether_an_apology_is_due(city: duckdb.DuckDBPyConnection) -> None:
    codes = [dossier.dossier_code for dossier in LATE]
    rows = city.execute(
        "SELECT dossier_code, state, working_days_late, late_by_first_due, apology_due FROM mart.late_dossier"
        " WHERE list_contains(?, dossier_code) ORDER BY dossier_code",
        [codes],
    ).fetchall()
    assert rows == [
        # due on Thursday 11 February: the 12th, 13th and, after Tết, the 23rd
        ("closed-late", "closed_late", 3, True, True),
        ("day-it-became-law", "closed_late", 1, True, True),
        ("ends-after-as-of", "open_late", 1, True, True),
        # due on the 10th as recorded, first promised for Friday the 6th: the 9th and the 10th
        ("extended", "late_by_first_due_only", 2, True, False),
        ("extended-open", "late_by_first_due_only", 2, True, False),
        ("long-ago", "closed_late", 2, True, False),
        # due on Friday 13 February: 23–27, 2–6, 9–13 and 16–20
        ("open", "open_late", 20, True, True),
        ("over-the-weekend", "closed_late", 0, True, True),
    ]


def test_an_open_late_dossier_has_no_finish_yet(city: duckdb.DuckDBPyConnection) -> None:
    rows = city.execute(
        "SELECT state, bool_and(finished_at IS NULL), bool_and(as_of = ?) FROM mart.late_dossier"
        " WHERE state <> 'late_by_first_due_only' GROUP BY state ORDER BY state",
        [AS_OF],
    ).fetchall()
    assert rows == [("closed_late", False, True), ("open_late", True, True)]


def test_soon_late_are_open_dossiers_due_within_five_working_days(city: duckdb.DuckDBPyConnection) -> None:
    rows = city.execute(
        "SELECT dossier_code, working_days_left FROM mart.due_soon ORDER BY due_at, dossier_code"
    ).fetchall()
    assert rows == [
        ("due-today", 0),
        ("due-at-five", 0),
        ("due-sunday", 0),
        ("done-tomorrow", 1),
        ("due-monday", 1),
        ("due-in-five", 5),
    ]


def test_the_late_rate_of_a_month_comes_with_wilson_s_interval(city: duckdb.DuckDBPyConnection) -> None:
    # H13.101 finished closed-late, closed-on-the-day and extended: 1 of 3
    rows = city.execute(
        "SELECT resolved, resolved_late, late_rate, ci_low, ci_high FROM mart.late_rate"
        " WHERE unit_code = 'H13.101' AND period_start = '2026-02-01'"
    ).fetchall()
    assert rows == [(3, 1, pytest.approx(1 / 3), pytest.approx(0.061492, abs=1e-6), pytest.approx(0.792340, abs=1e-6))]


def test_where_nothing_was_finished_there_is_no_rate(city: duckdb.DuckDBPyConnection) -> None:
    rows = city.execute(
        'SELECT resolved, late_rate, ci_low, ci_high, "open" FROM mart.late_rate'
        " WHERE unit_code = 'H13.01' AND period_start = '2026-02-01'"
    ).fetchall()
    assert rows == [(0, None, None, None, 13)]
