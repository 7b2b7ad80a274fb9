"""The sheet of form II.06a: where everything stands, and how it prints."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_range, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from flows.reports.figures import FormFigures
from flows.reports.form_checks import Origin, WrittenRow, write_checks
from flows.reports.form_rows import FormLevel, FormTable
from flows.reports.form_styles import RowStyle, Styles
from flows.reports.signature import SignatureBlock
from flows.reports.wording import name_of

#: Rows (from 0): letterhead 0–3, unit of measure, three rows of headings, the row of numbers, then the lines.
MEASURE_ROW, HEAD_ROW, NUMBER_ROW, FIRST_LINE = 4, 5, 8, 9
#: Columns (from 0): TT, name, and the counts (3) to (13).
NAME, FIRST_COUNT, LAST_COUNT = 1, 2, 12
#: Widths in signs; together they fill A4 landscape at full size.
_NUMBER_WIDTH, _NAME_WIDTH, _COUNT_WIDTH = 5, 34, 9
_ROMAN = ("I", "II", "III", "IV")
#: Signs of the name column that fit on one line of Times New Roman 11.
_NAME_SIGNS = 40
_LINE_HEIGHT, _GAP_HEIGHT, _SIGNATURE_HEIGHT = 16, 8, 128
#: Room of one A4 landscape page between its margins in points, a little less than there is.
_PAGE_HEIGHT = 520
#: Rows that go over to the signed page, the total among them.
_SIGNED_ROWS = 5


@dataclass(frozen=True)
class FormHeading:
    """What the letterhead says of the units; `receiver` empty leaves room to write it by hand."""

    unit_name: str
    receiver: str


def write_sheet(
    workbook: Workbook, table: FormTable, heading: FormHeading, origin: Origin, signature: SignatureBlock
) -> None:
    """Write the whole form on one sheet of `workbook`."""
    styles = Styles(workbook)
    sheet = workbook.add_worksheet("II.06a")
    sheet.set_column(0, 0, _NUMBER_WIDTH)
    sheet.set_column(NAME, NAME, _NAME_WIDTH)
    sheet.set_column(FIRST_COUNT, LAST_COUNT, _COUNT_WIDTH)
    _letterhead(sheet, styles, heading, origin)
    _column_headings(sheet, styles)
    written = _lines(sheet, styles, table)
    last_row = written[-1].row + 2
    _signature(sheet, styles, signature, last_row)
    if (row := _break_before_signature(written)) is not None:
        sheet.set_h_pagebreaks([row])
    write_checks(sheet, styles, written, table, origin)
    _page(sheet, origin, last_row)


def _letterhead(sheet: Worksheet, styles: Styles, heading: FormHeading, origin: Origin) -> None:
    period = origin.period
    title = f"TÌNH HÌNH, KẾT QUẢ GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH TẠI {heading.unit_name.upper()}"
    parties = (f"- Đơn vị báo cáo: {heading.unit_name}", f"- Đơn vị nhận báo cáo: {heading.receiver or '………………'}")
    sheet.merge_range(0, 0, 3, NAME, "Biểu số II.06a/VPCP/KSTT", styles.form_number)
    sheet.merge_range(0, 2, 0, 8, title, styles.title)
    sheet.merge_range(1, 2, 1, 8, f"Kỳ báo cáo: {period.label_vi}", styles.period)
    sheet.merge_range(2, 2, 2, 8, f"(Từ ngày {period.start:%d/%m/%Y} đến ngày {period.end:%d/%m/%Y})", styles.dates)
    provisional = f"SỐ LIỆU TẠM TÍNH (đến hết ngày {origin.as_of:%d/%m/%Y})" if period.is_running(origin.as_of) else ""
    sheet.merge_range(3, 2, 3, 8, provisional, styles.provisional)
    sheet.merge_range(0, 9, 3, LAST_COUNT, "\n".join(parties), styles.parties)
    sheet.merge_range(MEASURE_ROW, 9, MEASURE_ROW, LAST_COUNT, "Đơn vị tính: Số hồ sơ TTHC", styles.measure)
    # Merged cells never grow by themselves: the first row is made as high as the longer text needs.
    rows_of_parties = sum(_rows_needed(text, 38) for text in parties) - 3
    sheet.set_row(0, _LINE_HEIGHT * max(2, _rows_needed(title, 48), rows_of_parties))


def _column_headings(sheet: Worksheet, styles: Styles) -> None:
    first, last = HEAD_ROW, HEAD_ROW + 2
    sheet.merge_range(first, 0, last, 0, "TT", styles.head)
    sheet.merge_range(first, NAME, last, NAME, "Lĩnh vực, công việc giải quyết theo cấp", styles.head)
    sheet.merge_range(first, 2, first, 5, "Tiếp nhận", styles.head)
    sheet.merge_range(first + 1, 2, last, 2, "Tổng số", styles.head)
    sheet.merge_range(first + 1, 3, first + 1, 5, "Trong đó", styles.head)
    for column, text in ((3, "Trực tuyến"), (4, "Trực tiếp, dịch vụ bưu chính"), (5, "Từ kỳ trước")):
        sheet.write_string(last, column, text, styles.head)
    sheet.merge_range(first, 6, first, 9, "Số lượng hồ sơ đã giải quyết", styles.head)
    sheet.merge_range(first, 10, first, 12, "Số lượng hồ sơ đang giải quyết", styles.head)
    below = ("Tổng số", "Trước hạn", "Đúng hạn", "Quá hạn", "Tổng số", "Trong hạn", "Quá hạn")
    for column, text in enumerate(below, start=6):
        sheet.merge_range(first + 1, column, last, column, text, styles.head)
    sheet.set_row(last, 3 * _LINE_HEIGHT)
    for column in range(LAST_COUNT + 1):
        sheet.write_string(NUMBER_ROW, column, f"({column + 1})", styles.column_number)


def _lines(sheet: Worksheet, styles: Styles, table: FormTable) -> list[WrittenRow]:
    """Write levels, sectors and the total; return the rows written, the total last."""
    written: list[WrittenRow] = []
    summands: list[int] = []
    row = FIRST_LINE
    for place, level in enumerate(table.levels):
        if level.name is not None:
            summands.append(row)
            written.append(_level_row(sheet, styles, row, _ROMAN[place], level))
            row += 1
        for number, line in enumerate(level.lines, start=1):
            height = _name_cells(sheet, styles.line, row, str(number), line.name)
            sheet.write_row(row, FIRST_COUNT, line.figures.columns, styles.line.count)
            written.append(WrittenRow(row, height, line.figures, line.sector_code))
            row += 1
    lines = range(FIRST_LINE, row)
    total = sum((line.figures for level in table.levels for line in level.lines), FormFigures())
    height = _name_cells(sheet, styles.level, row, None, "Tổng cộng")
    _sums(sheet, styles.level.count, row, summands or list(lines), total)
    return [*written, WrittenRow(row, height, total)]


def _level_row(sheet: Worksheet, styles: Styles, row: int, number: str, level: FormLevel) -> WrittenRow:
    total = sum((line.figures for line in level.lines), FormFigures())
    height = _name_cells(sheet, styles.level, row, number, level.name or "")
    _sums(sheet, styles.level.count, row, list(range(row + 1, row + 1 + len(level.lines))), total)
    return WrittenRow(row, height, total)


def _name_cells(sheet: Worksheet, style: RowStyle, row: int, number: str | None, name: str) -> int:
    """Write the two leading cells, make the row as high as the name needs, and return that height."""
    shown = name_of(name)
    if number is None:
        sheet.write_blank(row, 0, None, style.number)
    else:
        sheet.write_string(row, 0, number, style.number)
    sheet.write_string(row, NAME, shown, style.name)
    height = _LINE_HEIGHT * _rows_needed(shown, _NAME_SIGNS)
    sheet.set_row(row, height)
    return height


def _sums(sheet: Worksheet, style: Format, row: int, summands: list[int], total: FormFigures) -> None:
    """Write the sums of the rows `summands` as formulas that already hold their value."""
    for column, value in enumerate(total.columns, start=FIRST_COUNT):
        if not summands:
            sheet.write_number(row, column, value, style)
            continue
        together = summands == list(range(summands[0], summands[-1] + 1))
        if together:
            formula = f"=SUM({xl_range(summands[0], column, summands[-1], column)})"
        else:
            formula = "=" + "+".join(xl_rowcol_to_cell(summand, column) for summand in summands)
        sheet.write_formula(row, column, formula, style, value)


def _signature(sheet: Worksheet, styles: Styles, signature: SignatureBlock, row: int) -> None:
    """Write the whole block into one row: a spreadsheet never splits a row over two pages."""
    room = "\n" * 5
    left: list[str | Format] = [
        styles.bold,
        f"\n{signature.preparer_title}",
        styles.italic,
        f"\n{signature.preparer_note}{room}",
    ]
    right: list[str | Format] = [styles.italic, signature.place_and_date, styles.bold, f"\n{signature.head_title}"]
    right += [styles.italic, f"\n{signature.head_note}{room}"]
    left += [styles.bold, name_of(signature.preparer_name) or " "]
    right += [styles.bold, name_of(signature.head_name) or " "]
    for first, last, parts in ((0, 3, left), (8, LAST_COUNT, right)):
        sheet.merge_range(row, first, row, last, "", styles.signature)
        sheet.write_rich_string(row, first, *parts, styles.signature)
    sheet.set_row(row - 1, _GAP_HEIGHT)
    sheet.set_row(row, _SIGNATURE_HEIGHT)


def _break_before_signature(written: list[WrittenRow]) -> int | None:
    """Return the row that begins the signed page of a form too long for one page.

    A signed page must carry figures. How many rows a page holds depends on the printer's fonts, so a long form always
    begins its last page with its last rows; a spreadsheet that ignores the break still never splits the block.
    """
    letterhead_and_headings = 12 * _LINE_HEIGHT
    height = letterhead_and_headings + sum(row.height for row in written) + _GAP_HEIGHT + _SIGNATURE_HEIGHT
    return None if height <= _PAGE_HEIGHT else written[-min(len(written), _SIGNED_ROWS)].row


def _page(sheet: Worksheet, origin: Origin, last_row: int) -> None:
    """A4 landscape, one page wide, headings on every page, only the form itself printed."""
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.set_margins(left=0.4, right=0.4, top=0.4, bottom=0.55)
    sheet.center_horizontally()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEAD_ROW, NUMBER_ROW)
    sheet.print_area(0, 0, last_row, LAST_COUNT)
    sheet.freeze_panes(FIRST_LINE, FIRST_COUNT)
    font = '&"Times New Roman,Regular"&9'
    run = name_of(origin.run_id)[:60].replace("&", "&&")
    sheet.set_footer(f"&L{font} Số liệu đến hết {origin.as_of:%d/%m/%Y}&C{font} Lần chạy {run}&R{font} Trang &P/&N")


def _rows_needed(text: str, width: int) -> int:
    return max(1, ceil(len(text) / width))
