"""Workbooks as clerks send them, and the web table that one system names .xls."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from html import escape
from itertools import groupby
from pathlib import Path

import pyarrow as pa
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from connectors.contract import Contract, Property, Reads

_HEADING_ROW = 6
_GROUPS = {Reads.INSTANT: "Thời gian", Reads.DUE: "Thời gian", Reads.FLAG: "Đánh dấu Có/Không"}
_WEB_OPENING = (
    '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head>'
    '<meta http-equiv="Content-Type" content="text/html; charset=utf-8"></head><body><table border="1">\n'
)


@dataclass(frozen=True)
class Report:
    """A report's frame: its title, the day it was made, and the amounts of its totals row by column."""

    title: str
    made_at: datetime
    totals: Mapping[str, int]


def write_workbook(
    path: Path, table: pa.Table, headings: Mapping[str, str], contract: Contract, report: Report
) -> None:
    """Write an XLSX: letterhead, merged two-level headings, rows, totals row, signature block."""
    book = Workbook(path, {"default_date_format": "dd/mm/yyyy hh:mm"})
    book.set_properties({"title": report.title, "created": report.made_at})
    sheet = book.add_worksheet("Danh sách")
    _write_letterhead(sheet, report)
    _write_headings(book, sheet, headings, contract)
    first_row = _HEADING_ROW + 2
    for position, name in enumerate(headings):
        for offset, cell in enumerate(table[name].to_pylist()):
            if cell is not None:
                _write_cell(sheet, first_row + offset, position, cell)
    _write_ending(sheet, first_row + table.num_rows, list(headings), table.num_rows, report)
    book.close()


def write_web_table(path: Path, table: pa.Table, headings: Mapping[str, str], report: Report) -> None:
    """Write an HTML table with a title row above the headings; empty cells hold a no-break space."""
    columns = [[_web_cell(cell) for cell in table[name].to_pylist()] for name in headings]
    heads = "".join(f"<th>{escape(heading)}</th>" for heading in headings.values())
    title = f'<tr><td colspan="{len(headings)}"><b>{escape(report.title)}</b></td></tr>\n'
    rows = "".join(f"<tr>{''.join(cells)}</tr>\n" for cells in zip(*columns, strict=True))
    text = f"{_WEB_OPENING}{title}<tr>{heads}</tr>\n{rows}</table></body></html>\n"
    path.write_bytes(text.encode("utf-8"))


def _web_cell(cell: str | None) -> str:
    return "<td>&nbsp;</td>" if cell is None else f"<td>{escape(cell)}</td>"


def _write_letterhead(sheet: Worksheet, report: Report) -> None:
    sheet.merge_range(0, 0, 0, 4, "ỦY BAN NHÂN DÂN THÀNH PHỐ CẦN THƠ")
    sheet.merge_range(1, 0, 1, 4, "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG")
    sheet.merge_range(0, 6, 0, 12, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    sheet.merge_range(1, 6, 1, 12, "Độc lập - Tự do - Hạnh phúc")
    sheet.merge_range(3, 0, 3, 12, report.title.upper())
    sheet.merge_range(4, 0, 4, 12, f"(Số liệu đến {report.made_at:%H giờ %M ngày %d/%m/%Y})")


def _write_headings(book: Workbook, sheet: Worksheet, headings: Mapping[str, str], contract: Contract) -> None:
    """Neighbouring columns of one kind stand under one merged heading; the others take both rows."""
    bold = book.add_format({"bold": True, "border": 1, "align": "center", "text_wrap": True})
    numbered = enumerate(headings.items())
    for group, members in groupby(numbered, lambda entry: _group(contract.by_name[entry[1][0]])):
        columns = list(members)
        first, last = columns[0][0], columns[-1][0]
        if group and last > first:
            sheet.merge_range(_HEADING_ROW, first, _HEADING_ROW, last, group, bold)
            for position, (_, heading) in columns:
                sheet.write_string(_HEADING_ROW + 1, position, heading, bold)
            continue
        for position, (_, heading) in columns:
            sheet.merge_range(_HEADING_ROW, position, _HEADING_ROW + 1, position, heading, bold)


def _group(column: Property) -> str | None:
    return "Người nộp và cán bộ" if column.personal else _GROUPS.get(column.reads)


def _write_cell(sheet: Worksheet, row: int, column: int, cell: str | float | datetime) -> None:
    if isinstance(cell, str):
        sheet.write_string(row, column, cell)
    elif isinstance(cell, datetime):
        sheet.write_datetime(row, column, cell)
    else:
        sheet.write_number(row, column, cell)


def _write_ending(sheet: Worksheet, row: int, columns: list[str], count: int, report: Report) -> None:
    sheet.write_string(row, 0, "Tổng cộng")
    sheet.write_number(row, 1, count)
    for name, amount in report.totals.items():
        sheet.write_number(row, columns.index(name), amount)
    signed = max(len(columns) - 6, 6)
    sheet.write_string(
        row + 2, signed, f"Cần Thơ, ngày {report.made_at:%d} tháng {report.made_at:%m} năm {report.made_at:%Y}"
    )
    sheet.write_string(row + 3, 1, "NGƯỜI LẬP BIỂU")
    sheet.write_string(row + 3, signed, "THỦ TRƯỞNG ĐƠN VỊ")
    sheet.write_string(row + 4, signed, "(Ký, ghi rõ họ tên)")
