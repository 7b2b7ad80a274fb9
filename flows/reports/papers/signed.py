"""What was signed of a closed period, read as a publication of its own: its frozen form II.06a beside today's names."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import duckdb

from connectors.contract import Bilingual
from flows.reports.papers.problem import NothingToWrite
from flows.reports.periods import Period
from flows.reports.queries import question_text
from warehouse.closing import Closing, Closings
from warehouse.database import read_published

_PUBLISHED = "published"


def newest_closing(closings: Closings, database: Path, period: Period, unit_code: str) -> Closing:
    """Return the last closing of a period that holds the unit: of the unit itself or of one above it.

    Raises `NothingToWrite` where there is none, or where its file is missing or was changed.
    """
    with read_published(database) as connection:
        found = connection.execute(
            "SELECT ancestor_code FROM ref.unit_ancestor WHERE unit_code = $unit", {"unit": unit_code}
        ).fetchall()
    line = {unit_code, *(str(row[0]) for row in found)}
    held = [
        closing
        for closing in closings.every()
        if (closing.period_kind, closing.period_start) == (period.kind, period.start.isoformat())
        and closing.unit_code in line
    ]
    if not held:
        raise _not_closed(period, unit_code)
    if not closings.is_whole(held[-1]):
        raise _damaged(held[-1])
    return held[-1]


def signed_words(closing: Closing) -> str:
    """Return what a paper of signed figures says of itself under its title."""
    closed_at = datetime.fromisoformat(closing.closed_at)
    return f"SỐ LIỆU ĐÃ CHỐT ngày {closed_at:%d/%m/%Y} (lần {closing.version_no})"


@contextmanager
def signed_form(
    closings: Closings, database: Path, period: Period, closing: Closing
) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open a memory database whose mart.form_06a_period is what was signed; units and sectors are the published ones."""
    with duckdb.connect() as connection:
        quoted = str(database).replace("'", "''")
        connection.execute(f"ATTACH '{quoted}' AS {_PUBLISHED} (READ_ONLY)")
        for schema in ("ref", "mart"):
            connection.execute(f"CREATE SCHEMA {schema}")
        tables = "SELECT table_name FROM duckdb_tables() WHERE database_name = $database AND schema_name = 'ref'"
        for (table,) in connection.execute(tables, {"database": _PUBLISHED}).fetchall():
            connection.execute(f'CREATE VIEW ref."{table}" AS FROM {_PUBLISHED}.ref."{table}"')
        connection.execute(
            f"CREATE TABLE mart.form_06a_period AS {question_text('signed_form')}",
            {
                "file": str(closings.file_of(closing.closing_id, "figure")),
                "kind": period.kind,
                "start": period.start,
                "end": period.end,
            },
        )
        yield connection


def _not_closed(period: Period, unit_code: str) -> NothingToWrite:
    return NothingToWrite(
        Bilingual(
            vi=f"{period.label_vi} của đơn vị {unit_code} chưa chốt. Xem các kỳ đã chốt: motcua close-period --list; "
            "số liệu hiện nay: bỏ --signed.",
            en=f"{period.label_en} of unit {unit_code} has not been closed. See what was closed: motcua close-period --list; "
            "for today's figures leave out --signed.",
        )
    )


def _damaged(closing: Closing) -> NothingToWrite:
    return NothingToWrite(
        Bilingual(
            vi=f"Số liệu đã chốt {closing.closing_id}: tệp thiếu hoặc đã bị sửa (SHA-256 khác). Khôi phục tệp từ bản sao lưu.",
            en=f"Closing {closing.closing_id}: its file is missing or was changed (another SHA-256). Restore it from a backup.",
        )
    )
