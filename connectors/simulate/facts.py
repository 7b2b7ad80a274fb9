"""What a dossier's record holds from its first day: codes, unit, procedure, people, fee, flags."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from connectors.simulate.arrays import Real, Whole, chosen, kept
from connectors.simulate.arrivals import CHANNELS, ONLINE, Arrivals
from connectors.simulate.city import unit_codes, unit_names, units
from connectors.simulate.codes import Codes, codes
from connectors.simulate.people import companies, identity_numbers, names, phones
from connectors.simulate.procedures import Catalogue

_OFFICERS = 9
_ADDRESSES = 40
#: Share of yes and of empty cells of each flag.
_FLAGS = {
    "has_electronic_result": (0.75, 0.02),
    "result_signed": (0.65, 0.04),
    "has_digitised_component": (0.70, 0.03),
    "reuses_data": (0.35, 0.05),
    "from_personal_store": (0.15, 0.05),
    "uses_population_data": (0.45, 0.05),
}
#: Chances of 0 no, 1 national portal, 2 ministry or province portal, 3 not yet paid.
_PAID_ONLINE = {True: (0.10, 0.55, 0.20, 0.15), False: (0.85, 0.02, 0.05, 0.08)}


def facts(came: Arrivals, catalogue: Catalogue, random: np.random.Generator) -> dict[str, pa.Array]:
    """Draw the columns that never change, by name, one value per dossier."""
    named = codes(came, catalogue, random)
    return {
        "dossier_code": named.dossier,
        "national_code": named.national,
        "procedure_code_raw": named.procedure,
        **_procedure_columns(came.procedure, catalogue, random),
        **_unit_columns(came, named, random),
        **_people_columns(came, random),
        **_fee_columns(came, catalogue, random),
        **_flag_columns(len(came.unit), random),
    }


def _procedure_columns(procedure: Whole, catalogue: Catalogue, random: np.random.Generator) -> dict[str, pa.Array]:
    empty = {"name": 0.0, "sector_code": 0.05, "sector_name": 0.02, "service_level": 0.01}
    columns = {
        name: chosen(catalogue.table[name].combine_chunks(), procedure, empty=random.random(len(procedure)) < share)
        for name, share in empty.items()
    }
    columns["procedure_name"] = columns.pop("name")
    return columns


def _unit_columns(came: Arrivals, named: Codes, random: np.random.Generator) -> dict[str, pa.Array]:
    """Code and name; 3 % lack the code, 1 % both (the agency code in the dossier code tells), a few are unknown."""
    draw = random.random(len(came.unit))
    has_neither = (draw < 0.01) & named.has_own_agency
    index = np.where(draw > 0.9995, len(units()), came.unit)
    return {
        "unit_code_raw": chosen(
            unit_codes(),
            index,
            empty=has_neither | ((draw > 0.01) & (draw < 0.04)),
        ),
        "unit_name": chosen(unit_names(), index, empty=has_neither),
        "channel": chosen(list(CHANNELS), came.channel, empty=random.random(len(draw)) < 0.004),
    }


def _people_columns(came: Arrivals, random: np.random.Generator) -> dict[str, pa.Array]:
    """Two applicants for three dossiers; one in twelve is an organisation; officers belong to their unit."""
    count = len(came.unit)
    people = max(count * 2 // 3, 1)
    organisations = max(people // 12, 1)
    applicant = random.integers(0, people, count)
    addresses = _addresses(random)
    address = random.integers(0, len(addresses), people)[applicant]
    applicant_names = pa.concat_arrays([names(people - organisations, random), companies(organisations, random)])
    officer = came.unit * _OFFICERS + (random.beta(1.2, 2.0, count) * _OFFICERS).astype(np.int64)
    return {
        "applicant_name": chosen(applicant_names, applicant),
        "applicant_identity": chosen(identity_numbers(people, random), applicant, empty=random.random(count) < 0.02),
        "applicant_phone": chosen(phones(people, random), applicant, empty=random.random(count) < 0.05),
        "applicant_address": chosen(addresses, address, empty=random.random(count) < 0.05),
        "officer_name": chosen(names(len(units()) * _OFFICERS, random), officer, empty=random.random(count) < 0.01),
    }


def _addresses(random: np.random.Generator) -> list[str]:
    communes = [unit.name for unit in units() if unit.kind == "commune"]
    houses = random.integers(1, 400, (len(communes), _ADDRESSES))
    quarters = random.integers(1, 12, (len(communes), _ADDRESSES))
    return [
        f"Số {house}, khu vực {quarter}, {commune}"
        for commune, row, numbers in zip(communes, houses, quarters, strict=True)
        for house, quarter in zip(row, numbers, strict=True)
    ]


def _fee_columns(came: Arrivals, catalogue: Catalogue, random: np.random.Generator) -> dict[str, pa.Array]:
    """The procedure's fee, some of them for several copies; without a fee 0 or nothing."""
    count = len(came.unit)
    copies = np.where(random.random(count) < 0.2, random.integers(2, 6, count), 1)
    fee = catalogue.fee[came.procedure] * copies
    known = random.random(count) < np.where(fee > 0, 0.97, 0.6)
    draw = random.random(count)
    paid = np.where(came.channel == ONLINE, _code(draw, _PAID_ONLINE[True]), _code(draw, _PAID_ONLINE[False]))
    return {
        "fee_amount": kept(fee, known),
        "paid_online": kept(np.where(fee > 0, paid, 0), known),
    }


def _code(draw: Real, chances: tuple[float, ...]) -> Whole:
    return np.searchsorted(np.cumsum(chances[:-1]), draw, side="right").astype(np.int64)


def _flag_columns(count: int, random: np.random.Generator) -> dict[str, pa.Array]:
    return {
        name: kept(random.random(count) < yes, random.random(count) >= empty) for name, (yes, empty) in _FLAGS.items()
    }
