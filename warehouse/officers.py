"""Names behind the hashes of officers (mục 1b: hồ sơ trễ hạn theo cán bộ), kept in the private warehouse only.

Publications carry keys. `{home}/warehouse/private/officers.duckdb` (folder 0700, file 0600) tells whose they are; applicants
are never kept there. A new hash secret makes new keys: those of older publications then stay under the old secret.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb

from connectors.contract import Contract, Property
from warehouse.columns import quoted
from warehouse.database import STORAGE_VERSION, quoted_path, run_script, sql_text
from warehouse.remember.arrivals import arrivals_table, key_within


@dataclass(frozen=True)
class Officer:
    """A person of a unit, as files named them; `name` is in lower case, as compared."""

    name: str
    unit_code: str
    first_seen_on: date
    last_seen_on: date


def officers_file(home: Path) -> Path:
    """Return the file of the names."""
    return home / "warehouse" / "private" / "officers.duckdb"


def keep_officers(connection: duckdb.DuckDBPyConnection, contract: Contract, home: Path) -> None:
    """Keep the names that the dataset's arrivals bring, with their keys; the arrivals must stand."""
    named = [column for column in contract.properties if column.keyed_hash and column.keyed_hash.within]
    if not named:
        return
    file = officers_file(home)
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with _attached(connection, file):
        run_script(connection, sql_text("ddl", "officer.sql"))
        file.chmod(0o600)
        for column in named:
            _keep(connection, contract, column)


@contextmanager
def _attached(connection: duckdb.DuckDBPyConnection, file: Path) -> Iterator[None]:
    connection.execute(f"ATTACH {quoted_path(file)} AS officers (STORAGE_VERSION '{STORAGE_VERSION}')")
    try:
        yield
    finally:
        connection.execute("DETACH officers")


def _keep(connection: duckdb.DuckDBPyConnection, contract: Contract, column: Property) -> None:
    """Names are gathered before they are hashed: a city has some thousand officers and millions of steps."""
    name = quoted(column.name)
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE met_officer AS"
        f" SELECT {key_within(column, 'g')} AS officer_key, g.{name} AS name, g.unit_code, g.first_seen_on, g.last_seen_on"
        f" FROM (SELECT a.{name}, a.unit_code, CAST(min(a.file_time) AS DATE) AS first_seen_on,"
        f" CAST(max(a.file_time) AS DATE) AS last_seen_on FROM {arrivals_table(contract)} AS a"
        f" WHERE a.{name} IS NOT NULL GROUP BY a.{name}, a.unit_code) AS g"
    )
    connection.execute(
        "UPDATE officers.officer AS o SET first_seen_on = least(o.first_seen_on, m.first_seen_on),"
        " last_seen_on = greatest(o.last_seen_on, m.last_seen_on) FROM met_officer AS m WHERE m.officer_key = o.officer_key"
    )
    connection.execute(
        "INSERT INTO officers.officer SELECT * FROM met_officer AS m"
        " WHERE NOT EXISTS (SELECT 1 FROM officers.officer AS o WHERE o.officer_key = m.officer_key)"
    )
    connection.execute("DROP TABLE met_officer")


def find_officer(home: Path, key: str) -> Officer | None:
    """Return whose key it is, None when no file named such a person under the present secret."""
    file = officers_file(home)
    if not file.exists():
        return None
    with duckdb.connect(str(file), read_only=True) as connection:
        rows = connection.execute(
            "SELECT name, unit_code, first_seen_on, last_seen_on FROM officer WHERE officer_key = $key", {"key": key}
        ).fetchall()
    return Officer(*rows[0]) if rows else None
