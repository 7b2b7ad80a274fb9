"""What a browser and an office suite make of it: narrow screens, offline, sums that another program agrees with."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import duckdb
import openpyxl
import pytest
from playwright.sync_api import Page, sync_playwright

from flows.reports.page import write_page
from flows.reports.story import RunStory
from tests.reports.conftest import write_form

pytestmark = pytest.mark.system

QUIET = ["--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-sync"]


@pytest.fixture
def screen(large_city: duckdb.DuckDBPyConnection, tmp_path: Path, run: RunStory) -> Iterator[Page]:
    """A telephone's screen with the page of a real city on it, cut off from every network."""
    written = write_page(large_city, tmp_path, run=run)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=QUIET)
        page = browser.new_page(viewport={"width": 390, "height": 844}, offline=True)
        page.goto(written.as_uri())
        yield page
        browser.close()


def test_on_a_telephone_only_tables_scroll_and_the_first_column_stays(screen: Page) -> None:
    assert screen.evaluate("document.documentElement.scrollWidth") == 390
    for table in ("late", "form"):
        frame = screen.locator(f"table.{table}").first.locator("xpath=..")
        heading = frame.locator("tbody th").first
        frame.evaluate("frame => frame.scrollLeft = 200")
        assert frame.evaluate("frame => frame.scrollLeft") > 100, "the table is wider than the screen"
        left = heading.evaluate("cell => cell.getBoundingClientRect().left")
        assert left == frame.evaluate("frame => frame.getBoundingClientRect().left")


def test_the_page_asks_for_nothing_and_says_nothing_to_the_console(
    large_city: duckdb.DuckDBPyConnection, tmp_path: Path, run: RunStory
) -> None:
    written = write_page(large_city, tmp_path, run=run)
    asked: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=QUIET)
        page = browser.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: asked.append(message.text))
        page.goto(written.as_uri())
        browser.close()
    assert asked == [written.as_uri()]


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
