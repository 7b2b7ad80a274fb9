"""Closing a period (chốt kỳ): what was signed is kept in files of its own and never rewritten.

Below `{home}/warehouse/closed/` each closing has a file of figures and one of the dossiers behind them, and a line in
`closings.jsonl`, which names them with their SHA-256. Files outlive rollbacks, held nights and the pruning of old
publications; every run brings those it does not hold yet into core.closed_period, core.closed_figure and core.closed_dossier.
"""

from __future__ import annotations

import json
import os
import re
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path

import duckdb

from connectors.contract import Bilingual
from connectors.problem import Problem
from warehouse.database import CATALOGUE, quoted_path, run_script, sql_text
from warehouse.macros import model_of_closing
from warehouse.publish import sha256_of

_PARTS = ("figure", "dossier")


class ClosingRefused(Problem):
    """A period that cannot be closed; `.message` says why and what to do."""


@dataclass(frozen=True)
class ToClose:
    """What a person asks to close: a finished period of one unit with all below it."""

    period_kind: str
    period_start: date
    period_end: date
    unit_code: str
    label: str
    closed_by: str
    reason: str | None


@dataclass(frozen=True)
class Closing:
    """One closing as its line of the manifest tells it; dates and instants in ISO form.

    `closed_by` and `reason` stay in the private warehouse; `sha256` are the hashes of the files by part.
    """

    closing_id: str
    period_kind: str
    period_start: str
    period_end: str
    unit_code: str
    version_no: int
    closed_at: str
    run_id: str
    as_of: str
    closed_by: str
    reason: str | None
    sha256: dict[str, str]


class Closings:
    """The closings below a home folder, oldest first, only ever added to."""

    def __init__(self, home: Path) -> None:
        self.folder = home / "warehouse" / "closed"
        self.manifest = self.folder / "closings.jsonl"

    def every(self) -> list[Closing]:
        """Return all closings in the order in which they were made."""
        if not self.manifest.exists():
            return []
        return [Closing(**json.loads(line)) for line in self.manifest.read_text(encoding="utf-8").splitlines()]

    def file_of(self, closing_id: str, part: str) -> Path:
        """Return the path of one part (figure, dossier) of a closing."""
        return self.folder / f"{closing_id}.{part}.parquet"

    def close(self, database: Path, asked: ToClose, now: datetime) -> Closing:
        """Freeze what the publication in `database` shows of the period; raise `ClosingRefused` when it cannot be."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        known = self.every()
        same = [(c.period_kind, c.period_start, c.unit_code) for c in known]
        version = same.count((asked.period_kind, asked.period_start.isoformat(), asked.unit_code)) + 1
        unit = re.sub(r"[^0-9A-Za-zĐđ.]+", "-", asked.unit_code)[:60]
        closing_id = f"{len(known) + 1:04d}_{asked.label}_{unit}_v{version}"
        run_id, as_of = self._freeze(database, asked, closing_id)
        closing = Closing(
            closing_id,
            asked.period_kind,
            asked.period_start.isoformat(),
            asked.period_end.isoformat(),
            asked.unit_code,
            version,
            now.isoformat(timespec="seconds"),
            run_id,
            as_of.isoformat(),
            asked.closed_by,
            asked.reason,
            {part: sha256_of(self.file_of(closing_id, part)) for part in _PARTS},
        )
        self._add(closing)
        return closing

    def _freeze(self, database: Path, asked: ToClose, closing_id: str) -> tuple[str, date]:
        """Write the files of a closing; return the run and the as-of of the figures."""
        with duckdb.connect() as connection:
            connection.execute(f"ATTACH {quoted_path(database)} AS {CATALOGUE} (READ_ONLY)")
            connection.execute(f"USE {CATALOGUE}")
            run_id, as_of = connection.execute("SELECT run_id, as_of FROM ops.publication").fetchall()[0]
            if as_of < asked.period_end:
                raise _still_running(asked, as_of)
            scope: dict[str, object] = {
                "closing_id": closing_id,
                "period_kind": asked.period_kind,
                "period_start": asked.period_start,
                "period_end": asked.period_end,
                "unit_code": asked.unit_code,
            }
            for part in _PARTS:
                target = quoted_path(self.file_of(closing_id, part))
                model = model_of_closing(f"closed_{part}_now")
                connection.execute(f"COPY ({model} ORDER BY ALL) TO {target} (FORMAT parquet, COMPRESSION zstd)", scope)
                self.file_of(closing_id, part).chmod(0o600)
            self._agree(connection, closing_id, asked)
        return str(run_id), as_of

    def _agree(self, connection: duckdb.DuckDBPyConnection, closing_id: str, asked: ToClose) -> None:
        """Raise unless the form of the unit is there and the frozen dossiers add up to it."""
        rows = connection.execute(
            sql_text("queries", "closing_agrees.sql"),
            {
                "figures": str(self.file_of(closing_id, "figure")),
                "dossiers": str(self.file_of(closing_id, "dossier")),
                "unit": asked.unit_code,
            },
        ).fetchall()
        if not rows or any(signed != dossiers for _, signed, dossiers in rows):
            for part in _PARTS:
                self.file_of(closing_id, part).unlink()
            raise _no_figures(asked) if not rows else _disagree(asked)

    def _add(self, closing: Closing) -> None:
        """Append the line that makes the closing valid, and see it on the disk."""
        line = json.dumps(asdict(closing), ensure_ascii=False) + "\n"
        descriptor = os.open(self.manifest, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
            stream.write(line)
            stream.flush()
            os.fsync(stream.fileno())

    def load(self, connection: duckdb.DuckDBPyConnection) -> list[Bilingual]:
        """Bring closings that the warehouse does not hold yet into its tables; return warnings of files at fault."""
        run_script(connection, sql_text("ddl", "closed.sql"))
        held = {row[0] for row in connection.execute("SELECT closing_id FROM core.closed_period").fetchall()}
        warnings = []
        for closing in self.every():
            if closing.closing_id in held:
                continue
            if self.is_whole(closing):
                self._insert(connection, closing)
            else:
                warnings.append(_damaged(closing, self.folder))
        return warnings

    def is_whole(self, closing: Closing) -> bool:
        """Whether the files of a closing are there and as they were made."""
        files = {part: self.file_of(closing.closing_id, part) for part in _PARTS}
        return all(file.exists() and sha256_of(file) == closing.sha256[part] for part, file in files.items())

    def _insert(self, connection: duckdb.DuckDBPyConnection, closing: Closing) -> None:
        connection.begin()
        for part in _PARTS:
            connection.execute(
                f"INSERT INTO core.closed_{part} BY NAME SELECT * FROM read_parquet($file)",
                {"file": str(self.file_of(closing.closing_id, part))},
            )
        published = {name: value for name, value in asdict(closing).items() if name not in {"closed_by", "reason"}}
        connection.execute(
            "INSERT INTO core.closed_period (closing_id, period_kind, period_start, period_end, unit_code, version_no,"
            " closed_at, run_id, as_of, sha256) VALUES ($closing_id, $period_kind, $period_start, $period_end, $unit_code,"
            " $version_no, $closed_at, $run_id, $as_of, $sha256)",
            {**published, "sha256": closing.sha256["figure"]},
        )
        connection.commit()


def _still_running(asked: ToClose, as_of: date) -> ClosingRefused:
    return ClosingRefused(
        Bilingual(
            vi=f"Kỳ {asked.label} đến hết {asked.period_end:%d/%m/%Y}, số liệu mới đến hết {as_of:%d/%m/%Y}: chưa chốt được. "
            "Chờ kỳ kết thúc và đêm chạy sau đó.",
            en=f"Period {asked.label} ends on {asked.period_end}, the figures reach {as_of}: it cannot be closed yet. Wait for its end and the night after.",
        )
    )


def _no_figures(asked: ToClose) -> ClosingRefused:
    return ClosingRefused(
        Bilingual(
            vi=f"Chưa có số liệu biểu II.06a của đơn vị {asked.unit_code} trong kỳ {asked.label}: không có gì để chốt.",
            en=f"There is no form II.06a of unit {asked.unit_code} for {asked.label}: nothing to close.",
        )
    )


def _disagree(asked: ToClose) -> ClosingRefused:
    return ClosingRefused(
        Bilingual(
            vi=f"Hồ sơ và biểu II.06a của {asked.unit_code}, kỳ {asked.label} không khớp nhau: chưa chốt. Chạy motcua nightly rồi chốt lại.",
            en=f"Dossiers and form II.06a of {asked.unit_code}, {asked.label}, do not agree: not closed. Run motcua nightly, then close again.",
        )
    )


def _damaged(closing: Closing, folder: Path) -> Bilingual:
    return Bilingual(
        vi=f"Số liệu đã chốt {closing.closing_id}: tệp trong {folder} thiếu hoặc đã bị sửa (SHA-256 khác), không nạp. "
        "Khôi phục tệp từ bản sao lưu.",
        en=f"Closing {closing.closing_id}: its files in {folder} are missing or were changed (another SHA-256); not loaded. Restore them from a backup.",
    )
