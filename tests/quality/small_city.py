"""A city of two units and eight dossiers, made by hand in the real tables; as-of Tuesday 10/02/2026."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import duckdb

from connectors.contract import load_contracts
from warehouse.compute import compute
from warehouse.database import run_script, sql_text
from warehouse.remember.tables import create_memory

AS_OF = date(2026, 2, 10)
RUN = "20260211T013000-0001"
BEFORE = "20260101T013000-0001"

#: code, unit, status, channel, received, due, finished
DOSSIERS = """
    H13.1-260105-0001, H13.1, 10, online, 2026-01-05 08:00, 2026-01-12 17:00, 2026-01-09 10:00
    H13.1-260106-0002, H13.1,  9, direct, 2026-01-06 08:00, 2026-01-13 17:00, 2026-01-13 19:00
    H13.2-260107-0003, H13.2, 10, direct, 2026-01-07 08:00, 2026-01-14 17:00, 2026-01-16 09:00
    H13.2-260120-0004, H13.2,  4, postal, 2026-01-20 08:00, 2026-01-27 17:00,
    H13.2-260202-0005, H13.2,  4, online, 2026-02-02 08:00, 2026-02-20 17:00,
    H13.1-260115-0006, H13.1,  5,       , 2026-01-15 08:00, 2026-01-22 17:00,
    H13.1-260116-0007, H13.1,  3, online,                 ,                 ,
    H13.1-251210-0008, H13.1,  9, direct, 2025-12-10 08:00,                 , 2026-01-20 08:00
"""


def open_city() -> duckdb.DuckDBPyConnection:
    """Return a database with the real empty tables, three units and the days of November 2024 to March 2026."""
    connection = duckdb.connect()
    for schema in ("core", "mart", "ops"):
        connection.execute(f"CREATE SCHEMA {schema}")
    run_script(connection, sql_text("reference", "sql", "tables.sql"))
    run_script(connection, sql_text("ddl", "ops.sql"))
    run_script(connection, sql_text("ddl", "procedure.sql"))
    for contract in load_contracts().values():
        create_memory(connection, contract)
    connection.execute(
        "INSERT INTO ref.unit (unit_code, name, kind, parent_code) VALUES ('H13', 'Thành phố', 'province', NULL),"
        " ('H13.1', 'Sở Một', 'department', 'H13'), ('H13.2', 'Phường Hai', 'commune', 'H13')"
    )
    connection.execute(  # no holiday: Monday to Friday are worked
        "INSERT INTO ref.working_day (date, is_working, ordinal) SELECT date, isodow(date) <= 5,"
        " count(*) FILTER (WHERE isodow(date) <= 5) OVER (ORDER BY date)"
        " FROM (SELECT CAST(day AS DATE) AS date FROM generate_series(DATE '2024-11-01', DATE '2026-03-31', INTERVAL 1 DAY) AS t (day))"
    )
    add_run(connection, RUN, AS_OF)
    return connection


def add_run(connection: duckdb.DuckDBPyConnection, run_id: str, as_of: date) -> None:
    """Add a run that is under way."""
    connection.execute("INSERT INTO ops.run (run_id, as_of, status) VALUES (?, ?, 'running')", [run_id, as_of])


def add_dossiers(connection: duckdb.DuckDBPyConnection, lines: str = DOSSIERS, run_id: str = BEFORE) -> None:
    """Add dossiers of basis city and source exports to core.dossier."""
    for line in lines.strip().splitlines():
        code, unit, status, channel, received, due, finished = (cell.strip() or None for cell in line.split(","))
        connection.execute(
            "INSERT INTO core.dossier (basis, source, dossier_code, unit_code, status, channel, received_at, due_at, first_due_at,"
            " finished_at, is_deleted, version_no, first_seen_run, last_changed_run)"
            " VALUES ('city', 'exports', $1, $2, $3, $4, $5, $6, $6, $7, false, 1, $8, $8)",
            [code, unit, status, channel, received, due, finished, run_id],
        )


def add_load(connection: duckdb.DuckDBPyConnection, file: str, counts: Iterable[int], **columns: object) -> None:
    """Add a file of the run to ops.load; `counts` are rows read, loaded, unchanged and set aside."""
    read, loaded, unchanged, aside = counts
    given: dict[str, object] = {
        "run_id": RUN, "source": "exports", "dataset": "dossier", "file": file, "status": "loaded", "rows_read": read,
        "rows_loaded": loaded, "rows_unchanged": unchanged, "rows_quarantined": aside, **columns,
    }  # fmt: skip
    places = ", ".join("?" for _ in given)
    connection.execute(f"INSERT INTO ops.load ({', '.join(given)}) VALUES ({places})", list(given.values()))


def computed_city() -> duckdb.DuckDBPyConnection:
    """Return the city with its dossiers and everything that the warehouse computes of them."""
    connection = open_city()
    add_dossiers(connection)
    connection.execute(
        "INSERT INTO ref.indicator (indicator_id, unit_of_measure, basis)"
        " VALUES ('C01', '%', 'both'), ('C02', '%', 'both'), ('C03', '%', 'both'), ('C06', 'ngày', 'both'), ('D01', '%', 'city')"
    )
    connection.execute("INSERT INTO ops.publication (run_id, as_of) VALUES (?, ?)", [RUN, AS_OF])
    compute(connection, as_of=AS_OF, root_unit="H13")
    return connection
