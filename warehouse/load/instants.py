"""Columns whose instants are all written the usual way: they need none of the many other spellings to be tried."""

from __future__ import annotations

from collections.abc import Collection

import duckdb

from connectors.contract import Contract, Reads
from warehouse.columns import quoted

_INSTANTS = frozenset({Reads.INSTANT, Reads.DUE, Reads.DAY})
#: What has one of these shapes is read as `dd/MM/yyyy` or `dd/MM/yyyy HH:mm`, or not at all.
_PLAIN = ("__/__/____", "__/__/____ __:__")


def plain_instants(
    connection: duckdb.DuckDBPyConnection, contract: Contract, staged: str, present: Collection[str]
) -> frozenset[str]:
    """Return the columns in which every staged cell has the shape of a plain instant.

    To plan and start a statement that knows all spellings takes longer than to read ten thousand rows.
    """
    names = [c.name for c in contract.properties if c.name in present and c.reads in _INSTANTS]
    if not names:
        return frozenset()
    shapes = [" OR ".join(f"{quoted(name)} LIKE '{shape}'" for shape in _PLAIN) for name in names]
    tests = ", ".join(f"coalesce(bool_and({shape}), true)" for shape in shapes)
    (found,) = connection.execute(f"SELECT {tests} FROM {staged}").fetchall()
    return frozenset(name for name, is_plain in zip(names, found, strict=True) if is_plain)
