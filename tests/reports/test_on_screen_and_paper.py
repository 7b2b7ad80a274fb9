"""What an office suite makes of the form: sums that another program agrees with."""

from __future__ import annotations

import subprocess
from pathlib import Path

import duckdb
import openpyxl
import pytest

from tests.reports.conftest import write_form

pytestmark = pytest.mark.system


def test_an_office_suite_computes_the_totals_that_the_form_holds(
    small_city: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    form = write_form(small_city, tmp_path / "form.xlsx")
    # Without cached values the suite has to compute every formula by itself.
    uncached = openpyxl.load_workbook(form)
    (tmp_path / "uncached").mkdir()
    uncached.save(tmp_path / "uncached" / "form.xlsx")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(tmp_path / "computed"),
         str(tmp_path / "uncached" / "form.xlsx")],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    held = openpyxl.load_workbook(form, data_only=True).worksheets[0]
    computed = openpyxl.load_workbook(tmp_path / "computed" / "form.xlsx", data_only=True).worksheets[0]
    for row in range(10, 20):
        for column in (*range(3, 14), *range(16, 20)):
            assert computed.cell(row, column).value == held.cell(row, column).value, (row, column)
