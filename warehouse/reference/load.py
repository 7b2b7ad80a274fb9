"""Loading the reference data that the project itself knows into a warehouse."""

from __future__ import annotations

from collections.abc import Sequence, Set
from datetime import date
from importlib.resources import as_file, files
from pathlib import Path

import duckdb

from connectors.contract import Bilingual
from warehouse.database import run_script, sql_text
from warehouse.reference.catalogue import catalogue_rows
from warehouse.reference.packaged import fill, packaged_rows
from warehouse.reference.unit_file import Unit, read_units
from warehouse.reference.unit_name import unit_name_key
from warehouse.reference.unit_tree import rooted
from warehouse.reference.working_calendar import load_working_days


def load_reference(
    connection: duckdb.DuckDBPyConnection,
    *,
    units_file: Path | None,
    root_unit: str,
    as_of: date,
    culture_day_off: bool = False,
) -> list[Bilingual]:
    """Make ref.unit, commune, commune_merge, working_day, indicator and target anew in the current database.

    `units_file` replaces our own catalogue of units. Units registered from records are kept unless the catalogue now
    knows their code. Returns warnings for people; raises ReferenceRejected, with nothing changed, for a bad file.
    """
    units, warnings = _catalogue(units_file, root_unit)
    rows = _unit_rows(units) + _registered_rows(connection, {unit.unit_code for unit in units}, root_unit)
    run_script(connection, sql_text("reference", "sql", "tables.sql"))
    fill(connection, "commune", [row | {"name_key": unit_name_key(row["name"])} for row in packaged_rows("commune")])
    fill(connection, "unit", rows, as_of=as_of)
    fill(connection, "indicator", catalogue_rows())
    for table in ("commune_merge", "target", "score_rule"):
        fill(connection, table, packaged_rows(table))
    return warnings + load_working_days(connection, as_of, culture_day_off)


def _catalogue(units_file: Path | None, root_unit: str) -> tuple[list[Unit], list[Bilingual]]:
    """Return the tree of units, of the file given or our own, and warnings."""
    with as_file(files("warehouse.reference").joinpath("data", "unit.csv")) as own_file:
        own, warnings = read_units(own_file)
        file = own_file.name
    bare = Unit(root_unit, root_unit, "province", None, None, None, None, "motcua.toml: root_unit", 0)
    root = next((unit for unit in own if unit.unit_code == root_unit), bare)
    units = own
    if units_file is not None:
        units, warnings = read_units(units_file)
        file = units_file.name
    tree, more = rooted(file, units, root)
    return tree, warnings + more


def _unit_rows(units: Sequence[Unit]) -> list[dict[str, str]]:
    return [
        {column: "" if value is None else str(value) for column, value in vars(unit).items()}
        | {"sort_order": str(order), "name_key": unit_name_key(unit.name), "registered_from": ""}
        for order, unit in enumerate(units, start=1)
    ]


def _registered_rows(
    connection: duckdb.DuckDBPyConnection, catalogue: Set[str], root_unit: str
) -> list[dict[str, str]]:
    """Return the units registered from records that the catalogue still does not know."""
    if connection.execute(sql_text("reference", "sql", "unit_exists.sql")).fetchone() is None:
        return []
    found = connection.execute(sql_text("reference", "sql", "registered_unit.sql"))
    columns = [column[0] for column in found.description or []]
    rows = [dict(zip(columns, values, strict=True)) for values in found.fetchall()]
    rows = [row for row in rows if row["unit_code"] not in catalogue]
    known = catalogue | {row["unit_code"] for row in rows}
    lost = {"parent_code": root_unit}
    return [
        row | {"name_key": unit_name_key(row["name"])} | ({} if row["parent_code"] in known else lost) for row in rows
    ]
