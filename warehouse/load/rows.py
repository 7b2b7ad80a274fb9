"""Reading one staged file into the run's incoming rows of its dataset."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

import duckdb

from connectors.contract import Bilingual, Contract
from warehouse.columns import presence_mask
from warehouse.database import run_script, sql_text
from warehouse.load.blank import blank_note
from warehouse.load.casts import read_statement
from warehouse.load.instants import plain_instants
from warehouse.load.quarantine import set_aside, unknown_word_note
from warehouse.load.words import unknown_words, word_columns, word_lists

#: Dates before this, or more than `YEARS_AHEAD` years after as-of, are typing errors: unreadable.
EARLIEST = datetime(2010, 1, 1)
YEARS_AHEAD = 10
_BLOCK = 64


@dataclass(frozen=True)
class ReadFile:
    """A file that the night reads: who sent it and where it stands in the order in which files win."""

    run_id: str
    file_no: int
    source: str
    basis: str
    name: str
    modified_at: datetime


@dataclass(frozen=True)
class ReadRows:
    """What reading one file gave; `rows` are all data rows, `set_aside` those in quarantine."""

    rows: int
    set_aside: int
    notes: tuple[Bilingual, ...]


def prepare_reading(connection: duckdb.DuckDBPyConnection, as_of: date, hash_secret: bytes) -> None:
    """Create the reading macros and the variables they need (range of dates, pads of the keyed hash)."""
    run_script(connection, sql_text("load", "read.sql"))
    connection.execute("SET VARIABLE earliest = CAST($day AS TIMESTAMP)", {"day": EARLIEST})
    connection.execute(  # the first day that is more than ten years after as-of
        "SET VARIABLE latest = CAST($as_of AS TIMESTAMP) + to_years($years) + INTERVAL 1 DAY",
        {"as_of": as_of, "years": YEARS_AHEAD},
    )
    key = hash_secret.ljust(_BLOCK, b"\0") if len(hash_secret) <= _BLOCK else _long_key(hash_secret)
    connection.execute("SET VARIABLE inner_pad = $pad", {"pad": bytes(byte ^ 0x36 for byte in key)})
    connection.execute("SET VARIABLE outer_pad = $pad", {"pad": bytes(byte ^ 0x5C for byte in key)})
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE read_file (file_no BIGINT, source VARCHAR, basis VARCHAR, name VARCHAR,"
        " source_time TIMESTAMP, present BIGINT, dataset VARCHAR)"
    )


def _long_key(secret: bytes) -> bytes:
    import hashlib

    return hashlib.sha256(secret).digest().ljust(_BLOCK, b"\0")


def incoming_table(contract: Contract) -> str:
    """Return the name of the temp table that gathers the run's rows of a dataset."""
    return f"incoming_{contract.id}"


def read_rows(
    connection: duckdb.DuckDBPyConnection,
    contract: Contract,
    file: ReadFile,
    *,
    staged: str,
    present: tuple[str, ...],
    headings: Mapping[str, str],
    check_encoding: bool,
    check_lines: bool = False,
) -> ReadRows:
    """Read the staged text rows of `file` into the incoming rows; faulty ones go to ops.quarantine.

    With `check_lines` the staged rows have `is_broken`: lines that are no record at all.
    """
    notes = blank_note(connection, contract, staged, present)
    columns = word_columns(contract, present)
    lists = word_lists(connection, columns)
    for column, unknown in unknown_words(connection, columns, staged, lists).items():
        notes.append(unknown_word_note(headings[column], unknown))
    statement = read_statement(
        contract,
        present,
        staged,
        plain=plain_instants(connection, contract, staged, present),
        check_encoding=check_encoding,
        check_lines=check_lines,
    )
    _gather(connection, contract, statement, {"file_no": file.file_no, **lists})
    connection.execute(
        "INSERT INTO read_file VALUES ($file_no, $source, $basis, $name, $source_time, $present, $dataset)",
        {
            "file_no": file.file_no,
            "source": file.source,
            "basis": file.basis,
            "name": file.name,
            "source_time": file.modified_at,
            "present": presence_mask(contract, present),
            "dataset": contract.id,
        },
    )
    aside = set_aside(
        connection,
        contract,
        incoming=incoming_table(contract),
        staged=staged,
        file_no=file.file_no,
        present=present,
        headings=dict(headings),
        origin={"run_id": file.run_id, "source": file.source, "file": file.name},
    )
    (rows,) = connection.execute(f"SELECT count(*) FROM {staged}").fetchall()[0]
    return ReadRows(rows=int(rows), set_aside=aside, notes=tuple(notes))


def _gather(
    connection: duckdb.DuckDBPyConnection, contract: Contract, statement: str, parameters: dict[str, object]
) -> None:
    table = incoming_table(contract)
    (exists,) = connection.execute(
        "SELECT count(*) FROM duckdb_tables() WHERE temporary AND table_name = $table", {"table": table}
    ).fetchall()[0]
    verb = f"INSERT INTO {table}" if exists else f"CREATE TEMP TABLE {table} AS"
    connection.execute(f"{verb} {statement}", parameters)
