"""The answer of a query as a person or a program wants it: a short table, or whole as CSV, JSON lines or Parquet."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any, Literal, TextIO

import duckdb

Shape = Literal["table", "csv", "json", "parquet"]
#: Rows fetched at once, so that an answer of any length needs little memory.
_BATCH = 10_000
#: Rows of the table on the screen: as many as the library prints.
SHOWN = 20


def write_answer(relation: duckdb.DuckDBPyRelation, shape: Shape, stream: TextIO) -> None:
    """Write an answer as text: `csv` and `json` (one object per line) whole, `table` with its first rows and a note."""
    if shape == "table":
        _write_table(relation, stream)
    elif shape == "json":
        for row in _rows(relation):
            record = dict(zip(relation.columns, row, strict=True))
            stream.write(json.dumps(record, ensure_ascii=False, default=_plain) + "\n")
    else:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(relation.columns)
        writer.writerows(_rows(relation))


def write_answer_file(relation: duckdb.DuckDBPyRelation, shape: Shape, path: Path) -> None:
    """Write an answer to a file; an unwritable one is an `OSError`."""
    if shape != "parquet":
        with path.open("w", encoding="utf-8", newline="") as stream:
            write_answer(relation, shape, stream)
        return
    import pyarrow.parquet

    batches = relation.to_arrow_reader(_BATCH)
    with pyarrow.parquet.ParquetWriter(path, batches.schema, compression="zstd") as writer:
        for batch in batches:
            writer.write_batch(batch)


def _rows(relation: duckdb.DuckDBPyRelation) -> Iterator[tuple[Any, ...]]:
    while rows := relation.fetchmany(_BATCH):
        yield from rows


def _write_table(relation: duckdb.DuckDBPyRelation, stream: TextIO) -> None:
    first = relation.limit(SHOWN + 1).fetchall()
    stream.write(f"{relation.limit(SHOWN)}\n")
    if len(first) > SHOWN:
        stream.write(f"{SHOWN} dòng đầu; toàn bộ: --format csv / the first {SHOWN} rows; all of them: --format csv\n")


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date | datetime) else str(value)
