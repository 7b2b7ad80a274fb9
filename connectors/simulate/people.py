"""Invented people: no name, identity number or phone of a real person.

Names are put together at random. Identity numbers begin with 099 (no province has that code) and phones with 010 (no
network has that prefix), so neither can belong to anybody.
"""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from connectors.simulate.arrays import Whole, chosen
from connectors.simulate.city import table_of


def names(count: int, random: np.random.Generator) -> pa.Array:
    """Return `count` invented personal names."""
    parts = [_drawn(part, count, random) for part in ("surname", "middle", "given")]
    return pc.binary_join_element_wise(*parts, " ")


def companies(count: int, random: np.random.Generator) -> pa.Array:
    """Return `count` invented organisations, the name in quotation marks as registers write it."""
    number = pc.cast(pa.array(random.integers(1, 99, count)), pa.string())
    name = pc.binary_join_element_wise(_drawn("company name", count, random), number, " ")
    quoted = pc.binary_join_element_wise('"', name, '"', "")
    return pc.binary_join_element_wise(_drawn("company kind", count, random), quoted, " ")


def identity_numbers(count: int, random: np.random.Generator) -> pa.Array:
    """Return `count` different 12-digit identity numbers of a province that does not exist."""
    # a step that shares no divisor with 10**9 visits every number once
    spread = (np.arange(count, dtype=np.int64) * 387_420_489 + int(random.integers(10**9))) % 10**9
    return pc.binary_join_element_wise("099", padded(spread, 9), "")


def phones(count: int, random: np.random.Generator) -> pa.Array:
    """Return `count` 10-digit phone numbers of a prefix that does not exist."""
    return pc.binary_join_element_wise("010", padded(random.integers(0, 10**7, count), 7), "")


def padded(numbers: Whole, width: int) -> pa.Array:
    """Return whole numbers as text with leading zeros."""
    return pc.utf8_lpad(pc.cast(pa.array(numbers), pa.string()), width, "0")


def _drawn(part: str, count: int, random: np.random.Generator) -> pa.Array:
    words = next(row["words"].split("|") for row in table_of("names.csv") if row["part"] == part)
    return chosen(words, random.integers(0, len(words), count)).cast(pa.string())
