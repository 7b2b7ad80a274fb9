"""Small drawings: where their points stand, and that nothing is drawn of what is not known."""

from __future__ import annotations

from flows.reports.dot_and_interval import Interval, Scale, draw
from flows.reports.drawings import Point, bar, sparkline
from flows.reports.ranks import Rank, ranked


def test_the_dot_stands_at_its_rate() -> None:
    # 120 pixels from 5 to 125 stand for 0 to 10 %: 2,5 % is a quarter of the way, the interval from 1 % to 5 %.
    drawn = draw(0.025, Interval(0.01, 0.05), Scale(0.1, 0.05), "2,50%", few=False)
    assert '<path class="o" d="M35 8h0"/>' in drawn
    assert "M17 8H65" in drawn
    assert "M65 1V15" in drawn
    assert "<title>2,50%</title>" in drawn


def test_an_interval_beyond_the_scale_ends_in_an_arrow_and_a_title_is_escaped() -> None:
    drawn = draw(0.5, Interval(0.05, 0.9), Scale(0.1, None), '<b>"', few=True)
    assert "l4 4-4 4" in drawn
    assert 'class="o"' not in drawn
    assert "<title>&lt;b&gt;&#34;</title>" in drawn


def test_a_line_breaks_where_a_month_is_not_known() -> None:
    # heights from 19 (0 %) to 1 (the top): 0, 50 and 100 % of it are 19, 10 and 1
    points = [Point(0.0), Point(0.05), Point(None), Point(0.1), Point(0.1)]
    drawn = sparkline(points, 0.1, "x")
    assert '<path d="M19 19l1-9 M22 1l1 0"/>' in drawn
    assert '<path class="o" d="M23 1h0"/>' in drawn


def test_a_single_month_draws_its_dot_only_and_limits_a_band() -> None:
    drawn = sparkline([Point(0.05, 0.0, 0.1, is_above=True)], 0.1, "x")
    assert '<path d="M23 10h0"/>' in drawn
    assert '<path class="l" d="M0 1H23V19H0z"/>' in drawn
    assert '<path class="x" d="M23 10h0"/>' in drawn
    assert 'class="o"' not in sparkline([Point(None)], 0.1, "x")


def test_a_drawing_of_two_years_stays_below_450_bytes() -> None:
    points = [Point(0.1 * (month % 7) / 7, 0.01, 0.09, month % 9 == 0) for month in range(24)]
    assert len(sparkline(points, 0.1, "12/2024 1,00%, 11/2026 2,00%").encode()) < 450


def test_a_bar_is_as_long_as_its_share_with_the_median_of_the_level() -> None:
    drawn = bar(0.425, 0.5, "8,5 điểm")
    assert 'd="M0 7H42"' in drawn
    assert 'd="M50 0V14"' in drawn
    assert 'class="m"' not in bar(1.0, None, "")


def test_ranks_tell_ties_and_whom_nobody_can_tell_apart() -> None:
    rates = {
        "A": (0.5, Interval(0.4, 0.6)),
        "B": (0.2, Interval(0.1, 0.3)),
        "C": (0.2, Interval(0.15, 0.41)),
        "D": (0.0, None),
    }
    assert ranked(rates) == {"A": Rank(1, 3, 0, 1), "B": Rank(2, 3, 1, 1), "C": Rank(2, 3, 1, 2)}
