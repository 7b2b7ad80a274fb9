"""The gate: one critical check that did not hold keeps the publication back; warnings never do."""

from __future__ import annotations

from dataclasses import replace

import pytest

from connectors.contract import Bilingual
from quality.gate import judge, write_results
from quality.results import CheckResult
from tests.quality.small_city import RUN, open_city

HELD = CheckResult(
    check_id="rows_accounted",
    dataset="ops.load",
    severity="critical",
    passed=True,
    observed="0 / 3",
    expected="0",
    message=Bilingual(vi="Dòng đọc khớp", en="Rows agree"),
)
WARNED = replace(HELD, severity="warning", passed=False, message=Bilingual(vi="Cột lạ", en="Unknown column"))
BROKEN = replace(HELD, passed=False, message=Bilingual(vi="Mất một dòng", en="A row is lost"))


def test_a_critical_check_that_did_not_hold_holds_the_publication() -> None:
    verdict = judge([HELD, WARNED, BROKEN])
    assert verdict.holds
    assert verdict.reasons == (BROKEN.message,)
    assert verdict.warnings == (WARNED.message,)


def test_warnings_are_shown_and_hold_nothing() -> None:
    verdict = judge([HELD, WARNED])
    assert (verdict.holds, verdict.reasons, verdict.warnings) == (False, (), (WARNED.message,))


@pytest.mark.parametrize(("check_id", "named"), [("new_columns", 3), ("file_rejected", 5)])
def test_of_one_kind_three_are_named_and_the_rest_is_counted_but_each_rejected_file_is(
    check_id: str, named: int
) -> None:
    messages = [Bilingual(vi=f"Tệp {number}", en=f"File {number}") for number in range(5)]
    shown = judge([replace(WARNED, check_id=check_id, message=message) for message in messages]).warnings
    assert shown[:named] == tuple(messages[:named])
    assert [warning.vi for warning in shown[named:]] == [
        f"… và {5 - named} cảnh báo khác cùng loại ({check_id}), xem bảng ops.check_result"
    ] * (named < 5)


def test_without_any_check_nothing_is_published() -> None:
    assert judge([]).holds


def test_sound_nights_pass_and_broken_ones_are_held(
    sound_loads: list[CheckResult],
    sound_marts: list[CheckResult],
    broken_loads: list[CheckResult],
    broken_marts: list[CheckResult],
    empty_loads: list[CheckResult],
) -> None:
    assert not judge([*sound_loads, *sound_marts]).holds
    assert all(judge([*sound_loads, *sound_marts, *night]).holds for night in (broken_loads, broken_marts, empty_loads))


def test_each_critical_failure_alone_holds_a_sound_night(
    sound_loads: list[CheckResult], broken_loads: list[CheckResult], broken_marts: list[CheckResult]
) -> None:
    critical = [r for r in (*broken_loads, *broken_marts) if r.severity == "critical" and not r.passed]
    assert len(critical) > 20
    for result in critical:
        assert judge([*sound_loads, result]).reasons == (result.message,)


@pytest.mark.parametrize("results", [[], [HELD, WARNED]])
def test_results_are_written_as_one_row_each_in_vietnamese(results: list[CheckResult]) -> None:
    with open_city() as connection:
        write_results(connection, RUN, results)
        found = connection.execute("SELECT * FROM ops.check_result ORDER BY passed DESC").fetchall()
    assert found == [(RUN, r.check_id, r.dataset, r.severity, r.passed, "0 / 3", "0", r.message.vi) for r in results]
