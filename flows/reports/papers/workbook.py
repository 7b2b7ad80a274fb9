"""A workbook that opens anywhere: one font, no macros, no text from data that could act."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from pathlib import Path

from xlsxwriter import Workbook
from xlsxwriter.exceptions import FileCreateError
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from flows.reports.papers.origin import Origin
from flows.reports.papers.problem import cannot_write
from flows.reports.wording import name_of

FONT = "Times New Roman"
#: Paper size A4, as spreadsheets number it.
_A4 = 9


@contextmanager
def plain_workbook(out: Path, on: date, *, title: str | None = None, row_by_row: bool = False) -> Iterator[Workbook]:
    """Give a workbook that is written to `out` (.xlsx) at the end; raise `NotWritten` where it cannot be.

    `on` is the day of its figures, not that of the clock: the same figures give the same bytes. With `row_by_row` rows
    go to disk as they are written, from the top down: memory does not grow with them.
    """
    # Texts from data are never formulas, links or numbers, whatever they begin with.
    as_they_are = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    memory = {"constant_memory": True} if row_by_row else {"in_memory": True}
    font = {"font_name": FONT, "font_size": 11}
    workbook = Workbook(str(out), {**as_they_are, **memory, "default_format_properties": font})
    workbook.set_properties({"created": datetime.combine(on, time()), **({"title": title} if title else {})})
    yield workbook
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        workbook.close()
    except (OSError, FileCreateError) as error:
        raise cannot_write(out) from error


@contextmanager
def open_workbook(out: Path, title: str, origin: Origin, *, row_by_row: bool = False) -> Iterator[Workbook]:
    """Give the workbook of a paper, titled with its unit and period; otherwise as `plain_workbook`."""
    whose = f"{title}, {name_of(origin.unit_name)}, {origin.period.label_vi}"
    with plain_workbook(out, origin.as_of, title=whose, row_by_row=row_by_row) as workbook:
        yield workbook


def write_text(sheet: Worksheet, row: int, column: int, text: str, style: Format) -> None:
    """Write a text as a text; an empty one leaves an empty cell."""
    if text:
        sheet.write_string(row, column, text, style)
    else:
        sheet.write_blank(row, column, None, style)


def set_page(sheet: Worksheet, origin: Origin, *, headings: tuple[int, int], last_row: int, last_column: int) -> None:
    """A4 landscape, one page wide, the rows `headings` (first, last) on every page, nothing beside the paper printed."""
    sheet.set_paper(_A4)
    sheet.set_landscape()
    sheet.set_margins(left=0.4, right=0.4, top=0.4, bottom=0.55)
    sheet.center_horizontally()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(*headings)
    sheet.print_area(0, 0, last_row, last_column)
    font = f'&"{FONT},Regular"&9'
    run = name_of(origin.run_id)[:60].replace("&", "&&")
    sheet.set_footer(f"&L{font} Số liệu đến hết {origin.as_of:%d/%m/%Y}&C{font} Lần chạy {run}&R{font} Trang &P/&N")


def file_part(code: str) -> str:
    """Return a code as a part of a file name; signs that a file system may refuse become `-`."""
    return re.sub(r"[^0-9A-Za-zĐđ.-]+", "-", code).strip(".-")[:60] or "don-vi"
