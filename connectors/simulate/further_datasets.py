"""The datasets beside procedures and dossiers: their rows, consistent with the dossiers, and which are flawed."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from connectors.contract import Contract, load_contracts
from connectors.simulate import apologies, documents, payments, petitions, signatures, steps, unit_returns
from connectors.simulate.arrays import Mask, Whole
from connectors.simulate.city import City
from connectors.simulate.dossiers import Dossiers
from connectors.simulate.flaws import drawn_flaws
from connectors.simulate.invented import completed

Rows = Callable[[City, np.random.Generator, Dossiers], pa.Table]

#: How the rows of each dataset are drawn, in the order of their files.
FURTHER_DATASETS: Mapping[str, Rows] = {
    "step": steps.rows,
    "payment": payments.rows,
    "document": documents.rows,
    "signature": signatures.rows,
    "petition": petitions.rows,
    "apology": apologies.rows,
    "unit_return": unit_returns.rows,
}
_FLAW_SHARE = 0.005


def further_rows(city: City, dataset: str, drawn: Dossiers) -> pa.Table:
    """Return the rows of a dataset as of the end of the data: the contract's columns in its order, typed.

    In columns where the contract forgives it, a few words that it does not know stand as they are.
    """
    contract, random = load_contracts()[dataset], city.random(dataset)
    table = completed(FURTHER_DATASETS[dataset](city, random, drawn), contract, random)
    return table.select([column.name for column in contract.told])


def without_unknown_words(table: pa.Table, contract: Contract) -> pa.Table:
    """Return the rows with nothing where a word is one that the contract does not know."""
    for place, column in enumerate(contract.told):
        if column.unknown_word == "null" and column.codes:
            values = table[column.name].cast(pa.string())
            known = pc.is_in(values, pa.array(list(column.codes)))
            table = table.set_column(place, column.name, pc.if_else(known, values, pa.scalar(None, pa.string())))
    return table


def further_flaws(city: City, dataset: str, may_be_flawed: Mask) -> Whole:
    """Return the kind of flaw of each row (0: none): one in two hundred of those that may have one."""
    return drawn_flaws(dataset, may_be_flawed, _FLAW_SHARE, city.random(f"{dataset} flaws"))
