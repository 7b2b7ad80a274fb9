"""Nights that several tests look at, run once."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from shutil import copyfile, copytree
from typing import Any

import duckdb
import pytest

from connectors.simulate import City, simulate
from flows.backfill import nights_to_run
from flows.night import Outcome
from flows.settings import load_settings
from tests.flows.home import Home, dossier, make_home
from tests.flows.plain_night import plain_night
from warehouse.publish import DATABASE

#: Folders are named by people: quotes, blanks, brackets, accents.
ODD_NAME = "Một cửa's [thử]"
AS_OF = date(2026, 2, 20)
PAST = date(2026, 1, 31)
SIMULATED_UNTIL = date(2026, 10, 11)
#: However bad the files are, the night is to be published: no identity may hide behind the gate.
OPEN_GATE = "quarantine_rows = 1000000\nquarantine_share = 1.0\n"
UNREADABLE = dossier(21, received="31/02/2026")
UNKNOWN_STATUS = dossier(22, status="đang chờ ai đó")


@pytest.fixture(autouse=True, scope="session")
def _no_variables_of_ours() -> Iterator[None]:
    """Keep what the person at the keyboard has set out of the tests."""
    ours = {name: os.environ.pop(name) for name in list(os.environ) if name.startswith("MOTCUA_")}
    yield
    os.environ.update(ours)


#: Bytes and modification time (ns) of each file.
Inbox = dict[str, tuple[bytes, int]]


@dataclass(frozen=True)
class FourNights:
    """A first night, a second over the same inbox, one with corrections, one of an earlier as-of with a new file.

    `wanted` are the nights from 19 to 21 February that a backfill would have run after each of them; `inboxes` what lay
    in the inbox before and after. `after_first` is a copy of the home as the first night left it.
    """

    home: Home
    after_first: Home
    outcomes: tuple[Outcome, ...]
    links: tuple[str, ...]
    wanted: tuple[list[int], ...]
    inboxes: tuple[tuple[Inbox, Inbox], ...]

    def query(self, night: int, sql: str, *parameters: object) -> list[tuple[Any, ...]]:
        """Return the rows of a query of the file that a night wrote, the first being 1."""
        file = self.outcomes[night - 1].folder / DATABASE
        with duckdb.connect(str(file), read_only=True) as connection:
            return connection.execute(sql, list(parameters)).fetchall()

    def run_id(self, night: int) -> str:
        """Return the id of a night's run."""
        return self.outcomes[night - 1].run_id


def _nights(home: Home) -> Iterator[date]:
    """Prepare the inbox for each night; yield its as-of."""
    good = [dossier(number) for number in range(1, 21)]
    first = home.put("ho-so-1.csv", [*good, UNREADABLE, UNKNOWN_STATUS], datetime(2026, 2, 19, 18))
    copyfile(first, home.inbox / "sao-chep.csv")
    note = home.inbox / "ghi-chu.csv"
    note.write_text("không phải bảng\n", encoding="utf-8")
    copyfile(note, home.inbox / "ghi-chu-2.csv")
    yield AS_OF
    yield AS_OF
    corrected = [dossier(21), dossier(22, status="Có kết quả", finished="05/02/2026")]
    home.put("ho-so-2.csv", corrected, datetime(2026, 2, 20, 18))
    yield AS_OF
    home.put("ho-so-cu.csv", [dossier(30, received="05/01/2026")], datetime(2026, 2, 20, 19))
    yield PAST


def _lies_in(inbox: Path) -> Inbox:
    return {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in inbox.iterdir()}


@pytest.fixture(scope="session")
def four_nights(tmp_path_factory: pytest.TempPathFactory) -> FourNights:
    home = make_home(tmp_path_factory.mktemp("four") / ODD_NAME)
    after_first = Home(tmp_path_factory.mktemp("after_first") / ODD_NAME)
    outcomes, links, wanted, inboxes = [], [], [], []
    for as_of in _nights(home):
        before = _lies_in(home.inbox)
        outcomes.append(plain_night(home.config, as_of))
        links.append(home.published.name if home.published else "")
        days = nights_to_run(load_settings(home.config), date(2026, 2, 19), date(2026, 2, 21))
        wanted.append([day.day for day in days])
        inboxes.append((before, _lies_in(home.inbox)))
        if not after_first.folder.exists():
            copytree(home.folder, after_first.folder, symlinks=True)
    return FourNights(home, after_first, tuple(outcomes), tuple(links), tuple(wanted), tuple(inboxes))


@pytest.fixture(scope="session")
def simulated_city(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A home after one night over the files of a simulated city, behind an open gate; copied by who goes on from it."""
    home = make_home(tmp_path_factory.mktemp("simulated"), OPEN_GATE, units=None)
    simulate(City(home.inbox, days=60, dossiers=600, seed=11, until=SIMULATED_UNTIL))
    assert plain_night(home.config, SIMULATED_UNTIL).status == "published"
    return home


@pytest.fixture
def after_one_night(four_nights: FourNights, tmp_path: Path) -> Home:
    """A home of the test's own as the first of the four nights left it: 20 dossiers, 2 rows set aside."""
    copytree(four_nights.after_first.folder, tmp_path / ODD_NAME, symlinks=True)
    return Home(tmp_path / ODD_NAME)
