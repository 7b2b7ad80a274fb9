"""Freshness: an expected source that delivers nothing on a working day is an alarm, not a quiet night."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from connectors.contract import load_contracts
from quality.freshness import FreshnessRow, freshness_checks, measure_freshness
from tests.quality.small_city import RUN, add_dossiers, add_load, open_city

TUESDAY = date(2026, 2, 10)
MONDAY = date(2026, 2, 9)
SUNDAY = date(2026, 2, 8)


def measured(received: str, as_of: date, *files: str, source: str = "exports") -> FreshnessRow:
    """Measure one source after a night that loaded `files`; the newest dossier was received at `received`."""
    with open_city() as connection:
        lines = f"H13.1-260101-0001, H13.1, 4, online, {received}, 2027-01-01 17:00,"
        add_dossiers(connection, lines)
        connection.execute("INSERT INTO core.dossier_version BY NAME FROM core.dossier")
        for file in files:
            add_load(connection, file, (1, 1, 0, 0), modified_at=datetime(2026, 2, 10, 18, 30))
        (row,) = measure_freshness(
            connection, load_contracts(), sources={source: ["dossier", "procedure"]}, run_id=RUN, as_of=as_of
        )
        (written,) = connection.execute("SELECT * FROM ops.freshness").fetchall()
    told = (row.run_id, row.source, row.dataset, row.last_file_at, row.newest_record_on, row.working_days_old)
    assert written == (*told, row.status, row.message.vi)
    return row


@pytest.mark.parametrize(
    ("received", "as_of", "age", "status"),
    [
        ("2026-02-10 16:00", TUESDAY, 0, "fresh"),
        ("2026-02-09 08:00", TUESDAY, 1, "fresh"),
        ("2026-02-06 08:00", TUESDAY, 2, "stale"),  # Friday: Monday and Tuesday have passed
        ("2026-02-06 08:00", MONDAY, 1, "fresh"),
        ("2026-02-06 08:00", SUNDAY, 0, "fresh"),  # no working day since
    ],
)
def test_age_is_counted_in_working_days(received: str, as_of: date, age: int, status: str) -> None:
    row = measured(received, as_of, "a.csv")
    assert (row.working_days_old, row.working_days_allowed, row.status) == (age, 1, status)


def test_a_day_after_as_of_says_nothing() -> None:
    assert measured("2026-02-11 00:00", TUESDAY).status == "never"


def test_a_source_that_never_sent_anything_is_named() -> None:
    row = measured("2026-02-10 08:00", TUESDAY, source="igate")
    assert (row.status, row.newest_record_on, row.last_file_at) == ("never", None, None)
    assert row.message.vi.startswith("Nguồn igate, Hồ sơ một cửa: chưa có số liệu nào.")


@pytest.mark.parametrize(
    ("as_of", "files", "is_told"), [(TUESDAY, (), True), (TUESDAY, ("a.csv",), False), (SUNDAY, (), False)]
)
def test_a_working_day_without_a_new_file_is_told(as_of: date, files: tuple[str, ...], is_told: bool) -> None:
    row = measured("2026-02-06 08:00", as_of, *files)
    assert ("Lần chạy này không có tệp mới" in row.message.vi) is is_told
    assert ("This run met no new file" in row.message.en) is is_told


def test_the_newest_file_is_kept_with_its_time() -> None:
    assert measured("2026-02-10 08:00", TUESDAY, "a.csv").last_file_at == datetime(2026, 2, 10, 18, 30)


def test_a_file_of_a_run_that_the_gate_held_does_not_count() -> None:
    with open_city() as connection:
        connection.execute("INSERT INTO ops.run (run_id, as_of, status) VALUES ('20260210T0130', '2026-02-09', 'held')")
        add_load(connection, "a.csv", (1, 1, 0, 0), run_id="20260210T0130", modified_at=datetime(2026, 2, 9, 18, 30))
        (row,) = measure_freshness(
            connection, load_contracts(), sources={"exports": ["dossier"]}, run_id=RUN, as_of=TUESDAY
        )
    assert (row.status, row.last_file_at) == ("never", None)


def test_only_what_is_not_fresh_becomes_a_failed_warning() -> None:
    fresh, stale = measured("2026-02-10 08:00", TUESDAY), measured("2026-02-06 08:00", TUESDAY)
    results = freshness_checks([fresh, stale])
    assert [(r.check_id, r.severity, r.passed) for r in results] == [
        ("freshness", "warning", True),
        ("freshness", "warning", False),
    ]
    assert results[1].message.vi == (
        "Nguồn exports, Hồ sơ một cửa: số liệu mới nhất là ngày 06/02/2026, đã 2 ngày làm việc (cho phép 1). Kiểm tra việc"
        " xuất và gửi dữ liệu ở nguồn. Lần chạy này không có tệp mới dù 10/02/2026 là ngày làm việc."
    )


def test_a_dataset_whose_contract_states_no_age_is_not_watched() -> None:
    with open_city() as connection:
        rows = measure_freshness(
            connection, load_contracts(), sources={"exports": ["procedure"]}, run_id=RUN, as_of=TUESDAY
        )
    assert rows == []
