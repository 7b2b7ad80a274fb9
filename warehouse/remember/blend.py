"""Several sources of one basis, one record: the first of the precedence gives it, the next fill what it leaves empty.

A record that its giver deleted is deleted, whatever another source still has: an export of last week would otherwise
bring back what the city's system took out tonight. What a source has deleted fills nothing in another's record.
"""

from __future__ import annotations

from collections.abc import Sequence

import duckdb

from warehouse.columns import quoted
from warehouse.remember.dataset import Dataset
from warehouse.remember.tables import current_columns

#: Place of a source in the precedence; one that it does not name comes after all, then by name.
_UNNAMED = 1_000_000


def set_precedence(connection: duckdb.DuckDBPyConnection, precedence: Sequence[str]) -> None:
    """Set the order of sources for the statements of this connection."""
    connection.execute(
        "SET VARIABLE precedence = CAST($precedence AS VARCHAR[])", {"precedence": list(dict.fromkeys(precedence))}
    )


def place_of(alias: str) -> str:
    """The place of a row's source: an expression by which rows of earlier sources sort first."""
    return f"(coalesce(list_position(getvariable('precedence'), {alias}.source), {_UNNAMED}), {alias}.source)"


def bases_of_several_sources(connection: duckdb.DuckDBPyConnection, dataset: Dataset) -> list[str]:
    """Return the bases in which more than one source describes records of a dataset that wants one of them."""
    if dataset.contract.one_of_sources is None:
        return []
    rows = connection.execute(
        f"SELECT basis FROM {dataset.versions} GROUP BY basis HAVING min(source) <> max(source) ORDER BY basis"
    ).fetchall()
    return [str(basis) for (basis,) in rows]


def blend(connection: duckdb.DuckDBPyConnection, dataset: Dataset) -> None:
    """Rewrite the current records of what the temp table `touched` names (basis and the columns of `within`)."""
    rule = dataset.contract.one_of_sources
    connection.execute(
        f"DELETE FROM {dataset.contract.table} AS t USING touched AS k WHERE {dataset.same_thing('k', 't')}"
    )
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE told AS SELECT {dataset.things('v')}, count(DISTINCT v.source) AS sources,"
        f" arg_min(v.source, {place_of('v')}) AS giver FROM {dataset.versions} AS v"
        f" JOIN touched AS k ON {dataset.same_thing('k', 'v')} WHERE v.{dataset.closed} IS NULL GROUP BY ALL"
    )
    if rule is not None and rule.fills:
        _insert(connection, dataset, "t.sources = 1")
        _insert_filled(connection, dataset)
    else:
        _insert(connection, dataset, "v.source = t.giver")


def _insert(connection: duckdb.DuckDBPyConnection, dataset: Dataset, which: str) -> None:
    columns = ", ".join(f"v.{quoted(c.name)}" for c in current_columns(dataset.contract))
    connection.execute(
        f"INSERT INTO {dataset.contract.table} SELECT {columns} FROM {dataset.versions} AS v"
        f" JOIN told AS t ON {dataset.same_thing('t', 'v')} WHERE v.{dataset.closed} IS NULL AND {which}"
    )


def _insert_filled(connection: duckdb.DuckDBPyConnection, dataset: Dataset) -> None:
    """Insert the records of several sources: each column from the first that says something, the rest from the giver."""
    things = set(dataset.thing)
    values = ", ".join(
        f"v.{name}" if name in things else f"{_blended(dataset, name)} AS {name}"
        for name in (quoted(c.name) for c in current_columns(dataset.contract))
    )
    connection.execute(
        f"INSERT INTO {dataset.contract.table} SELECT {values} FROM (SELECT v.*, t.giver, {place_of('v')} AS place"
        f" FROM {dataset.versions} AS v JOIN told AS t ON {dataset.same_thing('t', 'v')}"
        f" WHERE v.{dataset.closed} IS NULL AND t.sources > 1) AS v GROUP BY {dataset.things('v')}"
    )


def _blended(dataset: Dataset, name: str) -> str:
    """The value of one column (quoted) of a blended record."""
    if name in {quoted(c.name) for c in dataset.contract.earliest}:
        return f"min(v.{name})"
    if name in dataset.filled:
        says = f"v.{name} IS NOT NULL AND (v.source = v.giver OR NOT v.is_deleted)"
        return f"arg_min(v.{name}, v.place) FILTER ({says})"
    return f"any_value(v.{name}) FILTER (v.source = v.giver)"
