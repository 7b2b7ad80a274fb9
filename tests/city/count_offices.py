"""The slow count of what offices do: documents Đ01-Đ05, signatures Đ11, petitions C23, steps D05, usage of signing."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from .city import Unit
from .count import Sums, with_ancestors
from .count_papers import Document, Petition, Signature
from .periods import nth_working_day
from .record import Step

USAGE = ("completed", "failed", "expired", "cancelled", "pending", "signers")
UsageKey = tuple[str, str | None, str | None]  # unit, provider, method


def _document(one: Document, first: date, cut: date) -> Iterator[tuple[str, bool]]:
    """(indicator, whether in its numerator) of one document; secret ones are outside every rate."""
    if one.is_secret:
        return
    issued = one.issued_on is not None and first <= one.issued_on <= cut
    if one.direction == "outgoing" and issued:
        yield "Đ01", {"signed_by_person", "signed_by_agency"} <= one.true_flags
        yield "Đ02", "sent_electronically" in one.true_flags
    if one.direction == "outgoing" and one.signed_on and first <= one.signed_on <= cut:
        # "issued (whenever) by the next working day after signing"; one issued before it was signed is in time.
        yield "Đ04", one.issued_on is not None and one.issued_on <= nth_working_day(one.signed_on, 1)
    if one.direction == "case" and issued:
        yield "Đ03", {"is_electronic", "signed_by_person"} <= one.true_flags
    if one.direction == "incoming" and one.received_on and first <= one.received_on <= cut:
        yield "Đ05", one.acknowledged_on == one.received_on


def deadline(one: Petition) -> date:
    """ "deadline = 15th working day after receipt (refusal: 2nd), 5 more when a supplement was requested" """
    days = 2 if one.status == "refused" else 15
    return nth_working_day(one.received_on, days + (5 if one.supplement_requested_on else 0))


def _petition(one: Petition, first: date, cut: date) -> Iterator[tuple[str, bool]]:
    """(indicator, whether in its numerator) of one petition."""
    if first <= one.received_on <= cut:
        # "answered by the deadline, or unanswered by the cut with cut <= deadline"
        answered = one.answered_on if one.answered_on and one.answered_on <= cut else None
        yield "C23a", (answered or cut) <= deadline(one)
    if one.answered_on and first <= one.answered_on <= cut:
        yield "C23b", one.dislikes == 0


def _signature(one: Signature, first: date, cut: date) -> Iterator[tuple[str, bool]]:
    """Đ11: "completed / completed + failed + cancelled + expired, of signing transactions created in [s, cut]"."""
    if first <= one.created_at.date() <= cut and one.state != "pending":
        yield "Đ11", one.state == "completed"


def is_late(step: Step, cut: date) -> bool:
    """ "late = done by the cut with date(done_at) > date(due_at), or not done by the cut, date(due_at) < cut and status
    not 5 or 6" """
    if step.due_at is None:
        return False
    if step.done_at and step.done_at.date() <= cut:
        return step.done_at.date() > step.due_at.date()
    return step.due_at.date() < cut and step.status not in (5, 6)


def ran(step: Step, first: date, cut: date) -> bool:
    """ "a step running in the period (started by the cut, not done before s)" """
    return step.started_at.date() <= cut and not (step.done_at and step.done_at.date() < first)


def _add(sums: Sums, unit: str, units: Sequence[Unit], marks: Iterable[tuple[str, bool]]) -> None:
    for name, good in marks:
        for above in with_ancestors(unit, units):
            numerator, denominator = sums.get((above, None, name), (0, 0))
            sums[above, None, name] = (numerator + good, denominator + 1)


def of_papers(
    documents: Iterable[Document],
    petitions: Iterable[Petition],
    signatures: Iterable[Signature],
    units: Sequence[Unit],
    first: date,
    cut: date,
) -> Sums:
    """Đ01-Đ05, C23a, C23b and Đ11 of [first, cut] by unit."""
    sums: Sums = {}
    for document in documents:
        _add(sums, document.unit, units, _document(document, first, cut))
    for petition in petitions:
        _add(sums, petition.unit, units, _petition(petition, first, cut))
    for signature in signatures:
        _add(sums, signature.unit, units, _signature(signature, first, cut))
    return sums


def of_steps(steps: Iterable[Step], units: Sequence[Unit], first: date, cut: date) -> Sums:
    """D05 (officers, each once in a unit with all below it) and D05b (steps) of [first, cut] by unit.

    A step whose officer is not known is a step all the same.
    """
    sums: Sums = {}
    busy: dict[str, set[tuple[str, str]]] = defaultdict(set)
    late: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for step in steps:
        if not ran(step, first, cut):
            continue
        _add(sums, step.unit, units, [("D05b", is_late(step, cut))])
        if step.officer:
            for above in with_ancestors(step.unit, units):
                busy[above].add(step.officer)
                if is_late(step, cut):
                    late[above].add(step.officer)
    for unit, officers in busy.items():
        sums[unit, None, "D05"] = (len(late[unit]), len(officers))
    return sums


def signers(signatures: Iterable[Signature], units: Sequence[Unit], first: date, cut: date) -> dict[str, int]:
    """Distinct signers with a completed signature created in [first, cut], by unit with all below it."""
    found: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for one in signatures:
        if one.state == "completed" and one.signer and first <= one.created_at.date() <= cut:
            for above in with_ancestors(one.unit, units):
                found[above].add(one.signer)
    return {unit: len(people) for unit, people in found.items()}


def usage(
    signatures: Iterable[Signature], units: Sequence[Unit], first: date, last: date, as_of: date
) -> dict[UsageKey, tuple[int, ...]]:
    """mart.signature_usage of [first, last]: by unit, provider and method the figures in the order of `USAGE`."""
    groups: dict[UsageKey, list[Signature]] = defaultdict(list)
    for one in signatures:
        if first <= one.created_at.date() <= min(last, as_of):
            for above in with_ancestors(one.unit, units):
                groups[above, one.provider, one.method].append(one)
    return {
        key: (
            *(sum(one.state == state for one in group) for state in USAGE[:-1]),
            len({one.signer for one in group if one.signer and one.state == "completed"}),
        )
        for key, group in groups.items()
    }
