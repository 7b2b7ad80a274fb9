"""Annexes I and II: the dossiers behind columns (10) and (13) of form II.06a, as officers read and sign them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from flows.reports.papers.asked import find_unit
from flows.reports.papers.late_rows import Annex, LateRow
from flows.reports.papers.late_sheet import LateList, write_late_annex
from flows.reports.papers.numerals import roman
from flows.reports.papers.origin import Origin
from flows.reports.papers.papers import Paper, Published, write_paper
from flows.reports.papers.problem import NothingToWrite
from flows.reports.papers.signature import SignatureBlock
from flows.reports.periods import parse_period
from tests.papers.conftest import AS_OF, lines

HEADINGS = ["STT", "Mã hồ sơ", "TTHC", "Ngày tiếp nhận", "Ngày hẹn trả", "Ngày có kết quả", "Số ngày trễ"]
HEADINGS += ["Đơn vị giải quyết", "Nguyên nhân", "Ngày gửi thư xin lỗi", "Ngày hẹn lại", "Ghi chú"]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "phu-luc.xlsx"


def write(published: Published, path: Path, paper: Paper, period: str = "2026-11", unit: str = "H13") -> Worksheet:
    """Write an annex; return its sheet with the values that its formulas hold."""
    whose = find_unit(published.connection, unit, published.as_of)
    write_paper(published, paper, parse_period(period, "report"), whose, path)
    return openpyxl.load_workbook(path, data_only=True).worksheets[0]


def day(number: int, month: int) -> date:
    return date(2026, month, number)


def test_annex_one_lists_what_was_resolved_late_by_unit_with_subtotals(published: Published, path: Path) -> None:
    """From Tuesday 20/10 to Friday 23/10 are 3 working days, from Friday 30/10 to Monday 2/11 is one."""
    sheet = write(published, path, Paper.LATE_RESOLVED)
    assert [cell.value for cell in sheet[5][:12]] == HEADINGS
    birth, unit, rest = "1.000001 Đăng ký khai sinh", "Phường Ninh Kiều", [None] * 3
    assert lines(sheet) == [
        ["I. Phường Ninh Kiều", *[None] * 11],
        [1, "H13.101-261001-0001", birth, day(1, 10), day(20, 10), day(23, 10), 3, unit, *rest, "Hẹn lần đầu 16/10/2026"],
        [2, "H13.101-261001-0002", birth, day(1, 10), day(30, 10), day(2, 11), 1, unit, *rest, None],
        ["Cộng", None, 2, None, None, None, 4, *[None] * 5],
        ["Tổng cộng", None, 2, None, None, None, 4, *[None] * 5],
    ]  # fmt: skip


def test_annex_two_lists_what_was_overdue_at_the_end_of_the_period_and_who_held_it(
    published: Published, path: Path
) -> None:
    """At the end of Saturday 14/11: due Monday 9/11 is four working days, due Thursday 12/11 one; who waits is not late."""
    held = [row for row in lines(write(published, path, Paper.LATE_OPEN)) if row[1]]
    assert [(row[1], row[2], row[5], row[6]) for row in held] == [
        ("H13.101-261020-0003", "chưa có số liệu", "Bước 1: Phòng Kinh tế", 4),
        ("H13.102-261005-0001", "1.000002 Cấp phép xây dựng", "Bước 2: Phòng Nội chính, Văn phòng Ủy ban nhân dân thành phố", 1),
    ]  # fmt: skip


def test_the_running_period_ends_with_the_figures(published: Published, path: Path) -> None:
    """Up to Sunday 22/11: the third dossier was resolved seven working days late, the other is six days over."""
    resolved = write(published, path, Paper.LATE_RESOLVED, "2026-12")
    assert [(row[1], row[6]) for row in lines(resolved) if row[1]] == [("H13.101-261020-0003", 7)]
    assert resolved["D4"].value == "SỐ LIỆU TẠM TÍNH (đến hết ngày 22/11/2026)"
    overdue = write(published, path, Paper.LATE_OPEN, "2026-12")
    assert [(row[1], row[6]) for row in lines(overdue) if row[1]] == [("H13.102-261005-0001", 6)]


@pytest.mark.parametrize("unit", ["H13", "H13.101", "H13.102", "H13.01"])
@pytest.mark.parametrize("period", ["2026-11", "2026-12", "2026-Q4", "2026"])
def test_an_annex_has_as_many_dossiers_as_its_column_of_the_form(
    published: Published, path: Path, unit: str, period: str
) -> None:
    form = published.connection.execute(
        "SELECT resolved_late, open_overdue FROM mart.form_06a_period WHERE basis = 'city' AND sector_code IS NULL"
        " AND unit_code = $unit AND period_kind = $kind AND period_start = $start",
        {"unit": unit, "kind": parse_period(period, "report").kind, "start": parse_period(period, "report").start},
    ).fetchall()
    expected = form[0] if form else (0, 0)
    for paper, counted in zip((Paper.LATE_RESOLVED, Paper.LATE_OPEN), expected, strict=True):
        sheet = write(published, path, paper, period, unit)
        assert len([row for row in lines(sheet) if row[1]]) == counted
        assert (sheet["O2"].value, sheet["O3"].value, sheet["O4"].value) == (counted, counted, "Khớp")


def test_an_annex_without_dossiers_says_so(published: Published, path: Path) -> None:
    shown = lines(write(published, path, Paper.LATE_OPEN, unit="H13.01"))
    assert [row[0] for row in shown] == ["Không có hồ sơ nào.", "Tổng cộng"]
    assert shown[-1][2] == 0


def test_totals_are_formulas_and_codes_are_text_and_dates_are_dates(published: Published, path: Path) -> None:
    write(published, path, Paper.LATE_RESOLVED)
    sheet = openpyxl.load_workbook(path).worksheets[0]
    assert [sheet[cell].value for cell in ("C10", "G10")] == ["=SUBTOTAL(3,B8:B9)", "=SUBTOTAL(9,G8:G9)"]
    assert [sheet[cell].value for cell in ("C11", "G11")] == ["=SUBTOTAL(3,B7:B10)", "=SUBTOTAL(9,G7:G10)"]
    assert (sheet["B8"].data_type, sheet["B8"].quotePrefix, sheet["B8"].number_format) == ("s", True, "@")
    assert (sheet["E8"].data_type, sheet["E8"].number_format, sheet["J8"].number_format) == ("d", *["dd/mm/yyyy"] * 2)
    assert sheet["O4"].value == '=IF(O2=O3,"Khớp","Lệch")'


def test_it_prints_on_a4_landscape_and_the_signature_stands_in_one_row(published: Published, path: Path) -> None:
    block = SignatureBlock(receiver="Văn phòng Chính phủ", head_name="Người Ký", signed_on=date(2026, 2, 5))
    write(replace(published, signature=block), path, Paper.LATE_RESOLVED)
    sheet = openpyxl.load_workbook(path, rich_text=True).worksheets[0]
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert (sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.page_setup.fitToHeight) == (True, 0)
    assert sheet.print_title_rows == "$5:$6"
    assert sheet.print_area.endswith("$A$1:$L$13")
    assert "Trang &P/&N" in sheet.oddFooter.right.text.replace("&[Page]", "&P").replace("&[Pages]", "&N")
    assert {cell.font.name for row in sheet.iter_rows(max_row=13, max_col=12) for cell in row} == {"Times New Roman"}
    assert "NGƯỜI LẬP BIỂU" in str(sheet["A13"].value)
    assert str(sheet["H13"].value).startswith("Cần Thơ, ngày 05 tháng 02 năm 2026\nTHỦ TRƯỞNG CƠ QUAN, ĐƠN VỊ")
    assert sheet["I2"].value == "- Đơn vị nhận báo cáo: Văn phòng Chính phủ"


def test_no_person_stands_on_it(published: Published, path: Path) -> None:
    shown = lines(write(published, path, Paper.LATE_RESOLVED))
    assert "Vắng Mặt" not in str(shown)


def test_a_period_without_figures_has_no_annex(published: Published, path: Path) -> None:
    with pytest.raises(NothingToWrite):
        write(published, path, Paper.LATE_RESOLVED, "2025-11")
    assert not path.exists()


# ---------------------------------------------------------------- hostile and long


def late(number: int, text: str = "Xã Một") -> LateRow:
    day = date(2026, 10, 1)
    return LateRow(
        "H13.1", text, f"H13.1-261001-{number:06}", "1.000001", text, day, day, None, day, 3, 2, text, text, None, None
    )


def make(path: Path, rows: list[LateRow]) -> Worksheet:
    origin = Origin("H13", "Thành phố", parse_period("2026-11", "report"), AS_OF, "R1")
    write_late_annex(path, LateList(Annex.OPEN_OVERDUE, len(rows), len(rows), rows), origin, SignatureBlock())
    return openpyxl.load_workbook(path, data_only=True).worksheets[0]


@pytest.mark.parametrize(
    "text", ["=cmd()|'/C calc'!A0", "+1+1", "@SUM(A1)", "x" * 40_000, "Sở \u202eTư pháp\u202c\x07", "_x0041_", "{=1}"]
)
def test_texts_from_data_stay_texts(path: Path, text: str) -> None:
    make(path, [late(1, text)])
    sheet = openpyxl.load_workbook(path).worksheets[0]
    cells = [sheet[cell] for cell in ("C8", "F8", "H8")]
    assert {cell.data_type for cell in cells} == {"s"}
    assert all(len(str(cell.value)) <= 200 and "\u202e" not in str(cell.value) for cell in cells)
    assert {cell.data_type for row in sheet.iter_rows(max_col=12) for cell in row} <= {"s", "n", "d", "f"}


def test_a_long_annex_written_row_by_row_holds_every_row(path: Path) -> None:
    sheet = make(path, [late(number) for number in range(1, 5_202)])
    shown = lines(sheet)
    assert [row[1] for row in shown if row[1]] == [late(number).dossier_code for number in range(1, 5_202)]
    assert [(row[2], row[6]) for row in shown[-2:]] == [(5_201, 15_603)] * 2
    assert "NGƯỜI LẬP BIỂU" in str(sheet.cell(sheet.max_row, 1).value)
    assert [brk.id for brk in sheet.row_breaks.brk] == [6 + 5_201 + 3 - 5]


@pytest.mark.parametrize(
    ("number", "text"), [(1, "I"), (4, "IV"), (9, "IX"), (40, "XL"), (89, "LXXXIX"), (119, "CXIX"), (203, "CCIII")]
)
def test_units_are_numbered_in_roman(number: int, text: str) -> None:
    assert roman(number) == text
