"""The workbook that a unit fills in: one row for each figure asked, only the cells to fill in can be changed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from flows.reports.papers.workbook import plain_workbook
from flows.reports.periods import Period
from flows.reports.returned import AskedReturn, period_text
from flows.reports.wording import name_of

#: The headings in their order, as the contract of unit returns knows them, and widths in signs.
COLUMNS = {
    "Kỳ": 12,
    "Mã đơn vị": 12,
    "Tên đơn vị": 28,
    "Mã chỉ số": 10,
    "Tên chỉ số và cách ghi": 58,
    "Tử số": 12,
    "Mẫu số": 12,
    "Ghi chú": 20,
    "Minh chứng": 24,
}
HEAD_ROW = 4
_NUMERATOR, _DENOMINATOR = list(COLUMNS).index("Tử số"), list(COLUMNS).index("Mẫu số")
#: Beyond any count or amount in đồng that a unit can have.
_MOST = 10**15
_INSTRUCTIONS = (
    "Chỉ ghi vào các ô Tử số, Mẫu số (số, kể cả 0), Ghi chú, Minh chứng. Dòng chưa có số liệu để trống: để trống là chưa có"
    " số liệu, không phải 0; số đã khai trước đó coi như rút lại. Lưu tệp .xlsx rồi gửi như các tệp xuất khác. Không ghi tên, số giấy tờ của cá nhân."
)


class _Styles:
    def __init__(self, workbook: Workbook) -> None:
        def style(**properties: Any) -> Format:  # noqa: ANN401
            return workbook.add_format({"valign": "vcenter", "text_wrap": True, **properties})

        self.title = style(bold=True, align="center", font_size=13)
        self.period = style(align="center")
        self.instructions = style(italic=True)
        self.head = style(bold=True, align="center", border=1, bg_color="#E8EEF4")
        self.code = style(border=1, num_format="@", quote_prefix=True)
        self.figure = style(border=1, num_format="#,##0.##", locked=False, bg_color="#FFFBE6")
        self.not_asked = style(border=1, bg_color="#D9D9D9")
        self.free = style(border=1, num_format="@", locked=False)


def write_return_template(out: Path, asked: Sequence[AskedReturn], *, period: Period, unit_name: str) -> Path:
    """Write the workbook to `out` (.xlsx) and return its path; raise `NotWritten` when it cannot be written.

    Its headings are those of the contract of unit returns, so that the exports connector reads it as it is.
    """
    with plain_workbook(out, period.end) as workbook:
        _write(workbook, asked, period, name_of(unit_name))
    return out


def _write(workbook: Workbook, asked: Sequence[AskedReturn], period: Period, unit_name: str) -> None:
    styles, sheet = _Styles(workbook), workbook.add_worksheet("Kê khai")
    last = len(COLUMNS) - 1
    sheet.merge_range(0, 0, 0, last, f"BIỂU KÊ KHAI ĐỊNH KỲ — {unit_name}", styles.title)
    dates = f"Kỳ {period.label_vi} (từ ngày {period.start:%d/%m/%Y} đến hết ngày {period.end:%d/%m/%Y})"
    sheet.merge_range(1, 0, 1, last, dates, styles.period)
    sheet.merge_range(2, 0, 2, last, _INSTRUCTIONS, styles.instructions)
    sheet.set_row(2, 32)
    for column, (heading, width) in enumerate(COLUMNS.items()):
        sheet.set_column(column, column, width)
        sheet.write_string(HEAD_ROW, column, heading, styles.head)
    for row, one in enumerate(asked, start=HEAD_ROW + 1):
        _line(sheet, styles, row, one, period)
    _page(sheet, len(asked))


def _line(sheet: Worksheet, styles: _Styles, row: int, one: AskedReturn, period: Period) -> None:
    numerator = one.indicator.numerator
    meaning = (
        f"{one.title}. " + (f"Tử số: {numerator}. " if numerator else "") + f"Mẫu số: {one.indicator.denominator}."
    )
    told = (period_text(period), one.unit.unit_code, name_of(one.unit.name), one.indicator.id, meaning)
    for column, text in enumerate(told):
        sheet.write_string(row, column, text, styles.code)
    sheet.write_blank(row, _NUMERATOR, None, styles.figure if numerator else styles.not_asked)
    sheet.write_blank(row, _DENOMINATOR, None, styles.figure)
    for column in range(_DENOMINATOR + 1, len(COLUMNS)):
        sheet.write_blank(row, column, None, styles.free)
    if numerator:
        _numbers_only(sheet, row, _NUMERATOR, -_MOST if one.indicator.may_be_negative else 0)
    _numbers_only(sheet, row, _DENOMINATOR, 0)


def _numbers_only(sheet: Worksheet, row: int, column: int, least: int) -> None:
    sheet.data_validation(
        row,
        column,
        row,
        column,
        {
            "validate": "decimal",
            "criteria": "between",
            "minimum": least,
            "maximum": _MOST,
            "error_title": "Cần một con số",
            "error_message": "Ghi một con số"
            + ("" if least else " từ 0 trở lên")
            + ", hoặc để trống nếu chưa có số liệu.",
        },
    )


def _page(sheet: Worksheet, rows: int) -> None:
    """A4 landscape, one page wide, heading on every page and always in sight, codes locked."""
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.set_margins(left=0.4, right=0.4, top=0.4, bottom=0.55)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEAD_ROW)
    sheet.print_area(0, 0, HEAD_ROW + rows, len(COLUMNS) - 1)
    sheet.freeze_panes(HEAD_ROW + 1, 0)
    sheet.set_footer("&R&9Trang &P/&N")
    sheet.protect("", {"format_columns": True, "format_rows": True})
