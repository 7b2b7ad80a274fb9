"""Vietnamese alphabetical order."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from flows.reports.collation import vietnamese_order

LETTERS = list("aăâbcdđeêghiklmnoôơpqrstuưvxy")


def test_letters_with_a_mark_are_letters_of_their_own() -> None:
    backwards = LETTERS[::-1]
    assert sorted(backwards, key=vietnamese_order) == LETTERS
    assert sorted(["Đất đai", "Dân số", "Hộ tịch", "Đường bộ", "Du lịch"], key=vietnamese_order) == (
        ["Dân số", "Du lịch", "Đất đai", "Đường bộ", "Hộ tịch"]
    )


def test_tones_decide_between_equal_letters_only() -> None:
    tones = ["ma", "mà", "mả", "mã", "má", "mạ"]
    assert sorted(["mạ", "má", "mã", "mả", "mà", "ma"], key=vietnamese_order) == tones
    assert sorted(["mạ b", "ma c"], key=vietnamese_order) == ["mạ b", "ma c"]


def test_composed_and_decomposed_texts_are_the_same_word() -> None:
    assert vietnamese_order("Sở")[:2] == vietnamese_order("So\u031b\u0309")[:2]


@given(st.lists(st.text(alphabet="aăâdđeêoôơuưáàạảã ", max_size=5), max_size=8))
def test_the_order_is_total(words: list[str]) -> None:
    ordered = sorted(words, key=vietnamese_order)
    backwards = words[::-1]
    assert sorted(backwards, key=vietnamese_order) == ordered
