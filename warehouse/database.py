"""Opening DuckDB: one warehouse file as catalogue `motcua`, bounded memory, spill to a folder of our own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import duckdb

#: The file format that every DuckDB 1.x tool reads; 2.0's own default is not readable by them.
STORAGE_VERSION = "v1.0.0"
#: Name of the attached warehouse: also the stem of the file, so that stored SQL works when analysts open it.
CATALOGUE = "motcua"


@dataclass(frozen=True)
class Resources:
    """Bounds of one run: DuckDB memory (such as `2GB`), threads, and the folder for spilled blocks."""

    memory_limit: str
    threads: int
    scratch: Path


def sql_text(*parts: str) -> str:
    """Return a packaged SQL file of the warehouse, such as `sql_text("load", "read.sql")`."""
    return files("warehouse").joinpath(*parts).read_text(encoding="utf-8")


def quoted_path(path: Path) -> str:
    """Return a path as SQL writes a text: of ATTACH and COPY it cannot be a parameter."""
    return "'" + str(path).replace("'", "''") + "'"


@contextmanager
def open_warehouse(path: Path, resources: Resources) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open (or create) the warehouse file for writing; staging tables live in memory and spill, never in the file."""
    connection = duckdb.connect(":memory:")
    try:
        connection.execute(f"SET memory_limit = '{resources.memory_limit}'")
        connection.execute(f"SET threads = {resources.threads}")
        connection.execute("SET autoinstall_known_extensions = false")
        connection.execute("SET temp_directory = $folder", {"folder": str(resources.scratch)})
        connection.execute(f"ATTACH {quoted_path(path)} AS {CATALOGUE} (STORAGE_VERSION '{STORAGE_VERSION}')")
        connection.execute(f"USE {CATALOGUE}")
        yield connection
    finally:
        connection.close()


@contextmanager
def read_published(path: Path, memory_limit: str = "2GB") -> Iterator[duckdb.DuckDBPyConnection]:
    """Open a published warehouse file read-only, with nothing outside it reachable."""
    connection = duckdb.connect(str(path), read_only=True)
    try:
        connection.execute(f"SET memory_limit = '{memory_limit}'")
        connection.execute("SET autoinstall_known_extensions = false")
        connection.execute("SET enable_external_access = false")
        connection.execute("SET lock_configuration = true")
        yield connection
    finally:
        connection.close()


def run_script(connection: duckdb.DuckDBPyConnection, text: str) -> None:
    """Run the statements of a SQL text one after the other."""
    for statement in duckdb.extract_statements(text):
        connection.execute(statement)
