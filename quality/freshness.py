"""How fresh each source is: an expected source that delivers nothing on a working day is an alarm."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, cast

import duckdb

from connectors.contract import Bilingual, Contract, Reads
from quality.frames import read_frame, sql_text
from quality.results import CheckResult
from quality.wording import Row, filled, filled_in_both

Status = Literal["fresh", "stale", "never"]
#: Ways of reading whose values tell when something happened (a due date tells of the future).
_EVENTS = frozenset({Reads.INSTANT, Reads.DAY})

_TOLD: Mapping[Status, Bilingual] = {
    "fresh": Bilingual(
        vi="Nguồn {source}, {title_vi}: có số liệu đến {newest_record_on}.",
        en="Source {source}, {title_en}: has data up to {newest_record_on}.",
    ),
    "stale": Bilingual(
        vi="Nguồn {source}, {title_vi}: số liệu mới nhất là ngày {newest_record_on}, đã {working_days_old} ngày"
        " làm việc (cho phép {allowed}). Kiểm tra việc xuất và gửi dữ liệu ở nguồn.",
        en="Source {source}, {title_en}: the newest data is of {newest_record_on}, {working_days_old} working days old"
        " ({allowed} allowed). See whether the source still exports and sends.",
    ),
    "never": Bilingual(
        vi="Nguồn {source}, {title_vi}: chưa có số liệu nào. Kiểm tra cấu hình nguồn (motcua doctor) và thư mục nhận.",
        en="Source {source}, {title_en}: there is no data at all. See its configuration (motcua doctor) and its inbox.",
    ),
}
_NO_FILE = Bilingual(
    vi=" Lần chạy này không có tệp mới dù {as_of} là ngày làm việc.",
    en=" This run met no new file although {as_of} is a working day.",
)


@dataclass(frozen=True)
class FreshnessRow:
    """How fresh one dataset of one source is: its newest day, not after as-of, and its age in working days."""

    run_id: str
    source: str
    dataset: str
    last_file_at: datetime | None
    newest_record_on: date | None
    working_days_old: int | None
    working_days_allowed: int
    status: Status
    message: Bilingual


def measure_freshness(
    connection: duckdb.DuckDBPyConnection,
    contracts: Mapping[str, Contract],
    *,
    sources: Mapping[str, Sequence[str]],
    run_id: str,
    as_of: date,
) -> list[FreshnessRow]:
    """Measure the datasets that each source is expected to deliver, and add them to ops.freshness.

    `sources` maps a source to dataset ids; a dataset whose contract states no `fresh_within_working_days` is not
    watched. The newest record decides: the latest instant or day in its table that is not after `as_of`.
    """
    expected = [
        (source, contracts[dataset], allowed)
        for source, datasets in sources.items()
        for dataset in datasets
        if (allowed := contracts[dataset].fresh_within_working_days) is not None
    ]
    if not expected:
        return []
    newest = {contract.id: _newest_records(connection, contract, as_of) for _, contract, _ in expected}
    found = read_frame(
        connection,
        sql_text("freshness"),
        run_id=run_id,
        as_of=as_of,
        sources=[source for source, _, _ in expected],
        datasets=[contract.id for _, contract, _ in expected],
        newest=[newest[contract.id].get(source) for source, contract, _ in expected],
        allowed=[allowed for _, _, allowed in expected],
    )
    rows = [_row(found_row, contracts[str(found_row["dataset"])], run_id, as_of) for found_row in found]
    _write(connection, run_id, rows)
    return rows


def freshness_checks(rows: Sequence[FreshnessRow]) -> list[CheckResult]:
    """Return one warning per row; only fresh rows pass."""
    return [
        CheckResult(
            check_id="freshness",
            dataset=row.dataset,
            severity="warning",
            passed=row.status == "fresh",
            observed=filled("{source}: {day}", {"source": row.source, "day": row.newest_record_on}, "vi"),
            expected=f"≤ {row.working_days_allowed}",
            message=row.message,
        )
        for row in rows
    ]


def _newest_records(connection: duckdb.DuckDBPyConnection, contract: Contract, as_of: date) -> dict[str, date]:
    columns = [column.name for column in contract.kept if column.reads in _EVENTS]
    if not columns:
        return {}
    # the current table names only the source that gives a record, not those that told of it too
    table = f"{contract.table}_version" if contract.one_of_sources else contract.table
    found = read_frame(connection, sql_text("newest_record"), table=table, columns=columns, as_of=as_of)
    return {str(row["source"]): cast(date, row["newest_record_on"]) for row in found}


def _row(found: Row, contract: Contract, run_id: str, as_of: date) -> FreshnessRow:
    status = cast(Status, found["status"])
    cells = {**found, "title_vi": contract.title.vi, "title_en": contract.title.en, "as_of": as_of}
    told = filled_in_both(_TOLD[status], cells)
    if found["lacks_file"]:
        no_file = filled_in_both(_NO_FILE, cells)
        told = Bilingual(vi=told.vi + no_file.vi, en=told.en + no_file.en)
    return FreshnessRow(
        run_id=run_id,
        source=str(found["source"]),
        dataset=contract.id,
        last_file_at=cast("datetime | None", found["last_file_at"]),
        newest_record_on=cast("date | None", found["newest_record_on"]),
        working_days_old=cast("int | None", found["working_days_old"]),
        working_days_allowed=cast(int, found["allowed"]),
        status=status,
        message=told,
    )


def _write(connection: duckdb.DuckDBPyConnection, run_id: str, rows: Sequence[FreshnessRow]) -> None:
    columns = {
        "sources": [row.source for row in rows],
        "datasets": [row.dataset for row in rows],
        "last_files": [row.last_file_at for row in rows],
        "newest": [row.newest_record_on for row in rows],
        "ages": [row.working_days_old for row in rows],
        "statuses": [row.status for row in rows],
        "messages": [row.message.vi for row in rows],
    }
    connection.execute(sql_text("write_freshness"), {"run_id": run_id, **columns})
