"""From a text to a table of texts in DuckDB: cells cleaned, rows numbered, furniture taken away, all set-based."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import duckdb

from connectors.cells import exact
from connectors.contract import Property, Reads
from connectors.exports.survey import Flaws
from connectors.exports.table_text import TableText
from connectors.headings import fold
from connectors.statements import statement

_PACKAGE = "connectors.exports"
_KINDS = {
    Reads.INSTANT: "date",
    Reads.DUE: "date",
    Reads.DAY: "date",
    Reads.WORD: "word",
    Reads.CODE: "code",
    Reads.PROCEDURE: "code",
}

#: A row without a code is likely data when it has this many cells, or half of the columns where these are few.
_ENOUGH_CELLS, _ENOUGH_OF_FEW = 4, 3

#: Of the signs that are looked for, those with a width become a plain blank; the others are left out.
_UNICODE_BLANKS = frozenset("\u0085\u00a0\u2028\u2029\u202f\u205f\u3000") | set(map(chr, range(0x2000, 0x200B)))


def load_records(connection: duckdb.DuckDBPyConnection, text: TableText, table: str) -> int:
    """Create the temp table `table` of all records and return how many; DuckDB's own errors go through."""
    heading = text.heading
    named = {place: name for name, place in sorted(heading.columns.items(), key=lambda column: column[1])}
    key = _key_place(text)
    create = statement(
        _PACKAGE,
        "load.sql",
        table=quoted(table),
        is_tidy=text.grid is not None,
        width=text.width,
        heading_width=heading.width,
        named=named,
        key_place=key,
        places=lambda start, end: ", ".join(f"p{place}" for place in range(start, end)),
        cleaned=lambda expression: _cleaned(expression, text.flaws),
    )
    parameters: dict[str, object] = {
        "path": exact(text.path),
        "delimiter": text.delimiter,
        "quote": '"' if text.grid is None else "",
        "key_texts": [row[key] for row in text.page_head if key < len(row)],
    }
    if text.grid is not None:
        parameters["grid"] = text.grid
    connection.execute(create, parameters)
    return count_rows(connection, table)


def number_rows(connection: duckdb.DuckDBPyConnection, table: str, left_out: int) -> None:
    """Number the records of a landed file as they were read; `left_out` blank lines stand above them."""
    connection.execute(f"UPDATE {quoted(table)} SET row_number = rowid + 1 + $left_out", {"left_out": left_out})


def drop_furniture(connection: duckdb.DuckDBPyConnection, text: TableText, table: str) -> None:
    """Delete what is no data: heading, letterhead, blank rows, totals, signature block (see `furniture.sql`)."""
    connection.execute(
        f"DELETE FROM {quoted(table)} WHERE row_number <= $heading_row", {"heading_row": text.heading.last_row}
    )
    (doubtful,) = connection.execute(f"SELECT count(cells) FROM {quoted(table)}").fetchall()[0]
    if doubtful:
        _drop_doubtful(connection, text, table)
    connection.execute(f"ALTER TABLE {quoted(table)} DROP COLUMN cells")


def _drop_doubtful(connection: duckdb.DuckDBPyConnection, text: TableText, table: str) -> None:
    by_place = {place: text.heading.contract.by_name[name] for name, place in text.heading.columns.items()}
    places = range(text.heading.width)
    half = (len(by_place) + 1) // 2
    furniture = statement(_PACKAGE, "furniture.sql", table=quoted(table))
    connection.execute(
        f"DELETE FROM {quoted(table)} WHERE row_number IN ({furniture})",
        {
            "heading_row": text.heading.last_row,
            "kinds": [_kind(by_place.get(place), place == _key_place(text)) for place in places],
            "words": [_words(by_place.get(place)) for place in places],
            "page_head": [[fold(row[place]) for row in text.page_head if place < len(row)] for place in places],
            "enough_cells": min(_ENOUGH_CELLS, max(_ENOUGH_OF_FEW, half)),
        },
    )


def count_rows(connection: duckdb.DuckDBPyConnection, table: str) -> int:
    """Return the number of rows."""
    (count,) = connection.execute(f"SELECT count(*) FROM {quoted(table)}").fetchall()[0]
    return int(count)


def append(connection: duckdb.DuckDBPyConnection, further: str, table: str) -> None:
    """Move the rows of one temp table to the end of another with the same columns."""
    connection.execute(f"INSERT INTO {quoted(table)} BY NAME SELECT * FROM {quoted(further)}")
    drop_table(connection, further)


def drop_table(connection: duckdb.DuckDBPyConnection, table: str) -> None:
    """Drop a temp table, if it is there."""
    connection.execute(f"DROP TABLE IF EXISTS temp.main.{quoted(table)}")


@contextmanager
def rows_in_order(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Row numbers come from the order of insertion, which a connection may have given up to save memory."""
    (in_order,) = connection.execute("SELECT current_setting('preserve_insertion_order')").fetchall()[0]
    connection.execute("SET preserve_insertion_order = true")
    try:
        yield
    finally:
        if not in_order:
            connection.execute("SET preserve_insertion_order = false")


def quoted(name: str) -> str:
    """Return the name as SQL writes it."""
    return '"' + name.replace('"', '""') + '"'


def _cleaned(expression: str, flaws: Flaws) -> str:
    """Return the expression with only those cleanings that the file needs at all."""
    if flaws.controls or flaws.nuls:
        expression = f"regexp_replace({expression}, '[\\x00-\\x1F\\x7F]', ' ', 'g')"
    for sign in sorted(flaws.blanks):
        expression = f"replace({expression}, chr({ord(sign)}), '{' ' if sign in _UNICODE_BLANKS else ''}')"
    if flaws.eth:
        expression = f"replace(replace({expression}, 'Ð', 'Đ'), 'ð', 'đ')"
    if flaws.marks:
        expression = f"nfc_normalize({expression})"
    return expression


def _key_place(text: TableText) -> int:
    """The place of the key's first column that the file has."""
    columns = text.heading.columns
    return next((columns[name] for name in text.heading.contract.key if name in columns), min(columns.values()))


def _kind(column: Property | None, is_key: bool) -> str:
    if is_key:
        return "key"
    return "" if column is None else _KINDS.get(column.reads, "other")


def _words(column: Property | None) -> list[str]:
    return [] if column is None else [fold(word) for words in column.codes.values() for word in words]
