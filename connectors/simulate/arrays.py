"""Names of the NumPy arrays that the simulator draws and how they become Arrow columns."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

Instants = npt.NDArray[np.datetime64]
Whole = npt.NDArray[np.int64]
Real = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]

NEVER = np.datetime64("NaT", "s")


def chosen(values: list[str] | pa.Array, index: Whole, empty: Mask | None = None) -> pa.Array:
    """Return a dictionary column: `values[index]` per row, null where `empty`."""
    texts = values if isinstance(values, pa.Array) else pa.array(values, pa.string())
    return pa.DictionaryArray.from_arrays(pa.array(index.astype(np.int32), mask=empty), texts)


def kept(values: npt.NDArray[Any], keep: Mask) -> pa.Array:
    """Return a column that is null where not `keep`."""
    return pa.array(values, mask=~keep)


def instants(values: Instants) -> pa.Array:
    """Return a column of instants (local time, seconds), null where there is none."""
    return pa.array(values, pa.timestamp("s"), mask=np.isnat(values))


def days(values: Instants, keep: Mask | bool = True) -> pa.Array:
    """Return a column of days, null where there is none or where not `keep`."""
    return pa.array(values.astype("datetime64[D]"), pa.date32(), mask=np.isnat(values) | ~np.asarray(keep))


def where(condition: Mask, values: Instants, otherwise: Instants | np.datetime64 = NEVER) -> Instants:
    """Return `values` where the condition holds, else `otherwise` (default: never)."""
    return np.where(condition, values, otherwise).astype("datetime64[s]")


def zipf(count: int, exponent: float, random: np.random.Generator) -> Real:
    """Return `count` shares that add up to 1, by rank to the power of -exponent, the ranks shuffled."""
    shares = 1.0 / np.arange(1, count + 1) ** exponent
    random.shuffle(shares)
    return np.asarray(shares / shares.sum(), dtype=np.float64)
