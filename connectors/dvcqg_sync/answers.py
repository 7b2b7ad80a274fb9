"""The records in landed answers of the session service, as temp tables of texts: the same reading as that of files."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import duckdb

from connectors.cells import exact
from connectors.contract import Bilingual, load_contracts
from connectors.dvcqg_sync.catalogues import code_fields, stage_catalogues
from connectors.dvcqg_sync.fields import DOSSIERS, SERVICES, Service
from connectors.dvcqg_sync.records import LEAST_FIELDS, PACKAGE, Origin, Survey, describe, load, survey_fields
from connectors.dvcqg_sync.settings import Settings
from connectors.exports.staging import drop_table, rows_in_order
from connectors.interface.readable import readable
from connectors.problem import FileRejected
from connectors.source import StagedFile
from connectors.statements import statement

_TABLE = "sync_record"
_MOST_NAMES, _LONGEST_NAME = 20, 40
_UNREADABLE = Bilingual(
    vi="Câu trả lời của dịch vụ không đọc được; báo người phát triển kèm tên tệp trong thư mục landing.",
    en="The service's answers cannot be read; tell the developers the name of the file in the landing.",
)


def stage_answers(
    connection: duckdb.DuckDBPyConnection, path: Path, settings: Settings, scratch: Path
) -> list[StagedFile]:
    """Create the temp tables of the dossiers, steps and procedures in a file of answers.

    There is a table of dossiers even where the service knew none: the file has been read.
    """
    take_apart = statement(PACKAGE, "answers.sql", largest=settings.largest_answer)
    try:
        with readable(path, scratch) as plain, rows_in_order(connection):
            connection.execute(take_apart, {"path": exact(plain), **code_fields(settings)})
            staged = [
                _stage_service(connection, service, settings)
                for service in SERVICES
                if service is DOSSIERS or _count(connection, service.name)
            ]
            staged[0] = replace(staged[0], notes=(*staged[0].notes, *_of_no_service(connection)))
            return [*staged, *stage_catalogues(connection, settings)]
    except duckdb.InvalidInputException:
        raise FileRejected(_UNREADABLE) from None  # DuckDB's message may repeat what stands there
    finally:
        drop_table(connection, _TABLE)


def _of_no_service(connection: duckdb.DuckDBPyConnection) -> list[Bilingual]:
    """What is a record of no service that is known is told, by its number and the names of its fields alone."""
    found = connection.execute(statement(PACKAGE, "unknown_records.sql")).fetchall()
    (records, fields) = found[0]
    if not records:
        return []
    names = ", ".join(str(field)[:_LONGEST_NAME] for field in (fields or ())[:_MOST_NAMES]) or "—"
    return [
        Bilingual(
            vi=f"{records} bản ghi trong câu trả lời không thuộc dịch vụ nào đã biết, chưa đọc. Trường của chúng: {names}.",
            en=f"{records} records of the answers are of no service that is known and were not read. Their fields: {names}.",
        )
    ]


def _count(connection: duckdb.DuckDBPyConnection, service: str) -> int:
    query = f"SELECT count(*) FROM {_TABLE} WHERE service = $service"
    return int(connection.execute(query, {"service": service}).fetchall()[0][0])


def _stage_service(connection: duckdb.DuckDBPyConnection, service: Service, settings: Settings) -> StagedFile:
    origin = Origin("answers", {"service": service.name})
    records, broken, fields = survey_fields(connection, origin)
    survey = Survey(records, broken, fields or LEAST_FIELDS, service)
    table = f"staged_{service.dataset}"
    load(connection, origin, table, survey, load_contracts(), settings.population_databases)
    return describe(connection, table, survey)
