"""Delimited text: its encoding, its delimiter and its heading, and a form that DuckDB reads whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from connectors.contract import Contract
from connectors.exports import remarks, tidy
from connectors.exports import survey as surveys
from connectors.exports.records import DELIMITERS, Records, lines_of
from connectors.exports.refusals import NO_HEADING, UNREADABLE_ENCODING, complete
from connectors.exports.table_text import FoundTables, TableText, tidy_table
from connectors.exports.text_encoding import (
    decoded,
    is_accented,
    is_mostly_utf8,
    is_utf8,
    marked_encoding,
    start_of,
)
from connectors.exports.tidy import TidyWriter
from connectors.headings import Heading, Row, find_heading, page_head
from connectors.problem import FileRejected

#: The heading is looked for in this many first lines.
_HEAD_LINES = 400

#: Places kept for cells beyond the last heading; a file with still longer rows goes through a tidy copy.
_SPARE_PLACES = 6


@dataclass(frozen=True)
class DelimitedText:
    """A text whose heading was found. `rows` are its first records, blank ones too."""

    path: Path
    encoding: str
    delimiter: str
    heading: Heading
    rows: Sequence[Row]

    @property
    def cells_in_heading(self) -> int:
        """How many cells the heading has, also empty ones at its end."""
        return max(len(cells) for _, cells in self.heading.rows)


def find_text(path: Path, contracts: Mapping[str, Contract]) -> DelimitedText:
    """Find encoding, delimiter and heading; raise `FileRejected` where there is no heading in any encoding."""
    marked = marked_encoding(path)
    if marked is None and "\ufffd" in start_of(path, "utf-8")[0] and not is_utf8(path):
        return _find_damaged(path, contracts)
    found = _find(path, marked or "utf-8", contracts)
    if found is None:
        raise FileRejected(NO_HEADING)
    return found


def _find_damaged(path: Path, contracts: Mapping[str, Contract]) -> DelimitedText:
    """Not valid UTF-8: with an accented heading, or mostly, it is UTF-8 with damage; else Windows-1258."""
    as_utf8 = _find(path, "utf-8", contracts)
    if as_utf8 and (is_accented(as_utf8.heading.written.values()) or is_mostly_utf8(path)):
        return as_utf8
    as_windows = _find(path, "cp1258", contracts)
    if as_windows is None:
        raise FileRejected(UNREADABLE_ENCODING)
    return as_windows


def _find(path: Path, encoding: str, contracts: Mapping[str, Contract]) -> DelimitedText | None:
    start, goes_on = start_of(path, encoding)
    lines = list(islice(lines_of([start]), _HEAD_LINES))
    if goes_on and len(lines) < _HEAD_LINES and len(lines) > 1:
        lines.pop()
    found = [text for delimiter in DELIMITERS if (text := _find_delimited(path, encoding, delimiter, lines, contracts))]
    return max(found, key=lambda text: text.heading.rank, default=None)


def _find_delimited(
    path: Path, encoding: str, delimiter: str, lines: Sequence[str], contracts: Mapping[str, Contract]
) -> DelimitedText | None:
    width = 1 + max((line.count(delimiter) for line in lines), default=0)
    if width == 1:
        return None
    rows = list(islice(enumerate(Records(lines, delimiter, width), start=1), tidy.HEAD_ROWS))
    heading = find_heading([row for row in rows if any(row[1])], contracts)
    return DelimitedText(path, encoding, delimiter, heading, rows) if heading else None


@dataclass(frozen=True)
class LandedText:
    """A UTF-8 text that DuckDB may read as it landed, if it then finds as many records as there are lines."""

    table: TableText
    lines: int
    blank_above: int

    def rows_left_out(self, records: int) -> int | None:
        """Return how many blank lines DuckDB left out above the heading; None: its records are not the file's lines."""
        if records == self.lines:
            return 0
        blank, at_end = surveys.blank_lines(self.table.path)
        is_accounted = records == self.lines - blank and blank - at_end == self.blank_above
        return self.blank_above if is_accounted else None


def as_landed(text: DelimitedText) -> LandedText | None:
    """Return the text for DuckDB to read as it is, or None where its encoding, lines or quotes do not allow it."""
    if text.encoding != "utf-8":
        return None
    surveyed = surveys.survey(text.path, text.delimiter)
    if not surveyed.is_regular:
        return None
    table = TableText(
        path=text.path,
        heading=text.heading,
        width=text.cells_in_heading + _SPARE_PLACES,
        page_head=page_head(text.rows, text.heading),
        delimiter=text.delimiter,
        flaws=surveyed.flaws,
    )
    blank_above = sum(not any(cells) for number, cells in text.rows if number < text.heading.last_row)
    return LandedText(table, surveyed.lines, blank_above)


def as_tidy(text: DelimitedText, contracts: Mapping[str, Contract], copy: Path) -> FoundTables:
    """Write a tidy copy, record by record, whatever the encoding, the line ends and the quotes."""
    if text.encoding == "utf-8" and not is_utf8(text.path):
        text = _find_damaged(text.path, contracts)
        complete(text.heading)
    records = Records(lines_of(decoded(text.path, text.encoding)), text.delimiter, text.cells_in_heading)
    with TidyWriter(copy) as writer:
        number = writer.begin("")
        for row_number, record in enumerate(records, start=1):
            writer.write(number, row_number, record)
    grid, flaws = writer.grids[number], surveys.survey(copy, tidy.DELIMITER).flaws
    return FoundTables(
        tables=(tidy_table(copy, number, grid, text.heading, flaws),),
        rows=grid.last_row,
        encoding=text.encoding,
        notes=(remarks.of_broken_quotes(records.broken),) if records.broken else (),
    )
