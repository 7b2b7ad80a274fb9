"""Indicators on the catalogue of procedures, worked out by hand: eight procedures, February and March seen from 20 March 2026."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from shutil import copyfile
from typing import NamedTuple

import duckdb
import pytest

from warehouse.compute import set_scope
from warehouse.database import Resources, open_warehouse
from warehouse.graph import load_indicators, load_models

AS_OF = date(2026, 3, 20)
FEBRUARY = ("month", date(2026, 2, 1))
MARCH = ("month", date(2026, 3, 1))
FIRST_QUARTER = ("quarter", date(2026, 1, 1))
IN_FORCE = ("C09", "C10", "C13", "C14", "C19b", "C21c", "Đ06", "Đ07")

#: Two departments; a district with one commune; a unit that only records know, of no kind.
UNITS = (
    ("H13", "province", None),
    ("H13.01", "department", "H13"),
    ("H13.02", "department", "H13"),
    ("H13.7", "district", "H13"),
    ("H13.71", "commune", "H13.7"),
    ("H13.99", None, "H13"),
)


class Procedure(NamedTuple):
    """A row of the catalogue; it is in force from `effective_from` until the day before `valid_to`."""

    procedure_code: str
    level: str
    service_level: str | None
    is_eligible_full: bool | None
    has_fee: bool | None
    is_on_portal: bool | None
    has_electronic_process: bool | None
    published_on: str | None
    effective_from: str | None
    made_public_on: str | None
    has_full_content: bool | None
    valid_to: str | None = None
    unit_code: str | None = None


PROCEDURES = (
    Procedure("1", "province", "full", True, True, True, True, "2026-01-05", "2026-01-20", "2026-01-06", True),
    # named for one department; published five working days before it took effect, public on the last day counted
    Procedure("2", "province", "partial", True, True, None, False, "2026-02-02", "2026-02-09", "2026-03-20", False, unit_code="H13.02"),
    # in force always; published after the last day counted
    Procedure("3", "commune", "full", None, None, True, None, "2026-03-21", None, "2026-02-10", None),
    # in force from 1 March; five working days after Tết lie between publication and effect, three until it was public
    Procedure("4", "commune", "information", True, True, True, True, "2026-02-20", "2026-03-01", "2026-02-25", True),
    # a procedure of the departments named for a commune; never made public
    Procedure("5", "province", "full", True, False, False, False, "2026-02-27", None, None, True, unit_code="H13.71"),
    # no longer in force on 1 March; four working days before its effect, public on the fifth after publication
    Procedure("6", "province", "partial", True, False, True, True, "2026-02-02", "2026-02-06", "2026-02-09", True, "2026-03-01"),
    # never in force on a cut; eleven days before its effect, but only two of work: Tết; public on the Saturday after the fifth
    Procedure("7", "province", "full", True, True, True, True, "2026-02-13", "2026-02-24", "2026-02-28", True, "2026-02-28"),
    # named for a unit that nobody knows; in force from the last day counted, public the day after it
    Procedure("8", "province", None, True, True, True, True, None, "2026-03-20", "2026-03-21", True, unit_code="H13.55"),
)  # fmt: skip

ALWAYS = "0001-01-01"
#: basis, unit, procedure, received, online, own fee, paid online from, uses population data
DOSSIERS = (
    ("city", "H13.01", "1", "2026-02-01", True, 10_000, ALWAYS, True),
    # paid after February's cut, in time for March's
    ("city", "H13.02", "2", "2026-02-28", False, 0, "2026-03-02", None),
    # paid, but whether the procedure has a fee is unknown
    ("city", "H13.71", "3", "2026-02-10", True, 5_000, ALWAYS, False),
    # the commune does not carry it out: it tells of the city alone
    ("city", "H13.71", "1", "2026-02-11", True, None, None, True),
    # received before the procedure was in force: the quarter counts it, February does not
    ("city", "H13.71", "4", "2026-02-20", True, 20_000, None, None),
    # online, though the catalogue gives only information; paid on the day of the cut
    ("city", "H13.71", "4", "2026-03-05", True, None, "2026-03-20", None),
    # no longer in force on the cut
    ("city", "H13.02", "6", "2026-03-03", True, None, None, True),
    # another department's procedure; paid after the cut
    ("city", "H13.01", "2", "2026-03-10", True, 30_000, "2026-03-21", True),
    # of no procedure of the catalogue
    ("city", "H13.02", "9.999999", "2026-02-05", True, 9_000, ALWAYS, True),
    # received after the cut
    ("city", "H13.01", "1", "2026-03-21", True, 9_000, ALWAYS, True),
    ("portal", "H13.02", "2", "2026-02-15", True, 0, None, False),
)


def record(connection: duckdb.DuckDBPyConnection, bases: tuple[str, ...]) -> None:
    """Write units, catalogue and the dossiers of `bases` as the models before ours leave them."""
    connection.execute("DELETE FROM ref.unit")
    connection.executemany("INSERT INTO ref.unit (unit_code, kind, parent_code) VALUES (?, ?, ?)", list(UNITS))
    names = Procedure._fields[:-1]
    connection.executemany(
        f"INSERT INTO ref.procedure ({', '.join(names)}, valid_from) VALUES ({', '.join('?' * len(names))}, ?)",
        [(*procedure[:-1], procedure.effective_from) for procedure in PROCEDURES],
    )
    named = [(p.procedure_code, p.unit_code) for p in PROCEDURES if p.unit_code]
    connection.executemany("INSERT INTO ref.procedure_unit (procedure_code, unit_code) VALUES (?, ?)", named)
    connection.execute(
        "CREATE TABLE mart.counted_dossier (basis VARCHAR, unit_code VARCHAR, procedure_code VARCHAR, received_on DATE,"
        " is_online BOOLEAN, own_fee_amount BIGINT, paid_online_on DATE, uses_population_data BOOLEAN)"
    )
    for row in DOSSIERS:
        if row[0] in bases:
            connection.execute("INSERT INTO mart.counted_dossier VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)
    connection.execute(
        "INSERT INTO core.dossier (basis, received_at) SELECT basis, received_on FROM mart.counted_dossier"
    )


def count(connection: duckdb.DuckDBPyConnection, as_of: date) -> None:
    """Compute the procedures' models for every period up to `as_of`, in the order of a night."""
    set_scope(connection, as_of=as_of, root_unit="H13")
    for model in load_models().values():
        if model.name == "unit_ancestor" or model.name.startswith("procedure_"):
            kept = "" if model.kept_as == "table" else "TEMP"
            connection.execute(f"CREATE OR REPLACE {kept} TABLE {model.table} AS {model.sql}")


@pytest.fixture(scope="module")
def city(empty_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    folder = tmp_path_factory.mktemp("procedures")
    copyfile(empty_file, folder / "motcua.duckdb")
    with open_warehouse(folder / "motcua.duckdb", Resources("1GB", 1, folder)) as connection:
        record(connection, ("city", "portal"))
        count(connection, AS_OF)
        yield connection


def figure(
    connection: duckdb.DuckDBPyConnection,
    indicator_id: str,
    period: tuple[str, date],
    unit_code: str = "H13",
    basis: str = "city",
) -> str:
    """Return an indicator as `numerator/denominator`; empty where it has no row."""
    (indicator,) = (i for i in load_indicators() if i.id == indicator_id)
    rows = connection.execute(
        "SELECT CAST(numerator AS BIGINT) || '/' || CAST(denominator AS BIGINT)"
        f" FROM ({indicator.figure_sql()}) AS f JOIN scope_period AS p ON p.period_no = f.period_no"
        " WHERE procedure_code IS NULL AND period_kind = ? AND period_start = ? AND unit_code = ? AND basis = ?",
        [*period, unit_code, basis],
    ).fetchall()
    return "; ".join(str(row[0]) for row in rows)


# ---------------------------------------------------------------- procedures in force, and who carries them out


@pytest.mark.parametrize(
    ("unit", "february", "march"),
    [
        # the root has every procedure: 1 2 3 5 6, then 1 2 3 4 5 8
        ("H13", "1/5", "1/6"),
        # a department has those of its level that name nobody: 1 6, then 1
        ("H13.01", "1/2", "0/1"),
        # and those that name it: 1 2 6, then 1 2
        ("H13.02", "0/3", "0/2"),
        # a commune: 3 5, then 3 4 5; the district above it the same
        ("H13.71", "0/2", "0/3"),
        ("H13.7", "0/2", "0/3"),
        # of no kind and named by no procedure
        ("H13.99", "", ""),
    ],
)
def test_c19b_procedures_in_force_with_a_dossier_using_population_data(
    city: duckdb.DuckDBPyConnection, unit: str, february: str, march: str
) -> None:
    assert (figure(city, "C19b", FEBRUARY, unit), figure(city, "C19b", MARCH, unit)) == (february, march)


@pytest.mark.parametrize(
    ("unit", "february", "march"),
    [
        # eligible 1 2 5 6, then 1 2 4 5 8; provided in full 1 5
        ("H13", "2/4", "2/5"),
        ("H13.01", "1/2", "1/1"),
        ("H13.02", "1/3", "1/2"),
        ("H13.71", "1/1", "1/2"),
    ],
)
def test_c09_eligible_procedures_provided_in_full(
    city: duckdb.DuckDBPyConnection, unit: str, february: str, march: str
) -> None:
    assert (figure(city, "C09", FEBRUARY, unit), figure(city, "C09", MARCH, unit)) == (february, march)


def test_d06_and_d07_electronic_process_and_integration_with_the_portal(city: duckdb.DuckDBPyConnection) -> None:
    # process: 1 6 of five, then 1 4 8 of six; online 1 2 3 5 6, of these on the portal 1 3 6; then 1 2 3 5, and 1 3
    assert (figure(city, "Đ06", FEBRUARY), figure(city, "Đ06", MARCH)) == ("2/5", "3/6")
    assert (figure(city, "Đ07", FEBRUARY), figure(city, "Đ07", MARCH)) == ("3/5", "2/4")


# ---------------------------------------------------------------- what the dossiers of the period show


@pytest.mark.parametrize(
    ("unit", "period", "c10", "c13", "c14"),
    [
        # online 1 2 3 5 6: online dossiers of 1 and 3. Fee 1 2: 1 paid online and with a fee, 2 paid after the cut
        ("H13", FEBRUARY, "2/5", "1/2", "1/2"),
        # online 1 2 3 5: 2. Fee 1 2 4 8: 4 paid on the day of the cut; a fee on a dossier of 2
        ("H13", MARCH, "1/4", "1/4", "1/4"),
        # 1 2 3 online; 1, 4, and 2 (received in February, paid in March) paid; a fee on dossiers of 1 2 4
        ("H13", FIRST_QUARTER, "3/4", "3/4", "3/4"),
        ("H13.01", FEBRUARY, "1/2", "1/1", "1/1"),
        ("H13.01", MARCH, "0/1", "0/1", "0/1"),
        ("H13.02", FEBRUARY, "0/3", "0/2", "0/2"),
        # no procedure in force is known to have a fee
        ("H13.71", FEBRUARY, "1/2", "0/0", "0/0"),
        ("H13.7", MARCH, "0/2", "1/1", "0/1"),
        ("H13.7", FIRST_QUARTER, "1/2", "1/1", "1/1"),
    ],
)
def test_c10_c13_c14_procedures_with_online_dossiers_online_payments_and_fees(
    city: duckdb.DuckDBPyConnection, unit: str, period: tuple[str, date], c10: str, c13: str, c14: str
) -> None:
    assert [figure(city, name, period, unit) for name in ("C10", "C13", "C14")] == [c10, c13, c14]


def test_the_portals_copy_is_measured_against_the_same_catalogue(city: duckdb.DuckDBPyConnection) -> None:
    shown = [figure(city, name, FEBRUARY, "H13.02", "portal") for name in ("C10", "C13", "C14", "C19b")]
    assert shown == ["1/3", "0/2", "0/2", "0/3"]
    assert figure(city, "C10", MARCH, "H13", "portal") == "0/4"


def test_a_basis_without_dossiers_has_no_row_but_the_city_always_has(warehouse: duckdb.DuckDBPyConnection) -> None:
    record(warehouse, ())
    count(warehouse, AS_OF)
    assert [figure(warehouse, "C10", MARCH, "H13", basis) for basis in ("city", "portal")] == ["0/4", ""]


def test_a_unit_has_one_row_per_period_and_basis(city: duckdb.DuckDBPyConnection) -> None:
    rows = city.execute("SELECT period_no, basis, unit_code FROM procedure_figure").fetchall()
    assert len(rows) == len(set(rows))


# ---------------------------------------------------------------- publication


@pytest.mark.parametrize(
    ("unit", "february", "march"),
    [
        # took effect: 2 (in time) 6 7, then 4 (in time) 8; procedure 7 counts though it is in force on no cut
        ("H13", "1/3", "1/2"),
        ("H13.01", "0/2", "0/0"),
        ("H13.02", "1/3", "0/0"),
        ("H13.71", "0/0", "1/1"),
        ("H13.99", "", ""),
    ],
)
def test_c21a_published_five_working_days_before_effect(
    city: duckdb.DuckDBPyConnection, unit: str, february: str, march: str
) -> None:
    assert (figure(city, "C21a", FEBRUARY, unit), figure(city, "C21a", MARCH, unit)) == (february, march)


@pytest.mark.parametrize(
    ("unit", "february"), [("H13", "3/5"), ("H13.01", "2/2"), ("H13.02", "2/3"), ("H13.7", "1/2"), ("H13.71", "1/2")]
)
def test_c21b_made_public_within_five_working_days(city: duckdb.DuckDBPyConnection, unit: str, february: str) -> None:
    # published: 2 (public too late) 4 5 (never public) 6 7; procedure 3 is published after March's cut
    assert (figure(city, "C21b", FEBRUARY, unit), figure(city, "C21b", MARCH, unit)) == (february, "0/0")


@pytest.mark.parametrize(
    ("unit", "february", "march"),
    [
        # public and in force: 1 3 6, then 1 2 3 4; whether 3 is complete is unknown
        ("H13", "2/3", "2/4"),
        ("H13.02", "2/2", "1/2"),
        ("H13.71", "0/1", "1/2"),
    ],
)
def test_c21c_public_procedures_with_full_content(
    city: duckdb.DuckDBPyConnection, unit: str, february: str, march: str
) -> None:
    assert (figure(city, "C21c", FEBRUARY, unit), figure(city, "C21c", MARCH, unit)) == (february, march)


# ---------------------------------------------------------------- periods


def test_a_unit_whose_procedures_are_not_in_force_yet_has_only_rows_of_publication(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    record(warehouse, ("city",))
    warehouse.execute("DELETE FROM ref.procedure WHERE procedure_code <> '4'")
    count(warehouse, AS_OF)
    assert {figure(warehouse, name, FEBRUARY, "H13.71") for name in IN_FORCE} == {""}
    assert [figure(warehouse, name, FEBRUARY, "H13.71") for name in ("C21a", "C21b")] == ["0/0", "1/1"]


def test_d08a_is_c09_where_the_cut_is_on_or_after_1_july_2026(warehouse: duckdb.DuckDBPyConnection) -> None:
    record(warehouse, ("city",))
    count(warehouse, date(2026, 7, 1))
    june, july = ("month", date(2026, 6, 1)), ("month", date(2026, 7, 1))
    assert (figure(warehouse, "C09", june), figure(warehouse, "Đ08a", june)) == ("2/5", "")
    assert (figure(warehouse, "C09", july), figure(warehouse, "Đ08a", july)) == ("2/5", "2/5")
