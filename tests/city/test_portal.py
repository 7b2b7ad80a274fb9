"""The national portal's copy as published, against the slow count: its own form and indicators, and C22 of both bases."""

import pytest

from .city import UNITS
from .count import FIGURES, Fraction
from .count_all import OVER_PROCEDURES
from .count_sync import OF_PORTAL
from .nights import Night, Nights
from .published import NOTHING, Place, assert_agree, form_of_periods, indicators_of_periods, same_figures, same_fraction

pytestmark = pytest.mark.timeout(900)  # the first test of the city waits for four nights on a busy machine

_KNOWN_UNITS = {unit.code for unit in UNITS}


def test_the_portals_copy_has_a_form_of_its_own(night: Night) -> None:
    published = form_of_periods(night.database, "portal")
    assert_agree(published, night.portal_forms, NOTHING, same_figures)
    assert any(row[FIGURES.index("resolved_late")] for row in published.values())


def _published(night: Night, name: str) -> dict[Place, Fraction]:
    figures = indicators_of_periods(night.database, "portal").get(name, {})
    periods = set(night.periods)
    return {
        place: figure[:2]
        for place, figure in figures.items()
        if place[0] in periods and (place[1] in _KNOWN_UNITS or name not in OVER_PROCEDURES)
    }


@pytest.mark.parametrize("name", OF_PORTAL)
def test_indicator_of_the_portals_copy(night: Night, name: str) -> None:
    counted = {
        place: figure
        for place, figure in night.portal_indicators[name].items()
        if place[1] in _KNOWN_UNITS or name not in OVER_PROCEDURES
    }
    assert_agree(_published(night, name), counted, (0, 0), same_fraction, name)


def test_no_indicator_is_of_the_portal_that_the_city_alone_can_tell(night: Night) -> None:
    assert set(indicators_of_periods(night.database, "portal")) <= set(OF_PORTAL) | {"Đ08a"}


def test_the_copy_differs_from_the_citys_own_record(nights: Nights) -> None:
    own = {one.code: one for one in nights.first.dossiers}
    copied = {one.code: one for one in nights.first.portal}
    both = own.keys() & copied.keys()
    assert len(own.keys() - copied.keys()) > 1000
    assert len(copied.keys() - own.keys()) == 40
    for column in ("received_at", "due_at", "finished_at", "status", "supplement_count", "unit"):
        assert sum(getattr(own[code], column) != getattr(copied[code], column) for code in both) > 20, column
    assert sum(own[code].due_at is not None and copied[code].due_at is None for code in both) > 20
    figures = nights.first.portal_indicators["C22"].values()
    assert any(0 < found < larger for found, larger in figures)
