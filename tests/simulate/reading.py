"""A plain reader of the simulated files, apart from the house's own, so that the two can be told from each other."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from datetime import datetime, timedelta
from itertools import takewhile
from pathlib import Path

from lxml import html
from python_calamine import CalamineWorkbook

from connectors.contract import Contract, Property, Reads
from connectors.simulate.wording import without_accents

Cells = list[list[str]]
Record = dict[str, object]
UNREADABLE = object()
#: The dataset of each folder of the city.
DATASETS = {
    "danh-muc": "procedure", "ho-so": "dossier", "tien-do": "step", "thanh-toan": "payment", "van-ban": "document",
    "ky-so": "signature", "pakn": "petition", "thu-xin-loi": "apology", "ke-khai": "unit_return",
}  # fmt: skip

_FORMS = ("%d/%m/%Y %H:%M", "%Y-%m-%d %H:%M:%S", "%Y%m%d%H%M%S", "%d/%m/%Y", "%Y-%m-%d")


def dataset_of(path: Path) -> str:
    """Return the dataset that the file's folder is of."""
    return next(DATASETS[part] for part in path.parts if part in DATASETS)


def cells(path: Path) -> Cells:
    """Return the file's rows as text, whatever it really is."""
    content = path.read_bytes()
    if content.startswith(b"PK"):
        sheet = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0)
        return [[str(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]
    if content.startswith(b"<html"):
        return [[cell.text_content().strip() for cell in row] for row in html.fromstring(content).iter("tr")]
    encoding = "utf-16" if content.startswith(b"\xff\xfe") else "utf-8-sig" if content[:1] in b'\xef"' else "cp1258"
    text = content.decode(encoding)
    delimiter = max(";,\t", key=text.splitlines()[0].count)
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))


def heading_row(rows: Cells, contract: Contract) -> int:
    """Return the position of the last row of the heading: the first row that names most columns."""
    return max(range(min(len(rows), 10)), key=lambda position: len(columns(rows, position, contract)))


def columns(rows: Cells, position: int, contract: Contract) -> dict[str, int]:
    """Return the place of each column whose heading stands in this row or, merged down, in the row above."""
    above = rows[position - 1] if position else [""] * len(rows[position])
    found = {}
    for place, text in enumerate(rows[position]):
        heading = text or (above[place] if place < len(above) else "")
        for column in contract.properties:
            if fold(heading) in {fold(accepted) for accepted in column.headings}:
                found.setdefault(column.name, place)
    return found


def fold(text: str) -> str:
    """Return a heading or word without case and accents, the Icelandic letter being Đ."""
    return without_accents(text.replace("\u00d0", "Đ")).lower()


def records(path: Path, contract: Contract) -> list[Record]:
    """Return the file's rows with typed values by column name; a cell that cannot be read is `UNREADABLE`."""
    rows = cells(path)
    position = heading_row(rows, contract)
    places = columns(rows, position, contract)
    body = [row for row in takewhile(lambda row: row[0] != "Tổng cộng", rows[position + 1 :]) if any(row)]
    return [{name: value(row[place], contract.by_name[name]) for name, place in places.items()} for row in body]


def value(text: str, column: Property) -> object:
    """Return the typed value of one cell."""
    text = unicodedata.normalize("NFC", " ".join(text.split()))
    if not text:
        return None
    if column.reads is Reads.CODE:
        return text.upper()
    if column.reads in {Reads.INSTANT, Reads.DUE}:
        return instant(text, is_due=column.reads is Reads.DUE)
    if column.reads is Reads.WORD:
        known = {fold(word): code for code, words in column.codes.items() for word in words}
        return known.get(fold(text), None if column.unknown_word == "null" else UNREADABLE)
    if column.reads in {Reads.MONEY, Reads.INTEGER}:
        return int(text.replace(".", "")) if re.fullmatch(r"[\d.]+", text) else UNREADABLE
    if column.reads is Reads.HOURS:
        return round(float(text.replace(",", ".")) * 3600)
    if column.reads is Reads.NUMBER:
        return float(text.replace(",", ".")) if re.fullmatch(r"\d+(,\d+)?", text) else UNREADABLE
    if column.reads is Reads.DAY:
        read = instant(text, is_due=False)
        return read.date() if isinstance(read, datetime) else UNREADABLE
    if column.reads is Reads.FLAG:
        return {"Có": True, "1": True, "true": True, "Không": False, "0": False, "false": False}.get(text, UNREADABLE)
    return text


def instant(text: str, is_due: bool) -> object:
    """Return the instant of one of the forms; a due date without a time is the end of its day."""
    if re.fullmatch(r"\d{5}(\.\d+)?", text):
        read = datetime(1899, 12, 30) + timedelta(seconds=round(float(text) * 86_400))
        return read + timedelta(seconds=86_399) if is_due and "." not in text else read
    for form in _FORMS:
        try:
            read = datetime.strptime(text, form)
        except ValueError:
            continue
        return read + timedelta(seconds=86_399) if is_due and "H" not in form else read
    return UNREADABLE
