"""Every number of a page that opens a file is the number of rows its title or the line below tells to filter: pages and files read back."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from shutil import copyfile

import duckdb
import pytest
from lxml.html import HtmlElement

from flows.reports import record_files
from flows.reports.records import SET_ASIDE
from tests.pages.conftest import write
from tests.pages.reading import codes_of, page_of, rows_of, section, table_of, text_of, unit_page
from tests.warehouse.conftest import write_empty
from warehouse.compute import compute
from warehouse.database import Resources, open_warehouse, run_script
from warehouse.reference.packaged import fill, packaged_rows

LIVELY = Path(__file__).parents[1] / "warehouse" / "lively_city.sql"
FORM_TOTALS = {3: ("4", "5", "6"), 7: ("8", "9", "10"), 11: ("12", "12 chờ", "13"), 12: ("12", "12 chờ")}
Row = dict[str, str]


@pytest.fixture(scope="module")
def lively_reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages of a city in which every indicator has something to count, by both bases."""
    folder = tmp_path_factory.mktemp("lively")
    file = write_empty(folder / "motcua.duckdb")
    as_of = date(2026, 2, 20)
    with open_warehouse(file, Resources("1GB", 2, folder)) as connection:
        for table in ("indicator", "target", "score_rule"):
            fill(connection, table, packaged_rows(table))
        run_script(connection, LIVELY.read_text(encoding="utf-8"))
        connection.execute("INSERT INTO ops.publication (run_id, as_of) VALUES ('R1', ?)", [as_of])
        compute(connection, as_of=as_of, root_unit="H13")
    return write(file, folder / "reports", as_of=as_of).parent


@dataclass(frozen=True)
class Filed:
    """The files beside one page."""

    folder: Path

    def rows(self, file: str) -> list[Row]:
        with (self.folder / file).open(encoding="utf-8-sig", newline="") as stream:
            return list(csv.DictReader(stream, delimiter=";"))

    def count(self, file: str, column: str, *values: str, **where: str) -> int:
        rows = self.rows(file)
        assert not rows or column in rows[0], (file, column)
        return sum(row[column] in values and all(row[name] == value for name, value in where.items()) for row in rows)

    def sum(self, file: str, indicator: str, column: str) -> int:
        return sum(int(row[column] or 0) for row in self.rows(file) if row["Chỉ số"] == indicator)


def number(text: str) -> int:
    return int(text.replace(".", ""))


def told(link: HtmlElement, filed: Filed) -> list[int]:
    """Return the counts that the link's title tells to find in its file, as found there: numerator, denominator."""
    title, file = link.get("title"), link.get("href")
    level = re.match(r"Lọc cột “Cấp” = ([^;]+); ", title)
    where = {"Cấp": level[1]} if level else {}
    title = title[level.end() :] if level else title
    if found := re.search(r"cột “([^”]+: kết quả)”: ([\d, chờ]+?)(?:, trên ([\d, ]+))?$", title):
        return [filed.count(file, found[1], *values.split(", ")) for values in found.groups()[1:] if values]
    if "cộng cột Tử số" in title:
        (indicator,) = re.findall(r"chỉ số (\w+)", title)
        return [filed.sum(file, indicator, "Tử số"), filed.sum(file, indicator, "Mẫu số")]
    columns = re.findall(r"cột “([^”]+)”", title)
    if "tử số" in columns[0]:
        return [filed.count(file, column, "Có") for column in columns]
    if "ke-khai.csv" in title:
        return [filed.count(file, columns[0], "Có"), filed.sum("ke-khai.csv", "Đ10", "Mẫu số")]
    part, rest = (number(found) for found in re.findall(r"([\d.]+) dòng ghi", title))
    in_numerator = filed.count(file, columns[0], "Có", **where)
    assert [part, rest] == [in_numerator, filed.count(file, columns[0], "Không", **where)], title
    return [in_numerator, part + rest]


def pages(reports: Path) -> Iterator[tuple[HtmlElement, Filed]]:
    for path in sorted(reports.rglob("index.html")):
        yield page_of(path), Filed(path.parent)


@pytest.mark.parametrize("city", ["reports", "lively_reports"])
def test_each_number_with_a_title_is_the_number_of_rows_it_tells(city: str, request: pytest.FixtureRequest) -> None:
    seen: set[str] = set()
    for page, filed in pages(request.getfixturevalue(city)):
        for link in page.xpath("//a[@title]"):
            shown = [number(part) for part in text_of(link).split("/")]
            found = told(link, filed)
            assert found[-len(shown) :] == shown, (filed.folder.name, text_of(link), link.get("title"))
            seen.add(link.get("href"))
    assert seen >= {"ho-so.csv", "tthc.csv"}
    if city == "lively_reports":
        further = {"ho-so-cong.csv", "dong-bo.csv", "kien-nghi.csv", "ky-so.csv", "chung-thu-so.csv", "ke-khai.csv"}
        assert seen == {"ho-so.csv", "tthc.csv"} | further


@pytest.mark.parametrize("city", ["reports", "lively_reports"])
def test_each_cell_of_the_form_is_the_number_of_rows_of_its_columns(city: str, request: pytest.FixtureRequest) -> None:
    checked = 0
    for page, filed in pages(request.getfixturevalue(city)):
        for part in page.xpath("//details[@class='period'][.//table]"):
            label = re.findall(r"“([^”]+): tiếp nhận”", text_of(part))[0]
            for cell in part.xpath(".//tbody/tr/td[a[@href='ho-so.csv']]"):
                column = len(cell.xpath("./preceding-sibling::*")) + 1
                name = f"{label}: {'tiếp nhận' if column < 7 else 'kết quả'}"
                heading = text_of(cell.xpath("../th")[0])
                where = (
                    {}
                    if heading == "Tổng cộng"
                    else {"Cấp" if filed.folder.parent.name != "don-vi" else "Lĩnh vực": heading}
                )
                found = filed.count("ho-so.csv", name, *FORM_TOTALS.get(column, (str(column),)), **where)
                assert found == number(text_of(cell)), (filed.folder.name, label, heading, column)
                checked += 1
    assert checked > 100


@pytest.mark.parametrize("city", ["reports", "lively_reports"])
def test_every_count_of_a_units_own_tables_opens_its_records(city: str, request: pytest.FixtureRequest) -> None:
    for page, filed in pages(request.getfixturevalue(city)):
        tables = page.xpath("//caption[@id='use-own' or @id='score-gap']/..")
        assert tables
        for cell in (cell for table in tables for cell in table.xpath("./tbody/tr/td[1]")):
            counts = re.match(r"[\d.]+/([\d.]+) ", text_of(cell) + " ")
            assert not counts or number(counts[1]) == 0 or cell.xpath("./a/@href"), (filed.folder.name, text_of(cell))


def test_a_form_that_no_row_differs_from_adds_up_in_the_file_of_the_city(reports: Path) -> None:
    # 36 early, 4 late of Ninh Kiều, 2 + 1 of Sở Xây dựng, 6 + 2 of Phong Điền resolved in November; 13 open, one of them waiting
    rows = Filed(reports).rows("ho-so.csv")
    ended = [row["Tháng 11/2026 (dương lịch): kết quả"] for row in rows]
    assert {value: ended.count(value) for value in sorted(set(ended) - {""})} == {
        "10": 7, "12": 8, "12 chờ": 1, "13": 4, "8": 43, "9": 1,
    }  # fmt: skip


def test_what_the_notes_of_the_form_count_stands_in_the_file(reports: Path) -> None:
    notes = section(unit_page(reports, "H13.101"), "bieu")
    assert "1 hồ sơ đang chờ người nộp bổ sung" in notes
    filed = Filed(reports / "don-vi/H13.101")
    assert filed.count("ho-so.csv", "Tháng 11/2026 (dương lịch): kết quả", "12 chờ") == 1


def test_the_lists_of_a_page_are_whole_in_its_files(reports: Path) -> None:
    for page, filed in pages(reports):
        changes = {"moi-tre": "Mới quá hạn", "het-tre": "Hết quá hạn", "doi-han": "Đổi ngày hẹn trả"}
        for anchor, change in changes.items():
            codes = codes_of(page, anchor) if page.xpath(f"//*[@id='{anchor}']") else []
            listed = filed.rows("moi-tu-ban-truoc.csv") if (filed.folder / "moi-tu-ban-truoc.csv").exists() else []
            assert [row["Mã hồ sơ"] for row in listed if row["Thay đổi"] == change] == codes


def test_rows_set_aside_are_told_one_by_one_to_the_city_alone(reports: Path) -> None:
    rows = Filed(reports).rows(SET_ASIDE)
    assert [(row["Tệp"], row["Dòng"], row["Cột"], row["Mới"]) for row in rows] == [
        ("ho-so-11.xlsx", "7", "due_at", "Có"),
        ("ho-so-11.xlsx", "9", "due_at", "Có"),
    ]
    assert not list((reports / "don-vi").rglob(SET_ASIDE))


def test_a_city_of_too_many_dossiers_leads_to_its_units(
    small_city: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(record_files, "MOST_ROWS", 10)
    page = page_of(write(small_city, tmp_path))
    assert not (tmp_path / "ho-so.csv").exists()
    assert not page.xpath("//a[@href='ho-so.csv']")
    assert "21/64 hồ sơ" in text_of(table_of(page, "use-own"))
    assert (tmp_path / "don-vi/H13.101/ho-so.csv").exists()


def test_no_file_names_a_person_or_a_signer(lively_reports: Path) -> None:
    with closing(duckdb.connect(str(lively_reports.parent / "motcua.duckdb"), read_only=True)) as connection:
        keys = [
            key
            for (key,) in connection.execute(
                "SELECT DISTINCT signer_key FROM core.signature WHERE signer_key IS NOT NULL"
            ).fetchall()
        ]
    assert keys
    for file in lively_reports.rglob("*.csv"):
        text = file.read_text(encoding="utf-8-sig")
        assert not any(key in text for key in keys), file


def test_a_unit_given_its_folder_needs_nothing_else(lively_reports: Path, tmp_path: Path) -> None:
    folder = lively_reports / "don-vi/H13.105"
    for file in folder.iterdir():
        copyfile(file, tmp_path / file.name)
    links = [link for link in page_of(tmp_path / "index.html").xpath("//a/@href") if link.endswith(".csv")]
    assert links
    assert all((tmp_path / link).is_file() for link in links)
    assert rows_of(table_of(page_of(tmp_path / "index.html"), "use-own"))
