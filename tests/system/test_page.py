"""The page of a real night, opened from the disk as an officer opens it."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.system.city import City

pytestmark = pytest.mark.system

CHROMIUM = "/usr/bin/chromium"
#: Sums of the listed units of a level stand below its table; each unit's own row is compared.
UNIT_ROWS = "table.late tbody:not(.sum) tr"
LATE_RATES = """
SELECT u.name, r.resolved_late, r.resolved, r.open_overdue, r."open"
FROM mart.late_rate AS r
JOIN ref.unit AS u ON u.unit_code = r.unit_code
WHERE r.period_start = (SELECT max(period_start) FROM mart.late_rate) AND u.parent_code IS NOT NULL
    AND u.valid_to IS NULL AND (r.resolved > 0 OR r."open" > 0)
"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser, published_city: City) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(index_of(published_city))
    yield page
    page.close()


def index_of(city: City) -> str:
    return (city.published / "reports/index.html").as_uri()


def vietnamese(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def test_the_page_asks_for_nothing_but_itself_and_logs_no_error(browser: Browser, published_city: City) -> None:
    page = browser.new_page()
    asked: list[str] = []
    logged: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: logged.append(message.text))
    page.on("pageerror", lambda error: logged.append(str(error)))
    page.goto(index_of(published_city), wait_until="networkidle")
    page.close()
    assert asked == [index_of(published_city)]
    assert logged == []


def test_late_rates_on_the_page_are_those_of_the_warehouse(page: Page, published_city: City) -> None:
    with duckdb.connect(str(published_city.published / "motcua.duckdb"), read_only=True) as connection:
        published = {
            name: (f"{vietnamese(late)}/{vietnamese(resolved)}", f"{vietnamese(overdue)}/{vietnamese(still_open)}")
            for name, late, resolved, overdue, still_open in connection.execute(LATE_RATES).fetchall()
        }
    shown = {}
    for row in page.locator(UNIT_ROWS).all():
        cells = row.locator("td").all_inner_texts()
        if len(cells) == 5:  # a unit without figures says so in one wide cell
            shown[row.locator("th").inner_text()] = (cells[0], cells[4])
    assert len(shown) > 50
    assert shown == published


def test_on_a_telephone_the_first_column_stays_while_the_table_scrolls(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    frame = page.locator("div.scroll:has(table.late)").first
    heading = frame.locator("tbody th").first
    frame.scroll_into_view_if_needed()
    before = heading.bounding_box()
    frame.evaluate("frame => { frame.scrollLeft = 150 }")
    assert frame.evaluate("frame => frame.scrollLeft") == 150
    assert before is not None
    assert heading.bounding_box() == before
    assert before["x"] >= 0


def test_it_prints_on_a4(page: Page, tmp_path: Path) -> None:
    page.pdf(path=tmp_path / "page.pdf", prefer_css_page_size=True)
    said = subprocess.run(["pdfinfo", tmp_path / "page.pdf"], capture_output=True, text=True, check=True).stdout
    assert re.search(r"Page size:.*\(A4\)", said), said
    text = subprocess.run(["pdftotext", tmp_path / "page.pdf", "-"], capture_output=True, text=True, check=True).stdout
    assert "Trễ hạn theo đơn vị" in text
