"""The templates' environment: everything escaped, every text from data made one safe line, numbers as officers read."""

from __future__ import annotations

from dataclasses import dataclass

import jinja2
from markupsafe import Markup

from connectors.contract import load_contracts
from flows.reports.dot_and_interval import draw
from flows.reports.labels import Labels
from flows.reports.numbers import NO_FIGURE, NumberFormat
from flows.reports.rates import Rate
from flows.reports.sections.late_rate import LateFigures, LateRates
from flows.reports.wording import name_of, one_line

#: Dataset of a check on a file whose headings no dataset knows.
UNKNOWN_DATASET = "?"


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
    environment.globals.update(
        language=language,
        t=words.labels,
        number=words.number,
        in_brackets=words.in_brackets,
        picture=words.picture,
        dataset_name=words.dataset_name,
        column_name=words.column_name,
    )
    return environment


def _shown(value: object) -> object:
    """Clean every plain text that a template is about to write; finished markup is left as it is."""
    return one_line(value) if type(value) is str else value


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

    def picture(self, figures: LateFigures, rates: LateRates) -> Markup:
        """Return the drawing of one unit's late rate, with its reading as title."""
        rate, interval = figures.late, figures.interval
        if rate.fraction is None:
            return Markup("")
        title = self.number.fraction(rate.fraction)
        if interval:
            low, high = self.number.fraction(interval.low), self.number.fraction(interval.high)
            title = self.labels("late_interval_title", percent=title, low=low, high=high)
        return draw(rate.fraction, interval, rates.scale, title, few=rate.is_few)

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
