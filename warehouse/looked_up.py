"""Which dossiers of the city a source that answers one code at a time is asked about, and which it has been."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import duckdb

from connectors.source import CityDossier
from warehouse.database import sql_text


def dossiers_to_look_up(
    connection: duckdb.DuckDBPyConnection, source: str, most: int, again: datetime
) -> list[CityDossier]:
    """Return at most `most` dossiers: never asked about or changed since, then open or unknown and asked before `again`.

    `again` is local time. What is known is that of the newest publication.
    """
    rows = connection.execute(
        sql_text("queries", "dossiers_to_look_up.sql"), {"source": source, "most": most, "again": again}
    ).fetchall()
    return [CityDossier(*row) for row in rows]


def remember_looked_up(
    connection: duckdb.DuckDBPyConnection, source: str, asked: Mapping[str, datetime], run_started_at: datetime
) -> None:
    """Keep when the source was asked about each dossier; what this run itself changed is asked about by the next."""
    if not asked:
        return
    of_these = {"source": source, "codes": list(asked)}
    connection.execute(
        "DELETE FROM ops.looked_up WHERE source = $source AND list_contains($codes, dossier_code)", of_these
    )
    connection.execute(
        "INSERT INTO ops.looked_up SELECT $source, code, least(asked_at, $started)"
        " FROM (SELECT unnest($codes) AS code, unnest(CAST($times AS TIMESTAMP[])) AS asked_at) ORDER BY code",
        {**of_these, "times": list(asked.values()), "started": run_started_at},
    )
