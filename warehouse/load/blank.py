"""Lists that come back: how many rows nobody has filled in. They are rows like others, and tell nothing: never a zero."""

from __future__ import annotations

from collections.abc import Collection

import duckdb

from connectors.contract import Bilingual, Contract
from warehouse.columns import quoted


def blank_note(
    connection: duckdb.DuckDBPyConnection, contract: Contract, staged: str, present: Collection[str]
) -> list[Bilingual]:
    """Say how many staged rows leave all answers (see `Contract.answers`) empty; nothing where none does."""
    if not contract.answers:
        return []
    unanswered = " AND ".join(["true", *(f"{quoted(name)} IS NULL" for name in contract.answers if name in present)])
    (blank,) = connection.execute(f"SELECT count(*) FROM {staged} WHERE {unanswered}").fetchall()[0]
    return [_left_blank(contract, int(blank))] if blank else []


def _left_blank(contract: Contract, rows: int) -> Bilingual:
    headings = ", ".join(f"“{contract.by_name[name].headings[0]}”" for name in contract.answers)
    return Bilingual(
        vi=f"{rows} dòng chưa điền {headings}: chưa có số liệu.",
        en=f"{rows} rows are not filled in ({headings}): no figure given.",
    )
