"""The columns a dataset is remembered with, derived from its contract."""

from __future__ import annotations

from dataclasses import dataclass

from connectors.contract import Bilingual, Contract


@dataclass(frozen=True)
class StateColumn:
    """One remembered column; `fed_by` are the file columns whose presence lets a row change it."""

    name: str
    sql_type: str
    description: Bilingual
    fed_by: frozenset[str]


UNIT_CODE = Bilingual(
    vi="Đơn vị: cột mã; không có thì tên tại thời điểm tiếp nhận; không có thì mã cơ quan trong mã hồ sơ"
    " (bản sao trên Cổng DVCQG: mã cơ quan có trong danh mục đi trước tên)",
    en="Unit: the code column, else the name as valid at the receipt, else the agency code inside the dossier code"
    " (the portal's copy: an agency code that the catalogue knows goes before the name)",
)


def state_columns(contract: Contract) -> tuple[StateColumn, ...]:
    """Return the remembered columns of a dataset, in the order of its table."""
    together = frozenset(contract.told_together)
    columns = [
        StateColumn(c.name, c.sql_type, c.description, together if c.name in together else frozenset({c.name}))
        for c in contract.kept
    ]
    columns += [StateColumn(c.name, c.sql_type, c.description, frozenset(c.of or {c.name})) for c in contract.derived]
    if contract.unit:
        columns.append(StateColumn("unit_code", "VARCHAR", UNIT_CODE, frozenset(contract.unit.columns)))
    for column in contract.properties:
        if hashed := column.keyed_hash:
            fed_by = frozenset({column.name, hashed.fallback} - {None})
            columns.append(StateColumn(hashed.column, "VARCHAR", hashed.description, frozenset(map(str, fed_by))))
    return tuple(columns)


def presence_mask(contract: Contract, present: tuple[str, ...]) -> int:
    """Return the bits of the remembered columns that a file with the columns `present` may change."""
    given = frozenset(present)
    columns = state_columns(contract)
    return sum(1 << place for place, column in enumerate(columns) if column.fed_by & given)


def quoted(name: str) -> str:
    """Return a column name as an SQL identifier."""
    return '"' + name.replace('"', '""') + '"'
