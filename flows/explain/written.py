"""An explanation as a file: the whole list of records, as a workbook with the definition beside it, or as CSV."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path

import duckdb
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from connectors.contract import Bilingual
from flows.explain.columns import read_columns
from flows.explain.definition import definition_lines, value_lines
from flows.explain.figure import Figure
from flows.reports.papers.workbook import plain_workbook
from flows.reports.wording import name_of
from warehouse.behind import Behind

#: Kinds of file that can be written.
SUFFIXES = (".xlsx", ".csv")
#: Rows that a sheet holds below its heading.
_MOST_ROWS = 1_048_575
_WIDTH = 20


def write_explanation(
    connection: duckdb.DuckDBPyConnection,
    path: Path,
    figure: Figure,
    where: Bilingual,
    found: list[Behind],
    *,
    as_of: date,
    every: bool,
    language: str,
) -> int:
    """Write the records behind a figure; return how many. A workbook says first what the figure is and where it stands."""
    if path.suffix.lower() == ".csv":
        return _write_csv(connection, path, found, every=every, language=language)
    with plain_workbook(path, as_of, row_by_row=True) as workbook:
        about = workbook.add_worksheet("Định nghĩa" if language != "en" else "Definition")
        about.set_column(0, 0, 6 * _WIDTH)
        lines = (*definition_lines(figure, language), where.of(language), *value_lines(figure, language))
        for row, line in enumerate(lines):
            about.write_string(row, 0, line)
        formats = (workbook.add_format({"bold": True, "bottom": 1}), workbook.add_format({"num_format": "dd/mm/yyyy"}))
        return sum(_write_sheet(connection, workbook, each, formats, every=every, language=language) for each in found)


def _write_sheet(
    connection: duckdb.DuckDBPyConnection,
    workbook: Workbook,
    behind: Behind,
    formats: tuple[Format, Format],
    *,
    every: bool,
    language: str,
) -> int:
    head, day = formats
    sheet: Worksheet = workbook.add_worksheet(behind.explanation.record.of(language)[:31])
    sheet.set_column(0, len(behind.columns()) - 1, _WIDTH)
    sheet.freeze_panes(1, 0)
    for place, heading in enumerate(_headings(behind, language)):
        sheet.write_string(0, place, heading, head)
    written = 0
    for cells in _rows(connection, behind, every=every, language=language):
        written += 1
        for place, cell in enumerate(cells):
            _write_cell(sheet, written, place, cell, day)
    return written


def _write_cell(sheet: Worksheet, row: int, place: int, cell: object, day: Format) -> None:
    if isinstance(cell, date):
        sheet.write_datetime(row, place, datetime.combine(cell, time()), day)
    elif isinstance(cell, int | float):
        sheet.write_number(row, place, cell)
    elif cell is not None:
        sheet.write_string(row, place, name_of(str(cell)))


def _write_csv(
    connection: duckdb.DuckDBPyConnection, path: Path, found: list[Behind], *, every: bool, language: str
) -> int:
    written = 0
    with path.open("w", encoding="utf-8-sig", newline="") as file:  # the mark tells Excel that it is UTF-8
        writer = csv.writer(file)
        for each in found:
            writer.writerow(_headings(each, language))
            for cells in _rows(connection, each, every=every, language=language):
                writer.writerow([_csv_cell(cell) for cell in cells])
                written += 1
    return written


def _csv_cell(cell: object) -> object:
    if isinstance(cell, date):
        return f"{cell:%d/%m/%Y}"
    if isinstance(cell, str):
        text = name_of(cell)
        # A spreadsheet would run such a text as a formula.
        return f"'{text}" if text.startswith(("=", "+", "-", "@")) else text
    return cell


def _headings(behind: Behind, language: str) -> list[str]:
    return [read_columns().headings[name].of(language) for name in behind.columns()]


def _rows(
    connection: duckdb.DuckDBPyConnection, behind: Behind, *, every: bool, language: str
) -> Iterator[list[object]]:
    """Yield the cells of each record; yes and no in words."""
    columns, names = read_columns(), behind.columns()
    yes_and_no = ("Không", "Có") if language != "en" else ("No", "Yes")
    for row in behind.rows(connection, every=every, limit=_MOST_ROWS):
        cells = (columns.shown(name, cell, language) for name, cell in zip(names, row, strict=True))
        yield [yes_and_no[cell] if isinstance(cell, bool) else cell for cell in cells]
