"""What nights leave: publications, the account of every file, quarantine and its corrections."""

from __future__ import annotations

import json
import os
from pathlib import Path

import duckdb
import pytest

from flows.night import AnotherRun, begin_night, one_run_at_a_time
from flows.settings import load_settings
from flows.speech import Speech
from tests.flows.conftest import AS_OF, PAST, FourNights
from tests.flows.home import Home, make_home
from tests.flows.plain_night import plain_night
from warehouse.publish import DATABASE

LOADS = "SELECT file, dataset, status, rows_read, rows_loaded, rows_unchanged, rows_quarantined FROM ops.load WHERE run_id = ? ORDER BY file"


# ---------------------------------------------------------------- the account


def test_a_first_night_accounts_for_every_file_and_row(four_nights: FourNights) -> None:
    assert four_nights.query(1, LOADS, four_nights.run_id(1)) == [
        ("ghi-chu-2.csv", None, "rejected", 0, 0, 0, 0),  # a copy of what nobody could read is not known either
        ("ghi-chu.csv", None, "rejected", 0, 0, 0, 0),
        ("ho-so-1.csv", "dossier", "loaded", 22, 20, 0, 2),
        ("sao-chep.csv", None, "known", 0, 0, 0, 0),
    ]
    run = four_nights.query(
        1, "SELECT status, as_of, rows_read, rows_loaded, rows_unchanged, rows_quarantined FROM ops.run"
    )
    assert run == [("published", AS_OF, 22, 20, 0, 2)]


def test_a_second_night_over_the_same_inbox_loads_nothing_and_opens_no_version(four_nights: FourNights) -> None:
    loads = four_nights.query(2, LOADS, four_nights.run_id(2))
    assert loads == [
        ("ghi-chu-2.csv", None, "rejected", 0, 0, 0, 0),
        ("ghi-chu.csv", None, "rejected", 0, 0, 0, 0),
        ("ho-so-1.csv", None, "known", 0, 0, 0, 0),
        ("sao-chep.csv", None, "known", 0, 0, 0, 0),
    ]
    for table in (
        "core.dossier",
        "core.dossier_version",
        "mart.form_06a_period",
        "mart.indicator_value",
        "mart.late_dossier",
    ):
        assert four_nights.query(1, f"FROM {table} ORDER BY ALL") == four_nights.query(2, f"FROM {table} ORDER BY ALL")


def test_a_corrected_row_is_loaded_and_its_quarantine_resolved(four_nights: FourNights) -> None:
    quarantine = "SELECT business_key, row_number, rule, column_name, first_seen_run, resolved_run FROM ops.quarantine ORDER BY 1"
    first, third = four_nights.run_id(1), four_nights.run_id(3)
    before = [
        ("H13.101-260202-0021", 22, "unreadable", "received_at", first, None),
        ("H13.101-260202-0022", 23, "unreadable", "status", first, None),
    ]
    assert four_nights.query(1, quarantine) == four_nights.query(2, quarantine) == before
    assert four_nights.query(3, quarantine) == [(*row[:-1], third) for row in before]
    assert four_nights.query(3, "SELECT count(*) FROM core.dossier") == [(22,)]


def test_an_inbox_is_only_read(four_nights: FourNights) -> None:
    before, after = four_nights.inboxes[-1]
    assert len(before) == 6
    assert before == after


# ---------------------------------------------------------------- the publication


def test_every_good_night_moves_the_link_but_one_of_an_earlier_as_of(four_nights: FourNights) -> None:
    assert [outcome.status for outcome in four_nights.outcomes] == ["published", "published", "published", "kept"]
    assert [outcome.run_id for outcome in four_nights.outcomes[:3]] == list(four_nights.links[:3])
    assert four_nights.links[3] == four_nights.run_id(3)


def test_a_night_of_an_earlier_as_of_keeps_later_records_and_does_not_count_them(four_nights: FourNights) -> None:
    assert four_nights.query(4, "SELECT as_of FROM ops.publication") == [(PAST,)]
    assert four_nights.query(4, "SELECT count(*) FROM core.dossier") == [(23,)]
    form = (
        "SELECT received_total, open_total FROM mart.form_06a_period WHERE period_kind = 'year'"
        " AND period_start = '2026-01-01' AND unit_code = 'H13' AND sector_code IS NULL"
    )
    assert four_nights.query(4, form) == [(1, 1)]
    assert four_nights.query(3, form) == [(22, 21)]


def test_what_an_earlier_as_of_has_read_is_remembered_by_the_next_night(four_nights: FourNights) -> None:
    runs = four_nights.query(4, "SELECT status FROM ops.run ORDER BY run_id")
    assert runs == [("published",), ("published",), ("published",), ("kept",)]


def test_a_publication_holds_the_file_parquet_page_and_manifest(four_nights: FourNights) -> None:
    folder = four_nights.outcomes[2].folder
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert (manifest["run_id"], manifest["as_of"]) == (folder.name, "2026-02-20")
    assert manifest["row_counts"]["core.dossier"] == 22
    assert manifest["schema_changes"] == []
    assert set(manifest["versions"]) >= {"motcua", "duckdb", "prefect"}
    for name in (
        "motcua.duckdb",
        "parquet/core/dossier.parquet",
        "parquet/mart/form_06a_period.parquet",
        "reports/index.html",
    ):
        assert name in manifest["files"]


def test_nobody_is_named_in_a_publication_or_in_the_log(four_nights: FourNights) -> None:
    log = four_nights.home.data / "log" / "motcua.jsonl"
    published = [path for outcome in four_nights.outcomes for path in outcome.folder.rglob("*") if path.is_file()]
    for path in (log, *published):
        content = path.read_bytes()
        assert "Vắng Mặt".encode() not in content, path
        assert "vắng mặt".encode() not in content, path


def test_what_lies_in_the_landing_and_the_log_is_private(four_nights: FourNights) -> None:
    home = four_nights.home.data
    for path in (home / "log" / "motcua.jsonl", home / "hash_secret", home / "landing", *(home / "landing").rglob("*")):
        assert path.stat().st_mode & 0o077 == 0, path
    assert not (home / "warehouse" / "scratch").exists()


# ---------------------------------------------------------------- which nights a backfill runs


def test_a_backfill_wants_the_nights_that_were_missed_or_whose_inputs_changed(four_nights: FourNights) -> None:
    # after the fourth night the third no longer knows all that is known
    assert four_nights.wanted == ([19, 21], [19, 21], [19, 21], [19, 20, 21])


def test_a_new_file_makes_a_backfill_want_every_night(tmp_path: Path, four_nights: FourNights) -> None:
    from flows.backfill import has_unread_files

    settings = load_settings(four_nights.home.config)
    known = {row[0] for row in four_nights.query(4, "SELECT sha256 FROM ops.load WHERE sha256 IS NOT NULL")}
    assert not has_unread_files(settings, known)
    assert has_unread_files(settings, known - {sorted(known)[0]})


# ---------------------------------------------------------------- one run at a time


def test_one_run_at_a_time(tmp_path: Path) -> None:
    home = make_home(tmp_path)
    settings = load_settings(home.config)
    with begin_night(settings, AS_OF, Speech()) as night:
        with pytest.raises(AnotherRun), begin_night(settings, AS_OF, Speech()):
            pass
        assert night.folder.exists()
    with one_run_at_a_time(home.data):
        pass


def test_the_lock_of_a_killed_run_is_free(tmp_path: Path) -> None:
    child = os.fork()
    if child == 0:
        with one_run_at_a_time(tmp_path):
            os._exit(0)
    os.waitpid(child, 0)
    with one_run_at_a_time(tmp_path):
        pass


def test_the_manifest_tells_what_changed_in_the_tables(after_one_night: Home) -> None:
    shown = after_one_night.data / "published" / DATABASE
    with duckdb.connect(str(shown)) as connection:  # as an older version of motcua might have published it
        connection.execute("ALTER TABLE mart.late_rate RENAME COLUMN centre TO middle")
        connection.execute("ALTER TABLE mart.due_soon ALTER working_days_left TYPE INTEGER")
        connection.execute("DROP TABLE mart.unit_history_period")
    night = plain_night(after_one_night.config, AS_OF)
    manifest = json.loads((night.folder / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["schema_changes"] == [
        {
            "change": "type",
            "table": "mart.due_soon",
            "column": "working_days_left",
            "from": "INTEGER",
            "to": "BIGINT",
        },
        {"change": "added", "table": "mart.late_rate", "column": "centre", "to": "DOUBLE"},
        {"change": "removed", "table": "mart.late_rate", "column": "middle", "from": "DOUBLE"},
        {"change": "added", "table": "mart.unit_history_period"},
    ]
