"""C22 and the comparison of the city's record with the portal's copy, counted by hand over nine dossiers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from shutil import copyfile
from typing import Any

import duckdb
import pytest

from tests.warehouse.recorded import Recorded, add, count
from warehouse.database import Resources, open_warehouse

AN, OTHER = "H13.103", "H13.104"
ONE, TWO = "1.000001", "1.000002"


def ours(code: str, unit: str, day: str, status: int = 4) -> Recorded:
    """A dossier of the city, due on 18 February."""
    return Recorded(code, unit, status, f"2026-{day} 08:00", "2026-02-18 17:00")


def copy_of(dossier: Recorded, **different: object) -> Recorded:
    """The portal's copy of a dossier, the same but for what is given."""
    return replace(dossier, basis="portal", **different)


def dossiers() -> Iterator[Recorded]:
    """Nine dossiers and their copies; the national codes N2 and N8 are written below."""
    a1, a2, a3 = ours("A1", AN, "02-03"), ours("A2", AN, "02-04"), ours("A3", OTHER, "02-05", status=8)
    a4, a5, a6 = ours("A4", AN, "01-31"), ours("A5", AN, "02-06"), ours("A6", OTHER, "02-06")
    a8, a9 = ours("A8", AN, "02-10"), Recorded("A9", AN, 3, "2026-02-12 08:00")
    yield from (a1, a2, a3, a4, a5, a6, a8, a9)
    yield copy_of(a1)
    yield copy_of(a2, dossier_code="N2", due_at=None)
    yield copy_of(a3, unit_code=AN, status=9)
    yield copy_of(a4, received_at="2026-02-02 08:00")
    yield copy_of(a6, status=1)
    yield Recorded("P7", OTHER, 4, "2026-02-09 08:00", basis="portal")
    yield copy_of(a8)
    yield copy_of(a8, dossier_code="N8", received_at="2026-02-11 08:00")
    yield copy_of(a9, status=4)


@pytest.fixture(scope="module")
def counted(empty_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """The dossiers, counted as of 20 February 2026."""
    folder = tmp_path_factory.mktemp("portal")
    copyfile(empty_file, folder / "motcua.duckdb")
    with open_warehouse(folder / "motcua.duckdb", Resources("1GB", 1, folder)) as connection:
        add(connection, dossiers())
        connection.execute("INSERT INTO ref.indicator (indicator_id, basis) VALUES ('C22', 'portal'), ('C03', 'both')")
        city, portal = "WHERE basis = 'city' AND dossier_code", "WHERE basis = 'portal' AND dossier_code"
        for change in (
            f"national_code = 'N' || right(dossier_code, 1) {city} IN ('A2', 'A8')",
            f"procedure_code = '{ONE}' {city} IN ('A1', 'A2', 'A8')",
            f"procedure_code = '{ONE}' {portal} IN ('A1', 'N8')",
            f"procedure_code = '{TWO}' {portal} IN ('N2', 'A8')",
            f"supplement_count = 1 {city} = 'A1'",
            f"supplement_count = 2 {portal} = 'A1'",
            f"supplement_count = 0 {portal} = 'A3'",
        ):
            connection.execute(f"UPDATE core.dossier SET {change}")
        count(connection, date(2026, 2, 20))
        yield connection


def synchronised(connection: duckdb.DuckDBPyConnection, kind: str, start: date, where: str) -> dict[str, Any]:
    """Return C22 as (numerator, denominator) by unit, or by procedure."""
    key = "procedure_code" if "procedure_code IS NOT NULL" in where else "unit_code"
    rows = connection.execute(
        f"SELECT {key}, numerator, denominator FROM mart.indicator_value WHERE indicator_id = 'C22' AND basis = 'portal'"
        f" AND period_kind = $kind AND period_start = $start AND {where}",
        {"kind": kind, "start": start},
    ).fetchall()
    return {code: (numerator, denominator) for code, numerator, denominator in rows}


@pytest.mark.parametrize(
    ("kind", "start", "units"),
    [
        # February: A1, A2 (by its national code) and A8 (by both codes, once) of Trung An; A3 is of two communes,
        # so only the city has it on both sides; A4 came in January here and in February there
        ("month", date(2026, 2, 1), {"H13": (4, 8), AN: (3, 7), OTHER: (0, 2)}),
        ("month", date(2026, 1, 1), {"H13": (0, 1), AN: (0, 1)}),
        ("year", date(2026, 1, 1), {"H13": (5, 8), AN: (4, 7), OTHER: (0, 2)}),
        ("report_month", date(2026, 1, 15), {"H13": (5, 8), AN: (4, 7), OTHER: (0, 2)}),
    ],
)
def test_synchronised_dossiers_are_received_on_both_sides_by_the_unit_in_the_period(
    counted: duckdb.DuckDBPyConnection, kind: str, start: date, units: dict[str, tuple[int, int]]
) -> None:
    assert synchronised(counted, kind, start, "procedure_code IS NULL") == units


def test_synchronised_dossiers_by_procedure_are_of_the_same_procedure_on_both_sides(
    counted: duckdb.DuckDBPyConnection,
) -> None:
    by_procedure = synchronised(counted, "month", date(2026, 2, 1), "unit_code = 'H13' AND procedure_code IS NOT NULL")
    assert by_procedure == {ONE: (2, 3), TWO: (0, 2)}
    for_a_commune = counted.execute(
        f"SELECT procedure_code, numerator, denominator FROM mart.indicator_by_procedure('{AN}', '2026-02-01', '2026-02-28')"
        " WHERE indicator_id = 'C22' ORDER BY ALL"
    ).fetchall()
    assert for_a_commune == [(ONE, 2, 3), (TWO, 0, 2)]


def test_every_difference_is_a_row_with_both_values(counted: duckdb.DuckDBPyConnection) -> None:
    rows = counted.execute(
        "SELECT kind, dossier_code, portal_dossier_code, unit_code, ours, portal FROM mart.portal_difference ORDER BY ALL"
    ).fetchall()
    assert rows == [
        ("due_date_missing_there", "A2", "N2", AN, "2026-02-18", None),
        ("not_counted_here", None, "A9", AN, None, "4"),
        ("not_counted_there", "A6", "A6", OTHER, "4", None),
        ("only_here", "A5", None, AN, "4", None),
        ("only_there", None, "P7", OTHER, None, "4"),
        ("other_received_on", "A4", "A4", AN, "2026-01-31", "2026-02-02"),
        ("other_status", "A3", "A3", OTHER, "8", "9"),
        ("other_supplements", "A1", "A1", AN, "1; ", "2; "),
        ("other_unit", "A3", "A3", OTHER, OTHER, AN),
    ]


def compared(connection: duckdb.DuckDBPyConnection, unit: str, metric: str) -> tuple[Any, ...]:
    """Return one comparison of February: numerators, denominators, difference, note."""
    (row,) = connection.execute(
        "SELECT ours_numerator, ours_denominator, portal_numerator, portal_denominator, difference, note"
        " FROM mart.portal_comparison WHERE period_kind = 'month' AND period_start = '2026-02-01'"
        " AND unit_code = $unit AND metric = $metric",
        {"unit": unit, "metric": metric},
    ).fetchall()
    return row


def test_counts_stand_beside_each_other(counted: duckdb.DuckDBPyConnection) -> None:
    assert compared(counted, "H13", "received")[:5] == (6, None, 8, None, -2)
    assert compared(counted, AN, "received")[:5] == (4, None, 7, None, -3)
    assert compared(counted, "H13", "open")[:5] == (7, None, 8, None, -1)  # A4 was carried over


def test_indicators_of_both_bases_stand_beside_each_other(counted: duckdb.DuckDBPyConnection) -> None:
    # due on the 18th, all are overdue on the 20th: all 7 of the city; on the portal N2, P7 and A9 have no due date
    assert compared(counted, "H13", "C03")[:5] == (7, 7, 5, 8, 1 - 5 / 8)


def test_a_cause_counts_the_dossiers_received_in_the_period(counted: duckdb.DuckDBPyConnection) -> None:
    assert compared(counted, "H13", "only_here")[:5] == (1, 6, None, None, None)
    assert compared(counted, "H13", "only_there")[:5] == (None, None, 1, 8, None)
    assert compared(counted, AN, "due_date_missing_there")[:5] == (1, 4, 1, 7, None)
    january = "SELECT metric FROM mart.portal_comparison WHERE period_kind = 'month' AND period_start = '2026-01-01' AND unit_code = 'H13'"
    assert ("other_received_on",) in counted.execute(january).fetchall()


def test_a_figure_that_differs_names_the_most_frequent_cause(counted: duckdb.DuckDBPyConnection) -> None:
    assert compared(counted, AN, "received")[5].startswith("Nguyên nhân nhiều nhất: ")
    assert compared(counted, AN, "resolved")[5] is None


def test_causes_add_up_to_the_dossiers_behind_them(counted: duckdb.DuckDBPyConnection) -> None:
    (totals,) = counted.execute(
        "SELECT (SELECT count(*) FROM mart.portal_difference),"
        " (SELECT sum(coalesce(ours_numerator, portal_numerator)) FROM mart.portal_comparison"
        "  WHERE period_kind = 'year' AND unit_code = 'H13' AND metric IN (SELECT kind FROM mart.portal_difference))"
    ).fetchall()
    assert totals == (9, 9)


def test_without_the_portal_s_copy_nothing_is_compared(warehouse: duckdb.DuckDBPyConnection) -> None:
    warehouse.execute("INSERT INTO ref.indicator (indicator_id, basis) VALUES ('C22', 'portal')")
    add(warehouse, [Recorded("A1", AN, 4, "2026-02-03 08:00")])
    count(warehouse, date(2026, 2, 20))
    for mart in ("portal_comparison", "portal_difference", "indicator_value"):
        assert warehouse.execute(f"SELECT count(*) FROM mart.{mart}").fetchall() == [(0,)]
