"""What would win points of the 766 set, worked out by hand and against the published rounding."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.warehouse.scoring import Figure, figures_only, score

#: indicator, numerator, denominator; points, missing for all, for the next half point, for the next whole point
BY_HAND = [
    # 2·min(1, R/0.8): 80 of 100 earn all; 79 earn 1.975, which is 1.98
    ("C17", 41, 100, 1.03, 39, 19, 39),
    # of 1,000 already 798 earn 1.995, which is rounded to 2.00
    ("C17", 797, 1000, 1.99, 1, 1, 1),
    ("C17", 798, 1000, 2.0, 0, 0, 0),
    # 6·R: 5 points from 0.8325 on (4.995 is rounded up): 84 of 100; 5.5 is 5.495/6 = 0.9158…: 92
    ("C12", 80, 100, 4.8, 20, 4, 4),
    # 2.5·B capped at 2: three of three procedures to earn 2 (2 of 3 earn 1.67), 1 of 3 earns 0.83
    ("C13", 1, 3, 0.83, 2, 1, 1),
    # half a point below the cap of 6·R/0.9: 5.995·0.9·200/6 = 179.85
    ("C24", 170, 200, 5.67, 10, 10, 10),
    # 20·R: from 16.50 on, 16.5 is reached, 17 is the next of both kinds; 16.995/20 · 1000 = 849.75
    ("C05", 825, 1000, 16.5, 175, 25, 25),
]


@pytest.fixture(scope="module")
def empty() -> duckdb.DuckDBPyConnection:
    return figures_only()


def _gaps(connection: duckdb.DuckDBPyConnection, columns: str) -> list[tuple[object, ...]]:
    return connection.execute(f"SELECT {columns} FROM mart.score_gap ORDER BY unit_code").fetchall()


def test_how_many_more_win_all_points_the_next_half_and_the_next_whole(empty: duckdb.DuckDBPyConnection) -> None:
    figures = [("portal", f"U{place}", name, n, d) for place, (name, n, d, *_) in enumerate(BY_HAND)]
    score(empty, figures)
    columns = (
        "indicator_id, numerator, denominator, score, missing_for_max, missing_for_half_point, missing_for_whole_point"
    )
    assert _gaps(empty, columns) == BY_HAND


def test_a_record_is_worth_its_share_of_the_points_and_nothing_at_the_most(empty: duckdb.DuckDBPyConnection) -> None:
    score(empty, [("city", "A", "C17", 41, 100), ("city", "B", "C17", 90, 100), ("city", "C", "C12", 0, 200)])
    assert _gaps(empty, "round(points_per_record, 9), gain_for_max, counted") == [
        (0.025, 0.97, "dossier"),
        (0.0, 0.0, "dossier"),
        (0.03, 6.0, "dossier"),
    ]


def test_where_there_is_nothing_to_judge_nothing_is_missing(empty: duckdb.DuckDBPyConnection) -> None:
    """No petition earns 6 points, no dossier with a fee none, no procedure to publish no score: nothing can be put right."""
    score(empty, [("city", "A", "C23a", 0, 0), ("city", "B", "C12", 0, 0), ("city", "C", "C21a", 0, 0)])
    columns = "score, missing_for_max, gain_for_max, points_per_record, missing_for_half_point"
    assert _gaps(empty, columns) == [
        (6.0, None, None, None, None),
        (0.0, None, None, None, None),
        (None, None, None, None, None),
    ]


def test_a_rule_that_is_a_hypothesis_is_an_estimate(empty: duckdb.DuckDBPyConnection) -> None:
    score(empty, [("city", "A", "C08", 1, 4), ("city", "B", "C12", 1, 4)])
    assert _gaps(empty, "indicator_id, is_estimate") == [("C08", True), ("C12", False)]


_RULES = ("C05", "C12", "C13", "C15", "C24", "C21b", "C08")


@st.composite
def _figures(draw: st.DrawFn) -> list[Figure]:
    units = count()
    figures = []
    for name in _RULES:
        denominator = draw(st.integers(1, 600_000))
        figures.append(("city", f"U{next(units)}", name, draw(st.integers(0, denominator)), denominator))
    return figures


def _with_more(figures: list[Figure], gaps: Iterator[tuple[int, ...]], less: int) -> list[Figure]:
    return [
        (basis, f"{unit}+{place}", name, numerator + more - less, denominator)
        for (basis, unit, name, numerator, denominator), missing in zip(figures, gaps, strict=True)
        for place, more in enumerate(missing)
        if more > 0
    ]


@settings(max_examples=25, deadline=None)
@given(figures=_figures())
def test_the_count_reaches_the_points_and_one_less_does_not(
    empty: duckdb.DuckDBPyConnection, figures: list[Figure]
) -> None:
    """By the scores that are published, not by the formula that the counts come from."""
    score(empty, figures)
    known = empty.execute(
        "SELECT missing_for_max, missing_for_half_point, missing_for_whole_point, max_score, score FROM mart.score_gap"
        " ORDER BY unit_code"
    ).fetchall()
    wanted = {
        f"{figure[1]}+{place}": points
        for figure, (*_, most, now) in zip(figures, known, strict=True)
        for place, points in enumerate((most, min(now * 2 // 1 / 2 + 0.5, most), min(now // 1 + 1, most)))
    }
    for less in (0, 1):
        score(empty, _with_more(figures, iter([row[:3] for row in known]), less) or figures)
        for unit, points in empty.execute("SELECT unit_code, score FROM mart.indicator_value").fetchall():
            if unit in wanted:
                assert (points >= wanted[unit]) == (less == 0), (unit, points, wanted[unit])
