"""Data from outside cannot break out of a form, whatever it holds."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import duckdb
import openpyxl
import pytest

from flows.reports.papers.signature import SignatureBlock
from tests.reports.conftest import publish, write_form

SCRIPT = """<script>alert("x")</script>'"><img src=x onerror=alert(1)> {{ 7*7 }} &amp;"""
TURNED = "Sở \u202eTư pháp\u202c\u200f \u2067(x)\x07"
EVERYWHERE = """
    UPDATE ref.unit SET name = $name;
    UPDATE ref.procedure SET sector_name = $name;
    UPDATE ref.indicator SET title_vi = $name, formula_vi = $name, source = $name;
    UPDATE ops.load SET file = $name, message = $name;
    UPDATE ops.load SET status = $name WHERE status = 'known';
    UPDATE ops.quarantine SET file = $name, dataset = $name, column_name = $name, rule = $name, reason = $name;
    UPDATE ops.check_result SET check_id = $name, dataset = $name, observed = $name, expected = $name, message = $name;
    UPDATE ops.freshness SET source = $name, dataset = $name, status = $name, message = $name;
"""
TEXTS = [SCRIPT, TURNED, "=cmd()|'/C calc'!A0", "+1+1", "-2", "@SUM(A1)", "x" * 5000, "\u0627\u0644", "%s {0} {name}"]

#: The only formulas of the form: sums of its own cells and the checks.
OURS = re.compile(r'=(SUM\([A-Z]\d+(:[A-Z]\d+)?\)|[A-Z]\d+(\+[A-Z]\d+)*|IF\([A-Z]\d+=[A-Z0-9+]+,"Khớp","Lệch"\))')


@pytest.fixture(params=TEXTS, ids=["script", "turned", "=", "+", "-", "@", "long", "arabic", "format"])
def text(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def hostile(tmp_path: Path, small_city_file: Path, text: str) -> Iterator[duckdb.DuckDBPyConnection]:
    """The small city, with the text in every place that data can fill."""
    file = tmp_path / "motcua.duckdb"
    file.write_bytes(small_city_file.read_bytes())
    with duckdb.connect(str(file)) as connection:
        for statement in EVERYWHERE.strip().split(";")[:-1]:
            connection.execute(statement, {"name": text})
    with duckdb.connect(str(file), read_only=True) as connection:
        yield connection


def test_no_text_becomes_a_formula_a_link_or_a_broken_file(
    hostile: duckdb.DuckDBPyConnection, tmp_path: Path, text: str
) -> None:
    block = SignatureBlock(head_name=text, preparer_name=text, receiver=text)
    path = write_form(hostile, tmp_path / "form.xlsx", signature=block, run_id=f"R&1{text}")
    sheet = openpyxl.load_workbook(path).worksheets[0]
    names = [sheet.cell(row, 2) for row in (11, 12, 14, 15)]
    assert all(cell.data_type == "s" and cell.quotePrefix for cell in names)
    assert all(len(str(cell.value)) <= 150 for cell in names)
    formulas = [cell.value for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert formulas
    assert all(OURS.fullmatch(str(formula)) for formula in formulas)
    assert not sheet._hyperlinks
    assert len(sheet.oddFooter.center.text) < 255
    assert "xl/vbaProject.bin" not in zipfile.ZipFile(path).namelist()


def test_a_unit_code_from_outside_stays_text(tmp_path: Path, small_city_sql: str) -> None:
    code = "=1+1"
    file = publish(
        tmp_path / "motcua.duckdb",
        small_city_sql,
        "INSERT INTO ref.unit (unit_code, name, kind, parent_code) VALUES ('=1+1', '@x', NULL, 'H13')",
    )
    with duckdb.connect(str(file), read_only=True) as connection:
        path = write_form(connection, tmp_path / "form.xlsx", unit_code=code)
    sheet = openpyxl.load_workbook(path).worksheets[0]
    assert (sheet["P1"].value, sheet["P1"].data_type) == (code, "s")
