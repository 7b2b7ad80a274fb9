"""The log for programs: one JSON line per event, private, without secrets, whole under concurrent writing."""

from __future__ import annotations

import json
import multiprocessing
import stat
from datetime import date
from pathlib import Path
from typing import Any

import numpy
import pytest

from flows.log import FILES_KEPT, EventLog


@pytest.fixture
def log(tmp_path: Path) -> EventLog:
    return EventLog(tmp_path / "log" / "motcua.jsonl", run_id="20260302T013000")


def lines(log: EventLog) -> list[dict[str, Any]]:
    return [json.loads(line) for line in log.path.read_text(encoding="utf-8").splitlines()]


def test_an_event_is_one_line_with_local_time_level_run_and_fields(log: EventLog) -> None:
    log.event("room_finished", room="load", seconds=1.5, as_of=date(2026, 3, 1), rows=numpy.int64(7), unit="Cần Thơ")
    (line,) = lines(log)
    assert list(line)[:4] == ["time", "level", "run_id", "event"]
    assert line["time"].endswith("+07:00")
    assert (line["level"], line["run_id"], line["event"]) == ("info", "20260302T013000", "room_finished")
    assert (line["room"], line["seconds"], line["as_of"]) == ("load", 1.5, "2026-03-01")
    assert (line["rows"], line["unit"]) == (7, "Cần Thơ")
    assert "Cần Thơ" in log.path.read_text(encoding="utf-8")


@pytest.mark.parametrize("field", ["client_secret", "PASSWORD", "accessToken", "Authorization", "session_id"])
def test_a_field_that_names_a_secret_is_hidden(log: EventLog, field: str) -> None:
    log.event("asked", "warning", **{field: "hunter2", "answer": {field: ["hunter2"], "rows": 1}})
    assert "hunter2" not in log.path.read_text(encoding="utf-8")
    assert lines(log)[0]["answer"] == {field: "***", "rows": 1}


def test_a_secret_inside_an_address_is_hidden(log: EventLog) -> None:
    log.event("failed", "error", message="GET https://sso.example/x?page=1&access_token=hunter2&size=50 → 500")
    assert lines(log)[0]["message"] == "GET https://sso.example/x?page=1&access_token=***&size=50 → 500"


def test_a_long_text_is_cut_at_500_characters(log: EventLog) -> None:
    log.event("failed", message="ệ" * 501, kept="ệ" * 500)
    assert lines(log)[0]["message"] == "ệ" * 500 + "…"
    assert lines(log)[0]["kept"] == "ệ" * 500


def test_a_field_cannot_replace_the_event_s_own_run(log: EventLog) -> None:
    log.event("finished", run_id="another", share=float("nan"), error=ValueError("tệp hỏng"))
    assert lines(log)[0]["run_id"] == "20260302T013000"
    assert (lines(log)[0]["share"], lines(log)[0]["error"]) == ("nan", "tệp hỏng")


def test_the_file_is_private_even_where_it_was_open_before(log: EventLog) -> None:
    log.path.touch(mode=0o644)
    log.event("started")
    assert stat.S_IMODE(log.path.stat().st_mode) == 0o600


def test_five_files_are_kept_and_the_newest_bears_the_name(tmp_path: Path) -> None:
    log = EventLog(tmp_path / "motcua.jsonl", "r", file_limit=250)
    for number in range(20):  # a line has 105 bytes: two fit into one file
        log.event("step", number=number)
    kept = sorted(path.name for path in tmp_path.iterdir())
    assert kept == ["motcua.jsonl", *(f"motcua.jsonl.{number}" for number in range(1, FILES_KEPT))]
    newest_first = [json.loads((tmp_path / name).read_text().splitlines()[0])["number"] for name in kept]
    assert newest_first == [18, 16, 14, 12, 10]


def write_many(path: Path, run_id: str) -> None:
    log = EventLog(path, run_id, file_limit=20_000)
    for number in range(100):
        log.event("step", number=number, text="x" * 100)


def test_processes_writing_at_once_lose_and_tear_no_line_over_a_rotation(tmp_path: Path) -> None:
    spawn = multiprocessing.get_context("spawn")
    writers = [spawn.Process(target=write_many, args=(tmp_path / "motcua.jsonl", run)) for run in ("a", "b")]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    read = [json.loads(line) for path in tmp_path.iterdir() for line in path.read_text().splitlines()]
    assert len(list(tmp_path.iterdir())) > 1
    assert sorted((line["run_id"], line["number"]) for line in read) == [(run, n) for run in "ab" for n in range(100)]
