"""The records behind the figures of all pages, counted once for the whole city by the models that count the figures."""

from __future__ import annotations

from datetime import date

import duckdb

from flows.reports.queries import question_text
from flows.reports.records import ShownFigures, Span
from warehouse.macros import create_records_macros

_ROOT = "mart.explain_{}($root_unit, $asked, CAST($first AS DATE), CAST($last AS DATE))"
_EACH = "records_{}($asked, CAST($first AS DATE), CAST($last AS DATE))"
#: Kinds of records of the month by basis: what is asked, by which macro, and what is kept of a record beside its counts.
_COUNTED = {
    ("dossier", "portal"): ("portal", _ROOT, "dossier_code"),
    ("portal_rule", "city"): ("city", _ROOT, "dossier_code"),
    ("portal_rule", "portal"): ("portal", _ROOT, "dossier_code"),
    ("publication", "city"): ("city", _EACH, "place_code, procedure_code"),
    ("petition", "city"): ("city", _ROOT, "*"),
    ("signature", "city"): ("city", _ROOT, "*"),
    ("signer", "city"): ("city", _ROOT, "*"),
    ("unit_return", "city"): ("month", _EACH, "*"),
    ("synchronisation", "portal"): ("portal", _EACH, "*"),
}


def keep(connection: duckdb.DuckDBPyConnection, table: str, select: str, **parameters: object) -> None:
    """Keep the answer of a query as a temporary table."""
    connection.execute(f"CREATE OR REPLACE TEMP TABLE {table} AS {select}", parameters)


def count_records(connection: duckdb.DuckDBPyConnection, figures: ShownFigures, *, root_unit: str, as_of: date) -> None:
    """Make temporary tables `counted_{kind}_{basis}` and `counted_form`: records with the columns that count them.

    Kinds that ask each unit apart say in `place_code` for which unit of the table shown_unit a record counts; the
    others' records count for the unit that they belong to and every one above it.
    """
    keep(
        connection,
        "shown_period",
        "SELECT unnest($numbers) AS period_no, unnest($first) AS period_start, unnest($last) AS period_end,"
        " least(unnest($last), CAST($as_of AS DATE)) AS cut",
        numbers=list(range(len(figures.spans))),
        first=[span.first for span in figures.spans],
        last=[span.last for span in figures.spans],
        as_of=as_of,
    )
    create_records_macros(connection, units="shown_unit", periods="shown_period")
    _count_dossiers(connection, figures, root_unit)
    _count_procedures(connection, figures)
    for (name, basis), (asked, macro, kept) in _COUNTED.items():
        columns = figures.columns(name, basis)
        # Without a column nothing of the kind is shown: the table only has to be there.
        wanted = "true" if columns or name == "unit_return" else "false"
        parameters = {"asked": asked, "first": figures.month.start, "last": figures.month.end}
        keep(
            connection,
            f"counted_{name}_{basis}",
            f"SELECT {kept}{_counting(columns)} FROM {macro.format(name)} WHERE {wanted}",
            **(parameters | ({"root_unit": root_unit} if macro == _ROOT else {})),
        )


def _counting(columns: dict[str, str]) -> str:
    return "".join(f', {counted} AS "{heading}"' for heading, counted in columns.items())


def _count_dossiers(connection: duckdb.DuckDBPyConnection, figures: ShownFigures, root_unit: str) -> None:
    """Count the city's dossiers in all spans together, the month among them."""
    keep(connection, "dossier_figure_of_span", "FROM dossier_figures($root_unit, 'city')", root_unit=root_unit)
    columns = _counting(figures.columns("dossier", "city"))
    keep(
        connection,
        "counted_dossier_city",
        f"SELECT dossier_code{columns} FROM dossier_figure_of_span WHERE period_no = $month",
        month=figures.spans.index(Span.of_period(figures.month)),
    )
    spans = "".join(
        f', max(received) FILTER (span_no = {number}) AS "{span.received}"'
        f', max(standing) FILTER (span_no = {number}) AS "{span.standing}"'
        for number, span in enumerate(figures.spans)
    )
    counted = question_text("counted_form")
    keep(connection, "counted_form", f"SELECT dossier_code{spans} FROM ({counted}) GROUP BY dossier_code")


def _count_procedures(connection: duckdb.DuckDBPyConnection, figures: ShownFigures) -> None:
    """Count the procedures of every unit by both bases together, or by the city's where no other is shown."""
    by_portal = figures.columns("procedure", "portal")
    keep(
        connection,
        "procedure_figure_of_unit",
        "FROM records_procedure($asked, CAST($first AS DATE), CAST($last AS DATE)) WHERE $asked IN (basis, 'both')",
        asked="both" if by_portal else "city",
        first=figures.month.start,
        last=figures.month.end,
    )
    for basis, columns in (("city", figures.columns("procedure", "city")), ("portal", by_portal)):
        keep(
            connection,
            f"counted_procedure_{basis}",
            f"SELECT place_code, procedure_code{_counting(columns)} FROM procedure_figure_of_unit WHERE basis = $basis",
            basis=basis,
        )
