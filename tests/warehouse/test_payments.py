"""Payment requests, what units took in, and where dossiers and payments do not agree: as of Friday 20 March 2026."""

from __future__ import annotations

import random
from datetime import date

import duckdb

from tests.warehouse.recorded import Attempt, Recorded, add, count, pay

AS_OF = date(2026, 3, 20)
STATES = ("success", "pending", "failed", "refunded", "cancelled")


def record(connection: duckdb.DuckDBPyConnection, code: str, fee: int | None, paid_online: int | None) -> None:
    """Write a dossier of the department with its fee and its way of payment (0 to 3)."""
    add(connection, [Recorded(code, "H13.01", 4, "2026-02-02 08:00")])
    connection.execute(
        "UPDATE core.dossier SET fee_amount = ?, paid_online = ? WHERE dossier_code = ?", [fee, paid_online, code]
    )


def requests(connection: duckdb.DuckDBPyConnection, columns: str) -> list[tuple[object, ...]]:
    count(connection, AS_OF)
    return connection.execute(f"SELECT {columns} FROM core.payment_request ORDER BY ALL").fetchall()


def summary(
    connection: duckdb.DuckDBPyConnection, kind: str, start: str, unit: str = "H13"
) -> list[tuple[object, ...]]:
    """Return by channel: requests, succeeded, pending, failed, refunded, cancelled, amounts succeeded and refunded."""
    return connection.execute(
        "SELECT channel, requests, succeeded, pending, failed, refunded, cancelled, amount_succeeded, amount_refunded"
        " FROM mart.payment_summary WHERE period_kind = ? AND period_start = ? AND unit_code = ? ORDER BY channel NULLS LAST",
        [kind, start, unit],
    ).fetchall()


# ---------------------------------------------------------------- a request


def test_a_request_is_in_the_first_state_that_any_attempt_has_never_the_last_in_time(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    rules = (
        ("failed cancelled pending success refunded", "refunded"),
        ("failed success pending", "success"),
        ("cancelled failed pending", "pending"),
        ("failed cancelled", "cancelled"),
        ("failed failed", "failed"),
    )
    for given, _ in rules:
        # in whatever order the times put them: sources lose AM and PM
        for place, state in enumerate(given.split()):
            at = f"2026-02-{10 + place} 09:00"
            pay(warehouse, Attempt(f"{given} {place}", "A", state, transacted_at=at, reference=given))
    assert requests(warehouse, "reference, state, attempts") == sorted(
        (given, state, len(given.split())) for given, state in rules
    )


def test_amount_channel_unit_and_date_are_those_of_the_attempt_that_gave_the_state(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    pay(
        warehouse,
        Attempt("T1", "A", "success", 10_000, "2026-02-10 09:00", "cash"),
        Attempt("T3", "A", "success", 30_000, "2026-02-12 09:00", "portal"),
        # of the same time: the greatest transaction id
        Attempt("T4", "A", "success", 40_000, "2026-02-12 09:00", "province", unit_code="H13.103"),
        Attempt("T5", "A", "success", 50_000, None, "transfer"),
        Attempt("T9", "A", "failed", 90_000, "2026-02-13 09:00"),
    )
    columns = "transaction_id, amount, channel, unit_code, CAST(transacted_at AS VARCHAR), attempts"
    assert requests(warehouse, columns) == [("T4", 40_000, "province", "H13.103", "2026-02-12 09:00:00", 5)]


def test_a_request_is_a_dossier_and_a_reference_and_without_one_each_transaction_is_its_own(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    pay(
        warehouse,
        Attempt("T1", "A", "failed"),
        Attempt("T2", "A", "success"),
        Attempt("T3", "B", "pending"),
        Attempt("T4", "B", "failed", reference=None),
        Attempt("T5", "B", "failed", reference=None),
        Attempt("T6", "A", "refunded", is_deleted=True),
    )
    assert requests(warehouse, "dossier_code, reference, state, attempts") == [
        ("A", "R1", "success", 2),
        ("B", "R1", "pending", 1),
        ("B", "T4", "failed", 1),
        ("B", "T5", "failed", 1),
    ]


# ---------------------------------------------------------------- what units took in


def test_a_transaction_of_which_two_sources_tell_is_one_request(warehouse: duckdb.DuckDBPyConnection) -> None:
    pay(warehouse, Attempt("T1", "A", "pending"))
    warehouse.execute(
        "INSERT INTO core.payment BY NAME SELECT * REPLACE ('igate' AS source, 'success' AS state) FROM core.payment"
    )
    assert requests(warehouse, "dossier_code, reference, state, amount, source, attempts") == [
        ("A", "R1", "success", 50_000, "igate", 2)
    ]


def test_requests_are_summed_by_channel_and_the_unknown_channel_is_a_row_of_its_own(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    add(warehouse, [Recorded("A", "H13.01", 4, "2026-01-20 08:00")])
    pay(
        warehouse,
        Attempt("T1", "A", "success", 10_000, reference="R1"),
        Attempt("T2", "A", "success", 20_000, reference="R2", unit_code="H13.103"),
        Attempt("T3", "A", "refunded", 40_000, "2026-02-28 23:59", reference="R3"),
        Attempt("T4", "A", "pending", reference="R4", channel="cash"),
        Attempt("T5", "A", "failed", reference="R5", channel=None),
        Attempt("T6", "A", "cancelled", reference="R6", channel=None),
        # of another month, of tomorrow, of no known day
        Attempt("T7", "A", "success", 80_000, "2026-03-01", reference="R7"),
        Attempt("T8", "A", "success", 80_000, "2026-03-21", reference="R8"),
        Attempt("T9", "A", "success", 80_000, None, reference="R9"),
    )
    count(warehouse, AS_OF)
    assert summary(warehouse, "month", "2026-02-01") == [
        ("cash", 1, 0, 1, 0, 0, 0, 0, 0),
        ("portal", 3, 2, 0, 0, 1, 0, 30_000, 40_000),
        (None, 2, 0, 0, 1, 0, 1, 0, 0),
    ]
    assert summary(warehouse, "month", "2026-02-01", "H13.103") == [("portal", 1, 1, 0, 0, 0, 0, 20_000, 0)]
    # the running month stops at as-of; the report month runs from the 15th to the 14th
    assert summary(warehouse, "month", "2026-03-01") == [("portal", 1, 1, 0, 0, 0, 0, 80_000, 0)]
    assert summary(warehouse, "report_month", "2026-02-15") == [("portal", 2, 1, 0, 0, 1, 0, 80_000, 40_000)]


def test_no_money_is_lost_or_counted_twice(warehouse: duckdb.DuckDBPyConnection) -> None:
    chance = random.Random(20260320)
    units = ("H13", "H13.01", "H13.103", "H13.105")
    attempts = [
        Attempt(
            f"T{number}",
            f"D{chance.randrange(30)}",
            chance.choice(STATES),
            chance.randrange(1, 200) * 1_000,
            f"2026-{chance.randrange(1, 4):02}-{chance.randrange(1, 21):02} {chance.randrange(24):02}:00",
            chance.choice(("portal", "province", "cash", None)),
            chance.choice(("R1", "R2", None)),
            chance.choice(units),
        )
        for number in range(300)
    ]
    pay(warehouse, *attempts)
    # dossiers in both bases and one procedure for all: nothing a request meets may multiply it
    for basis in ("city", "portal"):
        add(warehouse, [Recorded(f"D{n}", "H13.01", 4, "2026-01-01 08:00", basis=basis) for n in range(20)])
    told = requests(warehouse, "dossier_code, reference, state, attempts, amount, transaction_id")
    by_id = {attempt.transaction_id: attempt for attempt in attempts}
    # every attempt belongs to one request; a request's amount is that of one of its own attempts
    assert sum(int(str(row[3])) for row in told) == 300
    assert len({(a.dossier_code, a.reference or a.transaction_id) for a in attempts}) == len(told)
    assert all(row[4] == by_id[str(row[5])].amount and row[2] == by_id[str(row[5])].state for row in told)
    # the city's year is the sum of its requests, over channels and over states; its units' own add up to it
    year = summary(warehouse, "year", "2026-01-01")
    assert sum(int(str(row[1])) for row in year) == len(told)
    assert all(row[1] == sum(int(str(part)) for part in row[2:7]) for row in year)
    for column, state in ((7, "success"), (8, "refunded")):
        assert sum(int(str(row[column])) for row in year) == sum(int(str(row[4])) for row in told if row[2] == state)
    months = [summary(warehouse, "month", f"2026-0{month}-01") for month in (1, 2, 3)]
    assert sum(int(str(row[7])) for month in months for row in month) == sum(int(str(row[7])) for row in year)
    assert warehouse.execute("SELECT count(*) FROM mart.counted_dossier").fetchall() == [(40,)]


# ---------------------------------------------------------------- dossiers and payments side by side


def findings(connection: duckdb.DuckDBPyConnection) -> list[tuple[object, ...]]:
    count(connection, AS_OF)
    return connection.execute(
        "SELECT kind, dossier_code, unit_code, fee_amount, paid_amount FROM mart.payment_reconciliation ORDER BY ALL"
    ).fetchall()


def test_findings_where_a_dossier_and_its_payments_do_not_agree(warehouse: duckdb.DuckDBPyConnection) -> None:
    for code, fee, paid_online in (
        ("agrees", 50_000, 1),
        ("in-two-parts", 50_000, 1),
        ("nothing-paid", 50_000, 2),
        ("given-back", 50_000, 1),
        ("not-yet", 50_000, 3),
        ("too-much", 50_000, 1),
        ("twice", 50_000, 1),
        ("no-fee-written", None, 1),
    ):
        record(warehouse, code, fee, paid_online)
    pay(
        warehouse,
        Attempt("T1", "agrees", "success"),
        Attempt("T2", "in-two-parts", "success", 20_000),
        Attempt("T3", "in-two-parts", "success", 30_000, reference="R2"),
        Attempt("T4", "given-back", "success"),
        Attempt("T5", "given-back", "refunded"),
        Attempt("T6", "not-yet", "failed"),
        Attempt("T7", "too-much", "success", 60_000),
        Attempt("T8", "twice", "success"),
        Attempt("T9", "twice", "success", reference="R2"),
        Attempt("TA", "no-fee-written", "success", 7_000),
        Attempt("TB", "unknown", "success", 9_000, unit_code="H13.103"),
        Attempt("TC", "unknown", "failed", 9_000, reference="R2", unit_code="H13.103"),
    )
    assert findings(warehouse) == [
        ("amount_differs", "too-much", "H13.01", 50_000, 60_000),
        ("amount_differs", "twice", "H13.01", 50_000, 100_000),
        ("paid_twice", "in-two-parts", "H13.01", 50_000, 50_000),
        ("paid_twice", "twice", "H13.01", 50_000, 100_000),
        ("paid_without_transaction", "given-back", "H13.01", 50_000, 0),
        ("paid_without_transaction", "nothing-paid", "H13.01", 50_000, 0),
        ("transaction_without_dossier", "unknown", "H13.103", None, 9_000),
    ]


def test_a_city_that_has_no_payment_records_has_nothing_to_compare(warehouse: duckdb.DuckDBPyConnection) -> None:
    record(warehouse, "A", 50_000, 1)
    assert findings(warehouse) == []
