"""Read one landed file into a temp table of texts, whatever people made of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import duckdb

from connectors.contract import Contract, file_contracts
from connectors.exports import delimited, remarks, web_table
from connectors.exports.file_kind import FileKind, ending_note, identify
from connectors.exports.pull import pull_inbox, reach_inbox
from connectors.exports.refusals import UNREADABLE_TEXT, complete
from connectors.exports.staging import (
    append,
    count_rows,
    drop_furniture,
    drop_table,
    load_records,
    number_rows,
    rows_in_order,
)
from connectors.exports.table_text import FoundTables, choose_grids
from connectors.exports.workbook import write_sheets
from connectors.landing import LandedFile
from connectors.problem import FileRejected
from connectors.source import InboxSettings, Pulled, Pulling, Reach, Source, StagedFile


class Reader(Source[InboxSettings]):
    """The connector `exports`."""

    settings_type = InboxSettings

    def pull(self, pulling: Pulling) -> Pulled:
        """Land what lies in the inbox."""
        return pull_inbox(self.name, self.settings.inbox, pulling)

    def stage(self, connection: duckdb.DuckDBPyConnection, file: LandedFile, scratch: Path) -> list[StagedFile]:
        """Create the temp table of a file's rows: a file holds one dataset."""
        return [stage(connection, file.path, file.name, file_contracts(), "staged", scratch)]

    def reach(self) -> Reach:
        """Look at the inbox."""
        return reach_inbox(self.settings.inbox)


def stage(
    connection: duckdb.DuckDBPyConnection,
    path: Path,
    name: str,
    contracts: Mapping[str, Contract],
    table: str,
    scratch: Path,
) -> StagedFile:
    """Create the temp table `table` of the file's data rows; raise `FileRejected` when it cannot be read at all.

    Its columns: `row_number` (as a person sees it in the file), one VARCHAR for each contract column the file has, in
    the file's order (blanks trimmed, empty is NULL, NFC), and `extra_cells`, not NULL where a row goes on beyond the
    last heading. Call it outside a transaction: a first way of reading may fail before a second one serves.
    """
    kind = identify(path)
    try:
        with _scratch_copy(scratch) as copy, rows_in_order(connection):
            found = _stage_kind(connection, kind, path, contracts, table, copy)
    except FileRejected:
        drop_table(connection, table)
        raise
    except duckdb.InvalidInputException as error:
        drop_table(connection, table)
        raise FileRejected(UNREADABLE_TEXT) from error
    rows = count_rows(connection, table)
    heading = found.tables[0].heading
    columns = tuple(sorted(heading.columns, key=lambda column: heading.columns[column]))
    has_lost_letters = any(text.flaws.replaced for text in found.tables)
    said_first = [ending_note(kind, name), remarks.LOST_LETTERS if has_lost_letters else None]
    return StagedFile(
        dataset=heading.contract.id,
        columns=columns,
        headings={column: heading.written[column] for column in columns},
        unknown_headings=heading.unknown,
        rows=rows,
        furniture_rows=found.rows - rows,
        notes=(*filter(None, said_first), *found.notes, *remarks.of_heading(heading, rows)),
        encoding=found.encoding + ("-replace" if has_lost_letters else ""),
        kind=kind.value,
        table=table,
    )


def _stage_kind(
    connection: duckdb.DuckDBPyConnection,
    kind: FileKind,
    path: Path,
    contracts: Mapping[str, Contract],
    table: str,
    copy: Path,
) -> FoundTables:
    if kind is FileKind.CSV:
        text = delimited.find_text(path, contracts)
        complete(text.heading)
        landed = _stage_landed(connection, text, table)
        if landed is not None:
            return landed
        found = delimited.as_tidy(text, contracts, copy)
    elif kind is FileKind.HTML:
        encoding = web_table.page_encoding(path)
        grids = web_table.write_tables(path, encoding, copy)
        _, tables, notes = choose_grids(copy, grids, contracts)
        found = FoundTables(tables, max(grid.last_row for grid in grids), encoding, notes)
    else:
        grids = write_sheets(path, kind, copy)
        read, tables, notes = choose_grids(copy, grids, contracts)
        found = FoundTables(tables, sum(grids[number].last_row for number in read), "", notes)
    _stage_tables(connection, found, table)
    return found


def _stage_landed(
    connection: duckdb.DuckDBPyConnection, text: delimited.DelimitedText, table: str
) -> FoundTables | None:
    """Let DuckDB read the landed file itself; None when it refuses or does not find every line."""
    landed = delimited.as_landed(text)
    if landed is None:
        return None
    try:
        records = load_records(connection, landed.table, table)
    except duckdb.Error:
        return None
    left_out = landed.rows_left_out(records)
    if left_out is None:
        return None
    number_rows(connection, table, left_out)
    drop_furniture(connection, landed.table, table)
    return FoundTables((landed.table,), records + left_out, text.encoding)


def _stage_tables(connection: duckdb.DuckDBPyConnection, found: FoundTables, table: str) -> None:
    first, *others = found.tables
    load_records(connection, first, table)
    drop_furniture(connection, first, table)
    for other in others:
        further = f"{table}_{other.grid}"
        load_records(connection, other, further)
        drop_furniture(connection, other, further)
        append(connection, further, table)


@contextmanager
def _scratch_copy(scratch: Path) -> Iterator[Path]:
    """Give a name for a tidy copy that is gone afterwards: it holds personal data."""
    scratch.mkdir(mode=0o700, parents=True, exist_ok=True)
    copy = scratch / f"{uuid4().hex}.csv"
    try:
        yield copy
    finally:
        copy.unlink(missing_ok=True)
