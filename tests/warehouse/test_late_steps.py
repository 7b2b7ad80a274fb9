"""Who answers for a late dossier and who holds it now, as of Friday 20 March 2026, days counted on the calendar."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from shutil import copyfile

import duckdb
import pytest

from tests.warehouse.recorded import Recorded, add, count
from warehouse.database import Resources, open_warehouse

AS_OF = date(2026, 3, 20)
RECEIVED = "2026-03-02 08:00"
DUE = "2026-03-13 17:00"

DOSSIERS = (
    *(
        Recorded(code, "H13.101", 4, RECEIVED, DUE)
        for code in ("LONGEST", "EQUAL", "RUNNING", "BETWEEN", "NONE", "WAITS")
    ),
    Recorded("LEFT-OPEN", "H13.101", 10, RECEIVED, DUE, "2026-03-17 10:00"),
    Recorded("FIRST-ONLY", "H13.101", 4, RECEIVED, "2026-04-10", first_due_at="2026-03-06"),
    Recorded("SOON", "H13.101", 4, RECEIVED, "2026-03-24"),
    Recorded("LATER", "H13.101", 4, RECEIVED, "2026-03-24"),
)
#: dossier, step, unit, department, status, started, due, done
STEPS = (
    # over by 1 working day, then by 3 (Monday 9 to Thursday 12 March), then by 1
    ("LONGEST", 1, "H13.101", "Một cửa", 9, RECEIVED, "2026-03-05", "2026-03-06 09:00"),
    ("LONGEST", 2, "H13.01", "Nghiệp vụ", 9, "2026-03-06 09:00", "2026-03-09", "2026-03-12 09:00"),
    ("LONGEST", 3, "H13.102", None, 4, "2026-03-12 09:00", "2026-03-19", None),
    # both over by two: Friday to Tuesday, and Tuesday to Thursday; the second is the last
    ("EQUAL", 1, "H13.01", None, 9, RECEIVED, "2026-03-06", "2026-03-10 09:00"),
    ("EQUAL", 2, "H13.102", None, 9, "2026-03-10 09:00", "2026-03-10", "2026-03-12 09:00"),
    ("EQUAL", 3, "H13.101", None, 4, "2026-03-12 09:00", None, None),
    # none ran over: the second was running when Friday the 13th had passed, of two the one started last
    ("RUNNING", 1, "H13.102", None, 9, RECEIVED, "2026-03-20", "2026-03-17 09:00"),
    ("RUNNING", 2, "H13.01", "Nghiệp vụ", 9, "2026-03-04 08:00", "2026-03-18", "2026-03-18 09:00"),
    ("RUNNING", 3, "H13.103", None, 4, "2026-03-18 09:00", None, None),
    # none ran over and none was running then
    ("BETWEEN", 1, "H13.01", None, 9, RECEIVED, "2026-03-13", "2026-03-13 10:00"),
    ("BETWEEN", 2, "H13.102", None, 4, "2026-03-16 08:00", None, None),
    # waits for the applicant: the time is not the unit's
    ("WAITS", 1, "H13.01", None, 5, RECEIVED, "2026-03-04", None),
    ("WAITS", 2, "H13.102", None, 4, RECEIVED, "2026-03-19", None),
    # the source never closed the step; the dossier ended on Tuesday the 17th, two working days after its due day
    ("LEFT-OPEN", 1, "H13.01", None, 4, RECEIVED, "2026-03-13", None),
    ("LEFT-OPEN", 2, "H13.102", None, 4, "2026-03-18 08:00", "2026-03-18", None),
    ("FIRST-ONLY", 1, "H13.01", None, 9, RECEIVED, "2026-03-05", "2026-03-06 09:00"),
    ("SOON", 1, "H13.01", None, 9, RECEIVED, "2026-03-05", "2026-03-10 09:00"),
    ("SOON", 2, "H13.102", "Nghiệp vụ", 4, "2026-03-10 09:00", "2026-03-20", None),
    ("SOON", 3, "H13.103", None, 4, "2026-03-21 09:00", "2026-03-23", None),
    ("LATER", 1, "H13.01", None, 9, RECEIVED, "2026-03-23", "2026-03-21 09:00"),
    ("UNKNOWN", 1, "H13.01", None, 4, RECEIVED, "2026-03-05", None),
)


def _write_steps(connection: duckdb.DuckDBPyConnection) -> None:
    connection.executemany(
        "INSERT INTO core.dossier_step (basis, source, is_deleted, dossier_code, step_no, unit_code, department, status,"
        " started_at, due_at, done_at) VALUES ('city', 'exports', false, ?, ?, ?, ?, ?, ?, ?, ?)",
        STEPS,
    )


@pytest.fixture(scope="module")
def city(empty_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    folder = tmp_path_factory.mktemp("steps")
    copyfile(empty_file, folder / "motcua.duckdb")
    with open_warehouse(folder / "motcua.duckdb", Resources("1GB", 1, folder)) as connection:
        add(connection, DOSSIERS)
        _write_steps(connection)
        count(connection, AS_OF)
        yield connection


def test_the_step_that_ran_over_most_answers_else_the_one_running_when_due_else_the_resolving_unit(
    city: duckdb.DuckDBPyConnection,
) -> None:
    rows = city.execute(
        "SELECT dossier_code, responsible_unit_code, responsible_step_no, responsible_step_days_over FROM mart.late_dossier"
        " ORDER BY dossier_code"
    ).fetchall()
    assert rows == [
        ("BETWEEN", "H13.101", None, None),
        ("EQUAL", "H13.102", 2, 2),
        ("FIRST-ONLY", "H13.01", 1, 1),
        ("LEFT-OPEN", "H13.01", 1, 2),
        ("LONGEST", "H13.01", 2, 3),
        ("NONE", "H13.101", None, None),
        ("RUNNING", "H13.01", 2, None),
        ("WAITS", "H13.102", 2, 1),
    ]


def test_the_step_that_holds_it_now_stands_beside(city: duckdb.DuckDBPyConnection) -> None:
    rows = city.execute(
        "SELECT dossier_code, holding_unit_code, holding_step_no FROM mart.late_dossier ORDER BY dossier_code"
    ).fetchall()
    assert rows == [
        ("BETWEEN", "H13.102", 2),
        ("EQUAL", "H13.101", 3),
        ("FIRST-ONLY", None, None),
        ("LEFT-OPEN", None, None),
        ("LONGEST", "H13.102", 3),
        ("NONE", None, None),
        ("RUNNING", "H13.103", 3),
        ("WAITS", "H13.102", 2),
    ]


def test_what_falls_due_soon_is_with_the_step_running_at_as_of(city: duckdb.DuckDBPyConnection) -> None:
    rows = city.execute(
        "SELECT dossier_code, unit_code, responsible_unit_code, step_no, department, step_due_at FROM mart.due_soon ORDER BY 1"
    ).fetchall()
    assert [row[:5] for row in rows] == [
        # its first step was done on the 21st, after as-of
        ("LATER", "H13.101", "H13.01", 1, None),
        ("SOON", "H13.101", "H13.102", 2, "Nghiệp vụ"),
    ]
    assert [row[5].date() for row in rows] == [date(2026, 3, 23), AS_OF]


LAW = (
    Recorded("BEFORE-ANY", "H13.101", 10, "2018-05-02", "2018-06-20", "2018-06-25"),
    Recorded("FIRST-DAY", "H13.101", 10, "2018-05-02", "2018-06-21", "2018-06-25"),
    Recorded("LAST-DAY", "H13.101", 10, "2025-06-02", "2025-06-30", "2025-07-04"),
    Recorded("NEW-DECREE", "H13.101", 10, "2025-06-02", "2025-07-01", "2025-07-04"),
    Recorded("ONLY-FIRST", "H13.101", 10, "2026-02-02", "2026-03-10", "2026-03-10", first_due_at="2026-03-02"),
)
#: dossier, sent, new day
LETTERS = (
    ("NEW-DECREE", "2025-06-30", "2025-07-03"),
    ("NEW-DECREE", "2025-07-02", "2025-07-04"),
    ("LAST-DAY", "2026-03-21", "2026-03-25"),
    ("FIRST-DAY", None, "2018-06-25"),
)


def test_the_duty_to_apologise_is_that_in_force_on_the_due_day_and_tells_what_was_sent(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    add(warehouse, LAW)
    warehouse.executemany(
        "INSERT INTO core.apology (basis, source, is_deleted, dossier_code, sent_on, reappointed_on, letter)"
        " VALUES ('city', 'exports', false, $1, $2, $3, coalesce($2, ''))",
        LETTERS,
    )
    count(warehouse, AS_OF)
    rows = warehouse.execute(
        "SELECT dossier_code, apology_due, apology_article, apology_sent_on, new_appointment_on, new_appointments"
        " FROM mart.late_dossier ORDER BY dossier_code"
    ).fetchall()
    old, new = "NĐ 61/2018/NĐ-CP Điều 19.9", "NĐ 118/2025/NĐ-CP"
    assert rows == [
        ("BEFORE-ANY", False, None, None, None, 0),
        ("FIRST-DAY", True, old, None, date(2018, 6, 25), 1),
        # the letter of 21 March was sent after as-of
        ("LAST-DAY", True, old, None, None, 0),
        ("NEW-DECREE", True, new, date(2025, 6, 30), date(2025, 7, 4), 2),
        ("ONLY-FIRST", False, None, None, None, 0),
    ]
