"""Form II.06a as `motcua form` writes it, opened by an office suite: the figures are those of the warehouse."""

from __future__ import annotations

import csv
import re
import subprocess
from collections import defaultdict
from pathlib import Path

import duckdb
import openpyxl
import pytest

from tests.system.city import City

pytestmark = pytest.mark.system

#: Columns (3) to (13) of the form, in its order.
FIGURES = (
    "received_total, received_online, received_direct_postal, carried_over,"
    " resolved_total, resolved_early, resolved_on_time, resolved_late, open_total, open_in_term, open_overdue"
)
OF_THE_CITY = f"""
SELECT sector_code, {FIGURES} FROM mart.form_06a_period
WHERE period_kind = 'report_month' AND strftime(period_end, '%Y-%m') = $month AND basis = 'city' AND unit_code = 'H13'
"""
#: Semicolons, UTF-8.
CSV = "csv:Text - txt - csv (StarCalc):59,34,76,1"

Figures = tuple[int, ...]


@pytest.fixture(scope="module")
def counted(published_city: City, month: str) -> dict[str | None, Figures]:
    """The published figures of the city by sector, its total under None."""
    with duckdb.connect(str(published_city.published / "motcua.duckdb"), read_only=True) as connection:
        rows = connection.execute(OF_THE_CITY, {"month": month}).fetchall()
    return {sector: tuple(figures) for sector, *figures in rows}


@pytest.fixture(scope="module")
def form(published_city: City, month: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("form") / "F.xlsx"
    published_city.motcua("form", "06a", "--period", month, "--out", str(out))
    return out


@pytest.fixture(scope="module")
def opened(form: Path) -> Path:
    """The folder of what the office suite makes of the form: F.pdf, F.csv, and F.xlsx saved again."""
    folder = form.parent / "opened"
    profile = f"-env:UserInstallation={(form.parent / 'profile').as_uri()}"
    for kind in ("pdf", CSV, "xlsx:Calc MS Excel 2007 XML"):
        command = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", str(folder), str(form)]
        said = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)
        assert "Error" not in said.stderr, said.stderr
    return folder


def by_sector(rows: list[tuple[object, ...]]) -> tuple[dict[str, Figures], Figures]:
    """Return the figures of each sector, summed over the levels, and those of the last line, Tổng cộng."""
    sums: dict[str, list[int]] = defaultdict(lambda: [0] * 11)
    total: Figures = ()
    for row in rows:
        # As plain text a computed cell comes with thousands marked, by the suite's own language.
        cells = [re.sub(r"[.,](?=\d{3})", "", str(cell)) for cell in row[2:13]]
        figures = tuple(map(int, cells)) if all(cell.isdigit() for cell in cells) else ()
        if row[1] == "Tổng cộng":
            total = figures
        elif row[14] and figures:  # lines of a level have no sector code
            sums[str(row[14])] = [sum(pair) for pair in zip(sums[str(row[14])], figures, strict=True)]
    return {sector: tuple(figures) for sector, figures in sums.items()}, total


def in_the_form(rows: list[tuple[object, ...]]) -> dict[str | None, Figures]:
    sectors, total = by_sector(rows)
    return {None: total, **sectors}


def test_the_office_suite_opens_it_and_counts_as_the_warehouse_does(
    opened: Path, counted: dict[str | None, Figures]
) -> None:
    saved = openpyxl.load_workbook(opened / "F.xlsx", data_only=True).worksheets[0]
    assert sum(figures != () for figures in counted.values()) > 10
    assert in_the_form(list(saved.iter_rows(values_only=True))) == counted


def test_its_plain_text_holds_the_same_figures(opened: Path, counted: dict[str | None, Figures]) -> None:
    with (opened / "F.csv").open(encoding="utf-8", newline="") as text:
        assert in_the_form([tuple(row) for row in csv.reader(text, delimiter=";")]) == counted


def test_it_prints_on_landscape_a4_under_its_own_title(opened: Path) -> None:
    said = subprocess.run(["pdfinfo", opened / "F.pdf"], capture_output=True, text=True, check=True).stdout
    size = re.search(r"Page size: +([\d.]+) x ([\d.]+)", said)
    assert size is not None
    assert (round(float(size[1])), round(float(size[2]))) == (842, 595)
    text = subprocess.run(
        ["pdftotext", "-layout", opened / "F.pdf", "-"], capture_output=True, text=True, check=True
    ).stdout
    for words in ("Biểu số II.06a/VPCP/KSTT", "Tổng cộng", "NGƯỜI LẬP BIỂU"):
        assert words in text
