"""A unit's page: the same sections for the unit alone, in a folder that can be given to it."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from lxml.html import HtmlElement

from flows.reports.place import folder_name
from tests.pages.conftest import changed, write
from tests.pages.reading import codes_of, page_of, rows_of, section, table_of, text_of, unit_page

SECTIONS = ["sang-nay", "viec", "tre-han", "bieu", "diem", "su-dung", "kiem-tra", "dinh-nghia"]


@pytest.fixture(scope="module")
def page(reports: Path) -> HtmlElement:
    return unit_page(reports, "H13.101")


def rows_in(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream, delimiter=";"))


def test_every_unit_of_today_with_data_or_a_level_has_its_folder(reports: Path) -> None:
    assert sorted(path.name for path in (reports / "don-vi").iterdir()) == (
        ["H13.01", "H13.01.1", "H13.02", "H13.101", "H13.102", "H13.103", "X9.99"]
    )


def test_the_sections_are_those_of_the_city_in_their_order(reports: Path, page: HtmlElement) -> None:
    for each in (page, page_of(reports / "index.html")):
        assert [part.get("id") for part in each.xpath("//main/section")] == SECTIONS


def test_figures_are_the_units_own_and_each_leads_to_its_dossiers(page: HtmlElement) -> None:
    tiles = [[text_of(part) for part in tile][:2] for tile in page.xpath("//dl[@class='tiles']/div")]
    assert tiles[:4] == [
        ["Đang giải quyết", "10"],
        ["Quá hạn (C03)", "3/10 30,00%"],
        ["Đến hạn hôm nay", "1"],
        ["Trễ hạn trong kỳ (C02)", "4/40 10,00%"],
    ]
    links = [link.get("href") for link in page.xpath("//dl[@class='tiles']//dd[not(@class='note')]/a")]
    assert links == ["ho-so.csv", "#qua-han", "#hom-nay", "#da-xong-tre", "#tre-han"]
    assert [len(codes_of(page, list_id)) for list_id in ("qua-han", "hom-nay", "het-han", "da-xong-tre")] == [
        3,
        1,
        1,
        4,
    ]


def test_a_department_includes_its_branch_office(reports: Path) -> None:
    page = unit_page(reports, "H13.01")
    assert codes_of(page, "qua-han") == ["H13.01-261104-0004"]
    assert list(rows_of(table_of(page, "late-province"))) == ["Chi cục Giám định↗", "Cộng Sở, ban, ngành"]


def test_a_unit_stands_beside_its_level_and_the_city(page: HtmlElement) -> None:
    rows = rows_of(table_of(page, "late-own"))
    assert [(name, row[0]) for name, row in rows.items()] == (
        [("Phường Ninh Kiều", "4/40"), ("Cộng Xã, phường", "6/48"), ("Thành phố Cần Thơ", "7/51")]
    )
    assert "Hạng 1/1 trong Xã, phường" in section(page, "tre-han")


def test_the_form_of_a_unit_stands_by_sector_in_alphabetical_order(page: HtmlElement) -> None:
    rows = rows_of(table_of(page, "form-2026-11"))
    assert list(rows) == ["Đất đai", "Hộ tịch", "Tổng cộng"]
    assert rows["Tổng cộng"][1:4] == ["53", "21", "31"]


def test_a_finished_month_stands_beside_that_of_the_year_before(reports: Path, page: HtmlElement) -> None:
    # 15 October to 14 November: one in time and one late this year, two in time and one late a year ago
    told = section(unit_page(reports, "H13.01"), "bieu")
    assert "cùng kỳ năm trước, tính cả đơn vị đã nhập trọn: 1/2; năm trước 1/3." in told
    assert "năm trước" not in section(page, "bieu"), "nothing is known of the commune a year ago"


def test_the_file_beside_the_page_holds_every_dossier_behind_its_figures(reports: Path) -> None:
    rows = rows_in(reports / "don-vi/H13.101/ho-so.csv")
    states = [row["Tình trạng"] for row in rows]
    assert len(rows) == 63  # 40 of this month, 10 open, 13 of October: every figure since 1 October
    assert states.count("Trễ hạn") == 5
    assert states.count("Đang giải quyết, quá hạn") == 3
    assert states.count("Đang giải quyết, chờ bổ sung") == 1
    online = [row for row in rows if row["Hình thức nộp"] == "Trực tuyến" and row["Ngày tiếp nhận"] >= "01/11/2026"]
    assert len(online) == 21


def test_the_file_of_work_agrees_with_the_lists_of_the_page(reports: Path, page: HtmlElement) -> None:
    rows = rows_in(reports / "don-vi/H13.101/viec-hom-nay.csv")
    by_task = {task: [r["Mã hồ sơ"] for r in rows if r["Việc"] == task] for task in {r["Việc"] for r in rows}}
    assert by_task["Quá hạn"] == codes_of(page, "qua-han")
    assert by_task["Đã xong, trễ hạn"] == codes_of(page, "da-xong-tre")
    assert len(by_task["Sắp đến hạn"]) == 4
    assert [row["Việc"] for row in rows][:3] == ["Quá hạn"] * 3


def test_the_city_has_the_same_files_for_all_its_units(reports: Path) -> None:
    assert len(rows_in(reports / "viec-hom-nay.csv")) == 4 + 4 + 1 + 7
    assert len(rows_in(reports / "can-kiem-tra.csv")) == 37
    # 63 of Ninh Kiều, 4 of Sở Xây dựng and its branch office, 9 of Phong Điền, X9.99's
    assert len(rows_in(reports / "ho-so.csv")) == 63 + 4 + 9 + 1


def test_only_files_that_lie_there_are_linked(reports: Path, small_city: Path, tmp_path: Path) -> None:
    (tmp_path / "don-vi/H13.102").mkdir(parents=True)
    (tmp_path / "don-vi/H13.102/phu-luc-I_H13.102_2026-11.xlsx").write_bytes(b"x")
    write(small_city, tmp_path)
    with_paper, without = unit_page(tmp_path, "H13.102"), unit_page(reports, "H13.103")
    assert with_paper.xpath("//ul[@class='files']//a/@href") == (
        [
            "ho-so.csv",
            "viec-hom-nay.csv",
            "can-kiem-tra.csv",
            "tthc.csv",
            "moi-tu-ban-truoc.csv",
            "phu-luc-I_H13.102_2026-11.xlsx",
        ]
    )
    # a commune without a dossier carries out procedures all the same
    assert without.xpath("//ul[@class='files']//a/@href") == ["tthc.csv"]


def test_every_link_of_every_page_leads_somewhere(reports: Path) -> None:
    ids = {path: set(page_of(path).xpath("//@id")) for path in reports.rglob("index.html")}
    for path in ids:
        for link in page_of(path).xpath("//a/@href"):
            target, _, anchor = link.partition("#")
            file = (path.parent / target).resolve() if target else path.resolve()
            assert file.is_file(), (path, link)
            assert not anchor or anchor in ids[file], (path, link)


def test_links_out_of_a_units_folder_are_marked(page: HtmlElement) -> None:
    out = [link for link in page.xpath("//a") if link.get("href").startswith("..")]
    assert [text_of(link) for link in out] == ["↑ Thành phố Cần Thơ"]


def test_a_code_that_is_no_folder_name_gets_one_that_is(small_city: Path, tmp_path: Path) -> None:
    assert folder_name("H13.101") == "H13.101"
    assert folder_name("../..") == "don-vi-" + folder_name("../..")[-8:]
    assert folder_name("?A") != folder_name("!A")
    file = changed(small_city, tmp_path, "UPDATE ref.unit SET unit_code = '../../ra-ngoai' WHERE unit_code = 'H13.103'")
    write(file, tmp_path / "reports")
    assert not list(tmp_path.glob("ra-ngoai*"))
    assert len(list((tmp_path / "reports/don-vi").iterdir())) == 7
