"""Four files as people really drop them, made by hand; their rows were worked out by hand."""

from __future__ import annotations

from tests.exports.reading import FIXTURES, Reader


def test_semicolon_csv_with_letterhead_quotes_and_signatures(reader: Reader) -> None:
    read = reader.path(FIXTURES / "cham-phay-bom.csv")
    assert read.rows == [
        {
            "row_number": 5,
            "dossier_code": "H13.101-260105-0001",
            "procedure_code_raw": "1.004884",
            "status": "Đang xử lý",  # written with U+00D0, the Icelandic letter that looks like Đ
            "received_at": "05/01/2026 07:30",
            "applicant_name": "Tống Thị Mận",
            "applicant_address": "12 Trần Phú; khu vực 2",
            "fee_amount": "50.000",
        },
        {
            "row_number": 6,
            "dossier_code": "H13.101-260105-0002",
            "procedure_code_raw": "1.004884.000.00.00.H13",
            "status": "Đã trả kết quả",
            "received_at": "06/01/2026",
            "applicant_name": 'Tổng công ty "Sông Hậu"',
            "applicant_address": "Số 5 đường 30/4",  # over two lines, with a non-breaking space
            "fee_amount": "1.250.000",
        },
        {
            "row_number": 7,
            "dossier_code": "H13.101-260106-0003",
            "procedure_code_raw": "001.0048",
            "status": "Đang xử lý",
            "received_at": "06/01/2026",
            "applicant_name": "Cộng Văn Bưởi",
            "fee_amount": "0",
        },
        {
            "row_number": 8,
            "procedure_code_raw": "1.004884",
            "status": "Đang xử lý",
            "received_at": "07/01/2026",
            "applicant_name": "Lê Thị Chanh",
        },
    ]
    assert (read.file.rows, read.file.furniture_rows) == (4, 4 + 1 + 3)
    assert (read.file.kind, read.file.encoding, read.file.unknown_headings) == ("csv", "utf-8", ())
    assert read.file.headings["fee_amount"] == "Phí, lệ phí (đồng)"


def test_utf16_tab_text_named_xls_with_decomposed_capital_headings(reader: Reader) -> None:
    read = reader.path(FIXTURES / "tab-utf16-nfd.xls")
    assert read.rows == [
        {
            "row_number": 2,
            "dossier_code": "h13.05-260210-0007",
            "received_at": "10/02/2026 14:05:09",
            "status": "Được tiếp nhận",
            "procedure_name": "Cấp bản sao trích lục khai sinh",
            "channel": "Trực tuyến",
        },
        {
            "row_number": 3,
            "dossier_code": "H13.05-260210-0008",
            "received_at": "2026-02-10T15:00:00+07:00",
            "status": "4",
            "procedure_name": "Đăng ký khai tử",
            "channel": "Bưu chính",
        },
        {
            "row_number": 4,
            "dossier_code": "0000012",
            "received_at": "20260211080000",
            "status": "Dừng xử lý",
            "procedure_name": "Chứng thực chữ ký",
        },
        {
            "row_number": 5,
            "dossier_code": "H13.05-260211-0010",
            "received_at": "11/02/2026",
            "status": "Đang xử lý",
            "procedure_name": "Đăng ký kết hôn",
            "channel": "Trực tiếp",
            "extra_cells": "thừa",
        },
    ]
    assert (read.file.encoding, read.file.furniture_rows) == ("utf-16", 1)
    assert "“.xls” không đúng" in read.file.notes[0].vi


EXPECTED_OF_THE_FORM = [
    {
        "row_number": 10,
        "dossier_code": "H13.120-260401-0001",
        "unit_code_raw": "H13.120",
        "unit_name": "UBND xã Phong Điền",
        "submitted_at": "2026-04-01 08:30:00",
        "received_at": "2026-04-01 09:00:00",
        "due_at": "2026-04-15",  # a date alone keeps being a date alone: its due instant is the end of the day
        "status": "Đã xử lý xong",
        "supplement_count": "0",
        "has_electronic_result": "true",
    },
    {
        "row_number": 11,
        "dossier_code": "0012345",
        "unit_name": "UBND xã Phong Điền",  # merged with the cell above
        "submitted_at": "02/04/2026",
        "received_at": "2026-04-02",
        "due_at": "45400",
        "status": "Đang xử lý",
        "supplement_count": "1",
        "has_electronic_result": "Có",
    },
    {
        "row_number": 13,
        "dossier_code": "1203",
        "unit_code_raw": "H13.120",
        "received_at": "45400,5",
        "status": "Đang xử lý",
        "supplement_count": "1,5",
        "has_electronic_result": "#N/A",
    },
]


def test_workbook_with_two_level_merged_headings_totals_and_signature_block(reader: Reader) -> None:
    read = reader.path(FIXTURES / "bieu-hai-tang.xlsx")
    assert read.rows == EXPECTED_OF_THE_FORM
    assert (read.file.rows, read.file.furniture_rows) == (3, 22 - 3)
    assert (read.file.kind, read.file.unknown_headings) == ("xlsx", ())
    assert ["Danh mục" in note.vi for note in read.file.notes] == [True]


def test_the_same_workbook_in_the_format_of_excel_97(reader: Reader) -> None:
    read = reader.path(FIXTURES / "excel-97.xls")
    *rows, last = EXPECTED_OF_THE_FORM
    without_error = {name: value for name, value in last.items() if value != "#N/A"}  # .xls does not tell errors
    assert read.rows == [*rows, without_error]
    assert read.file.kind == "xls"


def test_html_table_named_xls_with_merged_cells(reader: Reader) -> None:
    read = reader.path(FIXTURES / "bang-html.xls")
    assert read.rows == [
        {
            "row_number": 5,
            "dossier_code": "H13.102-260301-0001",
            "received_at": "01/03/2026",
            "due_at": "15/03/2026",
            "status": "Đang xử lý",
            "fee_amount": "1.234",  # the text of the cell, no number 1,234
        },
        {
            "row_number": 6,
            "dossier_code": "H13.102-260301-0002",
            "received_at": "01/03/2026 08:15",
            "status": "Đang xử lý",
            "fee_amount": "1.500.000",
        },
        {
            "row_number": 7,
            "dossier_code": "H13.102-260302-0003",
            "received_at": "02/03/2026",
            "due_at": "16/03/2026",
            "status": "Có kết quả",
            "fee_amount": "0",
        },
    ]
    assert (read.file.kind, read.file.furniture_rows) == ("html", 10 - 3)
