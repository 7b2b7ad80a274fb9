"""What is handed to DuckDB: a text it can read whole, and what stands where in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from connectors.contract import Bilingual, Contract
from connectors.exports import remarks, tidy
from connectors.exports.refusals import complete
from connectors.exports.survey import NO_FLAWS, Flaws, survey
from connectors.exports.tidy import Grid
from connectors.headings import Heading, find_heading, page_head


@dataclass(frozen=True)
class TableText:
    """One table in a UTF-8 text.

    A landed file that DuckDB reads as it is has no `grid`: its row numbers are those of its records. A tidy copy
    carries grid and row numbers itself. `page_head` are the rows that may come again lower down.
    """

    path: Path
    heading: Heading
    width: int
    page_head: tuple[tuple[str, ...], ...]
    delimiter: str = tidy.DELIMITER
    grid: int | None = None
    flaws: Flaws = NO_FLAWS


@dataclass(frozen=True)
class FoundTables:
    """The tables of one dataset that a file holds, all with the same columns, and how they were found.

    `rows` counts all rows down to the last that is not blank, also those that are no data.
    """

    tables: tuple[TableText, ...]
    rows: int
    encoding: str
    notes: tuple[Bilingual, ...] = ()


def choose_grids(
    copy: Path, grids: Sequence[Grid], contracts: Mapping[str, Contract]
) -> tuple[list[int], tuple[TableText, ...], tuple[Bilingual, ...]]:
    """Choose the grids (sheets, HTML tables) of a tidy copy that are read; return their numbers, tables and notes.

    The first grid with a whole heading tells the dataset, the fullest of that dataset the columns; others with the same
    columns are read too. Raises `FileRejected` when no grid has a whole heading.
    """
    found = {number: heading for number, grid in enumerate(grids) if (heading := find_heading(grid.head, contracts))}
    whole = {number: heading for number, heading in found.items() if not heading.missing}
    if not whole:
        complete(max(found.values(), key=lambda heading: heading.rank, default=None))
    dataset = next(iter(whole.values())).contract.id
    fullest = max((h for h in whole.values() if h.contract.id == dataset), key=lambda heading: heading.rank)
    read = [n for n, h in whole.items() if h.contract.id == dataset and h.columns.keys() == fullest.columns.keys()]
    read.sort(key=lambda number: (whole[number] is not fullest, number))
    flaws = survey(copy, tidy.DELIMITER).flaws
    tables = tuple(tidy_table(copy, number, grids[number], whole[number], flaws) for number in read)
    left_out = [grid.name for number, grid in enumerate(grids) if number not in read and grid.head and grid.name]
    return read, tables, remarks.of_sheets([grids[number].name for number in sorted(read)], left_out)


def tidy_table(path: Path, number: int, grid: Grid, heading: Heading, flaws: Flaws) -> TableText:
    """Return the table that a grid of a tidy copy is."""
    return TableText(
        path=path,
        heading=heading,
        width=max(grid.width, heading.width),
        page_head=page_head(grid.head, heading),
        grid=number,
        flaws=flaws,
    )
