"""Read one landed file of synchronisation records into a temp table of texts, by the dossier contract's columns."""

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

from connectors.contract import Bilingual, Contract
from connectors.dvcqg_sync.fields import (
    LISTS,
    REQUIRED,
    columns_given,
    heading_of,
    record_shape,
    unknown_fields,
)
from connectors.dvcqg_sync.plain_json import Layout, layout_of, plain_json
from connectors.dvcqg_sync.refusals import NOT_JSON, broken_array, not_dossiers
from connectors.exports.reader import StagedFile
from connectors.exports.staging import count_rows, drop_table, number_rows, quoted, rows_in_order
from connectors.problem import FileRejected

DATASET = "dossier"

#: Blanks of every kind become a plain one; signs without width are left out.
_BLANKS = "\t\n\v\f\r\u0085\u00a0\u2007\u202f\u3000"
_UNSEEN = "\x00\u200b\u200c\u200d\u2060\ufeff"
#: What a cell that needs cleaning holds: these, the Icelandic Ð for Đ, or accents apart from their letters.
_UNCLEAN = (
    r"[\x00-\x1F\x7F\x{85}\x{A0}\x{D0}\x{F0}\x{300}-\x{36F}\x{2007}\x{200B}-\x{200D}\x{202F}\x{2060}\x{3000}\x{FEFF}]"
)

_RECORD = re.compile(r"record/value (\d+)")

NO_RECORD = Bilingual(vi="Tệp không có bản ghi nào.", en="The file has no record.")


@dataclass(frozen=True)
class Survey:
    """What a first look at a file's records finds: how many there are, how many are no objects, their fields."""

    records: int
    broken: int
    fields: tuple[str, ...]


def stage(
    connection: duckdb.DuckDBPyConnection,
    path: Path,
    contract: Contract,
    table: str,
    scratch: Path,
    population_databases: Sequence[str] = ("1",),
) -> StagedFile:
    """Create the temp table `table` of the file's records; raise `FileRejected` when it cannot be read at all.

    Its columns: `row_number` (the place of the record in the file, from 1), `is_broken` (a line that is no JSON
    object), one VARCHAR for each column of the dossier contract that the records give, and `extra_cells` (NULL).
    `population_databases` are the codes (MaCSDL) of the population database. Call it outside a transaction.
    """
    with plain_json(path, scratch) as plain, rows_in_order(connection):
        layout = layout_of(plain)
        try:
            survey = _survey(connection, plain, layout)
            columns = columns_given(survey.fields)
            channels = contract.by_name["channel"].codes
            _load(connection, (plain, layout), quoted(table), columns, channels, population_databases)
        except duckdb.InvalidInputException as error:
            drop_table(connection, table)
            raise FileRejected(_why(error)) from None  # DuckDB's own message may repeat what stands in the file
    number_rows(connection, table, 0)
    return StagedFile(
        dataset=DATASET,
        columns=columns,
        headings={column: heading_of(column) for column in columns},
        unknown_headings=unknown_fields(survey.fields),
        rows=count_rows(connection, table),
        furniture_rows=0,
        notes=() if survey.records else (NO_RECORD,),
        encoding="utf-8",
        kind="json",
    )


def _survey(connection: duckdb.DuckDBPyConnection, path: Path, layout: Layout) -> Survey:
    """Look at the records' fields; raise `FileRejected` where there is no record, or none is of a dossier."""
    shapes = connection.execute(_template("survey.sql").render(layout=layout), {"path": _exact(path)}).fetchall()
    records = sum(int(count) for _, count in shapes)
    broken = sum(int(count) for fields, count in shapes if fields is None)
    known = tuple(sorted({str(field) for fields, _ in shapes for field in fields or ()}))
    if records == broken and (records or layout != "array"):
        raise FileRejected(NOT_JSON)
    missing = [field for field in REQUIRED if field not in known]
    if missing and records:
        raise FileRejected(not_dossiers(missing))
    return Survey(records, broken, known or tuple(REQUIRED))


def _load(
    connection: duckdb.DuckDBPyConnection,
    source: tuple[Path, Layout],
    table: str,
    columns: Sequence[str],
    words: Mapping[str, tuple[str, ...]],
    population_databases: Sequence[str],
) -> None:
    """Create the table; `words` are what the contract calls the channels."""
    path, layout = source
    statement = _template("stage.sql").render(
        table=table,
        layout=layout,
        columns=columns,
        record_shape=json.dumps(record_shape()),
        lists=list(LISTS),
        list_paths=", ".join(f"'$.{field}'" for field in LISTS),
        unclean=_UNCLEAN,
    )
    parameters: dict[str, object] = {
        "path": _exact(path),
        "signs": "Ðð" + _BLANKS + _UNSEEN,
        "cleaned": "Đđ" + " " * len(_BLANKS),
        "population_databases": list(population_databases),
        **{channel: words[channel][0] for channel in ("direct", "online", "postal")},
    }
    connection.execute(statement, parameters)


def _exact(path: Path) -> str:
    return re.sub(r"([*?\[])", r"[\1]", str(path))  # DuckDB takes these for patterns


def _why(error: duckdb.Error) -> Bilingual:
    found = _RECORD.search(str(error))
    return broken_array(found[1]) if found else NOT_JSON


@cache
def _template(name: str) -> jinja2.Template:
    text = (files("connectors.dvcqg_sync") / "sql" / name).read_text(encoding="utf-8")
    return jinja2.Environment(autoescape=False, undefined=jinja2.StrictUndefined).from_string(text)  # noqa: S701 - SQL
