"""Adding an indicator takes two files and adding a dataset one contract, with no other change: a newcomer does just that."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from tests.flows.home import Home, dossier, make_home
from tests.house.source_tree import ROOMS, ROOT

CONTRACT = """
# each row is a slip of a survey of satisfaction that a citizen handed in
kind: DataContract
apiVersion: v3.1.0
id: survey
version: 1.0.0
status: active
title: {vi: Phiếu khảo sát hài lòng, en: Slips of the satisfaction survey}
description: {vi: Mỗi dòng là một phiếu khảo sát., en: Each row is one slip.}
table: core.survey
key: [slip_id]
properties:
  - {name: slip_id, reads: code, required: true, headings: [Mã phiếu], description: {vi: Mã phiếu, en: Slip}}
  - {name: unit_code_raw, reads: code, kept: false, headings: [Mã đơn vị], description: {vi: Mã đơn vị như trong nguồn, en: Unit as the source writes it}}
  - {name: handed_in_on, reads: day, required: true, headings: [Ngày khảo sát], description: {vi: Ngày khảo sát, en: Day it was handed in}}
  - {name: is_satisfied, reads: flag, headings: [Hài lòng], description: {vi: Có hài lòng không, en: Whether satisfied}}
  - {name: remark, reads: text, personal: true, kept: false, headings: [Góp ý], description: {vi: 'Góp ý (không công bố)', en: 'Remark (never published)'}}
unit: {code: unit_code_raw, valid_at: handed_in_on}
"""
INDICATOR = """
id: X01
definition:
  title: {vi: Tỷ lệ phiếu hài lòng, en: Satisfied slips}
  formula_vi: phiếu hài lòng / phiếu có trả lời, khảo sát trong kỳ
  source: định nghĩa của một người mới đến
  status: D
"""
FIGURE = """
-- each row is the slips of one unit (its descendants included) handed in in one period
SELECT
    p.period_no, s.basis, a.ancestor_code AS unit_code, CAST(NULL AS VARCHAR) AS procedure_code,
    count(*) FILTER (WHERE s.is_satisfied) AS numerator, count(s.is_satisfied) AS denominator
FROM core.survey AS s
JOIN scope_period AS p ON s.handed_in_on BETWEEN p.period_start AND p.cut
JOIN ref.unit_ancestor AS a ON a.unit_code = s.unit_code
WHERE NOT s.is_deleted
GROUP BY p.period_no, s.basis, a.ancestor_code
"""
HEADINGS = "Mã phiếu;Mã đơn vị;Ngày khảo sát;Hài lòng;Góp ý"
SLIPS = [
    "P1;H13.101;03/02/2026;Có;Chị Vắng Mặt rất nhiệt tình",
    "P2;H13.101;04/02/2026;Không;",
    "P3;H13.102;05/02/2026;Có;",
    "P4;H13.102;31/02/2026;Có;Anh Vắng Mặt",
    "P5;H13.102;06/02/2026;;",
]


def packages(folder: Path) -> Path:
    """A copy of the project's packages with the newcomer's three files."""
    for room in ROOMS:
        shutil.copytree(ROOT / room, folder / room, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "connectors/contracts/survey.yml").write_text(CONTRACT.lstrip(), encoding="utf-8")
    (folder / "warehouse/indicators/X01.yml").write_text(INDICATOR.lstrip(), encoding="utf-8")
    (folder / "warehouse/indicators/X01.sql").write_text(FIGURE.lstrip(), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def night(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A night of the extended project over dossiers and two files of slips, the later one correcting a slip."""
    folder = packages(tmp_path_factory.mktemp("newcomer"))
    home = make_home(folder / "city")
    home.put("ho-so.csv", [dossier(1)], datetime(2026, 2, 10))
    home.put("phieu-1.csv", SLIPS, datetime(2026, 2, 11), HEADINGS)
    home.put("phieu-2.csv", ["P2;H13.101;04/02/2026;Có;"], datetime(2026, 2, 12), HEADINGS)
    kept = {name: value for name, value in os.environ.items() if not name.startswith("MOTCUA_")}
    run = subprocess.run(
        [sys.executable, "-m", "flows.cli", "nightly", "--config", str(home.config), "--as-of", "2026-02-20"],
        cwd=folder,
        env={**kept, "PYTHONPATH": str(folder), "PREFECT_HOME": str(folder / "prefect")},
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    return home


@pytest.fixture
def query(night: Home) -> Callable[[str], list[tuple[Any, ...]]]:
    return night.query


def test_the_dataset_has_its_table_with_comments(query: Callable[[str], list[tuple[Any, ...]]]) -> None:
    assert query(
        "SELECT slip_id, unit_code, handed_in_on::VARCHAR, is_satisfied FROM core.survey ORDER BY slip_id"
    ) == [
        ("P1", "H13.101", "2026-02-03", True),
        ("P2", "H13.101", "2026-02-04", True),
        ("P3", "H13.102", "2026-02-05", True),
        ("P5", "H13.102", "2026-02-06", None),
    ]
    of_survey = "schema_name = 'core' AND table_name LIKE 'survey%'"
    tables = query(f"SELECT table_name FROM duckdb_tables() WHERE {of_survey} AND comment IS NOT NULL ORDER BY 1")
    assert tables == [("survey",), ("survey_version",)]
    assert query(f"SELECT column_name FROM duckdb_columns() WHERE {of_survey} AND comment IS NULL") == []


def test_every_version_of_a_record_is_kept(query: Callable[[str], list[tuple[Any, ...]]]) -> None:
    versions = query("SELECT is_satisfied FROM core.survey_version WHERE slip_id = 'P2' ORDER BY version_no")
    assert versions == [(False,), (True,)]


def test_a_row_that_cannot_be_read_is_set_aside_without_what_is_personal(
    query: Callable[[str], list[tuple[Any, ...]]],
) -> None:
    ((file, row, column, rule, raw),) = query(
        "SELECT file, row_number, column_name, rule, raw FROM ops.quarantine WHERE dataset = 'survey'"
    )
    assert (file, row, column, rule) == ("phieu-1.csv", 5, "handed_in_on", "unreadable")
    assert "31/02/2026" in raw
    assert "Vắng Mặt" not in raw
    loads = query(
        "SELECT file, rows_read, rows_loaded, rows_quarantined FROM ops.load WHERE dataset = 'survey' ORDER BY file"
    )
    assert loads == [("phieu-1.csv", 5, 4, 1), ("phieu-2.csv", 1, 1, 0)]


def test_the_dictionary_and_the_checks_know_it(night: Home, query: Callable[[str], list[tuple[Any, ...]]]) -> None:
    (dictionary,) = (night.data / "published").rglob("data_dictionary.md")
    text = dictionary.read_text(encoding="utf-8")
    assert "## core.survey\n" in text
    assert "| Ngày khảo sát |" in text
    checked = query("SELECT check_id FROM ops.check_result WHERE dataset LIKE '%survey%' AND NOT passed")
    assert checked == []
    assert query("SELECT count(*) > 0 FROM ops.check_result WHERE dataset LIKE '%survey%'") == [(True,)]


def test_the_indicator_has_its_definition_and_its_values(query: Callable[[str], list[tuple[Any, ...]]]) -> None:
    assert query("SELECT title_vi, status, basis FROM ref.indicator WHERE indicator_id = 'X01'") == [
        ("Tỷ lệ phiếu hài lòng", "D", "city")
    ]
    values = query(
        "SELECT unit_code, numerator, denominator, value FROM mart.indicator_value"
        " WHERE indicator_id = 'X01' AND period_kind = 'month' AND period_start = '2026-02-01' ORDER BY unit_code"
    )
    assert values == [("H13", 3, 3, 1.0), ("H13.101", 2, 2, 1.0), ("H13.102", 1, 1, 1.0)]
