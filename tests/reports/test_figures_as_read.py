"""Numbers, rates and texts as officers read them: honest signs, nothing cut to look better."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from flows.reports.dot_and_interval import scale_top
from flows.reports.numbers import NumberFormat
from flows.reports.rates import Rate
from flows.reports.wording import name_of, one_line

VI, EN = NumberFormat("vi"), NumberFormat("en")


def test_thousands_and_decimals_as_in_vietnam() -> None:
    assert (VI.count(1234567), VI.percent(9725, 10000), VI.count(0)) == ("1.234.567", "97,25%", "0")
    assert (EN.count(1234567), EN.percent(9725, 10000)) == ("1,234,567", "97.25%")


@pytest.mark.parametrize(
    ("part", "whole", "shown"),
    [
        (1, 3, "33,33%"),
        (2, 3, "66,67%"),
        (1, 800, "0,13%"),
        (3, 800, "0,38%"),
        (9999, 10000, "99,99%"),
        (7, 7, "100,00%"),
    ],
)
def test_a_percentage_is_rounded_half_away_from_zero_never_cut(part: int, whole: int, shown: str) -> None:
    assert VI.percent(part, whole) == shown


def test_a_denominator_of_zero_has_no_percentage() -> None:
    assert VI.percent(0, 0) == "—"
    assert VI.fraction(None) == "—"


def test_points_and_changes_carry_their_sign() -> None:
    assert (VI.points(63.055), VI.points(None), EN.points(1234.5)) == ("63,06", "—", "1,234.50")
    assert [VI.change(change) for change in (1.234, -0.5, 0.0, -0.001, None)] == [
        "+1,23",
        "−0,50",
        "±0,00",
        "±0,00",
        "—",
    ]
    assert (VI.count_change(1200, 100), VI.count_change(1, 3), VI.count_change(2, 2)) == ("+1.100", "−2", "±0")


def test_days_and_instants_in_local_time() -> None:
    assert VI.day(date(2026, 11, 2)) == "02/11/2026"
    assert VI.moment(datetime(2026, 11, 22, 8, 5)) == "22/11/2026 08:05"
    assert VI.moment(datetime(2026, 11, 21, 18, 47, tzinfo=UTC)) == "22/11/2026 01:47"
    assert (VI.day(None), VI.moment(None)) == ("—", "—")


@pytest.mark.parametrize(
    ("whole", "has_percentage", "is_few"),
    [(0, False, False), (1, False, True), (4, False, True), (5, True, True), (29, True, True), (30, True, False)],
)
def test_few_dossiers_stand_back_and_very_few_have_counts_only(whole: int, has_percentage: bool, is_few: bool) -> None:
    rate = Rate(0, whole)
    assert (rate.has_percentage, rate.is_few) == (has_percentage, is_few)


def test_texts_lose_what_nobody_sees() -> None:
    assert one_line("a\u202eb\u2066c\x00\x1b[0m\ufeffd") == "abc[0md"
    assert one_line("Sở  Xây\ndựng\t") == "Sở Xây dựng"
    assert one_line("Sơ\u0309") == "Sở"


def test_a_very_long_name_is_cut_and_says_so() -> None:
    assert len(name_of("x" * 5000)) == 150
    assert name_of("x" * 5000).endswith("…")
    assert name_of("x" * 150) == "x" * 150


def test_the_scale_holds_every_interval() -> None:
    assert scale_top([0.03, 0.07]) == 0.1
    assert scale_top([0.1]) == 0.1
    assert scale_top([0.51]) == 1.0
    assert scale_top([]) == 0.1
