"""The portal's tables of a small city, as a stand-in gives them: pulls without a warehouse, and whole nights."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from connectors.dvcqg_reporting.reader import Reader
from connectors.dvcqg_reporting.settings import Settings
from connectors.landing import LandedFile, Landing
from connectors.source import Pulled, Pulling, Watermark
from tests.flows.home import FEW_UNITS
from tests.standins.reporting import ReportingSystem

NOW = datetime(2026, 3, 11, 1, 30)
#: No waiting; an answer that takes half a second is too slow.
QUICK = {"retries": 1, "backoff": 0.01, "longest_wait": 1, "pause": 0, "pause_jitter": 0, "read_timeout": 0.5}


def settings(url: str, **more: object) -> Settings:
    """Settings of the source for a stand-in's address."""
    return Settings.model_validate({"connector": "dvcqg_reporting", "base_url": url, **QUICK, **more})


@dataclass
class Puller:
    """Pulls from a stand-in into a landing, night after night, without a warehouse."""

    url: str
    folder: Path
    system: ReportingSystem
    more: dict[str, Any] = field(default_factory=dict)
    watermark: Watermark | None = None
    now: datetime = NOW

    @property
    def reader(self) -> Reader:
        """A reader of the source."""
        return Reader("reporting", settings(self.url, **self.more))

    def pull(self) -> Pulled:
        """Pull once; nothing becomes official."""
        self.now += timedelta(minutes=1)
        marks = {"portal_score": self.watermark} if self.watermark else {}
        landing = Landing(self.folder / "landing")
        return self.reader.pull(Pulling(landing, "run", self.now, watermarks=marks))

    def publish(self, pulled: Pulled) -> None:
        """Make a pull official."""
        (self.watermark,) = pulled.watermarks

    def asked(self) -> list[tuple[str, Mapping[str, Any]]]:
        """Return the questions asked so far: table and what was sent."""
        return [(asked.path.rpartition("/")[2], json.loads(asked.body)) for asked in self.system.asked]


def pages_of(file: LandedFile) -> list[dict[str, Any]]:
    """Return the pages in a landed file."""
    decoder, text, place, pages = json.JSONDecoder(), file.path.read_text(encoding="utf-8"), 0, []
    while place < len(text):
        page, place = decoder.raw_decode(text, place)
        pages.append(page)
        place += 1
    return pages


CONFIGURATION = """
[motcua]
home = "data"
settle_seconds = 0
threads = 1
units = "{units}"
[sources.exports]
connector = "exports"
inbox = "inbox"
[sources.reporting]
connector = "dvcqg_reporting"
base_url = "{url}"
since = {since}
older_periods = 0
retries = 1
backoff = 0.01
longest_wait = 1
pause = 0
pause_jitter = 0
read_timeout = 0.5
"""
DOSSIERS = """Mã hồ sơ;Mã TTHC;Mã đơn vị;Ngày tiếp nhận;Ngày hẹn trả;Ngày kết thúc xử lý;Trạng thái;Kết quả điện tử
H13.101-{day:%y%m%d}-0001;1.004873;H13.101;{day:%d/%m/%Y};{day:%d/%m/%Y};{day:%d/%m/%Y};9;Có
H13.101-{day:%y%m%d}-0002;1.004873;H13.101;{day:%d/%m/%Y};{day:%d/%m/%Y};;4;Không
"""


def write_city(folder: Path, url: str, since: date) -> Path:
    """Write the configuration of a city with two dossiers of a commune on the first day of `since`'s month."""
    (folder / "inbox").mkdir()
    (folder / "inbox" / "ho-so.csv").write_text(DOSSIERS.format(day=since), encoding="utf-8")
    config = folder / "motcua.toml"
    config.write_text(CONFIGURATION.format(units=FEW_UNITS, url=url, since=since), encoding="utf-8")
    return config
