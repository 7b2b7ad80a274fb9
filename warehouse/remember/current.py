"""The current table: the open version of every record, rewritten where a run changed it.

Where several sources of a basis describe a record and the contract wants one, they are blended: see `blend`.
"""

from __future__ import annotations

import duckdb

from warehouse.columns import quoted
from warehouse.remember.blend import bases_of_several_sources, blend
from warehouse.remember.dataset import Dataset
from warehouse.remember.progress import close_progress
from warehouse.remember.tables import current_columns


def refresh_current(
    connection: duckdb.DuckDBPyConnection,
    dataset: Dataset,
    run_id: str,
    *,
    source: str | None = None,
    only_deleted: bool = False,
) -> None:
    """Rewrite the records whose open version is of this run, of one source where it is named.

    Leaves temp table `changed_{dataset}`: their key columns, version_no, and version_row (rowid of the open version).
    """
    find_changed(connection, dataset, run_id, source=source, only_deleted=only_deleted)
    shared = bases_of_several_sources(connection, dataset)
    if shared:
        _blend_touched(connection, dataset, shared)
    _copy(connection, dataset, shared)
    close_progress(connection, dataset, dataset.changed)


def find_changed(
    connection: duckdb.DuckDBPyConnection,
    dataset: Dataset,
    run_id: str,
    *,
    source: str | None = None,
    only_deleted: bool = False,
) -> None:
    """Create the temp table of the records whose open version is of this run."""
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE {dataset.changed} AS SELECT {dataset.keys('v')}, v.version_no, v.rowid AS version_row"
        f" FROM {dataset.versions} AS v WHERE v.last_changed_run = $run_id AND v.{dataset.closed} IS NULL"
        " AND ($source IS NULL OR v.source = $source) AND (v.is_deleted OR NOT $only_deleted)",
        {"run_id": run_id, "source": source, "only_deleted": only_deleted},
    )


def _blend_touched(connection: duckdb.DuckDBPyConnection, dataset: Dataset, shared: list[str]) -> None:
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE touched AS SELECT DISTINCT {dataset.things('c')} FROM {dataset.changed} AS c"
        " WHERE list_contains($shared, c.basis)",
        {"shared": shared},
    )
    blend(connection, dataset)


def _copy(connection: duckdb.DuckDBPyConnection, dataset: Dataset, shared: list[str]) -> None:
    """Copy the open versions of records that one source alone describes."""
    table = dataset.contract.table
    alone = "NOT list_contains($shared, c.basis)"
    connection.execute(
        f"DELETE FROM {table} AS t USING (SELECT * FROM {dataset.changed} AS c WHERE c.version_no > 1 AND {alone}) AS c"
        f" WHERE {dataset.same_key('c', 't')}",
        {"shared": shared},
    )
    columns = ", ".join(f"v.{quoted(c.name)}" for c in current_columns(dataset.contract))
    connection.execute(
        f"INSERT INTO {table} SELECT {columns} FROM {dataset.versions} AS v"
        f" WHERE v.rowid IN (SELECT c.version_row FROM {dataset.changed} AS c WHERE {alone})",
        {"shared": shared},
    )
