"""A warehouse with the project's own reference data, as on the evening of 22 November 2026."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import duckdb
import pytest

from warehouse.reference import load_reference

AS_OF = date(2026, 11, 22)


@pytest.fixture(scope="session")
def reference() -> Iterator[duckdb.DuckDBPyConnection]:
    """Read only: tests that change the warehouse open their own."""
    connection = duckdb.connect()
    assert load_reference(connection, units_file=None, root_unit="H13", as_of=AS_OF) == []
    yield connection
    connection.close()
