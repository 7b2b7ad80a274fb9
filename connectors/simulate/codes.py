"""Codes as real records carry them: own agency codes, old forms, foreign ones, unknown procedures and units."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from connectors.simulate.arrays import Instants, Mask, Whole, chosen
from connectors.simulate.arrivals import Arrivals
from connectors.simulate.city import units
from connectors.simulate.people import padded
from connectors.simulate.procedures import Catalogue

#: Hậu Giang and Sóc Trăng before 1 July 2025, ministries: dossiers of theirs do lie in the city's exports.
FOREIGN_AGENCIES = ("H30.21", "H51.19.4", "H51.25", "G01.899.108.000", "G15.110")
UNKNOWN_PROCEDURES = tuple(f"2.09900{number}" for number in range(1, 6))
_SUFFIXES = ("", ".000.00.00.H13", ".H13", ".01")


@dataclass(frozen=True)
class Codes:
    """One entry per dossier; `has_own_agency`: the agency code inside the dossier code is the unit's present one."""

    dossier: pa.Array
    national: pa.Array
    procedure: pa.Array
    has_own_agency: Mask


def codes(came: Arrivals, catalogue: Catalogue, random: np.random.Generator) -> Codes:
    """Draw the codes: `{agency code}-{yymmdd}-{4 to 7 digits}`, 1 % of an old agency form, a few foreign or odd."""
    count = len(came.unit)
    draw = random.random(count)
    is_foreign, is_old, is_odd = draw < 0.003, (draw >= 0.003) & (draw < 0.013), draw > 0.9998
    known = len(units())
    agency = np.where(is_old, came.unit + known, came.unit)
    agency = np.where(is_foreign, 2 * known + random.integers(0, len(FOREIGN_AGENCIES), count), agency)
    day = _day_texts(came.submitted)
    dossier = pc.binary_join_element_wise(_agency_texts(agency), day, _numbers(agency, came.submitted), "-")
    odd = pc.binary_join_element_wise("TN", padded(np.arange(count), 7), "")
    dossier = pc.if_else(pa.array(is_odd), odd, dossier)
    return Codes(
        dossier=dossier,
        national=_national(dossier, day, random),
        procedure=_procedures(came.procedure, catalogue, random),
        has_own_agency=~(is_old | is_foreign | is_odd),
    )


def _agency_texts(agency: Whole) -> pa.Array:
    present = [unit.unit_code for unit in units()]
    # the form before 2025: commune . district or department . province
    departments = [f"000.00.{index + 40}.H13" for index in range(15)]
    communes = [f"000.{index % 20 + 1:02d}.{index // 20 + 20}.H13" for index in range(len(present) - 15)]
    return chosen([*present, *departments, *communes, *FOREIGN_AGENCIES], agency).cast(pa.string())


def _day_texts(submitted: Instants) -> pa.Array:
    days = submitted.astype("datetime64[D]")
    span = np.arange(days.min(), days.max() + 1)
    texts = [f"{day:%y%m%d}" for day in span.tolist()]
    return chosen(texts, (days - days.min()).astype(np.int64)).cast(pa.string())


def _numbers(agency: Whole, submitted: Instants) -> pa.Array:
    """Number the dossiers of an agency and day from 1, in their order; every third agency pads to 6 digits, not 4."""
    group = agency * 100_000 + submitted.astype("datetime64[D]").astype(np.int64)
    order = np.argsort(group, kind="stable")
    starts = np.flatnonzero(np.diff(group[order], prepend=-1))
    sizes = np.diff(np.append(starts, len(group)))
    number = np.empty(len(group), np.int64)
    number[order] = np.arange(len(group)) - np.repeat(starts, sizes) + 1
    return pc.if_else(pa.array(agency % 3 == 0), padded(number, 6), padded(number, 4))


def _national(dossier: pa.Array, day: pa.Array, random: np.random.Generator) -> pa.Array:
    """The same code mostly, another one for some, none for others."""
    draw = random.random(len(dossier))
    other = pc.binary_join_element_wise("000.00.00.H13", day, padded(np.arange(len(draw)), 7), "-")
    same_or_other = pc.if_else(pa.array(draw < 0.7), dossier, other)
    return pc.if_else(pa.array(draw < 0.85), same_or_other, pa.scalar(None, pa.string()))


def _procedures(procedure: Whole, catalogue: Catalogue, random: np.random.Generator) -> pa.Array:
    """The catalogue's code in one of its spellings; a few codes that no catalogue knows."""
    known = catalogue.table["procedure_code"].to_pylist()
    spelled = [code + suffix for suffix in _SUFFIXES for code in known]
    suffix = random.choice(np.arange(len(_SUFFIXES)), len(procedure), p=[0.7, 0.2, 0.05, 0.05])
    is_unknown = random.random(len(procedure)) < 0.002
    unknown = len(spelled) + random.integers(0, len(UNKNOWN_PROCEDURES), len(procedure))
    index = np.where(is_unknown, unknown, suffix * len(known) + procedure)
    return chosen([*spelled, *UNKNOWN_PROCEDURES], index)
