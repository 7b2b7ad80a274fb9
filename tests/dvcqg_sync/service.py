"""A city whose own record lies in files and whose portal copy a stand-in of the service gives."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from connectors.dvcqg_sync.reader import Reader
from connectors.dvcqg_sync.settings import Settings
from connectors.landing import Landing
from connectors.source import CityDossier, Pulled, Pulling, Watermark
from tests.dvcqg_sync.conftest import AS_OF
from tests.flows.home import FEW_UNITS
from tests.flows.published import Published, published_night
from tests.standins.dvcqg_sync import AGENCY, DSTCODE, PASSWORD, SERVICE_PATH, USERNAME, Record, SyncSystem
from tests.standins.faulty_server import serving

NOW = datetime(2026, 1, 21, 1, 30)
QUICK = {"retries": 2, "backoff": 0.01, "longest_wait": 1, "pause": 0, "pause_jitter": 0, "read_timeout": 0.5}
CONFIGURATION = """
[motcua]
home = "data"
settle_seconds = 0
threads = 1
units = "{units}"
[sources.exports]
connector = "exports"
inbox = "inbox"
[sources.dvcqg]
connector = "dvcqg_sync"
url = "{url}"
dstcode = "{dstcode}"
madonvi = "{agency}"
retries = 1
backoff = 0.01
longest_wait = 1
pause = 0
pause_jitter = 0
read_timeout = 0.5
"""


def record(code: str, **more: object) -> Record:
    """A record of the portal: received on 5 January 2026, in process."""
    ordinary = {
        "MaHoSo": code,
        "MaTTHC": "1.004873",
        "NgayTiepNhan": "20260105081500",
        "NgayHenTra": "20260112170000",
        "TrangThaiHoSo": "4",
        "ChuHoSo": "TRẦN THỊ KÍN ĐÁO",
        "SoGiayToChuHoSo": "092199000777",
    }
    return {**ordinary, **more}


def settings(url: str, **more: object) -> Settings:
    """Settings of the source for a stand-in's address."""
    account = {"username": USERNAME, "password": PASSWORD, "dstcode": DSTCODE, "madonvi": AGENCY}
    given = {"connector": "dvcqg_sync", "url": url + SERVICE_PATH, "catalogues": (), **QUICK, **account, **more}
    return Settings.model_validate(given)


@dataclass
class Asking:
    """Pulls from a stand-in into a landing, night after night, without a warehouse; nothing becomes official."""

    url: str
    folder: Path
    system: SyncSystem
    dossiers: Sequence[CityDossier] = ()
    watermarks: dict[str, Watermark] = field(default_factory=dict)
    now: datetime = NOW

    def pull(self, **more: object) -> Pulled:
        """Pull once."""
        self.now += timedelta(minutes=1)
        pulling = Pulling(
            Landing(self.folder / "landing"),
            "run",
            self.now,
            watermarks=self.watermarks,
            dossiers_to_look_up=lambda most, again: self.dossiers[:most],
            procedures_to_look_up=lambda: ["1.004873", "2.000889"],
        )
        return Reader("dvcqg", settings(self.url, **more)).pull(pulling)


def records_in(pulled: Pulled) -> list[Any]:
    """Return every record that a pull handed over, in the order in which it came."""
    decoder = json.JSONDecoder()
    found: list[Any] = []
    for file in pulled.files:
        text, place = file.path.read_text(encoding="utf-8"), 0
        while place < len(text):
            document, place = decoder.raw_decode(text, place)
            found += document["result"] or []
            place += 1
    return found


@dataclass(frozen=True)
class ServiceCity:
    """The home folder of such a city."""

    folder: Path
    system: SyncSystem

    def put(self, name: str, content: str) -> None:
        """Write a file into the inbox of the city's own record."""
        (self.folder / "inbox" / name).write_text(content, encoding="utf-8")

    def night(self) -> Published:
        """Run one night."""
        return published_night(self.folder / "motcua.toml", AS_OF)


@contextmanager
def service_city(folder: Path) -> Iterator[ServiceCity]:
    """Serve an empty stand-in and write the configuration."""
    system = SyncSystem()
    (folder / "inbox").mkdir(parents=True)
    with serving(system) as url:
        text = CONFIGURATION.format(units=FEW_UNITS, url=url + SERVICE_PATH, dstcode=DSTCODE, agency=AGENCY)
        (folder / "motcua.toml").write_text(text, encoding="utf-8")
        yield ServiceCity(folder, system)
