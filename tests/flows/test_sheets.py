"""A workbook whose months stand on sheets of their own: the same row numbers come again, and no row is lost or doubled."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl

from tests.flows.home import make_home
from tests.flows.plain_night import plain_night

HEADINGS = ("Mã hồ sơ", "Trạng thái", "Ngày tiếp nhận", "Mã đơn vị")


def test_rows_of_two_sheets_with_equal_row_numbers_are_all_counted(tmp_path: Path) -> None:
    """Two sheets of three rows each, one dossier on both (the later sheet wins), one bad row: 4 loaded, 1 older, 1 aside."""
    home = make_home(tmp_path)
    book = openpyxl.Workbook()
    for title, rows in (
        ("T10", [("H13.101-261001-0001", "4"), ("H13.101-261001-0002", "4"), ("H13.101-261001-0003", "4")]),
        ("T11", [("H13.101-261001-0001", "10"), ("H13.101-261101-0005", "lạ"), ("H13.101-261101-0006", "4")]),
    ):
        sheet = book.create_sheet(title)
        sheet.append(HEADINGS)
        for code, status in rows:
            sheet.append((code, status, "01/11/2026", "H13.101"))
    book.remove(book["Sheet"])
    book.save(home.inbox / "hai-trang.xlsx")

    plain_night(home.config, date(2026, 11, 22))

    assert home.query("SELECT rows_read, rows_loaded, rows_unchanged, rows_quarantined FROM ops.load") == [(6, 5, 0, 1)]
    assert home.query("SELECT dossier_code, status FROM core.dossier ORDER BY 1") == [
        ("H13.101-261001-0001", 10),
        ("H13.101-261001-0002", 4),
        ("H13.101-261001-0003", 4),
        ("H13.101-261101-0006", 4),
    ]
    assert home.query("SELECT row_number, business_key FROM ops.quarantine") == [(3, "H13.101-261101-0005")]
