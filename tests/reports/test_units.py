"""Levels of the city: every dossier counts under one listed unit, and all of them make the city."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import duckdb

from flows.reports.figures import FormFigures, read_figures
from flows.reports.periods import parse_period
from flows.reports.units import Level, UnitTree, read_tree, read_unit
from tests.reports.conftest import publish

TODAY = date(2026, 11, 22)
NOVEMBER = parse_period("2026-11", "report")


def tree_of(connection: duckdb.DuckDBPyConnection) -> UnitTree:
    root = read_unit(connection, "H13", TODAY)
    assert root is not None
    return read_tree(connection, root, TODAY)


def test_units_stand_in_official_order_under_their_level(small_city: duckdb.DuckDBPyConnection) -> None:
    leaders = tree_of(small_city).leaders
    assert [unit.unit_code for unit in leaders[Level.PROVINCE]] == ["H13.01", "H13.02"]
    assert [unit.unit_code for unit in leaders[Level.COMMUNE]] == [
        "H13.101",
        "H13.102",
        "H13.103",
        "H13.104",
        "H13.199",
    ]
    assert [unit.unit_code for unit in leaders[Level.OTHER]] == ["X9.99", "H13"]
    assert leaders[Level.DISTRICT] == ()


def test_a_branch_office_is_listed_under_its_department(small_city: duckdb.DuckDBPyConnection) -> None:
    tree = tree_of(small_city)
    assert tree.leader(tree.by_code["H13.01.1"]).unit_code == "H13.01"


def test_a_merged_commune_is_no_longer_expected(small_city: duckdb.DuckDBPyConnection) -> None:
    expected = [unit.unit_code for unit in tree_of(small_city).expected()]
    assert expected == ["H13.01", "H13.02", "H13.101", "H13.102", "H13.103", "H13.104"]


def test_listed_units_add_up_to_the_city(small_city: duckdb.DuckDBPyConnection) -> None:
    rows = {
        row.unit_code: row for row in read_figures(small_city, NOVEMBER, tree_of(small_city).shares(), by_sector=False)
    }
    # Departments 110 + 50, communes 1200 + 7 + 2, a unit of unknown kind 3: 4 dossiers stand on the city itself.
    assert {code: row.received_total for code, row in rows.items()} == {
        "H13.01": 110, "H13.02": 50, "H13.101": 1200, "H13.102": 7, "H13.104": 2, "X9.99": 3, "H13": 4,
    }  # fmt: skip
    total = sum(rows.values(), FormFigures())
    assert total.counts == (1376, 1024, 224, 128, 1240, 889, 288, 63, 136, 110, 26, 8, 14)


def test_communes_under_a_district_count_for_the_commune_level_only(tmp_path: Path) -> None:
    file = publish(
        tmp_path / "districts.duckdb",
        """
        INSERT INTO ref.unit (unit_code, name, kind, parent_code) VALUES
            ('P', 'Tỉnh', 'province', NULL), ('D', 'Huyện', 'district', 'P'), ('C', 'Xã', 'commune', 'D');
        INSERT INTO mart.form_06a_period
        SELECT 'report_month', DATE '2026-10-15', DATE '2026-11-14', 'city', figures.* FROM (VALUES
            ('P', NULL, 10, 10, 0, 0, 10, 10, 0, 0, 0, 0, 0, 0, 0),
            ('D', NULL, 10, 10, 0, 0, 10, 10, 0, 0, 0, 0, 0, 0, 0),
            ('C', NULL, 7, 7, 0, 0, 7, 7, 0, 0, 0, 0, 0, 0, 0)) AS figures;
        """,
    )
    with duckdb.connect(str(file), read_only=True) as connection:
        root = read_unit(connection, "P", TODAY)
        assert root is not None
        shares = read_tree(connection, root, TODAY).shares()
        rows = read_figures(connection, NOVEMBER, shares, by_sector=False)
    assert {row.unit_code: row.received_total for row in rows} == {"P": 0, "D": 3, "C": 7}


def test_units_in_a_circle_do_not_hang_the_report(tmp_path: Path) -> None:
    file = publish(
        tmp_path / "circle.duckdb",
        """
        INSERT INTO ref.unit (unit_code, name, kind, parent_code) VALUES
            ('P', 'Tỉnh', 'province', 'P'), ('A', 'A', 'department', 'B'), ('B', 'B', 'department', 'A');
        """,
    )
    with duckdb.connect(str(file), read_only=True) as connection:
        root = read_unit(connection, "P", TODAY)
        assert root is not None
        assert read_tree(connection, root, TODAY).below == ()
