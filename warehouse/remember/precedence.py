"""Which source gives a record where several do: kept in the warehouse, so that a change of it is seen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import duckdb

from connectors.contract import Contract
from warehouse.remember.blend import bases_of_several_sources, blend, set_precedence
from warehouse.remember.dataset import Dataset
from warehouse.remember.progress import close_progress


def keep_precedence(
    connection: duckdb.DuckDBPyConnection, contracts: Iterable[Contract], precedence: Sequence[str]
) -> None:
    """Set the precedence of this run; where it is not the one kept, blend everything once again by it."""
    set_precedence(connection, precedence)
    kept = connection.execute("SELECT source FROM ops.precedence ORDER BY place").fetchall()
    if [source for (source,) in kept] == list(precedence):
        return
    connection.execute("DELETE FROM ops.precedence")
    connection.execute(
        "INSERT INTO ops.precedence SELECT generate_subscripts(names, 1), unnest(names)"
        " FROM (SELECT CAST($precedence AS VARCHAR[]) AS names)",
        {"precedence": list(precedence)},
    )
    for contract in contracts:
        _blend_all(connection, Dataset(contract))


def _blend_all(connection: duckdb.DuckDBPyConnection, dataset: Dataset) -> None:
    shared = bases_of_several_sources(connection, dataset)
    if shared:
        connection.execute(
            f"CREATE OR REPLACE TEMP TABLE touched AS SELECT DISTINCT {dataset.things('v')} FROM {dataset.versions} AS v"
            " WHERE list_contains($shared, v.basis)",
            {"shared": shared},
        )
        blend(connection, dataset)
        close_progress(connection, dataset, "touched")
