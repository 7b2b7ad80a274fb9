"""What goes wrong in real exports: cells that nobody can read, and letters that only look right."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from connectors.simulate.arrays import Mask, Whole

SOUND = 0
#: What to call it, the column it breaks, and what stands in the cell instead.
Flaw = tuple[str, str, str | None]
#: The flaws of each dataset's rows, as kind 1, 2, …
FLAWS: Mapping[str, tuple[Flaw, ...]] = {
    "dossier": (
        ("unreadable date", "due_at", "31/02/2026"),
        ("unreadable fee", "fee_amount", "nhiều"),
        ("no code", "dossier_code", None),
        ("no receipt", "received_at", None),
        ("unknown status", "status", "Đang luân chuyển"),
    ),
    "step": (
        ("unreadable date", "started_at", "31/02/2026"),
        ("no dossier", "dossier_code", None),
        ("unreadable number", "step_no", "bước cuối"),
        ("unknown status", "status", "Đang luân chuyển"),
    ),
    "payment": (
        ("unreadable time", "transacted_at", "31/02/2026 08:15"),
        ("unreadable amount", "amount", "nhiều"),
        ("no dossier", "dossier_code", None),
        ("unknown state", "state", "Đang đối soát"),
    ),
    "document": (
        ("unreadable date", "signed_on", "31/02/2026"),
        ("no direction", "direction", None),
        ("unreadable flag", "is_electronic", "bản giấy kèm theo"),
    ),
    "signature": (
        ("unreadable time", "created_at", "31/02/2026 08:15"),
        ("no unit", "unit_code_raw", None),
        ("unknown state", "state", "đang xác minh"),
    ),
    "petition": (
        ("unreadable date", "accepted_on", "31/02/2026"),
        ("no id", "petition_id", None),
        ("unknown status", "status", "Đang luân chuyển"),
    ),
    "apology": (("unreadable date", "sent_on", "31/02/2026"), ("no dossier", "dossier_code", None)),
    "unit_return": (("unknown period", "period_text", "kỳ này"), ("unreadable number", "denominator", "nhiều")),
}
_NO_BREAK_SPACE = "\u00a0"
#: U+00D0, the Icelandic letter that some keyboards give for Đ (U+0110).
_ICELANDIC = "\u00d0"


def drawn_flaws(dataset: str, may_be_flawed: Mask, share: float, random: np.random.Generator) -> Whole:
    """Return a kind of flaw (0: none) per row of a dataset: `share` of the rows that may have one."""
    kind = random.integers(1, len(FLAWS[dataset]) + 1, len(may_be_flawed))
    return np.where(may_be_flawed & (random.random(len(may_be_flawed)) < share), kind, SOUND)


def flaw_names(dataset: str, kinds: Whole) -> pa.Array:
    """Return what to call the flaw of each row, null where it is sound."""
    names = pa.array([None, *(name for name, _, _ in FLAWS[dataset])], pa.string())
    return names.take(pa.array(kinds))


def spoiled(dataset: str, table: pa.Table, kinds: Whole) -> pa.Table:
    """Return written rows with their flaws: each such row must end in quarantine."""
    for kind, (_, column, cell) in enumerate(FLAWS[dataset], start=1):
        if (kinds == kind).any():
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
