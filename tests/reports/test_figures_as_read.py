"""Numbers, rates and texts as officers read them: honest signs, nothing cut to look better."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from flows.reports.dot_and_interval import Interval, Scale, draw, scale_top
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


def test_the_dot_stands_at_its_rate() -> None:
    # 120 pixels from 5 to 125 stand for 0 to 10 %: 2,5 % is a quarter of the way, the interval from 1 % to 5 %.
    drawn = draw(0.025, Interval(0.01, 0.05), Scale(0.1, 0.05), "2,50%", few=False)
    assert '<circle cx="35" cy="8"' in drawn
    assert "M17 8H65" in drawn
    assert "M65 1V15" in drawn
    assert "<title>2,50%</title>" in drawn


def test_an_interval_beyond_the_scale_ends_in_an_arrow_and_a_title_is_escaped() -> None:
    drawn = draw(0.5, Interval(0.05, 0.9), Scale(0.1, None), '<b>"', few=True)
    assert "l4 4-4 4" in drawn
    assert "<circle" not in drawn
    assert "<title>&lt;b&gt;&#34;</title>" in drawn
