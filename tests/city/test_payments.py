"""Payments as published, against the slow count: attempts, requests, the summary by channel."""

import pytest

from .count_payments import SUMMARY, Request
from .nights import Night
from .papers import newest
from .published import assert_agree, by_period, query, same_cells, same_figures, unique
from .record import instant

pytestmark = pytest.mark.timeout(900)  # the first test of the city waits for four nights on a busy machine


def test_each_transaction_is_as_its_newest_row_leaves_it(night: Night) -> None:
    sql = """SELECT transaction_id, reference, dossier_code, procedure_code, unit_code, amount, state, channel,
                    bank_code, transacted_at, receipt_no
             FROM core.payment"""
    names = ("reference", "dossier_code", "procedure_code", "unit_code", "amount", "state", "channel", "bank_code")
    counted = {
        state["transaction_id"]: (
            *(state.get(name) for name in names),
            instant(state.get("transacted_at")),
            state.get("receipt_no"),
        )
        for state in newest(night.entries, "payment").values()
    }
    assert_agree(unique((row[0], row[1:]) for row in query(night.database, sql)), counted, (), same_cells)


def _as_counted(one: Request) -> tuple[object, ...]:
    return (one.attempts, one.state, one.amount, one.channel, one.unit, one.transacted_at)


def test_a_request_is_what_its_deciding_attempt_says_of_it(night: Night) -> None:
    sql = """SELECT dossier_code, reference, attempts, state, amount, channel, unit_code, transacted_at
             FROM core.payment_request"""
    published = unique(((row[0], row[1]), row[2:]) for row in query(night.database, sql))
    counted = {(one.dossier_code, one.reference): _as_counted(one) for one in night.record.requests}
    assert_agree(published, counted, (), same_cells)


def test_payment_summary_of_every_period_unit_and_channel(night: Night) -> None:
    published = by_period(night.database, "mart.payment_summary", ("channel",), SUMMARY, night.periods)
    assert_agree(published, night.payments, (0,) * len(SUMMARY), same_figures)


def test_every_request_of_a_period_is_in_one_state(night: Night) -> None:
    published = by_period(night.database, "mart.payment_summary", ("channel",), SUMMARY, night.periods)
    for place, (requests, *states) in published.items():
        assert requests == sum(states[:5]), place
