"""Which dossiers of the city are looked up: new and changed ones at once, open and unknown ones at a slow rhythm."""

from __future__ import annotations

from datetime import datetime

import duckdb
import pytest

from warehouse.looked_up import dossiers_to_look_up, procedures_to_look_up, remember_looked_up

#: Runs end at 02:00 of their day; look-ups of the run of day N are made at 01:31 of day N.
TABLES = """
CREATE SCHEMA core; CREATE SCHEMA ops;
CREATE TABLE ops.run AS SELECT 'run-' || d AS run_id, make_timestamp(2026, 3, d, 2, 0, 0) AS finished_at FROM range(1, 20) AS r(d);
CREATE TABLE ops.looked_up (source VARCHAR, dossier_code VARCHAR, looked_up_at TIMESTAMP);
CREATE TABLE core.dossier AS
SELECT * FROM (VALUES
    ('city', 'NEVER', NULL, 4, false, 'run-1'),
    ('city', 'SAME-RUN', NULL, 10, false, 'run-9'),
    ('city', 'OPEN-OLD', NULL, 4, false, 'run-1'),
    ('city', 'OPEN-NEW', NULL, 4, false, 'run-1'),
    ('city', 'CLOSED-BOTH', NULL, 10, false, 'run-1'),
    ('city', 'CLOSED-NATIONAL', 'N-1', 10, false, 'run-1'),
    ('city', 'CLOSED-UNKNOWN', NULL, 10, false, 'run-1'),
    ('city', 'CLOSED-OPEN', NULL, 10, false, 'run-1'),
    ('city', 'DELETED', NULL, 4, true, 'run-1'),
    ('portal', 'SAME-RUN', NULL, 10, false, 'run-9'),
    ('portal', 'CLOSED-BOTH', NULL, 10, false, 'run-1'),
    ('portal', 'N-1', NULL, 9, false, 'run-1'),
    ('portal', 'CLOSED-OPEN', NULL, 4, false, 'run-1')
) AS t(basis, dossier_code, national_code, status, is_deleted, last_changed_run);
"""
AGAIN = datetime(2026, 3, 5)


def at(day: int) -> datetime:
    """When a run's look-ups are made."""
    return datetime(2026, 3, day, 1, 31)


@pytest.fixture
def connection() -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    connection.execute(TABLES)
    early = ("OPEN-OLD", "CLOSED-BOTH", "CLOSED-NATIONAL", "CLOSED-UNKNOWN", "CLOSED-OPEN")
    remember_looked_up(connection, "dvcqg", {code: at(3) for code in early} | {"SAME-RUN": at(9), "OPEN-NEW": at(9)})
    return connection


def asked(connection: duckdb.DuckDBPyConnection, most: int = 99, source: str = "dvcqg") -> list[str]:
    return [code for code, _ in dossiers_to_look_up(connection, source, most, AGAIN)]


def test_new_and_changed_ones_go_first_then_open_and_unknown_ones(connection: duckdb.DuckDBPyConnection) -> None:
    """What a run changed after it had asked (SAME-RUN) has been changed since."""
    assert asked(connection) == ["NEVER", "SAME-RUN", "CLOSED-OPEN", "CLOSED-UNKNOWN", "OPEN-OLD"]
    assert asked(connection, 2) == ["NEVER", "SAME-RUN"]


def test_once_asked_about_they_wait_for_the_rhythm(connection: duckdb.DuckDBPyConnection) -> None:
    remember_looked_up(connection, "dvcqg", dict.fromkeys(asked(connection), at(10)))
    assert asked(connection) == []
    assert connection.execute("SELECT count(*), count(DISTINCT dossier_code) FROM ops.looked_up").fetchall() == [(8, 8)]


def test_every_source_has_its_own_memory(connection: duckdb.DuckDBPyConnection) -> None:
    assert len(asked(connection, source="other")) == 8


def test_the_very_first_pull_comes_before_there_are_tables() -> None:
    assert dossiers_to_look_up(duckdb.connect(), "dvcqg", 9, AGAIN) == []
    assert procedures_to_look_up(duckdb.connect()) == []
