"""Synchronisation records as temp tables of texts, by the columns of their contract."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import duckdb

from connectors.cells import CLEANING, exact
from connectors.contract import Bilingual, Contract
from connectors.dvcqg_sync.fields import DOSSIERS, Service, service_of
from connectors.dvcqg_sync.plain_json import Layout, layout_of, plain_json
from connectors.dvcqg_sync.refusals import NOT_JSON, broken_array, not_of_a_service
from connectors.exports.staging import count_rows, drop_table, number_rows, quoted, rows_in_order
from connectors.problem import FileRejected
from connectors.source import StagedFile
from connectors.statements import statement

PACKAGE = "connectors.dvcqg_sync"
_RECORD = re.compile(r"record/value (\d+)")

#: Columns of a dossier of which nothing is said.
LEAST_FIELDS = ("MaHoSo", "TrangThaiHoSo")
NO_RECORD = Bilingual(vi="Tệp không có bản ghi nào.", en="The file has no record.")


@dataclass(frozen=True)
class Origin:
    """Where records are read from: a file of their own, or answers that have been taken apart by service."""

    layout: Layout | Literal["answers"]
    parameters: Mapping[str, str]


@dataclass(frozen=True)
class Survey:
    """What a first look at a file's records finds: how many there are, how many are no objects, their fields."""

    records: int
    broken: int
    fields: tuple[str, ...]
    service: Service

    @property
    def columns(self) -> tuple[str, ...]:
        """The contract columns that the records can give."""
        return self.service.columns_given(self.fields)


def stage(
    connection: duckdb.DuckDBPyConnection,
    path: Path,
    contracts: Mapping[str, Contract],
    table: str,
    scratch: Path,
    population_databases: Sequence[str] = ("1",),
) -> StagedFile:
    """Create the temp table `table` of the file's records; raise `FileRejected` when it cannot be read at all.

    Its columns: `row_number` (the place of the record in the file, from 1), `is_broken` (a line that is no JSON
    object), one VARCHAR for each column of the contract (dossiers, or steps where they are progress records) that the
    records give, and `extra_cells` (NULL).
    `population_databases` are the codes (MaCSDL) of the population database. Call it outside a transaction.
    """
    with plain_json(path, scratch) as plain, rows_in_order(connection):
        layout = layout_of(plain)
        try:
            origin = Origin(layout, {"path": exact(plain)})
            survey = _of_a_service(survey_fields(connection, origin), origin)
            load(connection, origin, quoted(table), survey, contracts, population_databases)
        except duckdb.InvalidInputException as error:
            drop_table(connection, table)
            raise FileRejected(_why(error)) from None  # DuckDB's own message may repeat what stands in the file
    return describe(connection, table, survey)


def describe(connection: duckdb.DuckDBPyConnection, table: str, survey: Survey) -> StagedFile:
    """Number the rows of a staged table and describe it."""
    number_rows(connection, table, 0)
    service = survey.service
    return StagedFile(
        dataset=service.dataset,
        columns=survey.columns,
        headings={column: service.heading_of(column) for column in survey.columns},
        unknown_headings=service.unknown_fields(survey.fields),
        rows=count_rows(connection, table),
        furniture_rows=0,
        notes=() if survey.records else (NO_RECORD,),
        encoding="utf-8",
        kind="json",
        table=table,
        has_broken_lines=True,
    )


def survey_fields(connection: duckdb.DuckDBPyConnection, origin: Origin) -> tuple[int, int, tuple[str, ...]]:
    """Return how many records there are, how many are no objects, and the fields that they have, sorted."""
    query = statement(PACKAGE, "survey.sql", layout=origin.layout)
    shapes = connection.execute(query, dict(origin.parameters)).fetchall()
    records = sum(int(count) for _, count in shapes)
    broken = sum(int(count) for fields, count in shapes if fields is None)
    return records, broken, tuple(sorted({str(field) for fields, _ in shapes for field in fields or ()}))


def _of_a_service(found: tuple[int, int, tuple[str, ...]], origin: Origin) -> Survey:
    """Return the survey of a file; raise `FileRejected` where there is no record, or none of a service that is known."""
    records, broken, fields = found
    if records == broken and (records or origin.layout != "array"):
        raise FileRejected(NOT_JSON)
    service = service_of(fields) if records else DOSSIERS
    if service is None:
        raise FileRejected(not_of_a_service(DOSSIERS.missing(fields)))
    return Survey(records, broken, fields or LEAST_FIELDS, service)


def load(
    connection: duckdb.DuckDBPyConnection,
    origin: Origin,
    table: str,
    survey: Survey,
    contracts: Mapping[str, Contract],
    population_databases: Sequence[str],
) -> None:
    """Create the table of a service's records."""
    service = survey.service
    create = statement(
        PACKAGE,
        service.template,
        table=table,
        layout=origin.layout,
        columns=survey.columns,
        record_shape=json.dumps(service.record_shape()),
        lists=list(service.lists),
        list_paths=", ".join(f"'$.{field}'" for field in service.lists),
    )
    parameters: dict[str, object] = {**origin.parameters, **CLEANING}
    if service is DOSSIERS:
        words = contracts[DOSSIERS.dataset].by_name["channel"].codes
        parameters["population_databases"] = list(population_databases)
        parameters |= {channel: words[channel][0] for channel in ("direct", "online", "postal")}
    connection.execute(create, parameters)


def _why(error: duckdb.Error) -> Bilingual:
    found = _RECORD.search(str(error))
    return broken_array(found[1]) if found else NOT_JSON
