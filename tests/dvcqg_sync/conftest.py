"""A home folder with two sources: the city's exports and the portal's copy, and files of the latter."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from connectors.local_time import LOCAL_TIME
from tests.flows.home import FEW_UNITS
from tests.flows.published import Published, published_night

FIXTURE = Path(__file__).parent / "fixtures" / "ho-so.json"
AS_OF = date(2026, 1, 20)

CONFIGURATION = """
[motcua]
home = "data"
root_unit = "H13"
settle_seconds = 0
threads = 1
units = "{units}"
[sources.exports]
connector = "exports"
inbox = "inbox"
[sources.dvcqg]
connector = "dvcqg_sync"
inbox = "inbox/dvcqg"
"""


def written() -> list[dict[str, Any]]:
    """Return the records of the fixture."""
    records: list[dict[str, Any]] = json.loads(FIXTURE.read_text(encoding="utf-8"))
    return records


def lines(*records: dict[str, Any]) -> str:
    """Return records as JSON lines."""
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)


@dataclass(frozen=True)
class TwoSources:
    """The home folder of one city."""

    folder: Path

    def put(self, name: str, content: bytes | str, at: datetime = datetime(2026, 1, 19, 20, 0)) -> None:
        """Write a file into the inbox of the portal's copy (`../x.csv`: of the exports)."""
        path = self.folder / "inbox" / "dvcqg" / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        stamp = at.replace(tzinfo=LOCAL_TIME).timestamp()
        os.utime(path, (stamp, stamp))

    def night(self) -> Published:
        """Run one night."""
        return published_night(self.folder / "motcua.toml", AS_OF)


def make_city(folder: Path) -> TwoSources:
    """Write the configuration and make the empty inboxes."""
    (folder / "inbox" / "dvcqg").mkdir(parents=True)
    (folder / "motcua.toml").write_text(CONFIGURATION.format(units=FEW_UNITS), encoding="utf-8")
    return TwoSources(folder)
