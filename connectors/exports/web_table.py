"""HTML tables, most of them named .xls: streamed row by row, merged cells spread out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from connectors.exports.refusals import UNREADABLE_TEXT
from connectors.exports.text_encoding import decoded, is_mostly_utf8, is_utf8, marked_encoding, start_of
from connectors.exports.tidy import Grid, TidyWriter
from connectors.problem import FileRejected

#: No wider or higher than the HTML standard lets a cell be.
_WIDEST_SPAN, _HIGHEST_SPAN = 1000, 65534

#: A page with more tables is no export.
_MOST_TABLES = 1000

_DECLARED = re.compile(r"""charset\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE)
_KNOWN_CHARSETS = {"utf-8": "utf-8", "utf8": "utf-8", "windows-1258": "cp1258", "cp1258": "cp1258"}
_UNREAD = frozenset({"script", "style"})
_BREAKS = frozenset({"br", "p", "div", "li"})


def page_encoding(path: Path) -> str:
    """Return the encoding of a page: its mark, UTF-8 where it is valid, what it declares, the likelier one."""
    marked = marked_encoding(path)
    if marked or is_utf8(path):
        return marked or "utf-8"
    declared = _DECLARED.search(start_of(path, "cp1258")[0])
    known = _KNOWN_CHARSETS.get(declared[1].lower()) if declared else None
    return known or ("utf-8" if is_mostly_utf8(path) else "cp1258")


def write_tables(page: Path, encoding: str, copy: Path) -> list[Grid]:
    """Write the rows of every table to a tidy copy, rows numbered through the whole page as Excel shows it."""
    as_utf8 = copy.with_suffix(".html")
    try:
        with as_utf8.open("w", encoding="utf-8", newline="") as text:
            as_utf8.chmod(0o600)
            text.writelines(piece.replace("\0", " ") for piece in decoded(page, encoding))
        with TidyWriter(copy) as writer:
            _write_rows(as_utf8, writer)
    except etree.LxmlError as error:
        raise FileRejected(UNREADABLE_TEXT) from error
    finally:
        as_utf8.unlink(missing_ok=True)
    return writer.grids


def _write_rows(page: Path, writer: TidyWriter) -> None:
    numbers: dict[etree._Element, int] = {}
    spans: dict[etree._Element, dict[int, tuple[int, str]]] = {}
    row_number = 0
    events = etree.iterparse(
        str(page), events=("end",), tag="tr", html=True, recover=True, encoding="utf-8", huge_tree=True
    )
    for _, row in events:
        table = next(row.iterancestors("table"), None)
        if table is None or (table not in numbers and len(numbers) >= _MOST_TABLES):
            continue
        if table not in numbers:
            numbers[table] = writer.begin("")
            spans[table] = {}
        row_number += 1
        writer.write(numbers[table], row_number, _spread(row, spans[table]))
        _forget(row)


def _spread(row: etree._Element, running: dict[int, tuple[int, str]]) -> list[str]:
    """Return the row's cells in their columns; `running` holds the cells that reach down from rows above.

    A cell over several rows holds for each of them; a cell over several columns stands in the first.
    """
    cells: list[str] = []
    for cell in row.iterchildren("td", "th"):
        _take_running(cells, running)
        text, rows = _text(cell), _span(cell, "rowspan", _HIGHEST_SPAN)
        for place, filling in enumerate([text, *[""] * (_span(cell, "colspan", _WIDEST_SPAN) - 1)], start=len(cells)):
            if rows > 1:
                running[place] = (rows - 1, filling)
            cells.append(filling)
    _take_running(cells, running)
    return cells


def _take_running(cells: list[str], running: dict[int, tuple[int, str]]) -> None:
    while len(cells) in running:
        place = len(cells)
        rows, text = running.pop(place)
        if rows > 1:
            running[place] = (rows - 1, text)
        cells.append(text)


def _span(cell: etree._Element, name: str, most: int) -> int:
    given = (cell.get(name) or "").strip()
    return min(max(int(given), 1), most) if given.isascii() and given.isdigit() else 1


def _text(cell: etree._Element) -> str:
    """Return the text as a browser shows it: runs of blanks and line breaks are one blank, and so is `<br>`."""
    text = "".join(_texts(cell)) if len(cell) else cell.text or ""
    return " ".join(text.split())


def _texts(cell: etree._Element) -> Iterator[str]:
    walk = etree.iterwalk(cell, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        if event == "start" and element.tag not in _UNREAD:
            yield (" " if element.tag in _BREAKS else "") + (element.text or "")
        elif event == "start":
            walk.skip_subtree()
        elif element is not cell:
            yield element.tail or ""


def _forget(row: etree._Element) -> None:
    """Free a row that was written: a page may hold a million of them."""
    row.clear()
    body = row.getparent()
    while body is not None and body[0] is not row:
        del body[0]
