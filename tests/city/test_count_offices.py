"""The slow counts of documents, signatures, petitions and steps against cases worked out by hand."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from .city import UNITS, Unit
from .count import form_06a
from .count_offices import deadline, is_late, of_papers, ran, usage
from .count_papers import Document, Petition, Signature
from .periods import nth_working_day
from .procedures import PROCEDURES
from .record import Step, dossiers
from .test_count import AS_OF, OCTOBER, at, row

A, PARENT, CHILD = "H13.05", "H13.101", "H13.151"


# ---------------------------------------------------------------- documents, signatures, petitions


OUTGOING = Document("V", "outgoing", A, False, date(2026, 10, 2), date(2026, 10, 5), None, None, frozenset())


def test_documents() -> None:
    both = frozenset({"signed_by_person", "signed_by_agency", "is_electronic"})
    papers = [
        replace(OUTGOING, true_flags=both),  # signed on a Friday, issued on the Monday after: in time
        replace(
            OUTGOING, issued_on=date(2026, 10, 6), true_flags=frozenset({"signed_by_person", "sent_electronically"})
        ),
        replace(OUTGOING, issued_on=None),
        replace(OUTGOING, is_secret=True, true_flags=both),
        replace(OUTGOING, direction="case", true_flags=both),
        replace(OUTGOING, direction="case", true_flags=frozenset({"is_electronic"})),
        replace(OUTGOING, direction="incoming", received_on=date(2026, 10, 7), acknowledged_on=date(2026, 10, 7)),
        replace(OUTGOING, direction="incoming", received_on=date(2026, 10, 7)),
    ]
    sums = of_papers(papers, (), (), UNITS, OCTOBER[0], AS_OF)
    expected = {"Đ01": (1, 2), "Đ02": (1, 2), "Đ03": (1, 2), "Đ04": (1, 3), "Đ05": (1, 2)}
    assert {name: figure for (unit, _, name), figure in sums.items() if unit == "H13"} == expected


def test_the_next_working_day_may_be_a_saturday_or_after_tet() -> None:
    assert nth_working_day(date(2026, 8, 21), 1) == date(2026, 8, 22)
    assert nth_working_day(date(2026, 2, 13), 1) == date(2026, 2, 23)


PETITION = Petition("P", A, None, None, "answered", date(2026, 9, 7), None, None, 0)


def test_deadlines_of_petitions() -> None:
    # Received on Monday 7 September 2026: fifteen working days are three weeks.
    assert deadline(PETITION) == date(2026, 9, 28)
    assert deadline(replace(PETITION, status="refused")) == date(2026, 9, 9)
    asked = replace(PETITION, supplement_requested_on=date(2026, 9, 8))
    assert deadline(asked) == date(2026, 10, 5)
    assert deadline(replace(asked, status="refused")) == date(2026, 9, 16)


@pytest.mark.parametrize(
    ("answered", "cut", "in_time"),
    [
        ("2026-09-28", "2026-09-30", True),
        ("2026-09-29", "2026-09-30", False),
        (None, "2026-09-28", True),
        (None, "2026-09-29", False),
        ("2026-10-09", "2026-09-28", True),  # not answered by this cut, and still in time then
        ("2026-10-09", "2026-10-31", False),
    ],
)
def test_petitions_in_time(answered: str | None, cut: str, in_time: bool) -> None:
    one = replace(PETITION, answered_on=date.fromisoformat(answered) if answered else None)
    sums = of_papers((), [one], (), UNITS, date(2026, 9, 1), date.fromisoformat(cut))
    assert sums["H13", None, "C23a"] == (in_time, 1)


def test_signatures() -> None:
    def signature(number: int, state: str, name: str | None, unit: str = CHILD) -> Signature:
        signer = (name, unit) if name else None
        return Signature(f"K{number}", unit, signer, "VGCA", None, at("2026-10-20 23:59"), state)

    every = [
        signature(1, "completed", "an"),
        signature(2, "completed", "an"),
        signature(3, "completed", "an", PARENT),  # the same name elsewhere is another person
        signature(4, "failed", "bình"),
        signature(5, "pending", "bình"),
        signature(6, "completed", None),
    ]
    assert of_papers((), (), every, UNITS, *OCTOBER)["H13", None, "Đ11"] == (4, 5)
    assert usage(every, UNITS, *OCTOBER, AS_OF)["H13", "VGCA", None] == (4, 1, 0, 0, 1, 2)
    assert usage(every, UNITS, *OCTOBER, AS_OF)[CHILD, "VGCA", None] == (3, 1, 0, 0, 1, 1)


# ---------------------------------------------------------------- steps


def step(start: str, due: str | None, done: str | None, status: int = 4) -> Step:
    def moment(day: str | None) -> datetime | None:
        return at(f"{day} 10:00") if day else None

    started = moment(start)
    assert started
    return Step("H13.05-261001-0001", A, ("an", A), status, started, moment(due), moment(done))


def test_steps_that_ran_and_were_late() -> None:
    cut = date(2026, 10, 20)
    assert ran(step("2026-09-01", None, "2026-10-01"), OCTOBER[0], cut)
    assert not ran(step("2026-09-01", None, "2026-09-30"), OCTOBER[0], cut)
    assert not ran(step("2026-10-21", None, None), OCTOBER[0], cut)
    assert is_late(step("2026-10-01", "2026-10-05", "2026-10-06"), cut)
    assert not is_late(step("2026-10-01", "2026-10-05", "2026-10-05"), cut)
    assert is_late(step("2026-10-01", "2026-10-19", None), cut)
    assert not is_late(step("2026-10-01", "2026-10-20", None), cut)
    assert not is_late(step("2026-10-01", "2026-10-05", None, status=5), cut)
    assert is_late(step("2026-10-01", "2026-10-05", "2026-10-06", status=5), cut), "waiting excuses what still runs"
    # Done after the cut is not yet done; by then it waits or is overdue.
    assert is_late(step("2026-10-01", "2026-10-19", "2026-10-25"), cut)


def test_waiting_at_an_earlier_cut_is_told_by_the_steps() -> None:
    september, last = date(2026, 9, 1), date(2026, 9, 30)
    dossier = row(received_at=at("2026-09-02 08:00"), due_at=date(2026, 9, 10), status=4)

    def figures(*steps: Step, until: date = last) -> tuple[int, ...]:
        every = dossiers([dossier], PROCEDURES, steps)
        return form_06a(every, UNITS, september, until, AS_OF)["H13", None][-2:]

    overdue, waiting = (1, 0), (0, 1)
    assert figures() == overdue
    assert figures(step("2026-09-08", None, "2026-10-05", status=5)) == waiting
    assert figures(step("2026-09-08", None, "2026-09-30", status=5)) == overdue, "done at the end of that day"
    assert figures(step("2026-10-01", None, None, status=6)) == overdue, "not yet begun"
    # On as-of itself the newest record speaks.
    assert figures(step("2026-09-08", None, None, status=5), until=AS_OF) == overdue


def test_a_unit_only_the_papers_know_stands_under_the_root() -> None:
    few = (Unit("H13", "Thành phố", "province", None),)
    assert of_papers([replace(OUTGOING, unit="H13.199")], (), (), few, OCTOBER[0], AS_OF)["H13", None, "Đ01"] == (0, 1)
