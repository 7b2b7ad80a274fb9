"""Answers of the cookbook worked out by hand: February 2026 seen from 20 March."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from shutil import copyfile
from typing import Any

import duckdb
import pytest

from tests.warehouse.recorded import Recorded, add, count
from warehouse.database import Resources, open_warehouse, sql_text

AS_OF = date(2026, 3, 20)  # a Friday
DOSSIERS = (
    # department H13.01: three finished in February, one late by two working days (Wednesday 11 to Friday 13)
    Recorded("a", "H13.01", 10, "2026-02-02 08:00", "2026-02-10", "2026-02-04 08:00", channel="online", procedure_code="1.1", sector_code="S1"),
    Recorded("b", "H13.01", 10, "2026-02-02 08:00", "2026-02-10", "2026-02-10 08:00", channel="direct", procedure_code="1.1", sector_code="S1"),
    Recorded("c", "H13.01", 10, "2026-02-03 08:00", "2026-02-11", "2026-02-13 08:00", channel="direct", procedure_code="1.1", sector_code="S2"),
    # commune H13.103: one finished late by one working day (Friday 27 February to Monday 2 March)
    Recorded("d", "H13.103", 10, "2026-02-05 08:00", "2026-02-27", "2026-03-02 08:00", channel="online", sector_code="S2"),
    # open and overdue: by ten working days (6 to 20 March) and by one
    Recorded("e", "H13.103", 4, "2026-02-24 08:00", "2026-03-06", channel="direct"),
    Recorded("f", "H13.01", 4, "2026-03-02 08:00", "2026-03-19", channel="direct"),
    # its due date was moved from Tuesday 24 to Friday 27 March
    Recorded("g", "H13.01", 4, "2026-03-02 08:00", "2026-03-27", channel="online", first_due_at="2026-03-24"),
)  # fmt: skip
STEPS = """
    INSERT INTO core.dossier_step (basis, source, dossier_code, step_no, unit_code, department, officer_key, status, started_at, due_at, done_at, is_deleted)
    VALUES ('city', 'exports', 'e', 1, 'H13.103', 'Một cửa', 'o1', 4, '2026-02-24 08:00', '2026-02-25', '2026-02-24 09:00', false),
        ('city', 'exports', 'e', 2, 'H13.01', 'Phòng Một', 'o2', 4, '2026-02-24 09:00', '2026-03-06', NULL, false),
        ('city', 'exports', 'g', 1, 'H13.01', 'Phòng Một', 'o2', 4, '2026-03-02 08:00', '2026-03-27', NULL, false),
        ('city', 'exports', 'f', 1, 'H13.01', 'Phòng Hai', 'o3', 5, '2026-03-02 08:00', '2026-03-10', NULL, false)"""
APPLICANTS = (
    "UPDATE core.dossier SET applicant_key = CASE WHEN dossier_code IN ('a', 'b', 'd') THEN 'p1' ELSE dossier_code END"
)


@pytest.fixture(scope="module")
def city(empty_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    folder = tmp_path_factory.mktemp("cookbook")
    copyfile(empty_file, folder / "motcua.duckdb")
    with open_warehouse(folder / "motcua.duckdb", Resources("1GB", 1, folder)) as connection:
        connection.execute("INSERT INTO ref.indicator (indicator_id, basis) VALUES ('C08', 'both')")
        connection.execute(
            "INSERT INTO ref.target (indicator_id, comparator, value, document, valid_from) VALUES ('C08', 'ge', 0.8, 'NQ', '2025-04-01')"
        )
        add(connection, DOSSIERS)
        connection.execute(STEPS)
        connection.execute(APPLICANTS)
        count(connection, AS_OF)
        yield connection


def answer(city: duckdb.DuckDBPyConnection, name: str) -> list[tuple[Any, ...]]:
    return city.execute(sql_text("cookbook", name)).fetchall()


def test_late_by_unit_has_wilson_s_interval(city: duckdb.DuckDBPyConnection) -> None:
    rows = {row[0]: row[2:] for row in answer(city, "01_late_by_unit.sql")}
    assert set(rows) == {"H13", "H13.01"}  # H13.103 finished nothing in February
    resolved, late, rate, low, high, overdue = rows["H13.01"]
    assert (resolved, late, overdue) == (3, 1, 0)
    # 1 of 3: (1/3 + 0.6402 ± 1.96·√(2/27 + 0.1067)) / 2.2805 = 0.0615 … 0.7923
    assert (round(rate, 4), round(low, 4), round(high, 4)) == (0.3333, 0.0615, 0.7923)


def test_the_step_that_holds_is_the_running_one(city: duckdb.DuckDBPyConnection) -> None:
    # e lies with another unit's room since its second step; f's only step waits
    assert sorted(answer(city, "02_holding_step.sql")) == [
        ("H13.01", "Phòng Hai", 1, 1, 1.0, 1),
        ("H13.01", "Phòng Một", 2, 1, 10.0, 10),
    ]


def test_days_by_procedure_are_the_median_of_working_days(city: duckdb.DuckDBPyConnection) -> None:
    # a: 3 and 4 February; b: 3 to 10; c: 4 to 13: 2, 6 and 8 working days
    ((procedure, _, resolved, median, p90, *_),) = answer(city, "03_days_by_procedure.sql")
    assert (procedure, resolved, median, round(p90, 9)) == ("1.1", 3, 6.0, 7.6)


def test_the_online_share_stands_beside_the_target(city: duckdb.DuckDBPyConnection) -> None:
    assert answer(city, "04_online_share_by_commune.sql") == [
        ("H13.103", "Xã Trung An", 1, 2, 0.5, 0.8, False),
    ]


def test_a_moved_due_date_is_told_in_working_days(city: duckdb.DuckDBPyConnection) -> None:
    ((code, unit, first, due, days, *_),) = answer(city, "05_due_date_moved.sql")
    assert (code, unit, first, due, days) == ("g", "H13.01", date(2026, 3, 24), date(2026, 3, 27), 3)


def test_an_applicant_who_comes_again_is_known_by_a_key(city: duckdb.DuckDBPyConnection) -> None:
    # a and b for one procedure, d for none on record
    assert answer(city, "06_repeat_applicants.sql") == [
        ("p1", 3, 1, 2, 1, date(2026, 2, 2), date(2026, 2, 5)),
    ]


def test_officers_with_late_steps_of_those_running_in_the_month(city: duckdb.DuckDBPyConnection) -> None:
    # o2 has e's step, due on 6 March, and g's in time; o3's waits for the applicant; o1 was done in February
    assert answer(city, "10_officers_with_late_steps.sql") == [("o2", "H13.01", 2, 1, 0.5)]


def test_digitisation_is_over_the_receipts_of_the_month(city: duckdb.DuckDBPyConnection) -> None:
    rows = {row[0]: row[2] for row in answer(city, "14_digitisation_by_sector.sql")}
    assert rows == {"S1": 2, "S2": 2, "?": 1}


def test_lateness_is_counted_in_working_days(city: duckdb.DuckDBPyConnection) -> None:
    # d one, c two, f one, e ten
    assert answer(city, "15_working_days_late.sql") == [
        ("1", 1, 1, 0.5),
        ("2–3", 0, 1, 0.25),
        ("6–10", 1, 0, 0.25),
    ]


def test_a_month_is_told_per_working_day(city: duckdb.DuckDBPyConnection) -> None:
    # February 2026: 20 weekdays less five of Tết; a, b, c, d, e received, two of them online; one of three late
    ((month, days, received, per_day, online, late),) = answer(city, "16_seasonality.sql")
    assert (month, days, received, round(per_day, 4), online) == (date(2026, 2, 1), 15, 5, 0.3333, 0.4)
    assert round(late, 4) == 0.3333


def test_the_dossiers_behind_the_late_cell(city: duckdb.DuckDBPyConnection) -> None:
    assert [row[0] for row in answer(city, "17_dossiers_behind_a_cell.sql")] == ["c"]
