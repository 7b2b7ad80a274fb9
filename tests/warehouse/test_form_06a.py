"""Form II.06a of a small city, worked out by hand: February 2026 seen from 20 March."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from shutil import copyfile

import duckdb
import pytest

from tests.city.count import FIGURES
from tests.warehouse.recorded import Recorded, add, count
from warehouse.database import Resources, open_warehouse

AS_OF = date(2026, 3, 20)
#: A desk below the commune H13.105.
DESK = (
    "INSERT INTO ref.unit (unit_code, name, kind, parent_code) VALUES ('H13.105.9', 'Tổ Chín', 'department', 'H13.105')"
)
PROCEDURE = "INSERT INTO ref.procedure (basis, source, procedure_code, sector_code) VALUES ('city', 'exports', '1.000001', 'S1')"
SOON = "2026-02-13 17:00"

DOSSIERS = (
    # finished on a day before the due date
    Recorded("early", "H13.01", 10, "2026-02-02 08:00", "2026-02-10", "2026-02-09 08:00", channel="online", sector_code="S1"),
    # finished on the due date, though hours after it
    Recorded("on-time", "H13.01", 9, "2026-02-03 08:00", "2026-02-10 11:00", "2026-02-10 20:00", channel="direct", procedure_code="1.000001"),
    # finished after the due date; its own sector wins over the procedure's
    Recorded("late", "H13.103", 10, "2026-02-04 08:00", "2026-02-11 17:00", "2026-02-12 08:00", channel="postal", sector_code="S2", procedure_code="1.000001"),
    # finished without a due date, received by an unknown channel, ten days with the applicant
    Recorded("no-due", "H13.103", 10, "2026-02-05 08:00", None, "2026-02-20 08:00", supplement_seconds=864_000),
    # no result time: the return is the finish; received in January
    Recorded("returned", "H13.01", 10, "2026-01-20 08:00", "2026-01-30", None, "2026-02-17 08:00", channel="online", procedure_code="9.999999"),
    # finished before its receipt: counts at the receipt
    Recorded("backwards", "H13.103", 9, "2026-02-10 10:00", "2026-02-20", "2026-02-08 10:00", channel="direct"),
    # closed without any end time: still open
    Recorded("closed-without-end", "H13.105", 9, "2026-02-06 08:00", SOON, channel="online"),
    # past its due date but waiting for the applicant: not overdue
    Recorded("waiting", "H13.105.9", 5, "2026-02-06 08:00", SOON, channel="direct"),
    Recorded("in-march", "H13.105", 9, "2026-02-20 08:00", "2026-03-05 17:00", "2026-03-10 09:00", channel="direct"),
    # finished after as-of: as of 20 March it is open
    Recorded("after-as-of", "H13.01", 10, "2026-02-25 08:00", "2026-02-27 17:00", "2026-03-25 09:00", channel="online"),
    # received in February's last second, due the same day
    Recorded("last-second", "H13.101", 4, "2026-02-28 23:59:59", "2026-02-28 23:59:59", channel="online"),
    Recorded("march-first", "H13.103", 10, "2026-03-01 00:00", "2026-03-20", "2026-03-20 23:59:59", channel="direct"),
    # refused: the refusal is the finish; it waited longer than it took
    Recorded("refused", "H13.101", 8, "2026-02-26 08:00", refused_at="2026-02-27 08:00", supplement_seconds=259_200),
    # over in January's last second, not carried over into February
    Recorded("january", "H13", 10, "2025-12-16 00:00", "2025-12-31", "2026-01-31 23:59:59", channel="online"),
    # over in February's first second
    Recorded("midnight", "H13.01", 10, "2025-12-16 00:00", "2025-12-20", "2026-02-01 00:00", channel="direct"),
    Recorded("owes-money", "H13.105", 6, "2026-01-16 08:00", None),
    # kept, never counted: registered only, not accepted, deleted, not received, received after as-of
    Recorded("status-1", "H13.01", 1, "2026-02-05 08:00", SOON, channel="online"),
    Recorded("status-3", "H13.01", 3, "2026-02-05 08:00", SOON, refused_at="2026-02-06 08:00", channel="online"),
    Recorded("deleted", "H13.01", 4, "2026-02-05 08:00", SOON, channel="online", is_deleted=True),
    Recorded("not-received", "H13.01", 2, None, SOON, channel="online"),
    Recorded("tomorrow", "H13.01", 4, "2026-03-21 00:00", "2026-03-21", channel="online"),
)  # fmt: skip
WRITTEN = """
    received_total || ' = ' || received_online || '+' || received_direct_postal || '+' || carried_over
    || '; ' || resolved_total || ' = ' || resolved_early || '+' || resolved_on_time || '+' || resolved_late || ' (' || resolved_no_due_date
    || '); ' || open_total || ' = ' || open_in_term || '+' || open_overdue || ' (' || open_waiting || ')'
"""


@pytest.fixture(scope="module")
def city(empty_file: Path, tmp_path_factory: pytest.TempPathFactory) -> duckdb.DuckDBPyConnection:
    folder = tmp_path_factory.mktemp("city")
    copyfile(empty_file, folder / "motcua.duckdb")
    with open_warehouse(folder / "motcua.duckdb", Resources("1GB", 1, folder)) as connection:
        connection.execute(DESK)
        connection.execute(PROCEDURE)
        add(connection, DOSSIERS)
        connection.execute("INSERT INTO ref.indicator (indicator_id, basis) SELECT unnest(?), 'both'", [list(FEBRUARY)])
        count(connection, AS_OF)
    return duckdb.connect(str(folder / "motcua.duckdb"), read_only=True)


def form(city: duckdb.DuckDBPyConnection, kind: str, start: str, unit: str = "H13", sector: str | None = None) -> str:
    """Return a form: received = online + direct and postal + carried over; resolved = early + on time + late (without
    due date); open = in term + overdue (waiting)."""
    rows = city.execute(
        f"SELECT {WRITTEN} FROM mart.form_06a_period WHERE period_kind = ? AND period_start = ? AND basis = 'city'"
        " AND unit_code = ? AND sector_code IS NOT DISTINCT FROM ?",
        [kind, start, unit, sector],
    ).fetchall()
    return "; ".join(str(row[0]) for row in rows)


# ---------------------------------------------------------------- the form


def test_the_form_of_a_finished_month(city: duckdb.DuckDBPyConnection) -> None:
    assert form(city, "month", "2026-02-01") == "14 = 4+7+3; 8 = 2+3+3 (2); 6 = 4+2 (2)"


def test_the_form_of_the_running_month_is_cut_at_as_of(city: duckdb.DuckDBPyConnection) -> None:
    # received: march-first; finished: march-first on time, in-march late; what was open in February is carried over
    assert form(city, "month", "2026-03-01") == "7 = 0+1+6; 2 = 0+1+1 (0); 5 = 2+3 (2)"


def test_the_form_of_a_report_month(city: duckdb.DuckDBPyConnection) -> None:
    # 15 February to 14 March: received in-march, after-as-of, last-second, refused, march-first
    assert form(city, "report_month", "2026-02-15") == "10 = 2+3+5; 4 = 0+2+2 (2); 6 = 3+3 (2)"


@pytest.mark.parametrize(
    ("unit", "figures"),
    [
        ("H13.01", "5 = 2+1+2; 4 = 1+1+2 (0); 1 = 0+1 (0)"),
        ("H13.101", "2 = 1+1+0; 1 = 0+1+0 (1); 1 = 1+0 (0)"),
        ("H13.103", "3 = 0+3+0; 3 = 1+1+1 (1); 0 = 0+0 (0)"),
        ("H13.105", "4 = 1+2+1; 0 = 0+0+0 (0); 4 = 3+1 (2)"),
        ("H13.105.9", "1 = 0+1+0; 0 = 0+0+0 (0); 1 = 1+0 (1)"),
        ("H13.104", ""),
    ],
)
def test_the_figures_of_a_unit_include_its_descendants(
    city: duckdb.DuckDBPyConnection, unit: str, figures: str
) -> None:
    assert form(city, "month", "2026-02-01", unit) == figures


@pytest.mark.parametrize(
    ("sector", "figures"),
    [
        ("S1", "2 = 1+1+0; 2 = 1+1+0 (0); 0 = 0+0 (0)"),
        ("S2", "1 = 0+1+0; 1 = 0+0+1 (0); 0 = 0+0 (0)"),
        ("?", "11 = 3+5+3; 5 = 1+2+2 (2); 6 = 4+2 (2)"),
    ],
)
def test_the_sector_is_the_record_s_own_else_the_procedure_s_else_unknown(
    city: duckdb.DuckDBPyConnection, sector: str, figures: str
) -> None:
    assert form(city, "month", "2026-02-01", sector=sector) == figures


def test_months_never_add_up_to_a_quarter_where_a_stock_is_counted(city: duckdb.DuckDBPyConnection) -> None:
    # January: 2 received, 2 carried over from December; the quarter counts each dossier once
    assert form(city, "month", "2026-01-01") == "4 = 1+1+2; 1 = 0+0+1 (0); 3 = 1+2 (1)"
    assert form(city, "quarter", "2026-01-01") == "16 = 5+9+2; 11 = 2+4+5 (2); 5 = 2+3 (2)"


# ---------------------------------------------------------------- any two days


def test_the_macro_gives_the_form_of_every_period(city: duckdb.DuckDBPyConnection) -> None:
    periods = city.execute("SELECT DISTINCT period_start, period_end FROM mart.form_06a_period").fetchall()
    columns = f"unit_code, sector_code, {', '.join(FIGURES)}"
    assert len(periods) == 17  # 4 + 2 + 2 by the calendar, 4 + 2 + 1 + 1 + 1 by the reports, since 16/12/2025
    for start, end in periods:
        macro = f"SELECT {columns} FROM mart.form_06a(DATE '{start}', DATE '{end}')"
        table = f"SELECT DISTINCT {columns} FROM mart.form_06a_period WHERE basis = 'city' AND period_start = '{start}' AND period_end = '{end}'"
        assert city.execute(f"({macro} EXCEPT ALL {table}) UNION ALL ({table} EXCEPT ALL {macro})").fetchall() == []


@pytest.mark.parametrize(
    ("first", "last", "figures"),
    [
        ("2026-02-10", "2026-02-10", "8 = 0+1+7; 2 = 1+1+0 (0); 6 = 5+1 (2)"),
        ("2026-02-28", "2026-03-01", "7 = 1+1+5; 0 = 0+0+0 (0); 7 = 4+3 (2)"),
        ("2026-03-20", "2027-03-19", "6 = 0+0+6; 1 = 0+1+0 (0); 5 = 2+3 (2)"),
        ("2025-01-01", "2025-12-15", ""),
    ],
)
def test_the_macro_takes_any_two_days_and_stops_at_as_of(
    city: duckdb.DuckDBPyConnection, first: str, last: str, figures: str
) -> None:
    rows = city.execute(
        f"SELECT {WRITTEN} FROM mart.form_06a(?, ?) WHERE unit_code = 'H13' AND sector_code IS NULL", [first, last]
    ).fetchall()
    assert "; ".join(str(row[0]) for row in rows) == figures


# ---------------------------------------------------------------- the indicators on the form

#: Of the root in February 2026: numerator and denominator.
FEBRUARY = {
    "C01": (5, 8),
    "C01b": (5, 14),
    "C02": (3, 8),
    "C03": (2, 6),
    "C04": (5, 14),
    # due in February: early, on-time, late, backwards, closed-without-end, waiting, after-as-of, last-second
    "C04b": (3, 8),
    # days: early 7, on-time 7.5, late 8, no-due 15 - 10, returned 28, backwards 0, refused 1 - 3 = 0, midnight 47
    "C06": (102.5, 8),
    # working days, Tết from 16 to 20 February, 2 January swapped for Saturday the 10th:
    # early 5, on-time 5, late 6, no-due 6, returned 18, backwards 0, refused 1, midnight 32
    "C06w": (73, 8),
    "C08": (4, 11),
}


@pytest.mark.parametrize("indicator", FEBRUARY)
def test_an_indicator_is_its_numerator_by_its_denominator(city: duckdb.DuckDBPyConnection, indicator: str) -> None:
    rows = city.execute(
        "SELECT numerator, denominator, value FROM mart.indicator_value WHERE period_kind = 'month' AND period_start = '2026-02-01'"
        " AND unit_code = 'H13' AND procedure_code IS NULL AND basis = 'city' AND indicator_id = ?",
        [indicator],
    ).fetchall()
    numerator, denominator = FEBRUARY[indicator]
    assert rows == [(numerator, denominator, pytest.approx(numerator / denominator))]


def test_an_indicator_without_a_denominator_has_no_value(city: duckdb.DuckDBPyConnection) -> None:
    rows = city.execute(
        "SELECT numerator, denominator, value FROM mart.indicator_value WHERE period_kind = 'month'"
        " AND period_start = '2026-02-01' AND unit_code = 'H13.105' AND indicator_id = 'C01'"
    ).fetchall()
    assert rows == [(0, 0, None)]


def test_procedures_have_rows_of_the_root_only_and_a_macro_gives_those_of_any_unit(
    city: duckdb.DuckDBPyConnection,
) -> None:
    by_procedure = "SELECT procedure_code, numerator, denominator FROM {} AND indicator_id = 'C02' ORDER BY 1"
    root = "mart.indicator_value WHERE period_kind = 'month' AND period_start = '2026-02-01' AND procedure_code IS NOT NULL"
    assert city.execute(f"SELECT DISTINCT unit_code FROM {root}").fetchall() == [("H13",)]
    known = [("1.000001", 1, 2), ("9.999999", 1, 1)]
    assert [row for row in city.execute(by_procedure.format(root)).fetchall() if row[0] != "?"] == known
    of_unit = "mart.indicator_by_procedure('H13.01', DATE '2026-02-01', DATE '2026-02-28') WHERE true"
    known = [("1.000001", 0, 1), ("9.999999", 1, 1)]
    assert [row for row in city.execute(by_procedure.format(of_unit)).fetchall() if row[0] != "?"] == known
