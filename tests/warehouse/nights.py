"""Nights over rows as staging leaves them: no file is parsed to test what is remembered of one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import duckdb

from connectors.contract import Contract, load_contracts
from tests.warehouse.conftest import SECRET
from warehouse.database import Resources, open_warehouse
from warehouse.load.rows import ReadFile, incoming_table, prepare_reading, read_rows
from warehouse.register import register_units
from warehouse.remember.arrivals import create_arrivals
from warehouse.remember.merge import remember
from warehouse.remember.precedence import keep_precedence
from warehouse.remember.vanish import mark_vanished

AS_OF = date(2026, 2, 20)
FIRST_RUN_AT = datetime(2026, 2, 21, 1, 30)


class Account(NamedTuple):
    """What became of a file's rows."""

    read: int
    loaded: int
    unchanged: int
    quarantined: int


@dataclass(frozen=True)
class Export:
    """One file of dossiers as staging leaves it: lines of texts under `columns`, `|` between them, nothing is NULL."""

    name: str
    modified_at: datetime
    columns: str
    lines: str
    source: str = "exports"

    @property
    def names(self) -> tuple[str, ...]:
        """Columns that the file has."""
        return tuple(self.columns.split())

    @property
    def rows(self) -> list[list[str | None]]:
        """Cells by row; what stands beyond the last column makes the row too long."""
        return [[cell.strip() or None for cell in line.split("|")] for line in self.lines.strip().splitlines()]


def run_id(number: int) -> str:
    """Return the id of the night of this number."""
    return f"R{number}"


def run_at(number: int) -> datetime:
    """Return the time of the night of this number: one a day."""
    return FIRST_RUN_AT + timedelta(days=number - 1)


class Nights:
    """Nights one after the other over one warehouse file, each on a connection of its own."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.ran = 0
        self.precedence: tuple[str, ...] = ("igate", "exports")
        self.warnings: list[str] = []

    @contextmanager
    def open(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """Open the warehouse file."""
        with open_warehouse(self.file, Resources("1GB", 1, self.file.parent)) as connection:
            yield connection

    def night(self, *exports: Export, dataset: str = "dossier") -> dict[str, Account]:
        """Load the files in the order in which they win; return the account of each."""
        contract = load_contracts()[dataset]
        self.ran += 1
        with self.open() as connection:
            connection.execute("SET VARIABLE run_at = CAST($now AS TIMESTAMP)", {"now": run_at(self.ran)})
            prepare_reading(connection, AS_OF, SECRET)
            keep_precedence(connection, load_contracts().values(), self.precedence)
            in_order = sorted(exports, key=lambda export: (export.modified_at, export.name))
            counts = [
                self._read(connection, contract, number, export) for number, export in enumerate(in_order, start=1)
            ]
            create_arrivals(connection, contract, as_of=AS_OF, root_unit="H13")
            told = register_units(connection, contract, root_unit="H13", source="exports")
            self.warnings = [message.en for message in told]
            remember(connection, contract, run_id(self.ran))
            connection.execute(f"DROP TABLE {incoming_table(contract)}")
            return {
                export.name: _account(connection, number, *count)
                for number, (export, count) in enumerate(zip(in_order, counts, strict=True), start=1)
            }

    def _read(
        self, connection: duckdb.DuckDBPyConnection, contract: Contract, number: int, export: Export
    ) -> tuple[int, int]:
        _stage(connection, export)
        rows = read_rows(
            connection,
            contract,
            ReadFile(run_id(self.ran), number, export.source, "city", export.name, export.modified_at),
            staged="staged",
            present=export.names,
            headings={name: contract.by_name[name].headings[0] for name in export.names},
            check_encoding=False,
        )
        return rows.rows, rows.set_aside

    def vanish(self, seen: Sequence[str], source: str = "igate", basis: str = "city") -> int:
        """Compare with what the source still has, as the next night; return how many records are gone."""
        self.ran += 1
        with self.open() as connection:
            connection.execute("SET VARIABLE run_at = CAST($now AS TIMESTAMP)", {"now": run_at(self.ran)})
            connection.execute(
                "CREATE TEMP TABLE still_there AS SELECT unnest(CAST($codes AS VARCHAR[])) AS dossier_code",
                {"codes": list(seen)},
            )
            keep_precedence(connection, load_contracts().values(), self.precedence)
            contract = load_contracts()["dossier"]
            return mark_vanished(
                connection, contract, source=source, basis=basis, seen="still_there", run_id=run_id(self.ran)
            )

    def query(self, sql: str) -> list[tuple[object, ...]]:
        """Return the rows of a query of the warehouse."""
        with self.open() as connection:
            return connection.execute(sql).fetchall()

    def one(self, columns: str, code: str) -> tuple[object, ...]:
        """Return columns of one remembered dossier."""
        (row,) = self.query(f"SELECT {columns} FROM core.dossier WHERE dossier_code = '{code}'")
        return row

    def versions(self, columns: str, code: str) -> list[tuple[object, ...]]:
        """Return columns of every version of one dossier, oldest first."""
        return self.query(
            f"SELECT {columns} FROM core.dossier_version WHERE dossier_code = '{code}' ORDER BY version_no"
        )


def _stage(connection: duckdb.DuckDBPyConnection, export: Export) -> None:
    columns = ", ".join(f"{name} VARCHAR" for name in export.names)
    connection.execute(f"CREATE OR REPLACE TEMP TABLE staged (row_number BIGINT, {columns}, extra_cells VARCHAR)")
    for number, cells in enumerate(export.rows, start=2):
        _insert(connection, number, cells, len(export.names))


def _insert(connection: duckdb.DuckDBPyConnection, number: int, cells: Sequence[str | None], width: int) -> None:
    known, extra = [*cells, *[None] * width][:width], cells[width:]
    values = [number, *known, " ".join(cell or "" for cell in extra) or None]
    connection.execute(f"INSERT INTO staged VALUES ({', '.join('?' for _ in values)})", values)


def _account(connection: duckdb.DuckDBPyConnection, number: int, read: int, quarantined: int) -> Account:
    ((loaded, unchanged),) = connection.execute(
        "SELECT count(*) FILTER (fate IN ('new', 'loaded')), count(*) FILTER (fate = 'same') FROM fate WHERE file_no = $n",
        {"n": number},
    ).fetchall()
    return Account(read, loaded, unchanged, quarantined)
