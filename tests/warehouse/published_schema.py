"""The published tables and columns as promised, with the version since which each is there: `published_schema.csv`.

`python -m tests.warehouse.published_schema` adds what is new under the present SCHEMA_VERSION. What a version before it
has promised goes or changes its type only when the first number of SCHEMA_VERSION moves; until then it refuses.
"""

from __future__ import annotations

import csv
import sys
from dataclasses import astuple, dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.warehouse.conftest import write_empty
from tests.warehouse.recorded import count
from warehouse.database import Resources, open_warehouse
from warehouse.publish import SCHEMA_VERSION
from warehouse.schema import Schema, schema_of

FILE = Path(__file__).with_suffix(".csv")
HEADING = ("table", "column", "type", "since")


@dataclass(frozen=True, order=True)
class Promise:
    """One column that readers were promised, since a version of the schema."""

    table: str
    column: str
    sql_type: str
    since: str


def promised() -> list[Promise]:
    """Return the promises as committed."""
    with FILE.open(encoding="utf-8", newline="") as file:
        return [Promise(*row) for row in list(csv.reader(file))[1:]]


def present(folder: Path) -> Schema:
    """Return the tables and columns that a night writes today."""
    file = write_empty(folder / "motcua.duckdb")
    with open_warehouse(file, Resources("1GB", 1, folder)) as connection:
        count(connection, date(2026, 2, 20))
        return schema_of(connection)


def renewed(before: list[Promise], schema: Schema, version: str) -> tuple[list[Promise], list[Promise]]:
    """Return the promises for `schema`, and those of earlier versions that `version` breaks."""
    found = {(table, column): kind for table, columns in schema.items() for column, kind in columns.items()}
    kept = [promise for promise in before if found.get((promise.table, promise.column)) == promise.sql_type]
    known = {(promise.table, promise.column) for promise in kept}
    new = [Promise(*place, kind, version) for place, kind in found.items() if place not in known]
    broken = [
        promise
        for promise in before
        if promise not in kept and promise.since != version and _first(promise.since) == _first(version)
    ]
    return sorted([*kept, *new]), sorted(broken)


def _first(version: str) -> str:
    return version.partition(".")[0]


def main() -> int:
    """Write the promises for today's tables; 1 with nothing written where a promise would be broken."""
    with TemporaryDirectory() as folder:
        promises, broken = renewed(promised() if FILE.exists() else [], present(Path(folder)), SCHEMA_VERSION)
    if broken:
        lines = "\n".join(f"  {p.table}.{p.column} {p.sql_type} (since {p.since})" for p in broken)
        sys.stderr.write(f"gone or changed; raise the first number of SCHEMA_VERSION:\n{lines}\n")
        return 1
    with FILE.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([HEADING, *map(astuple, promises)])
    return 0


if __name__ == "__main__":
    sys.exit(main())
