"""The city's page: every number is the published one and opens the dossiers behind it; what is missing is said to be missing."""

from __future__ import annotations

import re
from datetime import date, datetime
from pathlib import Path

import pytest
from lxml.html import HtmlElement

from connectors.contract import Bilingual
from tests.pages.conftest import build, changed, write
from tests.pages.reading import codes_of, page_of, rows_of, section, table_of, text_of, unit_page


@pytest.fixture(scope="module")
def page(reports: Path) -> HtmlElement:
    return page_of(reports / "index.html")


def tiles_of(page: HtmlElement) -> list[list[str]]:
    return [[text_of(part) for part in tile] for tile in page.xpath("//dl[@class='tiles']/div")]


def test_status_bar_tells_day_run_and_units_without_data(page: HtmlElement) -> None:
    header = text_of(page.xpath("//header")[0])
    # Sở Tư pháp and Phường Cái Răng of five listed units in force have no dossier
    assert "Số liệu đến hết 22/11/2026; chạy lúc 23/11/2026 01:47; 3/5 đơn vị có dữ liệu." in header
    assert "Thiếu (2): Sở Tư pháp; Phường Cái Răng." in header


def test_this_morning_stands_beside_the_same_days_of_the_month_before(page: HtmlElement) -> None:
    # open: 10 of Ninh Kiều, 1 of the branch office, 1 of Phong Điền, 1 of X9.99; on 22 October two were open
    # resolved: 40 + 3 + 8, late 4 + 1 + 2; 1–22 October: 11 resolved, 1 late
    before = "cùng kỳ tháng trước, 01/10–22/10/2026:"
    assert tiles_of(page) == [
        ["Đang giải quyết", "13", f"{before} 2 (+11)"],
        ["Quá hạn (C03)", "4/13 30,77%", f"{before} 0 (+4)"],
        ["Đến hạn hôm nay", "1", "Hết hạn đúng 22/11/2026: 1"],
        ["Trễ hạn trong kỳ (C02)", "7/51 13,73%", "tháng 11/2026, TẠM TÍNH", f"{before} 1/11 (9,09%), +4,63 điểm %"],
        ["Đơn vị vượt ngưỡng", "0", "tháng trước: 0"],
    ]
    assert "Phường Ninh Kiều 3/10; Sở Xây dựng 1/1." in section(page, "sang-nay")


def test_what_is_new_since_the_publication_before(page: HtmlElement) -> None:
    # due on Thursday 19th and Friday 20th; one that was overdue then was finished on the 20th
    assert "Mới từ bản 19/11/2026: mới quá hạn 2; hết quá hạn 1; đổi ngày hẹn trả 0." in section(page, "sang-nay")
    assert codes_of(page, "moi-tre") == ["H13.01-261104-0004", "H13.101-261103-0003"]
    assert rows_of(table_of(page, "change-2")) == {
        "H13.102-261103-0008": [
            "1.000002 Đăng ký khai sinh", "16/11/2026", "16/11/2026", "20/11/2026", "Xã Phong Điền", "đã xong",
        ]
    }  # fmt: skip


def test_the_work_of_the_day_stands_by_urgency(page: HtmlElement) -> None:
    lists = {
        key: codes_of(page, key) for key in ("qua-han", "het-han", "hom-nay", "mot-ngay", "ba-ngay", "cho-bo-sung")
    }
    own = "H13.101-261103-00"
    assert lists == {
        "qua-han": [f"{own}01", f"{own}02", "H13.01-261104-0004", f"{own}03"],
        "het-han": [f"{own}04"], "hom-nay": [f"{own}05"], "mot-ngay": [f"{own}06"], "ba-ngay": [f"{own}07"],
        "cho-bo-sung": [f"{own}09"],
    }  # fmt: skip


def test_a_row_of_work_names_promise_days_holder_step_supplements_and_apology(page: HtmlElement) -> None:
    rows = rows_of(table_of(page, "qua-han-c"))
    # Friday 13 to Friday 20 November, the last working day counted: five working days
    assert rows["H13.101-261103-0001"] == [
        "1.000004 Đăng ký đất đai", "03/11/2026", "13/11/2026", "5", "Sở Xây dựng, bước 2 (Thẩm định)", "", "Phải gửi",
    ]  # fmt: skip
    assert rows["H13.101-261103-0002"][2:] == ["18/11/2026 (16/11/2026)", "2", "Phường Ninh Kiều", "2", "Phải gửi"]
    closed = rows_of(table_of(page, "da-xong-tre-c"))
    assert len(closed) == 7
    assert closed["H13.101-261102-901"][3:] == ["3", "Sở Tư pháp, bước 2 (Hộ tịch)", "", "Đã gửi 12/11/2026"]


def test_late_rates_show_counts_first_and_fewer_figures_for_fewer_dossiers(page: HtmlElement) -> None:
    departments, communes = rows_of(table_of(page, "late-province")), rows_of(table_of(page, "late-commune"))
    others = rows_of(table_of(page, "late-other"))
    # Wilson's interval of 4/40 is 3,96 to 23,05 %
    assert communes["Phường Ninh Kiều"][:3] == ["4/40", "10,00%", "3,96–23,05%"]
    assert communes["Phường Ninh Kiều"][4] == "1"
    assert communes["Phường Ninh Kiều"][6:9] == ["Sở Tư pháp, bước 2: 3/4", "3/10", "30,00%"]
    assert communes["Xã Phong Điền"][:2] == ["2/8", "25,00%"]
    assert communes["Xã Phong Điền"][3:5] == ["○ Ít hồ sơ", ""]
    assert departments["Sở Xây dựng"][:3] == ["1/3", "", ""]
    assert departments["Cộng Sở, ban, ngành"][:2] == ["1/3", ""]
    assert communes["Phường Cái Răng"] == ["Thiếu: chưa nhận được số liệu nào gần đây"]
    assert others["Trung tâm chưa có trong danh mục"][:2] == ["0/0", "—"]
    assert "Xã Nhơn Nghĩa" not in communes, "a merged commune without figures is not listed"


def test_further_definitions_stand_in_the_same_row_with_their_id(page: HtmlElement) -> None:
    table = table_of(page, "late-commune")
    headings = [text_of(cell) for cell in table.xpath("./thead//th")]
    assert [heading[-6:].split("(")[-1] for heading in headings[10:]] == ["C01b)", "C04)", "C04b)", "C05)"]
    # received_total 50: 36 in time; 4 late and 3 overdue
    assert rows_of(table)["Phường Ninh Kiều"][9:11] == ["36/50 72,00%", "7/50 14,00%"]
    assert [box.get("id") for box in page.xpath("//input[@name='dn']")] == [
        "dn-C02",
        "dn-C01b",
        "dn-C04",
        "dn-C04b",
        "dn-C05",
    ]


def test_red_needs_the_signal_of_the_control_limits(small_city: Path, tmp_path: Path) -> None:
    month = "WHERE period_start = DATE '2026-11-01' AND unit_code ="
    file = changed(
        small_city,
        tmp_path,
        f"UPDATE mart.late_rate SET signal = 'above', lower_limit = 0, upper_limit = 0.05 {month} 'H13.101'",
        f"UPDATE mart.late_rate SET signal = 'run', resolved = 80, lower_limit = 0, upper_limit = 0.5 {month} 'H13.102'",
        f"UPDATE mart.late_rate SET signal = 'below', resolved = 80, lower_limit = 0, upper_limit = 1 {month} 'H13.01'",
    )
    page = page_of(write(file, tmp_path))
    signs = {text_of(cell): cell.get("class") for cell in page.xpath("//section[@id='tre-han']//td[@class]")}
    assert signs.items() >= {("▲ Vượt ngưỡng", "above"), ("● Theo dõi", "watch"), ("✓ Đạt", "within")}
    assert tiles_of(page)[4][1] == "1"
    assert "▲ Vượt ngưỡng (trễ/đã giải quyết): Phường Ninh Kiều 4/40." in section(page, "sang-nay")
    assert page.xpath("//*[local-name()='svg'][@class='k']//*[@class='x']"), "the month is marked in the drawing"


def test_form_06a_stands_by_unit_for_the_finished_month_and_by_level_for_the_others(page: HtmlElement) -> None:
    finished, running = rows_of(table_of(page, "form-2026-11")), rows_of(table_of(page, "form-2026-12"))
    # 15 October to 14 November: 1 of October carried over, finished on the 15th; see the fixture for the rest
    assert finished["Phường Ninh Kiều"][1:] == ["53", "21", "31", "1", "43", "38", "0", "5", "10", "9", "1"]
    assert finished["Phường Cái Răng"] == ["3", "Thiếu: chưa nhận được số liệu nào gần đây"]
    assert running["Xã, phường"][0] == "II"
    assert "Phường Ninh Kiều" not in running
    assert "TẠM TÍNH" in text_of(table_of(page, "form-2026-12").xpath("./caption")[0])
    assert "form-2026-11-duong-lich" in page.xpath("//caption/@id")
    assert section(page, "bieu").count("✓ Khớp") == 3


def test_scores_say_what_is_not_published_and_what_is_an_estimate(page: HtmlElement) -> None:
    rows = rows_of(table_of(page, "score-own"))
    # C05 of the month: see the portal's rule; only its most is sure here
    assert rows["Tiến độ giải quyết"][0] == "chưa có"
    assert rows["Tiến độ giải quyết"][1].endswith("/20")
    assert rows["Tổng điểm"][1].endswith("/100 ước tính")


def test_what_would_win_points_says_how_many_are_missing(reports: Path) -> None:
    rows = rows_of(table_of(unit_page(reports, "H13.101"), "score-gap"))
    # C16 of Ninh Kiều: none of 50 digitised both ways; 4 points for all of them, 0,08 for each
    (digitised,) = (row for name, row in rows.items() if name.endswith("(C16)"))
    assert digitised == ["0/50 hồ sơ", "0,00/4", "còn thiếu 50 hồ sơ", "+4,00", "0,08"]
    gains = [float(row[3].replace(",", ".") or 0) for row in rows.values()]
    assert gains == sorted(gains, reverse=True), "what wins most points stands first"


def test_every_cell_of_use_names_what_it_counts(page: HtmlElement) -> None:
    rows = rows_of(table_of(page, "use-own"))
    # 50 of Ninh Kiều, 4 of Sở Xây dựng, 9 of Phong Điền and X9.99's came in this month, 20 and one of them online
    assert rows["Hồ sơ nộp trực tuyến (C08)"][:2] == ["21/64 hồ sơ", "32,81%"]
    assert rows["TTHC có thanh toán trực tuyến (C13)"][0].endswith("TTHC")
    assert rows["Chứng thư số có giao dịch (Đ10)"] == ["Chưa có số liệu"]


def test_what_is_to_be_looked_at_is_counted_and_listed(page: HtmlElement) -> None:
    bulk = page.get_element_by_id("dau-hieu-1")
    assert text_of(bulk).startswith("Kết thúc hàng loạt cùng một giây: 36")
    assert "Đang hiện 10 hồ sơ đứng đầu trong 36." in text_of(bulk)
    assert rows_of(table_of(page, "signal-2")) == {
        "H13.102-261103-0009": ["Xã Phong Điền", "trạng thái 9, không có ngày kết thúc"]
    }
    files, reasons = rows_of(table_of(page, "aside-files")), rows_of(table_of(page, "aside-reasons"))
    assert files["ho-so-11.xlsx"][1:] == ["Đã nạp", "100", "90", "8", "2", "Cột lạ: Ghi chú nội bộ"]
    assert "dem-truoc.csv" not in files, "files of another night are not this night's"
    assert reasons["ho-so-11.xlsx"][1:5] == ["Ngày hẹn trả", "unreadable", "2", "2"]
    assert "hong.xls: Không tìm thấy dòng tiêu đề" in section(page, "kiem-tra")
    assert rows_of(table_of(page, "checks-failed"))["dossier_channel_known"][1] == "● Không đạt (cảnh báo)"
    assert "old_check" not in section(page, "kiem-tra")


def test_every_definition_shown_stands_with_its_source(page: HtmlElement) -> None:
    defined = rows_of(table_of(page, "definitions-used"))
    shown = set(re.findall(r"\(([CĐ]\d+[a-z]?)\)", "".join(section(page, part) for part in ("tre-han", "su-dung"))))
    assert shown
    assert shown <= set(defined)
    assert defined["C12"][5].startswith("≥ 80,00%")
    assert "hạn 31/12/2030" in defined["C12"][5]


def test_held_publication_is_told_in_red_with_its_reason(small_city: Path, tmp_path: Path) -> None:
    reason = Bilingual(vi="62 dòng để riêng, quá 10 %", en="62 rows set aside, over 10 %")
    held = write(small_city, tmp_path, run_id="R2", started_at=datetime(2026, 11, 24, 1, 30), held_reasons=(reason,))
    page = page_of(held)
    banner = page.find_class("held")[0]
    assert "ĐÊM QUA CHƯA CÔNG BỐ, đang xem bản 22/11/2026" in text_of(banner)
    assert reason.vi in text_of(banner)
    assert banner.get("role") == "alert"
    assert "chạy lúc 23/11/2026 01:47" in text_of(page.xpath("//header")[0]), "the run whose figures are shown"
    # what was published is still R1: its files are not shown as those of the held run
    assert "Các bảng dưới đây là của lần chạy R1" in section(page, "kiem-tra")


def test_a_city_without_any_data_gets_a_page_that_says_so(tmp_path: Path) -> None:
    page = page_of(write(build(tmp_path, None), tmp_path))
    assert "0/118 đơn vị có dữ liệu" in text_of(page)
    assert section(page, "sang-nay") == "Sáng nay Chưa có số liệu."
    assert "Lần chạy này không gặp tệp nào." in section(page, "kiem-tra")


def test_on_the_last_day_of_a_period_only_the_finished_one_stands(small_city: Path, tmp_path: Path) -> None:
    page = page_of(write(small_city, tmp_path, as_of=date(2026, 11, 14)))
    assert [each.get("id") for each in page.xpath("//details[@class='period']")] == [
        "ky-2026-11",
        "ky-2026-11-duong-lich",
    ]


def test_english_page_has_the_same_figures(small_city: Path, tmp_path: Path) -> None:
    page = page_of(write(small_city, tmp_path, language="en"))
    assert page.get("lang") == "en"
    assert tiles_of(page)[3][:2] == ["Late in the period (C02)", "7/51 13.73%"]
    assert "4 of them overdue (30.77%)" in section(page, "sang-nay")
