"""Words of a contract (Trực tuyến, Có, Đã xử lý xong …) looked up once per distinct spelling, not per row."""

from __future__ import annotations

import duckdb

from connectors.contract import Contract, Property, Reads
from warehouse.columns import quoted

#: What yes and no may look like in a flag column.
FLAG_WORDS = {"true": ("Có", "X", "1", "true"), "false": ("Không", "0", "false")}
LOOKED_UP = frozenset({Reads.WORD, Reads.FLAG})


def create_words(connection: duckdb.DuckDBPyConnection, contract: Contract) -> None:
    """Create the temp table `word(dataset, column_name, folded, code)` for a contract."""
    rows = [
        (contract.id, column.name, word, code)
        for column in contract.properties
        for code, words in (FLAG_WORDS if column.reads is Reads.FLAG else column.codes).items()
        for word in words
    ]
    connection.execute(
        "CREATE TEMP TABLE IF NOT EXISTS word (dataset VARCHAR, column_name VARCHAR, folded VARCHAR, code VARCHAR)"
    )
    connection.execute("DELETE FROM word WHERE dataset = $dataset", {"dataset": contract.id})
    if not rows:
        return
    connection.execute(
        "INSERT INTO word SELECT DISTINCT w.dataset, w.column_name, fold(w.word), w.code"
        " FROM (SELECT unnest($datasets) AS dataset, unnest($names) AS column_name,"
        " unnest($words) AS word, unnest($codes) AS code) AS w",
        dict(zip(("datasets", "names", "words", "codes"), map(list, zip(*rows, strict=True)), strict=True)),
    )


def lookup_table(column: Property) -> str:
    """Return the name of the temp table that maps a column's spellings to codes."""
    return f"lookup_{column.name}"


def create_lookup(connection: duckdb.DuckDBPyConnection, contract: Contract, column: Property, staged: str) -> None:
    """Create the lookup (raw, code, rows) of one word column over the staged rows."""
    name = quoted(column.name)
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE {lookup_table(column)} AS"
        f" SELECT spelled.raw, CAST(w.code AS {column.sql_type}) AS code, spelled.rows"
        f" FROM (SELECT {name} AS raw, count(*) AS rows FROM {staged} WHERE {name} IS NOT NULL GROUP BY {name}) AS spelled"
        " LEFT JOIN word AS w ON w.dataset = $dataset AND w.column_name = $column AND w.folded = fold(spelled.raw)",
        {"dataset": contract.id, "column": column.name},
    )


def unknown_words(connection: duckdb.DuckDBPyConnection, column: Property) -> int:
    """Return the number of rows whose word the contract does not know."""
    (rows,) = connection.execute(
        f"SELECT CAST(coalesce(sum(rows), 0) AS BIGINT) FROM {lookup_table(column)} WHERE code IS NULL"
    ).fetchall()[0]
    return int(rows)
