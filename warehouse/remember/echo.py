"""Rows of a later source that say nothing else than the record of an earlier one: unchanged, and no version."""

from __future__ import annotations

import duckdb

from warehouse.remember.blend import place_of
from warehouse.remember.dataset import Dataset


def find_echoes(connection: duckdb.DuckDBPyConnection, dataset: Dataset) -> int:
    """Create the temp table `echo` (key columns) of records whose rows of this run only repeat the record; return its size.

    A row repeats the record when each of its cells is empty or equal to it. Only rows of sources that come later in the
    precedence than the record's own, and only where nothing of that source is remembered: what is remembered of it
    must follow what it says. Reads `remembered`.
    """
    if not _may_echo(connection, dataset):
        connection.execute(
            f"CREATE OR REPLACE TEMP TABLE echo AS SELECT {dataset.keys('a')} FROM remembered AS a LIMIT 0"
        )
        return 0
    says_nothing = " AND ".join(
        f"((a.present >> {place}) & 1 = 0 OR a.{name} IS NULL OR a.{name} IS NOT DISTINCT FROM c.{name})"
        for place, name in enumerate(dataset.names)
    )
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE echo AS SELECT {dataset.keys('a')} FROM {dataset.arrivals} AS a"
        f" JOIN {dataset.contract.table} AS c ON {dataset.same_thing('c', 'a')} AND {place_of('c')} < {place_of('a')}"
        f" WHERE NOT EXISTS (SELECT 1 FROM remembered AS m WHERE {dataset.same_key('m', 'a')})"
        f" GROUP BY {dataset.keys('a')} HAVING bool_and({says_nothing})"
    )
    (count,) = connection.execute("SELECT count(*) FROM echo").fetchall()[0]
    return int(count)


def _may_echo(connection: duckdb.DuckDBPyConnection, dataset: Dataset) -> bool:
    """Tell whether a source of this run comes after one that gives records of its basis."""
    rule = dataset.contract.one_of_sources
    if rule is None or not rule.fills:
        return False
    (pairs,) = connection.execute(
        f"SELECT count(*) FROM (SELECT DISTINCT basis, source FROM {dataset.contract.table}) AS c"
        " JOIN (SELECT DISTINCT basis, source FROM read_file WHERE dataset = $dataset) AS a"
        f" ON a.basis = c.basis AND {place_of('c')} < {place_of('a')}",
        {"dataset": dataset.contract.id},
    ).fetchall()[0]
    return bool(pairs)
