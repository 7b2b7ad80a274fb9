"""The models: one SQL and one YAML each, ordered by what their SQL reads.

A model is a query whose inputs are tables, other models and the scope tables that say what to compute:
`scope_period(period_no, period_kind, period_start, period_end, cut)`, `scope_procedure_unit(unit_code)`,
`scope_as_of(as_of)` and `scope_closing(closing_id, period_kind, period_start, period_end, unit_code)`, the signed periods. A
night fills the scope with the periods it touches; a table macro fills it with one pair of dates.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from functools import cache
from graphlib import TopologicalSorter
from importlib.resources import files
from typing import Any, Literal

import duckdb
from pydantic import BaseModel, ConfigDict

from connectors.contract import Bilingual, read_yaml

#: The scope table that says for which units procedures are told apart.
PROCEDURE_SCOPE = "scope_procedure_unit"


class Model(BaseModel):
    """What a model's YAML says: its table, how it is kept, what each column means."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    table: str
    kept_as: Literal["table", "temp", "view"]
    description: Bilingual
    columns: dict[str, Bilingual]
    sql: str


class Definition(BaseModel):
    """What the catalogue (`ref.indicator`) says of an indicator, under the same names; `status` is V, D, P or R."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: Bilingual
    formula_vi: str
    source: str
    clause: str = "1c"
    unit_of_measure: str = "%"
    basis: Literal["city", "portal", "both", "where steps"] = "city"
    status: Literal["V", "D", "P", "R"] = "R"
    valid_from: date | None = None
    valid_to: date | None = None


class Indicator(BaseModel):
    """How one indicator is counted: a family's figures and two expressions, or an SQL file of its own.

    Title, clause, unit of measure, source and validity stand in its `definition`, or in the packaged catalogue. With
    `cut_from` it is counted only where the period's cut is that day or later.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    family: str | None = None
    numerator: str = "numerator"
    denominator: str = "denominator"
    sql: str | None = None
    cut_from: date | None = None
    definition: Definition | None = None

    def figure_sql(self) -> str:
        """Return the query (period_no, basis, unit_code, procedure_code, indicator_id, numerator, denominator)."""
        source = self.family or f"({self.sql})"
        in_force = (
            f" WHERE period_no IN (SELECT period_no FROM scope_period WHERE cut >= DATE '{self.cut_from}')"
            if self.cut_from
            else ""
        )
        return (
            f"SELECT period_no, basis, unit_code, procedure_code, '{self.id}' AS indicator_id,"
            f" CAST({self.numerator} AS DOUBLE) AS numerator, CAST({self.denominator} AS DOUBLE) AS denominator FROM {source}{in_force}"
        )


def documents(folder: str) -> dict[str, dict[str, Any]]:
    """Return the YAML documents of a folder of the warehouse by name, each with the text of the SQL file beside it."""
    entries = sorted((files("warehouse") / folder).iterdir(), key=lambda entry: entry.name)
    texts = {
        entry.name: entry.read_text(encoding="utf-8") for entry in entries if entry.name.endswith((".yml", ".sql"))
    }
    documents = {}
    for name, text in texts.items():
        stem, _, kind = name.rpartition(".")
        if kind == "yml":
            sql = texts.get(f"{stem}.sql")
            documents[stem] = read_yaml(text) | ({"sql": sql} if sql else {})
    return documents


@cache
def load_indicators() -> tuple[Indicator, ...]:
    """Return the indicators that are computed, by id."""
    return tuple(Indicator.model_validate(document) for document in documents("indicators").values())


def indicator_figure_sql(indicators: Iterable[Indicator]) -> str:
    """Return the union of the indicators' figures."""
    return "\nUNION ALL\n".join(indicator.figure_sql() for indicator in indicators)


def inputs_of(sql: str) -> dict[str, Model]:
    """Return the models not kept as tables on which a query rests, in their order: what a macro must carry with it."""
    models = load_models()
    unkept = {model.table: model for model in models.values() if model.kept_as != "table"}
    wanted, found = set(tables_read(sql)), set[str]()
    while wanted:
        table = wanted.pop()
        if table in unkept and table not in found:
            found.add(table)
            wanted |= tables_read(unkept[table].sql)
    return {name: model for name, model in models.items() if model.table in found}


@cache
def indicators_by_procedure() -> tuple[Indicator, ...]:
    """Return the indicators whose figures tell procedures apart: those that rest on scope_procedure_unit."""
    return tuple(
        indicator
        for indicator in load_indicators()
        if any(
            PROCEDURE_SCOPE in tables_read(sql)
            for sql in (indicator.figure_sql(), *(model.sql for model in inputs_of(indicator.figure_sql()).values()))
        )
    )


@cache
def load_models() -> dict[str, Model]:
    """Return all models by name, in the same order on every run, each after what it reads."""
    found = {name: Model(name=name, **document) for name, document in documents("models").items()}
    found["indicator_figure"] = Model(
        name="indicator_figure",
        table="indicator_figure",
        kept_as="temp",
        description=Bilingual(vi="Tử số và mẫu số của mọi chỉ số", en="Numerators and denominators of all indicators"),
        columns={},
        sql=indicator_figure_sql(load_indicators()),
    )
    made_by = {model.table: name for name, model in found.items()}
    sorter = TopologicalSorter(
        {name: [made_by[t] for t in sorted(tables_read(m.sql)) if t in made_by] for name, m in found.items()}
    )
    return {name: found[name] for name in sorter.static_order()}


@cache
def _parser() -> duckdb.DuckDBPyConnection:
    """One connection for parsing only: opening one per model would take longer than parsing them all."""
    return duckdb.connect(config={"threads": 1})


@cache
def tables_read(sql: str) -> frozenset[str]:
    """Return the tables a query reads as `schema.table` or `table`, its own common table expressions left out."""
    (text,) = _parser().execute("SELECT json_serialize_sql($sql)", {"sql": sql}).fetchall()[0]
    document = json.loads(str(text))
    if document["error"]:
        raise ValueError(f"cannot parse model: {document['error_message']}\n{sql}")
    read: set[str] = set()
    common: set[str] = set()
    _walk(document, read, common)
    return frozenset(read - common)


def _walk(node: object, read: set[str], common: set[str]) -> None:
    if isinstance(node, list):
        for item in node:
            _walk(item, read, common)
    elif isinstance(node, dict):
        if node.get("type") == "BASE_TABLE":
            read.add(".".join(part for part in (node["schema_name"], node["table_name"]) if part))
        for entry in (node.get("cte_map") or {}).get("map", ()):
            common.add(entry["key"])
        for value in node.values():
            _walk(value, read, common)
