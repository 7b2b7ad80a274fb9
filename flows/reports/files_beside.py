"""Files beside the pages: every dossier behind their figures as CSV, and the Excel papers that lie there already."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from pathlib import Path

import duckdb

from flows.reports.place import Place
from flows.reports.sections.work import DUE_WITHIN

#: Files of our own by what they hold. Semicolons and a byte order mark, as one-stop systems export them: Excel with
#: Vietnamese settings opens them in columns.
DOSSIERS, WORK, SIGNALS = "ho-so.csv", "viec-hom-nay.csv", "can-kiem-tra.csv"
_FORMAT = "(FORMAT csv, HEADER, DELIMITER ';', DATEFORMAT '%d/%m/%Y')"
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
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
    return Beside(frozenset(path.name for path in folder.iterdir() if path.is_file()) if folder.is_dir() else frozenset())


def write_files(
    connection: duckdb.DuckDBPyConnection, reports: Path, places: Iterable[Place], *, as_of: date, since: date, month: date
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
    for place in places:
        folder = reports / place.folder
        folder.mkdir(parents=True, exist_ok=True)
        connection.execute("SET VARIABLE place_code = CAST($code AS VARCHAR)", {"code": place.unit.unit_code})
        if not place.is_city:
            _write(connection, "file_dossiers", folder / DOSSIERS)
        _write(connection, "file_work", folder / WORK)
        _write(connection, "file_signals", folder / SIGNALS)


def _text(question: str) -> str:
    return files("flows.reports").joinpath("sql", f"{question}.sql").read_text(encoding="utf-8")


def _keep(connection: duckdb.DuckDBPyConnection, table: str, select: str, **parameters: object) -> None:
    connection.execute(f"CREATE OR REPLACE TEMP TABLE {table} AS {select}", parameters)


def _write(connection: duckdb.DuckDBPyConnection, question: str, file: Path) -> None:
    """Write one file, or none where it would have no row."""
    target = str(file).replace("'", "''")
    (rows,) = connection.execute(f"COPY ({_text(question)}) TO '{target}' {_FORMAT}").fetchall()[0]
    if rows:
        file.write_bytes(_BYTE_ORDER_MARK + file.read_bytes())
    else:
        file.unlink()
