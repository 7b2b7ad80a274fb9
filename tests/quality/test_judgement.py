"""The judge: silent, nothing written, and never passing what it could not judge."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from connectors.contract import Bilingual
from quality.expectations import BatchExpectation
from quality.judgement import MOST_TOLD, CheckError, judge_frames
from quality.wording import Row

TEXT = Bilingual(vi="Số {n} quá {limit}", en="Number {n} above {limit}")
ENTRY = BatchExpectation(
    id="small",
    frame="numbers",
    dataset="numbers",
    expectation="ExpectColumnValuesToBeBetween",
    kwargs={"column": "n", "max_value": "$limit"},
    severity="warning",
    title=Bilingual(vi="Số nhỏ", en="Small numbers"),
    observed="{n}",
    expected="≤ {limit}",
    message=TEXT,
)


def test_each_row_that_breaks_it_is_told_with_its_own_figures() -> None:
    rows: list[Row] = [{"n": 1_000}, {"n": 1_234_567}, {"n": None}]
    (result,) = judge_frames({"numbers": rows}, [ENTRY], {"limit": 1_000})
    assert (result.passed, result.observed, result.expected) == (False, "1.234.567", "≤ 1.000")
    assert result.message == Bilingual(vi="Số 1.234.567 quá 1.000", en="Number 1,234,567 above 1,000")


def test_where_very_many_break_it_the_rest_is_counted() -> None:
    results = judge_frames({"numbers": [{"n": 9}] * (MOST_TOLD + 3)}, [ENTRY], {"limit": 1})
    assert [result.observed for result in results] == ["9"] * MOST_TOLD + ["+ 3"]
    assert not any(result.passed for result in results)


def test_a_check_that_cannot_be_judged_never_passes() -> None:
    wrong = ENTRY.model_copy(update={"kwargs": {"column": "no_such_column", "max_value": 1}})
    with pytest.raises(CheckError, match="small"):
        judge_frames({"numbers": [{"n": 1}]}, [wrong], {"limit": 1})


def test_nothing_is_printed_or_written_and_the_library_is_imported_only_to_judge(tmp_path: Path) -> None:
    program = """
import logging, sys, warnings
warnings.simplefilter("always")
logging.basicConfig(level=logging.DEBUG)
from quality import checks, freshness, gate
assert not {"great_expectations", "pandas"} & set(sys.modules)
from quality.expectations import load_expectations
from quality.judgement import judge_frames
entries = [entry for entry in load_expectations() if entry.frame == "late_dossier"]
row = {"basis": "city", "listed_open_late": 1, "form_open_late": 2, "listed_closed_late": 3, "form_closed_late": 3}
assert [result.passed for result in judge_frames({"late_dossier": [row]}, entries, {})] == [False, True]
"""
    project = Path(__file__).parents[2]
    environment = {
        **os.environ,
        "HOME": str(tmp_path),
        "TMPDIR": str(tmp_path),
        "PYTHONPATH": str(project),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert list(tmp_path.iterdir()) == []
