"""A stand-in of the portal's reporting and a reader of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.reporting.city import Puller
from tests.standins.faulty_server import serving
from tests.standins.reporting import ReportingSystem, small_city


@pytest.fixture
def puller(tmp_path: Path) -> Iterator[Puller]:
    system = ReportingSystem(tables=small_city())
    with serving(system) as url:
        yield Puller(url, tmp_path, system)
