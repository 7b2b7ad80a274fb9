"""Table macros for analysts, made of the same models that the night runs."""

from __future__ import annotations

import duckdb

from connectors.contract import Bilingual
from warehouse.database import sql_text
from warehouse.explanations import Explanation, load_explanations
from warehouse.graph import PROCEDURE_SCOPE, indicator_figure_sql, indicators_by_procedure, inputs_of, load_models
from warehouse.remember.tables import comment_on

_AS_OF = "(SELECT as_of FROM ops.publication)"
_ONE_PERIOD = (
    "SELECT CAST(1 AS INTEGER) AS period_no, 'custom' AS period_kind, CAST(from_date AS DATE) AS period_start,"
    f" CAST(to_date AS DATE) AS period_end, least(CAST(to_date AS DATE), {_AS_OF}) AS cut"
)
_ONE_AS_OF = f"SELECT {_AS_OF} AS as_of, 0 AS due_within"
_ONE_CUT = {"scope_period": _ONE_PERIOD, "scope_as_of": _ONE_AS_OF}
_NO_UNIT = "SELECT CAST(NULL AS VARCHAR) AS unit_code WHERE false"

#: A table macro: its name with its parameters, its query, what it is.
_Macro = tuple[str, str, Bilingual]


def _composed(select: str, replaced: dict[str, str]) -> str:
    """Return `select` with every model it rests on as a common table expression; `replaced` gives scopes and changed models."""
    carried = {name: model.sql for name, model in inputs_of(select).items() if name not in replaced}
    changed = {name: sql for name, sql in replaced.items() if not name.startswith("scope_")}
    for sql in changed.values():
        carried |= {name: model.sql for name, model in inputs_of(sql).items()}
    ordered = {name: (carried | changed)[name] for name in load_models() if name in carried | changed}
    scopes = {name: sql for name, sql in replaced.items() if name.startswith("scope_")}
    common = ", ".join(f"{name} AS (\n{sql}\n)" for name, sql in (scopes | ordered).items())
    return f"WITH {common} {select}"


def model_at(name: str) -> str:
    """Return a model as a query for another day: its parameters are `as_of` and `due_within` (working days)."""
    scope = {"scope_as_of": "SELECT CAST($as_of AS DATE) AS as_of, CAST($due_within AS BIGINT) AS due_within"}
    return _composed(f"SELECT * FROM {name}", scope | {name: load_models()[name].sql})


def model_of_closing(name: str) -> str:
    """Return a model as a query for one closing: its parameters are the columns of scope_closing."""
    scope = (
        "SELECT CAST($closing_id AS VARCHAR) AS closing_id, CAST($period_kind AS VARCHAR) AS period_kind,"
        " CAST($period_start AS DATE) AS period_start, CAST($period_end AS DATE) AS period_end,"
        " CAST($unit_code AS VARCHAR) AS unit_code"
    )
    return _composed(f"SELECT * FROM {name}", {"scope_closing": scope, name: load_models()[name].sql})


def create_macros(connection: duckdb.DuckDBPyConnection) -> None:
    """Create mart.form_06a, mart.unit_history, mart.indicator_by_procedure and, for each kind of record, mart.explain_…."""
    for macro in (_form_06a(), _unit_history(), _indicator_by_procedure()):
        _create(connection, *macro)
    for explanation in load_explanations().values():
        _create(
            connection, explanation.signature, _explaining(explanation, explanation.sql, {}), explanation.description
        )


def _form_06a() -> _Macro:
    form = {PROCEDURE_SCOPE: _NO_UNIT, "form_06a_period": load_models()["form_06a_period"].sql}
    return (
        "mart.form_06a(from_date, to_date)",
        _composed("SELECT * FROM form_06a_period WHERE basis = 'city'", _ONE_CUT | form),
        Bilingual(
            vi="Biểu II.06a cho hai ngày bất kỳ (kể cả hai đầu), cắt tại ngày chốt số liệu; cơ sở city",
            en="Form II.06a for any pair of dates (inclusive), cut at the run's as-of; basis city",
        ),
    )


def _unit_history() -> _Macro:
    model = load_models()["unit_history_period"]
    of_year_before = [name for name in model.columns if name.startswith("year_before_")]  # one period cannot fill them
    return (
        "mart.unit_history(from_date, to_date)",
        _composed(
            f"SELECT * EXCLUDE ({', '.join(of_year_before)}) FROM unit_history_period WHERE basis = 'city'",
            _ONE_CUT | {PROCEDURE_SCOPE: _NO_UNIT, "unit_history_period": model.sql},
        ),
        Bilingual(
            vi="Như mart.unit_history_period cho hai ngày bất kỳ, cắt tại ngày chốt số liệu; gọi hai lần để so hai năm; cơ sở city",
            en="As mart.unit_history_period for any pair of dates, cut at the run's as-of; called twice it compares two years; basis city",
        ),
    )


def _indicator_by_procedure() -> _Macro:
    replaced = {
        PROCEDURE_SCOPE: "SELECT wanted_unit AS unit_code",
        "indicator_figure": indicator_figure_sql(indicators_by_procedure()),
        "indicator_value": load_models()["indicator_value"].sql,
    }
    return (
        "mart.indicator_by_procedure(wanted_unit, from_date, to_date)",
        _composed(
            "SELECT * FROM indicator_value WHERE unit_code = wanted_unit AND procedure_code IS NOT NULL",
            _ONE_CUT | replaced,
        ),
        Bilingual(
            vi="Giá trị chỉ số theo từng TTHC của một đơn vị cho hai ngày bất kỳ, cắt tại ngày chốt số liệu",
            en="Indicator values by procedure of one unit for any pair of dates, cut at the run's as-of",
        ),
    )


def _explaining(explanation: Explanation, select: str, replaced: dict[str, str]) -> str:
    """Return `select` with the scopes and what the explanation rests on as common table expressions.

    `replaced` gives other queries for some of them.
    """
    period = _ONE_PERIOD.replace("'custom'", "wanted_kind") if explanation.asks == "kind" else _ONE_PERIOD
    carried = (
        {"scope_period": period, "scope_as_of": _ONE_AS_OF, PROCEDURE_SCOPE: _NO_UNIT} | explanation.parts() | replaced
    )
    common = ", ".join(f"{name} AS (\n{sql}\n)" for name, sql in carried.items())
    return f"WITH {common} SELECT * FROM (\n{select}\n)"


def create_records_macros(connection: duckdb.DuckDBPyConnection, *, units: str, periods: str) -> None:
    """Create temporary macros for the records behind the figures of many units at once.

    `units` names a table (unit_code) of the units asked about, `periods` one of periods (period_no, period_start,
    period_end, cut). `records_{name}(wanted_basis, from_date, to_date)`, or with wanted_kind, is there for explanations that
    ask each unit apart and says in `place_code` for which unit a record counts; elsewhere the records of the root count for
    every unit above them. Only what is counted is told by `records_procedure`, by both bases for wanted_basis `both`, and by
    `dossier_figures(wanted_unit, wanted_basis)`, which takes the periods all together (`period_no`).
    """
    asked = {"asked_place": f"SELECT unit_code FROM {units}"}
    for name, explanation in load_explanations().items():
        if explanation.asks_each_unit:
            select = sql_text("explain", "every_procedure.sql") if name == "procedure" else explanation.sql
            macro = f"records_{name}(wanted_{explanation.asks}, from_date, to_date)"
            connection.execute(
                f"CREATE OR REPLACE TEMP MACRO {macro} AS TABLE {_explaining(explanation, select, asked)}"
            )
    select = _explaining(
        load_explanations()["dossier"],
        sql_text("explain", "every_dossier.sql"),
        {"scope_period": f"SELECT period_no, '' AS period_kind, period_start, period_end, cut FROM {periods}"},
    )
    connection.execute(f"CREATE OR REPLACE TEMP MACRO dossier_figures(wanted_unit, wanted_basis) AS TABLE {select}")


def _create(connection: duckdb.DuckDBPyConnection, signature: str, body: str, comment: Bilingual) -> None:
    connection.execute(f"CREATE OR REPLACE MACRO {signature} AS TABLE {body}")
    comment_on(connection, "MACRO TABLE", signature.partition("(")[0], f"{comment.vi} / {comment.en}")
