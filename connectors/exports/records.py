"""Lines of a delimited text to records, also where quotes are broken: one open quote must not swallow the file."""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterable, Iterator

#: Delimiters that are looked for, the more usual ones first.
DELIMITERS = (";", "\t", ",", "|")

#: A quoted cell may hold line breaks, but no more than a text of this many lines.
_LONGEST_CELL_LINES = 50

#: In letters.
_LONGEST_LINE = 1 << 22


class Records:
    """Records of a delimited text of about `width` cells; `broken` counts lines whose quotes could not be paired.

    A quote that is still open at the end of its line is joined with the next lines, as the format has it, unless the
    cell that comes out would hold a whole record: then the quote is an ordinary sign and the line stands alone.
    """

    def __init__(self, lines: Iterable[str], delimiter: str, width: int) -> None:
        self._lines = iter(lines)
        self._ahead: deque[str] = deque()
        self._delimiter = delimiter
        self._width = max(width, 2)
        self.broken = 0

    def __iter__(self) -> Iterator[list[str]]:
        while (line := self._next_line()) is not None:
            if '"' not in line:
                yield line.rstrip("\n").split(self._delimiter)
            else:
                record = self._parsed([line]) if line.count('"') % 2 == 0 else self._joined(line)
                yield record if record is not None else self._loose(line)

    def _next_line(self) -> str | None:
        return self._ahead.popleft() if self._ahead else next(self._lines, None)

    def _joined(self, line: str) -> list[str] | None:
        """Return the record that begins in this line and ends in a later one, or None, with no line taken."""
        taken = [line]
        record = None
        while len(taken) < _LONGEST_CELL_LINES and (following := self._next_line()) is not None:
            taken.append(following)
            if following.count('"') % 2:
                record = self._parsed(taken)
                break
        if record is not None and not self._holds_records(record):
            return record
        self._ahead.extendleft(reversed(taken[1:]))
        return None

    def _holds_records(self, record: list[str]) -> bool:
        """Whether one of the cells runs on into the next record: that leaves as many delimiters as a record has."""
        too_many = max(len(record) - self._width, 0)
        return any("\n" in cell and cell.count(self._delimiter) + too_many >= self._width - 1 for cell in record)

    def _parsed(self, lines: list[str]) -> list[str] | None:
        try:
            records = list(csv.reader(lines, delimiter=self._delimiter))
        except csv.Error:  # a cell longer than any cell can be
            return None
        return records[0] if len(records) == 1 else None

    def _loose(self, line: str) -> list[str]:
        self.broken += 1
        cells = line.rstrip("\n").split(self._delimiter)
        return [cell.strip().strip('"').replace('""', '"') for cell in cells]


def lines_of(pieces: Iterable[str]) -> Iterator[str]:
    """Cut text into lines that end with `\\n`, whatever ended them; a line without end is cut after a few megabytes."""
    rest = ""
    for piece in pieces:
        text = rest + piece
        # "\r" may be the first half of an ending; a cut there would make a blank line
        held = text.endswith("\r")
        text = (text[:-1] if held else text).replace("\r\n", "\n").replace("\r", "\n")
        *lines, rest = text.split("\n")
        yield from (f"{line}\n" for line in lines)
        if len(rest) > _LONGEST_LINE:
            yield f"{rest}\n"
            rest = ""
        rest += "\r" if held else ""
    if rest:
        yield rest.removesuffix("\r") + "\n"
