"""The inbox: everything is looked at, nothing is touched, and what cannot be taken has a line of its own."""

from __future__ import annotations

import os
import threading
import time
from datetime import datetime
from pathlib import Path

import pytest

from connectors.exports.inbox import InboxFile, scan
from connectors.exports.pull import pull_inbox
from connectors.landing import Landing
from connectors.source import NotTaken, Pulling


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    return folder


def drop(inbox: Path, name: str, modified_at: float = 1_760_000_000, content: bytes = b"x") -> Path:
    path = inbox / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    os.utime(path, (modified_at, modified_at))
    return path


def names(found: list[InboxFile | NotTaken], kind: type) -> list[str]:
    return [thing.name for thing in found if isinstance(thing, kind)]


def test_files_come_by_modification_time_then_name_with_their_subfolders(inbox: Path) -> None:
    drop(inbox, "b.csv", 1_760_000_200)
    drop(inbox, "xã/c.csv", 1_760_000_100)
    drop(inbox, "xã/a.pdf", 1_760_000_100)
    assert scan(inbox) == [
        InboxFile(inbox / "xã/a.pdf", "xã/a.pdf"),
        InboxFile(inbox / "xã/c.csv", "xã/c.csv"),
        InboxFile(inbox / "b.csv", "b.csv"),
    ]


def test_folders_of_other_sources_are_left_out(inbox: Path) -> None:
    drop(inbox, "a.csv")
    drop(inbox, "dvcqg/b.json")
    assert names(scan(inbox, [inbox / "dvcqg", inbox]), InboxFile) == ["a.csv"]


def test_lock_files_and_unfinished_downloads_are_still_being_written(inbox: Path) -> None:
    for name in ("a.csv.part", "b.tmp", "c.xlsx.crdownload", "~$d.xlsx", ".~lock.e.csv#"):
        drop(inbox, name)
    for name in (".DS_Store", "Thumbs.db", "desktop.ini", ".an/f.csv"):
        drop(inbox, name)
    found = scan(inbox)
    assert names(found, InboxFile) == []
    assert names(found, NotTaken) == [".~lock.e.csv#", "a.csv.part", "b.tmp", "c.xlsx.crdownload", "~$d.xlsx"]
    assert all("đang được ghi" in problem.message.vi for problem in found if isinstance(problem, NotTaken))


def test_a_file_just_written_is_taken_and_one_that_still_grows_is_not(inbox: Path) -> None:
    drop(inbox, "whole.csv", time.time())
    drop(inbox, "late.csv", time.time() + 3600)  # a clock that is ahead
    growing = drop(inbox, "growing.csv", time.time())
    writer = threading.Timer(0.05, lambda: growing.write_bytes(b"x" * 1000))
    writer.start()
    found = scan(inbox, settle_seconds=0.3)
    writer.join()
    assert names(found, InboxFile) == ["whole.csv", "late.csv"]
    assert names(found, NotTaken) == ["growing.csv"]


def test_a_folder_named_like_a_file_is_told_and_its_files_are_read(inbox: Path) -> None:
    drop(inbox, "ho-so.csv/a.csv")
    found = scan(inbox)
    assert names(found, InboxFile) == ["ho-so.csv/a.csv"]
    assert next(p.message.vi for p in found if isinstance(p, NotTaken)).startswith("Đây là thư mục")


def test_links_that_lead_in_circles_or_nowhere_and_things_that_are_no_files(inbox: Path) -> None:
    drop(inbox, "a/b.csv")
    (inbox / "a/up").symlink_to(inbox)
    (inbox / "gone.csv").symlink_to(inbox / "nowhere")
    os.mkfifo(inbox / "pipe.csv")  # reading it would wait for ever
    found = scan(inbox)
    assert names(found, InboxFile) == ["a/b.csv"]
    assert names(found, NotTaken) == ["gone.csv", "pipe.csv"]


def test_names_are_shown_composed_and_undecodable_bytes_do_not_stop_anything(inbox: Path) -> None:
    drop(inbox, "ho\u0302\u0300 so\u031b.csv")
    Path(os.fsdecode(os.fsencode(inbox) + b"/b\xff.csv")).write_bytes(b"x")
    assert names(scan(inbox, settle_seconds=0), InboxFile) == ["hồ sơ.csv", "b\ufffd.csv"]


def test_an_inbox_that_is_not_there_is_one_problem(tmp_path: Path) -> None:
    (problem,) = scan(tmp_path / "inbox")
    assert isinstance(problem, NotTaken)
    assert "tạo thư mục" in problem.message.vi


def test_pull_lands_what_can_be_taken_and_leaves_the_inbox_as_it_is(inbox: Path, tmp_path: Path) -> None:
    drop(inbox, "b.csv", 1_760_000_200, b"two")
    drop(inbox, "a.csv", 1_760_000_300, b"three")
    drop(inbox, "c.csv.part")
    before = {path: path.stat().st_mtime_ns for path in inbox.rglob("*")}
    pulled = pull_inbox("exports", inbox, Pulling(Landing(tmp_path / "landing"), "run-1", datetime.now(), 0))
    assert [(file.name, file.path.read_bytes()) for file in pulled.files] == [("b.csv", b"two"), ("a.csv", b"three")]
    assert [problem.name for problem in pulled.not_taken] == ["c.csv.part"]
    assert {path: path.stat().st_mtime_ns for path in inbox.rglob("*")} == before
