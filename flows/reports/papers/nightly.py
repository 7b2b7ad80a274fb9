"""The papers of every night: the running report month and the last finished one, for the city and each unit."""

from __future__ import annotations

from pathlib import Path

from flows.reports.figures import periods_known
from flows.reports.papers.papers import Published, write_papers
from flows.reports.periods import report_month_before, report_month_of
from flows.reports.place import UNITS_FOLDER, folder_name
from flows.reports.units import Unit, read_tree, read_unit


def unit_folder(reports: Path, unit_code: str) -> Path:
    """Return the folder of one unit's page and papers."""
    return reports / UNITS_FOLDER / folder_name(unit_code)


def write_nightly_papers(published: Published, reports: Path, root_unit: str) -> int:
    """Write the papers into `reports` (the city's) and `reports/don-vi/{code}`; return how many were written.

    Only months that are published. Other periods are made when asked for (`motcua form`).
    """
    root = read_unit(published.connection, root_unit, published.as_of)
    if root is None:
        return 0
    units: list[Unit] = [root, *read_tree(published.connection, root, published.as_of).below]
    folders = {unit.unit_code: unit_folder(reports, unit.unit_code) for unit in units} | {root_unit: reports}
    running = report_month_of(published.as_of)
    known = periods_known(published.connection, running.kind)
    months = [month for month in (report_month_before(running), running) if known.holds(month)]
    return sum(write_papers(published, month, units, folders) for month in months)
