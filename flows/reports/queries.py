"""Reading the published warehouse: one packaged SQL file per question, parameters only, rows as typed records."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any, TypeVar

import duckdb

Row = TypeVar("Row")


def read(connection: duckdb.DuckDBPyConnection, question: str, row: type[Row], **parameters: Any) -> list[Row]:  # noqa: ANN401
    """Answer `sql/{question}.sql` as records of `row`, whose fields carry the names of the columns."""
    return records(connection.execute(question_text(question), parameters), row)


def records(answer: duckdb.DuckDBPyConnection, row: type[Row]) -> list[Row]:
    """Return the rows of an answer as records of `row`, whose fields carry the names of its columns."""
    names = [column[0] for column in answer.description or ()]
    return [row(**dict(zip(names, values, strict=True))) for values in answer.fetchall()]


@cache
def question_text(question: str) -> str:
    """Return the text of `sql/{question}.sql`."""
    return files("flows.reports").joinpath("sql", f"{question}.sql").read_text(encoding="utf-8")
