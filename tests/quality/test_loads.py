"""After loading: what just holds passes, what just does not is named, and says which file and how many."""

from __future__ import annotations

import pytest

from quality.results import CheckResult
from tests.quality.conftest import failed


def observed(results: list[CheckResult], check_id: str) -> list[tuple[str, str]]:
    return [(result.severity, result.observed) for result in failed(results, check_id)]


def test_a_night_in_which_everything_just_holds_has_no_failed_check(sound_loads: list[CheckResult]) -> None:
    assert [(result.check_id, result.observed) for result in sound_loads if not result.passed] == []


def test_a_file_with_51_of_500_rows_set_aside_is_critical_one_with_60_of_700_is_not(
    broken_loads: list[CheckResult],
) -> None:
    (result,) = failed(broken_loads, "quarantine_share")
    assert (result.severity, result.observed, result.expected) == ("critical", "51 / 500 (10,2%)", "≤ 50 / ≤ 10%")
    assert "Tệp a.csv (nguồn exports): 51 trong 500 dòng (10,2%) không đọc được" in result.message.vi
    assert "motcua quarantine list" in result.message.vi


def test_the_reasons_of_a_file_come_most_frequent_first(broken_loads: list[CheckResult]) -> None:
    (result,) = failed(broken_loads, "quarantine_share")
    reasons = (
        "Cột “Ngày trả”: không đọc được giá trị (40 dòng); Cột “Ngày nhận”: không đọc được giá trị (11 dòng)",
        "finished_at unreadable (40 rows); received_at unreadable (11 rows)",
    )
    assert reasons[0] in result.message.vi
    assert reasons[1] in result.message.en


@pytest.mark.parametrize(
    ("check_id", "severity", "values"),
    [
        ("rows_accounted", "critical", ["700 ≠ 699"]),
        ("quarantine_recorded", "critical", ["3 ≠ 4", "1 ≠ 0"]),  # c.csv, and a file that no load knows
        ("known_file", "critical", ["held"]),  # the run that read it remembered nothing
        ("unknown_headings", "warning", ["Cột lạ; Ghi chú"]),
        ("file_rejected", "warning", ["rejected"]),
        ("row_count_usual", "warning", ["1.709"]),  # under half of 6 × 570
        ("file_count_usual", "warning", ["1"]),  # igate: 3 files on other days, as many rows as ever
        ("null_share", "warning", ["21%"]),
        ("key_repeated", "critical", ["1"]),
        ("required_missing.status", "critical", ["1"]),
        ("required_missing.received_at", "critical", ["1"]),
        ("due_after_receipt", "critical", ["1"]),
        ("dossier_code_shape", "warning", ["1 / 1"]),
        ("code_unknown", "critical", ["channel: 1", "status: 1"]),
    ],
)
def test_what_just_does_not_hold(
    broken_loads: list[CheckResult], check_id: str, severity: str, values: list[str]
) -> None:
    assert observed(broken_loads, check_id) == [(severity, value) for value in values]


def test_without_any_dossier_nothing_is_published(empty_loads: list[CheckResult]) -> None:
    assert [result.check_id for result in empty_loads if not result.passed] == ["nothing_remembered"]
    assert observed(empty_loads, "nothing_remembered") == [("critical", "0")]


def test_an_empty_cell_is_compared_within_the_same_status(broken_loads: list[CheckResult]) -> None:
    """Tonight's open dossiers have no end, as open ones never had: only the fee, which they had, is told."""
    (result,) = failed(broken_loads, "null_share")
    assert "cột “Phí, lệ phí”: 21% trong 100 bản ghi vừa nạp để trống, trước nay là 0%" in result.message.vi


def test_a_rejected_file_tells_its_own_reason(broken_loads: list[CheckResult]) -> None:
    (result,) = failed(broken_loads, "file_rejected")
    assert result.message.vi == "Tệp e.xlsx (nguồn exports) bị từ chối: Không thấy cột “Trạng thái”."


def test_a_dropped_count_names_what_is_usual(broken_loads: list[CheckResult]) -> None:
    (result,) = failed(broken_loads, "row_count_usual")
    assert "nhận 1.709 dòng, mọi khi khoảng 3.420 (trung vị 5 lần trước có dữ liệu)" in result.message.vi
    assert "1,709 rows received, usually about 3,420" in result.message.en


def test_no_message_tells_of_a_person_or_a_dossier(broken_loads: list[CheckResult]) -> None:
    told = " ".join(f"{result.message.vi} {result.message.en} {result.observed}" for result in broken_loads)
    assert "Nguyễn" not in told
    assert "H13.1-260105-0001" not in told
