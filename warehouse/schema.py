"""What tables and columns a publication has, and how that differs from the publication before it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import duckdb

from warehouse.database import CATALOGUE, read_published, sql_text

#: Type by column by `schema.table`.
Schema = Mapping[str, Mapping[str, str]]


def schema_of(connection: duckdb.DuckDBPyConnection) -> Schema:
    """Return the tables of an open warehouse with their columns and types."""
    schema: dict[str, dict[str, str]] = {}
    columns = connection.execute(sql_text("queries", "published_columns.sql"), {"catalogue": CATALOGUE}).fetchall()
    for table, _, column, data_type, _ in columns:
        schema.setdefault(str(table), {})[str(column)] = str(data_type)
    return schema


def schema_of_file(path: Path) -> Schema | None:
    """Return the schema of a published file, None where there is none."""
    if not path.exists():
        return None
    with read_published(path) as connection:
        return schema_of(connection)


def schema_changes(before: Schema, after: Schema) -> list[dict[str, str]]:
    """Return what differs, by table: tables and columns `added` or `removed`, columns whose `type` changed (`from`, `to`)."""
    changes: list[dict[str, str]] = []
    for table in sorted(before.keys() | after.keys()):
        if table not in before or table not in after:
            changes.append({"change": "added" if table in after else "removed", "table": table})
        else:
            changes += _column_changes(table, before[table], after[table])
    return changes


def _column_changes(table: str, before: Mapping[str, str], after: Mapping[str, str]) -> list[dict[str, str]]:
    changes = []
    for column in sorted(before.keys() | after.keys()):
        place = {"table": table, "column": column}
        if column not in before:
            changes.append({"change": "added", **place, "to": after[column]})
        elif column not in after:
            changes.append({"change": "removed", **place, "from": before[column]})
        elif before[column] != after[column]:
            changes.append({"change": "type", **place, "from": before[column], "to": after[column]})
    return changes
