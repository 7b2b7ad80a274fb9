"""Drift of empty cells: what the run loaded beside what was remembered before it."""

from __future__ import annotations

import duckdb

from connectors.contract import Contract
from quality.frames import read_frame, sql_text
from quality.wording import Row

#: Records are compared within one value of this column; a dataset without it is compared as a whole.
_STATUS = "status"


def null_share_rows(
    connection: duckdb.DuckDBPyConnection, contract: Contract, run_id: str, least_rows: int
) -> list[Row]:
    """Return one row per source and column: share of empty cells loaded by the run, before it, and the rise.

    Sources and strata with fewer than `least_rows` records are left out: chance alone moves them.
    """
    headings = {column.name: column.headings[0] for column in contract.kept if column.name not in contract.key}
    headings |= {c.keyed_hash.column: c.headings[0] for c in contract.properties if c.keyed_hash}
    stratum = _STATUS if headings.pop(_STATUS, None) else "basis"
    found = read_frame(
        connection,
        sql_text("null_share"),
        dataset=contract.id,
        versions=f"{contract.table}_version",
        columns=list(headings),
        stratum=stratum,
        run_id=run_id,
        null_share_rows=least_rows,
    )
    return [{**row, "heading": headings[str(row["column_name"])]} for row in found]
