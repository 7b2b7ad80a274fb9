"""When dossiers arrive: who submits what, where and by which channel."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from connectors.simulate.arrays import Instants, Mask, Real, Whole, zipf
from connectors.simulate.city import City, units
from connectors.simulate.clock import DAY, OfficeClock, minute_of_day
from connectors.simulate.procedures import Catalogue

CHANNELS = ("direct", "online", "postal")
DIRECT, ONLINE, POSTAL = range(3)


@dataclass(frozen=True)
class Arrivals:
    """One entry per dossier, by instant of submission: channel, row of the catalogue, index of the unit, instant."""

    channel: Whole
    procedure: Whole
    unit: Whole
    submitted: Instants


def arrivals(city: City, catalogue: Catalogue, clock: OfficeClock, random: np.random.Generator) -> Arrivals:
    """Draw the arrivals, oldest first: about 60 % online, those also in the evening and at weekends."""
    count = city.dossiers
    channel = random.choice(np.arange(3), count, p=[0.36, 0.60, 0.04])
    submitted = _submissions(city, channel == ONLINE, clock, random)
    order = np.argsort(submitted, kind="stable")
    procedure = random.choice(np.arange(len(catalogue.popularity)), count, p=catalogue.popularity)
    return Arrivals(
        channel=channel[order],
        procedure=procedure,
        unit=_units(procedure, catalogue, random),
        submitted=submitted[order],
    )


def _submissions(city: City, online: Mask, clock: OfficeClock, random: np.random.Generator) -> Instants:
    days = np.arange(np.datetime64(city.first), np.datetime64(city.until) + 1)
    working = clock.is_working(days)
    monday_first = (days.astype(np.int64) + 3) % 7
    weight = np.array([1.25, 1.05, 1.0, 1.0, 0.95, 1.0, 1.0])[monday_first]
    # a window without a working day still needs somewhere to put a dossier
    at_counter = _picked(days, np.where(working, weight, 1e-9), len(online), random)
    at_home = _picked(days, np.where(working, weight, 0.15), len(online), random)
    day = np.where(online, at_home, at_counter)
    office_hours = minute_of_day(_office_minutes(len(online), random))
    any_hour = random.integers(6 * 60, 23 * 60, len(online)).astype("timedelta64[m]")
    in_office = clock.is_working(day) & (~online | (random.random(len(online)) < 0.6))
    return (day + np.where(in_office, office_hours, any_hour)).astype("datetime64[s]")


def _picked(days: Instants, weight: Real, count: int, random: np.random.Generator) -> Instants:
    return np.asarray(days[random.choice(np.arange(len(days)), count, p=weight / weight.sum())])


def _office_minutes(count: int, random: np.random.Generator) -> Whole:
    """Two peaks: the morning's first hours and the early afternoon."""
    morning, afternoon = random.beta(1.6, 3.0, count) * 0.6, 0.55 + random.beta(1.5, 2.5, count) * 0.45
    share = np.where(random.random(count) < 0.6, morning, afternoon)
    return (share * (DAY - 1)).astype(np.int64)


def _units(procedure: Whole, catalogue: Catalogue, random: np.random.Generator) -> Whole:
    """A provincial procedure goes to its department, a communal one to a commune by its load (Zipf)."""
    communes = np.array([index for index, unit in enumerate(units()) if unit.kind == "commune"])
    wards = np.array([index for index, unit in enumerate(units()) if unit.name.startswith("Phường")])
    load = zipf(len(communes), 0.8, random)
    ward_load = load[np.isin(communes, wards)]
    commune = random.choice(communes, len(procedure), p=load)
    ward = random.choice(wards, len(procedure), p=ward_load / ward_load.sum())
    communal = np.where(catalogue.only_wards[procedure], ward, commune)
    return np.where(catalogue.is_communal[procedure], communal, catalogue.department[procedure])
