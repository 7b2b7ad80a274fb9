"""A city whose dossiers a stand-in of iGate gives: one configuration, one home, nights one after the other."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from connectors.igate.reader import Reader
from connectors.igate.settings import Settings
from connectors.landing import Landing
from connectors.source import Pulled, Pulling, Watermark
from tests.flows.home import FEW_UNITS
from tests.flows.published import Published, published_night
from tests.standins.faulty_server import serving
from tests.standins.igate import CLIENT_ID, CLIENT_SECRET, IgateSystem, Row

AS_OF = date(2026, 3, 10)
NOW = datetime(2026, 3, 11, 1, 30)
#: Tiny pages and no waiting; an answer that takes half a second is too slow.
QUICK = {
    "page_size": 3, "retries": 2, "backoff": 0.01, "longest_wait": 1, "pause": 0, "pause_jitter": 0, "read_timeout": 0.5,
}  # fmt: skip


def at(minute: int) -> str:
    """An update time as iGate writes it: minutes after midnight of 10 March 2026."""
    return f"{datetime(2026, 3, 10) + timedelta(minutes=minute):%Y-%m-%dT%H:%M:%S}.000+0700"


def dossier(number: int, minute: int, **more: object) -> Row:
    """A dossier in process, last updated `minute` minutes after midnight of 10 March 2026."""
    return {
        "id": f"65f0{number:020}",
        "code": f"H13.101-260302-{number:04}",
        "dossierStatus": {"id": 2, "name": [{"languageId": 228, "name": "Đang xử lý"}]},
        "procedure": {"code": "1.004873", "translate": [{"languageId": 228, "name": "Xác nhận"}]},
        "agency": {"code": "H13.101", "name": "UBND phường Ninh Kiều"},
        "acceptedDate": "2026-03-02T08:00:00.000+0700",
        "appointmentDate": "2026-03-12T17:00:00.000+0700",
        "updatedDate": at(minute),
        **more,
    }


def settings(url: str, **more: object) -> Settings:
    """Settings of the source for a stand-in's address."""
    account = {"client_id": CLIENT_ID, "client_secret": CLIENT_SECRET}
    return Settings.model_validate({"connector": "igate", "api_url": url, "sso_url": url, **QUICK, **account, **more})


@dataclass
class Puller:
    """Pulls from a stand-in into a landing, night after night, without a warehouse."""

    url: str
    folder: Path
    system: IgateSystem
    more: dict[str, Any] = field(default_factory=dict)
    watermark: Watermark | None = None
    now: datetime = NOW

    def pull(self) -> Pulled:
        """Pull once; nothing becomes official."""
        self.now += timedelta(minutes=1)
        marks = {"dossier": self.watermark} if self.watermark else {}
        return Reader("igate", settings(self.url, **self.more)).pull(
            Pulling(Landing(self.folder / "landing"), "run", self.now, watermarks=marks)
        )

    def publish(self, pulled: Pulled, *, compared: bool = True) -> None:
        """Make a pull official, its full compare accepted."""
        (mark,) = pulled.watermarks
        compared_at = self.now if compared and pulled.full_compares else mark.compared_at
        self.watermark = Watermark(mark.dataset, mark.reached, mark.pull_id, compared_at)


def rows_of(pulled: Pulled) -> list[Row]:
    """Return every dossier that a pull handed over, in the order in which it came."""
    decoder, rows = json.JSONDecoder(), []
    for file in pulled.files:
        text, place = file.path.read_text(encoding="utf-8"), 0
        while place < len(text):
            document, place = decoder.raw_decode(text, place)
            rows += document["content"]
            place += 1
    return rows


def newest_of(*pulls: Pulled) -> dict[str, str]:
    """Return the last seen update time of each dossier by id."""
    return {row["id"]: row["updatedDate"] for pulled in pulls for row in rows_of(pulled)}


GENERAL = """
[motcua]
home = "data"
settle_seconds = 0
threads = 1
units = "{units}"
"""
SOURCE = """
[sources.{name}]
connector = "igate"
api_url = "{url}"
sso_url = "{url}"
page_size = 1
overlap_days = 0.001
retries = 1
backoff = 0.01
longest_wait = 1
pause = 0
pause_jitter = 0
read_timeout = 0.5
"""


@dataclass(frozen=True)
class City:
    """The home folder of a city whose commune's and department's dossiers lie in two systems."""

    folder: Path
    commune: IgateSystem
    department: IgateSystem

    def night(self) -> Published:
        """Run one night."""
        return published_night(self.folder / "motcua.toml", AS_OF)


@contextmanager
def city(folder: Path) -> Iterator[City]:
    """Serve two empty stand-ins and write their configuration."""
    home = City(folder, IgateSystem(), IgateSystem())
    with serving(home.commune) as commune, serving(home.department) as department:
        sources = SOURCE.format(name="commune", url=commune) + SOURCE.format(name="department", url=department)
        (folder / "motcua.toml").write_text(GENERAL.format(units=FEW_UNITS) + sources, encoding="utf-8")
        yield home
