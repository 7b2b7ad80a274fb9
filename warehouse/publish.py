"""Publication: one folder per run, checked whole, then one rename of the link; readers never see half of it."""

from __future__ import annotations

import hashlib
import json
import shutil
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb

from warehouse.database import CATALOGUE, quoted_path

#: Version of the published tables: the first number changes when a column or table goes or changes its meaning,
#: the second when one is added.
SCHEMA_VERSION = "1.1"
DATABASE = "motcua.duckdb"
MANIFEST = "manifest.json"


@dataclass(frozen=True)
class Publications:
    """The folder of publications and the link beside it."""

    home: Path

    @property
    def folder(self) -> Path:
        """Folder with one folder per run."""
        return self.home / "publications"

    @property
    def link(self) -> Path:
        """The link that readers follow."""
        return self.home / "published"

    def manifests(self) -> list[dict[str, Any]]:
        """Manifests of complete publications, oldest run first."""
        found = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(self.folder.glob(f"*/{MANIFEST}"))]
        return sorted(found, key=lambda manifest: str(manifest["run_id"]))

    def newest(self) -> dict[str, Any] | None:
        """Manifest of the newest complete run: its file is the memory on which the next run builds."""
        manifests = self.manifests()
        return manifests[-1] if manifests else None

    def published(self) -> dict[str, Any] | None:
        """Manifest of the publication that readers see, if any."""
        path = self.link / MANIFEST
        return json.loads(path.read_text(encoding="utf-8")) if path.exists() else None

    def database_of(self, manifest: dict[str, Any]) -> Path:
        """Warehouse file of a publication."""
        return self.folder / str(manifest["run_id"]) / DATABASE

    def begin(self, run_id: str) -> Path:
        """Make the run's folder with a copy of the newest warehouse file; unfinished folders of killed runs go."""
        self.folder.mkdir(parents=True, exist_ok=True)
        for left_over in self.folder.iterdir():
            if left_over.is_dir() and not (left_over / MANIFEST).exists():
                shutil.rmtree(left_over)
        folder = self.folder / run_id
        folder.mkdir()
        if newest := self.newest():
            shutil.copyfile(self.database_of(newest), folder / DATABASE)
        return folder

    def abandon(self, run_id: str) -> None:
        """Remove the folder of a run that failed or was held."""
        shutil.rmtree(self.folder / run_id, ignore_errors=True)

    def publish(self, run_id: str) -> None:
        """Move the link to the run by one rename."""
        next_link = self.home / f".published.{run_id}"
        next_link.unlink(missing_ok=True)
        next_link.symlink_to(Path("publications") / run_id, target_is_directory=True)
        next_link.replace(self.link)

    def prune(self, keep: int) -> list[str]:
        """Remove all but the newest `keep` publications, never the one that the link shows; return the removed runs."""
        published = self.published()
        stay = {str(published["run_id"])} if published else set()
        stay |= {str(manifest["run_id"]) for manifest in self.manifests()[-keep:]}
        removed = [str(m["run_id"]) for m in self.manifests() if str(m["run_id"]) not in stay]
        for run_id in removed:
            shutil.rmtree(self.folder / run_id)
        return removed


def published_tables(connection: duckdb.DuckDBPyConnection) -> list[tuple[str, str]]:
    """Return (schema, table) of every published table."""
    rows = connection.execute(
        "SELECT schema_name, table_name FROM duckdb_tables() WHERE database_name = $catalogue AND NOT temporary ORDER BY ALL",
        {"catalogue": CATALOGUE},
    ).fetchall()
    return [(str(schema), str(table)) for schema, table in rows]


def write_parquet(connection: duckdb.DuckDBPyConnection, folder: Path) -> dict[str, int]:
    """Write every table as parquet/{schema}/{table}.parquet; return the row counts by `schema.table`.

    Any connection to the warehouse will do, a second one while the first is read among them.
    """
    counts = {}
    for schema, table in published_tables(connection):
        target = folder / "parquet" / schema / f"{table}.parquet"
        target.parent.mkdir(parents=True, exist_ok=True)
        (rows,) = connection.execute(
            f'COPY {CATALOGUE}.{schema}."{table}" TO {quoted_path(target)}'
            " (FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1)"
        ).fetchall()[0]
        counts[f"{schema}.{table}"] = int(rows)
    return counts


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file, read in blocks."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def write_manifest(
    folder: Path,
    *,
    run_id: str,
    as_of: date,
    row_counts: dict[str, int],
    built_at: datetime,
    versions: dict[str, str],
    schema_changes: list[dict[str, str]],
) -> None:
    """Write the manifest last: a folder without one is no publication."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    manifest = {
        "run_id": run_id,
        "as_of": as_of.isoformat(),
        "built_at": built_at.isoformat(timespec="seconds"),
        "schema_version": SCHEMA_VERSION,
        "schema_changes": schema_changes,
        "versions": versions,
        "row_counts": row_counts,
        "files": {
            str(path.relative_to(folder)): {"sha256": sha256_of(path), "bytes": path.stat().st_size} for path in files
        },
    }
    partial = folder / f".{MANIFEST}"
    partial.write_text(json.dumps(manifest, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    partial.replace(folder / MANIFEST)
