"""The gate: may this publication go further?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

import duckdb

from connectors.contract import Bilingual
from quality.frames import sql_text
from quality.results import CheckResult

NOTHING_CHECKED = Bilingual(
    vi="Không có kết quả kiểm tra nào: chưa công bố khi chưa kiểm tra. Chạy lại; nếu vẫn vậy, báo người vận hành.",
    en="There is no check result at all: nothing is published unchecked. Run again; if it stays so, tell the operator.",
)

#: How many warnings of one check people are shown; of files that nobody could read nearly all, each is somebody's work.
SHOWN_OF_A_CHECK = 3
SHOWN_OF_REJECTED_FILES = 50


@dataclass(frozen=True)
class Verdict:
    """Whether the publication is held back, why, and what else is to be shown."""

    holds: bool
    reasons: tuple[Bilingual, ...]
    warnings: tuple[Bilingual, ...]


def judge(results: Sequence[CheckResult]) -> Verdict:
    """Hold the publication when a critical check did not hold, or when nothing was checked at all."""
    failed = [result for result in results if not result.passed]
    reasons = tuple(result.message for result in failed if result.severity == "critical")
    warnings = _grouped([result for result in failed if result.severity == "warning"])
    if not results:
        reasons = (NOTHING_CHECKED,)
    return Verdict(holds=bool(reasons), reasons=reasons, warnings=warnings)


def _grouped(warnings: Sequence[CheckResult]) -> tuple[Bilingual, ...]:
    """Show the first warnings of each check and count the others: a file without fifteen columns is one piece of news."""
    shown: list[Bilingual] = []
    for check_id, group in groupby(
        sorted(warnings, key=lambda result: result.check_id), key=lambda result: result.check_id
    ):
        messages = [result.message for result in group]
        most = SHOWN_OF_REJECTED_FILES if check_id == "file_rejected" else SHOWN_OF_A_CHECK
        shown += messages[:most]
        rest = len(messages) - most
        if rest > 0:
            shown.append(
                Bilingual(
                    vi=f"… và {rest} cảnh báo khác cùng loại ({check_id}), xem bảng ops.check_result",
                    en=f"… and {rest} more warnings of the same kind ({check_id}), see ops.check_result",
                )
            )
    return tuple(shown)


def write_results(connection: duckdb.DuckDBPyConnection, run_id: str, results: Sequence[CheckResult]) -> None:
    """Add the results of a run to ops.check_result, messages in Vietnamese."""
    if not results:
        return
    columns = {
        "check_ids": [result.check_id for result in results],
        "datasets": [result.dataset for result in results],
        "severities": [result.severity for result in results],
        "passed": [result.passed for result in results],
        "observed": [result.observed for result in results],
        "expected": [result.expected for result in results],
        "messages": [result.message.vi for result in results],
    }
    connection.execute(sql_text("write_results"), {"run_id": run_id, **columns})
