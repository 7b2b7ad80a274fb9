"""C26 and the class of a unit by the nine indices of TT 01/2018/TT-VPCP arts. 13–15, worked out by hand.

February 2025 seen from 20 March 2025, when the circular was in force; and the first half of 2025, which it did not outlive.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import duckdb
import pytest

from tests.warehouse.recorded import Recorded, add, count, write
from warehouse.behind import Place, behind

#: Of H13.103: two early, one on time, one late; three with a known number of requests of supplement; one online of four.
DOSSIERS = (
    Recorded("early", "H13.103", 10, "2025-02-03 08:00", "2025-02-10", "2025-02-06 08:00", channel="online"),
    Recorded("earlier", "H13.103", 10, "2025-02-03 08:00", "2025-02-10", "2025-02-05 08:00", channel="direct"),
    Recorded("on-time", "H13.103", 10, "2025-02-03 08:00", "2025-02-10", "2025-02-10 16:00", channel="direct"),
    Recorded("late", "H13.103", 10, "2025-02-03 08:00", "2025-02-10", "2025-02-11 08:00", channel="direct"),
)
REQUESTS = {"early": 0, "earlier": 1, "on-time": 3}
RETURNS = """
    month | 2025-02-01 | 2025-02-28 | H13.103 | C26_2 | 1.5 | 2
    month | 2025-02-01 | 2025-02-28 | H13.103 | C26_4 | 7   | 8
    month | 2025-02-01 | 2025-02-28 | H13.103 | C26_5 | 1   | 2
    month | 2025-02-01 | 2025-02-28 | H13.103 | C26_6 | 2   | 2
    month | 2025-02-01 | 2025-02-28 | H13.103 | C26_7 | 2   | 2
    month | 2025-02-01 | 2025-02-28 | H13.103 | C26_8 | 0   | 2
    month | 2025-02-01 | 2025-02-28 | H13.104 | C26_5 | 2   | 2
    month | 2025-02-01 | 2025-02-28 | H13.104 | C26_6 | 0   | 0
    month | 2025-02-01 | 2025-02-28 | H13.01  | C26   | 13  | 18
    month | 2025-01-01 | 2025-01-31 | H13.103 | C26_1 | 1   | 2
"""
COLUMNS = "period_kind period_start period_end unit_code indicator_id numerator denominator"


def city_seen_from(connection: duckdb.DuckDBPyConnection, as_of: date) -> duckdb.DuckDBPyConnection:
    connection.execute("INSERT INTO ref.indicator (indicator_id, basis, valid_to) VALUES ('C26', 'city', '2025-07-01')")
    add(connection, [*DOSSIERS, Recorded("first", "H13.104", 4, "2025-01-06 08:00")])
    for code, requests in REQUESTS.items():
        connection.execute("UPDATE core.dossier SET supplement_count = ? WHERE dossier_code = ?", [requests, code])
    write(connection, "core.unit_return", COLUMNS, RETURNS)
    count(connection, as_of)
    return connection


def assessed(connection: duckdb.DuckDBPyConnection, unit: str, kind: str, start: str) -> tuple[Any, ...] | None:
    rows = connection.execute(
        "SELECT indices_with_data, points, points_possible, class FROM mart.unit_class"
        " WHERE unit_code = ? AND period_kind = ? AND period_start = ?",
        [unit, kind, start],
    ).fetchall()
    value = connection.execute(
        "SELECT numerator, denominator FROM mart.indicator_value WHERE indicator_id = 'C26' AND unit_code = ?"
        " AND period_kind = ? AND period_start = ?",
        [unit, kind, start],
    ).fetchall()
    assert value == [row[1:3] for row in rows]
    return rows[0] if rows else None


def test_all_nine_indices_give_a_class(warehouse: duckdb.DuckDBPyConnection) -> None:
    city = city_seen_from(warehouse, date(2025, 3, 20))
    # 1: (2+2+1+0)/4 = 1,25 -> 1,3; 2: 1,5; 3: (2+1+0)/3 = 1; 4: 7/8 of 2 = 1,75 -> 1,8; 5: 1; 6: 2; 7: 2; 8: 0;
    # 9: one of four online is 25 %: 1. Together 11,6 of 18
    assert assessed(city, "H13.103", "month", "2025-02-01") == (9, 11.6, 18, "fair")
    points = city.execute(
        "SELECT points_1, points_3, points_4, points_9 FROM mart.unit_class"
        " WHERE unit_code = 'H13.103' AND period_kind = 'month' AND period_start = '2025-02-01'"
    ).fetchall()
    assert points == [(1.3, 1.0, 1.8, 1.0)]


def test_fewer_indices_give_points_of_those_with_data_and_no_class(warehouse: duckdb.DuckDBPyConnection) -> None:
    city = city_seen_from(warehouse, date(2025, 3, 20))
    assert assessed(city, "H13.104", "month", "2025-02-01") == (1, 2, 2, None)  # 0 of 0 is no data
    # its own return of January stands; nothing was received or resolved then
    assert assessed(city, "H13.103", "month", "2025-01-01") == (1, 1, 2, None)
    assert assessed(city, "H13.105", "month", "2025-02-01") is None
    # the quarter: what the dossiers tell alone, 1,3 + 1 + 1
    assert assessed(city, "H13.103", "quarter", "2025-01-01") == (3, 3.3, 6, None)


def test_a_whole_result_stands_as_returned(warehouse: duckdb.DuckDBPyConnection) -> None:
    city = city_seen_from(warehouse, date(2025, 3, 20))
    assert assessed(city, "H13.01", "month", "2025-02-01") == (9, 13, 18, "good")


def test_the_city_adds_up_what_its_units_returned(warehouse: duckdb.DuckDBPyConnection) -> None:
    city = city_seen_from(warehouse, date(2025, 3, 20))
    # 1, 3, 9 from all dossiers (received in February: 1 of 4 online); 5: (1+2)/(2+2) of 2 = 1,5; 6: 2/2 of 2; others as H13.103
    assert assessed(city, "H13", "month", "2025-02-01") == (9, 1.3 + 1.5 + 1 + 1.8 + 1.5 + 2 + 2 + 0 + 1, 18, "good")


@pytest.mark.parametrize(("as_of", "counted"), [(date(2025, 6, 30), True), (date(2025, 7, 1), False)])
def test_a_period_is_assessed_while_the_circular_is_in_force(
    warehouse: duckdb.DuckDBPyConnection, as_of: date, counted: bool
) -> None:
    city = city_seen_from(warehouse, as_of)
    # the year is cut at as-of: on 1 July the circular no longer holds; the first quarter was cut before
    assert (assessed(city, "H13.103", "year", "2025-01-01") is not None) is counted
    assert assessed(city, "H13.103", "quarter", "2025-01-01") is not None


@pytest.mark.parametrize(
    ("unit", "records"),
    [
        # nine indices, of which one is 0
        ("H13.103", ("nine_index", 9)),
        # one index returned, the other with nothing possible
        ("H13.104", ("nine_index", 1)),
        # the whole result as returned
        ("H13.01", ("unit_return", 1)),
    ],
)
def test_the_indices_behind_an_assessment_add_up_to_it(
    warehouse: duckdb.DuckDBPyConnection, unit: str, records: tuple[str, int]
) -> None:
    city = city_seen_from(warehouse, date(2025, 3, 20))
    place = Place(unit, "city", "month", date(2025, 2, 1), date(2025, 2, 28))
    (each,) = behind(city, "C26", place)
    counted = each.counted(city)
    assert (each.explanation.name, counted.records) == records
    found = assessed(city, unit, "month", "2025-02-01")
    assert found is not None
    assert (counted.numerator, counted.denominator) == pytest.approx(found[1:3])
