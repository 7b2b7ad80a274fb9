"""The dossiers of landed answers as temp tables of texts, by SQL over whole files."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import duckdb

from connectors.cells import CLEANING, exact
from connectors.contract import Contract, load_contracts
from connectors.exports.staging import drop_table, rows_in_order
from connectors.igate.fields import SHAPE, TASK
from connectors.igate.settings import Settings
from connectors.interface.readable import readable
from connectors.landing import LandedFile
from connectors.statements import statement

RECORDS = "igate_record"
_PACKAGE = "connectors.igate"
#: Code of an agency: H13.nn, H13.1nn or, as before July 2025, 000.00.53.H13.
_AGENCY = r"[A-Z]\d{2}[.]\d{2,3}|\d{3}[.]\d{2}[.]\d{2}[.][A-Z]\d{2}"


@contextmanager
def records_of(
    connection: duckdb.DuckDBPyConnection,
    landed: LandedFile,
    settings: Settings,
    scratch: Path,
    *,
    with_fields: bool = False,
) -> Iterator[str]:
    """Give the name of a temp table of a file's dossiers, in their order; DuckDB's own errors go through."""
    create = statement(
        _PACKAGE,
        "record.sql",
        table=RECORDS,
        shape=json.dumps(dict(SHAPE)),
        largest=settings.largest_answer,
        with_fields=with_fields,
    )
    with readable(landed.path, scratch) as path, rows_in_order(connection):
        try:
            connection.execute(create, {"path": exact(path)})
            yield RECORDS
        finally:
            drop_table(connection, RECORDS)


def run(
    connection: duckdb.DuckDBPyConnection, name: str, settings: Settings, table: str = ""
) -> duckdb.DuckDBPyConnection:
    """Run one of the statements over the records; only the parameters that it names are given."""
    query = statement(_PACKAGE, name, table=table, records=RECORDS, agency=_AGENCY, task=json.dumps(dict(TASK)))
    parameters = {**CLEANING, **catalogues(settings)}
    return connection.execute(query, {name: value for name, value in parameters.items() if f"${name}" in query})


def list_keys(
    settings: Settings,
    met: Sequence[LandedFile],
    later: Sequence[LandedFile],
    connection: duckdb.DuckDBPyConnection,
    table: str,
    scratch: Path,
) -> int:
    """Create `table` of the codes of all dossiers in the files; return how many different ids are in those of `met`."""
    connection.execute(f"CREATE OR REPLACE TEMP TABLE {table} (dossier_code VARCHAR, id VARCHAR)")
    for file in met:
        _add_keys(settings, file, connection, table, scratch)
    (ids,) = connection.execute(f"SELECT count(DISTINCT id) FROM {table}").fetchall()[0]
    for file in later:
        _add_keys(settings, file, connection, table, scratch)
    return int(ids)


def _add_keys(
    settings: Settings, file: LandedFile, connection: duckdb.DuckDBPyConnection, table: str, scratch: Path
) -> None:
    with records_of(connection, file, settings, scratch):
        run(connection, "keys.sql", settings, table)


def catalogues(settings: Settings) -> dict[str, list[str]]:
    """Return the catalogues as parallel lists of ids and of words that the dossier's contract reads."""
    dossier = load_contracts()["dossier"]
    statuses = {id_: str(status) for id_, status in settings.statuses.items()}
    words = {
        "status": statuses,
        "level": _words(settings.level, dossier, "service_level"),
        "channel": _words(settings.channel, dossier, "channel"),
    }
    lists: dict[str, list[str]] = {}
    for name, catalogue in words.items():
        lists |= {f"{name}_ids": list(catalogue), f"{name}_words": list(catalogue.values())}
    return lists


def _words(catalogue: Mapping[str, str], contract: Contract, column: str) -> dict[str, str]:
    return {id_: contract.by_name[column].codes[code][0] for id_, code in catalogue.items()}
