"""Computing: the models in their order, for the periods in scope."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import duckdb

from warehouse.database import run_script, sql_text
from warehouse.graph import Model, load_models
from warehouse.macros import create_macros
from warehouse.remember.tables import describe

#: How many working days ahead mart.due_soon looks.
DUE_WITHIN_WORKING_DAYS = 5


def compute(
    connection: duckdb.DuckDBPyConnection,
    *,
    as_of: date,
    root_unit: str,
    built: Callable[[str], None] = lambda _: None,
) -> None:
    """Rebuild every mart from core and ref for all periods since the first data, cut at `as_of`.

    `built` is told the name of each model once it stands.
    """
    set_scope(connection, as_of=as_of, root_unit=root_unit)
    built("scope")
    for model in load_models().values():
        if model.name != "period":
            _build(connection, model)
            built(model.name)
    create_macros(connection)


def set_scope(connection: duckdb.DuckDBPyConnection, *, as_of: date, root_unit: str) -> None:
    """Fill the scope tables: every finished and running period since the first receipt, the newest closings."""
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE scope_as_of AS SELECT CAST($as_of AS DATE) AS as_of, $due_within AS due_within",
        {"as_of": as_of, "due_within": DUE_WITHIN_WORKING_DAYS},
    )
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE scope_procedure_unit AS SELECT $unit AS unit_code", {"unit": root_unit}
    )
    run_script(connection, sql_text("ddl", "closed.sql"))
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE scope_closing AS SELECT closing_id, period_kind, period_start, period_end, unit_code"
        " FROM core.closed_period QUALIFY version_no = max(version_no) OVER (PARTITION BY period_kind, period_start, unit_code)"
    )
    (first_day,) = connection.execute(
        "SELECT coalesce(min(CAST(received_at AS DATE)), CAST($as_of AS DATE)) FROM core.dossier", {"as_of": as_of}
    ).fetchall()[0]
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE scope_period AS {sql_text('models', 'period.sql')}",
        {"as_of": as_of, "first_day": min(first_day, as_of)},
    )


def _build(connection: duckdb.DuckDBPyConnection, model: Model) -> None:
    if model.kept_as != "table":
        kind = "VIEW" if model.kept_as == "view" else "TABLE"
        connection.execute(f"CREATE OR REPLACE TEMP {kind} {model.table} AS {model.sql}")
        return
    connection.execute(f"CREATE OR REPLACE TABLE {model.table} AS {model.sql}")
    describe(connection, model.table, model.description, model.columns)
