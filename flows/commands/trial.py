"""Reading a file on trial: what a night would make of it. Nothing is kept."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb

from connectors.contract import Bilingual, Contract, file_contracts, load_contracts
from connectors.dvcqg_sync.plain_json import may_be_records
from connectors.dvcqg_sync.records import stage as stage_records
from connectors.exports.reader import stage
from connectors.source import StagedFile
from flows.commands.context import Misused
from flows.night import default_as_of
from warehouse.database import Resources, open_warehouse, run_script, sql_text
from warehouse.load.rows import ReadFile, ReadRows, incoming_table, prepare_reading, read_rows

_STAGED = "staged"
_FAULTS = (
    "SELECT rule, column_name, reason, count(*), min(row_number) FROM ops.quarantine GROUP BY ALL ORDER BY 4 DESC, 1, 2"
)


@dataclass(frozen=True)
class Trial:
    """What became of a file: its columns, its rows, why rows would be set aside, and the keys of the rows that would not.

    `faults` are (rule, column, reason, rows, first row); `connector` is the one that would read it.
    """

    staged: StagedFile
    rows: ReadRows
    faults: list[tuple[Any, ...]]
    keys: frozenset[str]
    connector: str


def try_reading(file: Path) -> Trial:
    """Read a file as a night would; raise `FileRejected` where it cannot be read at all, `Misused` where none is there."""
    if not file.is_file():
        raise Misused(Bilingual(vi=f"Không thấy tệp {file}.", en=f"There is no file {file}."))
    with _empty_warehouse() as (connection, folder):
        is_records = may_be_records(file)
        if is_records:
            staged = stage_records(connection, file, file_contracts(), _STAGED, folder)
        else:
            staged = stage(connection, file, file.name, file_contracts(), _STAGED, folder)
        contract = load_contracts()[staged.dataset]
        rows = _read(connection, contract, staged, file.name, "portal" if is_records else "city")
        faults = connection.execute(_FAULTS).fetchall()
        keys = _good_keys(connection, contract)
        return Trial(staged, rows, faults, keys, "dvcqg_sync" if is_records else "exports")


@contextmanager
def _empty_warehouse() -> Iterator[tuple[duckdb.DuckDBPyConnection, Path]]:
    with TemporaryDirectory(prefix="motcua-") as name:
        folder = Path(name)
        with open_warehouse(folder / "trial.duckdb", Resources("2GB", 2, folder)) as connection:
            connection.execute("CREATE SCHEMA ops")
            run_script(connection, sql_text("ddl", "ops.sql"))
            prepare_reading(connection, default_as_of(), b"trial")
            yield connection, folder


def _read(
    connection: duckdb.DuckDBPyConnection, contract: Contract, staged: StagedFile, name: str, basis: str
) -> ReadRows:
    return read_rows(
        connection,
        contract,
        ReadFile("trial", 1, "trial", basis, name, datetime(2000, 1, 1)),
        staged=_STAGED,
        present=staged.columns,
        headings=staged.headings,
        check_encoding="replace" in staged.encoding,
        check_lines=basis == "portal",
    )


def _good_keys(connection: duckdb.DuckDBPyConnection, contract: Contract) -> frozenset[str]:
    rows = connection.execute(
        f'SELECT DISTINCT CAST("{contract.key[0]}" AS VARCHAR) FROM {incoming_table(contract)} WHERE fault IS NULL'
    ).fetchall()
    return frozenset(str(row[0]) for row in rows if row[0] is not None)
