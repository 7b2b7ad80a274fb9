"""Whether the published form counts what pandas counts from the same files."""

from __future__ import annotations

from pathlib import Path

import duckdb

from tests.bench.counting import FIRST

COUNTS = (
    "unit_code, received_online, received_direct_postal, carried_over,"
    " resolved_early, resolved_on_time, resolved_late, open_in_term, open_overdue"
)
PUBLISHED = f"""
SELECT {COUNTS} FROM mart.form_06a_period
WHERE period_kind = 'report_year' AND period_start = $first AND basis = 'city' AND sector_code IS NULL
    AND unit_code IN (SELECT unit_code FROM read_parquet($counted))
"""
COUNTED = f"SELECT {COUNTS} FROM read_parquet($counted)"


def differences(database: Path, counted: Path) -> int:
    """Return how many rows (units) of one form are not, number by number, in the other; `counted` is pandas's."""
    query = f"""
    SELECT count(*) FROM (
        ({COUNTED} EXCEPT ALL {PUBLISHED}) UNION ALL ({PUBLISHED} EXCEPT ALL {COUNTED})
    )
    """
    with duckdb.connect(str(database), read_only=True) as connection:
        (rows,) = connection.execute(query, {"counted": str(counted), "first": FIRST.date()}).fetchall()[0]
    return int(rows)
