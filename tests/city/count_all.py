"""Every indicator of the catalogue that comes from the city's own files, for one period: all slow counts together."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from .city import Row, Unit
from .count import INDICATORS, Fraction, Standing, Sums, fractions_of, standing, summed, with_ancestors
from .count_dossiers import fractions_of_papers
from .count_nine_index import of_nine_indices
from .count_offices import of_papers, of_steps, signers
from .count_papers import (
    Apology,
    Document,
    Petition,
    Returns,
    Signature,
    apologies,
    attempts,
    documents,
    petitions,
    returns,
    signatures,
    steps,
)
from .count_payments import Request, Till, requests
from .count_procedures import ASKED, Asked, catalogue_by_unit, fractions_of_catalogue
from .count_returns import APOLOGY, CLASSES, RETURNED, Tree, of_apologies, of_returns
from .papers import Entry
from .periods import Period, periods
from .procedures import Procedure
from .record import Dossier, Step, dossiers

OVER_DOSSIERS = ("C05", "C11", "C12", "C15", "C16", "C17", "C18", "C19a", "C24", "Đ09")
OVER_PROCEDURES = ("C09", "C10", "C13", "C14", "C19b", "C21a", "C21b", "C21c", "Đ06", "Đ07")
OVER_PAPERS = ("C23a", "C23b", "D05", "D05b", "Đ01", "Đ02", "Đ03", "Đ04", "Đ05", "Đ11")
# The decree's names of other figures, where the cut is on or after the day it took effect.
DECREE_224 = {"Đ08a": "C09", "Đ08b": "C08", "Đ08c": "C11", "Đ08d": "C06", "Đ08e": "C01", "Đ08g": "C24"}
DECREE_224_FROM = date(2026, 7, 1)
EVERY = (
    *(*INDICATORS, *OVER_DOSSIERS, *OVER_PROCEDURES, *OVER_PAPERS),
    *(*APOLOGY, *RETURNED, *CLASSES, "Đ10", *DECREE_224),
)
# Counted only where the cut falls into the validity of the rule, which no night of the city does.
NO_LONGER_IN_FORCE = ("C26",)


@dataclass(frozen=True)
class Record:
    """Everything that the city's newest rows leave."""

    units: Sequence[Unit]
    procedures: Sequence[Procedure]
    dossiers: Sequence[Dossier]
    requests: Sequence[Request]
    documents: Sequence[Document]
    signatures: Sequence[Signature]
    petitions: Sequence[Petition]
    steps: Sequence[Step]
    apologies: Sequence[Apology]
    returns: Returns


def record_of(
    rows: Iterable[Row], entries: Sequence[Entry], units: Sequence[Unit], procedures: Sequence[Procedure]
) -> Record:
    """The record out of the rows of the dossiers and of all other exports."""
    known_steps = steps(entries)
    return Record(
        units,
        procedures,
        dossiers(rows, procedures, known_steps),
        requests(attempts(entries)),
        documents(entries),
        signatures(entries),
        petitions(entries),
        known_steps,
        apologies(entries),
        returns(entries),
    )


class Count:
    """The counts of a record, period by period; what does not depend on the period is prepared once."""

    def __init__(self, record: Record, as_of: date) -> None:
        self._record, self._as_of = record, as_of
        self._till = Till(record.requests)
        self._procedures = {one.code: one for one in record.procedures}
        self._catalogue = catalogue_by_unit(record.procedures, record.units)
        self._above = {one.unit: with_ancestors(one.unit, record.units) for one in record.dossiers}
        self._tree = Tree(record.units, record.returns)
        starts = [start for _, start, _, _ in record.returns]
        known = periods(min([*starts, as_of]), max([*starts, as_of]))
        self._ends = {(period.kind, period.start): period.end for period in known}
        self._blamed_on: dict[str, date] = {}
        for one in record.petitions:
            if one.dossier_code and (one.kind == "behaviour" or one.dislikes):
                before = self._blamed_on.get(one.dossier_code, one.received_on)
                self._blamed_on[one.dossier_code] = min(before, one.received_on)

    def of(self, period: Period) -> Sums:
        """(unit, procedure or None for all, indicator) -> (numerator, denominator); procedures for the root only."""
        record, first, cut = self._record, period.start, min(period.end, self._as_of)
        stands = [(one, standing(one, first, period.end, self._as_of)) for one in record.dossiers]
        active = signers(record.signatures, record.units, first, cut)
        standing_of = {one.code: stand for one, stand in stands}

        def fractions(one: Dossier) -> dict[str, Fraction]:
            papers = (self._till, self._procedures, self._blamed_on, first, cut)
            return fractions_of(one, first, period.end, self._as_of) | fractions_of_papers(
                one, standing_of[one.code], *papers
            )

        sums = summed(record.dossiers, record.units, fractions)
        sums |= self._of_procedures(stands, first, cut)
        sums |= of_papers(record.documents, record.petitions, record.signatures, record.units, first, cut)
        sums |= of_steps(record.steps, record.units, first, cut)
        sums |= of_returns(self._tree, record.returns, self._ends, period, cut, active)
        sums |= of_nine_indices(stands, self._tree, record.returns, record.units, period, cut)
        sums |= of_apologies(stands, record.apologies, self._tree, record.returns, record.units, period, cut)
        if cut >= DECREE_224_FROM:
            for name, origin in DECREE_224.items():
                sums |= {(*key[:2], name): figure for key, figure in sums.items() if key[2] == origin}
        return sums

    def nine_indices(self, period: Period) -> Sums:
        """C26 as if its circular were still in force."""
        record, cut = self._record, min(period.end, self._as_of)
        stands = [(one, standing(one, period.start, period.end, self._as_of)) for one in record.dossiers]
        return of_nine_indices(stands, self._tree, record.returns, record.units, period, cut, until=None)

    def _of_procedures(self, stands: Sequence[tuple[Dossier, Standing]], first: date, cut: date) -> Sums:
        asked: Asked = {way: defaultdict(set) for way in ASKED}
        for dossier, stand in stands:
            if not stand.received or not dossier.procedure:
                continue
            ways = {
                "online": dossier.channel == "online",
                "paid online": self._till.paid_online(dossier, cut),
                "own fee": (dossier.fee_amount or 0) > 0,
                "population data": "uses_population_data" in dossier.true_flags,
            }
            for unit in self._above[dossier.unit]:
                for way in (way for way, holds in ways.items() if holds):
                    asked[way][unit].add(dossier.procedure)
        sums: Sums = {}
        for unit, catalogue in self._catalogue.items():
            of_unit = {way: found.get(unit, set()) for way, found in asked.items()}
            for name, fraction in fractions_of_catalogue(catalogue, of_unit, first, cut).items():
                sums[unit, None, name] = fraction
        return sums
