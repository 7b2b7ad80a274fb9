"""The portal's rule (766, 2.1), worked out by hand: February and March 2026 seen from Friday 20 March.

Every dossier has a procedure of its own: the root's row of the procedure tells of the one dossier.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from shutil import copyfile
from typing import NamedTuple

import duckdb
import pytest

from tests.warehouse.recorded import Recorded, add, count
from warehouse.database import Resources, open_warehouse

AS_OF = date(2026, 3, 20)
DUE = "2026-02-10 17:00"
DAY = 86_400
Figure = tuple[int, int] | None


class Case(NamedTuple):
    """A dossier, its procedure's time limit, and (on time, counted) in January, February and March."""

    name: str
    received_at: str
    due_at: str | None
    ended: dict[str, str]
    january: Figure
    february: Figure
    march: Figure
    limit: tuple[float, str] | None = None
    status: int = 4
    supplement_count: int | None = None
    supplement_requested_at: str | None = None
    supplement_seconds: int | None = None
    is_deleted: bool = False


def finished(at: str) -> dict[str, str]:
    """Return an end by finished_at."""
    return {"finished_at": at}


NO, YES = (0, 1), (1, 1)
CASES = [
    # by instants, not days: an hour after the due hour is late
    Case("in time", "2026-02-02 08:00", DUE, finished("2026-02-10 17:00"), None, YES, None),
    Case("hours late", "2026-02-02 08:00", DUE, finished("2026-02-10 17:01"), None, NO, None),
    # the first of finished, returned, refused
    Case("returned", "2026-02-02 08:00", DUE, {"returned_at": "2026-02-11", "refused_at": "2026-02-03"}, None, NO, None),
    Case("refused, status 3", "2026-02-02 08:00", DUE, {"refused_at": "2026-02-03"}, None, YES, None, status=3),
    # waiting for a supplement is taken off; two requests are never on time
    Case("waited two days", "2026-02-02 08:00", DUE, finished("2026-02-12 17:00"), None, YES, None, supplement_count=1, supplement_seconds=2 * DAY),
    Case("waited too short", "2026-02-02 08:00", DUE, finished("2026-02-12 17:00"), None, NO, None, supplement_count=1, supplement_seconds=2 * DAY - 1),
    Case("asked twice", "2026-02-02 08:00", DUE, finished("2026-02-03 08:00"), None, NO, None, supplement_count=2),
    # the one supplement request is the end where there is no other
    Case("ends by request", "2026-02-02 08:00", DUE, {}, None, YES, None, supplement_count=1, supplement_requested_at="2026-02-10 16:00"),
    Case("request too late", "2026-02-02 08:00", DUE, {}, None, NO, None, supplement_count=1, supplement_requested_at="2026-02-11"),
    Case("request beside an end", "2026-02-02 08:00", DUE, finished("2026-02-11"), None, NO, None, supplement_count=1, supplement_requested_at="2026-02-03"),
    Case("two requests end nothing", "2026-02-02 08:00", "2026-04-01", {}, None, NO, None, supplement_count=2, supplement_requested_at="2026-03-02"),
    # received or ended within the period; old and open is not seen
    Case("old and open", "2026-01-05 08:00", "2026-01-20", {}, NO, None, None),
    Case("over a month's end", "2026-02-20 08:00", "2026-03-05 17:00", finished("2026-03-06 08:00"), None, YES, NO),
    Case("over two", "2026-01-20 08:00", "2026-03-06", finished("2026-03-05 08:00"), YES, None, YES),
    # the end of the cut's day: a day's due date reaches it, an hour does not
    Case("due on the cut's day", "2026-02-20 08:00", "2026-02-28 23:59:59", finished("2026-03-02"), None, YES, NO),
    Case("due in its afternoon", "2026-02-20 08:00", "2026-02-28 17:00", finished("2026-03-02"), None, NO, NO),
    Case("open, waited a day", "2026-02-20 08:00", "2026-02-27 23:59:59", {}, None, YES, None, supplement_seconds=DAY),
    # an end after the cut is no end: not the end after as-of either
    Case("ends after as-of", "2026-03-02 08:00", "2026-03-22", finished("2026-03-25"), None, None, YES),
    Case("due before as-of", "2026-03-02 08:00", "2026-03-19", finished("2026-03-25"), None, None, NO),
    # an end before the receipt stays where it is: counted once, by the receipt
    Case("backwards", "2026-03-02 08:00", "2026-03-10", finished("2026-02-27"), None, None, YES),
    # without a due date the procedure's time limit; the due date goes before it
    Case("eight hours", "2026-02-03 08:00", None, finished("2026-02-03 16:00"), None, YES, None, (8, "hour")),
    Case("over eight hours", "2026-02-03 08:00", None, finished("2026-02-03 16:00:01"), None, NO, None, (8, "hour")),
    Case("half a day", "2026-02-03 08:00", None, finished("2026-02-03 20:00"), None, YES, None, (0.5, "day")),
    Case("two days", "2026-02-03 08:00", None, finished("2026-02-06 08:00"), None, YES, None, (2, "day"), supplement_seconds=DAY),
    Case("over two days", "2026-02-03 08:00", None, finished("2026-02-05 08:01"), None, NO, None, (2, "day")),
    Case("due date first", "2026-02-03 08:00", DUE, finished("2026-02-09"), None, YES, None, (2, "day")),
    Case("open within days", "2026-02-26 00:00", None, finished("2026-03-01 00:01"), None, YES, NO, (3, "day")),
    # three working days from Thursday 12 February: Friday, after Tết Monday 23 and Tuesday 24
    Case("working days", "2026-02-12 08:00", None, finished("2026-02-24 23:59:59"), None, YES, None, (3, "working_day")),
    Case("over working days", "2026-02-12 08:00", None, finished("2026-02-25 00:00"), None, NO, None, (3, "working_day")),
    Case("working days, waited", "2026-02-12 08:00", None, finished("2026-02-24 12:00"), None, YES, None, (1, "working_day"), supplement_seconds=8 * DAY),
    # ten days before 24 February is Saturday the 14th: Friday alone
    Case("to the weekend", "2026-02-12 08:00", None, finished("2026-02-24 12:00"), None, YES, None, (1, "working_day"), supplement_seconds=10 * DAY),
    # Thursday 26, Friday 27; the cut's day is a Saturday; done on Monday 2 March it took two
    Case("open within working days", "2026-02-26 08:00", None, finished("2026-03-02 08:00"), None, YES, NO, (1, "working_day")),
    Case("open over working days", "2026-02-26 08:00", None, {}, None, NO, None, (0, "working_day")),
    # neither a due date nor a limit; a limit without a known unit
    Case("no term", "2026-01-05 08:00", None, finished("2026-03-19"), YES, None, YES),
    Case("limit of no unit", "2026-01-05 08:00", None, finished("2026-03-19"), YES, None, YES, (1, "")),
    Case("asked twice, no term", "2026-02-02 08:00", None, finished("2026-02-03"), None, NO, None, supplement_count=2),
    # a garbled wait or limit is as good as endless
    Case("garbled wait", "2026-02-02 08:00", DUE, finished("2026-02-12"), None, YES, None, supplement_seconds=10**13),
    Case("garbled days", "2026-02-02 08:00", None, finished("2026-02-12"), None, YES, None, (1e13, "day")),
    Case("garbled working days", "2026-02-02 08:00", None, finished("2026-02-12"), None, YES, None, (1e13, "working_day")),
    # what is not counted
    Case("status 1", "2026-02-02 08:00", DUE, {}, None, None, None, status=1),
    Case("deleted", "2026-02-02 08:00", DUE, {}, None, None, None, is_deleted=True),
    Case("received after as-of", "2026-03-21 00:00", DUE, {}, None, None, None),
]  # fmt: skip
CODES = {case.name: f"1.{number:06}" for number, case in enumerate(CASES, start=1)}


def write(connection: duckdb.DuckDBPyConnection, case: Case) -> None:
    """Write the case's dossier and procedure."""
    code = CODES[case.name]
    add(
        connection,
        [
            Recorded(
                case.name,
                "H13.01",
                case.status,
                case.received_at,
                case.due_at,
                procedure_code=code,
                supplement_seconds=case.supplement_seconds,
                is_deleted=case.is_deleted,
                **case.ended,
            )
        ],
    )
    connection.execute(
        "UPDATE core.dossier SET supplement_count = ?, supplement_requested_at = ? WHERE dossier_code = ?",
        [case.supplement_count, case.supplement_requested_at, case.name],
    )
    if case.limit:
        connection.execute(
            "INSERT INTO ref.procedure (basis, source, procedure_code, time_limit, time_unit) VALUES ('city', 'exports', ?, ?, nullif(?, ''))",
            [code, *case.limit],
        )


@pytest.fixture(scope="module")
def city(empty_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    folder = tmp_path_factory.mktemp("portal")
    copyfile(empty_file, folder / "motcua.duckdb")
    with open_warehouse(folder / "motcua.duckdb", Resources("1GB", 1, folder)) as connection:
        connection.execute("INSERT INTO ref.indicator (indicator_id, basis) VALUES ('C05', 'both'), ('C24', 'both')")
        for case in CASES:
            write(connection, case)
        # two dossiers of the portal's own copy, one of them counted there alone
        add(
            connection,
            [
                Recorded("in time", "H13.01", 10, "2026-02-02 08:00", DUE, "2026-02-09", basis="portal"),
                Recorded("portal only", "H13.105", 10, "2026-02-02 08:00", DUE, "2026-02-12", basis="portal"),
            ],
        )
        connection.executemany(
            "INSERT INTO core.petition (basis, source, unit_code, is_deleted, petition_id, dossier_code, kind, received_on, dislikes)"
            " VALUES ('city', 'exports', 'H13.01', ?, ?, ?, ?, ?, ?)",
            [
                (False, "P1", "in time", "behaviour", "2026-02-28", None),
                (False, "P2", "refused, status 3", "regulation", "2026-02-20", 0),
                (False, "P3", "refused, status 3", None, "2026-02-21", 2),
                (False, "P4", "refused, status 3", "regulation", "2026-02-22", 1),
                (False, "P5", "waited two days", "regulation", "2026-02-20", 0),
                (True, "P6", "waited two days", "behaviour", "2026-02-20", 0),
                (False, "P7", "ends by request", "behaviour", "2026-03-01", 0),
                (False, "P8", "hours late", "behaviour", "2026-02-20", 0),
                (False, "P9", "over two", "behaviour", "2026-02-01", 0),
                (False, "PA", None, "behaviour", "2026-02-01", 0),
            ],
        )
        count(connection, AS_OF)
        yield connection


def figure(
    city: duckdb.DuckDBPyConnection,
    indicator: str,
    start: str,
    procedure: str | None,
    unit: str = "H13",
    basis: str = "city",
) -> Figure:
    """Return numerator and denominator of a month."""
    rows = city.execute(
        "SELECT numerator, denominator FROM mart.indicator_value WHERE indicator_id = ? AND period_kind = 'month'"
        " AND period_start = ? AND procedure_code IS NOT DISTINCT FROM ? AND unit_code = ? AND basis = ?",
        [indicator, start, procedure, unit, basis],
    ).fetchall()
    return rows[0] if rows else None


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_counted_and_on_time_by_the_portal_s_rule(city: duckdb.DuckDBPyConnection, case: Case) -> None:
    months = ("2026-01-01", "2026-02-01", "2026-03-01")
    told = tuple(figure(city, "C05", month, CODES[case.name]) for month in months)
    assert told == (case.january, case.february, case.march)


def test_a_unit_s_figure_is_the_sum_and_a_dossier_counts_once_in_a_period(city: duckdb.DuckDBPyConnection) -> None:
    for month, place in (("2026-01-01", "january"), ("2026-02-01", "february"), ("2026-03-01", "march")):
        each = [getattr(case, place) for case in CASES if getattr(case, place)]
        assert figure(city, "C05", month, None) == (sum(one for one, _ in each), len(each))
        assert figure(city, "C05", month, None, "H13.01") == figure(city, "C05", month, None)
    # in the quarter a dossier received in January and ended in March is one
    seen = [case for case in CASES if case.january or case.february or case.march]
    (quarter,) = city.execute(
        "SELECT denominator FROM mart.indicator_value WHERE indicator_id = 'C05' AND period_kind = 'quarter' AND unit_code = 'H13'"
        " AND procedure_code IS NULL AND basis = 'city' AND period_start = '2026-01-01'"
    ).fetchall()
    assert quarter == (len(seen),)


def test_the_rule_holds_for_the_portal_s_own_copy(city: duckdb.DuckDBPyConnection) -> None:
    assert figure(city, "C05", "2026-02-01", None, basis="portal") == (1, 2)
    assert figure(city, "C05", "2026-02-01", None, "H13.105", "portal") == (0, 1)
    assert figure(city, "C05", "2026-02-01", None, "H13.105") is None


@pytest.mark.parametrize(
    ("name", "month", "told"),
    [
        # a petition about behaviour, received on the cut's day
        ("in time", "2026-02-01", NO),
        # two petitions with a dislike and one without: one dossier
        ("refused, status 3", "2026-02-01", NO),
        # about a regulation and disliked by nobody; a deleted petition says nothing
        ("waited two days", "2026-02-01", YES),
        # the petition came after the cut
        ("ends by request", "2026-02-01", YES),
        ("hours late", "2026-02-01", NO),
        # received before the petition, counted again after it
        ("over two", "2026-01-01", YES),
        ("over two", "2026-03-01", NO),
    ],
)
def test_content_is_on_time_and_not_named_by_a_petition_received_by_the_cut(
    city: duckdb.DuckDBPyConnection, name: str, month: str, told: Figure
) -> None:
    assert figure(city, "C24", month, CODES[name]) == told


def test_a_petition_names_the_dossier_in_both_bases(city: duckdb.DuckDBPyConnection) -> None:
    assert figure(city, "C24", "2026-02-01", None, basis="portal") == (0, 2)


def test_the_macro_tells_the_same_of_any_unit(city: duckdb.DuckDBPyConnection) -> None:
    rows = city.execute(
        "SELECT procedure_code, numerator, denominator FROM mart.indicator_by_procedure('H13.01', DATE '2026-02-01', DATE '2026-02-28')"
        " WHERE indicator_id = 'C05' AND basis = 'city' ORDER BY 1"
    ).fetchall()
    assert rows == [(CODES[case.name], *case.february) for case in CASES if case.february]
