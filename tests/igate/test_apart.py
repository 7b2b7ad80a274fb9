"""The second stand-in of iGate, its hand-made dossiers and what is known of each: read without change."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

from tests.flows.home import FEW_UNITS
from tests.flows.published import Published, published_night
from tests.standins.apart_dossiers import CONFIGURED, KNOWN, ROWS
from tests.standins.igate_apart import (
    ACCOUNT,
    Answer,
    ApartSystem,
    apart,
    busy_until_a_date,
    busy_until_yesterday,
    half_an_answer,
    no_content_key,
    overloaded,
)

SOURCE = """
[motcua]
home = "data"
settle_seconds = 0
threads = 1
units = "{units}"
[sources.igate]
connector = "igate"
api_url = "{url}/api/"
sso_url = "{url}/sso"
spec = "{spec}"
page_size = {size}
pause = {pause}
pause_jitter = 0
backoff = 0.01
overlap_days = 0.001
full_compare_days = {full}
"""
DOSSIERS = """
SELECT dossier_code, unit_code, procedure_code, status, channel, service_level, submitted_at::VARCHAR, received_at::VARCHAR,
  due_at::DATE::VARCHAR, finished_at::VARCHAR, returned_at::VARCHAR
FROM core.dossier WHERE NOT is_deleted ORDER BY dossier_code
"""
STEPS = """
SELECT dossier_code, unit_code, started_at::VARCHAR, done_at::VARCHAR, officer_key IS NOT NULL
FROM core.dossier_step ORDER BY dossier_code, step_no
"""
EVENING: dict[int, Callable[[], Answer]] = {
    1: busy_until_a_date,
    2: overloaded,
    3: overloaded,
    4: overloaded,
    6: half_an_answer,
    8: busy_until_yesterday,
    9: no_content_key,
}


def configure(folder: Path, url: str, *, spec: str, size: int = 3, full: float = 7, pause: float = 0) -> None:
    text = SOURCE.format(units=FEW_UNITS, url=url, spec=spec, size=size, full=full, pause=pause) + CONFIGURED
    (folder / "motcua.toml").write_text(text, encoding="utf-8")


@contextmanager
def served(folder: Path, system: ApartSystem, **how: object) -> Iterator[Callable[[], Published]]:
    with apart(system) as url, pytest.MonkeyPatch.context() as patch:
        patch.setenv("MOTCUA_SOURCES__IGATE__CLIENT_ID", ACCOUNT["client_id"][0])
        patch.setenv("MOTCUA_SOURCES__IGATE__CLIENT_SECRET", ACCOUNT["client_secret"][0])
        configure(folder, url, **how)  # type: ignore[arg-type]
        yield lambda: published_night(folder / "motcua.toml", date(2026, 10, 20))


def known() -> list[tuple[object, ...]]:
    return [(code, *facts) for code, facts in sorted(KNOWN.items())]


def test_pages_in_a_bad_evening_give_what_is_known_of_every_dossier(tmp_path: Path) -> None:
    """The token lives 2 seconds, the gateway is busy, a page repeats a row of the page before."""
    system = ApartSystem(list(ROWS), repeats_rows=True, moods=EVENING)
    with served(tmp_path, system, spec="page", pause=0.15) as night:
        first = night()
    assert first.warnings.count("Nguồn igate") <= 1, first.warnings
    assert first.query(DOSSIERS) == known()
    assert len(system.tokens) > 1
    assert first.query(STEPS) == [
        ("H13.02-261002-0006", "H13.02", "2026-10-02 08:00:00", "2026-10-02 10:00:00", True),
        ("H13.02-261002-0006", "H13.02", "2026-10-02 10:00:00", None, True),
        ("H13.101-261001-0005", "H13.101", "2026-10-05 10:00:00", None, True),
    ]
    aliases = "SELECT source_id, national_code FROM core.dossier WHERE dossier_code LIKE '%-000{}'"
    assert first.query(aliases.format(1)) == [("66f0c001", "000.00.01.H13-261001-0001")]
    assert first.query(aliases.format(7)) == [("66f0c007", None)]


def test_slices_without_last_packed_and_in_chunks_while_one_is_deleted_between_two(tmp_path: Path) -> None:
    gone, changed = "H13.101-261001-0002", "H13.101-261001-0001"

    def meanwhile(system: ApartSystem) -> None:
        system.remove(gone)
        moment = "2026-10-08T01:00:00.000+0000"
        system.change(changed, moment, dossierStatus={"id": 12}, completedDate=moment, returnedDate=moment)

    system = ApartSystem(
        list(ROWS), most_rows=4, names_last=False, packed=True, chunked=True, token_seconds=300, events={4: meanwhile}
    )
    with served(tmp_path, system, spec="slice", size=50, full=0.0000001) as night:
        first, second = night(), night()
    over = ("H13.101", "1.001193", 10, "online", "full", "2026-10-01 08:00:00", "2026-10-01 09:30:00", "2026-10-06")
    after = {**KNOWN, changed: (*over, "2026-10-08 08:00:00", "2026-10-08 08:00:00")}
    seen = {row[0]: row[1:] for row in first.query(DOSSIERS)}
    assert {**seen, gone: None} == {**after, gone: None}
    del after[gone]
    assert {row[0]: row[1:] for row in second.query(DOSSIERS)} == after


def test_a_system_that_stays_busy_fails_and_what_is_known_stands(tmp_path: Path) -> None:
    system = ApartSystem(list(ROWS), token_seconds=300)
    with served(tmp_path, system, spec="page") as night:
        first = night()
        asked = len(system.asked)
        system.moods = dict.fromkeys(range(asked + 1, 99), overloaded)
        second = night()
    assert first.query(DOSSIERS) == known()
    assert second.outcome.status == "published"
    assert "HTTP 503" in second.warnings
    assert second.query(DOSSIERS) == known()
    assert len(system.asked) - asked < 20
