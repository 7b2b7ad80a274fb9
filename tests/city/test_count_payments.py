"""The slow counts of payments and of the portal's rule against cases worked out by hand."""

from dataclasses import replace

import pytest

from .city import UNITS, Row, Value
from .count_papers import Attempt
from .count_payments import Till, requests, summary
from .count_portal import portal_counted, portal_end, portal_on_time
from .papers import Entry, newest
from .procedures import Procedure
from .test_count import AS_OF, LANDED, OCTOBER, at, one, row

A, B, PARENT, CHILD = "H13.05", "H13.07", "H13.101", "H13.151"


# ---------------------------------------------------------------- the newest row


def test_newest_rows_of_other_exports() -> None:
    def entry(hour: int, **values: Value) -> Entry:
        landed = LANDED.replace(hour=hour)
        return Entry("payment", "a.csv", landed, 0, ("G1",), {"dossier_code": "H13.05-261001-0001", **values})

    late = entry(9, state="success", channel=None)
    first = entry(8, state="pending", unit_code="H13.02", channel="cash", bank_code="VCB")
    bad = replace(entry(10, state="failed"), bad="no amount")
    state = newest([late, first, bad], "payment")["G1",]
    assert (state["state"], state["channel"], state["bank_code"], state["unit_code"]) == (
        "success",
        None,
        "VCB",
        "H13.02",
    )
    # An empty cell empties the unit, and then the code inside the dossier code says it.
    assert newest([first, entry(9, unit_code=None)], "payment")["G1",]["unit_code"] == "H13.05"


# ---------------------------------------------------------------- payments


def attempt(number: int, state: str, when: str | None = "2026-10-05 09:00") -> Attempt:
    return Attempt(f"G{number}", "R1", "D1", A, 100, state, "portal", at(when) if when else None)


def test_the_state_of_a_request_is_never_chosen_by_time() -> None:
    for states, state in (
        (("failed", "pending"), "pending"),
        (("cancelled", "pending"), "pending"),
        (("failed", "cancelled"), "cancelled"),
        (("success", "pending", "failed"), "success"),
        (("refunded", "success"), "refunded"),
    ):
        tries = [attempt(number, name) for number, name in enumerate(states)]
        for order in (tries, tries[::-1]):
            (request,) = requests(order)
            assert (request.state, request.attempts) == (state, len(states))


def test_the_deciding_attempt_gives_amount_unit_and_day() -> None:
    early = replace(attempt(1, "success", "2026-10-05 01:00"), amount=5, unit=B)
    later = replace(attempt(2, "success", "2026-10-05 09:00"), amount=7)
    failed = replace(attempt(3, "failed", "2026-10-09 09:00"), amount=9)
    assert requests([later, early, failed])[0].amount == 7
    # At one time the greater transaction id; a time not known is never the greatest.
    assert requests([replace(attempt(1, "success"), amount=5), replace(attempt(2, "success"), amount=7)])[0].amount == 7
    assert (
        requests([replace(attempt(2, "success", None), amount=5), replace(attempt(1, "success"), amount=7)])[0].amount
        == 7
    )


def test_a_request_is_known_by_dossier_and_reference_or_by_its_own_id() -> None:
    tries = [
        attempt(1, "success"),
        replace(attempt(2, "failed"), dossier_code="D2"),
        replace(attempt(3, "failed"), reference=None),
    ]
    tries += [replace(attempt(4, "failed"), reference=None)]
    assert sorted((one.dossier_code, one.reference) for one in requests(tries)) == [
        ("D1", "G3"),
        ("D1", "G4"),
        ("D1", "R1"),
        ("D2", "R1"),
    ]


def test_payment_summary_keeps_the_unknown_channel_apart() -> None:
    tries = [
        replace(attempt(1, "success"), unit=CHILD, amount=70),
        replace(attempt(2, "refunded"), unit=CHILD, amount=30, reference="R2"),
        replace(attempt(3, "pending"), unit=PARENT, channel=None, reference="R3"),
        replace(attempt(4, "success", None), unit=PARENT, reference="R4"),  # in no period
        replace(attempt(5, "success", "2026-10-21 00:00"), reference="R5"),  # after as-of
    ]
    found = summary(requests(tries), UNITS, *OCTOBER, AS_OF)
    assert found["H13", "portal"] == found[PARENT, "portal"] == found[CHILD, "portal"] == (2, 1, 0, 0, 1, 0, 70, 30)
    assert found[PARENT, None] == (1, 0, 1, 0, 0, 0, 0, 0)
    assert (CHILD, None) not in found


def test_a_fee_is_due_by_the_dossier_else_by_its_largest_request() -> None:
    till = Till(requests([replace(attempt(1, "failed"), dossier_code="H13.05-261001-0001", amount=40)]))
    assert till.fee_due(one(row(fee_amount=10)))
    assert not till.fee_due(one(row(fee_amount=0)))
    assert till.fee_due(one(row()))
    assert not till.fee_due(one(row("H13.05-261001-0002")))


@pytest.mark.parametrize(
    ("state", "channel", "when", "paid"),
    [
        ("success", "portal", "2026-10-20 23:59", True),
        ("success", "province", "2026-10-05 09:00", True),
        ("success", "cash", "2026-10-05 09:00", False),
        ("success", "portal", "2026-10-21 00:00", False),
        ("success", "portal", None, False),
        ("refunded", "portal", "2026-10-05 09:00", False),
        ("pending", "portal", "2026-10-05 09:00", False),
    ],
)
def test_paid_online_by_a_request(state: str, channel: str, when: str | None, paid: bool) -> None:
    till = Till(requests([replace(attempt(1, state, when), channel=channel, dossier_code="H13.05-261001-0001")]))
    assert till.paid_online(one(row(paid_online=0)), AS_OF) is paid
    assert till.paid_online(one(row(paid_online=2)), AS_OF)
    assert till.paid_online(one(row(paid_online=3)), AS_OF) is paid


# ---------------------------------------------------------------- the portal's rule

LIMITS = {
    code: Procedure(code, "", None, "province", time_limit=limit, time_unit=unit)
    for code, limit, unit in (("1.000001", 8.0, "hour"), ("1.000002", 2.0, "day"), ("1.000003", 2.0, "working_day"))
}


def on_time(told: Row) -> bool:
    return portal_on_time(one(told), LIMITS, AS_OF)


def test_the_end_of_the_portal_is_chosen_from_all_times_as_recorded() -> None:
    requested = at("2026-10-08 08:00")
    assert portal_end(one(row(supplement_count=1, supplement_requested_at=requested)), AS_OF) == requested
    assert portal_end(one(row(supplement_count=2, supplement_requested_at=requested)), AS_OF) is None
    # A finish after the cut is no end, and the return before it does not stand in for it.
    after = row(finished_at=at("2026-11-02 08:00"), returned_at=at("2026-10-12 10:00"))
    assert portal_end(one(after), AS_OF) is None


def test_an_old_dossier_still_open_is_not_seen_by_the_portal() -> None:
    old = at("2026-09-01 08:00")
    assert not portal_counted(one(row(received_at=old)), OCTOBER[0], AS_OF)
    assert portal_counted(one(row(received_at=old, finished_at=at("2026-10-01 00:00"))), OCTOBER[0], AS_OF)
    assert portal_counted(one(row(status=3)), OCTOBER[0], AS_OF), "status 3 is out of form 06a alone"
    assert not portal_counted(one(row(status=1)), OCTOBER[0], AS_OF)


def test_on_time_by_the_portal_is_a_matter_of_instants() -> None:
    due = at("2026-10-15 10:00")
    assert on_time(row(due_at=due, finished_at=due))
    assert not on_time(row(due_at=due, finished_at=at("2026-10-15 10:01")))
    assert on_time(row(due_at=due, finished_at=at("2026-10-15 11:00"), supplement_hours=1.0, supplement_count=1))
    assert not on_time(row(due_at=due, finished_at=at("2026-10-10 10:00"), supplement_count=2))
    # Open: measured at the end of the cut's day, which a due day without a time shares.
    assert on_time(row(due_at=AS_OF))
    assert not on_time(row(due_at=at("2026-10-20 17:00")))


def test_on_time_by_the_portal_without_a_due_date() -> None:
    # Received on Monday 5 October at 09:00.
    assert on_time(row(procedure_code="1.000001", finished_at=at("2026-10-05 17:00")))
    assert not on_time(row(procedure_code="1.000001", finished_at=at("2026-10-05 17:01")))
    assert on_time(row(procedure_code="1.000002", finished_at=at("2026-10-07 09:00")))
    assert on_time(row(procedure_code="1.000003", finished_at=at("2026-10-07 23:59")))
    assert not on_time(row(procedure_code="1.000003", finished_at=at("2026-10-08 00:00")))
    assert on_time(row(procedure_code="1.000003", finished_at=at("2026-10-08 00:00"), supplement_hours=0.5))
    assert on_time(row(procedure_code="9.999999")), "without either, on time"
