"""Workbooks: every cell as the text a person would type, whatever the sheet looks like."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from pathlib import Path

import pytest
import xlsxwriter

from connectors.problem import FileRejected
from tests.exports.reading import Reader

HEADING = ["Mã hồ sơ", "Trạng thái", "Ngày tiếp nhận", "Phí, lệ phí"]
Cells = list[object]


def workbook(folder: Path, sheets: dict[str, list[Cells]], name: str = "so.xlsx", first_row: int = 0) -> Path:
    path = folder / name
    with xlsxwriter.Workbook(path, {"default_date_format": "dd/mm/yyyy hh:mm"}) as book:
        hours = book.add_format({"num_format": "[h]:mm"})
        for sheet_name, rows in sheets.items():
            sheet = book.add_worksheet(sheet_name)
            for row, cells in enumerate(rows, start=first_row):
                for column, cell in enumerate(cells):
                    if isinstance(cell, timedelta):
                        sheet.write(row, column, cell, hours)
                    elif cell is not None:
                        sheet.write(row, column, cell)
    return path


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("007", "007"),
        ("1.250", "1.250"),  # a text with a thousands separator stays one
        (1250, "1250"),
        (1.25, "1,25"),  # a number has its decimals behind a comma: "1.250" would mean one thousand
        (1e15, "1000000000000000"),
        (0.000001234, "0,000001234"),
        (-3.5, "-3,5"),
        (45000, "45000"),  # an Excel serial without a date format is read as one later
        (True, "true"),
        (False, "false"),
        (datetime(2026, 2, 3), "2026-02-03"),
        (datetime(2026, 2, 3, 7, 5, 9), "2026-02-03 07:05:09"),
        (time(7, 30), "07:30:00"),
        (timedelta(hours=26, minutes=30), "26:30:00"),
        ("  hai\ndòng\u00a0", "hai dòng"),
    ],
)
def test_cells(reader: Reader, cell: object, text: str) -> None:
    path = workbook(reader.folder, {"A": [HEADING, ["A-1", 4, "01/02/2026", cell]]})
    assert reader.path(path).column("fee_amount") == [text]


def test_row_numbers_are_those_of_the_spreadsheet(reader: Reader) -> None:
    rows: list[Cells] = [[], [None, "BÁO CÁO"], [None, *HEADING], [], [None, "A-1", 4, "x"], [], [None, "A-2", 4, "y"]]
    read = reader.path(workbook(reader.folder, {"A": rows}, first_row=5))
    assert read.numbers == [10, 12]
    assert read.file.furniture_rows == 10


def test_sheets_of_one_dataset_are_read_together_and_others_are_named(reader: Reader) -> None:
    sheets: dict[str, list[Cells]] = {
        "Hướng dẫn": [["Điền vào trang sau"]],
        "Tháng 1": [HEADING, ["A-1", 4, "x", 1]],
        "Tháng 2": [["Tháng 2"], HEADING[::-1], [2, "y", 4, "A-2"], ["Tổng cộng"]],
        "Tóm tắt": [HEADING[:3], ["A-1", 4, "x"]],
        "Trống": [],
    }
    read = reader.path(workbook(reader.folder, sheets))
    assert read.column("dossier_code") == ["A-1", "A-2"]
    assert read.column("fee_amount") == ["1", "2"]
    assert read.numbers == [2, 3]
    assert (read.file.rows, read.file.furniture_rows) == (2, 1 + 3)
    together, left_out = (note.vi for note in read.file.notes)
    assert "“Tháng 1”, “Tháng 2”" in together
    assert "“Hướng dẫn”, “Tóm tắt”" in left_out


def test_cells_beyond_the_last_heading_mark_their_row(reader: Reader) -> None:
    rows: list[Cells] = [HEADING, ["A-1", 4, "x", 1, None, "ghi thêm"], ["A-2", 4, "x", 1]]
    assert reader.path(workbook(reader.folder, {"A": rows})).column("extra_cells") == ["ghi thêm", None]


def test_a_stray_cell_in_the_last_corner_ends_the_reader_not_the_night(reader: Reader) -> None:
    """Laid out from corner to corner the sheet would take 500 GB."""
    path = reader.folder / "xa.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEADING)
        sheet.write(1_048_575, 16_383, "?")
    with pytest.raises(FileRejected) as rejected:
        reader.path(path)
    assert "rất xa bảng" in rejected.value.message.vi


def test_a_stray_cell_far_below_is_no_burden(reader: Reader) -> None:
    path = reader.folder / "duoi.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEADING)
        sheet.write_row(1, 0, ["A-1", 4, "x", 1])
        sheet.write(300_000, 1, "Người lập")
    read = reader.path(path)
    assert (read.numbers, read.file.furniture_rows) == ([2], 300_000)


@pytest.mark.parametrize("name", ["so.csv", "so.xls", "so"])
def test_a_wrong_ending_is_read_by_content_with_a_note(reader: Reader, name: str) -> None:
    path = workbook(reader.folder, {"A": [HEADING, ["A-1", 4, "x", 1]]})
    read = reader.path(path, name)
    assert read.column("dossier_code") == ["A-1"]
    assert "không đúng" in read.file.notes[0].vi
