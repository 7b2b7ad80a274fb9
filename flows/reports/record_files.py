"""Files of records beside the pages: every record behind their figures, with the columns that count it, as CSV."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb

from flows.reports.counted_records import count_records, keep
from flows.reports.csv_by_place import write_by_place
from flows.reports.labels import Labels
from flows.reports.place import Place
from flows.reports.queries import question_text
from flows.reports.records import (
    CHANGES,
    DOSSIERS,
    PETITIONS,
    PORTAL_DOSSIERS,
    PROCEDURES,
    RETURNS,
    SET_ASIDE,
    SIGNALS,
    SIGNATURES,
    SIGNERS,
    SYNCHRONISATION,
    WORK,
    ShownFigures,
)
from flows.reports.sections.work import DUE_WITHIN

#: Rows of a file beside the city's page at most, which a spreadsheet still opens; more of them stand in the units' files only.
MOST_ROWS = 300_000
#: The query of each file and the tables of counted records that it reads, by kind of record and basis.
_COUNTED = {
    PORTAL_DOSSIERS: ("file_portal_dossiers", (("dossier", "portal"), ("portal_rule", "portal"))),
    PROCEDURES: ("file_procedures", (("procedure", "city"), ("procedure", "portal"), ("publication", "city"))),
    PETITIONS: ("file_petitions", (("petition", "city"),)),
    SIGNATURES: ("file_signatures", (("signature", "city"),)),
    SIGNERS: ("file_signers", (("signer", "city"),)),
    SYNCHRONISATION: ("file_synchronisation", (("synchronisation", "portal"),)),
}


@dataclass(frozen=True)
class RecordFiles:
    """The folder of the pages, their places (the city first), and the run whose figures they show."""

    connection: duckdb.DuckDBPyConnection
    reports: Path
    places: Sequence[Place]
    as_of: date
    run_id: str

    def write(self, figures: ShownFigures) -> None:
        """Write the files of every page; only those that have rows."""
        self._prepare()
        count_records(self.connection, figures, root_unit=self.places[0].unit.unit_code, as_of=self.as_of)
        self._write_dossiers()
        for file, (query, tables) in _COUNTED.items():
            if any(figures.columns(*table) for table in tables):
                longest = max(self._rows("_".join(("counted", *table))) for table in tables)
                self._write(query, file, with_city=longest <= MOST_ROWS)
        self._write("file_returns", RETURNS, indicator_ids=[shown.indicator_id for shown in figures.indicators])
        self._write_lists(figures.month.start)

    def _prepare(self) -> None:
        for statement in duckdb.extract_statements(question_text("file_macros")):
            self.connection.execute(statement)
        tree = self.places[0].tree
        levels = {unit.unit_code: level for level, units in tree.leaders.items() for unit in units}
        names = {
            code: str(Labels("vi")(f"level_{levels[tree.leader(unit).unit_code]}"))
            for code, unit in tree.by_code.items()
        }
        keep(
            self.connection,
            "unit_level",
            "SELECT unnest($codes) AS unit_code, unnest($names) AS level_name",
            codes=list(names),
            names=list(names.values()),
        )
        keep(
            self.connection,
            "shown_unit",
            "SELECT unnest($codes) AS unit_code",
            codes=[p.unit.unit_code for p in self.places],
        )

    def _write_dossiers(self) -> None:
        keep(self.connection, "listed_dossier", question_text("counted_dossiers"), as_of=self.as_of)
        self._write("file_dossiers", DOSSIERS, with_city=self._rows("listed_dossier") <= MOST_ROWS)

    def _write_lists(self, month: date) -> None:
        """Write the lists of the pages whole: the day's work, what changed, signals, and for the city rows set aside."""
        closed = question_text("closed_late")
        work = f"FROM ({question_text('work')}) UNION ALL BY NAME SELECT 'closed' AS task, * FROM ({closed})"
        keep(
            self.connection, "listed_work", work, as_of=self.as_of, due_within=DUE_WITHIN, first=month, last=self.as_of
        )
        keep(self.connection, "listed_signal", question_text("signals"))
        keep(self.connection, "listed_change", question_text("late_changes"))
        self._write("file_work", WORK)
        self._write("file_signals", SIGNALS)
        self._write("file_changes", CHANGES)
        city = self.places[0].unit.unit_code
        write_by_place(
            self.connection, question_text("file_quarantine"), {city: self.reports / SET_ASIDE}, run_id=self.run_id
        )

    def _write(self, query: str, file: str, *, with_city: bool = True, **parameters: object) -> None:
        places = [place for place in self.places if with_city or not place.is_city]
        files = {place.unit.unit_code: self.reports / place.folder / file for place in places}
        write_by_place(self.connection, question_text(query), files, **parameters)

    def _rows(self, table: str) -> int:
        (rows,) = self.connection.execute(f"SELECT count(*) FROM {table}").fetchall()[0]
        return int(rows)
