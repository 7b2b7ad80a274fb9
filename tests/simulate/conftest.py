"""One small city, written once for all tests of the simulator."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from connectors.simulate import City, simulate

#: A Sunday: the last online dossiers are not received before Monday.
UNTIL = date(2026, 10, 11)


@pytest.fixture(scope="session")
def city(tmp_path_factory: pytest.TempPathFactory) -> City:
    return City(tmp_path_factory.mktemp("city"), days=60, dossiers=3_000, seed=11, until=UNTIL)


@pytest.fixture(scope="session")
def files(city: City) -> list[Path]:
    return simulate(city)
