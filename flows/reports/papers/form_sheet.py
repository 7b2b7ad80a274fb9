"""The sheet of form II.06a: where everything stands, and how it prints."""

from __future__ import annotations

from dataclasses import dataclass

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_range, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from flows.reports.figures import FormFigures
from flows.reports.papers.form_checks import WrittenRow, write_checks
from flows.reports.papers.form_rows import FormLevel, FormTable
from flows.reports.papers.numerals import roman
from flows.reports.papers.origin import Origin
from flows.reports.papers.signature import SignatureBlock, break_before_signature, write_signature
from flows.reports.papers.styles import RowStyle, Styles, rows_needed
from flows.reports.papers.workbook import set_page
from flows.reports.wording import name_of

#: Rows (from 0): letterhead 0–3, unit of measure, three rows of headings, the row of numbers, then the lines.
MEASURE_ROW, HEAD_ROW, NUMBER_ROW, FIRST_LINE = 4, 5, 8, 9
#: Columns (from 0): TT, name, and the counts (3) to (13).
NAME, FIRST_COUNT, LAST_COUNT = 1, 2, 12
#: Widths in signs; together they fill A4 landscape at full size.
_NUMBER_WIDTH, _NAME_WIDTH, _COUNT_WIDTH = 5, 34, 9
#: Signs of the name column that fit on one line of Times New Roman 11.
_NAME_SIGNS = 40
_LINE_HEIGHT = 16


@dataclass(frozen=True)
class FormHeading:
    """What the letterhead says of the form and the units; `receiver` empty leaves room to write it by hand."""

    form_number: str
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
    write_signature(sheet, styles, signature, last_row, left=(0, 3), right=(8, LAST_COUNT))
    heights = [line.height for line in written]
    if row := break_before_signature(heights, first_row=FIRST_LINE, heading_height=12 * _LINE_HEIGHT):
        sheet.set_h_pagebreaks([row])
    write_checks(sheet, styles, written, table, origin)
    set_page(sheet, origin, headings=(HEAD_ROW, NUMBER_ROW), last_row=last_row, last_column=LAST_COUNT)
    sheet.freeze_panes(FIRST_LINE, FIRST_COUNT)


def _letterhead(sheet: Worksheet, styles: Styles, heading: FormHeading, origin: Origin) -> None:
    title = f"TÌNH HÌNH, KẾT QUẢ GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH TẠI {heading.unit_name.upper()}"
    parties = (f"- Đơn vị báo cáo: {heading.unit_name}", f"- Đơn vị nhận báo cáo: {heading.receiver or '………………'}")
    sheet.merge_range(0, 0, 3, NAME, heading.form_number, styles.form_number)
    sheet.merge_range(0, 2, 0, 8, title, styles.title)
    sheet.merge_range(1, 2, 1, 8, f"Kỳ báo cáo: {origin.period.label_vi}", styles.period)
    sheet.merge_range(2, 2, 2, 8, origin.dates, styles.dates)
    sheet.merge_range(3, 2, 3, 8, origin.provisional, styles.provisional)
    sheet.merge_range(0, 9, 3, LAST_COUNT, "\n".join(parties), styles.parties)
    sheet.merge_range(MEASURE_ROW, 9, MEASURE_ROW, LAST_COUNT, "Đơn vị tính: Số hồ sơ TTHC", styles.measure)
    # Merged cells never grow by themselves: the first row is made as high as the longer text needs.
    rows_of_parties = sum(rows_needed(text, 38) for text in parties) - 3
    sheet.set_row(0, _LINE_HEIGHT * max(2, rows_needed(title, 48), rows_of_parties))


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
            written.append(_level_row(sheet, styles, row, roman(place + 1), level))
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
    height = _LINE_HEIGHT * rows_needed(shown, _NAME_SIGNS)
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
