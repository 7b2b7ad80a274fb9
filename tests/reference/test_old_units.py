"""The units that ended on 1 July 2025 and before, and what they were merged into."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import duckdb
import pytest

from warehouse.reference import load_reference

MERGED_ON = date(2025, 7, 1)


def test_how_many_units_ended(reference: duckdb.DuckDBPyConnection) -> None:
    query = """
        SELECT left(unit_code, 3), kind, count(*), count(successor_code) FROM ref.unit WHERE valid_to IS NOT NULL
        GROUP BY ALL ORDER BY ALL"""
    assert reference.execute(query).fetchall() == [
        ("H13", "commune", 83, 80),  # three wards were split
        ("H13", "district", 9, 0),  # a district has no successor: its work went to communes and departments
        ("H30", "commune", 75, 75),
        ("H30", "district", 8, 0),
        ("H30", "province", 1, 1),
        ("H51", "commune", 108, 108),
        ("H51", "district", 11, 0),
        ("H51", "province", 1, 1),
    ]


def test_old_provinces_stand_under_the_city_into_which_they_were_merged(reference: duckdb.DuckDBPyConnection) -> None:
    query = "SELECT unit_code, name, parent_code, valid_to, successor_code FROM ref.unit WHERE unit_code IN ('H30', 'H51') ORDER BY 1"
    assert reference.execute(query).fetchall() == [
        ("H30", "Tỉnh Hậu Giang", "H13", MERGED_ON, "H13"),
        ("H51", "Tỉnh Sóc Trăng", "H13", MERGED_ON, "H13"),
    ]


@pytest.mark.parametrize(
    ("unit_code", "name", "ended", "successor"),
    [
        ("H13.TK31147", "Phường Hưng Lợi", MERGED_ON, "Phường Tân An"),  # 31147 is the new Tân An's code now
        ("H13.TK31135", "Phường Tân An", MERGED_ON, "Phường Ninh Kiều"),  # not the unit that bears its name today
        ("H13.TK31117", "Phường Cái Khế", MERGED_ON, "Phường Cái Khế"),
        ("H13.TK31129", "Phường An Cư", date(2024, 11, 1), "Phường Thới Bình"),
        ("H13.TK31123", "Phường Thới Bình", MERGED_ON, "Phường Ninh Kiều"),
        ("H13.TK31178", "Phường Bùi Hữu Nghĩa", MERGED_ON, None),
        ("H13.TK31183", "Phường Long Tuyền", MERGED_ON, None),
        ("H13.TK31207", "Phường Thốt Nốt", MERGED_ON, None),
        ("H30.TK31480", "Xã Long Phú", MERGED_ON, "Phường Long Phú 1"),
        ("H51.TK31669", "Xã Long Phú", MERGED_ON, "Xã Long Phú"),
    ],
)
def test_a_unit_merged_whole_names_its_successor_and_a_split_one_none(
    reference: duckdb.DuckDBPyConnection, unit_code: str, name: str, ended: date, successor: str | None
) -> None:
    query = """
        SELECT unit.name, unit.valid_to, heir.name FROM ref.unit AS unit
        LEFT JOIN ref.unit AS heir ON heir.unit_code = unit.successor_code WHERE unit.unit_code = $unit_code"""
    assert reference.execute(query, {"unit_code": unit_code}).fetchall() == [(name, ended, successor)]


def test_successors_are_those_of_the_resolution(reference: duckdb.DuckDBPyConnection) -> None:
    query = """
        SELECT count(*) FROM ref.commune_merge AS merge
        JOIN ref.unit AS old ON right(old.unit_code, 8) = '.TK' || merge.old_gso_code
        JOIN ref.unit AS new ON new.unit_code = old.successor_code AND new.gso_code = merge.new_gso_code
        WHERE merge.share IN ('FULL', 'UNCHANGED')"""
    assert reference.execute(query).fetchall() == [(260,)]


def test_every_old_commune_lies_in_its_district_and_old_province(reference: duckdb.DuckDBPyConnection) -> None:
    query = """
        SELECT count(*) FROM ref.unit AS unit
        JOIN ref.commune AS commune ON right(unit.unit_code, 8) = '.TK' || commune.gso_code
            AND commune.valid_to = unit.valid_to AND commune.name = unit.name
        JOIN ref.unit AS district ON district.unit_code = unit.parent_code AND district.name = commune.district
        JOIN ref.unit AS province ON province.unit_code = district.parent_code
            AND province.unit_code = CASE commune.province_code WHEN '92' THEN 'H13' WHEN '93' THEN 'H30' ELSE 'H51' END"""
    assert reference.execute(query).fetchall() == [(266,)]


def test_an_ended_province_of_the_city_s_file_comes_under_the_root(tmp_path: Path) -> None:
    file = tmp_path / "units.csv"
    file.write_text(
        "unit_code,name,kind,parent_code,valid_from,valid_to,successor_code\n"
        "H13,Thành phố Cần Thơ,province,,,,\n"
        "H30,Tỉnh Hậu Giang,province,,,01/07/2025,H13\n"
        "000.00.01.H30,Huyện Long Mỹ,district,H30,,01/07/2025,\n"
    )
    with duckdb.connect() as connection:
        (warning,) = load_reference(connection, units_file=file, root_unit="H13", as_of=date(2026, 11, 22))
        assert "H30" in warning.vi
        query = "SELECT unit_code, parent_code FROM ref.unit ORDER BY sort_order"
        assert connection.execute(query).fetchall() == [("H13", None), ("H30", "H13"), ("000.00.01.H30", "H30")]
