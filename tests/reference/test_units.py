"""The catalogue of units: our own, or the city's units.csv as people save it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import duckdb
import pytest

from connectors.contract import Bilingual
from warehouse.reference import ReferenceRejected, load_reference

AS_OF = date(2026, 11, 22)
HEADING = "unit_code,name,kind,parent_code,valid_from,valid_to,successor_code\n"
ROOT = "H13,Thành phố Cần Thơ,province,,,,\n"


@pytest.fixture
def warehouse() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        yield connection


def load(
    warehouse: duckdb.DuckDBPyConnection, tmp_path: Path, content: str | bytes, as_of: date = AS_OF
) -> list[Bilingual]:
    file = tmp_path / "units.csv"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return load_reference(warehouse, units_file=file, root_unit="H13", as_of=as_of)


def rejection(warehouse: duckdb.DuckDBPyConnection, tmp_path: Path, content: str | bytes) -> Bilingual:
    with pytest.raises(ReferenceRejected) as rejected:
        load(warehouse, tmp_path, content)
    assert warehouse.execute("SELECT * FROM duckdb_tables()").fetchall() == []  # nothing was changed
    return rejected.value.message


def test_our_own_catalogue_has_the_root_15_departments_and_103_communes(
    reference: duckdb.DuckDBPyConnection,
) -> None:
    query = (
        "SELECT kind, count(*), bool_and(parent_code IS NOT DISTINCT FROM 'H13') FROM ref.unit WHERE valid_to IS NULL"
        " GROUP BY ALL ORDER BY 1"
    )
    assert reference.execute(query).fetchall() == [
        ("commune", 103, True),
        ("department", 15, True),
        ("province", 1, False),
    ]
    first = "SELECT unit_code, name, gso_code, source IS NOT NULL FROM ref.unit ORDER BY sort_order LIMIT 1"
    assert reference.execute(first).fetchall() == [("H13", "Thành phố Cần Thơ", None, True)]


def test_the_city_s_file_replaces_ours(warehouse: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    content = (
        HEADING
        + ROOT
        + "000.00.53.H13,Sở Nội vụ,department,H13,2016-03-01,2025-07-01,H13.07\n"
        + "H13.07,Sở Nội vụ,department,H13,2025-07-01,,\n"
        + "H13.106,UBND phường Bình Thủy,commune,H13,01/07/2025,,\n"
    )
    assert load(warehouse, tmp_path, content) == []
    query = """
        SELECT unit_code, gso_code, name, kind, parent_code, sort_order, valid_from, valid_to, successor_code, source
        FROM ref.unit ORDER BY sort_order"""
    start = date(2025, 7, 1)
    assert warehouse.execute(query).fetchall() == [
        ("H13", None, "Thành phố Cần Thơ", "province", None, 1, None, None, None, "units.csv"),
        ("000.00.53.H13", None, "Sở Nội vụ", "department", "H13", 2, date(2016, 3, 1), start, "H13.07", "units.csv"),
        ("H13.07", None, "Sở Nội vụ", "department", "H13", 3, start, None, None, "units.csv"),
        ("H13.106", "31168", "UBND phường Bình Thủy", "commune", "H13", 4, start, None, None, "units.csv"),
    ]


def test_a_spreadsheet_s_file_is_read_as_it_is(warehouse: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    content = (
        "\ufeff;;;;;\r\n"
        "Kind ;NAME;valid_from;unit_code;Ghi chú;\r\n"
        "PROVINCE;Thành phố Cần Thơ;;h13;;\r\n"
        "\r\n"
        'department;"Sở Văn hóa; Thể thao  và Du lịch";2025-07-01 00:00:00; h13 . 11 ;mới;\r\n'
        "Commune;Xã Ðịnh\u00a0Môn;1/7/2025;H13.900;;\r\n"
    )
    unknown, orphans = load(warehouse, tmp_path, content)
    assert unknown.vi == "units.csv: bỏ qua cột không biết: ghi chú"
    assert orphans.vi == "units.csv: 2 đơn vị không ghi cấp trên, được đặt dưới H13: H13.11, H13.900"
    query = "SELECT unit_code, name, kind, parent_code, valid_from FROM ref.unit ORDER BY sort_order"
    assert warehouse.execute(query).fetchall() == [
        ("H13", "Thành phố Cần Thơ", "province", None, None),
        ("H13.11", "Sở Văn hóa; Thể thao và Du lịch", "department", "H13", date(2025, 7, 1)),
        ("H13.900", "Xã Định Môn", "commune", "H13", date(2025, 7, 1)),
    ]


def test_a_name_is_matched_to_the_commune_of_its_own_time(warehouse: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    content = (
        HEADING
        + ROOT
        + "A1,UBND phường Tân An,commune,H13,,2025-07-01,B1\n"  # old Tân An is Ninh Kiều's code now
        + "B1,UBND phường Tân An,commune,H13,2025-07-01,,\n"
        + "B2,UBND phường Cái Khế,commune,H13,,,\n"  # without dates: as on the as-of
        + "A3,Phường 1,commune,H13,,2025-07-01,\n"  # three towns had one
        + "A4,Phường An Cư,commune,H13,,2024-11-01,\n"
        + "A5,Phường An Cư,commune,H13,2025-07-01,,\n"  # no such ward any more
    )
    load(warehouse, tmp_path, content)
    query = "SELECT unit_code, gso_code FROM ref.unit WHERE kind = 'commune' ORDER BY sort_order"
    assert warehouse.execute(query).fetchall() == [
        ("A1", "31135"),
        ("B1", "31147"),
        ("B2", "31120"),
        ("A3", None),
        ("A4", "31129"),
        ("A5", None),
    ]
    load(warehouse, tmp_path, content, as_of=date(2025, 6, 30))
    assert warehouse.execute("SELECT gso_code FROM ref.unit WHERE unit_code = 'B2'").fetchall() == [("31117",)]


def test_a_missing_root_is_added_with_a_warning(warehouse: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    (warning,) = load(warehouse, tmp_path, HEADING + "H13.07,Sở Nội vụ,department,H13,,,\n")
    assert warning.vi.startswith("units.csv: không có đơn vị gốc H13")
    query = "SELECT unit_code, name, kind, parent_code FROM ref.unit ORDER BY sort_order"
    assert warehouse.execute(query).fetchall() == [
        ("H13", "Thành phố Cần Thơ", "province", None),
        ("H13.07", "Sở Nội vụ", "department", "H13"),
    ]


def test_a_root_inside_the_tree_stays_below_its_own_parents(warehouse: duckdb.DuckDBPyConnection) -> None:
    assert load_reference(warehouse, units_file=None, root_unit="H13.101", as_of=AS_OF) == []
    assert warehouse.execute("SELECT parent_code FROM ref.unit WHERE unit_code = 'H13'").fetchall() == [(None,)]


def test_units_of_one_name_at_one_time_are_warned_of(warehouse: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    content = HEADING + ROOT + "H13.1,Xã Tân Hoà,commune,H13,,,\n" + "H13.2,UBND xã Tân Hòa,commune,H13,,,\n"
    (warning,) = load(warehouse, tmp_path, content)
    assert "«Xã Tân Hoà» (H13.1, H13.2)" in warning.vi


ROW = "H13.07,Sở Nội vụ,department,H13,,,\n"


@pytest.mark.parametrize(
    ("content", "place", "expected"),
    [
        ("", "dòng 1, cột unit_code", "thiếu cột"),
        ("mã;tên\nH13;Cần Thơ\n", "dòng 1, cột unit_code", "unit_code, name, kind"),
        (HEADING, "units.csv", "không có đơn vị nào"),
        ("unit_code,name,name,kind\n" + ROW, "dòng 1, cột name", "bị lặp"),
        (HEADING + ROOT + ",Sở Nội vụ,department,H13,,,\n", "dòng 3, cột unit_code", "ô trống"),
        (
            HEADING + ROOT + "\nH13.07,Sở Nội vụ,sở,H13,,,\n",
            "dòng 4, cột kind",
            "province, department, district, commune",
        ),
        (HEADING + ROOT + "H13.07,Sở Nội vụ,department,H13,31/02/2026,,\n", "dòng 3, cột valid_from", "dd/MM/yyyy"),
        (HEADING + ROOT + "H13.07,Sở Nội vụ,department,H13,,tháng 7,\n", "dòng 3, cột valid_to", "«tháng 7»"),
        (
            HEADING + ROOT + "H13.07,Sở Nội vụ,department,H13,2025-07-01,01/07/2025,\n",
            "dòng 3, cột valid_to",
            "sau valid_from",
        ),
        (HEADING + ROOT + ROW + ROW, "dòng 4, cột unit_code", "đã có ở dòng 3"),
        (HEADING + ROOT + "H13.07,Sở Nội vụ,department,H31,,,\n", "dòng 3, cột parent_code", "H31"),
        (HEADING + ROOT + "H13.07,Sở Nội vụ,department,H13,,,H13.70\n", "dòng 3, cột successor_code", "H13.70"),
        (
            HEADING + ROOT + "A,Ban A,department,B,,,\nB,Ban B,department,A,,,\n",
            "dòng 3, cột parent_code",
            "dưới chính nó",
        ),
        (
            HEADING + ROOT + "H13.11,Sở Văn hóa, Thể thao và Du lịch,department,H13,,,H13\n",
            "dòng 3, cột 8",
            "dấu nháy kép",
        ),
        (HEADING + ROOT + 'H13.07,"Sở Nội vụ,department,H13,,,\n', "units.csv", "dấu nháy kép"),
        ((HEADING + ROOT).encode("utf-16"), "units.csv", "UTF-8"),
        ("unit_code,name,kind\nH13,Thành phố Cần Thơ,province\n".encode("cp1258", "replace"), "units.csv", "UTF-8"),
    ],
)
def test_a_bad_file_is_rejected_with_the_place_and_what_was_expected(
    warehouse: duckdb.DuckDBPyConnection, tmp_path: Path, content: str | bytes, place: str, expected: str
) -> None:
    message = rejection(warehouse, tmp_path, content)
    assert message.vi.startswith(f"units.csv, {place}" if place != "units.csv" else "units.csv: ")
    assert expected in message.vi
    assert message.en.startswith("units.csv")


def test_a_file_that_is_not_there_is_named(warehouse: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    with pytest.raises(ReferenceRejected) as rejected:
        load_reference(warehouse, units_file=tmp_path / "don-vi.csv", root_unit="H13", as_of=AS_OF)
    assert rejected.value.message.vi.startswith("don-vi.csv: không mở được tệp")


REGISTER = """
    INSERT INTO ref.unit (unit_code, name, kind, parent_code, name_key, registered_from, source)
    VALUES ('H30.12', 'Sở Y tế tỉnh Hậu Giang', 'department', 'H13.199', 'x', 'dossier', 'run 1'),
        ('H13.07', 'Sở Nội vụ', NULL, 'H13', 'x', 'dossier', 'run 1')"""


def test_a_registered_unit_stays_until_the_catalogue_knows_its_code(
    warehouse: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    load(warehouse, tmp_path, HEADING + ROOT)
    warehouse.execute(REGISTER)
    for _ in range(2):
        load(warehouse, tmp_path, HEADING + ROOT + "H13.07,Sở Nội vụ thành phố,department,H13,,,\n")
    query = "SELECT unit_code, name, parent_code, sort_order, registered_from FROM ref.unit ORDER BY ALL"
    assert warehouse.execute(query).fetchall() == [
        ("H13", "Thành phố Cần Thơ", None, 1, None),
        ("H13.07", "Sở Nội vụ thành phố", "H13", 2, None),
        ("H30.12", "Sở Y tế tỉnh Hậu Giang", "H13", None, "dossier"),  # its parent is unknown: under the root
    ]


def test_the_tables_are_made_in_the_current_database(warehouse: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    warehouse.execute("ATTACH ':memory:' AS motcua")
    warehouse.execute("USE motcua")
    load(warehouse, tmp_path, HEADING + ROOT)
    made = "SELECT DISTINCT database_name, schema_name FROM duckdb_tables()"
    assert warehouse.execute(made).fetchall() == [("motcua", "ref")]
    assert warehouse.execute("SELECT view_name FROM duckdb_views() WHERE NOT internal").fetchall() == []
