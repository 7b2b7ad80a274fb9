"""Read one landed file of synchronisation records into a temp table of texts, by the columns of its contract."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

import duckdb
import jinja2
from pydantic import field_validator

from connectors.cells import CLEANING, UNCLEAN, exact
from connectors.contract import Bilingual, Contract, load_contracts
from connectors.dvcqg_sync.fields import DOSSIERS, Service, service_of
from connectors.dvcqg_sync.plain_json import Layout, layout_of, plain_json
from connectors.dvcqg_sync.refusals import NOT_JSON, broken_array, not_of_a_service
from connectors.exports.connector import pull_inbox, reach_inbox
from connectors.exports.staging import count_rows, drop_table, number_rows, quoted, rows_in_order
from connectors.landing import LandedFile
from connectors.problem import FileRejected, SourceFailed
from connectors.source import Pulled, Pulling, Reach, Source, SourceSettings, StagedFile, listed

_RECORD = re.compile(r"record/value (\d+)")

NO_RECORD = Bilingual(vi="Tệp không có bản ghi nào.", en="The file has no record.")


NO_INBOX = Bilingual(
    vi="chưa có inbox: phiên bản này đọc tệp bản ghi đồng bộ, chưa hỏi được dịch vụ (url). Thêm khóa inbox.",
    en="has no inbox: this version reads files of records and cannot ask the service (url) yet. Add the key inbox.",
)


class Settings(SourceSettings):
    """`[sources.NAME]` of synchronisation records."""

    inbox: Path | None = None
    url: str | None = None
    #: Codes (MaCSDL) of the national population database in synchronisation records.
    population_databases: tuple[str, ...] = ("1",)

    @property
    def folders(self) -> tuple[Path, ...]:
        """The inbox."""
        return (self.inbox,) if self.inbox else ()

    @field_validator("population_databases", mode="before")
    @classmethod
    def _codes_of_one_text(cls, value: object) -> object:
        return listed(value)


class Reader(Source[Settings]):
    """The connector `dvcqg_sync`."""

    settings_type = Settings

    def pull(self, pulling: Pulling) -> Pulled:
        """Land the files of the inbox."""
        if self.settings.inbox is None:
            raise SourceFailed(Bilingual(vi=f"Nguồn {self.name} {NO_INBOX.vi}", en=f"Source {self.name} {NO_INBOX.en}"))
        return pull_inbox(self.name, self.settings.inbox, pulling)

    def stage(self, connection: duckdb.DuckDBPyConnection, file: LandedFile, scratch: Path) -> list[StagedFile]:
        """Create the temp table of a file's dossiers or steps."""
        databases = self.settings.population_databases
        return [stage(connection, file.path, load_contracts(), "staged", scratch, databases)]

    def reach(self) -> Reach:
        """Look at the inbox."""
        return reach_inbox(self.settings.inbox) if self.settings.inbox else Reach("—", NO_INBOX)


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
            survey = _survey(connection, plain, layout)
            channels = contracts[DOSSIERS.dataset].by_name["channel"].codes
            _load(connection, (plain, layout), quoted(table), survey, channels, population_databases)
        except duckdb.InvalidInputException as error:
            drop_table(connection, table)
            raise FileRejected(_why(error)) from None  # DuckDB's own message may repeat what stands in the file
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


def _survey(connection: duckdb.DuckDBPyConnection, path: Path, layout: Layout) -> Survey:
    """Look at the records' fields; raise `FileRejected` where there is no record, or none of a service that is known."""
    shapes = connection.execute(_template("survey.sql").render(layout=layout), {"path": exact(path)}).fetchall()
    records = sum(int(count) for _, count in shapes)
    broken = sum(int(count) for fields, count in shapes if fields is None)
    known = tuple(sorted({str(field) for fields, _ in shapes for field in fields or ()}))
    if records == broken and (records or layout != "array"):
        raise FileRejected(NOT_JSON)
    service = service_of(known) if records else DOSSIERS
    if service is None:
        raise FileRejected(not_of_a_service(DOSSIERS.missing(known)))
    return Survey(records, broken, known or ("MaHoSo", "TrangThaiHoSo"), service)


def _load(
    connection: duckdb.DuckDBPyConnection,
    source: tuple[Path, Layout],
    table: str,
    survey: Survey,
    words: Mapping[str, tuple[str, ...]],
    population_databases: Sequence[str],
) -> None:
    """Create the table; `words` are what the contract calls the channels."""
    (path, layout), service = source, survey.service
    statement = _template(service.template).render(
        table=table,
        layout=layout,
        columns=survey.columns,
        record_shape=json.dumps(service.record_shape()),
        lists=list(service.lists),
        list_paths=", ".join(f"'$.{field}'" for field in service.lists),
    )
    parameters: dict[str, object] = {
        "path": exact(path),
        **CLEANING,
    }
    if service is DOSSIERS:
        parameters["population_databases"] = list(population_databases)
        parameters |= {channel: words[channel][0] for channel in ("direct", "online", "postal")}
    connection.execute(statement, parameters)


def _why(error: duckdb.Error) -> Bilingual:
    found = _RECORD.search(str(error))
    return broken_array(found[1]) if found else NOT_JSON


@cache
def _template(name: str) -> jinja2.Template:
    loader = jinja2.FunctionLoader(
        lambda part: (files("connectors.dvcqg_sync") / "sql" / part).read_text(encoding="utf-8")
    )
    environment = jinja2.Environment(autoescape=False, undefined=jinja2.StrictUndefined, loader=loader)  # noqa: S701 - SQL
    environment.globals["unclean"] = UNCLEAN
    return environment.get_template(name)
