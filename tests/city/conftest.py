"""Four nights of the real command, run once for all tests of the city; every test reads what they published."""

from collections.abc import Iterator

import pytest

from .leaks import Markers, leaks_below
from .nights import HASH_SECRET, Night, Nights, run_nights

# The second night repeats the first: it is compared with that, not counted again.
COUNTED = ("first", "corrected", "past")


@pytest.fixture(scope="session")
def nights(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nights]:
    """The city and its four nights."""
    yield run_nights(tmp_path_factory.mktemp("city"))


@pytest.fixture(params=COUNTED)
def night(nights: Nights, request: pytest.FixtureRequest) -> Night:
    """Each night that is counted apart."""
    found: Night = getattr(nights, request.param)
    return found


@pytest.fixture(scope="session")
def markers(nights: Nights) -> Markers:
    """The markers of all persons in the exports."""
    return Markers({row.person for row in nights.corrected.rows}, HASH_SECRET)


@pytest.fixture(scope="session")
def leaks(nights: Nights, markers: Markers) -> dict[str, list[bytes]]:
    """Markers in whatever is published: by file and place."""
    return leaks_below(nights.folder / "data" / "publications", markers)
