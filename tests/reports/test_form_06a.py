"""Form II.06a as Excel: the published figures, totals that still add up, a sheet that prints and can be signed."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import duckdb
import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from flows.reports.papers.papers import Paper, paper_name
from flows.reports.papers.problem import NothingToWrite, NotWritten
from flows.reports.papers.signature import SignatureBlock
from flows.reports.periods import parse_period
from tests.reports.conftest import publish, write_form


def write(
    connection: duckdb.DuckDBPyConnection,
    out: Path,
    period: str = "2026-11",
    unit_code: str = "H13",
    signature: SignatureBlock = SignatureBlock(),  # noqa: B008  (frozen)
) -> Path:
    return write_form(connection, out, period, unit_code, signature)


def formulas_of(path: Path) -> Worksheet:
    return openpyxl.load_workbook(path, rich_text=True).worksheets[0]


def values_of(path: Path) -> Worksheet:
    return openpyxl.load_workbook(path, data_only=True).worksheets[0]


def line(sheet: Worksheet, row: int) -> list[object]:
    return [cell.value for cell in sheet[row][:13]]


@pytest.fixture
def city_form(small_city: duckdb.DuckDBPyConnection, tmp_path: Path) -> Path:
    return write(small_city, tmp_path / "form.xlsx")


def test_city_form_stands_by_level_and_sector(city_form: Path) -> None:
    sheet = values_of(city_form)
    assert [line(sheet, row) for row in range(10, 20)] == [
        ["I", "Cấp tỉnh (sở, ban, ngành)", 160, 116, 17, 27, 132, 84, 36, 12, 28, 22, 6],
        ["1", "Hộ tịch", 50, 40, 5, 5, 45, 30, 14, 1, 5, 5, 0],
        ["2", "Hoạt động xây dựng", 110, 76, 12, 22, 87, 54, 22, 11, 23, 17, 6],
        ["II", "Cấp xã (xã, phường)", 1209, 904, 204, 101, 1107, 805, 251, 51, 102, 82, 20],
        ["1", "Đất đai", 200, 100, 80, 20, 150, 100, 40, 10, 50, 40, 10],
        ["2", "Hộ tịch", 1009, 804, 124, 81, 957, 705, 211, 41, 52, 42, 10],
        ["III", "Đơn vị khác, chưa rõ cấp", 7, 4, 3, 0, 1, 0, 1, 0, 6, 6, 0],
        ["1", "Hoạt động xây dựng", 4, 4, 0, 0, 0, 0, 0, 0, 4, 4, 0],
        ["2", "Chưa rõ lĩnh vực", 3, 0, 3, 0, 1, 0, 1, 0, 2, 2, 0],
        [None, "Tổng cộng", 1376, 1024, 224, 128, 1240, 889, 288, 63, 136, 110, 26],
    ]


def test_totals_are_formulas_that_already_hold_their_value(city_form: Path) -> None:
    sheet = formulas_of(city_form)
    assert sheet["C10"].value == "=SUM(C11:C12)"
    assert sheet["M13"].value == "=SUM(M14:M15)"
    assert sheet["C19"].value == "=C10+C13+C16"
    assert sheet["C11"].data_type == "n"


def test_letterhead_and_column_headings_are_those_of_the_form(city_form: Path) -> None:
    sheet = values_of(city_form)
    assert sheet["A1"].value == "Biểu số II.06a/VPCP/KSTT"
    assert sheet["C1"].value == "TÌNH HÌNH, KẾT QUẢ GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH TẠI THÀNH PHỐ CẦN THƠ"
    assert sheet["C2"].value == "Kỳ báo cáo: Tháng 11/2026"
    assert sheet["C3"].value == "(Từ ngày 15/10/2026 đến ngày 14/11/2026)"
    assert sheet["J1"].value == "- Đơn vị báo cáo: Thành phố Cần Thơ\n- Đơn vị nhận báo cáo: ………………"
    assert sheet["J5"].value == "Đơn vị tính: Số hồ sơ TTHC"
    assert [cell.value for cell in sheet[9][:13]] == [f"({number})" for number in range(1, 14)]
    headings = {
        "A6:A8": "TT", "B6:B8": "Lĩnh vực, công việc giải quyết theo cấp", "C6:F6": "Tiếp nhận", "C7:C8": "Tổng số",
        "D7:F7": "Trong đó", "G6:J6": "Số lượng hồ sơ đã giải quyết", "K6:M6": "Số lượng hồ sơ đang giải quyết",
        "G7:G8": "Tổng số", "H7:H8": "Trước hạn", "I7:I8": "Đúng hạn", "J7:J8": "Quá hạn", "K7:K8": "Tổng số",
        "L7:L8": "Trong hạn", "M7:M8": "Quá hạn",
    }  # fmt: skip
    merged = {str(area) for area in sheet.merged_cells.ranges}
    for area, text in headings.items():
        assert area in merged
        assert sheet[area.split(":")[0]].value == text
    assert [sheet[cell].value for cell in ("D8", "E8", "F8")] == (
        ["Trực tuyến", "Trực tiếp, dịch vụ bưu chính", "Từ kỳ trước"]
    )


def test_a_finished_period_is_not_provisional_and_a_running_one_is(
    small_city: duckdb.DuckDBPyConnection, tmp_path: Path, city_form: Path
) -> None:
    assert values_of(city_form)["C4"].value is None
    running = values_of(write(small_city, tmp_path / "running.xlsx", "2026-12"))
    assert running["C4"].value == "SỐ LIỆU TẠM TÍNH (đến hết ngày 22/11/2026)"
    assert line(running, 18)[:4] == [None, "Tổng cộng", 203, 55]


def test_checks_stand_outside_the_print_area_and_agree(city_form: Path) -> None:
    sheet, values = formulas_of(city_form), values_of(city_form)
    assert sheet.print_area.endswith("$A$1:$M$21")
    assert sheet["P10"].value == '=IF(C10=D10+E10+F10,"Khớp","Lệch")'
    assert sheet["S19"].value == '=IF(C19=G19+K19,"Khớp","Lệch")'
    assert {values.cell(row, column).value for row in range(10, 20) for column in range(16, 20)} == {"Khớp"}
    assert [values[f"T{row}"].value for row in (1, 2, 3)] == ["Khớp", "Khớp", "Khớp"]
    assert (values["S4"].value, values["T4"].value) == ("—", "Thiếu kỳ trước")
    assert (values["T19"].value, values["U19"].value) == (8, 14)


def test_carried_over_is_checked_against_the_period_before(
    small_city: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    running = values_of(write(small_city, tmp_path / "running.xlsx", "2026-12"))
    assert (running["R4"].value, running["S4"].value, running["T4"].value) == ("(6) = (11) kỳ trước", 136, "Khớp")


def test_a_difference_is_told(tmp_path: Path, small_city_sql: str) -> None:
    wrong = "UPDATE mart.form_06a_period SET resolved_late = 2 WHERE unit_code = 'H13.102'"
    with duckdb.connect(str(publish(tmp_path / "wrong.duckdb", small_city_sql, wrong)), read_only=True) as connection:
        sheet = values_of(write(connection, tmp_path / "form.xlsx", unit_code="H13.102"))
    assert line(sheet, 10)[6:10] == [7, 5, 1, 2]
    assert [sheet[f"{column}10"].value for column in "PQRS"] == ["Khớp", "Lệch", "Khớp", "Khớp"]


def test_dates_are_dates_and_codes_are_text(city_form: Path) -> None:
    sheet = values_of(city_form)
    assert [sheet[f"P{row}"].value for row in (2, 3, 4)] == (
        [datetime(2026, 10, 15), datetime(2026, 11, 14), datetime(2026, 11, 22)]
    )
    assert (sheet["P1"].value, sheet["P1"].data_type) == ("H13", "s")
    assert (sheet["O11"].value, sheet["O11"].data_type) == ("G10-HT", "s")


def test_a_unit_stands_by_sector_without_levels(small_city: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    path = write(small_city, tmp_path / "unit.xlsx", unit_code="H13.101")
    sheet = values_of(path)
    assert [line(sheet, row)[:3] for row in (10, 11, 12)] == (
        [["1", "Đất đai", 200], ["2", "Hộ tịch", 1000], [None, "Tổng cộng", 1200]]
    )
    assert formulas_of(path)["C12"].value == "=SUM(C10:C11)"
    assert sheet["C1"].value.endswith("TẠI PHƯỜNG NINH KIỀU")


def test_a_unit_without_dossiers_has_a_form_of_zeros(small_city: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    sheet = values_of(write(small_city, tmp_path / "unit.xlsx", unit_code="H13.103"))
    assert line(sheet, 10) == [None, "Tổng cộng", *[0] * 11]


def test_sheet_prints_on_a4_landscape_with_repeated_headings(city_form: Path) -> None:
    sheet = formulas_of(city_form)
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.print_title_rows == "$6:$9"
    footer = sheet.oddFooter
    assert "Số liệu đến hết 22/11/2026" in footer.left.text
    assert "Lần chạy R1" in footer.center.text
    assert "Trang &P/&N" in footer.right.text.replace("&[Page]", "&P").replace("&[Pages]", "&N")
    fonts = {cell.font.name for row in sheet.iter_rows(max_row=21, max_col=13) for cell in row}
    assert fonts == {"Times New Roman"}


def test_signature_block_is_one_row_that_no_page_can_split(
    small_city: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    block = SignatureBlock(receiver="Văn phòng Chính phủ", head_name="Người Ký", signed_on=date(2026, 2, 5))
    sheet = formulas_of(write(small_city, tmp_path / "form.xlsx", signature=block))
    left, right = str(sheet["A21"].value), str(sheet["I21"].value)
    assert "NGƯỜI LẬP BIỂU" in left
    assert right.startswith(
        "Cần Thơ, ngày 05 tháng 02 năm 2026\nTHỦ TRƯỞNG CƠ QUAN, ĐƠN VỊ\n(Ký, ghi rõ họ tên, đóng dấu)"
    )
    assert right.endswith("Người Ký")
    assert {"A21:D21", "I21:M21"} <= {str(area) for area in sheet.merged_cells.ranges}
    assert sheet.row_dimensions[21].height >= 120
    assert "Văn phòng Chính phủ" in sheet["J1"].value


def test_without_a_date_the_signature_leaves_room_to_write_it() -> None:
    assert SignatureBlock().place_and_date == "Cần Thơ, ngày … tháng … năm …"


def test_a_long_form_is_signed_on_a_page_with_figures(large_city: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    sheet = formulas_of(write(large_city, tmp_path / "form.xlsx"))
    total = next(row for row in range(10, sheet.max_row) if sheet.cell(row, 2).value == "Tổng cộng")
    assert [brk.id for brk in sheet.row_breaks.brk] == [total - 5]


def test_a_short_form_stays_on_one_page(city_form: Path) -> None:
    assert formulas_of(city_form).row_breaks.brk == []


def test_the_large_form_adds_up_to_the_published_city(large_city: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    sheet = values_of(write(large_city, tmp_path / "form.xlsx"))
    total = next(row for row in range(10, sheet.max_row) if sheet.cell(row, 2).value == "Tổng cộng")
    published = large_city.execute(
        "SELECT received_total, received_online, received_direct_postal, carried_over, resolved_total, resolved_early,"
        " resolved_on_time, resolved_late, open_total, open_in_term, open_overdue FROM mart.form_06a_period"
        " WHERE unit_code = 'H13' AND sector_code IS NULL AND period_end = DATE '2026-11-14'"
    ).fetchone()
    assert line(sheet, total)[2:] == list(published or ())


def test_the_same_figures_give_the_same_bytes(small_city: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    first, second = write(small_city, tmp_path / "1.xlsx"), write(small_city, tmp_path / "2.xlsx")
    assert first.read_bytes() == second.read_bytes()


@pytest.mark.parametrize(
    ("period", "unit_code", "said"),
    [
        ("2026-11", "H13.77", "H13.77"),
        ("2027-01", "H13", "bắt đầu ngày 15/12/2026"),
        ("2025-11", "H13", "15/10/2026 – 14/12/2026"),
        ("2026-Q3", "H13", "Chưa có kỳ nào được công bố"),
    ],
    ids=["unknown unit", "period not begun", "period before the first data", "kind without data"],
)
def test_a_form_that_cannot_be_made_says_why(
    small_city: duckdb.DuckDBPyConnection, tmp_path: Path, period: str, unit_code: str, said: str
) -> None:
    with pytest.raises(NothingToWrite) as refused:
        write(small_city, tmp_path / "form.xlsx", period, unit_code)
    assert said in refused.value.message.vi
    assert not (tmp_path / "form.xlsx").exists()


def test_a_file_that_cannot_be_written_says_what_to_do(small_city: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    (tmp_path / "form.xlsx").mkdir()
    with pytest.raises(NotWritten) as refused:
        write(small_city, tmp_path / "form.xlsx")
    assert "đang mở trong Excel" in refused.value.message.vi


@pytest.mark.parametrize(
    ("unit_code", "period", "name"),
    [
        ("H13", "2026-10", "II.06a_H13_2026-10.xlsx"),
        ("H13.101", "2026-Q3", "II.06a_H13.101_2026-Q3.xlsx"),
        ("../../etc", "2026", "II.06a_etc_2026.xlsx"),
        ('a/b\\c:"d', "2026-9M", "II.06a_a-b-c-d_2026-9M.xlsx"),
    ],
)
def test_file_names_carry_unit_and_period_and_stay_in_their_folder(unit_code: str, period: str, name: str) -> None:
    assert f"{paper_name(Paper.FORM_06A, unit_code, parse_period(period, 'report'))}.xlsx" == name
