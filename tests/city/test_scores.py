"""What stands on the indicators as published, against the slow count: targets, points, late rates, what is due soon."""

from collections import defaultdict
from collections.abc import Iterator

import pytest

from .count import FIGURES, Fraction
from .count_scores import POINTS, due_soon, group_scores, points, target, wilson
from .count_sync import OF_PORTAL
from .nights import Night
from .periods import Period
from .published import UNPLACED, assert_agree, query, same_cells, unique

pytestmark = pytest.mark.timeout(900)  # the first test of the city waits for four nights on a busy machine


def _rows(night: Night) -> Iterator[tuple[Period, str, str, tuple[object, ...]]]:
    """Period, unit, indicator and the other cells of every published value, both bases."""
    sql = """SELECT period_kind, period_start, period_end, unit_code, indicator_id, numerator, denominator, value,
                    target, meets_target, score, max_score, as_of
             FROM mart.indicator_value"""
    for kind, start, end, unit, name, *cells in query(night.database, sql):
        yield Period(kind, start, end), unit, name, tuple(cells)


def test_a_target_is_that_of_the_newest_document_and_met_or_not(night: Night) -> None:
    wrong, met = [], set()
    for period, unit, name, (_, _, value, stated, meets, *_) in _rows(night):
        expected = target(name, min(period.end, night.as_of))
        meets_expected = None if expected is None or value is None else float(str(value)) >= expected
        met.add((name, meets_expected))
        if (stated, meets) != (expected, meets_expected):
            wrong.append((period, unit, name, stated, meets, expected))
    assert wrong[:8] == []
    assert {("C08", True), ("C08", False), ("C25b", True), ("C01", None)} <= met


def test_points_are_rounded_half_away_from_zero(night: Night) -> None:
    wrong = []
    for period, unit, name, (numerator, denominator, *_, score, most, as_of) in _rows(night):
        assert as_of == night.as_of
        expected: tuple[float | None, int | None] = (None, None)
        if name in POINTS:
            fraction = (float(str(numerator)), float(str(denominator)))
            expected = (points(name, fraction), POINTS[name][1])
        if (score, most) != expected:
            wrong.append((period, unit, name, numerator, denominator, score, most, expected))
    assert wrong[:8] == []


def test_group_scores_are_sums_of_rounded_parts(night: Night) -> None:
    """Of basis portal where the portal's copy has the unit's dossiers, else of basis city."""
    copied = {(period, unit) for period, unit, sector in night.portal_forms if sector is None}
    parts: dict[tuple[Period, str], dict[str, Fraction]] = defaultdict(dict)
    for name in POINTS:
        for (period, unit, procedure), figure in night.indicators.get(name, {}).items():
            if procedure is None and ((period, unit) not in copied or name not in OF_PORTAL):
                parts[period, unit][name] = figure
        for (period, unit, procedure), figure in night.portal_indicators.get(name, {}).items():
            if procedure is None and ((period, unit) in copied or name == "C22"):
                parts[period, unit][name] = figure
    counted = {
        (*place, group): (score,) for place, figures in parts.items() for group, score in group_scores(figures).items()
    }
    sql = "SELECT period_kind, period_start, period_end, unit_code, group_code, score FROM mart.portal_group_score"
    published = unique(((Period(*row[:3]), row[3], row[4]), row[5:]) for row in query(night.database, sql))
    assert len({place for place in parts if place in copied}) > 500
    assert len({place for place in parts if place not in copied}) > 50
    assert_agree({key: published.get(key, (None,)) for key in counted}, counted, (None,), same_cells)


def test_late_rates_are_those_of_the_form_with_wilsons_interval(night: Night) -> None:
    sql = """SELECT period_start, unit_code, resolved, resolved_late, "open", open_overdue, late_rate, ci_low, ci_high
             FROM mart.late_rate"""
    published = unique(((row[0], row[1]), row[2:]) for row in query(night.database, sql) if row[1] not in UNPLACED)
    counted = {}
    for (period, unit, sector), row in night.forms.items():
        figure = dict(zip(FIGURES, row, strict=True))
        if period.kind == "month" and sector is None and figure["received_total"]:
            stocks = (figure["open_total"], figure["open_overdue"])
            rate = wilson(figure["resolved_late"], figure["resolved_total"])
            counted[period.start, unit] = (figure["resolved_total"], figure["resolved_late"], *stocks, *rate)
    assert len(counted) > 50
    assert_agree(published, counted, (), _close)


def _close(one: tuple[object, ...], other: tuple[object, ...]) -> bool:
    return len(one) == len(other) and all(
        mine == yours or (isinstance(mine, float) and mine == pytest.approx(yours, abs=1e-12))
        for mine, yours in zip(one, other, strict=True)
    )


def test_what_is_due_within_five_working_days(night: Night) -> None:
    sql = "SELECT dossier_code, working_days_left FROM mart.due_soon WHERE basis = ?"
    for basis, dossiers in (("city", night.dossiers), ("portal", night.portal)):
        published = unique((row[0], int(row[1])) for row in query(night.database, sql, (basis,)))
        assert_agree(published, due_soon(dossiers, night.as_of), -1, int.__eq__, basis)
