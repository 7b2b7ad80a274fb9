"""A home folder with its configuration and an inbox into which the tests put files."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb

from connectors.local_time import LOCAL_TIME
from flows.cli import run
from warehouse.publish import DATABASE

CONFIGURATION = """
[motcua]
home = "data"
root_unit = "H13"
settle_seconds = 0
threads = 1
{more}
[sources.exports]
connector = "exports"
inbox = "inbox"
"""
#: Two departments and three communes of our own list: a page and papers less for each of the 114 others.
FEW_UNITS = Path(__file__).with_name("few_units.csv")
HEADINGS = "Mã hồ sơ;Trạng thái;Mã đơn vị;Ngày tiếp nhận;Ngày hẹn trả;Ngày có kết quả;Chủ hồ sơ"


@dataclass(frozen=True)
class Home:
    """One city's home folder below `folder`."""

    folder: Path

    @property
    def config(self) -> Path:
        """The configuration file."""
        return self.folder / "motcua.toml"

    @property
    def data(self) -> Path:
        """The folder `home` of the configuration."""
        return self.folder / "data"

    @property
    def inbox(self) -> Path:
        """The inbox of the source exports."""
        return self.folder / "inbox"

    @property
    def published(self) -> Path | None:
        """The folder that the link shows."""
        link = self.data / "published"
        return link.resolve() if link.exists() else None

    def put(self, name: str, rows: Sequence[str], modified_at: datetime, headings: str = HEADINGS) -> Path:
        """Write a file of dossiers into the inbox."""
        path = self.inbox / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join([headings, *rows, ""]), encoding="utf-8")
        at = modified_at.replace(tzinfo=LOCAL_TIME).timestamp()
        os.utime(path, (at, at))
        return path

    def query(self, sql: str, *parameters: object) -> list[tuple[Any, ...]]:
        """Return the rows of a query of the published warehouse."""
        with duckdb.connect(str(self.data / "published" / DATABASE), read_only=True) as connection:
            return connection.execute(sql, list(parameters)).fetchall()


def make_home(folder: Path, more: str = "", units: Path | None = FEW_UNITS) -> Home:
    """Write the configuration; `more` are further keys of [motcua], without `units` the city has all of our own list."""
    home = Home(folder)
    home.inbox.mkdir(parents=True)
    listed = f'units = "{units}"\n' if units else ""
    home.config.write_text(CONFIGURATION.format(more=listed + more), encoding="utf-8")
    return home


def ask(home: Home, *arguments: str) -> int:
    """Run a command with the home's configuration; return its exit code."""
    return run([*arguments, "--config", str(home.config)])


def dossier(number: int, *, status: str = "Đang xử lý", received: str = "02/02/2026", finished: str = "") -> str:
    """Return one row of a file of dossiers."""
    return f"H13.101-260202-{number:04};{status};H13.101;{received};10/02/2026;{finished};Nguyễn Thị Vắng Mặt"
