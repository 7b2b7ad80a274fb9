"""The invented city is as tricky as it says it is, and its files hold the rows it says they hold."""

import csv
import io
import unicodedata
from collections import Counter
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from lxml import html

from . import sheets
from .city import Row, identity_number, phone_number
from .corrections import CORRECTIONS, make_corrections
from .desk import FAULTS
from .generate import EMPTY, KNOWN_COPY, make_city
from .lives import COURSES
from .record import dossiers, states
from .wording import other_tone_placement
from .writing import Sheet

AS_OF = date(2026, 10, 20)


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Row]]:
    folder = tmp_path_factory.mktemp("city")
    return folder / "inbox", make_city(folder, 11, 2500, AS_OF)


def _rows_in(rows: list[Row], sheet: Sheet) -> int:
    return sum(row.file == sheet.file for row in rows)


def test_every_course_and_every_fault_is_there(city: tuple[Path, list[Row]]) -> None:
    kinds = {row.kind for row in city[1]}
    assert set(COURSES) <= kinds
    assert {"repeated in the file", "again in a later export", "update with few columns"} <= kinds
    assert {row.bad for row in city[1]} == {*FAULTS, None}
    units = {(row.values.get("unit_code"), "unit_code" in row.values) for row in city[1]}
    assert {("H13.177", True), (None, True), (None, False)} <= units


def test_good_rows_have_what_a_row_must_have_and_nothing_unreadable(city: tuple[Path, list[Row]]) -> None:
    for row in (row for row in city[1] if not row.bad):
        status = row.values["status"]
        assert row.dossier_code
        assert status in range(1, 11)
        assert row.values["received_at"] or status in (1, 2, 3), row
        years = [value.year for value in row.values.values() if isinstance(value, date)]
        assert all(2010 <= year <= AS_OF.year + 9 for year in years)


def test_no_file_has_so_many_bad_rows_that_it_must_hold_the_night_back(city: tuple[Path, list[Row]]) -> None:
    bad = Counter(row.file for row in city[1] if row.bad)
    assert all(count <= 50 for count in bad.values())


def test_the_same_seed_makes_the_same_city(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    first, second = (make_city(tmp_path / name, 3, 150, AS_OF) for name in ("a", "b"))
    assert first == second
    texts = [path.relative_to(tmp_path / "a") for path in (tmp_path / "a").rglob("*.csv")]
    assert all((tmp_path / "a" / path).read_bytes() == (tmp_path / "b" / path).read_bytes() for path in texts)


def test_files_land_in_the_order_of_their_times_not_of_their_names(city: tuple[Path, list[Row]]) -> None:
    inbox, _ = city
    times = [(inbox / sheet.file).stat().st_mtime for sheet in sheets.FIRST_NIGHT]
    assert times == sorted(times)
    assert times[-1] == times[-2], "two files of one time: the name decides"
    assert (inbox / KNOWN_COPY).read_bytes() == (inbox / sheets.OFFICE.file).read_bytes()
    assert (inbox / EMPTY).stat().st_size == 0


def test_semicolons_with_byte_order_mark(city: tuple[Path, list[Row]]) -> None:
    inbox, rows = city
    text = (inbox / sheets.OFFICE.file).read_bytes()
    assert text.startswith(b"\xef\xbb\xbf")
    records = list(csv.DictReader(io.StringIO(text.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert len(records) == _rows_in(rows, sheets.OFFICE)
    assert any("\n" in record["Địa chỉ"] for record in records)


def test_utf16_with_decomposed_capitals(city: tuple[Path, list[Row]]) -> None:
    inbox, rows = city
    text = (inbox / sheets.COMMUNES.file).read_bytes().decode("utf-16")
    heading = text.partition("\r\n")[0]
    assert heading == unicodedata.normalize("NFD", heading.upper())
    assert heading != unicodedata.normalize("NFC", heading)
    assert len(list(csv.reader(io.StringIO(text, newline=""), delimiter="\t"))) == 1 + _rows_in(rows, sheets.COMMUNES)


def test_windows_1258(city: tuple[Path, list[Row]]) -> None:
    inbox, rows = city
    text = unicodedata.normalize("NFC", (inbox / sheets.OLD_PROGRAM.file).read_bytes().decode("cp1258"))
    records = list(csv.reader(io.StringIO(text, newline="")))
    assert records[0][0] == "Mã hồ sơ"
    assert records[-1][0] == "Tổng cộng"
    assert len(records) == 2 + _rows_in(rows, sheets.OLD_PROGRAM)


def test_workbook_with_letterhead_two_levels_totals_and_signatures(city: tuple[Path, list[Row]]) -> None:
    inbox, rows = city
    page = openpyxl.load_workbook(inbox / sheets.WORKBOOK.file).active
    lines = list(page.iter_rows(values_only=True))
    assert [lines[4][0], lines[4][1]] == ["STT", "Mã hồ sơ"]
    assert "Thời gian" in lines[4]
    assert "Ngày hẹn trả" in lines[5]
    end = 6 + _rows_in(rows, sheets.WORKBOOK)
    assert lines[end][0] == "Tổng cộng"
    assert [line[1] for line in lines[end + 1 :] if line[1]][-1] == "Zzsigner Trần Văn B"
    received = lines[5].index("Ngày tiếp nhận")
    assert {type(line[received]).__name__ for line in lines[6:end]} >= {"datetime", "float", "str"}


def test_web_page_named_xls(city: tuple[Path, list[Row]]) -> None:
    inbox, rows = city
    lines = html.fromstring((inbox / sheets.WEB_PAGE.file).read_bytes()).findall(".//tr")
    # Two of letterhead, one of headings; one of totals, one of signatures.
    assert len(lines) == 3 + _rows_in(rows, sheets.WEB_PAGE) + 2
    assert any("1.250.000" in (cell.text or "") for line in lines for cell in line)


def test_markers_of_persons_are_all_different() -> None:
    people = range(5000)
    assert len({identity_number(person) for person in people} | {phone_number(person) for person in people}) == 10_000


def test_tone_placements() -> None:
    assert other_tone_placement("Phường An Hòa") == "Phường An Hoà"
    assert other_tone_placement("Xã Vĩnh Thuỷ") == "Xã Vĩnh Thủy"


def test_corrections_change_what_they_say_and_unchanged_rows_change_nothing(tmp_path: Path) -> None:
    rows = make_city(tmp_path, 11, 1200, AS_OF)
    corrections = make_corrections(tmp_path, rows, states(rows), 12, AS_OF)
    assert {*CORRECTIONS, "first good row"} == {row.kind for row in corrections}
    before = {one.code: one for one in dossiers(rows, [])}
    after = {one.code: one for one in dossiers([*rows, *corrections], [])}
    for row in corrections:
        code = row.dossier_code or ""
        if row.kind in ("unchanged", "bad correction"):
            assert (after[code].status, after[code].due_at, after[code].finish, after[code].unit) == (
                before[code].status,
                before[code].due_at,
                before[code].finish,
                before[code].unit,
            )
    moved = [row.dossier_code or "" for row in corrections if row.kind == "unit moved"]
    assert moved
    assert all(before[code].unit != after[code].unit for code in moved)
