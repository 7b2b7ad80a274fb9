"""Checks beside the form, outside its print area: what must hold before anyone signs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from flows.reports.figures import FormFigures
from flows.reports.papers.form_rows import FormTable
from flows.reports.papers.origin import Origin
from flows.reports.papers.styles import Styles
from flows.reports.wording import name_of

#: Row of the checks' headings, level with the lowest row of the form's own headings.
HEAD_ROW = 7
#: First column of the checks; one empty column stays between them and the form.
FIRST = 14
AGREES, DIFFERS = "Khớp", "Lệch"
#: Identities of the form: what one count is made of. Places count from column (3) = 0.
_IDENTITIES = (
    ("(3)=(4)+(5)+(6)", 0, (1, 2, 3)),
    ("(7)=(8)+(9)+(10)", 4, (5, 6, 7)),
    ("(11)=(12)+(13)", 8, (9, 10)),
    ("(3)=(7)+(11)", 0, (4, 8)),
)


@dataclass(frozen=True)
class WrittenRow:
    """A row of the form as written: where, how high (points), its figures; no sector for levels and the total."""

    row: int
    height: int
    figures: FormFigures
    sector_code: str | None = None


def write_checks(sheet: Worksheet, styles: Styles, rows: list[WrittenRow], table: FormTable, origin: Origin) -> None:
    """Write what the form was made from, then a check per row and identity, then those of the total."""
    sheet.set_column(FIRST - 1, FIRST - 1, 3)
    sheet.set_column(FIRST, FIRST + 6, 15)
    _origin(sheet, styles, origin)
    _identities(sheet, styles, rows)
    _against_published(sheet, styles, rows[-1], table)
    last = rows[-1].row
    sheet.conditional_format(
        0, FIRST, last, FIRST + 6, {"type": "cell", "criteria": "==", "value": f'"{DIFFERS}"', "format": styles.differs}
    )


def _origin(sheet: Worksheet, styles: Styles, origin: Origin) -> None:
    labels = ("Mã đơn vị", "Từ ngày", "Đến ngày", "Số liệu đến hết", "Lần chạy")
    for row, label in enumerate(labels):
        sheet.write_string(row, FIRST, label, styles.check_label)
    sheet.write_string(0, FIRST + 1, name_of(origin.unit_code), styles.check_label)
    for row, day in enumerate((origin.period.start, origin.period.end, origin.as_of), start=1):
        sheet.write_datetime(row, FIRST + 1, datetime.combine(day, time()), styles.check_date)
    sheet.write_string(4, FIRST + 1, name_of(origin.run_id), styles.check_label)


def _identities(sheet: Worksheet, styles: Styles, rows: list[WrittenRow]) -> None:
    heads = ("Mã lĩnh vực", *(name for name, _, _ in _IDENTITIES), "Đúng hạn vì không có hạn trả", "Đang chờ người nộp")
    for column, text in enumerate(heads, start=FIRST):
        sheet.write_string(HEAD_ROW, column, text, styles.check_head)
    for written in rows:
        if written.sector_code is not None:
            sheet.write_string(written.row, FIRST, name_of(written.sector_code), styles.check_label)
        for column, (_, whole, parts) in enumerate(_IDENTITIES, start=FIRST + 1):
            counts = written.figures.columns
            sum_of_parts = "+".join(_cell(written.row, part) for part in parts)
            condition = f"{_cell(written.row, whole)}={sum_of_parts}"
            holds = counts[whole] == sum(counts[part] for part in parts)
            write_answer(sheet, styles.check_answer, xl_rowcol_to_cell(written.row, column), condition, holds)
        sheet.write_number(written.row, FIRST + 5, written.figures.resolved_no_due_date, styles.check_count)
        sheet.write_number(written.row, FIRST + 6, written.figures.open_waiting, styles.check_count)


def _against_published(sheet: Worksheet, styles: Styles, total: WrittenRow, table: FormTable) -> None:
    """Compare the total with the unit's own published row, and column (6) with column (11) of the period before."""
    published = table.published.columns
    expected = (
        ("Tổng (3) = số công bố", 0, published[0]),
        ("Tổng (7) = số công bố", 4, published[4]),
        ("Tổng (11) = số công bố", 8, published[8]),
        ("(6) = (11) kỳ trước", 3, table.open_before),
    )
    for row, (label, place, value) in enumerate(expected):
        sheet.write_string(row, FIRST + 3, label, styles.check_label)
        if value is None:
            sheet.write_string(row, FIRST + 4, "—", styles.check_answer)
            sheet.write_string(row, FIRST + 5, "Thiếu kỳ trước", styles.check_answer)
            continue
        sheet.write_number(row, FIRST + 4, value, styles.check_count)
        condition = f"{_cell(total.row, place)}={xl_rowcol_to_cell(row, FIRST + 4)}"
        holds = total.figures.columns[place] == value
        write_answer(sheet, styles.check_answer, xl_rowcol_to_cell(row, FIRST + 5), condition, holds)


def write_answer(sheet: Worksheet, style: Format, cell: str, condition: str, holds: bool) -> None:
    """Write whether a condition holds, as a formula that already holds its answer."""
    sheet.write_formula(cell, f'=IF({condition},"{AGREES}","{DIFFERS}")', style, AGREES if holds else DIFFERS)


def _cell(row: int, place: int) -> str:
    """Return the cell of a count, `place` from column (3) = 0."""
    return xl_rowcol_to_cell(row, 2 + place)
