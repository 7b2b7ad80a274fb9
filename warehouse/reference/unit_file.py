"""Reading a catalogue of units: our own or the city's `units.csv`, as people really save it."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from connectors.contract import Bilingual
from warehouse.reference.rejection import rejected_cell, rejected_file
from warehouse.reference.unit_name import tidy_name

REQUIRED = ("unit_code", "name", "kind")
COLUMNS = (*REQUIRED, "parent_code", "valid_from", "valid_to", "successor_code", "source")
KINDS = ("province", "department", "district", "commune")
_SEPARATORS = (",", ";", "\t")
#: A spreadsheet may add midnight to a day.
_DAY_FORMS = (
    re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})(?:[ T]0{1,2}:00(?::00)?)?"),
    re.compile(r"(?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>\d{4})(?: 0{1,2}:00(?::00)?)?"),
)


@dataclass(frozen=True)
class Unit:
    """One unit of a catalogue; `valid_to` is the first day it is no longer valid, `row` its row in the file."""

    unit_code: str
    name: str
    kind: str
    parent_code: str | None
    valid_from: date | None
    valid_to: date | None
    successor_code: str | None
    source: str
    row: int


def read_units(path: Path) -> tuple[list[Unit], list[Bilingual]]:
    """Read a units file: UTF-8 with or without a byte order mark, `,` `;` or tab between, columns in any order.

    Returns its units in file order, and warnings. Raises ReferenceRejected for what cannot be read: nothing is guessed.
    """
    file, rows = path.name, _rows(path)
    heading_row, headings = next(rows, (1, [""]))
    columns = [heading.strip().lower() for heading in headings]
    _require_columns(file, heading_row, columns)
    units = [_unit(file, row, columns, cells) for row, cells in rows]
    if not units:
        raise rejected_file(file, "không có đơn vị nào dưới dòng tiêu đề", "no unit below the heading")
    unknown = ", ".join(column for column in columns if column and column not in COLUMNS)
    vi, en = f"{file}: bỏ qua cột không biết: {unknown}", f"{file}: unknown columns are ignored: {unknown}"
    return units, [Bilingual(vi=vi, en=en)] if unknown else []


def _rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Yield row numbers and cells, without empty rows and comments."""
    text = _text(path)
    first_line = next((line for line in text.splitlines() if line.strip() and not line.startswith("#")), "")
    separator = max(_SEPARATORS, key=first_line.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        for row, cells in enumerate(reader, start=1):
            if any(cell.strip() for cell in cells) and not cells[0].startswith("#"):
                yield row, cells
    except csv.Error as error:
        vi = f"không đọc được dòng {reader.line_num}, thường do dấu nháy kép không khớp; hãy lưu lại dạng CSV UTF-8"
        en = f"line {reader.line_num} cannot be read, mostly for unbalanced quotes; save it again as CSV UTF-8"
        raise rejected_file(path.name, vi, en) from error


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        vi = "không mở được tệp; hãy kiểm tra khóa units trong motcua.toml và quyền đọc"
        en = "the file cannot be opened; check the key units in motcua.toml and the permission to read"
        raise rejected_file(path.name, vi, en) from error
    except UnicodeDecodeError as error:
        vi, en = "tệp không phải UTF-8; hãy lưu lại dạng CSV UTF-8", "the file is not UTF-8; save it again as CSV UTF-8"
        raise rejected_file(path.name, vi, en) from error


def _require_columns(file: str, row: int, columns: Sequence[str]) -> None:
    expected = ", ".join(COLUMNS[:-1])
    for column in REQUIRED:
        if column not in columns:
            vi, en = f"thiếu cột này; dòng tiêu đề cần: {expected}", f"missing; the heading needs: {expected}"
            raise rejected_cell(file, row, column, vi, en)
    for column in COLUMNS:
        if columns.count(column) > 1:
            vi, en = "tiêu đề bị lặp; hãy chỉ giữ một", "the heading is there twice; keep one"
            raise rejected_cell(file, row, column, vi, en)


def _unit(file: str, row: int, columns: Sequence[str], cells: Sequence[str]) -> Unit:
    if any(cell.strip() for cell in cells[len(columns) :]):
        vi = "dòng có nhiều ô hơn dòng tiêu đề; tên có dấu phân cách phải đặt trong dấu nháy kép"
        en = "the row has more cells than the heading; a name with a separator in it needs double quotes"
        raise rejected_cell(file, row, str(len(columns) + 1), vi, en)
    values = dict.fromkeys(COLUMNS, "") | {c: tidy_name(cell) for c, cell in zip(columns, cells, strict=False)}
    for column in REQUIRED:
        if not values[column]:
            raise rejected_cell(file, row, column, "ô trống; cần có giá trị", "empty; a value is needed")
    if (kind := values["kind"].lower()) not in KINDS:
        vi, en = (f"«{values['kind']}» {hint} {', '.join(KINDS)}" for hint in ("không hợp lệ; cần", "is none of"))
        raise rejected_cell(file, row, "kind", vi, en)
    valid_from, valid_to = (_day(file, row, column, values[column]) for column in ("valid_from", "valid_to"))
    if valid_from and valid_to and valid_from >= valid_to:
        vi = "là ngày đầu tiên không còn hiệu lực nên phải sau valid_from"
        raise rejected_cell(file, row, "valid_to", vi, "the first day no longer valid must come after valid_from")
    return Unit(
        unit_code=_code(values["unit_code"]),
        name=values["name"],
        kind=kind,
        parent_code=_code(values["parent_code"]) or None,
        valid_from=valid_from,
        valid_to=valid_to,
        successor_code=_code(values["successor_code"]) or None,
        source=values["source"] or file,
        row=row,
    )


def _code(text: str) -> str:
    """Return a code as every dataset writes it: upper case, without blanks."""
    return "".join(text.split()).upper()


def _day(file: str, row: int, column: str, text: str) -> date | None:
    if not text:
        return None
    found = next((match for form in _DAY_FORMS if (match := form.fullmatch(text))), None)
    try:
        if found:
            return date(int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError:
        pass  # no such day in the calendar, told below like any other text that is no date
    vi = f"«{text}» không phải ngày; cần dd/MM/yyyy hoặc yyyy-MM-dd"
    raise rejected_cell(file, row, column, vi, f"«{text}» is no date; dd/MM/yyyy or yyyy-MM-dd is needed")
