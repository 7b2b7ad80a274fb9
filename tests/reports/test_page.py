"""The first page: every number is the published one, and what is missing is said to be missing."""

from __future__ import annotations

import dataclasses
import re
from datetime import date
from pathlib import Path

import duckdb
import pytest
from lxml.html import HtmlElement

from connectors.contract import Bilingual
from flows.reports.page import write_page
from flows.reports.story import RunStory
from tests.reports.conftest import publish
from tests.reports.reading import page_of, rows_of, table_of, text_of


@pytest.fixture
def page(small_city: duckdb.DuckDBPyConnection, tmp_path: Path, run: RunStory) -> HtmlElement:
    return page_of(write_page(small_city, tmp_path, run=run))


def section(page: HtmlElement, name: str) -> str:
    return text_of(page.get_element_by_id(name))


def test_status_bar_tells_day_run_and_units_without_data(page: HtmlElement) -> None:
    assert (
        "Số liệu đến hết 22/11/2026; chạy lúc 23/11/2026 01:47; 5/6 đơn vị có dữ liệu. Thiếu (1): Phường Cái Răng."
        in (text_of(page.xpath("//header")[0]))
    )
    assert "CHƯA CÔNG BỐ" not in page.text_content()


def test_held_publication_is_told_in_red_with_its_reason(
    small_city: duckdb.DuckDBPyConnection, tmp_path: Path, run: RunStory
) -> None:
    reason = Bilingual(vi="62 dòng để riêng, quá 10 %", en="62 rows set aside, over 10 %")
    held = dataclasses.replace(run, run_id="R2", as_of=date(2026, 11, 21), held_reasons=(reason,))
    page = page_of(write_page(small_city, tmp_path, run=held))
    banner = page.find_class("held")[0]
    assert "ĐÊM QUA CHƯA CÔNG BỐ, đang xem bản 21/11/2026" in text_of(banner)
    assert reason.vi in text_of(banner)
    assert banner.get("role") == "alert"
    # what was published is still R1: its files are not shown as those of the held run
    assert "Các bảng dưới đây là của lần chạy R1" in section(page, "aside")
    assert "ho-so-11.xlsx" in rows_of(table_of(page, "aside-files"))


def test_many_missing_units_and_warnings_are_named_in_part_and_counted(
    small_city: duckdb.DuckDBPyConnection, tmp_path: Path, run: RunStory
) -> None:
    warnings = tuple(Bilingual(vi=f"Lưu ý số {number}", en=f"Warning {number}") for number in range(1, 18))
    # two months on nothing has come in: all six listed units in force are missing
    told = dataclasses.replace(run, as_of=date(2027, 2, 1), warnings=warnings)
    header = text_of(page_of(write_page(small_city, tmp_path, run=told)).xpath("//header")[0])
    assert "0/6 đơn vị có dữ liệu. Thiếu (6): Sở Xây dựng; Sở Tư pháp;" in header
    assert "Phường Cái Răng và 1 đơn vị khác." in header
    assert "Lưu ý số 15" in header
    assert "Lưu ý số 16" not in header
    assert "Còn 2 lưu ý" in header


def test_this_morning_shows_the_city_of_the_newest_month(page: HtmlElement) -> None:
    tiles = [[text_of(part) for part in tile] for tile in page.xpath("//dl[@class='tiles']/div")]
    assert tiles == [
        ["Đang giải quyết", "128", "hồ sơ"],
        ["Quá hạn (C03)", "34/128", "26,56% trên số đang giải quyết"],
        ["Đã giải quyết trong kỳ", "303", "tháng 11/2026, TẠM TÍNH"],
        ["Trễ hạn trong kỳ (C02)", "13/303", "4,29% trên số đã giải quyết"],
    ]
    assert "đang giải quyết 128 hồ sơ, trong đó 34 hồ sơ quá hạn (26,56%)" in section(page, "morning")
    assert "Phường Ninh Kiều 30/100; Sở Xây dựng 4/20." in section(page, "morning")


def test_late_rates_show_counts_first_and_fewer_figures_for_fewer_dossiers(page: HtmlElement) -> None:
    departments = rows_of(table_of(page, "late-province"))
    communes = rows_of(table_of(page, "late-commune"))
    others = rows_of(table_of(page, "late-other"))
    interval = "15,00%, từ 7,06% đến 29,07%7,06%–29,07%"
    assert departments["Sở Xây dựng"] == ["6/40", "15,00%", interval, "", "4/20"]
    assert departments["Cộng Sở, ban, ngành"] == ["6/60", "10,00%", "", "", "4/20"]
    assert communes["Phường Ninh Kiều"][:2] == ["5/233", "2,15%"]
    assert communes["Xã Phong Điền"][:2] == ["1/7", "14,29%"]
    assert communes["Xã Phong Điền"][3:] == ["○ Ít hồ sơ", "0/0"]
    # no denominator; nothing handed over; three dossiers, so no percentage at all
    assert communes["Xã Nhơn Ái"][:2] == ["0/0", "—"]
    assert communes["Phường Cái Răng"] == ["Thiếu: chưa nhận được số liệu nào gần đây"]
    assert others["Trung tâm chưa có trong danh mục"] == ["1/3", "", "", "○ Ít hồ sơ", "0/2"]
    assert "Xã Nhơn Nghĩa" not in communes, "a merged commune without figures is not listed"


def test_a_percentage_of_few_dossiers_is_grey(page: HtmlElement) -> None:
    cells = {text_of(cell) for cell in page.xpath("//section[@id='late']//td/span[@class='grey']")}
    assert cells == {"14,29%", "0,00%"}


def test_form_06a_stands_for_the_finished_and_the_running_period(page: HtmlElement) -> None:
    finished, running = rows_of(table_of(page, "form-2026-11")), rows_of(table_of(page, "form-2026-12"))
    assert finished["Tổng cộng"] == (
        ["", "1.376", "1.024", "224", "128", "1.240", "889", "288", "63", "136", "110", "26"]
    )
    assert finished["Sở, ban, ngành"] == ["I", "160", "116", "17", "27", "132", "84", "36", "12", "28", "22", "6"]
    assert finished["Phường Ninh Kiều"][:4] == ["1", "1.200", "900", "200"]
    assert finished["Thành phố Cần Thơ (ghi thẳng, chưa rõ đơn vị)"][1:3] == ["4", "4"]
    assert running["Tổng cộng"] == ["", "203", "55", "12", "136", "75", "50", "13", "12", "128", "94", "34"]
    assert running["Xã Phong Điền"] == ["2", "Không có hồ sơ nào trong kỳ"]
    assert running["Phường Cái Răng"] == ["3", "Thiếu: chưa nhận được số liệu nào gần đây"]
    captions = [text_of(table_of(page, f"form-2026-{month}").xpath("./caption")[0]) for month in (11, 12)]
    assert "TẠM TÍNH" not in captions[0]
    assert captions[1].endswith("TẠM TÍNH")


def test_form_on_the_page_says_whether_it_agrees(page: HtmlElement) -> None:
    assert section(page, "form").count("✓ Khớp") == 2
    assert "Trong số đúng hạn có 8 hồ sơ không có hạn trả" in section(page, "form")


def test_a_form_that_does_not_add_up_says_so(tmp_path: Path, run: RunStory, small_city_sql: str) -> None:
    wrong = "UPDATE mart.form_06a_period SET resolved_late = resolved_late + 1 WHERE unit_code = 'H13.102'"
    with duckdb.connect(str(publish(tmp_path / "wrong.duckdb", small_city_sql, wrong)), read_only=True) as connection:
        form = section(page_of(write_page(connection, tmp_path, run=run)), "form")
    # the commune, the city's own remainder that it is taken from, and nothing else
    assert "✗ Lệch: 2 dòng" in form


def test_what_was_set_aside_is_counted_by_file_and_reason(page: HtmlElement) -> None:
    files, reasons = rows_of(table_of(page, "aside-files")), rows_of(table_of(page, "aside-reasons"))
    assert files["ho-so-11.xlsx"][1:] == ["Đã nạp", "100", "90", "8", "2", "Cột lạ: Ghi chú nội bộ"]
    assert files["Cộng 3 tệp"][2:6] == ["100", "90", "8", "2"]
    assert "dem-truoc.csv" not in files, "files of another night are not this night's"
    assert reasons["ho-so-11.xlsx"][1:5] == ["Ngày hẹn trả", "unreadable", "2", "2"]
    assert reasons["dem-truoc.csv"][1:5] == ["cả dòng", "row_too_long", "1", "0"]
    assert "3 dòng, mới trong lần chạy này 2" in section(page, "aside")
    assert "Đã sửa" not in section(page, "aside"), "a resolved row is no longer set aside"


def test_a_rejected_file_comes_with_its_reason_and_what_to_do(page: HtmlElement) -> None:
    assert "hong.xls: Không tìm thấy dòng tiêu đề" in section(page, "aside")
    assert "motcua inspect" in section(page, "aside")


def test_checks_and_freshness_of_this_run(page: HtmlElement) -> None:
    text = section(page, "checks")
    assert "1/2 kiểm tra đạt; không đạt: 0 nghiêm trọng, 1 cảnh báo." in text
    assert rows_of(table_of(page, "checks-failed"))["dossier_channel_known"][1] == "● Không đạt (cảnh báo)"
    assert "old_check" not in text
    freshness = table_of(page, "freshness").xpath("./tbody/tr")
    assert [text_of(row[2]) for row in freshness] == ["● Chưa từng có", "✓ Còn mới"]
    assert text_of(freshness[1][3]) == "22/11/2026 17:05"


def test_definitions_used_come_from_the_catalogue(page: HtmlElement) -> None:
    rows = rows_of(table_of(page, "definitions-used"))
    assert list(rows) == ["C02", "C03"]
    assert rows["C02"][3] == "✓ Đã đối chiếu"
    assert rows["C02"][5] == (
        "≤ 5,00% · NQ 02/NQ-HĐND · hạn 31/12/2026 · tỉnh nghĩa vụ, không có con số · NĐ 01/NĐ-CP · mọi đơn vị"
    )
    assert rows["C03"][2:] == ["Biểu II.06a", "Chưa kiểm chứng", "21/10/2020", "không có mục tiêu đã đối chiếu"]


def test_on_the_last_day_of_a_period_only_the_finished_one_stands(
    small_city: duckdb.DuckDBPyConnection, tmp_path: Path, run: RunStory
) -> None:
    page = page_of(write_page(small_city, tmp_path, run=dataclasses.replace(run, as_of=date(2026, 11, 14))))
    assert [text_of(title) for title in page.xpath("//section[@id='form']/h3")] == (
        ["Tháng 11/2026 (từ 15/10/2026 đến 14/11/2026)"]
    )


def test_a_city_without_any_data_gets_a_page_that_says_so(tmp_path: Path, run: RunStory) -> None:
    with duckdb.connect(str(publish(tmp_path / "empty.duckdb")), read_only=True) as connection:
        page = page_of(write_page(connection, tmp_path, run=run))
    assert "0/0 đơn vị có dữ liệu" in text_of(page)
    assert section(page, "morning") == "Sáng nay Chưa có số liệu."
    assert "Lần chạy này không gặp tệp nào." in section(page, "aside")


def test_english_page_has_the_same_figures(
    small_city: duckdb.DuckDBPyConnection, tmp_path: Path, run: RunStory
) -> None:
    page = page_of(write_page(small_city, tmp_path, run=run, language="en"))
    assert page.get("lang") == "en"
    assert rows_of(table_of(page, "form-2026-11"))["Grand total"][1:4] == ["1,376", "1,024", "224"]
    assert "34 of them overdue (26.56%)" in section(page, "morning")


def test_the_page_of_a_real_city_stays_small(
    large_city: duckdb.DuckDBPyConnection, tmp_path: Path, run: RunStory
) -> None:
    written = write_page(large_city, tmp_path, run=run)
    assert written.stat().st_size <= 300_000
    page = page_of(written)
    assert len(rows_of(table_of(page, "late-province"))) == 17 + 1
    assert len(rows_of(table_of(page, "late-commune"))) == 103 + 1


def test_long_tables_show_the_worst_and_say_how_many_are_not_shown(
    large_city: duckdb.DuckDBPyConnection, tmp_path: Path, run: RunStory
) -> None:
    page = page_of(write_page(large_city, tmp_path, run=run))
    files = table_of(page, "aside-files").xpath("./tbody[1]/tr")
    assert len(files) == 60
    assert text_of(files[0]).startswith("motcua/H13.107/"), "the rejected file comes first"
    assert "Cộng 103 tệp" in section(page, "aside")
    assert "Còn 43 dòng không hiện ở đây" in section(page, "aside")


def test_every_unit_shows_the_published_figures(
    large_city: duckdb.DuckDBPyConnection, tmp_path: Path, run: RunStory
) -> None:
    rows = rows_of(table_of(page_of(write_page(large_city, tmp_path, run=run)), "form-2026-11"))
    published = large_city.execute(
        "SELECT u.name, f.received_total, f.resolved_late, f.open_overdue FROM mart.form_06a_period AS f"
        " JOIN ref.unit AS u USING (unit_code)"
        " WHERE f.sector_code IS NULL AND f.period_end = DATE '2026-11-14' AND u.kind <> 'province'"
    ).fetchall()
    assert len(published) == 120
    for name, *counts in published:
        shown = rows[name]
        assert [int(shown[place].replace(".", "")) for place in (1, 8, 11)] == counts, name


def test_the_page_needs_no_network_and_no_script(page: HtmlElement, tmp_path: Path) -> None:
    text = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert not page.xpath("//script | //link | //img | //iframe | //object | //*[@onclick]")
    assert not re.findall(r"(?:https?:)?//[a-z]", text)
    assert not re.findall(r"url\(|@import", text)
    assert all(link.startswith("#") for link in page.xpath("//a/@href"))
    assert "default-src 'none'" in page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]


def test_tables_can_be_read_by_ear_and_by_keyboard(page: HtmlElement) -> None:
    assert page.get("lang") == "vi"
    tables = page.xpath("//table")
    assert len(tables) == 11
    for table in tables:
        assert text_of(table.xpath("./caption")[0])
        assert all(cell.get("scope") in {"col", "colgroup"} for cell in table.xpath("./thead//th"))
        assert all(row.xpath("./th[@scope='row']") for row in table.xpath("./tbody/tr"))
        frame = table.getparent()
        assert frame.get("tabindex") == "0"
        assert page.get_element_by_id(frame.get("aria-labelledby")) is not None
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert all(picture.xpath("./title") for picture in page.xpath("//*[local-name()='svg']"))
    assert all(page.xpath(f"//section[@id='{link[1:]}']") for link in page.xpath("//nav/a/@href"))


def test_text_colours_have_enough_contrast(tmp_path: Path, page: HtmlElement) -> None:
    def luminance(colour: str) -> float:
        parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    style = page.xpath("//style")[0].text
    colours = dict(re.findall(r"--(\w+):(#[0-9a-f]{6})", style))
    for name in ("ink", "grey", "red", "amber", "blue"):
        for ground in ("#ffffff", colours["band"]):
            light, dark = sorted((luminance(colours[name]), luminance(ground)), reverse=True)
            assert (light + 0.05) / (dark + 0.05) >= 4.5, (name, ground)
