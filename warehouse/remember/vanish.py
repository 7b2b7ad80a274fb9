"""Records that a source no longer has: marked as deleted by a version of their own, never removed."""

from __future__ import annotations

import duckdb

from connectors.contract import Contract
from warehouse.columns import quoted
from warehouse.remember.current import refresh_current
from warehouse.remember.dataset import Dataset
from warehouse.remember.tables import version_columns


def mark_vanished(
    connection: duckdb.DuckDBPyConnection, contract: Contract, *, source: str, basis: str, seen: str, run_id: str
) -> int:
    """Mark the records of a source that a full compare of it did not meet; return their number.

    `seen` is the temp table of the compare, its columns those of the contract's key: every record that the source has.
    Call it after the run's rows are remembered; run time is the variable `run_at`. Only for sources that hand over all
    they have: exports are partial by nature. A record that comes back is opened again by its next row.
    """
    dataset = Dataset(contract)
    _find_vanished(connection, dataset, seen, source, basis)
    (count,) = connection.execute("SELECT count(*) FROM vanished").fetchall()[0]
    if count:
        _open_deleted(connection, dataset, run_id)
        refresh_current(connection, dataset, run_id, source=source, only_deleted=True)
    return int(count)


def _find_vanished(connection: duckdb.DuckDBPyConnection, dataset: Dataset, seen: str, source: str, basis: str) -> None:
    """Temp table `vanished`: the open versions of records that were not met."""
    key = " AND ".join(f"s.{quoted(name)} = v.{quoted(name)}" for name in dataset.contract.key)
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE vanished AS SELECT v.* FROM {dataset.versions} AS v WHERE v.source = $source"
        f" AND v.basis = $basis AND v.{dataset.closed} IS NULL AND NOT v.is_deleted"
        f" AND NOT EXISTS (SELECT 1 FROM {quoted(seen)} AS s WHERE {key})",
        {"source": source, "basis": basis},
    )


def _open_deleted(connection: duckdb.DuckDBPyConnection, dataset: Dataset, run_id: str) -> None:
    """Close the versions in `vanished` and open a deleted one after each, equal in everything else."""
    columns = version_columns(dataset.contract)
    given = {
        "is_deleted": "true",
        "version_no": "n.versions + 1",
        "last_changed_run": "$run_id",
        dataset.opened: "getvariable('run_at')",
        dataset.closed: "CAST(NULL AS TIMESTAMP)",
    }
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE vanished_number AS SELECT {dataset.keys('v')}, max(v.version_no) AS versions"
        f" FROM {dataset.versions} AS v JOIN vanished AS g ON {dataset.same_key('g', 'v')} GROUP BY ALL"
    )
    connection.execute(
        f"UPDATE {dataset.versions} AS v SET {dataset.closed} = getvariable('run_at') FROM vanished AS g"
        f" WHERE v.{dataset.closed} IS NULL AND {dataset.same_key('g', 'v')}"
    )
    connection.execute(
        f"INSERT INTO {dataset.versions} ({', '.join(quoted(c.name) for c in columns)})"
        f" SELECT {', '.join(given.get(c.name, f'g.{quoted(c.name)}') for c in columns)}"
        f" FROM vanished AS g JOIN vanished_number AS n ON {dataset.same_key('n', 'g')}",
        {"run_id": run_id},
    )
