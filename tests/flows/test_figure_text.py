"""Values, changes and counts as people read them."""

from __future__ import annotations

import pytest

from flows.explain.figure_text import FigureText


@pytest.mark.parametrize(
    ("value", "unit_of_measure", "vietnamese", "english"),
    [
        (0.41, "%", "41,00%", "41.00%"),
        (1.0, "%", "100,00%", "100.00%"),
        (None, "%", "—", "—"),
        (5.0154, "ngày", "5,02 ngày", "5.02 ngày"),
        (1234.5, "ngày làm việc", "1.234,50 ngày làm việc", "1,234.50 ngày làm việc"),
        (0.75, "điểm", "75,00% số điểm", "75.00% of the points"),
    ],
)
def test_a_value_has_its_unit(value: float | None, unit_of_measure: str, vietnamese: str, english: str) -> None:
    assert FigureText("vi").value(value, unit_of_measure) == vietnamese
    assert FigureText("en").value(value, unit_of_measure) == english


def test_a_change_of_percentages_is_in_points() -> None:
    assert FigureText("vi").change(-0.0333, "%") == "-3,33 điểm %"
    assert FigureText("en").change(0.05, "%") == "+5.00 points"
    assert FigureText("vi").change(-1.5, "ngày") == "-1,50"


def test_what_nobody_has_given_is_no_zero() -> None:
    assert FigureText("vi").parts(233, None) == "233/…"
    assert FigureText("vi").parts(4548.789, 1_256) == "4.548,79/1.256"
    assert FigureText("vi").no_figure_given == "chưa có số liệu"
