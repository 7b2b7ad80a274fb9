"""One real night, run by the command itself, for all tests that look at what it published."""

from __future__ import annotations

import pytest

from tests.system.city import City, make_city


@pytest.fixture(scope="session")
def published_city(tmp_path_factory: pytest.TempPathFactory) -> City:
    """A city of 90 days and 4,000 dossiers after its first night."""
    city = make_city(tmp_path_factory.mktemp("city"), days=90, dossiers=4_000)
    city.motcua("nightly")
    return city
