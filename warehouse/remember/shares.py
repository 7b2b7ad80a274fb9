"""How much of the record each source gives: for people who look after the sources."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

from connectors.contract import Contract
from warehouse.remember.blend import bases_of_several_sources
from warehouse.remember.dataset import Dataset


@dataclass(frozen=True)
class SourceShare:
    """Of a basis' `records` a source gives `given`; in those of others it fills `filled_cells` empty cells."""

    basis: str
    source: str
    records: int
    given: int
    filled_records: int = 0
    filled_cells: int = 0


def source_shares(connection: duckdb.DuckDBPyConnection, contract: Contract) -> list[SourceShare]:
    """Return the share of every source in the current records of a dataset, by basis and source."""
    dataset = Dataset(contract)
    given = connection.execute(
        f"SELECT basis, source, CAST(sum(count(*)) OVER (PARTITION BY basis) AS BIGINT), count(*) FROM {contract.table}"
        " WHERE NOT is_deleted GROUP BY basis, source"
    ).fetchall()
    shares = {(basis, source): SourceShare(basis, source, records, count) for basis, source, records, count in given}
    for basis, source, records, cells in _filled(connection, dataset):
        found = shares.get((basis, source))
        total = next((share.records for share in shares.values() if share.basis == basis), 0)
        shares[basis, source] = SourceShare(basis, source, total, found.given if found else 0, records, cells)
    return [shares[key] for key in sorted(shares)]


def _filled(connection: duckdb.DuckDBPyConnection, dataset: Dataset) -> list[tuple[str, str, int, int]]:
    """Return basis, source, records and cells filled in records that another source gives."""
    if not dataset.filled or not bases_of_several_sources(connection, dataset):
        return []
    cells = " + ".join(
        f"CASE WHEN g.{name} IS NULL AND v.{name} = d.{name} THEN 1 ELSE 0 END" for name in sorted(dataset.filled)
    )
    is_open = f"{dataset.closed} IS NULL"
    return connection.execute(
        "SELECT basis, source, count(*) FILTER (cells > 0), CAST(sum(cells) AS BIGINT) FROM ("
        f"SELECT v.basis, v.source, {cells} AS cells FROM {dataset.contract.table} AS d"
        f" JOIN {dataset.versions} AS v ON {dataset.same_thing('v', 'd')} AND v.source <> d.source AND v.{is_open}"
        f" JOIN {dataset.versions} AS g ON {dataset.same_thing('g', 'd')} AND g.source = d.source AND g.{is_open}"
        " WHERE NOT d.is_deleted) GROUP BY basis, source"
    ).fetchall()
