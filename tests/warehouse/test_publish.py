"""Publication: the link moves at once, readers keep what they opened, nothing unfinished is ever read."""

from __future__ import annotations

import hashlib
import json
import threading
from datetime import date, datetime
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest

from warehouse.database import STORAGE_VERSION, Resources, open_warehouse, read_published
from warehouse.publish import DATABASE, MANIFEST, SCHEMA_VERSION, Publications, write_manifest, write_parquet


def publish(home: Path, run_id: str, as_of: date = date(2026, 2, 20), *, figure: int = 0, moves: bool = True) -> Path:
    """Publish a warehouse that holds one figure, on top of the newest one."""
    publications = Publications(home)
    folder = publications.begin(run_id)
    with open_warehouse(folder / DATABASE, Resources("1GB", 1, home)) as connection:
        connection.execute("CREATE SCHEMA IF NOT EXISTS mart")
        connection.execute("CREATE OR REPLACE TABLE mart.figure AS SELECT CAST(? AS BIGINT) AS value", [figure])
        connection.execute("CREATE TABLE IF NOT EXISTS mart.history (run_id VARCHAR)")
        connection.execute("INSERT INTO mart.history VALUES (?)", [run_id])
        counts = write_parquet(connection, folder)
    at = datetime(2026, 2, 21, 1, 30)
    write_manifest(
        folder, run_id=run_id, as_of=as_of, row_counts=counts, built_at=at, versions={"motcua": "0"}, schema_changes=[]
    )
    if moves:
        publications.publish(run_id)
    return folder


def figure(home: Path) -> int:
    with read_published(home / "published" / DATABASE) as connection:
        ((value,),) = connection.execute("SELECT value FROM mart.figure").fetchall()
        return int(value)


# ---------------------------------------------------------------- the link


def test_the_link_shows_the_newest_publication(tmp_path: Path) -> None:
    for number in (1, 2):
        publish(tmp_path, f"R{number}", figure=number)
        assert (tmp_path / "published").readlink() == Path("publications") / f"R{number}"
        assert figure(tmp_path) == number
        assert sorted(path.name for path in tmp_path.iterdir()) == ["publications", "published"]


def test_a_home_folder_may_be_moved(tmp_path: Path) -> None:
    publish(tmp_path / "data", "R1", figure=1)
    (tmp_path / "data").rename(tmp_path / "moved")
    assert figure(tmp_path / "moved") == 1


def test_a_reader_never_finds_the_link_missing_or_half_a_publication(tmp_path: Path) -> None:
    publish(tmp_path, "R0")
    missing: list[Exception] = []
    stopped = threading.Event()

    def read() -> None:
        while not stopped.is_set():
            try:
                json.loads((tmp_path / "published" / MANIFEST).read_text())
            except Exception as error:  # whatever a reader may meet
                missing.append(error)

    reader = threading.Thread(target=read)
    reader.start()
    publications = Publications(tmp_path)
    publish(tmp_path, "R1")
    for _ in range(200):
        publications.publish("R0")
        publications.publish("R1")
    stopped.set()
    reader.join()
    assert missing == []


def test_who_has_the_old_file_open_keeps_the_old_figures(tmp_path: Path) -> None:
    publish(tmp_path, "R1", figure=1)
    with read_published(tmp_path / "published" / DATABASE) as reader:
        assert reader.execute("SELECT value FROM mart.figure").fetchall() == [(1,)]
        publish(tmp_path, "R2", figure=2)
        Publications(tmp_path).prune(1)
        assert not (tmp_path / "publications" / "R1").exists()
        assert reader.execute("SELECT value FROM mart.figure").fetchall() == [(1,)]
        assert reader.execute("SELECT count(*) FROM mart.history").fetchall() == [(1,)]
    assert figure(tmp_path) == 2


def test_a_night_of_an_earlier_as_of_is_kept_beside_the_link_and_is_memory(tmp_path: Path) -> None:
    publish(tmp_path, "R1", date(2026, 2, 20), figure=1)
    publish(tmp_path, "R2", date(2026, 1, 31), figure=2, moves=False)
    publications = Publications(tmp_path)
    published, newest = publications.published(), publications.newest()
    assert published and newest
    assert (published["run_id"], newest["run_id"]) == ("R1", "R2")
    publish(tmp_path, "R3", figure=3)
    with read_published(tmp_path / "published" / DATABASE) as reader:
        assert reader.execute("SELECT run_id FROM mart.history").fetchall() == [("R1",), ("R2",), ("R3",)]


# ---------------------------------------------------------------- what a killed run leaves


def test_what_a_killed_run_leaves_is_removed_and_never_becomes_memory(tmp_path: Path) -> None:
    publish(tmp_path, "R1", figure=1)
    killed = Publications(tmp_path).begin("R2")
    with duckdb.connect(str(killed / DATABASE)) as connection:
        connection.execute("INSERT INTO mart.history VALUES ('R2')")
    next_folder = Publications(tmp_path).begin("R3")
    assert not killed.exists()
    with duckdb.connect(str(next_folder / DATABASE), read_only=True) as connection:
        assert connection.execute("SELECT run_id FROM mart.history").fetchall() == [("R1",)]
    assert figure(tmp_path) == 1


def test_a_run_killed_while_its_manifest_was_written_is_no_publication(tmp_path: Path) -> None:
    publish(tmp_path, "R1", figure=1)
    killed = Publications(tmp_path).begin("R2")
    (killed / f".{MANIFEST}").write_text('{"run_id": "R2"')
    assert [manifest["run_id"] for manifest in Publications(tmp_path).manifests()] == ["R1"]


def test_a_run_killed_between_manifest_and_link_is_memory_and_the_link_stays(tmp_path: Path) -> None:
    publish(tmp_path, "R1", figure=1)
    publish(tmp_path, "R2", figure=2, moves=False)
    assert figure(tmp_path) == 1
    publish(tmp_path, "R3", figure=3)
    assert figure(tmp_path) == 3


def test_a_link_half_made_by_a_killed_run_is_no_obstacle(tmp_path: Path) -> None:
    publish(tmp_path, "R1", figure=1)
    (tmp_path / ".published.R2").symlink_to("publications/nowhere")
    publish(tmp_path, "R2", figure=2)
    assert figure(tmp_path) == 2


def test_a_file_that_somebody_put_beside_the_publications_stops_no_run(tmp_path: Path) -> None:
    publish(tmp_path, "R1", figure=1)
    note = tmp_path / "publications" / "ghi-chu.txt"
    note.write_text("đừng xóa R1")
    publish(tmp_path, "R2", figure=2)
    assert note.exists()
    assert figure(tmp_path) == 2


def test_the_first_run_begins_with_nothing(tmp_path: Path) -> None:
    folder = Publications(tmp_path / "data").begin("R1")
    assert list(folder.iterdir()) == []
    assert Publications(tmp_path / "data").published() is None


def test_an_abandoned_run_leaves_nothing(tmp_path: Path) -> None:
    publications = Publications(tmp_path)
    folder = publications.begin("R1")
    (folder / DATABASE).write_bytes(b"half a file")
    publications.abandon("R1")
    assert not folder.exists()


# ---------------------------------------------------------------- how many stay


def test_the_newest_publications_stay_and_always_the_one_that_the_link_shows(tmp_path: Path) -> None:
    publish(tmp_path, "R1")
    for number in range(2, 6):
        publish(tmp_path, f"R{number}", moves=False)
    assert Publications(tmp_path).prune(2) == ["R2", "R3"]
    assert sorted(path.name for path in (tmp_path / "publications").iterdir()) == ["R1", "R4", "R5"]
    assert figure(tmp_path) == 0


# ---------------------------------------------------------------- what is in a publication


def test_the_manifest_tells_the_truth_about_every_file(tmp_path: Path) -> None:
    folder = publish(tmp_path, "R1", figure=1)
    manifest = json.loads((folder / MANIFEST).read_text())
    assert (manifest["run_id"], manifest["as_of"], manifest["schema_version"]) == ("R1", "2026-02-20", SCHEMA_VERSION)
    assert manifest["row_counts"] == {"mart.figure": 1, "mart.history": 1}
    files = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    assert files.pop(MANIFEST)
    assert manifest["files"] == {
        name: {"sha256": hashlib.sha256(path.read_bytes()).hexdigest(), "bytes": path.stat().st_size}
        for name, path in files.items()
    }
    assert set(files) == {DATABASE, "parquet/mart/figure.parquet", "parquet/mart/history.parquet"}


def test_parquet_holds_the_rows_of_the_tables(tmp_path: Path) -> None:
    folder = publish(tmp_path, "R1", figure=7)
    assert pq.read_table(folder / "parquet" / "mart" / "figure.parquet").to_pylist() == [{"value": 7}]


def test_the_file_is_of_the_format_that_every_duckdb_1_reads(tmp_path: Path) -> None:
    publish(tmp_path, "R1")
    with duckdb.connect(str(tmp_path / "published" / DATABASE), read_only=True) as connection:
        ((tags,),) = connection.execute("SELECT tags FROM duckdb_databases() WHERE database_name = 'motcua'").fetchall()
    assert tags["storage_version"].startswith(STORAGE_VERSION)
    assert STORAGE_VERSION == "v1.0.0"


def test_analysts_may_open_the_published_file_with_no_setting_at_all(tmp_path: Path) -> None:
    publish(tmp_path, "R1", figure=1)
    with duckdb.connect(str(tmp_path / "published" / DATABASE), read_only=True) as connection:
        assert connection.execute("SELECT value FROM motcua.mart.figure").fetchall() == [(1,)]


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO mart.figure VALUES (2)",
        "COPY mart.figure TO 'figure.csv'",
        "ATTACH 'other.duckdb'",
        "SELECT * FROM read_csv('/etc/hostname')",
        "SET enable_external_access = true",
        "INSTALL httpfs",
        "LOAD httpfs",
    ],
)
def test_a_reader_of_ours_can_change_nothing_and_reach_nothing_else(tmp_path: Path, statement: str) -> None:
    publish(tmp_path, "R1")
    with read_published(tmp_path / "published" / DATABASE) as reader, pytest.raises(duckdb.Error):
        reader.execute(statement)
