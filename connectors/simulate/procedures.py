"""The catalogue of procedures (danh mục thủ tục hành chính) of the invented city."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import numpy as np
import pyarrow as pa

from connectors.contract import load_contracts
from connectors.simulate.arrays import Mask, Real, Whole, kept
from connectors.simulate.city import City, table_of, units
from connectors.simulate.invented import completed

_FEES = (5_000, 8_000, 15_000, 30_000, 50_000, 75_000, 100_000, 150_000, 200_000, 500_000, 1_200_000)
_LIMITS = (1, 2, 3, 5, 7, 10, 12, 15, 20, 30)
_LEVELS_OF_SERVICE = ("full", "partial", "information")


@dataclass(frozen=True)
class Catalogue:
    """Procedures: their rows as the contract has them and, per row, what the dossiers are drawn from.

    `popularity` adds up to 1; `department` is the index into `units()` of the department in charge; `fee` in đồng.
    """

    table: pa.Table
    popularity: Real
    department: Whole
    is_communal: Mask
    only_wards: Mask
    fee: Whole
    limit: Whole
    time_unit: list[str]


@dataclass(frozen=True)
class _Titles:
    """One entry per procedure: its name and the row of `sectors.csv` that it belongs to."""

    names: list[str]
    sectors: list[dict[str, str]]


def rows(city: City, random: np.random.Generator) -> Catalogue:
    """Draw the catalogue: about 300 procedures of 28 sectors; a few of them no longer in force."""
    titles = _titles()
    count = len(titles.names)
    quick = np.array([sector["quick"] == "yes" for sector in titles.sectors])
    communal = np.array([sector["level"] == "commune" for sector in titles.sectors])
    only_wards = communal & (random.random(count) < 0.05)
    limit, time_unit = _limits(quick, random)
    has_fee = random.random(count) < 0.45
    fee = np.where(has_fee, random.choice(np.array(_FEES), count), 0)
    columns = {
        **_identity_columns(titles, random),
        "level": pa.array(np.where(communal, "commune", "province")),
        "unit_codes": _unit_lists(titles, only_wards, communal, random),
        **_service_columns(has_fee, random),
        "time_limit": pa.array(limit.astype(np.float64)),
        "time_unit": pa.array(time_unit),
        **_publication_columns(city, count, random),
    }
    agency = {unit.unit_code: index for index, unit in enumerate(units())}
    popularity = _popularity(titles, random)
    return Catalogue(
        table=completed(pa.table(columns), load_contracts()["procedure"], random),
        popularity=popularity,
        department=np.array([agency[sector["department"]] for sector in titles.sectors]),
        is_communal=communal,
        only_wards=only_wards,
        fee=fee,
        limit=limit,
        time_unit=time_unit,
    )


def _titles() -> _Titles:
    names, sectors = [], []
    for sector in table_of("sectors.csv"):
        for subject in sector["subjects"].split("|"):
            for action in sector["actions"].split("|"):
                names.append(f"{action} {subject}")
                sectors.append(sector)
    return _Titles(names, sectors)


def _identity_columns(titles: _Titles, random: np.random.Generator) -> dict[str, pa.Array]:
    numbers = random.choice(np.arange(100, 14_999), len(titles.names), replace=False)
    leads = random.choice(np.array([1, 2, 3]), len(titles.names), p=[0.7, 0.2, 0.1])
    return {
        "procedure_code": pa.array([f"{lead}.{number:06d}" for lead, number in zip(leads, numbers, strict=True)]),
        "name": pa.array(titles.names),
        "sector_code": pa.array([sector["code"] for sector in titles.sectors]),
        "sector_name": pa.array([sector["name"] for sector in titles.sectors]),
    }


def _limits(quick: Mask, random: np.random.Generator) -> tuple[Whole, list[str]]:
    count = len(quick)
    hours = quick & (random.random(count) < 0.5)
    days = ~quick & (random.random(count) < 0.08)
    limit = np.where(quick, 1, random.choice(np.array(_LIMITS), count))
    limit = np.where(hours, random.choice(np.array([4, 8]), count), limit)
    return limit, [str(unit) for unit in np.where(hours, "hour", np.where(days, "day", "working_day"))]


def _unit_lists(titles: _Titles, only_wards: Mask, communal: Mask, random: np.random.Generator) -> pa.Array:
    """Most provincial procedures name their department; a few communal ones only the wards (phường)."""
    wards = ";".join(unit.unit_code for unit in units() if unit.name.startswith("Phường"))
    named = random.random(len(only_wards)) < 0.7
    lists = [
        wards if ward else sector["department"] if not commune and name else None
        for sector, ward, commune, name in zip(titles.sectors, only_wards, communal, named, strict=True)
    ]
    return pa.array(lists, pa.string())


def _service_columns(has_fee: Mask, random: np.random.Generator) -> dict[str, pa.Array]:
    count = len(has_fee)
    level = random.choice(np.array(_LEVELS_OF_SERVICE), count, p=[0.55, 0.33, 0.12])
    return {
        "service_level": pa.array(level),
        "is_eligible_full": pa.array((level == "full") | (random.random(count) < 0.15)),
        "has_fee": pa.array(has_fee),
        "pays_online": pa.array(has_fee & (random.random(count) < 0.8)),
        "gives_result": kept(random.random(count) < 0.9, random.random(count) < 0.97),
        "is_on_portal": pa.array((level != "information") & (random.random(count) < 0.9)),
        "has_electronic_process": pa.array(random.random(count) < 0.85),
        "has_full_content": kept(random.random(count) < 0.93, random.random(count) < 0.98),
    }


def _publication_columns(city: City, count: int, random: np.random.Generator) -> dict[str, pa.Array]:
    """Most were published in the years before the data, some within it; some ended before it or within it."""
    first, days = np.datetime64(city.first, "D"), city.days
    earlier = first - random.integers(30, 900, count)
    within = first + random.integers(0, days, count)
    published = np.where(random.random(count) < 0.05, within, earlier)
    effective = published + random.integers(2, 40, count)
    public = published + random.integers(0, 12, count)
    ended = np.where(random.random(count) < 0.5, within, first - random.integers(1, 29, count))
    has_ended = (random.random(count) < 0.06) & (ended > effective)
    until = np.datetime64(city.until + timedelta(days=1), "D")
    return {
        "published_on": pa.array(published),
        "effective_from": kept(effective, random.random(count) < 0.95),
        "made_public_on": kept(public, (random.random(count) < 0.96) & (public < until)),
        "valid_to": kept(ended, has_ended),
    }


def _popularity(titles: _Titles, random: np.random.Generator) -> Real:
    """A sector's share falls on its procedures by rank (Zipf), the ranks shuffled."""
    popularity = 1.0 / random.permutation(np.arange(1, len(titles.names) + 1)) ** 0.9
    for sector in table_of("sectors.csv"):
        of_sector = np.array([other["code"] == sector["code"] for other in titles.sectors])
        popularity[of_sector] *= float(sector["popularity"]) / popularity[of_sector].sum()
    return np.asarray(popularity / popularity.sum(), dtype=np.float64)
