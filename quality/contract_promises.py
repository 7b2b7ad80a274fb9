"""What a contract promises of the table made from it, counted in one pass: keys, required cells, row rules, codes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import duckdb

from connectors.contract import Bilingual, Contract, Property
from quality.frames import read_frame, sql_text
from quality.wording import Row

#: The only dataset that may not be empty: without dossiers there is nothing to publish.
DOSSIER = "dossier"


@dataclass(frozen=True)
class Promise:
    """One promise: a row for which the SQL condition `broken` is true breaks it; expectation `kind` judges it."""

    kind: str
    check_id: str
    broken: str
    heading: str
    reason: Bilingual | None = None
    of_this_run: bool = False


def promises(contract: Contract) -> Iterator[Promise]:
    """Yield a contract's promises that show in its table: those on columns not kept were judged while reading."""
    for column in contract.kept:
        # A required word that no list knows is kept as unknown with a warning, so that it may be empty here.
        if column.required and column.unknown_word == "quarantine":
            yield _required(column, "true")
        elif column.required_unless and _is_kept(contract, column.required_unless):
            yield _required(column, f"NOT ({column.required_unless})")
    for rule in contract.rules:
        if _is_kept(contract, rule.holds):
            heading = contract.by_name[rule.column].headings[0]
            kind = "rule_critical" if rule.severity == "critical" else "rule_warning"
            yield Promise(kind, rule.id, f"NOT ({rule.holds})", heading, rule.reason, rule.severity == "warning")


def promise_rows(connection: duckdb.DuckDBPyConnection, contract: Contract, run_id: str) -> list[Row]:
    """Return one row per promise; the column named after its kind holds the number of rows that break it.

    Rules of severity warning are counted over the records that the run changed, all others over the whole table.
    """
    kept = list(promises(contract))
    counts = [f"count(*) FILTER (WHERE {_of_this_run(p)} AND ({p.broken}))" for p in kept]
    query = sql_text("promise").replace("/* promises */", "".join(f", {count}" for count in counts))
    parameters = {"run_id": run_id, "table": contract.table}
    records, changed, *broken = connection.execute(query, parameters).fetchall()[0]
    shared = {"dataset": contract.id, "title_vi": contract.title.vi, "title_en": contract.title.en}
    empty = dict.fromkeys(("remembered", "key_repeated", "required_missing", "rule_critical", "rule_warning"))
    rows: list[Row] = [
        {
            **empty,
            **shared,
            "check_id": promise.check_id,
            "heading": promise.heading,
            "reason_vi": promise.reason.vi if promise.reason else None,
            "reason_en": promise.reason.en if promise.reason else None,
            "judged": changed if promise.of_this_run else records,
            "broken": count,
            promise.kind: count,
        }
        for promise, count in zip(kept, broken, strict=True)
    ]
    return [*_whole_table(connection, contract, int(records), {**empty, **shared}), *rows]


def code_rows(connection: duckdb.DuckDBPyConnection, contract: Contract) -> list[Row]:
    """Return one row per value that stands in a coded column of the contract's table."""
    columns = [column.name for column in contract.kept if column.codes]
    if not columns:
        return []
    parameters = {"dataset": contract.id, "table": contract.table, "columns": columns}
    headings = {name: column.headings[0] for name, column in contract.by_name.items()}
    found = read_frame(connection, sql_text("code_value"), **parameters)
    return [{**row, "heading": headings[str(row["column_name"])]} for row in found]


def code_pairs(contracts: Mapping[str, Contract]) -> list[tuple[str, str]]:
    """Return every (dataset.column, code) that the contracts allow."""
    return [
        (f"{contract.id}.{column.name}", code)
        for contract in contracts.values()
        for column in contract.kept
        for code in column.codes
    ]


def _required(column: Property, where: str) -> Promise:
    broken = f"{_quoted(column.name)} IS NULL AND {where}"
    return Promise("required_missing", f"required_missing.{column.name}", broken, column.headings[0])


def _of_this_run(promise: Promise) -> str:
    return "last_changed_run = $run_id" if promise.of_this_run else "true"


def _whole_table(connection: duckdb.DuckDBPyConnection, contract: Contract, records: int, shared: Row) -> Iterator[Row]:
    key = [*(("basis",) if contract.one_of_sources else ("basis", "source")), *contract.key]
    (found,) = read_frame(connection, sql_text("repeated_key"), table=contract.table, key=key)
    counted = {**shared, "judged": records, "broken": found["repeated"], "heading": ", ".join(key)}
    yield {**counted, "check_id": "key_repeated", "key_repeated": found["repeated"]}
    if contract.id == DOSSIER:
        yield {**counted, "check_id": "nothing_remembered", "remembered": records}


def _is_kept(contract: Contract, condition: str) -> bool:
    """Tell whether a condition names only columns that the table has."""
    words = set(re.findall(r"[a-z_][a-z0-9_]*", condition))
    return not words & {column.name for column in contract.properties if not column.kept}


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
