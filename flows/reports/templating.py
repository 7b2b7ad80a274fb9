"""The templates' environment: everything escaped, every text from data made one safe line, numbers as officers read."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

import jinja2
from markupsafe import Markup, escape

from connectors.contract import load_contracts
from flows.reports.content_policy import script_hash
from flows.reports.dot_and_interval import draw
from flows.reports.drawings import Point, bar, sparkline
from flows.reports.labels import Labels, has_label
from flows.reports.numbers import NO_FIGURE, NumberFormat
from flows.reports.rates import Rate
from flows.reports.records import DOSSIERS, RETURNS, SIGNERS, SYNCHRONISATION, ShownIndicator, Source, sources_of
from flows.reports.sections.late_figures import LateFigures, LateRates, LateRow, SpanFigures
from flows.reports.sections.scores import ScoreLine
from flows.reports.sections.work import LONGEST_PROCEDURE
from flows.reports.wording import name_of, one_line

#: Dataset of a check on a file whose headings no dataset knows.
UNKNOWN_DATASET = "?"


@cache
def script() -> str:
    """Return the page's own script."""
    return files("flows.reports").joinpath("templates", "page.js").read_text(encoding="utf-8").strip()


@cache
def environment_of(language: str) -> jinja2.Environment:
    """Return the environment of the page's templates in `language` (vi, en)."""
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("flows.reports", "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    words = Words(language)
    environment.filters["short"] = name_of
    environment.filters["without_decimals"] = without_decimals
    environment.globals.update(
        language=language,
        t=words.labels,
        number=words.number,
        has_label=has_label,
        in_brackets=words.in_brackets,
        in_brackets_of=words.in_brackets_of,
        points_more=points_more,
        procedure=procedure,
        source_of=source_of,
        records_title=words.records_title,
        form_cells=words.form_cells,
        dossiers_file=DOSSIERS,
        level_vi=level_vi,
        picture=words.picture,
        interval=words.interval,
        trend=words.trend,
        score_bar=words.score_bar,
        script=Markup(script()),  # noqa: S704  (our own file)
        script_hash=script_hash(script()),
        dataset_name=words.dataset_name,
        column_name=words.column_name,
    )
    return environment


def _shown(value: object) -> object:
    """Clean every plain text that a template is about to write; finished markup is left as it is."""
    return one_line(value) if type(value) is str else value


def compact(page: str) -> str:
    """Return a page without what HTML lets go: closing tags of cells and rows, spaces between them, quotes around plain values.

    Text from data is escaped, so what looks like a tag or an attribute is one of ours.
    """
    unclosed = re.sub(r"</t[dhr]>\s*(?=<t[dhr][ >]|</t[rbh])", "", page)
    return re.sub(r'(?<= )([a-z-]+)="([0-9A-Za-z#_.:-]+(?:/[0-9A-Za-z#_.:-]+)*)"(?=[ >])', r"\1=\2", unclosed)


def without_decimals(number: str) -> str:
    """Return a written number without decimals that are zero: a most of `100,00` points is `100`."""
    return number[:-3] if number[-3:] in {",00", ".00"} else number


def points_more(now: LateFigures, before: SpanFigures) -> float | None:
    """Return by how many percentage points the late rate moved, None where one of the two has no percentage."""
    rates = now.late, Rate(before.resolved_late, before.resolved)
    if not all(rate.has_percentage for rate in rates):
        return None
    return 100 * ((rates[0].fraction or 0) - (rates[1].fraction or 0))


def procedure(code: str | None, name: str | None) -> str:
    """Return a procedure's code and name, cut where a list would grow too wide."""
    return one_line(" ".join(part for part in (code, name) if part), LONGEST_PROCEDURE) or NO_FIGURE


def source_of(indicator_id: str, basis: str) -> Source | None:
    """Return the records with the numerator of an indicator, None where the page's files hold none."""
    return next(iter(sources_of(ShownIndicator(indicator_id, basis))), None)


def level_vi(level: str) -> Markup:
    """Return a level as the column “Cấp” of the file of dossiers names it, which is Vietnamese."""
    return Labels("vi")(f"level_{level}")


@dataclass(frozen=True)
class Words:
    """What templates say of figures, datasets and columns in one language."""

    language: str

    @property
    def labels(self) -> Labels:
        """The words of the page."""
        return Labels(self.language)

    @property
    def number(self) -> NumberFormat:
        """Numbers and dates as officers read them."""
        return NumberFormat(self.language)

    def in_brackets(self, rate: Rate) -> Markup:
        """Return a percentage as a sentence adds it, nothing where there are too few dossiers."""
        if not rate.has_percentage:
            return Markup("")
        return Markup(" ({})").format(self.number.percent(rate.part, rate.whole))

    def in_brackets_of(self, part: int, whole: int) -> Markup:
        """Return the percentage of two counts as a sentence adds it."""
        return self.in_brackets(Rate(part, whole))

    def picture(self, figures: LateFigures, rates: LateRates) -> Markup:
        """Return the drawing of one unit's late rate; its interval stands beside it in words."""
        rate, interval = figures.late, figures.interval
        if rate.fraction is None:
            return Markup("")
        return draw(rate.fraction, interval, rates.scale, self.number.fraction(rate.fraction), few=rate.is_few)

    def interval(self, figures: LateFigures) -> Markup:
        """Return the ends of a unit's interval as `2,95–10,22%`."""
        if figures.interval is None:
            return Markup("")
        low, high = self.number.fraction(figures.interval.low), self.number.fraction(figures.interval.high)
        return Markup("<small>{}–{}</small>").format(low.removesuffix("%"), high)

    def trend(self, row: LateRow, rates: LateRates) -> Markup:
        """Return the drawing of a unit's last two years, its first and last month told in the title."""
        if len(row.past) < 2:
            return Markup("")
        points = [
            Point(each.late.fraction, each.lower_limit, each.upper_limit, each.signal == "above") for each in row.past
        ]
        top = max([rates.scale.top, *(p.upper for p in points[-1:] if p.upper is not None)])
        known = [each for each in row.past if each.late.fraction is not None]
        told = ", ".join(
            f"{e.period_start:%m/%Y} {self.number.fraction(e.late.fraction)}" for e in known[:1] + known[-1:]
        )
        return sparkline(points, top, told)

    def score_bar(self, line: ScoreLine) -> Markup:
        """Return the drawing of a group's points beside the median of the level."""
        if line.now.share is None:
            return Markup("")
        middle = None if line.median is None else line.median / line.now.max_score
        title = self.labels(
            "score_bar_title", score=self.number.points(line.now.score), median=self.number.points(line.median)
        )
        return bar(line.now.share, middle, title)

    def form_cells(self, counts: Iterable[int], file: str | None) -> Markup:
        """Return the cells of a row of form II.06a, each number a link to `file` where that lies beside the page."""
        before, after = (f'<td><a href="{escape(file)}">', "</a></td>") if file else ("<td>", "</td>")
        shown = [(count, self.number.count(count)) for count in counts]
        cells = [f"{before}{text}{after}" if count else f"<td>{text}</td>" for count, text in shown]
        return Markup("".join(cells))  # noqa: S704  (whole numbers and our own markup: thousands of cells on a page)

    def records_title(self, source: Source, month: date, rate: Rate) -> Markup:
        """Say by which column of which file the records of a figure are found, and how many rows that gives."""
        key = {RETURNS: "records_added", SIGNERS: "records_signers", SYNCHRONISATION: "records_apart"}
        return self.labels(
            key.get(source.file, "records_counted"),
            file=source.file,
            column=source.shown.indicator_id if source.file == RETURNS else source.heading(month),
            part=self.number.count(rate.part),
            rest=self.number.count(rate.whole - rate.part),
            whole=self.number.count(rate.whole),
        )

    def dataset_name(self, dataset: str | None) -> str:
        """Return the title of a dataset by its contract; a table that no contract describes keeps its name."""
        if dataset is None or dataset == UNKNOWN_DATASET:
            return NO_FIGURE
        contract = load_contracts().get(dataset)
        return contract.title.of(self.language) if contract else dataset

    def column_name(self, dataset: str | None, column: str) -> str:
        """Return the heading that officers know a column by."""
        contract = load_contracts().get(dataset or "")
        described = contract.by_name.get(column) if contract else None
        return described.headings[0] if described else column
