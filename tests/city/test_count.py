"""The slow count against cases worked out by hand."""

from datetime import date, datetime, timedelta

import pytest

from .city import UNITS, Row, Unit, Value
from .count import FIGURES, INDICATORS, form_06a, indicators, late_dossiers, with_ancestors
from .periods import Period, periods, working_days
from .procedures import PROCEDURES
from .record import Dossier, dossiers

AS_OF = date(2026, 10, 20)
OCTOBER = (date(2026, 10, 1), date(2026, 10, 31))
LANDED = datetime(2026, 10, 20, 18)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def row(code: str = "H13.05-261001-0001", landing: tuple[int, int] = (0, 0), **values: Value) -> Row:
    """A row of the city, received on Monday 5 October 2026; `landing` is the hour its file came and its line."""
    full: dict[str, Value] = {"unit_code": "H13.05", "status": 4, "received_at": at("2026-10-05 09:00"), **values}
    return Row("one.csv", LANDED + timedelta(hours=landing[0]), landing[1], code, full, "by hand", 0)


def one(dossier_row: Row) -> Dossier:
    return dossiers([dossier_row], PROCEDURES)[0]


def october(*rows: Row, unit: str = "H13", as_of: date = AS_OF) -> dict[str, int]:
    form = form_06a(dossiers(rows, PROCEDURES), UNITS, *OCTOBER, as_of)
    return {name: count for name, count in zip(FIGURES, form.get((unit, None), (0,) * 13), strict=True) if count}


def test_finish_on_the_due_date_is_on_time_until_its_last_minute() -> None:
    due = date(2026, 10, 15)
    cases = {"2026-10-14 23:59": "early", "2026-10-15 00:00": "on_time", "2026-10-15 23:59": "on_time"}
    cases["2026-10-16 00:00"] = "late"
    for finish, timing in cases.items():
        figures = october(row(due_at=due, finished_at=at(finish)))
        assert figures[f"resolved_{timing}"] == figures["resolved_total"] == 1


def test_without_due_date_a_finished_dossier_is_on_time_and_an_open_one_in_term() -> None:
    assert october(row(finished_at=at("2026-10-20 23:59"))) == {
        "received_total": 1,
        "received_direct_postal": 1,
        "resolved_total": 1,
        "resolved_on_time": 1,
        "resolved_no_due_date": 1,
    }
    assert october(row())["open_in_term"] == 1


def test_what_happens_after_as_of_is_kept_and_not_counted() -> None:
    finished_tomorrow = october(row(due_at=date(2026, 10, 19), finished_at=at("2026-10-21 00:00")))
    assert finished_tomorrow["open_overdue"] == 1
    assert october(row(received_at=at("2026-10-21 00:00"))) == {}
    assert october(row(received_at=at("2026-10-20 23:59")))["open_total"] == 1


def test_a_dossier_due_today_is_still_in_term() -> None:
    assert october(row(due_at=at("2026-10-20 00:01")))["open_in_term"] == 1
    assert october(row(due_at=at("2026-10-19 23:59")))["open_overdue"] == 1


def test_the_finish_is_the_first_recorded_of_finished_returned_refused() -> None:
    returned, refused = at("2026-10-12 10:00"), at("2026-10-09 10:00")
    assert one(row(returned_at=returned, refused_at=refused)).finish == returned
    assert one(row(refused_at=refused)).finish == refused
    # A finish that lies after the cut is the finish all the same: the earlier return does not stand in for it.
    assert october(row(finished_at=at("2026-11-02 08:00"), returned_at=returned))["open_total"] == 1


def test_a_finish_before_the_receipt_counts_at_the_receipt() -> None:
    early_bird = row(due_at=date(2026, 10, 4), finished_at=at("2026-09-20 08:00"))
    assert october(early_bird)["resolved_late"] == 1
    assert october(row(due_at=date(2026, 10, 5), finished_at=date(2026, 10, 5)))["resolved_on_time"] == 1


def test_carried_over_is_received_before_and_not_finished_before() -> None:
    september = at("2026-09-30 23:59")
    still_open = october(row(received_at=september, channel="online"))
    assert still_open == {"received_total": 1, "carried_over": 1, "open_total": 1, "open_in_term": 1}
    assert october(row(received_at=september, finished_at=at("2026-09-30 23:59"))) == {}
    assert october(row(received_at=september, finished_at=at("2026-10-01 00:00")))["resolved_total"] == 1


@pytest.mark.parametrize(("status", "counted"), [(1, False), (2, True), (3, False), (7, True), (10, True)])
def test_registered_and_not_accepted_are_not_counted(status: int, counted: bool) -> None:
    assert (october(row(status=status)).get("open_total", 0) == 1) is counted
    assert october(row(status=status, received_at=None)) == {}


def test_waiting_for_the_applicant_is_never_overdue() -> None:
    figures = october(row(status=5, due_at=date(2026, 10, 7)))
    assert (figures["open_waiting"], figures["open_in_term"]) == (1, 1)
    assert "open_overdue" not in figures


def test_unknown_channel_belongs_to_the_column_beside_online() -> None:
    rows = [row(f"H13.05-261001-000{number}", channel=name) for number, name in enumerate((None, "online", "postal"))]
    figures = october(*rows)
    assert (figures["received_total"], figures["received_online"], figures["received_direct_postal"]) == (3, 1, 2)


def test_the_newer_file_holds_and_in_a_file_the_later_row() -> None:
    rows = [row(landing=(1, 0), status=9), row(landing=(1, 1), status=5), row(landing=(0, 7), status=10)]
    assert dossiers(rows, PROCEDURES)[0].status == 5


def test_an_absent_column_keeps_its_value_an_empty_cell_empties_it() -> None:
    first = row(due_at=date(2026, 10, 7), channel="online")
    assert dossiers([first, row(landing=(1, 0))], PROCEDURES)[0].due_at == at("2026-10-07 23:59:59")
    emptied = dossiers([first, row(landing=(1, 0), due_at=None)], PROCEDURES)[0]
    assert (emptied.due_at, emptied.channel) == (None, "online")
    assert emptied.first_due_at == at("2026-10-07 23:59:59")


def test_the_unit_is_the_records_own_else_the_code_inside_the_dossier_code() -> None:
    assert one(row(unit_code=None)).unit == "H13.05"
    assert one(row("KH/2026/00001", unit_code=None)).unit is None
    assert october(row("KH/2026/00001", unit_code=None))["received_total"] == 1


def test_figures_of_a_unit_include_its_descendants_and_unknown_units_stand_under_the_root() -> None:
    assert with_ancestors("H13.151", UNITS) == ["H13.151", "H13.101", "H13"]
    assert with_ancestors("H13.999", (Unit("H13", "Thành phố", "province", None),)) == ["H13.999", "H13"]
    assert october(row(unit_code="H13.151"), unit="H13.101")["received_total"] == 1


def test_the_sector_is_the_records_own_else_the_procedures() -> None:
    procedure = PROCEDURES[0]
    assert one(row(procedure_code=procedure.code)).sector == procedure.sector
    assert one(row(procedure_code=procedure.code, sector_code="011")).sector == "011"
    assert one(row(procedure_code=PROCEDURES[7].code)).sector == one(row()).sector == "?"


def test_bad_rows_count_nowhere() -> None:
    bad = Row("one.csv", LANDED, 0, "H13.05-261001-0009", {}, "bad", 0, bad="no receipt")
    assert dossiers([bad], PROCEDURES) == []


def test_working_days_leave_out_holidays_and_take_in_worked_saturdays() -> None:
    # Thursday 1 and Friday 2 January 2026 were off, Saturday 10 January was worked instead.
    assert working_days(date(2025, 12, 31), date(2026, 1, 4)) == 0
    assert working_days(date(2026, 1, 4), date(2026, 1, 11)) == 6
    # Tết: the week of 16 to 20 February 2026.
    assert working_days(date(2026, 2, 13), date(2026, 2, 23)) == 1


def test_indicators_of_three_dossiers() -> None:
    rows = [
        # 48 hours, 12 of them waiting for the applicant: 1.5 days; Monday to Wednesday: 2 working days; late.
        row(
            "H13.05-261001-0001",
            finished_at=at("2026-10-07 09:00"),
            due_at=date(2026, 10, 6),
            supplement_hours=12.0,
            channel="online",
        ),
        # Finished on its due date, 24 hours; the supplement lasted longer than the dossier: 0 days.
        row("H13.05-261001-0002", finished_at=at("2026-10-06 09:00"), due_at=date(2026, 10, 6), supplement_hours=240.0),
        # Carried over and overdue; due in September, so outside C04b of October.
        row("H13.05-261001-0003", received_at=at("2026-09-01 08:00"), due_at=date(2026, 9, 9), channel="online"),
    ]
    values = indicators(dossiers(rows, PROCEDURES), UNITS, *OCTOBER, AS_OF)
    assert {name: values["H13.05", None, name] for name in INDICATORS} == {
        "C01": (1, 2),
        "C01b": (1, 3),
        "C02": (1, 2),
        "C03": (1, 1),
        "C04": (2, 3),
        "C04b": (1, 2),
        "C06": (1.5, 2),
        "C06w": (3, 2),
        "C08": (1, 2),
    }


def test_procedures_have_rows_for_the_root_only() -> None:
    code = PROCEDURES[0].code
    values = indicators(dossiers([row(procedure_code=code)], PROCEDURES), UNITS, *OCTOBER, AS_OF)
    assert values["H13", code, "C08"] == (0, 1)
    assert {unit for unit, procedure, _ in values if procedure} == {"H13"}


def test_late_dossiers_by_the_due_date_of_now_and_of_the_first_promise() -> None:
    rows = [
        row("H13.05-261001-0001", due_at=date(2026, 10, 19)),
        row("H13.05-261001-0002", due_at=date(2026, 10, 6), finished_at=at("2026-10-07 08:00")),
        row("H13.05-261001-0003", due_at=date(2026, 10, 6)),
        row("H13.05-261001-0003", landing=(1, 0), due_at=date(2026, 10, 30)),
        row("H13.05-261001-0004", due_at=date(2026, 10, 6), status=6),
    ]
    assert late_dossiers(dossiers(rows, PROCEDURES), AS_OF) == {
        "H13.05-261001-0001": "open_late",
        "H13.05-261001-0002": "closed_late",
        "H13.05-261001-0003": "late_by_first_due_only",
    }


def test_periods_of_both_calendars_that_run_or_have_ended() -> None:
    found = periods(date(2026, 9, 1), date(2026, 10, 14))
    assert found == sorted(
        [
            Period("month", date(2026, 9, 1), date(2026, 9, 30)),
            Period("month", date(2026, 10, 1), date(2026, 10, 31)),
            Period("quarter", date(2026, 7, 1), date(2026, 9, 30)),
            Period("quarter", date(2026, 10, 1), date(2026, 12, 31)),
            Period("year", date(2026, 1, 1), date(2026, 12, 31)),
            Period("report_month", date(2026, 8, 15), date(2026, 9, 14)),
            Period("report_month", date(2026, 9, 15), date(2026, 10, 14)),
            Period("report_quarter", date(2026, 6, 15), date(2026, 9, 14)),
            Period("report_quarter", date(2026, 9, 15), date(2026, 12, 14)),
            Period("report_nine_months", date(2025, 12, 15), date(2026, 9, 14)),
            Period("report_year", date(2025, 12, 15), date(2026, 12, 14)),
        ]
    )
    # On 15 December the statutory year 2027 begins.
    assert Period("report_half", date(2026, 12, 15), date(2027, 6, 14)) in periods(date(2026, 9, 1), date(2026, 12, 15))
