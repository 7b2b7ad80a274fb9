"""Pulling from iGate: whole or not at all, whatever the system does; what changes meanwhile is neither lost nor doubled."""

from __future__ import annotations

import json
import signal
import sys
from dataclasses import replace
from pathlib import Path
from random import Random
from subprocess import Popen
from tempfile import TemporaryDirectory

import duckdb
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from connectors.problem import SourceFailed
from tests.house.source_tree import ROOT
from tests.igate.city import Puller, at, dossier, newest_of, rows_of
from tests.standins.faulty_server import FAULTS, serving
from tests.standins.igate import CLIENT_SECRET, IgateSystem

CHILD = """
import sys
from pathlib import Path
from tests.igate.city import Puller
from tests.standins.igate import IgateSystem
Puller(sys.argv[1], Path(sys.argv[2]), IgateSystem(), {"pause": 0.02}).pull()
"""
SPECS = pytest.mark.parametrize("spec", ["page", "slice"])


def put(puller: Puller, count: int) -> dict[str, str]:
    """Give the system dossiers 0 to count - 1, updated in that order; return what a pull must find."""
    puller.system.put(*[dossier(number, number) for number in range(count)])
    return {row["id"]: row["updatedDate"] for row in puller.system.rows.values()}


@SPECS
@pytest.mark.parametrize("count", [0, 1, 3, 4, 20])
def test_the_first_pull_reads_everything_and_keeps_the_true_maximum(puller: Puller, spec: str, count: int) -> None:
    puller.more = {"spec": spec}
    wanted = put(puller, count)
    pulled = puller.pull()
    assert newest_of(pulled) == wanted
    (mark,) = pulled.watermarks
    assert (str(mark.reached) if mark.reached else None) == (f"2026-03-10 00:{count - 1:02}:00" if count else None)
    (compare,) = pulled.full_compares
    assert compare.expected == (count if spec == "page" else None)


@SPECS
def test_the_next_night_reads_only_the_overlap_and_what_is_new(puller: Puller, spec: str) -> None:
    puller.more = {"spec": spec, "overlap_days": 5 / 1440}
    put(puller, 60)
    puller.publish(puller.pull())
    puller.system.put(dossier(7, 100), dossier(99, 101))
    asked = len(puller.system.asked)
    pulled = puller.pull()
    changed = newest_of(pulled)
    assert (changed[dossier(7, 0)["id"]], changed[dossier(99, 0)["id"]]) == (at(100), at(101))
    assert dossier(20, 0)["id"] not in changed
    assert pulled.full_compares == ()
    assert len(puller.system.asked) - asked <= 14  # a full read asks 20 pages at least


def test_everything_is_compared_again_after_the_days_of_the_setting(puller: Puller) -> None:
    put(puller, 9)
    puller.publish(puller.pull())
    assert puller.pull().full_compares == ()
    puller.more = {"full_compare_days": 1 / 1440}
    assert len(puller.pull().full_compares) == 1


@pytest.mark.parametrize("place", [0, 3])
@pytest.mark.parametrize("fault", FAULTS)
def test_a_passing_fault_changes_nothing(puller: Puller, fault: str, place: int) -> None:
    wanted = put(puller, 8)
    puller.system.faults = {place: fault}
    pulled = puller.pull()
    assert newest_of(pulled) == wanted
    assert len(rows_of(pulled)) == len(rows_of(Puller(puller.url, puller.folder / "clean", puller.system).pull()))


@pytest.mark.parametrize("fault", FAULTS)
def test_a_lasting_fault_fails_the_source_and_says_what_to_do(puller: Puller, fault: str) -> None:
    put(puller, 8)
    puller.system.faults = dict.fromkeys(range(2, 50), fault)
    with pytest.raises(SourceFailed) as failed:
        puller.pull()
    for text in (failed.value.message.vi, failed.value.message.en):
        assert "igate" in text
        assert "/pa/dossier/search" in text
        for hidden in ("bi-mat", CLIENT_SECRET, "updatedDate", puller.system.token, "?"):
            assert hidden not in text
    assert failed.value.__cause__ is None
    assert list((puller.folder / "landing").rglob("*.json")) == []


def test_packed_answers_land_unpacked(puller: Puller) -> None:
    puller.system.packed = True
    assert newest_of(puller.pull()) == {}
    assert newest_of(puller.pull()) == put(puller, 0)
    wanted = put(puller, 5)
    assert newest_of(puller.pull()) == wanted


@SPECS
@pytest.mark.parametrize("count", [1, 3, 4, 20])
def test_pages_capped_below_what_was_asked_are_read_to_the_end(puller: Puller, spec: str, count: int) -> None:
    puller.more, puller.system.most_rows = {"spec": spec, "page_size": 10}, 2
    puller.system.untold = ("last", "size", "number")
    wanted = put(puller, count)
    assert newest_of(puller.pull()) == wanted


def test_pages_that_are_all_the_same_are_no_whole_and_the_next_night_asks_anew(puller: Puller) -> None:
    wanted = put(puller, 20)
    puller.system.untold = ("number",)
    whole_page, first = puller.system.answer, {"page": "0"}
    puller.system.answer = lambda asked: whole_page(  # type: ignore[method-assign]
        replace(asked, query={**asked.query, **first}) if asked.query else asked
    )
    with pytest.raises(SourceFailed, match="counts 20 dossiers and all its pages give only 3"):
        puller.pull()
    puller.system.answer = whole_page  # type: ignore[method-assign]
    pulled = puller.pull()
    assert newest_of(pulled) == wanted
    assert len(rows_of(pulled)) < 2 * 20


def test_rows_of_one_time_in_another_order_each_time_are_read_until_all_are_met(puller: Puller) -> None:
    random = Random(7)
    puller.system.put(*[dossier(number, max(number, 30)) for number in range(40)])
    puller.system.order = lambda row: (row["updatedDate"], random.random())
    assert len(newest_of(puller.pull())) > 37  # one look at the pages meets about 20 of the 30 of one time


@SPECS
@pytest.mark.parametrize("last", [False, True])
def test_rows_without_a_time_hide_no_change_wherever_they_stand(puller: Puller, spec: str, last: bool) -> None:
    puller.more = {"spec": spec, "overlap_days": 5 / 1440}
    puller.system.order = lambda row: (("updatedDate" in row) != last, str(row.get("updatedDate")))
    put(puller, 30)
    for number in range(100, 107):
        row = dossier(number, 0)
        del row["updatedDate"]
        puller.system.put(row)
    puller.publish(puller.pull())
    puller.system.put(dossier(7, 100))
    timed = {row["id"]: row.get("updatedDate") for row in rows_of(puller.pull())}
    assert timed[dossier(7, 0)["id"]] == at(100)


def test_a_system_that_does_not_heed_the_order_is_read_whole(puller: Puller) -> None:
    puller.more = {"overlap_days": 5 / 1440}
    puller.system.order = lambda row: -int(row["code"][-4:])
    put(puller, 30)
    puller.publish(puller.pull())
    puller.system.put(dossier(17, 100))
    assert newest_of(puller.pull())[dossier(17, 0)["id"]] == at(100)


def test_a_token_that_runs_out_is_renewed_and_the_page_asked_again(puller: Puller) -> None:
    wanted = put(puller, 20)

    def take_back(page: int) -> None:
        if page == 4:
            puller.system.token = "một mã khác"

    puller.system.after_page = take_back
    assert newest_of(puller.pull()) == wanted
    assert puller.system.tokens_given == 2


def test_a_short_lived_token_is_renewed_before_it_runs_out(puller: Puller) -> None:
    puller.system.expires_in = 1
    put(puller, 5)
    puller.more = {"pause": 0.3}
    puller.pull()
    assert puller.system.tokens_given >= 2


def test_a_wrong_account_is_told_without_it(puller: Puller) -> None:
    puller.more = {"client_secret": "sai-roi"}
    with pytest.raises(SourceFailed) as failed:
        puller.pull()
    assert "401" in failed.value.message.vi
    assert "sai-roi" not in failed.value.message.vi + failed.value.message.en


def test_no_account_names_the_variables(puller: Puller) -> None:
    puller.more = {"client_secret": "", "grant": "password"}
    with pytest.raises(SourceFailed) as failed:
        puller.pull()
    for variable in ("MOTCUA_SOURCES__IGATE__USERNAME", "MOTCUA_SOURCES__IGATE__PASSWORD"):
        assert variable in failed.value.message.vi


@SPECS
def test_a_broken_off_pull_goes_on_where_it_was(puller: Puller, spec: str) -> None:
    puller.more = {"spec": spec}
    put(puller, 60)
    puller.system.faults = dict.fromkeys(range(15, 200), "503")
    with pytest.raises(SourceFailed):
        puller.pull()
    landed = {number for number, asked in enumerate(puller.system.asked[:15])}
    first = [int(puller.system.asked[number].query["page"]) for number in sorted(landed)]
    puller.system.faults = {}
    puller.system.asked.clear()
    puller.system.put(dossier(3, 100), dossier(41, 101), dossier(59, 102))
    wanted = {row["id"]: row["updatedDate"] for row in puller.system.rows.values()}
    pulled = puller.pull()
    assert newest_of(pulled) == wanted
    again = [int(asked.query["page"]) for asked in puller.system.asked]
    assert again[0] == min(page for page in first if page) - 1 if spec == "page" else again[0] not in first
    assert len(again) <= 20
    assert len(pulled.files) == 1


def test_a_pull_that_takes_too_long_goes_on_the_next_night(puller: Puller) -> None:
    puller.more = {"longest_pull": 0.2, "pause": 0.02}
    wanted = put(puller, 60)
    for _ in range(9):
        try:
            pulled = puller.pull()
            break
        except SourceFailed as failed:
            assert "longest_pull" in failed.message.vi
    assert newest_of(pulled) == wanted
    assert len(puller.system.asked) <= 30


def test_a_process_killed_in_the_middle_leaves_what_it_landed(puller: Puller) -> None:
    wanted = put(puller, 60)
    child = Popen([sys.executable, "-c", CHILD, puller.url, str(puller.folder)], cwd=ROOT)
    puller.system.after_page = lambda page: child.kill() if page == 9 else None
    assert child.wait() == -signal.SIGKILL
    asked = len(puller.system.asked)
    puller.system.after_page = None
    assert newest_of(puller.pull()) == wanted
    again = [int(asked.query["page"]) for asked in puller.system.asked[asked:]]
    assert max(again[:5]) <= 9


def test_a_kill_between_a_body_and_its_line_loses_nothing(puller: Puller) -> None:
    wanted = put(puller, 30)
    puller.system.faults = dict.fromkeys(range(6, 200), "503")
    with pytest.raises(SourceFailed):
        puller.pull()
    (part,) = (puller.folder / "landing").rglob("*.part")
    (lines,) = (puller.folder / "landing").rglob("*.pull.jsonl")
    part.write_bytes(part.read_bytes() + b'{"content": [{"id": "n')
    lines.write_bytes(lines.read_bytes() + b'{"chunk": 1, "offs')
    puller.system.faults = {}
    pulled = puller.pull()
    assert newest_of(pulled) == wanted
    (file,) = pulled.files
    body = file.path.read_bytes()
    places = [
        json.loads(line) for line in lines.read_text("utf-8").splitlines() if '"offset"' in line and line[-1] == "}"
    ]
    assert sum(line["length"] + 1 for line in places) == len(body)
    assert all(json.loads(body[each["offset"] :][: each["length"]])["number"] == each["page"] for each in places)


def test_a_body_lost_with_the_power_is_asked_again(puller: Puller) -> None:
    wanted = put(puller, 30)
    puller.system.faults = dict.fromkeys(range(6, 200), "503")
    with pytest.raises(SourceFailed):
        puller.pull()
    (part,) = (puller.folder / "landing").rglob("*.part")
    part.write_bytes(part.read_bytes()[:-700])
    puller.system.faults = {}
    assert newest_of(puller.pull()) == wanted


def test_pulls_that_no_night_published_are_handed_over_again_and_not_asked_again(
    puller: Puller, tmp_path: Path
) -> None:
    put(puller, 30)
    first = puller.pull()
    asked = len(puller.system.asked)
    puller.system.put(dossier(5, 100))
    second = puller.pull()
    assert len(puller.system.asked) - asked < 12
    assert [file.sha256 for file in second.files[: len(first.files)]] == [file.sha256 for file in first.files]
    (compare,) = second.full_compares
    with duckdb.connect() as connection:  # the compare met 30; what the later pull met is listed once more
        assert compare.list_keys(connection, "seen", tmp_path / "scratch") == 30
        met_later = "SELECT dossier_code FROM seen GROUP BY ALL HAVING count(*) > 1"
        assert ("H13.101-260302-0005",) in connection.execute(met_later).fetchall()
    puller.publish(second)
    assert first.files[0] not in puller.pull().files


def test_an_update_time_of_the_far_future_does_not_carry_the_watermark_away(puller: Puller) -> None:
    put(puller, 10)
    puller.system.put(dossier(50, 0, updatedDate="2099-01-01T00:00:00.000+0700"))
    puller.publish(puller.pull())
    assert puller.watermark is not None
    assert str(puller.watermark.reached) == "2026-03-10 00:09:00"
    puller.system.put(dossier(2, 60))
    assert newest_of(puller.pull())[dossier(2, 0)["id"]] == at(60)


def test_answers_larger_than_the_bound_fail(puller: Puller) -> None:
    put(puller, 8)
    puller.more = {"largest_answer": 1024, "page_size": 8}
    with pytest.raises(SourceFailed) as failed:
        puller.pull()
    assert "largest_answer" in failed.value.message.vi


def test_nothing_that_lies_in_the_landing_holds_a_secret(puller: Puller) -> None:
    put(puller, 8)
    puller.pull()
    written = b"".join(path.read_bytes() for path in (puller.folder / "landing").rglob("*") if path.is_file())
    assert b"dossierStatus" in written
    for secret in (CLIENT_SECRET, puller.system.token):
        assert secret.encode() not in written


@SPECS
@given(
    count=st.integers(0, 25),
    moves=st.lists(st.lists(st.integers(0, 30), max_size=3), max_size=25),
    deleted=st.sets(st.integers(0, 24), max_size=3),
    broken=st.none() | st.integers(0, 20),
    seed=st.integers(0, 99),
)
@example(  # broken off while the end of the list was read again: what lay below the page read last was once left out
    count=24,
    moves=[[], [], [], [], [], [], [], [], [0], [0, 25], [], [], [], [0, 6], [3, 5, 4], [2, 1, 24], [0, 0, 0]],
    deleted=set(),
    broken=20,
    seed=0,
)
@settings(max_examples=40, deadline=None)
def test_whatever_changes_between_pages_nothing_is_lost_after_the_next_night(
    spec: str, count: int, moves: list[list[int]], deleted: set[int], broken: int | None, seed: int
) -> None:
    """After each page dossiers move to the end, appear, or vanish; the pull may break off; the next night is quiet."""
    system, clock, random = IgateSystem(), iter(range(1000, 9000)), Random(seed)
    system.put(*[dossier(number, number) for number in range(count)])
    steps = iter(moves)

    def change(page: int) -> None:
        for number in next(steps, []):
            system.put(dossier(number, next(clock)))
        if deleted and random.random() < 0.3:
            system.rows.pop(dossier(deleted.pop(), 0)["id"], None)

    system.after_page = change
    system.faults = {} if broken is None else dict.fromkeys(range(broken, broken + 3), "503")
    with TemporaryDirectory() as folder, serving(system) as url:
        puller = Puller(url, Path(folder), system, {"spec": spec, "retries": 0, "overlap_days": 0.001})
        try:
            first = [puller.pull()]
            puller.publish(first[0])
        except SourceFailed:
            first = []
        system.after_page, system.faults = None, {}
        found = newest_of(*first, puller.pull())
    wanted = {row["id"]: row["updatedDate"] for row in system.rows.values()}
    assert {id_: found.get(id_) for id_ in wanted} == wanted
