"""Error cells of an XLSX (#N/A, #VALUE!): calamine gives them as empty, but an error is no empty cell."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

#: Row and column of a cell, from 0.
Place = tuple[int, int]

_PIECE = 1 << 20
_LONGEST_CELL = 1 << 12
_SAYS_ERROR = re.compile(rb"""\bt=["']e["']""")
_CELL = re.compile(rb"""<(?:\w+:)?c\s([^>]*\bt=["']e["'][^>]*)>(.*?)</(?:\w+:)?c>""", re.DOTALL)
_REFERENCE = re.compile(rb"""\br=["']([A-Z]{1,3})(\d{1,7})["']""")
_VALUE = re.compile(rb"<(?:\w+:)?v>(#[^<]{1,20})</")
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def error_cells(workbook: Path) -> dict[str, dict[Place, str]]:
    """Return the texts of error cells by sheet; an old .xls, where they cannot be told apart, has none."""
    if not zipfile.is_zipfile(workbook):
        return {}
    try:
        with zipfile.ZipFile(workbook) as archive:
            return {name: dict(_errors_of(archive, part)) for name, part in _sheet_parts(archive)}
    except (zipfile.BadZipFile, ElementTree.ParseError, KeyError, EOFError) as error:
        raise ValueError("not a whole workbook") from error


def _sheet_parts(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))  # noqa: S314 - expat bounds entities
    targets = {relation.get("Id", ""): relation.get("Target", "") for relation in relations}
    for sheet in ElementTree.fromstring(archive.read("xl/workbook.xml")).iter():  # noqa: S314
        target = targets.get(sheet.get(_RELATION, ""), "")
        if sheet.tag.endswith("}sheet") and target:
            yield sheet.get("name", ""), posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")


def _errors_of(archive: zipfile.ZipFile, part: str) -> Iterator[tuple[Place, str]]:
    with archive.open(part) as sheet:
        rest = b""
        while piece := sheet.read(_PIECE):
            text = rest + piece
            if _SAYS_ERROR.search(text):
                yield from filter(None, map(_error, _CELL.finditer(text)))
            rest = text[-_LONGEST_CELL:]


def _error(cell: re.Match[bytes]) -> tuple[Place, str] | None:
    reference, value = _REFERENCE.search(cell[1]), _VALUE.search(cell[2])
    if reference is None or value is None:
        return None
    column = 0
    for letter in reference[1]:
        column = column * 26 + letter - 64
    return (int(reference[2]) - 1, column - 1), value[1].decode("ascii", "replace")
