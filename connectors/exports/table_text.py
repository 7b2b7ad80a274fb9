"""What is handed to DuckDB: a text it can read whole, and what stands where in it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from connectors.contract import Bilingual
from connectors.exports import tidy
from connectors.exports.survey import Flaws
from connectors.exports.tidy import Grid
from connectors.headings import Heading, column_numbers


@dataclass(frozen=True)
class TableText:
    """One table in a UTF-8 text.

    A landed file that DuckDB reads as it is has no `grid`: its row numbers are those of its records. A tidy copy
    carries grid and row numbers itself. `last_row` is the last row that is not blank.
    """

    path: Path
    heading: Heading
    width: int
    numbers_row: tuple[str, ...]
    last_row: int = 0
    delimiter: str = tidy.DELIMITER
    grid: int | None = None
    flaws: Flaws = Flaws()


@dataclass(frozen=True)
class FoundTables:
    """The tables of one dataset that a file holds, and what there is to say about how they were found."""

    tables: tuple[TableText, ...]
    encoding: str
    notes: tuple[Bilingual, ...]


def tidy_table(path: Path, number: int, grid: Grid, heading: Heading, flaws: Flaws) -> TableText:
    """Return the table that a grid of a tidy copy is."""
    return TableText(
        path=path,
        heading=heading,
        width=max(grid.width, heading.width),
        last_row=grid.last_row,
        numbers_row=column_numbers(grid.head, heading),
        grid=number,
        flaws=flaws,
    )
