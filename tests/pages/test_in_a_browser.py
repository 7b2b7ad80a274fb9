"""What a browser makes of the pages: nothing asked of any network, by keyboard, without accents, on a telephone, on paper."""

from __future__ import annotations

import random
import re
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from flows.reports.collation import vietnamese_order
from tests.pages.conftest import write

pytestmark = pytest.mark.system

CHROMIUM = "/usr/bin/chromium"
QUIET = ["--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-sync"]
#: Half past seven on the morning after the night of the pages, and on the morning after that.
THIS_MORNING, NEXT_MORNING = "2026-11-23T07:30:00+07:00", "2026-11-24T07:30:00+07:00"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def large_reports(large_city: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(large_city, tmp_path_factory.mktemp("large-reports")).parent


def opened(browser: Browser, file: Path, more: str = "", *, width: int = 1280, now: str = THIS_MORNING) -> Page:
    page = browser.new_page(viewport={"width": width, "height": 844})
    page.clock.set_fixed_time(now)
    page.goto(file.as_uri() + more)
    return page


@pytest.fixture
def city(browser: Browser, large_reports: Path) -> Iterator[Page]:
    page = opened(browser, large_reports / "index.html")
    yield page
    page.close()


@pytest.fixture
def unit(browser: Browser, reports: Path) -> Iterator[Page]:
    page = opened(browser, reports / "don-vi/H13.101/index.html")
    yield page
    page.close()


def names(page: Page, table: str) -> list[str]:
    return page.locator(f"{table} tbody").first.locator("tr:visible th").all_inner_texts()


def test_the_pages_of_a_real_city_stay_small(large_reports: Path) -> None:
    sizes = {path.parent.name: path.stat().st_size for path in large_reports.rglob("index.html")}
    assert len(sizes) == 1 + 15 + 103
    assert sizes.pop(large_reports.name) <= 300_000
    assert max(sizes.values()) <= 400_000


def test_a_page_asks_for_nothing_but_itself_and_logs_no_error(browser: Browser, large_reports: Path) -> None:
    for file in (large_reports / "index.html", large_reports / "don-vi/H13.101/index.html"):
        page = browser.new_page()
        heard: list[str] = []
        page.on("request", lambda request, heard=heard: heard.append(request.url))
        page.on("console", lambda message, heard=heard: heard.append(message.text))
        page.on("pageerror", lambda error, heard=heard: heard.append(str(error)))
        page.goto(file.as_uri(), wait_until="networkidle")
        page.close()
        assert heard == [file.as_uri()]


def test_a_number_in_a_units_row_leads_to_the_same_table_of_the_unit_and_from_there_to_a_file(
    browser: Browser, large_reports: Path
) -> None:
    page = opened(browser, large_reports / "index.html")
    row = page.locator("#ky-2026-11 tbody tr", has_text="Phường Cái Khế")
    row.locator("td").nth(2).click()
    page.wait_for_url("**/don-vi/H13.102/index.html#bieu")
    link = page.locator("#ky-2026-11 .sum td a").first
    assert link.get_attribute("href") == "ho-so.csv"
    page.close()


def test_the_page_of_a_real_city_can_be_used_within_a_second(browser: Browser, large_reports: Path) -> None:
    ready = []
    for _ in range(3):  # a machine that does other things at the same time is no fault of the page
        page = browser.new_page()
        page.goto((large_reports / "index.html").as_uri())
        ready.append(page.evaluate("performance.timing.loadEventEnd - performance.timing.navigationStart"))
        page.close()
    assert min(ready) < 1_000


@pytest.mark.parametrize("name", ["index.html", "don-vi/H13.101/index.html"])
def test_an_accessibility_checker_finds_no_fault(browser: Browser, reports: Path, name: str) -> None:
    with closing(opened(browser, reports / name)) as page:
        for part in page.locator("details").all():
            part.evaluate("part => { part.open = true }")
        found = Axe().run(page).response
        assert len(found["passes"]) > 20
        assert [(fault["id"], fault["nodes"][0]["html"][:200]) for fault in found["violations"]] == []


def test_a_table_sorts_by_keyboard(city: Page) -> None:
    heading = city.locator("#late-commune").locator("xpath=..").locator("thead th").nth(2)
    heading.locator("button").focus()
    city.keyboard.press("Enter")
    assert heading.get_attribute("aria-sort") == "ascending"
    city.keyboard.press("Enter")
    assert heading.get_attribute("aria-sort") == "descending"
    shown = city.locator("table:has(#late-commune) tbody").first.locator("tr td:nth-child(3)").all_inner_texts()
    rates = [float(rate.rstrip("%").replace(".", "").replace(",", ".")) for rate in shown if rate not in {"", "—"}]
    assert rates == sorted(rates, reverse=True)
    assert len(rates) > 50
    assert shown[len(rates) :] == [rate for rate in shown if rate in {"", "—"}], "what has no percentage stands last"


def test_days_counts_and_names_sort_as_what_they_are(unit: Page) -> None:
    table = "table:has(#qua-han-c)"
    for place, order in ((3, ["01", "02", "03"]), (5, ["03", "02", "01"]), (1, ["01", "02", "03"])):
        unit.locator(f"{table} thead th:nth-child({place}) button").click()
        assert [name[-2:] for name in names(unit, table)] == order, place


def test_a_table_is_searched_without_accents(city: Page) -> None:
    field = city.get_by_label(re.compile("Tìm trong bảng.*Xã, phường: trễ hạn"))
    for typed in ("ninh kieu", "NINH KIỀU", "  kieu ninh"):
        field.fill(typed)
        assert names(city, "table:has(#late-commune)") == ["Phường Ninh Kiều"]
    field.fill("phong dien")
    assert names(city, "table:has(#late-commune)") == ["Xã Phong Điền"]
    field.fill("")
    assert len(names(city, "table:has(#late-commune)")) == 103


def test_a_link_carries_what_is_shown(browser: Browser, reports: Path) -> None:
    page = opened(browser, reports / "don-vi/H13.101/index.html", "#ky=2026-11&muc=bieu")
    assert page.locator("details.period[open]").evaluate_all("all => all.map(one => one.id)") == ["ky-2026-11"]
    page.goto(page.url.split("#")[0] + "#muc=da-xong-tre&dn=C04b")
    assert page.locator("#da-xong-tre").get_attribute("open") is not None
    assert page.locator("#dn-C04b").is_checked()
    assert page.locator("table:has(#late-own) thead th:visible").all_inner_texts() == [
        "Đơn vị",
        "Trễ trong số đến hạn trong kỳ (C04b)",
    ]
    page.locator("#dn-C05").check()
    assert page.url.endswith("#muc=tre-han&dn=C05")
    page.close()


def test_a_short_message_is_copied_as_plain_text(browser: Browser, reports: Path) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto((reports / "don-vi/H13.101/index.html").as_uri())
    page.locator("details.zalo summary").click()
    page.get_by_role("button", name="Sao chép").click()
    page.get_by_role("button", name="Đã sao chép").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.splitlines()[1:3] == ["Đang giải quyết: 10", "Quá hạn: 3/10"]
    assert "<" not in copied
    context.close()


def test_a_page_says_when_the_next_night_did_not_come(browser: Browser, reports: Path) -> None:
    for now, told in ((THIS_MORNING, False), (NEXT_MORNING, True)):
        page = opened(browser, reports / "index.html", now=now)
        assert page.get_by_text("ĐÊM QUA CHƯA CÔNG BỐ, đang xem bản 22/11/2026").is_visible() == told
        page.close()


def test_on_a_telephone_only_tables_scroll_and_the_first_column_stays(browser: Browser, large_reports: Path) -> None:
    page = opened(browser, large_reports / "index.html", width=390)
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    for table in ("late", "form", "list"):
        frame = page.locator(f"table.{table}").first.locator("xpath=..")
        heading = frame.locator("tbody th").first
        frame.evaluate("frame => frame.scrollLeft = 200")
        assert frame.evaluate("frame => frame.scrollLeft") > 100, "the table is wider than the screen"
        left = heading.evaluate("cell => cell.getBoundingClientRect().left")
        assert left == frame.evaluate("frame => frame.getBoundingClientRect().left")
    page.close()


def test_a_list_prints_alone_and_the_page_on_a4(browser: Browser, reports: Path, tmp_path: Path) -> None:
    unit = opened(browser, reports / "index.html")

    def printed(name: str) -> tuple[str, str]:
        unit.pdf(path=tmp_path / name, prefer_css_page_size=True)
        said = [
            subprocess.run([*command, tmp_path / name, *last], capture_output=True, text=True, check=True).stdout
            for command, last in ((["pdfinfo"], []), (["pdftotext", "-layout"], ["-"]))
        ]
        return said[0], said[1]

    unit.evaluate("window.print = () => {}")
    size, whole = printed("page.pdf")
    assert re.search(r"Page size:.*\(A4\)", size), size
    assert "Biểu số II.06a" in whole
    unit.get_by_role("button", name="In danh sách này").first.click()
    _, alone = printed("list.pdf")
    assert "H13.101-261103-0001" in alone
    assert "Mã hồ sơ" in alone, "headings are printed although the script made buttons of them"
    assert "Biểu số II.06a" not in alone
    assert "Đến hạn 23/11/2026" not in alone


def test_late_today_which_step_and_the_list_to_print_are_three_clicks_away(browser: Browser, reports: Path) -> None:
    page = opened(browser, reports / "index.html")
    row = page.locator("table:has(#late-commune) tr", has_text="Phường Ninh Kiều")
    row.get_by_role("link", name="3/10").click()
    page.wait_for_url("**/don-vi/H13.101/index.html#qua-han")
    late = page.locator("#qua-han")
    assert late.locator("tbody tr").first.locator("td").nth(4).inner_text() == "Sở Xây dựng, bước 2 (Thẩm định)"
    late.get_by_role("button", name="Đơn vị và bước đang giữ").click()
    held_by = late.locator("tbody tr td:nth-child(6)").all_inner_texts()
    assert held_by == ["Phường Ninh Kiều", "Phường Ninh Kiều", "Sở Xây dựng, bước 2 (Thẩm định)"]
    page.evaluate("window.print = () => { document.title = 'printed' }")
    page.locator("#viec button", has_text="In danh sách này").first.click()
    assert page.title() == "printed"
    page.close()


def test_the_alphabet_is_that_of_the_browser(unit: Page) -> None:
    chance = random.Random(766)
    letters = [*"aăâbcdđeêghiklmnoôơpqrstuưvxyàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ", " "]
    words = sorted({"".join(chance.choices(letters, k=chance.randint(1, 6))).strip() for _ in range(3_000)} - {""})
    sorted_there = unit.evaluate("words => words.sort(new Intl.Collator('vi').compare)", words)
    assert sorted(words, key=vietnamese_order) == sorted_there
