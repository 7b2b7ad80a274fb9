"""Indicators on fees, payments and flags of dossiers, and waiting told by steps: February 2026 seen from 20 March."""

from __future__ import annotations

from datetime import date

import duckdb
import pytest

from tests.warehouse.recorded import Attempt, Recorded, add, count, pay

AS_OF = date(2026, 3, 20)
Value = str | int | bool | None
Stock = tuple[int, int, int]


def dossier(
    connection: duckdb.DuckDBPyConnection,
    code: str,
    channel: str = "online",
    procedure: str | None = None,
    basis: str = "city",
    **told: Value,
) -> None:
    """Write a dossier received on 2 February and finished on the 12th, with further columns of its record."""
    finished = "2026-02-12 08:00"
    given = Recorded(
        code, "H13.01", 10, "2026-02-02 08:00", None, finished, channel=channel, procedure_code=procedure, basis=basis
    )
    add(connection, [given])
    for column, value in told.items():
        connection.execute(
            f"UPDATE core.dossier SET {column} = ? WHERE dossier_code = ? AND basis = ?", [value, code, basis]
        )


def indicator(
    connection: duckdb.DuckDBPyConnection,
    name: str,
    kind: str = "month",
    start: str = "2026-02-01",
    basis: str = "city",
) -> tuple[float, float] | None:
    """Return numerator and denominator of the root, None without a row."""
    rows = connection.execute(
        "SELECT numerator, denominator FROM mart.indicator_value WHERE indicator_id = ? AND period_kind = ?"
        " AND period_start = ? AND basis = ? AND unit_code = 'H13' AND procedure_code IS NULL",
        [name, kind, start, basis],
    ).fetchall()
    return rows[0] if rows else None


def define(connection: duckdb.DuckDBPyConnection, *names: str, basis: str = "both") -> None:
    """Put definitions into the catalogue."""
    connection.execute("INSERT INTO ref.indicator (indicator_id, basis) SELECT unnest(?), ?", [list(names), basis])


# ---------------------------------------------------------------- fees and payments


@pytest.fixture
def paying(warehouse: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    """Ten dossiers that differ in fee, payment, channel and result."""
    define(warehouse, "C11", "C12")
    dossier(warehouse, "no-fee-known", has_electronic_result=True)
    dossier(warehouse, "free", fee_amount=0, has_electronic_result=True)
    dossier(warehouse, "paid-by-record", fee_amount=50_000, paid_online=2, has_electronic_result=True)
    dossier(warehouse, "paid-in-march", fee_amount=50_000, paid_online=3, has_electronic_result=True)
    dossier(warehouse, "paid-in-cash", fee_amount=50_000, has_electronic_result=True)
    dossier(warehouse, "fee-by-request", has_electronic_result=True)
    dossier(warehouse, "direct", "direct", fee_amount=50_000, paid_online=1, has_electronic_result=True)
    dossier(warehouse, "result-unknown", has_electronic_result=None)
    dossier(warehouse, "given-back", fee_amount=50_000, has_electronic_result=True)
    dossier(warehouse, "paid-no-day", fee_amount=50_000, has_electronic_result=True)
    pay(
        warehouse,
        Attempt("T1", "paid-in-march", "success", transacted_at="2026-03-02 08:00", channel="province"),
        Attempt("T2", "paid-in-cash", "success", channel="cash"),
        Attempt("T3", "paid-in-cash", "success", channel=None, reference="R2"),
        Attempt("T4", "fee-by-request", "failed", 30_000),
        Attempt("T5", "fee-by-request", "pending", 0, reference="R2"),
        Attempt("T6", "given-back", "success"),
        Attempt("T7", "given-back", "refunded", transacted_at="2026-03-19 08:00"),
        Attempt("T8", "paid-no-day", "success", transacted_at=None),
    )
    return warehouse


def test_carried_out_fully_online_needs_channel_electronic_result_and_no_fee_left_to_pay(
    paying: duckdb.DuckDBPyConnection,
) -> None:
    count(paying, AS_OF)
    # no-fee-known, free, paid-by-record; in the quarter, cut on 20 March, paid-in-march too
    assert indicator(paying, "C11") == (3, 10)
    assert indicator(paying, "C11", "quarter", "2026-01-01") == (4, 10)


def test_a_fee_is_due_by_the_record_else_by_the_largest_request_and_paid_by_the_cut(
    paying: duckdb.DuckDBPyConnection,
) -> None:
    count(paying, AS_OF)
    # due: all but no-fee-known, free and result-unknown; paid by the end of February: paid-by-record and direct
    assert indicator(paying, "C12") == (2, 7)
    assert indicator(paying, "C12", "quarter", "2026-01-01") == (3, 7)
    told = paying.execute(
        "SELECT dossier_code, own_fee_amount, fee_due, CAST(paid_online_on AS VARCHAR) FROM mart.counted_dossier"
        " WHERE paid_online_on IS NOT NULL OR dossier_code = 'fee-by-request' ORDER BY 1"
    ).fetchall()
    assert told == [
        ("direct", 50_000, True, "0001-01-01"),
        ("fee-by-request", None, True, None),
        ("paid-by-record", 50_000, True, "0001-01-01"),
        ("paid-in-march", 50_000, True, "2026-03-02"),
    ]


def test_on_the_portal_s_copy_only_its_own_record_tells_of_fee_and_payment(paying: duckdb.DuckDBPyConnection) -> None:
    dossier(paying, "paid-in-march", basis="portal", fee_amount=50_000, paid_online=3, has_electronic_result=True)
    dossier(paying, "fee-by-request", basis="portal", has_electronic_result=True)
    dossier(paying, "paid-in-cash", basis="portal", fee_amount=50_000, paid_online=1, has_electronic_result=True)
    count(paying, AS_OF)
    assert indicator(paying, "C12", "quarter", "2026-01-01", "portal") == (1, 2)
    assert indicator(paying, "C11", "quarter", "2026-01-01", "portal") == (2, 3)


# ---------------------------------------------------------------- flags


def test_flags_count_when_they_are_yes_and_unknown_is_not_yes(warehouse: duckdb.DuckDBPyConnection) -> None:
    define(warehouse, "C15", "C16", "C17", "C18", "C19a")
    define(warehouse, "Đ09", basis="city")
    for code, gives_result in (("1.000001", True), ("1.000002", False), ("1.000003", None)):
        warehouse.execute(
            "INSERT INTO ref.procedure (basis, source, procedure_code, gives_result) VALUES ('city', 'exports', ?, ?)",
            [code, gives_result],
        )
    dossier(
        warehouse,
        "A",
        procedure="1.000001",
        has_electronic_result=True,
        has_digitised_component=True,
        result_signed=True,
    )
    dossier(
        warehouse, "B", procedure="1.000002", has_electronic_result=True, has_digitised_component=None, reuses_data=True
    )
    dossier(
        warehouse, "C", procedure="1.000003", has_electronic_result=True, result_signed=False, from_personal_store=True
    )
    dossier(
        warehouse,
        "D",
        procedure="9.999999",
        has_electronic_result=None,
        has_digitised_component=True,
        result_signed=True,
    )
    dossier(warehouse, "E", has_electronic_result=False, uses_population_data=True, reuses_data=False)
    dossier(warehouse, "F", uses_population_data=True, reuses_data=True)
    dossier(warehouse, "A", basis="portal", has_electronic_result=True)
    count(warehouse, AS_OF)
    # B's procedure gives no result; those of C (not written), D (not in the catalogue), E and F (none) may
    assert indicator(warehouse, "C15") == (2, 5)
    assert indicator(warehouse, "C16") == (1, 6)
    assert indicator(warehouse, "C17") == (2, 6)
    assert indicator(warehouse, "C18") == (1, 6)
    assert indicator(warehouse, "C19a") == (2, 6)
    # of A, B and C, whose results are electronic, only A's is known to be signed
    assert indicator(warehouse, "Đ09") == (1, 3)
    assert indicator(warehouse, "Đ09", basis="portal") is None
    assert warehouse.execute(
        "SELECT procedure_code, numerator, denominator FROM mart.indicator_value WHERE indicator_id = 'C15'"
        " AND period_kind = 'month' AND period_start = '2026-02-01' AND basis = 'city' AND denominator > 0 ORDER BY 1 NULLS FIRST"
    ).fetchall()[-3:] == [("1.000001", 1, 1), ("1.000003", 1, 1), ("9.999999", 0, 1)]


def test_the_list_of_decree_224_takes_its_figures_from_july_2026_on(warehouse: duckdb.DuckDBPyConnection) -> None:
    same = {"Đ08b": "C08", "Đ08c": "C11", "Đ08d": "C06", "Đ08e": "C01", "Đ08g": "C24"}
    define(warehouse, *same, *same.values())
    dossier(warehouse, "A", has_electronic_result=True)
    later = Recorded("B", "H13.01", 10, "2026-06-29 08:00", "2026-07-01", "2026-07-02 08:00", channel="online")
    add(warehouse, [later])
    count(warehouse, date(2026, 7, 5))
    for decree, first in same.items():
        for kind, start in (("month", "2026-06-01"), ("report_month", "2026-05-15"), ("quarter", "2026-04-01")):
            assert indicator(warehouse, decree, kind, start) is None
        for kind, start in (("month", "2026-07-01"), ("report_month", "2026-06-15"), ("year", "2026-01-01")):
            figure = indicator(warehouse, decree, kind, start)
            assert figure is not None
            assert figure == indicator(warehouse, first, kind, start)


# ---------------------------------------------------------------- waiting, told by steps


def step(
    connection: duckdb.DuckDBPyConnection, code: str, number: int, status: int, start: str, end: str | None
) -> None:
    """Write a step of the city's record."""
    connection.execute(
        "INSERT INTO core.dossier_step (basis, source, unit_code, is_deleted, dossier_code, step_no, status, started_at, done_at)"
        " VALUES ('city', 'exports', 'H13.01', false, ?, ?, ?, ?, ?)",
        [code, number, status, start, end],
    )


def open_dossier(
    connection: duckdb.DuckDBPyConnection, code: str, status: int, sector: str | None = None, basis: str = "city"
) -> None:
    """Write an open dossier due on 10 February."""
    received, due = "2026-02-02 08:00", "2026-02-10 17:00"
    add(connection, [Recorded(code, "H13.01", status, received, due, sector_code=sector, basis=basis)])


def overdue_and_waiting(connection: duckdb.DuckDBPyConnection, kind: str, start: str) -> object:
    """Return open, overdue and waiting of the root; the macro must tell the same."""
    figures = "open_total, open_overdue, open_waiting"
    ((first, last, *told),) = connection.execute(
        f"SELECT period_start, period_end, {figures} FROM mart.form_06a_period WHERE basis = 'city' AND unit_code = 'H13'"
        " AND sector_code IS NULL AND period_kind = ? AND period_start = ?",
        [kind, start],
    ).fetchall()
    by_macro = f"SELECT {figures} FROM mart.form_06a(?, ?) WHERE unit_code = 'H13' AND sector_code IS NULL"
    assert connection.execute(by_macro, [first, last]).fetchall() == [tuple(told)]
    return tuple(told)


def test_at_an_earlier_cut_a_dossier_waits_while_such_a_step_runs_and_at_as_of_by_its_newest_record(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    define(warehouse, "C03", "C04b")
    open_dossier(warehouse, "A", 4)
    step(warehouse, "A", 1, 4, "2026-02-02 08:00", "2026-02-12 08:00")
    step(warehouse, "A", 2, 5, "2026-02-12 08:00", "2026-03-05 09:00")
    count(warehouse, AS_OF)
    # 14 February and 28 February fall into the step, 14 March does not; on 20 March the record says 4
    assert overdue_and_waiting(warehouse, "report_month", "2026-01-15") == (1, 0, 1)
    assert overdue_and_waiting(warehouse, "month", "2026-02-01") == (1, 0, 1)
    assert overdue_and_waiting(warehouse, "report_month", "2026-02-15") == (1, 1, 0)
    assert overdue_and_waiting(warehouse, "month", "2026-03-01") == (1, 1, 0)
    assert indicator(warehouse, "C03") == (0, 1)
    assert indicator(warehouse, "C04b") == (0, 1)
    assert indicator(warehouse, "C04b", "quarter", "2026-01-01") == (1, 1)


#: Status of the newest record, steps (status, start, end); open, overdue and waiting at the end of February and at as-of.
WAITING: tuple[tuple[int, list[tuple[int, str, str | None]], Stock, Stock], ...] = (
    # no steps: the newest record, whatever the day
    (5, [], (1, 0, 1), (1, 0, 1)),
    (4, [], (1, 1, 0), (1, 1, 0)),
    # steps that tell of no waiting in February; the record waits now
    (6, [(4, "2026-02-02", None)], (1, 1, 0), (1, 0, 1)),
    (5, [(4, "2026-02-02", "2026-03-18"), (5, "2026-03-18", None)], (1, 1, 0), (1, 0, 1)),
    # still running, begun in February
    (5, [(5, "2026-02-27", None)], (1, 0, 1), (1, 0, 1)),
    # the record has moved on though the step was never closed
    (4, [(6, "2026-02-27", None)], (1, 0, 1), (1, 1, 0)),
    # running at the end of 28 February: begun in its last minute, done at midnight; done an hour before it
    (4, [(5, "2026-02-28 23:59", "2026-03-01 00:00")], (1, 0, 1), (1, 1, 0)),
    (4, [(5, "2026-02-20 08:00", "2026-02-28 23:00")], (1, 1, 0), (1, 1, 0)),
    # two such steps at once wait once; a gap between them does not wait
    (4, [(5, "2026-02-20", "2026-03-02"), (6, "2026-02-25", "2026-03-03")], (1, 0, 1), (1, 1, 0)),
    (4, [(5, "2026-02-03", "2026-03-10"), (6, "2026-02-04", "2026-02-05"), (5, "2026-02-06", None)], (1, 0, 1), (1, 1, 0)),
    (4, [(5, "2026-02-03", "2026-02-20"), (6, "2026-03-01", None)], (1, 1, 0), (1, 1, 0)),
)  # fmt: skip


def test_waiting_by_steps(warehouse: duckdb.DuckDBPyConnection) -> None:
    for place, (status, steps, _, _) in enumerate(WAITING):
        code = f"A{place}"
        # a sector of its own tells of the one dossier
        open_dossier(warehouse, code, status, sector=code)
        for number, (of_step, start, end) in enumerate(steps, start=1):
            step(warehouse, code, number, of_step, start, end)
        # the portal's copy has no steps: the city's tell nothing of it
        open_dossier(warehouse, code, 5, sector=code, basis="portal")
    count(warehouse, AS_OF)
    for start, told in (("2026-02-01", 2), ("2026-03-01", 3)):
        rows = warehouse.execute(
            "SELECT basis, sector_code, open_total, open_overdue, open_waiting FROM mart.form_06a_period"
            " WHERE unit_code = 'H13' AND sector_code IS NOT NULL AND period_kind = 'month' AND period_start = ?",
            [start],
        ).fetchall()
        stocks = {(row[0], row[1]): row[2:] for row in rows}
        for place, case in enumerate(WAITING):
            assert stocks["city", f"A{place}"] == case[told], case
            assert stocks["portal", f"A{place}"] == (1, 0, 1)
