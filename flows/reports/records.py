"""Which records stand behind a figure of the pages: the file beside the page that lists them, and the column that counts them.

A figure is an indicator of the newest calendar month by one basis, or a column of form II.06a between two days. What a
record counts for is told by the expressions that count it (`warehouse.explanations`), never by a second rule.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from flows.reports.periods import Period
from warehouse.explanations import Explanation, Listing, explained_by
from warehouse.graph import load_indicators

#: Files of records by what they hold.
DOSSIERS, PORTAL_DOSSIERS, PROCEDURES, PETITIONS = "ho-so.csv", "ho-so-cong.csv", "tthc.csv", "kien-nghi.csv"
SIGNATURES, SIGNERS, RETURNS, SYNCHRONISATION = "ky-so.csv", "chung-thu-so.csv", "ke-khai.csv", "dong-bo.csv"
#: Lists of the pages, whole.
WORK, CHANGES, SIGNALS, SET_ASIDE = "viec-hom-nay.csv", "moi-tu-ban-truoc.csv", "can-kiem-tra.csv", "dong-de-rieng.csv"
#: Those that the list of files names after the others.
FURTHER = (PORTAL_DOSSIERS, PROCEDURES, PETITIONS, SIGNATURES, SIGNERS, RETURNS, SYNCHRONISATION, CHANGES)
_FILES = {
    "dossier": DOSSIERS,
    "portal_rule": DOSSIERS,
    "procedure": PROCEDURES,
    "publication": PROCEDURES,
    "petition": PETITIONS,
    "signature": SIGNATURES,
    "signer": SIGNERS,
    "unit_return": RETURNS,
    "synchronisation": SYNCHRONISATION,
}
#: Files in which numerator and denominator are counted by a column each: one does not lie within the other.
_APART = (SYNCHRONISATION,)


@dataclass(frozen=True, order=True)
class ShownIndicator:
    """An indicator whose value of the month a page shows, by one basis (city, portal)."""

    indicator_id: str
    basis: str


@dataclass(frozen=True)
class Source:
    """Records of one kind behind an indicator: their file, and what of a record counts."""

    shown: ShownIndicator
    explanation: Explanation
    listing: Listing
    file: str

    def heading(self, month: date) -> str:
        """Return the name of the column that counts the indicator: `Có` in the numerator, `Không` in the denominator only."""
        portal = "Cổng, " if self.shown.basis == "portal" and self.file != SYNCHRONISATION else ""
        return f"{self.shown.indicator_id} ({portal}{month:%m/%Y})"

    def columns(self, month: date) -> dict[str, str]:
        """Return the expressions that count a record, by the heading of their column; none where numbers are added up."""
        numerator, denominator = self.listing.numerator, self.listing.denominator
        if self.listing.of_return:
            return {}
        if self.file in _APART:
            heading = self.heading(month)
            return {f"{heading}, tử số": f"counts({numerator}, 0)", f"{heading}, mẫu số": f"counts({denominator}, 0)"}
        return {self.heading(month): f"counts({numerator}, {denominator})"}


@cache
def sources_of(shown: ShownIndicator) -> tuple[Source, ...]:
    """Return the kinds of records behind an indicator, the one with its numerator first."""
    indicator = next((each for each in load_indicators() if each.id == shown.indicator_id), None)
    if indicator is None:
        return ()
    found = []
    for explanation, listing in explained_by(indicator):
        file = _FILES.get(explanation.name)
        if file == DOSSIERS and shown.basis == "portal":
            file = PORTAL_DOSSIERS
        if file:
            found.append(Source(shown, explanation, listing, file))
    return tuple(sorted(found, key=lambda source: source.listing.numerator == "0"))


@dataclass(frozen=True)
class Span:
    """Two days, inclusive, between which a page shows form II.06a; `label` is how its columns in the file begin."""

    label: str
    first: date
    last: date

    @classmethod
    def of_period(cls, period: Period) -> Span:
        """Return the span of a whole period."""
        return cls(period.label_vi, period.start, period.end)

    @classmethod
    def of_days(cls, first: date, last: date) -> Span:
        """Return the span between two days."""
        return cls(f"{first:%d/%m}–{last:%d/%m/%Y}", first, last)

    @property
    def received(self) -> str:
        """The column that tells how a dossier came in: 4, 5 or 6, the columns of the form."""
        return f"{self.label}: tiếp nhận"

    @property
    def standing(self) -> str:
        """The column that tells what became of it: 8, 9, 10, 12 (`12 chờ`: waiting for the applicant) or 13."""
        return f"{self.label}: kết quả"


@dataclass(frozen=True)
class ShownFigures:
    """All figures of the pages that records stand behind; `month` is the newest calendar month."""

    month: Period
    spans: tuple[Span, ...]
    indicators: frozenset[ShownIndicator]

    def columns(self, explanation: str, basis: str) -> dict[str, str]:
        """Return the counting columns of one kind of records, by heading, in the order of the indicators."""
        sources = (source for shown in sorted(self.indicators) for source in sources_of(shown))
        wanted = [s for s in sources if s.explanation.name == explanation and s.shown.basis == basis]
        return {heading: text for source in wanted for heading, text in source.columns(self.month.start).items()}
