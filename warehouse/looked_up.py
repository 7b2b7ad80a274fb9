"""Which dossiers of the city a source that answers one code at a time is asked about, and which it has been."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import duckdb

from warehouse.database import sql_text


def dossiers_to_look_up(
    connection: duckdb.DuckDBPyConnection, source: str, most: int, again: datetime
) -> list[tuple[str, str | None]]:
    """Return code and national code of at most `most` dossiers: never asked about or changed since, then open or unknown and asked before `again`.

    `again` is local time. What is known is that of the newest publication.
    """
    if not _has_table(connection, "dossier"):
        return []
    rows = connection.execute(
        sql_text("queries", "dossiers_to_look_up.sql"), {"source": source, "most": most, "again": again}
    ).fetchall()
    return [(str(code), national) for code, national in rows]


def procedures_to_look_up(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """Return the codes of procedures that records name and no catalogue knows."""
    if not _has_table(connection, "registered_procedure"):
        return []
    rows = connection.execute("SELECT procedure_code FROM ref.registered_procedure ORDER BY procedure_code").fetchall()
    return [str(code) for (code,) in rows]


def _has_table(connection: duckdb.DuckDBPyConnection, name: str) -> bool:
    """Whether a run has made a table: the very first pulls before it reads."""
    tables = "SELECT count(*) FROM duckdb_tables() WHERE schema_name IN ('core', 'ref') AND table_name = $name"
    return bool(connection.execute(tables, {"name": name}).fetchall()[0][0])


def remember_looked_up(connection: duckdb.DuckDBPyConnection, source: str, asked: Mapping[str, datetime]) -> None:
    """Keep when (local time) the source was asked about each dossier."""
    if not asked:
        return
    of_these = {"source": source, "codes": list(asked)}
    connection.execute(
        "DELETE FROM ops.looked_up WHERE source = $source AND dossier_code IN (SELECT unnest($codes))", of_these
    )
    connection.execute(
        "INSERT INTO ops.looked_up SELECT $source, code, asked_at"
        " FROM (SELECT unnest($codes) AS code, unnest(CAST($times AS TIMESTAMP[])) AS asked_at) ORDER BY code",
        {**of_these, "times": list(asked.values())},
    )
