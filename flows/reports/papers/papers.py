"""All papers of a period: which there are, how their files are named, and writing them for many units at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

import duckdb

from flows.reports.figures import FormFigures
from flows.reports.papers.asked import check_period
from flows.reports.papers.form_06a import write_form_06a
from flows.reports.papers.form_rows import read_form_tables
from flows.reports.papers.indicator_rows import read_indicator_rows
from flows.reports.papers.indicator_sheet import write_indicator_table
from flows.reports.papers.late_rows import Annex, LateDossiers
from flows.reports.papers.late_sheet import LateList, write_late_annex
from flows.reports.papers.origin import Origin
from flows.reports.papers.signature import SignatureBlock
from flows.reports.papers.workbook import file_part
from flows.reports.periods import Period
from flows.reports.units import Unit


class Paper(StrEnum):
    """The papers, by the name a person types."""

    FORM_06A = "06a"
    LATE_RESOLVED = "phu-luc-1"
    LATE_OPEN = "phu-luc-2"
    INDICATORS = "chi-tieu"


_FILE_NAMES = {
    Paper.FORM_06A: "II.06a",
    Paper.LATE_RESOLVED: "phu-luc-I",
    Paper.LATE_OPEN: "phu-luc-II",
    Paper.INDICATORS: "chi-tieu",
}
_ANNEXES = {Paper.LATE_RESOLVED: Annex.RESOLVED_LATE, Paper.LATE_OPEN: Annex.OPEN_OVERDUE}


def paper_name(paper: Paper, unit_code: str, period: Period) -> str:
    """Return a file's name without its ending, such as `II.06a_H13_2026-10`."""
    return f"{_FILE_NAMES[paper]}_{file_part(unit_code)}_{period.code}"


@dataclass(frozen=True)
class Published:
    """The publication that papers are made of, and who signs them; `signed` is said of figures frozen by a closing."""

    connection: duckdb.DuckDBPyConnection
    as_of: date
    run_id: str
    signature: SignatureBlock
    signed: str = ""

    def origin(self, unit: Unit, period: Period) -> Origin:
        """Return what a paper of a unit and period was made from."""
        return Origin(unit.unit_code, unit.name, period, self.as_of, self.run_id, self.signed)


def write_paper(published: Published, paper: Paper, period: Period, unit: Unit, out: Path) -> None:
    """Write one paper of one unit to `out` (.xlsx), even where it has nothing to list.

    Raises `NothingToWrite` for a period without data, `NotWritten` for a file that cannot be written.
    """
    check_period(published.connection, period, published.as_of)
    origin = published.origin(unit, period)
    if paper is Paper.INDICATORS:
        found = dict(read_indicator_rows(published.connection, period, [unit.unit_code], published.as_of))
        write_indicator_table(out, found.get(unit.unit_code, []), origin, published.signature)
        return
    ((_, table),) = read_form_tables(published.connection, period, [unit], published.as_of)
    if paper is Paper.FORM_06A:
        write_form_06a(out, table, origin, published.signature)
    else:
        late = LateDossiers(published.connection, period, published.as_of)
        listed = _late_list(late, _ANNEXES[paper], unit.unit_code, table.published)
        write_late_annex(out, listed, origin, published.signature)


def write_papers(published: Published, period: Period, units: Sequence[Unit], folders: dict[str, Path]) -> int:
    """Write every paper of a period that has something to say, into the folder of each unit; return their number.

    A unit that handled nothing in the period has no form, one without late dossiers no annex, one without any figure
    no table of indicators. What all units need is read once.
    """
    check_period(published.connection, period, published.as_of)
    return sum(1 for _ in _written(published, period, units, folders))


def _written(published: Published, period: Period, units: Sequence[Unit], folders: dict[str, Path]) -> Iterator[Path]:
    connection, as_of, signature = published.connection, published.as_of, published.signature
    late = LateDossiers(connection, period, as_of)
    for unit, table in read_form_tables(connection, period, units, as_of):
        if not table.published:
            continue
        folder, origin = folders[unit.unit_code], published.origin(unit, period)
        form = folder / f"{paper_name(Paper.FORM_06A, unit.unit_code, period)}.xlsx"
        write_form_06a(form, table, origin, signature)
        yield form
        for paper, annex in _ANNEXES.items():
            if late.count(annex, unit.unit_code):
                listed = _late_list(late, annex, unit.unit_code, table.published)
                out = folder / f"{paper_name(paper, unit.unit_code, period)}.xlsx"
                write_late_annex(out, listed, origin, signature)
                yield out
    by_code = {unit.unit_code: unit for unit in units}
    for unit_code, rows in read_indicator_rows(connection, period, list(by_code), as_of):
        out = folders[unit_code] / f"{paper_name(Paper.INDICATORS, unit_code, period)}.xlsx"
        write_indicator_table(out, rows, published.origin(by_code[unit_code], period), signature)
        yield out


def _late_list(late: LateDossiers, annex: Annex, unit_code: str, form: FormFigures) -> LateList:
    counted = form.resolved_late if annex is Annex.RESOLVED_LATE else form.open_overdue
    return LateList(annex, late.count(annex, unit_code), counted, late.rows(annex, unit_code))
