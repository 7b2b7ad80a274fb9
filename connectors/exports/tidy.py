"""A tidy copy of a table: UTF-8, one line for each row, its grid and its row number first, no quotes.

DuckDB reads a clean CSV straight from the landing. Everything else (other encodings, workbooks, web tables, broken
quotes) is first written out in this one form, so that there is one way into the warehouse.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType

#: Cells beyond this many are kept together in one last cell: a stray cell far to the right must not make a wide table.
WIDEST = 400

#: As many first rows of each grid are kept in memory for the search of its heading.
HEAD_ROWS = 64

#: The unit separator of ASCII: no text has it, so that no cell needs quotes.
DELIMITER = "\x1f"
_NOT_IN_A_CELL = str.maketrans({"\r": " ", "\n": " ", "\0": " ", DELIMITER: " "})


@dataclass
class Grid:
    """One sheet or table: its name, its first rows that are not blank, its width, its last row that is not blank."""

    name: str
    head: list[tuple[int, list[str]]] = field(default_factory=list)
    width: int = 0
    last_row: int = 0


class TidyWriter:
    """Writes rows of one or more grids; blank rows are left out (the row numbers tell of them)."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.grids: list[Grid] = []

    def __enter__(self) -> TidyWriter:
        self._file = self.path.open("w", encoding="utf-8", errors="replace", newline="")
        self.path.chmod(0o600)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def begin(self, name: str) -> int:
        """Start a grid and return its number."""
        self.grids.append(Grid(name))
        return len(self.grids) - 1

    def write(self, grid_number: int, row_number: int, cells: Sequence[str]) -> None:
        """Write one row of a grid; line breaks within a cell become blanks."""
        grid = self.grids[grid_number]
        if not any(cells):
            return
        if len(cells) > WIDEST:
            cells = [*cells[:WIDEST], " ".join(cell for cell in cells[WIDEST:] if cell)]
        if len(grid.head) < HEAD_ROWS:
            grid.head.append((row_number, list(cells)))
        grid.width = max(grid.width, len(cells))
        grid.last_row = row_number
        line = DELIMITER.join(cells)
        if "\n" in line or "\r" in line or line.count(DELIMITER) >= len(cells):
            line = DELIMITER.join(cell.translate(_NOT_IN_A_CELL) for cell in cells)
        self._file.write(f"{grid_number}{DELIMITER}{row_number}{DELIMITER}{line}\n")
