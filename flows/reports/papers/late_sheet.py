"""Annexes I and II: late dossiers one by one, by unit, with room for cause and letter; a sheet that comes back.

Officers fill in the shaded columns and put the file into the inbox: it is read as letters of apology. So the headings
are those of that dataset, the column of dossier codes holds nothing but codes, unit rows and totals stand in columns
that are not read, and nothing stands to the right of the table beside or below its headings.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import chain, groupby
from pathlib import Path

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_range, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from flows.reports.papers import letterhead
from flows.reports.papers.form_checks import write_answer
from flows.reports.papers.late_rows import Annex, LateRow
from flows.reports.papers.letterhead import Letterhead
from flows.reports.papers.numerals import roman
from flows.reports.papers.origin import Origin
from flows.reports.papers.signature import SignatureBlock, break_before_signature, write_signature
from flows.reports.papers.styles import Styles, rows_needed
from flows.reports.papers.workbook import open_workbook, set_page
from flows.reports.wording import name_of, one_line

_TITLES = {
    Annex.RESOLVED_LATE: "DANH SÁCH HỒ SƠ ĐÃ GIẢI QUYẾT QUÁ HẠN",
    Annex.OPEN_OVERDUE: "DANH SÁCH HỒ SƠ ĐANG GIẢI QUYẾT QUÁ HẠN",
}
_FORM_COLUMNS = {Annex.RESOLVED_LATE: 10, Annex.OPEN_OVERDUE: 13}
_STATE = {Annex.RESOLVED_LATE: ("Ngày có kết quả", 11), Annex.OPEN_OVERDUE: ("Bước đang giữ", 22)}
HEAD_ROW = letterhead.ROWS
FIRST_LINE = HEAD_ROW + 2
#: Columns (from 0) that other parts of the sheet speak of.
_NUMBER, _CODE, _PROCEDURE, _DAYS, _LAST = 0, 1, 2, 6, 11
_CHECKS = _LAST + 2
_LINE_HEIGHT = 14
#: A longer annex goes to disk row by row, which is slower and takes no memory.
_MANY = 5_000
_NOTHING = "Không có hồ sơ nào."
_UNKNOWN = "chưa có số liệu"


@dataclass(frozen=True)
class LateList:
    """What an annex lists: `counted` is the column of form II.06a that it explains."""

    annex: Annex
    dossiers: int
    counted: int
    rows: Iterable[LateRow]


def write_late_annex(out: Path, late: LateList, origin: Origin, signature: SignatureBlock) -> None:
    """Write one annex of one unit to `out` (.xlsx); raise `NotWritten` where it cannot be written."""
    is_long = late.dossiers > _MANY
    with open_workbook(out, f"Phụ lục {late.annex}", origin, row_by_row=is_long) as workbook:
        _Sheet(workbook, late, origin).write(signature)


class _Sheet:
    """One annex while it is written, from the top down."""

    def __init__(self, workbook: Workbook, late: LateList, origin: Origin) -> None:
        self.late, self.origin, self.styles = late, origin, Styles(workbook)
        self.sheet: Worksheet = workbook.add_worksheet(f"Phụ lục {late.annex}")
        state, state_width = _STATE[late.annex]
        self.columns = (
            *(("STT", 5), ("Mã hồ sơ", 21), ("TTHC", 30), ("Ngày tiếp nhận", 11), ("Ngày hẹn trả", 11)),
            *((state, state_width), ("Số ngày trễ", 8), ("Đơn vị giải quyết", 22), ("Nguyên nhân", 22)),
            *(("Ngày gửi thư xin lỗi", 11), ("Ngày hẹn lại", 11), ("Ghi chú", 16)),
        )
        self.row, self.days = FIRST_LINE, 0
        self.heights: list[int] = []

    def write(self, signature: SignatureBlock) -> None:
        for column, (_, width) in enumerate(self.columns):
            self.sheet.set_column(column, column, width)
        self.sheet.set_column(_CHECKS, _CHECKS, 24)
        self.sheet.set_column(_CHECKS + 1, _CHECKS + 1, 20)
        self._above(signature)
        self._lines()
        last = self.row + 1
        write_signature(self.sheet, self.styles, signature, last, left=(0, 3), right=(7, _LAST))
        head = _LINE_HEIGHT * 11
        width = sum(width for _, width in self.columns)
        if row := break_before_signature(self.heights, first_row=FIRST_LINE, heading_height=head, width=width):
            self.sheet.set_h_pagebreaks([row])
        set_page(self.sheet, self.origin, headings=(HEAD_ROW, HEAD_ROW + 1), last_row=last, last_column=_LAST)
        self.sheet.freeze_panes(FIRST_LINE, _PROCEDURE)

    def _above(self, signature: SignatureBlock) -> None:
        head = Letterhead(
            number=f"Phụ lục {self.late.annex}",
            attached_to="(Kèm theo Biểu số II.06a)",
            title=_TITLES[self.late.annex],
            receiver=signature.receiver,
            spans=((0, 2), (3, 7), (8, _LAST)),
            widths=(50, 52, 56),
        )
        for row in range(letterhead.ROWS):
            head.write_row(self.sheet, self.styles, row, self.origin)
            self._check(row)
        self.sheet.set_row(HEAD_ROW, 3 * _LINE_HEIGHT)
        for column, (heading, _) in enumerate(self.columns):
            self.sheet.write_string(HEAD_ROW, column, heading, self.styles.head)
        for column in range(_LAST + 1):
            self.sheet.write_string(HEAD_ROW + 1, column, f"({column + 1})", self.styles.column_number)

    def _check(self, row: int) -> None:
        """Beside the letterhead, outside the print area: does the annex agree with the form."""
        styles, late, origin = self.styles, self.late, self.origin
        told: tuple[tuple[str, int | None], ...] = (
            (f"{name_of(origin.unit_code)}, {name_of(origin.run_id)}", None),
            ("Số hồ sơ trong phụ lục", late.dossiers),
            (f"Biểu II.06a, cột ({_FORM_COLUMNS[late.annex]})", late.counted),
            ("Phụ lục so với biểu", None),
        )
        label, number = told[row]
        self.sheet.write_string(row, _CHECKS, label, styles.check_label)
        if number is not None:
            self.sheet.write_number(row, _CHECKS + 1, number, styles.check_count)
        if row == len(told) - 1:
            listed, counted, answer = (xl_rowcol_to_cell(line, _CHECKS + 1) for line in (1, 2, row))
            write_answer(self.sheet, styles.check_answer, answer, f"{listed}={counted}", late.dossiers == late.counted)

    def _lines(self) -> None:
        """Write the dossiers under the names of their units, a subtotal for each unit, the total."""
        for place, (_, rows) in enumerate(groupby(self.late.rows, key=lambda row: row.unit_code), start=1):
            self._unit(place, rows)
        if not self.late.dossiers:
            self._across(_NOTHING)
        self._total("Tổng cộng", FIRST_LINE, self.late.dossiers, self.days)

    def _unit(self, place: int, rows: Iterable[LateRow]) -> None:
        number, days, first = 0, 0, self.row + 1
        for number, row in enumerate(rows, start=1):
            if number == 1:
                self._across(f"{roman(place)}. {name_of(row.unit_name)}")
            self._dossier(number, row)
            days += row.working_days_late or 0
        self.days += days
        self._total("Cộng", first, number, days)

    def _across(self, text: str) -> None:
        """Write a row of the whole width: in the column of running numbers, which nobody reads."""
        self._next(_LINE_HEIGHT)
        self.sheet.merge_range(self.row, _NUMBER, self.row, _LAST, text, self.styles.group)
        self.row += 1

    def _total(self, label: str, first: int, dossiers: int, days: int) -> None:
        """Write the sums of the rows from `first` on; subtotals among them are not added twice."""
        self._next(_LINE_HEIGHT)
        styles, row, last = self.styles, self.row, max(self.row - 1, first)
        self.sheet.merge_range(row, _NUMBER, row, _CODE, label, styles.group)
        for column in range(_PROCEDURE, _LAST + 1):
            self.sheet.write_blank(row, column, None, styles.group)
        counted, summed = (xl_range(first, column, last, column) for column in (_CODE, _DAYS))
        self.sheet.write_formula(row, _PROCEDURE, f"=SUBTOTAL(3,{counted})", styles.dossiers, dossiers)
        self.sheet.write_formula(row, _DAYS, f"=SUBTOTAL(9,{summed})", styles.level.count, days)
        self.row += 1

    def _dossier(self, number: int, late: LateRow) -> None:
        procedure = " ".join(filter(None, (late.procedure_code, late.procedure_name)))
        code, procedure, unit = (one_line(text, 200) for text in (late.dossier_code, procedure, late.unit_name))
        state = late.finished_on or _holding(late)
        note = f"Hẹn lần đầu {late.moved_from:%d/%m/%Y}" if late.moved_from else None
        styles = self.styles
        name = styles.small.name
        self._next(_LINE_HEIGHT * _lines_needed(procedure, unit, code, note, state))
        self._cells(
            ((number, styles.small.number), (code, styles.code), (procedure or _UNKNOWN, name)),
            ((late.received_on, styles.day), (late.due_on, styles.day)),
            ((state, styles.day if late.finished_on else name), (late.working_days_late, styles.small.count)),
            ((unit, name), (None, styles.answer)),
            ((late.sent_on, styles.answer_day), (late.reappointed_on, styles.answer_day), (note, name)),
        )
        self.row += 1

    def _cells(self, *groups: tuple[tuple[str | int | date | None, Format], ...]) -> None:
        """Write the cells of a row from the left: texts, numbers and days as what they are."""
        for column, (value, style) in enumerate(chain.from_iterable(groups)):
            if value is None:
                self.sheet.write_blank(self.row, column, None, style)
            elif isinstance(value, str):
                self.sheet.write_string(self.row, column, value, style)
            elif isinstance(value, int):
                self.sheet.write_number(self.row, column, value, style)
            else:
                self.sheet.write_datetime(self.row, column, datetime.combine(value, time()), style)

    def _next(self, height: int) -> None:
        self.heights.append(height)
        self.sheet.set_row(self.row, height)


def _holding(late: LateRow) -> str:
    """Say which step holds an open dossier: its number, department, and the unit where it is another one."""
    if late.step_no is None:
        return _UNKNOWN
    held_by = ", ".join(filter(None, (late.department, late.holding_unit_name)))
    return one_line(f"Bước {late.step_no}" + (f": {held_by}" if held_by else ""), 200)


def _lines_needed(procedure: str, unit: str, code: str, note: str | None, state: str | date) -> int:
    """Return how many lines the highest cell of a dossier needs in the widths of its columns."""
    texts = ((procedure, 30), (unit, 22), (code, 21), (note or "", 16), (state if isinstance(state, str) else "", 22))
    return max(rows_needed(text, width) for text, width in texts)
