"""motcua sql: a read-only query of what is published."""

from __future__ import annotations

import csv
import re
import sys
from typing import Annotated

import duckdb
import typer

from flows.commands.context import CONFIG, ConfigOption, begin, published


def sql(
    query: Annotated[str, typer.Argument(help='"SELECT …"')],
    config: ConfigOption = CONFIG,
    as_csv: Annotated[bool, typer.Option("--csv", help="in dạng CSV / print CSV")] = False,
) -> None:
    """Truy vấn chỉ đọc kho đã công bố / read-only query of the published warehouse."""
    settings, _ = begin(config)
    with published(settings) as connection:
        try:
            _show(connection.sql(query), as_csv)
        except duckdb.Error as error:  # a cast may also fail while rows are fetched
            raise typer.BadParameter(_first_line(error)) from None


def _show(relation: duckdb.DuckDBPyRelation | None, as_csv: bool) -> None:
    if relation is None:
        return
    if as_csv:
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(relation.columns)
        while rows := relation.fetchmany(10_000):
            writer.writerows(rows)
    else:
        sys.stdout.write(f"{relation}\n")


def _first_line(error: duckdb.Error) -> str:
    return re.sub(r"\s+", " ", str(error))[:500]


def add_to(app: typer.Typer) -> None:
    """Register the commands."""
    app.command()(sql)
