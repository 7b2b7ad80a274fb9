"""CSV files as one-stop systems export them, one for each place, written from one answer whatever its length."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv

#: Semicolons and a byte order mark: Excel with Vietnamese settings opens the files in columns.
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
#: Rows held in memory at a time.
BATCH = 50_000


def write_by_place(
    connection: duckdb.DuckDBPyConnection, query: str, files_by_place: Mapping[str, Path], **parameters: object
) -> None:
    """Write one file for each place that has rows; they come in the order of `place_code`, a bounded number at a time.

    `query` finds the codes of the places in its parameter `place_codes`.
    """
    asked = {"place_codes": list(files_by_place), **parameters}
    with ExitStack() as open_files:
        current, writer = None, None
        for batch in connection.execute(query, asked).to_arrow_reader(BATCH):
            rows = pa.Table.from_batches([batch])
            for code, part in _by_place(rows):
                if code != current or writer is None:
                    open_files.close()
                    current, writer = code, _open(files_by_place[code], part.schema, open_files)
                writer.write_table(part)


def _by_place(rows: pa.Table) -> Iterator[tuple[str, pa.Table]]:
    """Yield the rows of each place, which lie together."""
    ends = pc.run_end_encode(rows["place_code"].combine_chunks())
    columns, start = rows.drop_columns(["place_code"]), 0
    for code, end in zip(ends.values.to_pylist(), ends.run_ends.to_pylist(), strict=True):
        yield code, columns.slice(start, end - start)
        start = end


def _open(file: Path, schema: pa.Schema, open_files: ExitStack) -> csv.CSVWriter:
    file.parent.mkdir(parents=True, exist_ok=True)
    stream = open_files.enter_context(file.open("wb"))
    stream.write(_BYTE_ORDER_MARK)
    options = csv.WriteOptions(delimiter=";", quoting_style="needed", quoting_header="needed")
    return open_files.enter_context(csv.CSVWriter(stream, schema, write_options=options))
