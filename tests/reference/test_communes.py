"""Communes before and after 1 July 2025: a commune is (statistical code, valid_from)."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import duckdb
import pytest

from warehouse.reference import unit_name_key

VALID = "(valid_from IS NULL OR valid_from <= $day) AND (valid_to IS NULL OR $day < valid_to)"


def names(reference: duckdb.DuckDBPyConnection, gso_code: str, day: date) -> list[str]:
    query = f"SELECT name FROM ref.commune WHERE gso_code = $gso_code AND {VALID}"
    return [name for (name,) in reference.execute(query, {"gso_code": gso_code, "day": day}).fetchall()]


@pytest.mark.parametrize(
    ("day", "communes"),
    [
        # 83 of Cần Thơ, 75 of Hậu Giang, 108 of Sóc Trăng
        (date(2024, 10, 31), 266),
        # An Phú, An Nghiệp and An Cư went into Thới Bình
        (date(2024, 11, 1), 263),
        (date(2025, 6, 30), 263),
        (date(2025, 7, 1), 103),
    ],
)
def test_how_many_communes_there_were(reference: duckdb.DuckDBPyConnection, day: date, communes: int) -> None:
    query = f"SELECT count(*), count(DISTINCT gso_code) FROM ref.commune WHERE {VALID}"
    assert reference.execute(query, {"day": day}).fetchall() == [(communes, communes)]


def test_a_code_lives_on_under_another_name(reference: duckdb.DuckDBPyConnection) -> None:
    assert names(reference, "31147", date(2025, 6, 30)) == ["Phường Hưng Lợi"]
    assert names(reference, "31147", date(2025, 7, 1)) == ["Phường Tân An"]
    # the old Tân An's code is now Ninh Kiều's
    assert names(reference, "31135", date(2025, 6, 30)) == ["Phường Tân An"]
    assert names(reference, "31135", date(2025, 7, 1)) == ["Phường Ninh Kiều"]


def test_a_commune_is_its_code_and_first_day(reference: duckdb.DuckDBPyConnection) -> None:
    twice = "SELECT gso_code, valid_from FROM ref.commune GROUP BY ALL HAVING count(*) > 1"
    assert reference.execute(twice).fetchall() == []


def test_a_misspelt_township_has_its_lawful_name(reference: duckdb.DuckDBPyConnection) -> None:
    assert names(reference, "31231", date(2025, 6, 30)) == ["Thị trấn Thạnh An"]


def test_every_old_commune_went_somewhere_and_every_new_one_came_from_somewhere(
    reference: duckdb.DuckDBPyConnection,
) -> None:
    counts = "SELECT count(*), count(DISTINCT old_gso_code), count(DISTINCT new_gso_code) FROM ref.commune_merge"
    assert reference.execute(counts).fetchall() == [(266, 263, 103)]
    unknown = """
        SELECT merge.* FROM ref.commune_merge AS merge
        LEFT JOIN ref.commune AS old ON old.gso_code = old_gso_code AND old.valid_to = DATE '2025-07-01'
            AND old.name = old_name AND old.district = old_district
        LEFT JOIN ref.commune AS new ON new.gso_code = new_gso_code AND new.valid_from = DATE '2025-07-01'
            AND new.name = new_name
        WHERE old.gso_code IS NULL OR new.gso_code IS NULL"""
    assert reference.execute(unknown).fetchall() == []


def test_three_wards_were_split_into_a_part_and_the_rest(reference: duckdb.DuckDBPyConnection) -> None:
    split = """
        SELECT old_name, string_agg(share || ' ' || new_name, ', ' ORDER BY share) FROM ref.commune_merge
        GROUP BY old_gso_code, old_name HAVING count(*) > 1 ORDER BY old_gso_code"""
    assert reference.execute(split).fetchall() == [
        ("Phường Bùi Hữu Nghĩa", "PART Phường Cái Khế, REST Phường Bình Thuỷ"),
        ("Phường Long Tuyền", "PART Phường An Bình, REST Phường Long Tuyền"),
        ("Phường Thốt Nốt", "PART Phường Thuận Hưng, REST Phường Thốt Nốt"),
    ]


def test_eight_communes_were_left_as_they_were(reference: duckdb.DuckDBPyConnection) -> None:
    unchanged = (
        "SELECT count(*), bool_and(old_gso_code = new_gso_code) FROM ref.commune_merge WHERE share = 'UNCHANGED'"
    )
    assert reference.execute(unchanged).fetchall() == [(8, True)]


def test_every_new_commune_took_the_code_of_one_that_went_into_it(reference: duckdb.DuckDBPyConnection) -> None:
    taken = "SELECT count(DISTINCT new_gso_code) FROM ref.commune_merge WHERE old_gso_code = new_gso_code"
    assert reference.execute(taken).fetchall() == [(103,)]


@pytest.mark.parametrize(
    ("clause", "old_name", "old_gso_code", "old_district"),
    [
        # several districts have a commune of that name
        (20, "Xã Long Phú", "31480", "Thị xã Long Mỹ"),
        (72, "Xã Long Phú", "31669", "Huyện Long Phú"),
        (23, "Phường 1", "31522", "Thành phố Sóc Trăng"),
        (29, "Phường 1", "31732", "Thị xã Ngã Năm"),
        (57, "Xã Phú Tân", "31379", "Huyện Châu Thành"),  # of Hậu Giang
        (80, "Xã Phú Tân", "31582", "Huyện Châu Thành"),  # of Sóc Trăng
        (96, "Xã Thạnh Phú", "31249", "Huyện Cờ Đỏ"),
        (65, "Xã Hòa Tú II", "31729", "Huyện Mỹ Xuyên"),  # the resolution writes Hòa Tú 2
    ],
)
def test_names_that_several_districts_have_are_told_apart(
    reference: duckdb.DuckDBPyConnection, clause: int, old_name: str, old_gso_code: str, old_district: str
) -> None:
    query = "SELECT old_gso_code, old_district FROM ref.commune_merge WHERE clause = $clause AND old_name = $old_name"
    found = reference.execute(query, {"clause": clause, "old_name": old_name}).fetchall()
    assert found == [(old_gso_code, old_district)]


def test_each_of_the_103_units_has_the_code_of_its_commune(reference: duckdb.DuckDBPyConnection) -> None:
    query = """
        SELECT count(*), count(DISTINCT unit.gso_code), min(unit_code), max(unit_code)
        FROM ref.unit AS unit
        INNER JOIN ref.commune AS commune ON commune.gso_code = unit.gso_code
            AND commune.valid_from = unit.valid_from AND commune.name = unit.name
        WHERE unit.kind = 'commune' AND unit.parent_code = 'H13' AND unit.valid_from = DATE '2025-07-01'"""
    assert reference.execute(query).fetchall() == [(103, 103, "H13.101", "H13.203")]


def test_the_name_key_of_a_commune_is_that_of_units(reference: duckdb.DuckDBPyConnection) -> None:
    query = "SELECT gso_code FROM ref.commune WHERE name_key = $key AND valid_to IS NULL"
    assert reference.execute(query, {"key": unit_name_key("UBND phường Bình Thủy")}).fetchall() == [("31168",)]


def test_the_invented_city_of_the_simulator_has_our_units(reference: duckdb.DuckDBPyConnection) -> None:
    invented = Path(__file__).parents[2] / "connectors" / "simulate" / "units.csv"
    with invented.open(encoding="utf-8", newline="") as file:
        units = {row["unit_code"]: (unit_name_key(row["name"]), row["kind"]) for row in csv.DictReader(file)}
    ours = reference.execute(
        "SELECT unit_code, name_key, kind FROM ref.unit WHERE parent_code = 'H13' AND valid_to IS NULL"
    ).fetchall()
    assert units == {code: (key, kind) for code, key, kind in ours}
