"""The project's own reference files, and filling tables of ref from rows of text."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from importlib.resources import files

import duckdb

from warehouse.database import sql_text


def packaged_rows(name: str) -> list[dict[str, str]]:
    """Return the rows of `data/{name}.csv`; lines that open with `#` are comments, an empty cell is empty text."""
    text = files("warehouse.reference").joinpath("data", f"{name}.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(line for line in text.splitlines() if not line.startswith("#")))


def fill(
    connection: duckdb.DuckDBPyConnection, table: str, rows: Sequence[Mapping[str, str]], **parameters: object
) -> None:
    """Run `sql/{table}.sql`, which fills ref.{table} from `reference_rows` and its parameters.

    `rows` are text throughout and become so many VARCHAR columns, empty text NULL; the statement casts them.
    """
    # Imported here: half a second that who only compares names need not wait for.
    import pandas as pd

    frame = pd.DataFrame(rows, dtype="string").replace("", pd.NA)
    connection.register("reference_rows", frame)
    try:
        connection.execute(sql_text("reference", "sql", f"{table}.sql"), parameters or None)
    finally:
        connection.unregister("reference_rows")
