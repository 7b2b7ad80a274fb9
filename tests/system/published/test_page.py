"""The page of a real night, opened from the disk as an officer opens it."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.system.city import City

pytestmark = pytest.mark.system

CHROMIUM = "/usr/bin/chromium"
#: Sums of the listed units of a level stand below its table; each unit's own row is compared.
UNIT_ROWS = "#tre-han table.late tbody:not(.sum) tr"
LATE_RATES = """
SELECT u.name, r.resolved_late, r.resolved, r.open_overdue, r."open"
FROM mart.late_rate AS r
JOIN ref.unit AS u ON u.unit_code = r.unit_code
WHERE r.period_start = (SELECT max(period_start) FROM mart.late_rate) AND u.parent_code IS NOT NULL
    AND u.kind IN ('department', 'commune') AND u.valid_to IS NULL AND (r.resolved > 0 OR r."open" > 0)
"""

OVERDUE = """
SELECT unit_code, list(dossier_code) FROM mart.late_dossier
WHERE basis = 'city' AND state = 'open_late' AND unit_code LIKE 'H13.1%'
GROUP BY unit_code ORDER BY count(*) DESC, unit_code
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
        if len(cells) > 1:  # a unit without figures says so in one wide cell
            shown[row.locator("th").inner_text()] = (cells[0], cells[7])
    assert len(published) > 50
    assert {name: figures for name, figures in shown.items() if name in published} == published


def test_every_unit_page_shows_the_late_dossiers_of_the_warehouse(browser: Browser, published_city: City) -> None:
    with duckdb.connect(str(published_city.published / "motcua.duckdb"), read_only=True) as connection:
        late = connection.execute(OVERDUE).fetchall()
    assert len(late) > 5
    page = browser.new_page()
    for unit_code, dossiers in late[:5]:
        page.goto((published_city.published / f"reports/don-vi/{unit_code}/index.html").as_uri())
        shown = page.locator("#qua-han tbody th").all_inner_texts()
        assert sorted(shown) == sorted(dossiers), unit_code
        assert page.locator(".tiles a[href='#qua-han']").inner_text().split("/")[0] == str(len(dossiers))
    page.close()


def test_the_address_of_the_pages_leads_to_the_publication(published_city: City) -> None:
    assert (published_city.folder / "data/reports").resolve() == (published_city.published / "reports").resolve()
