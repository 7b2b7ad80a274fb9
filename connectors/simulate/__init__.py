"""Exports of an invented city in the shapes that real systems give, flaws included: for samples, tests and benches."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa

from connectors.contract import load_contracts
from connectors.simulate import dossiers, procedures
from connectors.simulate.city import City, CityError
from connectors.simulate.city_files import city_files
from connectors.simulate.flaws import flaw_names
from connectors.simulate.further_datasets import further_rows, without_unknown_words
from connectors.simulate.further_files import flaws_in_files
from connectors.simulate.plan import plan
from connectors.simulate.portal import simulate_portal

__all__ = ["City", "CityError", "clean_rows", "further_clean_rows", "procedure_rows", "simulate", "simulate_portal"]


def simulate(city: City) -> list[Path]:
    """Write the city's files below `city.out` and return their paths in the order of their exports.

    The same city gives the same bytes and modification times. Files of the same names are overwritten; others stay.
    """
    return [export.save(city.out) for export in city_files(city)]


def clean_rows(city: City) -> pa.Table:
    """Return the truth behind the dossier files: one row per dossier, typed, as of the end of `city.until`.

    Columns are the contract's, in its order, and `flaw`: what makes the dossier's only row unreadable, so that it
    must be in quarantine (NULL: it arrives sound).
    """
    drawn = _drawn(city)
    table = _plain(dossiers.seen(drawn, city.end))
    kinds = np.zeros(table.num_rows, np.int64)
    if city.shapes == "mixed":
        kinds = plan(city, drawn, city.random("mixed files")).flaw
    return table.append_column("flaw", flaw_names("dossier", kinds))


def further_clean_rows(city: City, dataset: str) -> pa.Table:
    """Return the truth behind the files of another dataset (step, payment, …), as `clean_rows` does for dossiers.

    Every row is in one file only. Times are those that the record shows: a bank's may have lost AM and PM.
    """
    table = without_unknown_words(further_rows(city, dataset, _drawn(city)), load_contracts()[dataset])
    return _plain(table).append_column("flaw", flaw_names(dataset, flaws_in_files(city, dataset, table.num_rows)))


def procedure_rows(city: City) -> pa.Table:
    """Return the catalogue behind the procedure files: one row per procedure, typed, the contract's columns."""
    return procedures.rows(city, city.random("procedure")).table


def _drawn(city: City) -> dossiers.Dossiers:
    catalogue = procedures.rows(city, city.random("procedure"))
    return dossiers.rows(city, city.random("dossier"), catalogue)


def _plain(table: pa.Table) -> pa.Table:
    """Return the table with texts instead of dictionaries."""
    types = [pa.string() if pa.types.is_dictionary(field.type) else field.type for field in table.schema]
    return table.cast(pa.schema(zip(table.column_names, types, strict=True)))
