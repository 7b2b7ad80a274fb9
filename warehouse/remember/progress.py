"""When the steps that progress records tell of were done: what no single record says, but the next one does."""

from __future__ import annotations

import duckdb

from warehouse.database import sql_text
from warehouse.remember.dataset import Dataset

_STEPS = "core.dossier_step"


def close_progress(connection: duckdb.DuckDBPyConnection, dataset: Dataset, touched: str) -> None:
    """Set done_at in the current table for the dossiers of the temp table `touched` (basis, dossier_code), steps only.

    The versions keep what the records say; the end follows from the records that are current.
    """
    if dataset.contract.table == _STEPS:
        connection.execute(
            f"CREATE OR REPLACE TEMP TABLE progress_touched AS SELECT DISTINCT basis, dossier_code FROM {touched}"
        )
        connection.execute(sql_text("remember", "sql", "close_progress.sql"))
