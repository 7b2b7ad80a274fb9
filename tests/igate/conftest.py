"""A stand-in of iGate and a reader of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.igate.city import Puller
from tests.standins.faulty_server import serving
from tests.standins.igate import IgateSystem


@pytest.fixture
def puller(tmp_path: Path) -> Iterator[Puller]:
    system = IgateSystem()
    with serving(system) as url:
        yield Puller(url, tmp_path, system)
