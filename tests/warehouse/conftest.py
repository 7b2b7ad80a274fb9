"""Warehouse files as a night opens them: real, in a folder of the test."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from shutil import copyfile

import duckdb
import pytest

from connectors.contract import load_contracts
from warehouse.database import Resources, open_warehouse, run_script, sql_text
from warehouse.load.rows import prepare_reading
from warehouse.reference import unit_name_key
from warehouse.reference.working_calendar import load_working_days
from warehouse.remember.tables import create_memory

SECRET = b"a secret of the tests"
READ_AS_OF = date(2026, 11, 22)

#: Root, a department, a commune that took over another's name in July 2025, two communes of one name.
UNITS = (
    ("H13", "Thành phố", "province", None, None, None),
    ("H13.01", "Sở Một", "department", "H13", None, None),
    ("H13.101", "Phường Thới Hòa", "commune", "H13", None, date(2025, 7, 1)),
    ("H13.102", "Phường Thới Hòa", "commune", "H13", date(2025, 7, 1), None),
    ("H13.103", "Xã Trung An", "commune", "H13", None, None),
    ("H13.104", "Xã Trung An", "commune", "H13", None, None),
    ("H13.105", "Xã Đông Hiệp", "commune", "H13", None, None),
)


def _resources(folder: Path) -> Resources:
    return Resources("1GB", 1, folder)


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse file with every table a night begins with, the units above and the real working calendar."""
    return write_empty(tmp_path_factory.mktemp("empty") / "motcua.duckdb")


def write_empty(file: Path) -> Path:
    """Write the empty warehouse file."""
    with open_warehouse(file, _resources(file.parent)) as connection:
        for schema in ("ops", "core", "mart"):
            connection.execute(f"CREATE SCHEMA {schema}")
        run_script(connection, sql_text("ddl", "ops.sql"))
        run_script(connection, sql_text("reference", "sql", "tables.sql"))
        load_working_days(connection, READ_AS_OF, culture_day_off=False)
        for contract in load_contracts().values():
            create_memory(connection, contract)
        run_script(connection, sql_text("ddl", "procedure.sql"))
        connection.executemany(
            "INSERT INTO ref.unit (unit_code, name, kind, parent_code, valid_from, valid_to, name_key, sort_order)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [(*unit, unit_name_key(unit[1]), order) for order, unit in enumerate(UNITS, start=1)],
        )
    return file


@pytest.fixture
def warehouse(empty_file: Path, tmp_path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A copy of the empty warehouse, open for a night."""
    copyfile(empty_file, tmp_path / "motcua.duckdb")
    with open_warehouse(tmp_path / "motcua.duckdb", _resources(tmp_path)) as connection:
        yield connection


@pytest.fixture(scope="module")
def reading(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """The macros of reading, as of Sunday 22/11/2026."""
    folder = tmp_path_factory.mktemp("reading")
    with open_warehouse(folder / "motcua.duckdb", _resources(folder)) as connection:
        prepare_reading(connection, READ_AS_OF, SECRET)
        yield connection


def read(connection: duckdb.DuckDBPyConnection, macro: str, cell: str | None) -> object:
    """Return what a macro of reading makes of a cell."""
    return connection.execute(f"SELECT {macro}(CAST($cell AS VARCHAR))", {"cell": cell}).fetchall()[0][0]
