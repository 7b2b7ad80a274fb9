"""The table of indicators: value with numerator and denominator, target and its document, score, change, standing."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from flows.reports.papers import letterhead
from flows.reports.papers.indicator_rows import IndicatorRow
from flows.reports.papers.letterhead import Letterhead
from flows.reports.papers.origin import Origin
from flows.reports.papers.signature import SignatureBlock, break_before_signature, write_signature
from flows.reports.papers.styles import Styles, rows_needed
from flows.reports.papers.workbook import open_workbook, set_page, write_text
from flows.reports.wording import one_line

COLUMNS = (
    *(("STT", 5), ("Mã số", 7), ("Chỉ tiêu", 30), ("Cách tính", 36), ("Số liệu của", 9), ("Tử số", 11)),
    *(("Mẫu số", 11), ("Giá trị", 10), ("Đơn vị tính", 9), ("Mục tiêu", 10), ("Văn bản giao mục tiêu", 22)),
    *(("Đạt mục tiêu", 9), ("Điểm", 7), ("Điểm tối đa", 7), ("Thay đổi so với kỳ trước", 13)),
    *(("Kiểm chứng", 12), ("Căn cứ", 26)),
)
HEAD_ROW = letterhead.ROWS
FIRST_LINE = HEAD_ROW + 2
_LAST = len(COLUMNS) - 1
_LINE_HEIGHT = 14
_BASES = {"city": "Thành phố", "portal": "Cổng DVCQG"}
#: Units of measure whose value is a fraction, and how it is told; of an assessment (điểm) the points of those possible.
_SHARES = {"%": "%", "điểm": "% số điểm"}
#: How sure a definition is; what is not verified is never shown as law.
_STANDING = {"V": "Đã kiểm chứng", "D": "Suy ra", "P": "Thực hành một tỉnh", "R": "Chưa kiểm chứng"}
_MISSING, _NO_DENOMINATOR = "chưa có số liệu", "—"


def write_indicator_table(out: Path, rows: Sequence[IndicatorRow], origin: Origin, signature: SignatureBlock) -> None:
    """Write the indicators of one unit to `out` (.xlsx); raise `NotWritten` where it cannot be written."""
    with open_workbook(out, "Bảng chỉ tiêu", origin) as workbook:
        styles = Styles(workbook)
        formats = _NumberFormats(workbook)
        sheet = workbook.add_worksheet("Chỉ tiêu")
        _above(sheet, styles, origin, signature)
        heights = [_line(sheet, styles, formats, FIRST_LINE + place, place + 1, row) for place, row in enumerate(rows)]
        last = FIRST_LINE + len(rows) + 1
        write_signature(sheet, styles, signature, last, left=(0, 3), right=(10, _LAST))
        head = _LINE_HEIGHT * 11
        width = sum(width for _, width in COLUMNS)
        if row := break_before_signature(heights, first_row=FIRST_LINE, heading_height=head, width=width):
            sheet.set_h_pagebreaks([row])
        set_page(sheet, origin, headings=(HEAD_ROW, HEAD_ROW + 1), last_row=last, last_column=_LAST)
        sheet.freeze_panes(FIRST_LINE, 3)


class _NumberFormats:
    """Formats of values by their unit of measure, made once each."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._made: dict[str, Format] = {}

    def __call__(self, pattern: str) -> Format:
        if pattern not in self._made:
            look = {"font_name": "Times New Roman", "font_size": 10, "valign": "vcenter", "border": 1}
            self._made[pattern] = self._workbook.add_format({**look, "align": "right", "num_format": pattern})
        return self._made[pattern]

    def of_value(self, unit_of_measure: str, before: str = "") -> Format:
        """Return the format of a value: a percentage, or a number."""
        prefix = f'"{before}"' if before else ""
        return self(f"{prefix}0.00%" if unit_of_measure in _SHARES else f"{prefix}#,##0.00")


def _above(sheet: Worksheet, styles: Styles, origin: Origin, signature: SignatureBlock) -> None:
    head = Letterhead(
        number="Bảng chỉ tiêu",
        attached_to="",
        title="CÁC CHỈ TIÊU GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH",
        receiver=signature.receiver,
        spans=((0, 2), (3, 10), (11, _LAST)),
        widths=(38, 110, 68),
    )
    for column, (_, width) in enumerate(COLUMNS):
        sheet.set_column(column, column, width)
    for row in range(letterhead.ROWS):
        head.write_row(sheet, styles, row, origin)
    sheet.set_row(HEAD_ROW, 3 * _LINE_HEIGHT)
    for column, (heading, _) in enumerate(COLUMNS):
        sheet.write_string(HEAD_ROW, column, heading, styles.head)
        sheet.write_string(HEAD_ROW + 1, column, f"({column + 1})", styles.column_number)


def _line(sheet: Worksheet, styles: Styles, formats: _NumberFormats, row: int, number: int, shown: IndicatorRow) -> int:
    """Write one indicator; return the row's height."""
    title, formula, source = (one_line(text, 400) for text in (shown.title, shown.formula, shown.source))
    document = one_line(shown.document or "", 200)
    wrapped = ((title, 33), (formula, 40), (source, 29), (document, 24))
    height = _LINE_HEIGHT * max(rows_needed(text, width) for text, width in wrapped)
    sheet.set_row(row, height)
    sheet.write_number(row, 0, number, styles.small.number)
    for column, text in ((1, shown.indicator_id), (2, title), (3, formula), (10, document), (16, source)):
        write_text(sheet, row, column, one_line(text, 400), styles.small.name)
    for column, text in (
        (8, _SHARES.get(shown.unit_of_measure, shown.unit_of_measure)),
        (15, _STANDING.get(shown.status, "—")),
    ):
        write_text(sheet, row, column, one_line(text, 40), styles.word)
    _figures(sheet, styles, formats, row, shown)
    _judgement(sheet, styles, formats, row, shown)
    return height


def _figures(sheet: Worksheet, styles: Styles, formats: _NumberFormats, row: int, shown: IndicatorRow) -> None:
    if shown.basis is None or shown.denominator is None or shown.numerator is None:
        for column, text in zip(range(4, 8), ("", "", "", _MISSING), strict=True):
            write_text(sheet, row, column, text, styles.word)
        return
    sheet.write_string(row, 4, _BASES.get(shown.basis, shown.basis), styles.word)
    for column, part in ((5, shown.numerator), (6, shown.denominator)):
        is_whole = part == round(part)
        sheet.write_number(row, column, part, formats("#,##0" if is_whole else "#,##0.00"))
    numerator, denominator = (xl_rowcol_to_cell(row, column) for column in (5, 6))
    divided = f'=IF({denominator}=0,"{_NO_DENOMINATOR}",{numerator}/{denominator})'
    value = _NO_DENOMINATOR if shown.value is None else shown.value
    sheet.write_formula(row, 7, divided, formats.of_value(shown.unit_of_measure), value)


def _judgement(sheet: Worksheet, styles: Styles, formats: _NumberFormats, row: int, shown: IndicatorRow) -> None:
    sign = {"ge": "≥ ", "le": "≤ "}.get(shown.comparator or "", "")
    reached = {True: "✓ Đạt", False: "Chưa đạt", None: ""}[shown.meets_target]
    change = None if shown.change is None else shown.change * (100 if shown.unit_of_measure in _SHARES else 1)
    points = '+0.00" điểm %";-0.00" điểm %";0.00" điểm %"' if shown.unit_of_measure in _SHARES else "+0.00;-0.00;0.00"
    write_text(sheet, row, 11, reached, styles.word)
    numbers = (
        (9, shown.target, formats.of_value(shown.unit_of_measure, sign)),
        (12, shown.score, formats("0.00")),
        (13, shown.max_score, formats("0.00")),
        (14, change, formats(points)),
    )
    for column, number, style in numbers:
        if number is None:
            sheet.write_blank(row, column, None, styles.word)
        else:
            sheet.write_number(row, column, number, style)
