"""Late rates that are fair: intervals, the unit's own p′-chart and the funnel, against published and hand-worked figures."""

from __future__ import annotations

from datetime import date
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.warehouse.monthly_rates import Judged, Months, Rates, same
from tests.warehouse.slow_chart import judge

#: Emergency attendances and those seen within four hours in six weeks of the NHS in England: Mohammed et al., BMJ Quality
#: & Safety 22, 2013, 362–368, as printed in the vignette of qicharts2.
NHS_WEEKS = [(280443, 266501), (276823, 264225), (291681, 276532), (296155, 281461), (282343, 269071), (275888, 261215)]


@pytest.mark.parametrize(
    ("late", "resolved", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilson_s_interval_is_that_of_the_published_table(late: int, resolved: int, low: float, high: float) -> None:
    # Newcombe, Statistics in Medicine 17, 1998, 857–872, table I, method 3; to four decimals
    assert Rates({"C": [(resolved, late)]}).interval("C", 0) == pytest.approx((low, high), abs=5e-5)


def test_limits_of_a_large_service_are_laney_s_not_those_of_chance() -> None:
    judged = Rates({"C": [*NHS_WEEKS, (280000, 266000)]}).of("C", 6)
    # 1,619,005 of 1,703,333; z of the six weeks: -0.50427, 9.69792, -6.04802, -0.27161, 6.12618, -8.90323
    assert judged.centre == pytest.approx(1619005 / 1703333, abs=1e-12)
    # moving ranges 10.20219, 15.74594, 5.77640, 6.39779, 15.02941: mean 10.63035, by 1.128
    assert judged.sigma_z == pytest.approx(9.42407, abs=1e-5)
    # sigma of chance at n = 280,000 is 0.00040995; three of them, times 9.42407, are 0.01159
    assert judged.upper_limit == pytest.approx(0.962083, abs=1e-6)
    assert judged.lower_limit == pytest.approx(0.938902, abs=1e-6)
    assert judged.signal is None


def test_a_month_is_judged_by_its_unit_s_own_twelve_months_before_it() -> None:
    # 10 and 20 late of 100 in turn: centre 0.15; z = ∓0.05 / 0.0357071 = ∓1.400280; ranges 2.800560; sigma_z 2.482766
    past: Months = [(100, 10), (100, 20)] * 6
    # 3 · 0.0357071 · 2.482766 = 0.265957 each side, clipped at 0
    expected = Judged(0.42, 0.15, 0.0, 0.415957, "above", None, None, 12, 1200, 180, 2.482766, False)
    assert same(Rates({"C": [], "U": [*past, (100, 42)]}).of("U", 12), expected, 1e-6)
    assert Rates({"C": [], "U": [*past, (100, 41)]}).of("U", 12).signal is None
    # what lies more than twelve months back says nothing
    assert same(Rates({"C": [], "U": [(100, 99), *past, (100, 42)]}).of("U", 13), expected, 1e-6)


def test_an_improvement_is_a_signal_too() -> None:
    past: Months = [(400, 200), (400, 220)] * 6
    # centre 0.525, sigma 0.0249687, ranges 2.002506, sigma_z 1.775272: limits 0.525 ∓ 0.132979
    judged = Rates({"C": [], "U": [*past, (400, 150)]}).of("U", 12)
    assert (judged.lower_limit, judged.signal) == (pytest.approx(0.392021, abs=1e-6), "below")


def test_fewer_than_six_months_with_dossiers_are_no_past() -> None:
    five: Months = [(100, 10), None, (100, 20), (0, 0), (100, 10), (100, 20), (100, 10)]
    assert Rates({"C": [], "U": [*five, (100, 90)]}).of("U", 7)[1:5] == (None, None, None, None)
    judged = Rates({"C": [], "U": [(100, 20), *five, (100, 90)]}).of("U", 8)
    assert (judged.baseline_months, judged.signal) == (6, "above")


def test_a_month_without_dossiers_has_a_centre_and_no_limits() -> None:
    judged = Rates({"C": [], "U": [(100, 10), (100, 20)] * 3 + [(0, 0)]}).of("U", 6)
    assert (judged.late_rate, judged.centre, judged.upper_limit, judged.signal) == (None, 0.15, None, None)


@pytest.mark.parametrize("late", [0, 50])
def test_a_past_without_any_spread_has_limits_at_its_centre_and_gives_no_signal(late: int) -> None:
    judged = Rates({"C": [], "U": [*[(50, late)] * 12, (50, 25)]}).of("U", 12)
    assert (judged.centre, judged.lower_limit, judged.upper_limit) == (late / 50, late / 50, late / 50)
    assert judged.signal is None


def test_four_dossiers_are_no_signal_whatever_became_of_them() -> None:
    past: Months = [(100, 4), (100, 6)] * 6
    assert [Rates({"C": [], "U": [*past, (n, n)]}).of("U", 12).signal for n in (4, 5)] == [None, "above"]


def test_eight_months_in_a_row_on_one_side_are_a_run() -> None:
    # about 15 of 100, then 17 to 19: each lies above the twelve months before it, none beyond their limits
    months = [(100, 20), (100, 10)] * 6 + [(100, late) for late in (17, 18, 17, 18, 19, 18, 19, 18, 19)]
    judged = Rates({"C": [], "U": months}).every()
    assert [judged["U", number].signal for number in range(12, 21)] == [None] * 7 + ["run", "run"]
    # a month without dossiers is passed over, one exactly on the centre ends the run
    gap = [*months[:15], (0, 0), *months[15:]]
    assert Rates({"C": [], "U": gap}).of("U", 20).signal == "run"
    on_the_centre = [*months[:13], (1200, 177), *months[13:]]  # the twelve before: 10 + 5 · 30 + 17 late of 1200
    judged = Rates({"C": [], "U": on_the_centre}).every()
    assert judged["U", 13].late_rate == judged["U", 13].centre
    assert "run" not in [judged["U", number].signal for number in range(12, 21)]


def test_the_funnel_stands_around_the_city_s_rate_and_is_wide_for_the_small() -> None:
    city: Months = [(10000, 1000)]
    rates = Rates({"C": city, "large": [(900, 0)], "small": [(9, 0)]})
    # 3 · sqrt(0.1 · 0.9 / 900) = 0.03; at nine dossiers 0.3
    assert rates.of("large", 0)[5:7] == pytest.approx((0.07, 0.13))
    assert rates.of("small", 0)[5:7] == pytest.approx((0.0, 0.4))


def test_the_running_month_is_judged_by_the_months_that_have_ended_and_marked() -> None:
    past: Months = [(100, 10), (100, 20)] * 6
    rates = Rates({"C": [], "U": [*past, (100, 42)]}, as_of=date(2021, 1, 20))
    assert (rates.of("U", 12).is_provisional, rates.of("U", 12).signal) == (True, "above")
    assert not rates.of("U", 11).is_provisional


COUNTS = st.integers(0, 60).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n)))
HISTORIES = st.lists(st.one_of(st.none(), COUNTS, st.just((40, 4))), min_size=1, max_size=30)


@settings(max_examples=60, deadline=None, database=None)
@given(one=HISTORIES, city=HISTORIES)
def test_a_second_count_in_plain_python_says_the_same(one: Months, city: Months) -> None:
    city = [*city, *[None] * max(len(one) - len(city), 0)]
    if not any([*one, *city]):
        return
    judged = Rates({"C": city, "U": one}).every()
    for number, counts in enumerate(one):
        if counts is None:
            assert ("U", number) not in judged
            continue
        expected = judge(one, city, number)._replace(is_provisional=judged["U", number].is_provisional)
        assert same(judged["U", number], expected, 1e-12), (number, judged["U", number], expected)


def _overdispersed(chance: Random, months: int, resolved: int) -> Months:
    """Counts of a steady unit whose rate moves around 10 % by two points from month to month, for reasons of its own."""
    counts = []
    for _ in range(months):
        rate = min(max(chance.gauss(0.10, 0.02), 0), 1)
        counts.append((resolved, sum(chance.random() < rate for _ in range(resolved))))
    return counts


def test_steady_units_give_few_alarms_where_limits_of_chance_alone_give_many() -> None:
    chance = Random(2002)
    units: dict[str, Months] = {"C": []} | {f"U{n}": _overdispersed(chance, 60, 1000) for n in range(20)}
    judged = {key: one for key, one in Rates(units).every().items() if one.sigma_z is not None}
    laney = sum(one.signal in ("above", "below") for one in judged.values())
    plain = 0
    for one in judged.values():
        assert one.late_rate is not None and one.centre is not None
        plain += abs(one.late_rate - one.centre) > 3 * (one.centre * (1 - one.centre) / 1000) ** 0.5
    # chance alone: sigma 0.0095, the true spread 0.0221, so 3 sigma are 1.29 spreads: about one month in five
    assert plain / len(judged) > 0.12
    assert laney / len(judged) < 0.03
