"""The records behind the figures of all pages, counted once for the whole city by the models that count the figures."""

from __future__ import annotations

import duckdb

from flows.reports.queries import question_text
from flows.reports.records import ShownFigures, Span
from warehouse.explanations import Explanation, load_explanations
from warehouse.macros import create_records_macros

#: Kinds of records that the files are made of, each with its bases.
_COUNTED = {
    "dossier": ("city", "portal"),
    "portal_rule": ("city", "portal"),
    "procedure": ("city", "portal"),
    "publication": ("city",),
    "petition": ("city",),
    "signature": ("city",),
    "signer": ("city",),
    "unit_return": ("city",),
    "synchronisation": ("portal",),
}


def keep(connection: duckdb.DuckDBPyConnection, table: str, select: str, **parameters: object) -> None:
    """Keep the answer of a query as a temporary table."""
    connection.execute(f"CREATE OR REPLACE TEMP TABLE {table} AS {select}", parameters)


def count_records(connection: duckdb.DuckDBPyConnection, figures: ShownFigures, *, root_unit: str) -> None:
    """Make temporary tables `counted_{kind}_{basis}` and `counted_form`: records with the columns that count them.

    Kinds that ask each unit apart say in `place_code` for which unit of the table shown_unit a record counts; the
    others' records count for the unit that they belong to and every one above it.
    """
    create_records_macros(connection, "shown_unit")
    explanations = load_explanations()
    for name, bases in _COUNTED.items():
        for basis in bases:
            _count(connection, explanations[name], basis, figures, root_unit)
    _count_form(connection, figures.spans, root_unit)


def _count(
    connection: duckdb.DuckDBPyConnection, explanation: Explanation, basis: str, figures: ShownFigures, root_unit: str
) -> None:
    columns = figures.columns(explanation.name, basis)
    counting = "".join(f', {text} AS "{heading}"' for heading, text in columns.items())
    asked: dict[str, object] = {
        "asked": basis if explanation.asks == "basis" else figures.month.kind,
        "first": figures.month.start,
        "last": figures.month.end,
    }
    if explanation.asks_each_unit:
        call = f"records_{explanation.name}($asked, CAST($first AS DATE), CAST($last AS DATE))"
    else:
        call = f"{explanation.macro}($root_unit, $asked, CAST($first AS DATE), CAST($last AS DATE))"
        asked["root_unit"] = root_unit
    # Without a column nothing of the kind is shown: the table only has to be there.
    wanted = "true" if columns or explanation.name == "unit_return" else "false"
    keep(connection, f"counted_{explanation.name}_{basis}", f"SELECT *{counting} FROM {call} WHERE {wanted}", **asked)


def _count_form(connection: duckdb.DuckDBPyConnection, spans: tuple[Span, ...], root_unit: str) -> None:
    """Make `counted_form`: each row is a dossier with the columns of form II.06a in which it counts, span by span."""
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE counted_span (span_no INTEGER, dossier_code VARCHAR, received VARCHAR, standing VARCHAR)"
    )
    for number, span in enumerate(spans):
        connection.execute(
            f"INSERT INTO counted_span {question_text('counted_form')}",
            {"span_no": number, "root_unit": root_unit, "first": span.first, "last": span.last},
        )
    columns = "".join(
        f', max(received) FILTER (span_no = {number}) AS "{span.received}"'
        f', max(standing) FILTER (span_no = {number}) AS "{span.standing}"'
        for number, span in enumerate(spans)
    )
    keep(connection, "counted_form", f"SELECT dossier_code{columns} FROM counted_span GROUP BY dossier_code")
