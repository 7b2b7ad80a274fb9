"""What goes wrong in real exports: cells that nobody can read, and letters that only look right."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from connectors.simulate.arrays import Mask, Whole

SOUND = 0
#: By kind 1, 2, …: what to call it, the column it breaks, and what stands in the cell instead.
FLAWS: tuple[tuple[str, str, str | None], ...] = (
    ("unreadable date", "due_at", "31/02/2026"),
    ("unreadable fee", "fee_amount", "nhiều"),
    ("no code", "dossier_code", None),
    ("no receipt", "received_at", None),
    ("unknown status", "status", "Đang luân chuyển"),
)
_NO_BREAK_SPACE = "\u00a0"
#: U+00D0, the Icelandic letter that some keyboards give for Đ (U+0110).
_ICELANDIC = "\u00d0"


def drawn_flaws(may_be_flawed: Mask, share: float, random: np.random.Generator) -> Whole:
    """Return a kind of flaw (0: none) per row: `share` of the rows that may have one."""
    kind = random.integers(1, len(FLAWS) + 1, len(may_be_flawed))
    return np.where(may_be_flawed & (random.random(len(may_be_flawed)) < share), kind, SOUND)


def spoiled(table: pa.Table, kinds: Whole) -> pa.Table:
    """Return written rows with their flaws: each such row must end in quarantine."""
    for kind, (_, column, cell) in enumerate(FLAWS, start=1):
        table = _replaced(table, column, kinds == kind, cell)
    return table


def blurred(table: pa.Table, share: float, random: np.random.Generator) -> pa.Table:
    """Return written rows with Ð for Đ, no-break spaces and untidy codes: each must be read as if written well."""
    for column in ("unit_name", "status", "procedure_name"):
        icelandic = pc.replace_substring(table[column], "Đ", _ICELANDIC)
        table = _replaced(table, column, random.random(table.num_rows) < share, icelandic)
    for column in ("unit_name", "status"):
        unbroken = pc.replace_substring(table[column], " ", _NO_BREAK_SPACE)
        table = _replaced(table, column, random.random(table.num_rows) < share, unbroken)
    untidy = pc.binary_join_element_wise(pc.utf8_lower(table["dossier_code"]), _NO_BREAK_SPACE, "")
    return _replaced(table, "dossier_code", random.random(table.num_rows) < share, untidy)


def _replaced(table: pa.Table, column: str, rows: Mask, cells: pa.ChunkedArray | str | None) -> pa.Table:
    values = table[column]
    instead = pa.scalar(cells, values.type) if cells is None or isinstance(cells, str) else cells
    return table.set_column(table.schema.get_field_index(column), column, pc.if_else(pa.array(rows), instead, values))
