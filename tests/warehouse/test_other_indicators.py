"""Indicators on documents, signatures, petitions, returns, letters of apology and steps, worked out by hand.

February 2026 seen from 20 March. Tết: no work from Saturday 14 to Sunday 22 February; Saturday 10 January is worked.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from shutil import copyfile

import duckdb
import pytest

from connectors.contract import load_contracts
from tests.warehouse.conftest import SECRET
from tests.warehouse.recorded import Recorded, add, count, write
from warehouse.database import Resources, open_warehouse
from warehouse.load.casts import read_statement
from warehouse.load.rows import prepare_reading

AS_OF = date(2026, 3, 20)
#: A desk below the commune H13.105.
DESK = (
    "INSERT INTO ref.unit (unit_code, name, kind, parent_code) VALUES ('H13.105.9', 'Tổ Chín', 'department', 'H13.105')"
)

DOCUMENTS = """
    both     | outgoing | H13.01    | false | 2026-02-02 | 2026-02-03 |            |            | true | true  | true  |
    over-tet | outgoing | H13.01    | false | 2026-02-13 | 2026-02-23 |            |            | true |       |       |
    saturday | outgoing | H13.105.9 | false | 2026-02-05 | 2026-02-07 |            |            | true | false | true  |
    march    | outgoing | H13.105.9 | false | 2026-02-27 | 2026-03-02 |            |            | true | true  | false |
    january  | outgoing | H13.01    | false | 2026-01-30 | 2026-02-02 |            |            |      | true  | true  |
    never    | outgoing | H13.01    | false | 2026-02-09 |            |            |            | true | true  | true  |
    secret   | outgoing | H13.01    | true  | 2026-02-09 | 2026-02-20 |            |            |      |       |       |
    same-day | incoming | H13.01    | false |            |            | 2026-02-10 | 2026-02-10 |      |       |       |
    next-day | incoming | H13.01    | false |            |            | 2026-02-10 | 2026-02-11 |      |       |       |
    silent   | incoming | H13.105   | false |            |            | 2026-02-28 |            |      |       |       |
    hidden   | incoming | H13.105   | true  |            |            | 2026-02-28 |            |      |       |       |
    case-1   | case     | H13.105   | false |            | 2026-02-12 |            |            | true |       |       | true
    case-2   | case     | H13.105   | false |            | 2026-02-28 |            |            |      |       |       | true
    case-3   | case     | H13.105   | false |            | 2026-02-28 |            |            | true |       |       | false
    case-4   | case     | H13.105   | true  |            | 2026-02-28 |            |            |      |       |       | false
"""
SIGNATURES = """
    1 | H13.01    | An | SmartCA | smart_ca  | 2026-02-02 08:00    | completed
    2 | H13.01    | An | SmartCA | smart_ca  | 2026-02-03 08:00    | completed
    3 | H13.01    | An | VGCA    | usb_token | 2026-02-03 09:00    | completed
    4 | H13.01    | Ba | SmartCA | smart_ca  | 2026-02-04 08:00    | failed
    5 | H13.01    | Ba | SmartCA | smart_ca  | 2026-02-05 08:00    | pending
    6 | H13.103   | Ca |         |           | 2026-02-28 23:59:59 | completed
    7 | H13.103   |    |         |           | 2026-02-01 00:00    | completed
    8 | H13.103   | Ca | SmartCA | smart_ca  | 2026-02-10 08:00    | expired
    9 | H13.103   | Ca | SmartCA | smart_ca  | 2026-02-10 08:00    | cancelled
    10 | H13.01   | Ba | SmartCA | smart_ca  | 2026-01-31 23:59:59 | completed
    11 | H13.01   | Ba | SmartCA | smart_ca  | 2026-03-21 00:00    | completed
    12 | H13.104  | Du | SmartCA | smart_ca  | 2026-02-11 08:00    | pending
"""
# 15 working days after Monday 2 February: nine to the 13th, five from the 23rd to the 27th, then Monday 2 March.
# After Monday 5 January: four to the 9th, Saturday the 10th, five and five to the 23rd; the 20th is 30 January.
PETITIONS = """
    on-time    | H13.101 | 2026-02-02 | answered   |            | 2026-03-02 |
    after-cut  | H13.101 | 2026-02-02 | answered   |            | 2026-03-03 | 1
    open       | H13.101 | 2026-02-02 | processing |            |            |
    refused    | H13.103 | 2026-02-02 | refused    |            | 2026-02-04 | 2
    refused-3  | H13.103 | 2026-02-02 | refused    |            | 2026-02-05 | 0
    refused-7  | H13.103 | 2026-02-02 | refused    | 2026-02-03 | 2026-02-11 |
    saturday   | H13.103 | 2026-01-05 | answered   |            | 2026-01-24 | 0
    supplement | H13.103 | 2026-01-05 | answered   | 2026-01-20 | 2026-01-30 |
    overdue    | H13.103 | 2026-01-05 | processing |            |            |
"""
RETURNS = """
    month   | 2026-02-01 | 2026-02-28 | H13.105.9 | C20  | 1   | 1
    month   | 2026-02-01 | 2026-02-28 | H13.105   | C20  | 1   | 2
    month   | 2026-02-01 | 2026-02-28 | H13.103   | C20  | 0   | 1
    month   | 2026-02-01 | 2026-02-28 | H13.104   | C20  |     | 1
    quarter | 2026-01-01 | 2026-03-31 | H13.105.9 | C20  | 1   | 1
    quarter | 2026-01-01 | 2026-03-31 | H13       | C25a | 30  | 40
    quarter | 2026-01-01 | 2026-03-31 | H13.01    | C25a | 9   | 10
    year    | 2026-01-01 | 2026-12-31 | H13.01    | D02  | 70  | 100
    year    | 2026-01-01 | 2026-12-31 | H13.101   | D02  | 120 | 100
    year    | 2026-01-01 | 2026-12-31 | H13.102   | D02  | 100 | 100
    year    | 2026-01-01 | 2026-12-31 | H13.103   | D02  | 10  | 100
    year    | 2026-01-01 | 2026-12-31 | H13.105   | D02  | 69  | 100
    year    | 2026-01-01 | 2026-12-31 | H13.105.9 | D02  | 9   | 100
    year    | 2026-01-01 | 2026-12-31 | H13.104   | D02  | 5   | 0
    year    | 2026-01-01 | 2026-12-31 | H13.01    | D01  | -1  | 4
    month   | 2026-01-01 | 2026-01-31 | H13.01    | Đ10  |     | 4
    month   | 2026-02-01 | 2026-02-28 | H13.01    | Đ10  | 1   | 5
    quarter | 2025-10-01 | 2025-12-31 | H13.103   | Đ10  |     | 3
    month   | 2026-03-01 | 2026-03-31 | H13.103   | Đ10  |     | 30
    month   | 2026-01-01 | 2026-01-31 | H13.103   | C07  | 1   | 1
    month   | 2026-02-01 | 2026-02-28 | H13.103   | C07  | 9   | 9
    month   | 2026-02-01 | 2026-02-28 | H13.104   | C07  | 2   | 4
    month   | 2026-02-01 | 2026-02-28 | H13.105   | C07b | 3   | 3
"""
DOSSIERS = (
    Recorded("late", "H13.103", 10, "2026-02-02 08:00", "2026-02-10", "2026-02-12 08:00"),
    Recorded("late-twice", "H13.103", 10, "2026-02-02 08:00", "2026-02-10", "2026-02-13 08:00"),
    Recorded("overdue", "H13.103", 4, "2026-02-02 08:00", "2026-02-20"),
    Recorded("waiting", "H13.103", 5, "2026-02-02 08:00", "2026-02-20"),
    Recorded("waited", "H13.103", 4, "2026-02-02 08:00", "2026-02-20"),
    Recorded("on-time", "H13.103", 10, "2026-02-02 08:00", "2026-02-10", "2026-02-10 08:00"),
    Recorded("elsewhere", "H13.104", 10, "2026-02-02 08:00", "2026-02-10", "2026-02-11 08:00"),
    Recorded("first", "H13.104", 10, "2026-01-05 08:00", "2026-01-10", "2026-01-09 08:00"),
)
APOLOGIES = """
    late       | 2026-02-09 | 2026-02-12
    late-twice | 2026-02-10 | 2026-02-12
    late-twice | 2026-02-12 | 2026-02-13
    overdue    | 2026-03-02 |
    waiting    | 2026-02-18 | 2026-02-27
    waited     | 2026-02-19 |
    on-time    | 2026-02-05 | 2026-02-11
    elsewhere  |            |
    unknown    | 2026-01-05 | 2026-01-06
"""
STEPS = """
    city   | 1  | H13.01  | An | 4 | 2026-02-02 08:00 | 2026-02-05 08:00    | 2026-02-05 18:00
    city   | 2  | H13.01  | An | 4 | 2026-02-02 08:00 | 2026-02-05 08:00    | 2026-02-06 08:00
    city   | 3  | H13.01  | Ba | 4 | 2026-01-20 08:00 | 2026-01-25 08:00    | 2026-01-31 23:59
    city   | 4  | H13.103 | Ca | 4 | 2026-01-10 08:00 | 2026-02-20 08:00    |
    city   | 5  | H13.103 | Ca | 5 | 2026-02-02 08:00 | 2026-02-10 08:00    |
    city   | 6  | H13.103 |    | 4 | 2026-02-27 08:00 | 2026-02-28 08:00    |
    city   | 7  | H13.105 | Du | 4 | 2026-03-01 00:00 | 2026-03-02 08:00    | 2026-03-02 09:00
    city   | 8  | H13.01  | Ba |   | 2026-02-15 08:00 | 2026-02-20 08:00    | 2026-03-03 08:00
    city   | 9  | H13.01  | Ba | 4 | 2026-02-15 08:00 |                     | 2026-02-15 09:00
    city   | 10 | H13.102 | Em | 6 | 2026-02-15 08:00 | 2026-02-20 08:00    | 2026-03-03 08:00
    portal | 1  | H13.01  | An | 4 | 2026-02-02 08:00 | 2026-02-05 08:00    | 2026-02-06 08:00
"""
#: The step in which the dossier waited for the applicant.
WAITING_STEP = """
    waited | 1  | H13.102 |    | 5 | 2026-02-10 08:00 |                     | 2026-03-05 08:00
"""
#: What the basis of each indicator is in the catalogue.
CITY_ONLY = (
    "Đ01 Đ02 Đ03 Đ04 Đ05 Đ10 Đ11 C07 C07b C07c C20 C23a C23b C25a C25b C25c D01 D02 D03_1 D03_2 D03_3 D03_4 D03_5 D04"
)


def catalogue(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute("INSERT INTO ref.indicator (indicator_id, basis) SELECT unnest(?), 'city'", [CITY_ONLY.split()])
    connection.execute(
        "INSERT INTO ref.indicator (indicator_id, basis) VALUES ('D05', 'where steps'), ('D05b', 'where steps')"
    )


@pytest.fixture(scope="module")
def city(empty_file: Path, tmp_path_factory: pytest.TempPathFactory) -> duckdb.DuckDBPyConnection:
    folder = tmp_path_factory.mktemp("other")
    copyfile(empty_file, folder / "motcua.duckdb")
    with open_warehouse(folder / "motcua.duckdb", Resources("1GB", 1, folder)) as connection:
        connection.execute(DESK)
        catalogue(connection)
        add(connection, DOSSIERS)
        document = (
            "document_id direction unit_code is_secret signed_on issued_on received_on acknowledged_on"
            " signed_by_person signed_by_agency sent_electronically is_electronic"
        )
        for line in DOCUMENTS.strip().splitlines():  # what an incoming document leaves empty at the end
            cells = line.count("|") + 1
            write(connection, "core.document", " ".join(document.split()[:cells]), line)
        write(
            connection,
            "core.signature",
            "signature_id unit_code signer_key provider method created_at state",
            SIGNATURES,
        )
        write(
            connection,
            "core.petition",
            "petition_id unit_code received_on status supplement_requested_on answered_on dislikes",
            PETITIONS,
        )
        write(
            connection,
            "core.unit_return",
            "period_kind period_start period_end unit_code indicator_id numerator denominator",
            RETURNS,
        )
        write(connection, "core.apology", "dossier_code sent_on reappointed_on", APOLOGIES)
        write(
            connection,
            "core.dossier_step",
            "basis step_no unit_code officer_key status started_at due_at done_at",
            STEPS,
        )
        write(
            connection,
            "core.dossier_step",
            "dossier_code step_no unit_code officer_key status started_at due_at done_at",
            WAITING_STEP,
        )
        count(connection, AS_OF)
    return duckdb.connect(str(folder / "motcua.duckdb"), read_only=True)


def figure(
    city: duckdb.DuckDBPyConnection,
    indicator: str,
    unit: str = "H13",
    start: str = "2026-02-01",
    kind: str = "month",
    basis: str = "city",
) -> tuple[float | None, float | None] | None:
    """Return the numerator and denominator of an indicator, None where there is no row."""
    rows = city.execute(
        "SELECT numerator, denominator, procedure_code FROM mart.indicator_value WHERE indicator_id = ? AND unit_code = ?"
        " AND period_start = ? AND period_kind = ? AND basis = ?",
        [indicator, unit, start, kind, basis],
    ).fetchall()
    assert len(rows) <= 1
    return (rows[0][0], rows[0][1]) if rows else None


# ---------------------------------------------------------------- documents


@pytest.mark.parametrize(
    ("indicator", "root", "department", "commune"),
    [
        # issued in February and not secret: both, over-tet, january; saturday
        ("Đ01", (1, 4), (1, 3), (0, 1)),
        ("Đ02", (3, 4), (2, 3), (1, 1)),
        # closed in February and not secret: case-1, case-2, case-3
        ("Đ03", (1, 3), (0, 0), (1, 3)),
        # signed in February and not secret: both, over-tet, never; saturday, march
        ("Đ04", (3, 5), (2, 3), (1, 2)),
        # received in February and not secret: same-day, next-day; silent
        ("Đ05", (1, 3), (1, 2), (0, 1)),
    ],
)
def test_documents_that_are_not_secret(
    city: duckdb.DuckDBPyConnection, indicator: str, root: object, department: object, commune: object
) -> None:
    found = [figure(city, indicator, unit) for unit in ("H13", "H13.01", "H13.105")]
    assert found == [root, department, commune]


def test_the_working_day_after_signing_is_a_day_not_a_number_of_days(city: duckdb.DuckDBPyConnection) -> None:
    # saturday: signed on Thursday the 5th; Friday was the next working day, no other lies before Saturday the 7th
    assert figure(city, "Đ04", "H13.105.9") == (1, 2)


def test_documents_of_a_running_period_are_counted_up_to_its_cut(city: duckdb.DuckDBPyConnection) -> None:
    assert figure(city, "Đ01", "H13", "2026-03-01") == (1, 1)
    assert figure(city, "Đ01", "H13", "2026-02-15", "report_month") == (1, 2)  # over-tet and march


# ---------------------------------------------------------------- signatures


def test_pending_transactions_are_no_outcome(city: duckdb.DuckDBPyConnection) -> None:
    # completed 1, 2, 3, 6, 7; failed 4; expired 8; cancelled 9
    assert figure(city, "Đ11") == (5, 8)
    assert figure(city, "Đ11", "H13.01") == (3, 4)
    assert figure(city, "Đ11", "H13.103") == (2, 4)


def test_signers_beside_the_certificates_of_each_unit_s_latest_return(city: duckdb.DuckDBPyConnection) -> None:
    # An; Ca (the nameless signature is nobody's); H13.01 returned 5 for February, H13.103 last 3 for the quarter before
    assert figure(city, "Đ10", "H13.01") == (1, 5)
    assert figure(city, "Đ10", "H13.103") == (1, 3)
    assert figure(city, "Đ10") == (2, 8)
    assert figure(city, "Đ10", "H13.01", "2026-01-01") == (1, 4)  # Ba
    assert figure(city, "Đ10", "H13", "2026-03-01") == (0, 8)  # March's return is of a period that still runs
    assert figure(city, "Đ10", "H13.105") is None


def test_signers_without_a_return_of_certificates_have_no_rate(warehouse: duckdb.DuckDBPyConnection) -> None:
    catalogue(warehouse)
    write(
        warehouse,
        "core.signature",
        "signature_id unit_code signer_key created_at state",
        "1 | H13.01 | An | 2026-02-02 | completed",
    )
    count(warehouse, date(2026, 2, 20))
    assert figure(warehouse, "Đ10") == (1, None)
    assert warehouse.execute(
        "SELECT DISTINCT value FROM mart.indicator_value WHERE indicator_id = 'Đ10'"
    ).fetchall() == [(None,)]


def test_signature_usage_by_provider_and_method(city: duckdb.DuckDBPyConnection) -> None:
    rows = city.execute(
        "SELECT unit_code, provider, method, completed, failed, expired, cancelled, pending, signers FROM mart.signature_usage"
        " WHERE period_kind = 'month' AND period_start = '2026-02-01' AND unit_code IN ('H13', 'H13.01') ORDER BY ALL"
    ).fetchall()
    assert rows == [
        ("H13", "SmartCA", "smart_ca", 2, 1, 1, 1, 2, 1),
        ("H13", "VGCA", "usb_token", 1, 0, 0, 0, 0, 1),
        ("H13", None, None, 2, 0, 0, 0, 0, 1),
        ("H13.01", "SmartCA", "smart_ca", 2, 1, 0, 0, 1, 1),
        ("H13.01", "VGCA", "usb_token", 1, 0, 0, 0, 0, 1),
    ]


# ---------------------------------------------------------------- petitions


def test_petitions_answered_by_their_deadline(city: duckdb.DuckDBPyConnection) -> None:
    # on-time, after-cut (not answered on 28 February, due on 2 March), open; refused, refused-7; refused-3 is late
    assert figure(city, "C23a", "H13.101") == (3, 3)
    assert figure(city, "C23a", "H13.103") == (2, 3)
    # seen from 20 March only on-time of the commune was in time
    assert figure(city, "C23a", "H13.101", "2026-01-01", "quarter") == (1, 3)
    # supplement; saturday came one day after Friday the 23rd, overdue never
    assert figure(city, "C23a", "H13", "2026-01-01") == (1, 3)


def test_petitions_answered_or_refused_without_a_dislike(city: duckdb.DuckDBPyConnection) -> None:
    assert figure(city, "C23b") == (2, 3)  # refused-3, refused-7; refused has two dislikes
    assert figure(city, "C23b", "H13", "2026-03-01") == (1, 2)


# ---------------------------------------------------------------- returns of the units


def test_a_unit_s_own_return_wins_over_those_below_it(city: duckdb.DuckDBPyConnection) -> None:
    assert figure(city, "C20", "H13.105.9") == (1, 1)
    assert figure(city, "C20", "H13.105") == (1, 2)
    assert figure(city, "C20", "H13") == (1, 3)
    assert figure(city, "C25a", "H13", "2026-01-01", "quarter") == (30, 40)
    assert figure(city, "C25a", "H13.01", "2026-01-01", "quarter") == (9, 10)


def test_without_a_return_a_unit_s_figure_is_that_of_its_children(city: duckdb.DuckDBPyConnection) -> None:
    assert figure(city, "C20", "H13.105", "2026-01-01", "quarter") == (1, 1)
    assert figure(city, "C20", "H13", "2026-01-01", "quarter") == (1, 1)


def test_where_nothing_was_returned_there_is_no_figure(city: duckdb.DuckDBPyConnection) -> None:
    assert figure(city, "C20", "H13.104") is None  # an empty numerator tells nothing
    assert figure(city, "C20", "H13", "2026-03-01") is None
    assert figure(city, "C20", "H13", "2026-01-01", "year") is None  # a month's return is no year's
    assert figure(city, "C25b", "H13", "2026-01-01", "quarter") is None


def test_a_reduction_may_be_negative(city: duckdb.DuckDBPyConnection) -> None:
    assert figure(city, "D01", "H13", "2026-01-01", "year") == (-1, 4)


def test_public_service_units_by_what_they_finance_themselves(city: duckdb.DuckDBPyConnection) -> None:
    year = ("2026-01-01", "year")
    # 1.2 and 1; 0.7; 0.69; 0.1; 0.09; one without spending is in no class
    classes = [figure(city, f"D03_{number}", "H13", *year) for number in range(1, 6)]
    assert classes == [(2, 7), (1, 7), (1, 7), (1, 7), (1, 7)]
    assert figure(city, "D03_5", "H13.105", *year) == (1, 2)  # itself and its desk
    assert figure(city, "D02", "H13.105", *year) == (69, 100)


# ---------------------------------------------------------------- letters of apology


def test_late_dossiers_with_a_letter_of_apology(city: duckdb.DuckDBPyConnection) -> None:
    # late: late, late-twice, overdue (its letter came in March); waiting and waited were not; its own return does not count
    assert figure(city, "C07", "H13.103") == (2, 3)
    assert figure(city, "C07") == (2, 4)
    # overdue and waited, which no longer waits
    assert figure(city, "C07", "H13.103", "2026-03-01") == (2, 2)


def test_letters_before_the_due_date_and_single_new_appointments(city: duckdb.DuckDBPyConnection) -> None:
    # letters of 9, 10 and 12 February, due on the 10th; late was re-appointed once, late-twice twice
    assert figure(city, "C07b") == (1, 3)
    assert figure(city, "C07c") == (1, 2)
    assert figure(city, "C07b", "H13", "2026-03-01") == (1, 2)
    assert figure(city, "C07c", "H13", "2026-03-01") is None


def test_units_without_letters_are_taken_at_their_return(city: duckdb.DuckDBPyConnection) -> None:
    assert figure(city, "C07", "H13.104") == (2, 4)  # a late list sent back empty is no letter
    assert figure(city, "C07b", "H13.105") == (3, 3)
    # in January nobody had sent a letter yet
    assert figure(city, "C07", "H13.103", "2026-01-01") == (1, 1)
    assert figure(city, "C07", "H13", "2026-01-01") == (1, 1)


# ---------------------------------------------------------------- steps


def test_late_steps_of_those_running_in_the_period(city: duckdb.DuckDBPyConnection) -> None:
    # running 1, 2, 8, 9; 4, 5, 6; 10 and that of waited. Late 2 (done a day after), 8 and 4 (open on the 28th, due on the 20th)
    assert figure(city, "D05b", "H13.01") == (2, 4)
    assert figure(city, "D05b", "H13.103") == (1, 3)
    assert figure(city, "D05b") == (3, 9)
    # January: 3 late, 4 running; March: 4, 6, 8, 10 late, 5 waiting, 7 in time, that of waited without a due date
    assert figure(city, "D05b", "H13", "2026-01-01") == (1, 2)
    assert figure(city, "D05b", "H13", "2026-03-01") == (4, 7)


def test_officers_with_a_late_step(city: duckdb.DuckDBPyConnection) -> None:
    assert figure(city, "D05") == (3, 4)  # An, Ba, Ca; Em waited
    assert figure(city, "D05", "H13.103") == (1, 1)
    assert figure(city, "D05", "H13", "2026-03-01") == (3, 4)  # Ba, Ca, Em; Du


def test_steps_are_counted_in_their_own_basis(city: duckdb.DuckDBPyConnection) -> None:
    assert figure(city, "D05b", basis="portal") == (1, 1)


def test_steps_of_any_dates_are_counted_as_defined(warehouse: duckdb.DuckDBPyConnection) -> None:
    """Any order of start, due day and end, against a count of each step in each period."""
    chance = Random(5)
    first = datetime(2026, 1, 1)
    steps: list[tuple[int, str, int | None, datetime, datetime | None, datetime | None]] = []
    for number in range(250):
        start, due, done = (first + timedelta(hours=chance.randrange(24 * 60)) for _ in range(3))
        steps.append(
            (
                number,
                f"O{chance.randrange(6)}",
                chance.choice((4, 5, None)),
                start,
                chance.choice((due, None)),
                chance.choice((done, None)),
            )
        )
    warehouse.executemany(
        "INSERT INTO core.dossier_step (basis, source, is_deleted, unit_code, step_no, officer_key, status, started_at, due_at, done_at)"
        " VALUES ('city', 'exports', false, 'H13.01', ?, ?, ?, ?, ?, ?)",
        steps,
    )
    add(warehouse, [Recorded("A", "H13.01", 4, "2026-01-01")])
    catalogue(warehouse)
    count(warehouse, date(2026, 2, 20))
    for kind, begin, cut in warehouse.execute("SELECT period_kind, period_start, cut FROM scope_period").fetchall():
        running, late = [], []
        for _, officer, status, started_at, due_at, done_at in steps:
            done_on, due_on = done_at and done_at.date(), due_at and due_at.date()
            if started_at.date() <= cut and (done_on is None or done_on >= begin):
                running.append(officer)
                is_over = done_on is not None and done_on <= cut
                is_late = due_on and (done_on > due_on if done_on and is_over else due_on < cut and status != 5)
                late += [officer] if is_late else []
        assert figure(warehouse, "D05b", "H13", str(begin), kind) == (len(late), len(running))
        assert figure(warehouse, "D05", "H13", str(begin), kind) == (len(set(late)), len(set(running)))


# ---------------------------------------------------------------- what a return may say


@pytest.mark.parametrize(
    ("indicator", "numerator", "denominator", "rule"),
    [
        ("C25a", "41", "40", "share_beyond_one|numerator"),
        ("C25a", "-1", "40", "share_beyond_one|numerator"),
        ("C25a", "40", "40", None),
        ("C25a", None, "40", None),
        ("C25a", "3", None, None),  # no figure can be told from it
        ("D01", "-1", "4", None),
        ("D02", "120", "100", None),
        ("D04", "1", "-4", "negative_denominator|denominator"),
        ("Đ10", None, "12", None),
        ("D10", None, "12", "indicator_not_returned|indicator_id"),  # D is not Đ
        ("C01", "1", "2", "indicator_not_returned|indicator_id"),
        ("c20", "1", "2", "indicator_not_returned|indicator_id"),
    ],
)
def test_a_share_beyond_one_or_an_unknown_indicator_is_set_aside(
    warehouse: duckdb.DuckDBPyConnection,
    indicator: str,
    numerator: str | None,
    denominator: str | None,
    rule: str | None,
) -> None:
    prepare_reading(warehouse, AS_OF, SECRET)
    contract = load_contracts()["unit_return"]
    columns = ("period_text", "unit_code_raw", "indicator_id", "numerator", "denominator")
    warehouse.execute(
        f"CREATE TEMP TABLE staged (row_number BIGINT, {', '.join(f'{name} VARCHAR' for name in columns)}, extra_cells VARCHAR)"
    )
    warehouse.execute(
        "INSERT INTO staged VALUES (2, '2026-02', 'H13.01', ?, ?, ?, NULL)", [indicator, numerator, denominator]
    )
    found = warehouse.execute(
        f"SELECT fault FROM ({read_statement(contract, columns, 'staged')})", {"file_no": 1}
    ).fetchall()
    assert found == [(rule,)]
