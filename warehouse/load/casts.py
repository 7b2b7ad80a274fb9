"""The SQL that reads one staged file by its contract: casts, faults, keyed hashes. Only names, never values."""

from __future__ import annotations

from collections.abc import Collection

from connectors.contract import Contract, DerivedColumn, Reads
from warehouse.columns import quoted
from warehouse.load.words import code_of, word_columns

_DIRECT = {
    Reads.CODE: "read_code({0})",
    Reads.PROCEDURE: "read_procedure({0})",
    Reads.TEXT: "{0}",
    Reads.CODES: "read_code({0})",
    Reads.INSTANT: "read_instant({0})",
    Reads.DUE: "read_due({0})",
    Reads.DAY: "CAST(read_instant({0}) AS DATE)",
    Reads.INTEGER: "read_integer({0})",
    Reads.NUMBER: "read_number({0})",
    Reads.MONEY: "read_money({0})",
    Reads.HOURS: "read_hours({0})",
}
#: Where every cell of the column has a plain shape (see `plain_instants`).
_PLAIN = {
    Reads.INSTANT: "read_plain_instant({0})",
    Reads.DUE: "read_plain_due({0})",
    Reads.DAY: "CAST(read_plain_instant({0}) AS DATE)",
}
#: Ways of reading that accept any text, so that no cell of theirs can be unreadable.
_ACCEPTS_ANY = frozenset({Reads.TEXT, Reads.CODE, Reads.CODES, Reads.PROCEDURE})


def _values(contract: Contract, present: frozenset[str], plain: frozenset[str]) -> list[str]:
    """Return the read value of each column, and beside it the text it was read from."""
    words = {column.name for column in word_columns(contract, present)}
    values = []
    for column in contract.properties:
        cell, value = f"staged.{quoted(column.name)}", f"CAST(NULL AS {column.sql_type})"
        if column.name in words:
            value = code_of(column)
        elif column.name in present:
            value = (_PLAIN if column.name in plain else _DIRECT)[column.reads].format(cell)
        values.append(f"{value} AS {quoted(column.name)}")
        if column.name in present:
            values.append(f"{cell} AS {quoted('raw_' + column.name)}")
    return values


def _faults(contract: Contract, present: frozenset[str], check_encoding: bool, check_lines: bool) -> str:
    """Return the CASE that names the first fault of a row as `rule|column`, NULL where there is none."""
    tests = [("read_row.is_broken", "broken_line|")] if check_lines else []
    tests.append(("read_row.extra_cells IS NOT NULL", "row_too_long|"))
    given = [column for column in contract.properties if column.name in present]
    if check_encoding:
        cells = ", ".join(f"read_row.{quoted('raw_' + column.name)}" for column in given)
        tests.append((f"contains(concat_ws(' ', {cells}), chr(65533))", "undecodable|"))
    for column in given:
        raw, name = f"read_row.{quoted('raw_' + column.name)}", f"read_row.{quoted(column.name)}"
        if column.reads not in _ACCEPTS_ANY and column.unknown_word == "quarantine":
            tests.append((f"{raw} IS NOT NULL AND {name} IS NULL", f"unreadable|{column.name}"))
    for column in given:
        raw = f"read_row.{quoted('raw_' + column.name)}"
        if column.required:
            tests.append((f"{raw} IS NULL", f"missing|{column.name}"))
        elif column.required_unless:
            tests.append((f"{raw} IS NULL AND NOT ({column.required_unless})", f"missing|{column.name}"))
    tests += [
        (f"NOT ({rule.holds})", f"{rule.id}|{rule.column}") for rule in contract.rules if rule.severity == "critical"
    ]
    return "CASE " + " ".join(f"WHEN {test} THEN '{fault}'" for test, fault in tests) + " END"


def _hashes(contract: Contract) -> list[str]:
    """Keyed hashes that need no further column (an officer's key needs the unit, which is resolved later)."""
    expressions = []
    for column in contract.properties:
        hashed = column.keyed_hash
        if hashed and not hashed.within:
            names = [name for name in (column.name, hashed.fallback) if name]
            person = ", ".join(f"person_name(read_row.{quoted(name)})" for name in names)
            expressions.append(f"keyed_hash(coalesce({person})) AS {quoted(hashed.column)}")
    return expressions


def carried_names(contract: Contract) -> list[str]:
    """Names of persons that stay in memory until the unit is known (see `officer_key`)."""
    return [c.name for c in contract.properties if c.keyed_hash and c.keyed_hash.within]


def unit_inputs(contract: Contract) -> list[str]:
    """Columns carried along only to find the unit or to register what no catalogue knows."""
    return [c.name for c in contract.properties if not c.kept and not c.personal]


def _derived(column: DerivedColumn) -> str:
    """A derived column is computed, or staged by a connector that knows it, or unknown."""
    staged = f"CAST(read_row.{quoted(column.name)} AS {column.sql_type})"
    return f"{column.expression or staged} AS {quoted(column.name)}"


def read_statement(
    contract: Contract,
    columns: Collection[str],
    staged: str,
    *,
    plain: frozenset[str] = frozenset(),
    check_encoding: bool = False,
    check_lines: bool = False,
) -> str:
    """Return the SELECT that reads the staged rows; its parameters are `file_no` and those of `word_lists`.

    `line_no` tells the rows of a file apart and orders them; `row_number` is what a person sees, the same again on
    another sheet of a workbook. `plain` are the columns of `plain_instants`.
    """
    present = frozenset(columns)
    reads = ["staged.rowid AS line_no", "staged.row_number", "staged.extra_cells"]
    reads += ["staged.is_broken"] if check_lines else []
    reads += [
        f"{'staged.' + quoted(c.name) if c.name in present else 'CAST(NULL AS VARCHAR)'} AS {quoted(c.name)}"
        for c in contract.derived
        if not c.expression
    ]
    reads += _values(contract, present, plain)
    kept = [f"read_row.{quoted(column.name)}" for column in contract.kept]
    kept += [_derived(column) for column in contract.derived]
    kept += _hashes(contract)
    kept += [f"person_name(read_row.{quoted(name)}) AS {quoted(name)}" for name in carried_names(contract)]
    kept += [f"read_row.{quoted(name)}" for name in unit_inputs(contract)]
    return (
        f"SELECT $file_no AS file_no, read_row.line_no, read_row.row_number, {_faults(contract, present, check_encoding, check_lines)} AS fault, "
        + ", ".join(kept)
        + f" FROM (SELECT {', '.join(reads)} FROM {staged} AS staged) AS read_row"
    )
