"""A heading is known whatever its case, accents, blanks and brackets, on one row or two."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

import pytest

from connectors.contract import load_contracts
from connectors.headings import Heading, find_heading, fold, page_head

REQUIRED = ["Mã hồ sơ", "Trạng thái", "Ngày tiếp nhận"]


def found(*rows: Sequence[str]) -> Heading:
    heading = find_heading(list(enumerate(rows, start=1)), load_contracts())
    assert heading is not None
    return heading


@pytest.mark.parametrize(
    "written",
    [
        "Mã hồ sơ",
        "MÃ HỒ SƠ",
        "ma ho so",
        "Mã  hồ\u00a0sơ ",
        "Mã\nhồ sơ",
        "Mã hồ sơ *",
        "Mã hồ sơ:",
        "Mã hồ sơ (bắt buộc)",
        "M\u200bã hồ sơ",
        unicodedata.normalize("NFD", "Mã hồ sơ"),
        "Số hồ sơ",
    ],
)
def test_spellings_of_one_heading(written: str) -> None:
    heading = found([written, *REQUIRED[1:]])
    assert heading.columns == {"dossier_code": 0, "status": 1, "received_at": 2}


def test_letters_that_look_like_the_vietnamese_d() -> None:
    assert {fold(text) for text in ("Đơn vị", "Ðơn vị", "ĐƠN VỊ", "don vi", "ðơn vị")} == {"don vi"}


def test_a_heading_that_has_brackets_of_its_own_is_taken_whole_first() -> None:
    heading = found([*REQUIRED, "Thời gian chờ bổ sung (giờ)", "Phí, lệ phí (đồng)"])
    assert list(heading.columns) == ["dossier_code", "status", "received_at", "supplement_seconds", "fee_amount"]


def test_the_dataset_is_found_from_the_headings() -> None:
    assert found(["Mã TTHC", "Tên TTHC", "Cấp thực hiện", "Mã lĩnh vực"]).contract.id == "procedure"
    assert found([*REQUIRED, "Mã TTHC", "Tên TTHC", "Mã lĩnh vực"]).contract.id == "dossier"


def test_a_heading_below_a_letterhead() -> None:
    letterhead = ["UBND THÀNH PHỐ CẦN THƠ", "", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"]
    heading = found(letterhead, ["", "DANH SÁCH HỒ SƠ", ""], REQUIRED)
    assert (heading.first_row, heading.last_row) == (3, 3)


def test_a_merged_upper_heading_names_the_columns_below_it() -> None:
    heading = found(
        ["Hồ sơ", "", "Ngày", "", "Trạng thái", "Địa chỉ"],
        ["Mã", "Chủ hồ sơ", "tiếp nhận", "trả kết quả", "", ""],
    )
    assert heading.columns == {
        "dossier_code": 0,  # "Mã" under "Hồ sơ"
        "applicant_name": 1,
        "received_at": 2,  # "tiếp nhận" under "Ngày"
        "returned_at": 3,
        "status": 4,
        "applicant_address": 5,
    }
    assert (heading.first_row, heading.last_row) == (1, 2)


def test_of_two_headings_of_one_column_the_first_wins() -> None:
    heading = found([*REQUIRED, "Số hồ sơ", "Ghi chú"])
    assert heading.columns["dossier_code"] == 0
    assert heading.doubled == ("Số hồ sơ",)
    assert heading.unknown == ("Số hồ sơ", "Ghi chú")


def test_a_missing_required_column_is_named() -> None:
    heading = found(["Mã hồ sơ", "Ngày tiếp nhận", "Chủ hồ sơ"])
    assert (heading.contract.id, heading.missing) == ("dossier", ("status",))


def test_data_is_no_heading() -> None:
    rows = [(1, ["H13.01-260101-0001", "Đang xử lý", "01/01/2026"]), (2, ["", "Trạng thái", ""])]
    assert find_heading(rows, load_contracts()) is None


@pytest.mark.parametrize(
    ("below", "is_numbers_row"),
    [
        (["(1)", "(2)", "(3)"], True),
        (["1", "2", "3"], True),
        (["A", "B", "1"], True),
        (["A", "1", "2=1+3"], True),
        (["1", "H13.01-260101-0001", "4"], False),
        (["1", "4", "5"], False),  # skips numbers: a dossier "1" in status 4
        (["1", "2", ""], False),
    ],
)
def test_the_row_of_column_numbers_is_part_of_the_heading(below: list[str], is_numbers_row: bool) -> None:
    rows = [(1, REQUIRED), (2, below)]
    heading = found(REQUIRED, below)
    assert heading.last_row == 1
    assert page_head(rows, heading) == (tuple(REQUIRED), tuple(below) if is_numbers_row else ())
