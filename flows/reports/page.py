"""The first page officers open in the morning: one self-contained HTML file, readable offline and without script."""

from __future__ import annotations

from pathlib import Path

import duckdb

from flows.reports.sections.checks import read_checks
from flows.reports.sections.definitions import read_definitions
from flows.reports.sections.form_06a import periods_shown, read_form
from flows.reports.sections.late_rate import read_late_rates
from flows.reports.sections.set_aside import LONGEST_TABLE, read_set_aside
from flows.reports.sections.status import WARNINGS_SHOWN, read_coverage, run_of_tables
from flows.reports.story import RunStory
from flows.reports.templating import environment_of
from flows.reports.units import Unit, read_tree, read_unit


def write_page(connection: duckdb.DuckDBPyConnection, folder: Path, *, run: RunStory, language: str = "vi") -> Path:
    """Write `folder/index.html` from a published file and return its path.

    `connection` is only read (schemas ref, mart, ops). A city without any data still gets its page, which says so.
    """
    root = read_unit(connection, run.root_unit, run.as_of) or Unit(run.root_unit, run.root_name, "province", None, True)
    tree = read_tree(connection, root, run.as_of)
    told_run = run_of_tables(connection, run)
    template = environment_of(language).get_template("page.html.j2")
    html = template.render(
        run=run,
        root=root,
        coverage=read_coverage(connection, tree, run.as_of),
        rates=read_late_rates(connection, tree, run.as_of),
        forms=[(period, read_form(connection, period, tree, run.as_of)) for period in periods_shown(run.as_of)],
        told_run=told_run,
        aside=read_set_aside(connection, told_run),
        checks=read_checks(connection, told_run),
        definitions=read_definitions(connection),
        longest=LONGEST_TABLE,
        warnings_shown=WARNINGS_SHOWN,
    )
    folder.mkdir(parents=True, exist_ok=True)
    page = folder / "index.html"
    page.write_text(html, encoding="utf-8")
    return page
