"""From a table as it was answered to the figures of core.portal_score: null is not 0, nothing is guessed, nothing dropped."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import duckdb
import pytest

from connectors.contract import load_contracts
from connectors.source import StagedFile
from tests.reporting.city import Puller
from tests.standins.reporting import ROOT_ID, Row, department, metric, scored
from warehouse.remember.tables import create_memory

FIGURES = "unit_code_raw, group_code, metric, numerator, denominator, ratio, score, max_score, value"


class Desk:
    """Pulls one period and stages one of its tables."""

    def __init__(self, puller: Puller, connection: duckdb.DuckDBPyConnection) -> None:
        self.puller = puller
        self.connection = connection

    def stage(self, table: str, rows: list[Row] | None = None) -> StagedFile:
        """Stage the running month of a table, answered with `rows` where they are given."""
        if rows is not None:
            self.puller.system.tables[table] = rows
        pulled, scratch = self.puller.pull(), self.puller.folder / "scratch"
        reader = self.puller.reader
        reader.examine(self.connection, pulled.files, scratch)
        name = {"provinces": "service-results_provinces"}.get(table, f"{table}_units")
        file = [file for file in pulled.files if file.name == f"{name}_month_2026-03-01.json"][-1]
        (staged,) = reader.stage(self.connection, file, scratch)
        return staged

    def figures(self, where: str, columns: str = FIGURES) -> list[tuple[Any, ...]]:
        """Return figures of the table staged last."""
        return self.connection.execute(f"SELECT {columns} FROM staged WHERE {where} ORDER BY row_number").fetchall()


@pytest.fixture
def desk(puller: Puller) -> Iterator[Desk]:
    puller.more = {"since": "2026-03-01", "older_periods": 0}
    with duckdb.connect() as connection:
        connection.execute("CREATE SCHEMA core")
        create_memory(connection, load_contracts()["portal_score"])
        yield Desk(puller, connection)


def test_a_group_has_its_score_and_its_metrics_and_null_is_not_0(desk: Desk) -> None:
    staged = desk.stage("transparency")
    assert desk.figures("unit_code_raw = 'H13'") == [
        ("H13", "CKMB", "TOTAL", None, None, 44.22, 7.96, 18, None),
        ("H13", "CKMB", "PUBLISH_ON_TIME", 0, 0, None, None, 6, None),
        ("H13", "CKMB", "PUBLIC_CONTENT_FULL", 87, 89, 97.75, 1.96, 2, None),
        ("H13", "CKMB", "DOSSIER_SYNC", 8, 8, 100, 6, 6, None),
    ]
    assert (staged.rows, staged.unknown_headings, staged.notes) == (9, (), ())
    desk.stage("dossier-digitized")
    assert desk.figures("unit_code_raw = 'H13' AND metric = 'ELECTRONIC_CERTIFIED_COPY'") == [
        ("H13", "MDSH", "ELECTRONIC_CERTIFIED_COPY", None, None, 100, 2, 2, None)
    ]


def test_the_portal_s_remark_on_a_figure_is_kept(desk: Desk) -> None:
    desk.stage("transparency")
    assert desk.figures("note IS NOT NULL", "metric, note") == [("DOSSIER_SYNC", "TEMP: Mẫu số tạm.")]


def test_counts_of_a_tree_stand_alone_and_days_are_no_count(desk: Desk) -> None:
    desk.stage("dvc-progress-tree")
    assert desk.figures("unit_code_raw = 'H13.101'") == [
        ("H13.101", "TDGQ", "TOTAL", 4, 6, 66.67, 13.33, 20, None),
        ("H13.101", "TDGQ", "avgProcessingDays", None, None, None, None, None, 4.1),
        ("H13.101", "TDGQ", "totalOnTime", 4, None, None, None, None, None),
        ("H13.101", "TDGQ", "totalOverdue", 2, None, None, None, None, None),
        ("H13.101", "TDGQ", "totalReceived", 6, None, None, None, None, None),
    ]


def test_the_scores_of_all_provinces_are_kept_by_group(desk: Desk) -> None:
    desk.stage("provinces")
    assert desk.figures(
        "metric = 'TOTAL' AND group_code IN ('TOTAL', 'TDGQ')", "scope, unit_code_raw, group_code, score"
    ) == [
        ("provinces", "?Cả nước", "TOTAL", 61.86),
        ("provinces", "H13", "TOTAL", 50.13),
        ("provinces", "H13", "TDGQ", 15),
        ("provinces", "H20", "TOTAL", 68.11),
        ("provinces", "H20", "TDGQ", 17.63),
    ]


def test_a_unit_without_a_code_is_known_by_its_id_from_the_other_tables(desk: Desk) -> None:
    desk.stage("handling-satisfaction")
    found = desk.figures("metric = 'TOTAL'", "unit_code_raw, department_id, department_name")
    assert found[0] == ("H13", ROOT_ID, "UBND Thành phố Cần Thơ")
    assert [row[0] for row in found] == ["H13", "H13.01", "H13.101"]


def test_a_code_fetched_on_an_earlier_night_is_remembered(desk: Desk) -> None:
    desk.connection.execute(
        "INSERT INTO core.portal_score BY NAME SELECT 'cu' AS department_id, 'H13.99' AS unit_code, TIMESTAMP '2026-01-02' AS fetched_at"
    )
    rows = [department("transparency", "H13"), department("transparency", "H13.01") | {"departmentId": "cu"}]
    staged = desk.stage("transparency", rows)
    assert desk.figures("metric = 'TOTAL'", "unit_code_raw") == [("H13",), ("H13.99",)]
    assert staged.notes == ()


def test_a_unit_whose_code_nobody_tells_stays_under_the_portal_s_id(desk: Desk) -> None:
    rows = [department("transparency", "H13"), department("transparency", "H13.01") | {"departmentId": "chưa-biết"}]
    staged = desk.stage("transparency", rows)
    assert desk.figures("metric = 'TOTAL'", "unit_code_raw") == [("H13",), ("?chưa-biết",)]
    (note,) = staged.notes
    assert "1 đơn vị trên Cổng chưa rõ mã" in note.vi


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"numerator": "nhiều"}, "nhiều"),
        ({"numerator": 2.5}, "2.5"),
        ({"denominator": True}, "true"),
        ({"score": "6,0", "ratio": "—"}, "—; 6,0"),
        ({"maxScore": [6]}, "[6]"),
    ],
)
def test_what_is_no_number_is_set_aside_with_what_stands_there(desk: Desk, wrong: Row, told: str) -> None:
    figure = {**metric("DOSSIER_SYNC", 8, 9, 5, 6), **wrong}
    desk.stage("transparency", [department("transparency", "H13", **scored(5, 18, figure))])
    assert desk.figures("metric = 'DOSSIER_SYNC'", "unreadable") == [(told,)]
    assert desk.figures("metric = 'TOTAL'", "unreadable") == [(None,)]


def test_fields_that_nobody_expects_are_named_and_their_numbers_kept(desk: Desk) -> None:
    rows = [department("dvc-progress-tree", "H13", **scored(5, 20), totalExtended=7, colour="đỏ")]
    staged = desk.stage("dvc-progress-tree", rows)
    assert staged.unknown_headings == ("colour", "totalExtended")
    assert desk.figures("metric = 'totalExtended'", "numerator") == [(7,)]


def test_a_score_of_one_decimal_or_none_is_that_number(desk: Desk) -> None:
    """Numbers come as JSON numbers: 16.123 is no 16123."""
    rows = [department("dvc-progress-tree", "H13", totalScore=16.123, totalMaxScore=20, ratio=80, totalReceived=1200)]
    desk.stage("dvc-progress-tree", rows)
    assert desk.figures("metric = 'TOTAL'", "denominator, ratio, score") == [(1200, 80, 16.123)]


def test_every_figure_names_its_fetch(desk: Desk) -> None:
    desk.stage("transparency")
    ((sha, start, end, at),) = desk.connection.execute(
        "SELECT DISTINCT sha256, period_start, period_end, fetched_at FROM staged"
    ).fetchall()
    assert len(sha) == 64
    assert (f"{start}", f"{end}") == ("2026-03-01", "2026-03-31")
    assert isinstance(at, datetime)
