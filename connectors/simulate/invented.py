"""Values for columns that a contract has and no module of the simulator knows: plain ones, by how a cell is read."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from connectors.contract import Contract, Property, Reads
from connectors.simulate.arrays import chosen, kept

_NUMBERS = {Reads.INTEGER, Reads.NUMBER, Reads.MONEY, Reads.HOURS}


def completed(table: pa.Table, contract: Contract, random: np.random.Generator) -> pa.Table:
    """Return `table` with a plain column for each of the contract's columns that it lacks."""
    for column in contract.told:
        if column.name not in table.column_names:
            table = table.append_column(column.name, _plain(column, table.num_rows, random))
    return table


def _plain(column: Property, count: int, random: np.random.Generator) -> pa.Array:
    """Codes and flags at random, numbers small, texts and dates empty: nothing that could break a rule."""
    known = (random.random(count) < 0.8) | column.is_required_heading
    if column.reads is Reads.WORD:
        return chosen(list(column.codes), random.integers(0, len(column.codes), count), empty=~known)
    if column.reads is Reads.FLAG:
        return kept(random.random(count) < 0.5, known)
    if column.reads in _NUMBERS:
        scale = 3600 if column.reads is Reads.HOURS else 1000 if column.reads is Reads.MONEY else 1
        return kept(random.integers(0, 4, count) * scale, known)
    return pa.nulls(count, pa.string())
