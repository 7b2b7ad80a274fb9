"""A stand-in of iGate and a reader of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.igate.city import City, Puller, city
from tests.standins.faulty_server import serving
from tests.standins.igate import CLIENT_ID, CLIENT_SECRET, IgateSystem


@pytest.fixture
def puller(tmp_path: Path) -> Iterator[Puller]:
    system = IgateSystem()
    with serving(system) as url:
        yield Puller(url, tmp_path, system)


@pytest.fixture
def igate_city(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[City]:
    monkeypatch.setenv("MOTCUA_SOURCES__IGATE__CLIENT_ID", CLIENT_ID)
    monkeypatch.setenv("MOTCUA_SOURCES__IGATE__CLIENT_SECRET", CLIENT_SECRET)
    with city(tmp_path) as home:
        yield home
