"""A warehouse whose indicator figures are given, to score them: one month, October 2026."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import duckdb

from connectors.contract import load_contracts
from warehouse.graph import load_models
from warehouse.reference import load_reference
from warehouse.remember.tables import create_memory

AS_OF = date(2026, 10, 31)
#: basis, unit, indicator, numerator, denominator
Figure = tuple[str, str, str, float, float]


def figures_only() -> duckdb.DuckDBPyConnection:
    """Return a memory warehouse with the reference data and no figure yet."""
    connection = duckdb.connect()
    for schema in ("core", "mart"):
        connection.execute(f"CREATE SCHEMA {schema}")
    create_memory(connection, load_contracts()["portal_score"])
    load_reference(connection, units_file=None, root_unit="H13", as_of=AS_OF)
    connection.execute("CREATE TEMP TABLE scope_as_of AS SELECT $day::DATE AS as_of, 5 AS due_within", {"day": AS_OF})
    connection.execute(
        "CREATE TEMP TABLE scope_period AS SELECT 1 AS period_no, 'month' AS period_kind, DATE '2026-10-01' AS period_start,"
        " DATE '2026-10-31' AS period_end, DATE '2026-10-31' AS cut"
    )
    return connection


def score(connection: duckdb.DuckDBPyConnection, figures: Iterable[Figure]) -> None:
    """Compute values, points, groups and gaps of these figures alone."""
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE indicator_figure (period_no INT, basis VARCHAR, unit_code VARCHAR,"
        " procedure_code VARCHAR, indicator_id VARCHAR, numerator DOUBLE, denominator DOUBLE)"
    )
    connection.executemany("INSERT INTO indicator_figure VALUES (1, ?, ?, NULL, ?, ?, ?)", list(figures))
    connection.execute(  # each unit has dossiers of the basis by which it is given figures
        "CREATE OR REPLACE TABLE mart.form_06a_period AS SELECT DISTINCT 'month' AS period_kind, DATE '2026-10-01' AS period_start,"
        " basis, unit_code, CAST(NULL AS VARCHAR) AS sector_code FROM indicator_figure"
    )
    for name in ("indicator_value", "portal_basis", "portal_published", "portal_group_score", "score_gap"):
        model = load_models()[name]
        connection.execute(f"CREATE OR REPLACE TABLE {model.table} AS {model.sql}")
