"""The schema of a publication: its changes are told, and none breaks what was promised without the version saying so."""

from __future__ import annotations

from pathlib import Path

from tests.warehouse.published_schema import Promise, present, promised, renewed
from warehouse.publish import SCHEMA_VERSION
from warehouse.schema import schema_changes

WHAT_TO_DO = "run `python -m tests.warehouse.published_schema`; if it refuses, raise the first number of SCHEMA_VERSION"


def test_tables_and_columns_are_those_promised_of_this_version(tmp_path: Path) -> None:
    promises, broken = renewed(promised(), present(tmp_path), SCHEMA_VERSION)
    assert broken == [], WHAT_TO_DO
    assert promises == promised(), WHAT_TO_DO


def test_the_first_number_moves_when_a_column_goes_or_changes() -> None:
    before = [Promise("mart.a", "x", "BIGINT", "1.0"), Promise("mart.a", "y", "DATE", "1.1")]
    # an added column
    more = {"mart.a": {"x": "BIGINT", "y": "DATE", "z": "VARCHAR"}}
    assert renewed(before, more, "1.2") == ([*before, Promise("mart.a", "z", "VARCHAR", "1.2")], [])
    # gone, or of another type: broken within 1.x, new promises in 2.0
    for changed in ({"y": "DATE"}, {"x": "DOUBLE", "y": "DATE"}):
        assert renewed(before, {"mart.a": changed}, "1.2")[1] == [before[0]]
        promises, broken = renewed(before, {"mart.a": changed}, "2.0")
        assert broken == []
        assert before[0] not in promises
    # what only the version in the making has promised may still change
    assert renewed(before, {"mart.a": {"x": "BIGINT"}}, "1.1") == (before[:1], [])


def test_changes_name_the_table_the_column_and_both_types() -> None:
    before = {"mart.a": {"x": "BIGINT", "y": "DATE"}, "mart.gone": {"x": "BIGINT"}}
    after = {"mart.a": {"x": "DOUBLE", "z": "VARCHAR"}, "mart.new": {"x": "BIGINT"}}
    assert schema_changes(before, after) == [
        {"change": "type", "table": "mart.a", "column": "x", "from": "BIGINT", "to": "DOUBLE"},
        {"change": "removed", "table": "mart.a", "column": "y", "from": "DATE"},
        {"change": "added", "table": "mart.a", "column": "z", "to": "VARCHAR"},
        {"change": "removed", "table": "mart.gone"},
        {"change": "added", "table": "mart.new"},
    ]
    assert schema_changes(before, before) == []
