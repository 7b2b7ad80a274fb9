"""Files beside the pages: every dossier behind their figures as CSV, and the Excel papers that lie there already."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv

from flows.reports.place import Place
from flows.reports.sections.work import DUE_WITHIN

#: Files of our own by what they hold. Semicolons and a byte order mark, as one-stop systems export them: Excel with
#: Vietnamese settings opens them in columns.
DOSSIERS, WORK, SIGNALS = "ho-so.csv", "viec-hom-nay.csv", "can-kiem-tra.csv"
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
#: Rows held in memory at a time.
BATCH = 50_000
#: Beginnings of the names of the papers that officers sign.
PAPERS = ("II.06a_", "phu-luc-I_", "phu-luc-II_", "chi-tieu_")


@dataclass(frozen=True)
class Beside:
    """Names of the files beside one page: ours and the papers."""

    names: frozenset[str]

    def has(self, name: str) -> bool:
        """Whether a file of that name lies beside the page: only such ones are linked."""
        return name in self.names

    @property
    def papers(self) -> tuple[str, ...]:
        """The papers, in the order of their kinds and then by name."""
        return tuple(name for kind in PAPERS for name in sorted(self.names) if name.startswith(kind))


def files_beside(reports: Path, place: Place) -> Beside:
    """Return what lies beside the page of a place."""
    folder = reports / place.folder
    return Beside(
        frozenset(path.name for path in folder.iterdir() if path.is_file()) if folder.is_dir() else frozenset()
    )


def write_files(
    connection: duckdb.DuckDBPyConnection,
    reports: Path,
    places: Sequence[Place],
    *,
    as_of: date,
    since: date,
    month: date,
) -> None:
    """Write the CSV files of every page; the city has no file of all its dossiers, each of its units has.

    `since` is the first day that a figure of the pages counts, `month` the first day of the newest calendar month.
    """
    for statement in duckdb.extract_statements(_text("file_macros")):
        connection.execute(statement)
    _keep(connection, "listed_dossier", _text("counted_since"), as_of=as_of, since=since)
    work = f"FROM ({_text('work')}) UNION ALL BY NAME SELECT 'closed' AS task, * FROM ({_text('closed_late')})"
    _keep(connection, "listed_work", work, as_of=as_of, due_within=DUE_WITHIN, first=month, last=as_of)
    _keep(connection, "listed_signal", _text("signals"))
    _write(
        connection, "file_dossiers", {p.unit.unit_code: reports / p.folder / DOSSIERS for p in places if not p.is_city}
    )
    _write(connection, "file_work", {p.unit.unit_code: reports / p.folder / WORK for p in places})
    _write(connection, "file_signals", {p.unit.unit_code: reports / p.folder / SIGNALS for p in places})


def _text(question: str) -> str:
    return files("flows.reports").joinpath("sql", f"{question}.sql").read_text(encoding="utf-8")


def _keep(connection: duckdb.DuckDBPyConnection, table: str, select: str, **parameters: object) -> None:
    connection.execute(f"CREATE OR REPLACE TEMP TABLE {table} AS {select}", parameters)


def _write(connection: duckdb.DuckDBPyConnection, question: str, files_by_place: Mapping[str, Path]) -> None:
    """Write one file for each place that has rows; rows come in the order of places, a bounded number at a time."""
    with ExitStack() as open_files:
        current, writer = None, None
        for batch in connection.execute(_text(question), {"place_codes": list(files_by_place)}).to_arrow_reader(BATCH):
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
