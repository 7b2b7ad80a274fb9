"""A column of plain instants is read by a shorter way: it must give what the long way gives, for whatever has the shape."""

from __future__ import annotations

import duckdb
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from connectors.contract import load_contracts
from warehouse.load.instants import plain_instants

_SIGN = st.sampled_from("0011223345678929 -.:/+eđAPM")
_PAIR = st.text(_SIGN, min_size=2, max_size=2) | st.integers(0, 32).map("{:02}".format)
_YEAR = st.text(_SIGN, min_size=4, max_size=4) | st.integers(2008, 2040).map(str)
_DAYS = st.builds("{}/{}/{}".format, _PAIR, _PAIR, _YEAR)
_INSTANTS = st.builds("{} {}:{}".format, _DAYS, _PAIR, _PAIR)


@given(st.lists(_DAYS | _INSTANTS, min_size=1, max_size=60))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_both_ways_read_a_cell_of_the_plain_shape_alike(reading: duckdb.DuckDBPyConnection, cells: list[str]) -> None:
    rows = reading.execute(
        "SELECT cell, read_instant(cell), read_plain_instant(cell), read_due(cell), read_plain_due(cell)"
        " FROM (SELECT unnest($cells) AS cell)",
        {"cells": cells},
    ).fetchall()
    assert [row for row in rows if row[1] != row[2] or row[3] != row[4]] == []


def test_one_cell_of_another_shape_sends_its_column_the_long_way(reading: duckdb.DuckDBPyConnection) -> None:
    reading.execute(
        "CREATE OR REPLACE TEMP TABLE staged_days AS FROM (VALUES"
        " ('01/02/2026', '01/02/2026 08:00', '05/02/2026'), ('02/02/2026', NULL, '2026-02-06'))"
        " AS d (received_at, finished_at, due_at)"
    )
    found = plain_instants(
        reading, load_contracts()["dossier"], "staged_days", ["received_at", "finished_at", "due_at"]
    )
    assert found == {"received_at", "finished_at"}
