"""The pages officers open in the morning: the city's, and one per unit in a folder of its own; readable offline and without script."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import duckdb
import jinja2

from flows.reports.files_beside import files_beside
from flows.reports.periods import calendar_month_of
from flows.reports.place import Place, places
from flows.reports.record_files import RecordFiles
from flows.reports.records import FURTHER, ShownFigures, ShownIndicator, Span
from flows.reports.sections.changes import ChangesOfAll, read_changes
from flows.reports.sections.checks import Checks, read_checks
from flows.reports.sections.definitions import USED, Definition, read_definitions
from flows.reports.sections.form_06a import FormsOfAll, read_forms
from flows.reports.sections.late_figures import OTHER_DEFINITIONS, LateRates
from flows.reports.sections.late_rate import LateHistory, read_late_history
from flows.reports.sections.scores import ScoresOfAll, read_scores
from flows.reports.sections.set_aside import LONGEST_TABLE, SetAside, read_set_aside
from flows.reports.sections.signals import SignalsOfAll, read_signals
from flows.reports.sections.status import WARNINGS_SHOWN, Coverage, ToldRun, read_coverage, run_of_tables
from flows.reports.sections.use import INDICATORS, use_of
from flows.reports.sections.values import Values, read_values
from flows.reports.sections.work import WorkOfAll, read_work
from flows.reports.story import RunStory
from flows.reports.templating import compact, environment_of
from flows.reports.units import Level, Unit, read_tree, read_unit

PAGE = "index.html"


@dataclass(frozen=True)
class Facts:
    """Everything that the pages show, read once per section for all units."""

    run: RunStory
    told_run: ToldRun
    places: tuple[Place, ...]
    coverage: Coverage
    months: tuple[date, date]
    values: Values
    late: LateHistory | None
    work: WorkOfAll
    changes: ChangesOfAll
    forms: FormsOfAll
    scores: ScoresOfAll
    signals: SignalsOfAll
    aside: SetAside
    checks: Checks
    definitions: list[Definition]

    @property
    def city(self) -> Place:
        """The city, whose page comes first."""
        return self.places[0]

    @property
    def is_running(self) -> bool:
        """Whether the newest calendar month is still running."""
        return calendar_month_of(self.months[0]).is_running(self.run.as_of)

    @property
    def late_is_now(self) -> bool:
        """Whether the late rates shown are those of the newest calendar month, which the files of records count."""
        return self.late is not None and self.late.month.start == self.months[0]

    def levels_filed(self, rates: LateRates | None) -> frozenset[Level]:
        """Levels whose sums of late figures are those of the file's column “Cấp”, in which each dossier has one level.

        A unit listed below one of another level counts in the sums of both.
        """
        month = calendar_month_of(self.months[0])
        filed = set()
        for table in rates.tables if rates and self.late_is_now else ():
            form = self.forms.sum_of_level(month, table.level, self.city.tree)
            counts = (form.resolved_late, form.resolved_total, form.open_overdue, form.open_total)
            total = table.total
            if counts == (total.resolved_late, total.resolved, total.open_overdue, total.open):
                filed.add(table.level)
        return frozenset(filed)

    @property
    def figures(self) -> ShownFigures:
        """The figures of all pages that records stand behind."""
        spans = tuple(Span.of_period(period) for period in self.forms.by_unit)
        if self.late and self.late_is_now:
            spans = (*spans, Span.of_days(*self.late.span_before))
        indicators = {ShownIndicator(each, "city") for each in USED}
        indicators |= {
            ShownIndicator(gap.indicator_id, gap.basis) for gaps in self.scores.gaps.values() for gap in gaps
        }
        return ShownFigures(calendar_month_of(self.months[0]), spans, frozenset(indicators))


def read_facts(connection: duckdb.DuckDBPyConnection, run: RunStory) -> Facts:
    """Read a published file (schemas core, ref, mart, ops); a city without any data still gets its page, which says so."""
    as_of = run.as_of
    root = read_unit(connection, run.root_unit, as_of) or Unit(run.root_unit, run.root_name, "province", None, True)
    tree = read_tree(connection, root, as_of)
    month = calendar_month_of(as_of)
    months = (month.start, calendar_month_of(month.start - timedelta(days=1)).start)
    values = read_values(connection, months, (*OTHER_DEFINITIONS, *INDICATORS))
    late = read_late_history(connection, root.unit_code, as_of, values)
    forms = read_forms(connection, tree, as_of)
    with_data = forms.with_data() | (late.with_data() if late else frozenset())
    told_run = run_of_tables(connection, run)
    return Facts(
        run=run,
        told_run=told_run,
        places=tuple(places(tree, with_data)),
        coverage=read_coverage(connection, tree, as_of),
        months=months,
        values=values,
        late=late,
        work=read_work(connection, tree, as_of, month.start),
        changes=read_changes(connection, tree, as_of),
        forms=forms,
        scores=read_scores(connection, months, is_running=month.is_running(as_of)),
        signals=read_signals(connection, tree),
        aside=read_set_aside(connection, told_run.run_id),
        checks=read_checks(connection, told_run.run_id),
        definitions=read_definitions(connection),
    )


def render(facts: Facts, folder: Path, language: str) -> Iterator[Path]:
    """Write every page from facts and yield its path; files beside a page are linked where they lie already."""
    template = environment_of(language).get_template("page.html.j2")
    for place in facts.places:
        page = folder / place.folder / PAGE
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(compact(_html(template, facts, place, folder)), encoding="utf-8")
        yield page


def _html(template: jinja2.Template, facts: Facts, place: Place, folder: Path) -> str:
    rates = facts.late.of(place, facts.city) if facts.late else None
    return template.render(
        run=facts.run,
        place=place,
        unit=place.unit,
        root=facts.city.unit,
        names=facts.city.tree.by_code,
        beside=files_beside(folder, place),
        further_files=FURTHER,
        month_start=facts.months[0],
        late_is_now=facts.late_is_now,
        span_label=Span.of_days(*facts.late.span_before).label if facts.late else "",
        coverage=facts.coverage,
        other_definitions=OTHER_DEFINITIONS,
        rates=rates,
        levels_filed=facts.levels_filed(rates) if place.is_city else (),
        work=facts.work.of(place),
        origin=facts.work.origin,
        changes=facts.changes.of(place),
        changes_since=facts.changes.before,
        forms=facts.forms.of(place),
        scores=facts.scores.of(place, facts.city),
        use=use_of(place, facts.values, facts.months, is_running=facts.is_running),
        signals=facts.signals.of(place),
        told_run=facts.told_run,
        aside=facts.aside,
        checks=facts.checks,
        definitions=facts.definitions,
        longest=LONGEST_TABLE,
        warnings_shown=WARNINGS_SHOWN,
    )


def write_pages(connection: duckdb.DuckDBPyConnection, folder: Path, *, run: RunStory, language: str = "vi") -> Path:
    """Write `folder/index.html`, `folder/don-vi/{code}/index.html` and the CSV files beside them; return the city's page.

    `connection` reads a published file and holds temporary tables; what other papers lie in the folders is linked.
    """
    facts = read_facts(connection, run)
    RecordFiles(connection, folder, facts.places, run.as_of, facts.told_run.run_id).write(facts.figures)
    return next(iter(list(render(facts, folder, language))))


def write_pages_anew(
    connection: duckdb.DuckDBPyConnection, folder: Path, *, run: RunStory, language: str = "vi"
) -> Path:
    """Write the pages of what is still published into a copy of its reports, whose other files stay; return the city's."""
    return next(iter(list(render(read_facts(connection, run), folder, language))))
