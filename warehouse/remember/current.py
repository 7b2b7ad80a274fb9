"""The current table: the open version of every record, rewritten where a run changed it."""

from __future__ import annotations

import duckdb

from warehouse.columns import quoted
from warehouse.remember.dataset import Dataset
from warehouse.remember.tables import current_columns


def refresh_current(connection: duckdb.DuckDBPyConnection, dataset: Dataset, run_id: str) -> None:
    """Rewrite the records whose open version is of this run; temp table `changed_{dataset}` names them."""
    table, fresh = dataset.contract.table, f"v.last_changed_run = $run_id AND v.{dataset.closed} IS NULL"
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE {dataset.changed} AS SELECT {dataset.keys('v')}, v.version_no"
        f" FROM {dataset.versions} AS v WHERE {fresh}",
        {"run_id": run_id},
    )
    connection.execute(
        f"DELETE FROM {table} AS t USING (SELECT * FROM {dataset.changed} WHERE version_no > 1) AS c"
        f" WHERE {dataset.same_key('c', 't')}"
    )
    columns = ", ".join(f"v.{quoted(c.name)}" for c in current_columns(dataset.contract))
    connection.execute(
        f"INSERT INTO {table} SELECT {columns} FROM {dataset.versions} AS v WHERE {fresh}", {"run_id": run_id}
    )
