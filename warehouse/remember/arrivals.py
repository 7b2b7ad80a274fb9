"""The run's readable rows with their unit, their officer's key and their place in the order in which rows win."""

from __future__ import annotations

from datetime import date

import duckdb

from connectors.contract import Contract, Property, UnitReference
from warehouse.columns import quoted, state_columns
from warehouse.load.rows import incoming_table
from warehouse.reference import unit_name_key
from warehouse.remember.number import number_rows


def arrivals_table(contract: Contract) -> str:
    """Return the name of the temp table of a dataset's arrivals."""
    return f"arrival_{contract.id}"


def _find_units_by_name(connection: duckdb.DuckDBPyConnection, contract: Contract, as_of: date) -> None:
    """Create temp table `unit_found(file_no, line_no, unit_code)`: rows without a unit code whose name is known.

    A name means the unit that bore it on the day of the receipt; of several, the one whose code the dossier's code
    carries, else the first in official order, those of the province that the dossier's code names before others.
    A unit registered from a record has the name which that record gave: no name of the catalogue, it does not stand
    against a dossier's code that carries a unit of the catalogue.
    """
    unit, incoming = contract.unit, incoming_table(contract)
    if unit is None or unit.name is None:
        connection.execute(
            "CREATE OR REPLACE TEMP TABLE unit_found (file_no BIGINT, line_no BIGINT, unit_code VARCHAR)"
        )
        return
    name, code = quoted(unit.name), f"{quoted(unit.code)} IS NULL" if unit.code else "true"
    names = [
        str(row[0])
        for row in connection.execute(
            f"SELECT DISTINCT {name} FROM {incoming} WHERE {name} IS NOT NULL AND {code}"
        ).fetchall()
    ]
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE unit_name AS SELECT CAST(unnest($names) AS VARCHAR) AS name, CAST(unnest($keys) AS VARCHAR) AS name_key",
        {"names": names, "keys": [unit_name_key(each) for each in names]},
    )
    day = f"CAST(coalesce(i.{quoted(unit.valid_at)}, $as_of) AS DATE)" if unit.valid_at else "CAST($as_of AS DATE)"
    inside = f"agency_code(i.{quoted(unit.inside)})" if unit.inside else "NULL"
    elsewhere = f"coalesce({_province('u.unit_code')} <> {_province(inside)}, false)"
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE unit_found AS"
        " SELECT i.file_no, i.line_no,"
        f" coalesce(max(u.unit_code) FILTER (u.unit_code = {inside}),"
        f" arg_min(u.unit_code, ({elsewhere}, coalesce(u.sort_order, 1e9), u.unit_code))) AS unit_code"
        f" FROM {incoming} AS i JOIN unit_name AS n ON n.name = i.{name}"
        f" JOIN ref.unit AS u ON u.name_key = n.name_key AND coalesce(u.valid_from, DATE '0001-01-01') <= {day}"
        f" AND {day} < coalesce(u.valid_to, DATE '9999-12-31')"
        f" LEFT JOIN ref.unit AS k ON k.unit_code = {inside} AND k.registered_from IS NULL"
        f" WHERE i.fault IS NULL AND i.{code} AND (u.registered_from IS NULL OR k.unit_code IS NULL) GROUP BY i.file_no, i.line_no",
        {"as_of": as_of},
    )


def _province(agency: str) -> str:
    """Return the SQL of the province in an agency code: `H30` of `000.00.12.H30` and of `H30.101`."""
    return f"nullif(regexp_extract({agency}, '(?:^|[.])(H[0-9]+)(?:[.]|$)', 1), '')"


def _put_known_codes_first(connection: duckdb.DuckDBPyConnection, contract: Contract) -> None:
    """In the bases of `inside_first` an agency code that the catalogue knows takes the place of what the name found.

    A unit registered from a record is not of the catalogue: there the name decides.
    """
    unit, incoming = contract.unit, incoming_table(contract)
    if unit is None or not unit.inside or not unit.inside_first:
        return
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE unit_inside AS SELECT i.file_no, i.line_no, u.unit_code"
        f" FROM {incoming} AS i JOIN read_file AS r ON r.file_no = i.file_no AND list_contains($bases, r.basis)"
        f" JOIN ref.unit AS u ON u.unit_code = agency_code(i.{quoted(unit.inside)}) AND u.registered_from IS NULL"
        " WHERE i.fault IS NULL",
        {"bases": list(unit.inside_first)},
    )
    connection.execute(
        "DELETE FROM unit_found AS f USING unit_inside AS k WHERE k.file_no = f.file_no AND k.line_no = f.line_no"
    )
    connection.execute("INSERT INTO unit_found SELECT file_no, line_no, unit_code FROM unit_inside")


def _unit_expression(unit: UnitReference) -> str:
    parts = [f"i.{quoted(unit.code)}"] if unit.code else []
    parts.append("f.unit_code")
    if unit.inside:
        parts.append(f"agency_code(i.{quoted(unit.inside)})")
    if unit.name:
        parts.append(f"'?' || i.{quoted(unit.name)}")
    return f"coalesce({', '.join(parts)}, getvariable('root_unit'))"


def only_source(connection: duckdb.DuckDBPyConnection, source: str | None) -> None:
    """Let the views of arrivals show the rows of one source only; None: of all."""
    connection.execute("SET VARIABLE arriving_source = CAST($source AS VARCHAR)", {"source": source})


def key_within(column: Property, alias: str) -> str:
    """Return the expression of a person's key: the keyed hash of the name and what it is unique within."""
    within = column.keyed_hash.within if column.keyed_hash else ()
    parts = (f"{alias}.{quoted(name)}" for name in (column.name, *within))
    return "keyed_hash(" + " || '|' || ".join(parts) + ")"


def _keys(contract: Contract, column: Property) -> str:
    return f"key_of_{contract.id}_{column.name}"


def _join_keys(connection: duckdb.DuckDBPyConnection, contract: Contract, column: Property, rows: str) -> str:
    """Hash each person of the rows once (a city has some thousand officers); return the join that gives a row its key."""
    named = [quoted(name) for name in (column.name, *(column.keyed_hash.within if column.keyed_hash else ()))]
    table = _keys(contract, column)
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE {table} AS SELECT *, {key_within(column, 'p')} AS person_key"
        f" FROM (SELECT DISTINCT {', '.join(named)} FROM {rows}) AS p"
    )
    # nameless rows find their (empty) key too: a left join would tear them from the others
    same = " AND ".join(f"{table}.{name} IS NOT DISTINCT FROM i.{name}" for name in named)
    return f" JOIN {table} ON {same}"


def create_arrivals(connection: duckdb.DuckDBPyConnection, contract: Contract, *, as_of: date, root_unit: str) -> None:
    """Create the dataset's arrivals, a view of its readable incoming rows.

    Columns: basis, source, file_no, source_time (the row's own time, else the file's), file_time, source_file, line_no,
    source_row, present, the remembered columns.
    """
    number_rows(connection, contract)
    _find_units_by_name(connection, contract, as_of)
    _put_known_codes_first(connection, contract)
    connection.execute("SET VARIABLE root_unit = CAST($root_unit AS VARCHAR)", {"root_unit": root_unit})
    unit = f", {_unit_expression(contract.unit)} AS unit_code" if contract.unit else ""
    rows = (
        f"(SELECT i.*{unit} FROM {incoming_table(contract)} AS i LEFT JOIN unit_found AS f USING (file_no, line_no)"
        " WHERE i.fault IS NULL)"
    )
    named = [c for c in contract.properties if c.keyed_hash and c.keyed_hash.within]
    keyed = "".join(_join_keys(connection, contract, column, rows) for column in named)
    hashed = {c.keyed_hash.column: f"{_keys(contract, c)}.person_key" for c in named if c.keyed_hash}
    columns = ", ".join(
        f"{hashed.get(c.name, f'i.{quoted(c.name)}')} AS {quoted(c.name)}" for c in state_columns(contract)
    )
    # names stay in memory: only the private warehouse reads them from here (see warehouse/officers.py)
    columns += "".join(f", i.{quoted(c.name)}" for c in named)
    row_time = f"coalesce(i.{quoted(contract.row_time)}, r.source_time)" if contract.row_time else "r.source_time"
    connection.execute(
        f"CREATE OR REPLACE TEMP VIEW {arrivals_table(contract)} AS"
        f" SELECT r.basis, r.source, i.file_no, {row_time} AS source_time, r.source_time AS file_time,"
        f" r.name AS source_file, i.line_no, i.row_number AS source_row, r.present, {columns}"
        f" FROM {rows} AS i JOIN read_file AS r USING (file_no){keyed}"
        " WHERE coalesce(r.source = getvariable('arriving_source'), true)"
    )
