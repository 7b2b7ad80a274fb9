"""Reads one workbook in a process of its own: a broken or hostile one ends this process, never the night.

calamine lays a sheet out in memory from its first to its last cell; one stray cell in the last row and column asks for
hundreds of gigabytes and aborts the process. So memory is limited here, and nothing else runs here.
"""

from __future__ import annotations

import json
import resource
import sys
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import date, datetime, time, timedelta
from pathlib import Path

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetTypeEnum

from connectors.exports.tidy import Grid, TidyWriter
from connectors.exports.workbook_errors import Place, error_cells

_MEMORY = 6 << 30
_LONGEST_RUN_SECONDS = 1800

Cell = int | float | str | bool | time | date | datetime | timedelta


def main() -> None:
    """Write the sheets of the workbook `argv[1]` to the tidy copy `argv[2]`; tell about them as JSON."""
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_LONGEST_RUN_SECONDS, _LONGEST_RUN_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    source, copy = map(Path, sys.argv[1:3])
    try:
        answer: dict[str, object] = {"grids": [asdict(grid) for grid in convert(source, copy)]}
    except PasswordError:
        answer = {"refused": "password"}
    except (CalamineError, ValueError) as error:
        answer = {"refused": type(error).__name__}
    json.dump(answer, sys.stdout)


def convert(source: Path, copy: Path) -> list[Grid]:
    """Write every sheet to the tidy copy, row numbers as the spreadsheet has them."""
    errors = error_cells(source)
    with CalamineWorkbook.from_path(source) as workbook, TidyWriter(copy) as writer:
        for sheet_number, about in enumerate(workbook.sheets_metadata):
            if about.typ is SheetTypeEnum.WorkSheet:
                sheet = workbook.get_sheet_by_index(sheet_number)
                grid = writer.begin(about.name)
                for row_number, cells in _rows(sheet, errors.get(about.name, {})):
                    writer.write(grid, row_number, cells)
    return writer.grids


def _rows(sheet: CalamineSheet, errors: Mapping[Place, str]) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows as texts; a cell merged over several rows holds for each of them."""
    first_column = sheet.start[1] if sheet.start else 0
    merged = _merged_over_rows(sheet, first_column)
    above: dict[Place, str] = {}
    for row, values in enumerate(sheet.iter_rows()):
        cells = [_text(value) for value in values]
        for place in range(len(cells)) if errors else ():
            cells[place] = cells[place] or errors.get((row, first_column + place), "")
        for place, top in merged.get(row, ()):
            if place < len(cells):
                if row == top:
                    above[top, place] = cells[place]
                cells[place] = above.get((top, place), "")
        yield row + 1, cells


def _merged_over_rows(sheet: CalamineSheet, first_column: int) -> dict[int, list[tuple[int, int]]]:
    """For each row, the places (and top rows) of the merged cells that run through it."""
    last_row = sheet.end[0] if sheet.end else -1
    merged: dict[int, list[tuple[int, int]]] = {}
    for (top, left), (bottom, _) in sheet.merged_cell_ranges or ():
        for row in range(top, min(bottom, last_row) + 1) if bottom > top and left >= first_column else ():
            merged.setdefault(row, []).append((left - first_column, top))
    return merged


def _text(value: Cell) -> str:
    """Return a cell as text: ISO dates, whole numbers without a point, `,` before decimals (`.` parts thousands)."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, datetime):
        return str((value + timedelta(milliseconds=500)).replace(microsecond=0))
    if isinstance(value, timedelta):
        minutes, seconds = divmod(round(value.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"
    return str(value)


def _number(value: float) -> str:
    if value.is_integer() and abs(value) < 1e300:
        return str(int(value))
    digits = repr(value)
    return f"{value:.15f}".rstrip("0").replace(".", ",") if "e" in digits else digits.replace(".", ",")


if __name__ == "__main__":
    main()
