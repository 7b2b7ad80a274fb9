"""The key of a unit's name: the same name in every spelling, never another name."""

from __future__ import annotations

import unicodedata

import pytest

from warehouse.reference import unit_name_key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Phường Bình Thuỷ", "Phường Bình Thủy"),
        ("Xã Tân Hoà", "Xã Tân Hòa"),
        ("Xã Hoả Lựu", "Xã Hỏa Lựu"),
        ("Phường Khánh Hoà", "PHƯỜNG KHÁNH HÒA"),
        ("UBND phường Cái Khế", "Phường Cái Khế"),
        ("Ủy ban nhân dân xã Trường Long", "Xã Trường Long"),
        ("Uỷ ban Nhân dân xã Trường Long", "Xã Trường Long"),
        ("Văn phòng UBND thành phố", "Văn phòng Ủy ban nhân dân thành phố"),
        ("UBND TP. Cần Thơ", "Thành phố Cần Thơ"),
        ("UBND P.Cái Khế", "Phường Cái Khế"),
        ("UBND P. 5", "Phường 5"),
        ("TT. Cờ Đỏ", "Thị trấn Cờ Đỏ"),
        ("Xã Ðịnh Môn", "Xã Định Môn"),
        ("  Sở\u00a0Nội   vụ. ", "Sở Nội vụ"),
        ("Sở Nội\u200b vụ", "Sở Nội vụ"),
    ],
)
def test_spellings_of_one_name_are_equal(one: str, other: str) -> None:
    assert unit_name_key(one) == unit_name_key(other)
    assert unit_name_key(unicodedata.normalize("NFD", one)) == unit_name_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Xã Vị Thanh", "Xã Vị Thạnh"),
        ("Xã Tân Thành", "Xã Tân Thạnh"),
        ("Xã Thạnh Hòa", "Xã Thanh Hòa"),
        ("Xã Đông Phước", "Xã Dông Phước"),
        ("Xã Long Phú", "Phường Long Phú"),
        ("Xã Vị Thanh", "Xã Vị Thanh 1"),
        ("Phường I", "Phường 1"),
        ("Phường 1", "Phường 10"),
        ("Xã Mỹ Tú", "Xã Mỷ Tú"),
        ("Xã Đại Ân", "Xã Đại An"),
        ("Sở Y tế", "Sở Tư pháp"),
    ],
)
def test_other_letters_tones_kinds_and_numbers_are_other_names(one: str, other: str) -> None:
    assert unit_name_key(one) != unit_name_key(other)
