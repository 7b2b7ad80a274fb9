"""The late list as people take it along: one table, Excel or CSV, without names of persons."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from connectors.contract import Bilingual
from flows.reports.papers.problem import cannot_write
from flows.reports.papers.workbook import plain_workbook

#: What a spreadsheet would take for a formula when it opens a CSV file.
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


class LateLine(NamedTuple):
    """A row of late_now.sql or due_now.sql; `working_days` are days late or days left."""

    unit_name: str
    step_no: int | None
    holding_unit_name: str | None
    holding_step_no: int | None
    holding_department: str | None
    dossier_code: str
    procedure_code: str | None
    received_on: date
    first_promised_on: date | None
    due_on: date
    working_days: int | None
    apology_due: bool | None
    apology_sent_on: date | None


#: What stands above each column of a `LateLine`, in its order.
LATE = (
    Bilingual(vi="Đơn vị", en="Unit"),
    Bilingual(vi="Bước trễ", en="Late step"),
    Bilingual(vi="Đang giữ", en="Held by"),
    Bilingual(vi="Bước", en="Step"),
    Bilingual(vi="Phòng ban", en="Department"),
    Bilingual(vi="Mã hồ sơ", en="Dossier"),
    Bilingual(vi="Mã TTHC", en="Procedure"),
    Bilingual(vi="Ngày tiếp nhận", en="Received"),
    Bilingual(vi="Hẹn lần đầu", en="First promised"),
    Bilingual(vi="Hẹn trả", en="Due"),
    Bilingual(vi="Trễ (ngày làm việc)", en="Late (working days)"),
    Bilingual(vi="Phải xin lỗi", en="Apology due"),
    Bilingual(vi="Đã gửi thư", en="Letter sent"),
)
_DAYS = LateLine._fields.index("working_days")
SOON = (*LATE[:_DAYS], Bilingual(vi="Còn (ngày làm việc)", en="Left (working days)"), *LATE[_DAYS + 1 :])


@dataclass(frozen=True)
class LateList:
    """One list with its title."""

    title: Bilingual
    headings: tuple[Bilingual, ...]
    lines: Sequence[LateLine]


def write_late_lists(lists: Sequence[LateList], out: Path, *, as_of: date, run_id: str, language: str) -> None:
    """Write the lists to `out`: .xlsx a sheet each, .csv one below the other; raise `NotWritten` where that fails."""
    if out.suffix.lower() != ".csv":
        _write_workbook(lists, out, as_of, run_id, language)
        return
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        _write_csv(lists, out, language)
    except OSError as error:
        raise cannot_write(out) from error


def _write_csv(lists: Sequence[LateList], out: Path, language: str) -> None:
    with out.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\r\n")
        for number, each in enumerate(lists):
            writer.writerows([[]] if number else [])
            writer.writerow([each.title.of(language)])
            writer.writerow([heading.of(language) for heading in each.headings])
            writer.writerows([_text(value) for value in line] for line in each.lines)


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "x" if value else ""
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    text = str(value)
    return f"'{text}" if isinstance(value, str) and text.startswith(_FORMULA_SIGNS) else text


def _write_workbook(lists: Sequence[LateList], out: Path, as_of: date, run_id: str, language: str) -> None:
    with plain_workbook(out, as_of) as workbook:
        for number, each in enumerate(lists, start=1):
            _write_sheet(workbook, workbook.add_worksheet(str(number)), each, language)
        for sheet in workbook.worksheets():
            sheet.set_footer(f"&L{as_of:%d/%m/%Y} · {run_id}&R&P/&N")


def _write_sheet(workbook: Workbook, sheet: Worksheet, shown: LateList, language: str) -> None:
    day = workbook.add_format({"num_format": "dd/mm/yyyy"})
    text = workbook.add_format({"quote_prefix": True})
    head = workbook.add_format({"bold": True, "border": 1, "text_wrap": True, "align": "center", "valign": "vcenter"})
    sheet.write_string(0, 0, shown.title.of(language), workbook.add_format({"bold": True, "font_size": 13}))
    for column, heading in enumerate(shown.headings):
        sheet.write_string(1, column, heading.of(language), head)
    for row, line in enumerate(shown.lines, start=2):
        for column, value in enumerate(line):
            if isinstance(value, bool):
                sheet.write_string(row, column, _text(value))
            elif isinstance(value, date):
                sheet.write_datetime(row, column, datetime(value.year, value.month, value.day), day)
            elif isinstance(value, int):
                sheet.write_number(row, column, value)
            elif value is not None:
                sheet.write_string(row, column, value, text)
    sheet.autofilter(1, 0, len(shown.lines) + 1, len(shown.headings) - 1)
    sheet.freeze_panes(2, 0)
    sheet.set_column(0, len(shown.headings) - 1, 14)
    for column, width in ((0, 30), (2, 30), (5, 26), (6, 20)):
        sheet.set_column(column, column, width)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(1)
