"""Words of a contract (Trực tuyến, Có, Đã xử lý xong …) turned into codes: as they are written, else as they fold."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import duckdb

from connectors.contract import Contract, Property, Reads
from warehouse.columns import quoted

#: What yes and no may look like in a flag column.
FLAG_WORDS = {"true": ("Có", "X", "1", "true"), "false": ("Không", "0", "false")}


def word_columns(contract: Contract, present: Collection[str]) -> list[Property]:
    """Return the columns of a file that hold words."""
    return [c for c in contract.properties if c.name in present and c.reads in (Reads.WORD, Reads.FLAG)]


def code_of(column: Property) -> str:
    """Return the SQL of a staged cell's code; NULL for a word that the contract does not know.

    Lists, not a join: few cells need folding, and a dozen joins that find nothing for empty cells tear the rows into
    small pieces, which costs more than all casts.
    """
    words, cell = f"$words_{column.name}", f"staged.{quoted(column.name)}"
    place = f"coalesce(list_position({words}, {cell}), list_position({words}, fold({cell})))"
    return f"list_extract(CAST($codes_{column.name} AS {column.sql_type}[]), {place})"


def word_lists(connection: duckdb.DuckDBPyConnection, columns: Sequence[Property]) -> dict[str, list[str]]:
    """Return the parameters of `code_of`: each column's words, as the contract writes them and folded, and their codes."""
    if not columns:
        return {}
    spelled = [_spelled(column) for column in columns]
    folding = ", ".join(f"list_transform($w{place}, lambda word: fold(word))" for place in range(len(columns)))
    words = {f"w{place}": list(codes) for place, codes in enumerate(spelled)}
    (folded,) = connection.execute(f"SELECT {folding}", words).fetchall()
    lists: dict[str, list[str]] = {}
    for column, codes, others in zip(columns, spelled, folded, strict=True):
        lists |= {f"words_{column.name}": [*codes, *others], f"codes_{column.name}": [*codes.values()] * 2}
    return lists


def _spelled(column: Property) -> dict[str, str]:
    codes: Mapping[str, Sequence[str]] = FLAG_WORDS if column.reads is Reads.FLAG else column.codes
    return {word: code for code, words in codes.items() for word in words}


def unknown_words(
    connection: duckdb.DuckDBPyConnection, columns: Sequence[Property], staged: str, lists: Mapping[str, list[str]]
) -> dict[str, int]:
    """Return by column in how many rows stands a word that the contract does not know, if it may: it becomes NULL."""
    lenient = [column for column in columns if column.unknown_word == "null"]
    if not lenient:
        return {}
    counts = ", ".join(
        f"count(*) FILTER (staged.{quoted(c.name)} IS NOT NULL AND {code_of(c)} IS NULL)" for c in lenient
    )
    needed = {f"{kind}_{c.name}": lists[f"{kind}_{c.name}"] for c in lenient for kind in ("words", "codes")}
    (rows,) = connection.execute(f"SELECT {counts} FROM {staged} AS staged", needed).fetchall()
    return {column.name: int(count) for column, count in zip(lenient, rows, strict=True) if count}
