"""The account of every file a run met: read = loaded + unchanged + quarantined, always."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from connectors.contract import Bilingual, Contract
from flows.night import Night


@dataclass(frozen=True)
class LoadRecord:
    """What became of one file; `file_no` numbers the files that were read."""

    source: str
    file: str
    status: Literal["loaded", "known", "rejected"]
    dataset: str | None = None
    message: Bilingual | None = None
    sha256: str | None = None
    modified_at: datetime | None = None
    file_no: int | None = None
    rows_read: int = 0
    rows_quarantined: int = 0
    unknown_headings: tuple[str, ...] = ()


def known_hashes(night: Night) -> set[str]:
    """Return the SHA-256 of every file whose rows are in this warehouse (those of held runs are not)."""
    rows = night.connection.execute(
        "SELECT DISTINCT l.sha256 FROM ops.load AS l JOIN ops.run AS r USING (run_id)"
        " WHERE l.status = 'loaded' AND r.status IN ('published', 'kept', 'running') ORDER BY l.sha256"
    ).fetchall()
    return {str(row[0]) for row in rows}


def record_load(night: Night, record: LoadRecord) -> LoadRecord:
    """Write a file's line into ops.load and the log; its loaded and unchanged rows are counted after the merge."""
    night.connection.execute(
        "INSERT INTO ops.load (run_id, source, dataset, file, sha256, status, message, rows_read, rows_loaded, rows_unchanged,"
        " rows_quarantined, modified_at, unknown_headings) VALUES ($run_id, $source, $dataset, $file, $sha256, $status, $message,"
        " $rows_read, 0, 0, $rows_quarantined, $modified_at, $unknown_headings)",
        {
            "run_id": night.run_id,
            "source": record.source,
            "dataset": record.dataset,
            "file": record.file,
            "sha256": record.sha256,
            "status": record.status,
            "message": record.message.of("vi") if record.message else None,
            "rows_read": record.rows_read,
            "rows_quarantined": record.rows_quarantined,
            "modified_at": record.modified_at,
            "unknown_headings": "; ".join(record.unknown_headings) or None,
        },
    )
    night.log.event(
        "file",
        "warning" if record.status == "rejected" else "info",
        source=record.source,
        file=record.file,
        dataset=record.dataset,
        status=record.status,
        rows_read=record.rows_read,
        rows_quarantined=record.rows_quarantined,
        message=record.message.vi if record.message else None,
    )
    return record


def close_loads(night: Night, contract: Contract, records: Sequence[LoadRecord]) -> None:
    """Count per file the rows that opened a version and those that told nothing new, from the temp table `fate`."""
    connection = night.connection
    counted = connection.execute(
        "SELECT file_no, count(*) FILTER (fate IN ('new', 'loaded')), count(*) FILTER (fate = 'same') FROM fate GROUP BY file_no"
    ).fetchall()
    by_number = {number: (loaded, unchanged) for number, loaded, unchanged in counted}
    for record in records:
        loaded, unchanged = by_number.get(record.file_no, (0, 0))
        connection.execute(
            "UPDATE ops.load SET rows_loaded = $loaded, rows_unchanged = $unchanged"
            " WHERE run_id = $run_id AND source = $source AND dataset = $dataset AND file = $file AND sha256 = $sha256"
            " AND status = 'loaded'",
            {
                "loaded": loaded,
                "unchanged": unchanged,
                "run_id": night.run_id,
                "source": record.source,
                "dataset": contract.id,
                "file": record.file,
                "sha256": record.sha256,
            },
        )
    _resolve_quarantine(night, contract)


def _resolve_quarantine(night: Night, contract: Contract) -> None:
    """A record set aside in an earlier run is resolved once a row with its key has been loaded."""
    key = f'c."{contract.key[0]}"'
    night.connection.execute(
        "UPDATE ops.quarantine AS q SET resolved_run = $run_id WHERE q.resolved_run IS NULL AND q.run_id <> $run_id"
        f" AND q.dataset = $dataset AND EXISTS (SELECT 1 FROM changed_{contract.id} AS c"
        f" WHERE CAST({key} AS VARCHAR) = q.business_key AND c.source = q.source)",
        {"run_id": night.run_id, "dataset": contract.id},
    )


def close_run(night: Night, status: str, message: str | None, finished_at: datetime, inputs: str) -> None:
    """Write the run's end and totals into ops.run."""
    night.connection.execute(
        "UPDATE ops.run SET status = $status, message = $message, finished_at = $finished_at, inputs = $inputs,"
        " rows_read = t.rows_read, rows_loaded = t.rows_loaded, rows_unchanged = t.rows_unchanged, rows_quarantined = t.rows_quarantined"
        " FROM (SELECT coalesce(sum(rows_read), 0) AS rows_read, coalesce(sum(rows_loaded), 0) AS rows_loaded,"
        " coalesce(sum(rows_unchanged), 0) AS rows_unchanged, coalesce(sum(rows_quarantined), 0) AS rows_quarantined"
        " FROM ops.load WHERE run_id = $run_id) AS t WHERE run_id = $run_id",
        {"status": status, "message": message, "finished_at": finished_at, "inputs": inputs, "run_id": night.run_id},
    )
