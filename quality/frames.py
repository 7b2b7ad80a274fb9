"""Small frames for the judge: one row per thing checked, counted set-based in DuckDB."""

from __future__ import annotations

from importlib.resources import files

import duckdb

from quality.wording import Cell, Row


def sql_text(name: str) -> str:
    """Return the packaged query `sql/{name}.sql`."""
    return files("quality").joinpath("sql", f"{name}.sql").read_text(encoding="utf-8")


def read_frame(connection: duckdb.DuckDBPyConnection, query: str, **parameters: object) -> list[Row]:
    """Return the rows of `query` by column name, values as Python's own types (pandas would turn counts to floats)."""
    answer = connection.execute(query, parameters or None)
    names = [column[0] for column in answer.description or ()]
    rows: list[tuple[Cell, ...]] = answer.fetchall()
    return [dict(zip(names, row, strict=True)) for row in rows]
