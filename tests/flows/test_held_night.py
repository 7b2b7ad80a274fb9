"""A gate holds a night back: the publication stands, people can see why, the next good night tells of it."""

from __future__ import annotations

import io
from contextlib import redirect_stdout
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from shutil import copytree

import duckdb
import pytest

from flows.cli import run
from flows.night import Outcome
from flows.summary import markdown_story
from tests.flows.conftest import ODD_NAME, FourNights
from tests.flows.home import Home, dossier, make_home
from tests.flows.plain_night import plain_night
from warehouse.publish import DATABASE

AS_OF = date(2026, 2, 20)
BAD = datetime(2026, 2, 20, 18)


@dataclass(frozen=True)
class HeldNights:
    """After a good night two that a file of 60 unreadable rows of 100 holds, then one with the file corrected."""

    home: Home
    outcomes: tuple[Outcome, ...]
    shown_after_second: str
    listed_after_second: str
    folders_after_third: tuple[str, ...]
    page_after_third: str
    address_after_third: str


def _listed(home: Home) -> str:
    said = io.StringIO()
    with redirect_stdout(said):
        assert run(["quarantine", "list", "--config", str(home.config)]) == 0
    return said.getvalue()


@pytest.fixture(scope="module")
def held(four_nights: FourNights, tmp_path_factory: pytest.TempPathFactory) -> HeldNights:
    home = Home(tmp_path_factory.mktemp("held") / ODD_NAME)
    copytree(four_nights.after_first.folder, home.folder, symlinks=True)
    rows = [dossier(number, received="nhiều" if number <= 160 else "03/02/2026") for number in range(101, 201)]
    bad = home.put("xau.csv", rows, BAD)
    second = plain_night(home.config, AS_OF)
    shown, listed = home.published, _listed(home)
    third = plain_night(home.config, AS_OF)
    folders = tuple(sorted(path.name for path in (home.data / "publications").iterdir()))
    page = (home.data / "reports" / "index.html").read_text(encoding="utf-8")
    address = (home.data / "reports").readlink()
    bad.unlink()
    home.put("sua.csv", [dossier(number, received="03/02/2026") for number in range(101, 201)], BAD)
    fourth = plain_night(home.config, AS_OF)
    return HeldNights(
        home,
        (four_nights.outcomes[0], second, third, fourth),
        shown.name if shown else "",
        listed,
        folders,
        page,
        str(address),
    )


def test_a_file_with_more_than_a_tenth_and_fifty_rows_unreadable_holds_the_night(held: HeldNights) -> None:
    assert [outcome.status for outcome in held.outcomes] == ["published", "held", "held", "published"]
    (reason,) = held.outcomes[1].reasons
    for word in ("xau.csv", "60", "100"):
        assert word in reason.vi
        assert word in reason.en


def test_the_publication_stands_and_nothing_of_a_held_night_lies_beside_it(held: HeldNights) -> None:
    first = held.outcomes[0].run_id
    assert held.shown_after_second == first
    assert held.folders_after_third == (first,)


def test_a_held_file_is_read_again_the_next_night(held: HeldNights) -> None:
    assert held.outcomes[2].reasons[0].vi == held.outcomes[1].reasons[0].vi


def test_the_story_of_a_held_night_is_kept_for_people(held: HeldNights) -> None:
    assert held.outcomes[1].folder == held.home.data / "warehouse" / "held" / held.outcomes[1].run_id
    assert "xau.csv" in held.page_after_third
    assert "xau.csv" in held.listed_after_second
    assert "60" in held.listed_after_second
    assert "Vắng Mặt" not in held.page_after_third + held.listed_after_second
    story = markdown_story(held.outcomes[1])
    assert "CHƯA CÔNG BỐ" in story
    assert "xau.csv" in story


def test_the_address_of_the_pages_leads_to_the_reason_and_back_after_a_good_night(held: HeldNights) -> None:
    assert held.address_after_third == f"held/{held.outcomes[2].run_id}"
    assert "ĐÊM QUA CHƯA CÔNG BỐ" in held.page_after_third
    now = held.home.data / "reports"
    assert now.resolve() == (held.home.data / "published" / "reports").resolve()
    assert 'role="alert"' not in (now / "index.html").read_text(encoding="utf-8")
    assert not (held.home.data / "held").exists()


def test_the_next_good_night_adopts_the_story(held: HeldNights) -> None:
    runs = held.home.query("SELECT run_id, status, message IS NOT NULL FROM ops.run ORDER BY run_id")
    assert runs == [(outcome.run_id, outcome.status, outcome.status == "held") for outcome in held.outcomes]
    loads = held.home.query("SELECT run_id, file, rows_quarantined FROM ops.load WHERE file = 'xau.csv' ORDER BY 1")
    assert loads == [(outcome.run_id, "xau.csv", 60) for outcome in held.outcomes[1:3]]
    failed = held.home.query(
        "SELECT DISTINCT run_id FROM ops.check_result WHERE severity = 'critical' AND NOT passed ORDER BY 1"
    )
    assert failed == [(outcome.run_id,) for outcome in held.outcomes[1:3]]
    assert not (held.home.data / "warehouse" / "held").exists()


def test_the_corrected_file_is_loaded_whole_and_resolves_what_held_nights_set_aside(held: HeldNights) -> None:
    assert held.home.query("SELECT count(*), count(DISTINCT last_changed_run) FROM core.dossier") == [(120, 2)]
    resolved = held.home.query("SELECT resolved_run, count(*) FROM ops.quarantine WHERE file = 'xau.csv' GROUP BY ALL")
    assert resolved == [(held.outcomes[3].run_id, 120)]


def test_nothing_of_a_held_night_is_remembered(held: HeldNights) -> None:
    runs = held.home.query("SELECT DISTINCT last_changed_run FROM core.dossier_version ORDER BY 1")
    assert runs == [(held.outcomes[0].run_id,), (held.outcomes[3].run_id,)]


def test_a_first_night_that_is_held_leaves_its_reason_and_no_link(tmp_path: Path) -> None:
    home = make_home(tmp_path, more="quarantine_rows = 0\nquarantine_share = 0.0\n")
    home.put("xau.csv", [dossier(1, received="nhiều"), dossier(2)], BAD)
    outcome = plain_night(home.config, AS_OF)
    assert outcome.status == "held"
    assert not (home.data / "published").exists()
    assert "xau.csv" in _listed(home)
    with duckdb.connect() as connection:
        rows = connection.execute(
            "SELECT status FROM read_parquet(?)", [str(outcome.folder / "run.parquet")]
        ).fetchall()
    assert rows == [("held",)]
    assert not list((home.data / "publications").glob(f"*/{DATABASE}"))
