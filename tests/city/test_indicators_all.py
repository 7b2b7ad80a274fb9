"""Every indicator of the catalogue that comes from the city's own files, as published, against the slow count.

All periods of both calendars, the root and every unit with those above it, and by procedure for the root.
"""

from dataclasses import replace
from pathlib import Path
from shutil import copyfile

import pytest

from warehouse.compute import compute
from warehouse.database import Resources, open_warehouse

from .city import ROOT, UNITS
from .count import FIGURES, Fraction, form_06a
from .count_all import EVERY, NO_LONGER_IN_FORCE, OVER_PROCEDURES, Count
from .count_returns import APOLOGY
from .nights import Night, Nights
from .published import NOTHING, Place, assert_agree, form_of_periods, indicators_of_periods, same_figures, same_fraction

pytestmark = pytest.mark.timeout(900)  # the first test of the city waits for four nights on a busy machine

_KNOWN_UNITS = {unit.code for unit in UNITS}


def _published(night: Night, name: str) -> dict[Place, Fraction]:
    """The published fractions of one indicator, in the periods that the count knows."""
    figures = indicators_of_periods(night.database).get(name, {})
    if name in APOLOGY:
        # Letters are letters and dossiers are dossiers: whether C07 has rows by procedure is the product's choice.
        figures = {place: figure for place, figure in figures.items() if place[2] is None}
    if name in OVER_PROCEDURES or name == "Đ08a":
        # Of which kind a unit is that only the exports know is not said, so neither is which procedures it has.
        figures = {place: figure for place, figure in figures.items() if place[1] in _KNOWN_UNITS}
    periods = set(night.periods)
    return {place: figure[:2] for place, figure in figures.items() if place[0] in periods}


@pytest.mark.parametrize("name", (*EVERY, *NO_LONGER_IN_FORCE))
def test_indicator(night: Night, name: str) -> None:
    counted = {
        place: figure
        for place, figure in night.indicators[name].items()
        if place[1] in _KNOWN_UNITS or name not in (*OVER_PROCEDURES, "Đ08a")
    }
    assert_agree(_published(night, name), counted, (0, 0), same_fraction, name)


@pytest.mark.parametrize("name", EVERY)
def test_the_city_gives_every_indicator_something_to_count(nights: Nights, name: str) -> None:
    figures = list(nights.first.indicators[name].values())
    assert any(0 < numerator < denominator for numerator, denominator in figures) or name.startswith(("C06", "Đ08d"))
    assert len({place[1] for place in nights.first.indicators[name]}) > 3


def test_no_indicator_of_another_name_stands_for_one_of_the_list(nights: Nights) -> None:
    """Names with Đ are in one spelling, and those of clause d are never folded with those of clause đ."""
    shown = set(indicators_of_periods(nights.first.database))
    assert shown >= set(EVERY)
    assert {name for name in shown if name.startswith(("D", "Đ"))} == {name for name in EVERY if name[0] in "DĐ"}


def test_the_nine_indices_agree_where_their_circular_is_taken_to_be_in_force_still(
    nights: Nights, tmp_path: Path
) -> None:
    night = nights.first
    database = tmp_path / "motcua.duckdb"
    copyfile(night.database, database)
    with open_warehouse(database, Resources("1GB", 2, tmp_path)) as connection:
        connection.execute("UPDATE ref.indicator SET valid_to = NULL WHERE indicator_id = 'C26'")
        compute(connection, as_of=night.as_of, root_unit=ROOT)
    count = Count(night.record, night.as_of)
    counted = {
        (period, unit, procedure): figure
        for period in night.periods
        for (unit, procedure, _), figure in count.nine_indices(period).items()
    }
    published = {
        place: figure[:2]
        for place, figure in indicators_of_periods(database)["C26"].items()
        if place[0] in night.periods
    }
    assert {figure[1] for figure in counted.values()} >= {6, 8, 10}, "dossiers alone, and with returned indices"
    assert_agree(published, counted, (0, 0), same_fraction, "C26")


def test_a_return_of_nobody_is_no_figure_and_never_zero(night: Night) -> None:
    for name in ("C20", "D01", "D02", "D04"):
        published = {place for place, figure in _published(night, name).items() if figure[1]}
        assert published <= set(night.indicators[name]), name


def test_waiting_at_an_earlier_cut_is_told_by_the_steps(night: Night) -> None:
    waiting = FIGURES.index("open_waiting")
    published = form_of_periods(night.database)
    told_by_record = [replace(one, steps=()) for one in night.dossiers]
    differ = 0
    for period in (one for one in night.periods if one.end < night.as_of):
        without = form_06a(told_by_record, UNITS, period.start, period.end, night.as_of)
        for (unit, sector), row in without.items():
            place = (period, unit, sector)
            differ += night.forms.get(place, NOTHING)[waiting] != row[waiting]
            assert_agree(
                {place: published.get(place, NOTHING)}, {place: night.forms.get(place, NOTHING)}, NOTHING, same_figures
            )
    assert differ > 100, "the steps of the city make a difference"
