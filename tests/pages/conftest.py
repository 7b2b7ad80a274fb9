"""Warehouse files computed from hand-written dossiers, and the pages written of them."""

from __future__ import annotations

import dataclasses
from contextlib import closing
from datetime import date, datetime
from pathlib import Path
from shutil import copyfile

import duckdb
import pytest

from connectors.contract import load_contracts
from flows.reports.page import write_pages
from flows.reports.story import RunStory
from warehouse.compute import compute
from warehouse.database import Resources, open_warehouse, run_script, sql_text
from warehouse.reference import load_reference
from warehouse.remember.tables import create_memory

HERE = Path(__file__).parent
AS_OF = date(2026, 11, 22)
RUN = RunStory(
    run_id="R1",
    as_of=AS_OF,
    started_at=datetime(2026, 11, 23, 1, 47),
    root_unit="H13",
    root_name="Thành phố Cần Thơ",
)


def build(folder: Path, units: Path | None, *texts: str) -> Path:
    """Build a warehouse file as a night does, its records given by SQL texts."""
    file = folder / "motcua.duckdb"
    with open_warehouse(file, Resources("1GB", 1, folder)) as connection:
        for schema in ("ops", "ref", "core", "mart"):
            connection.execute(f"CREATE SCHEMA {schema}")
        run_script(connection, sql_text("ddl", "ops.sql"))
        load_reference(connection, units_file=units, root_unit="H13", as_of=AS_OF)
        for contract in load_contracts().values():
            create_memory(connection, contract)
        run_script(connection, sql_text("ddl", "procedure.sql"))
        for text in texts:
            run_script(connection, text)
        connection.execute("INSERT INTO ops.publication (run_id, as_of) VALUES ('R1', ?)", [AS_OF])
        compute(connection, as_of=AS_OF, root_unit="H13")
    return file


def write(file: Path, folder: Path, language: str = "vi", **told: object) -> Path:
    """Write all pages of a warehouse file; `told` changes the run's story."""
    with closing(duckdb.connect(str(file), read_only=True)) as connection:
        return write_pages(connection, folder, run=dataclasses.replace(RUN, **told), language=language)  # type: ignore[arg-type]


def changed(file: Path, folder: Path, *statements: str) -> Path:
    """Return a copy of a warehouse file after further statements."""
    copy = folder / "motcua.duckdb"
    copyfile(file, copy)
    with closing(duckdb.connect(str(copy))) as connection:
        for statement in statements:
            connection.execute(statement)
    return copy


@pytest.fixture(scope="session")
def small_city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    sql = (HERE / "small_city.sql").read_text(encoding="utf-8")
    return build(tmp_path_factory.mktemp("small"), HERE / "units.csv", sql)


@pytest.fixture(scope="session")
def reports(small_city: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of all pages of the small city."""
    return write(small_city, tmp_path_factory.mktemp("reports")).parent


@pytest.fixture(scope="session")
def large_city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    sql = (HERE / "large_city.sql").read_text(encoding="utf-8")
    return build(tmp_path_factory.mktemp("large"), None, sql)
