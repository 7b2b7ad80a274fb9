"""Child: write the simulated exports into the folder given."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

from connectors.simulate import City, simulate

DOSSIERS = 1_000_000
UNTIL = date(2026, 10, 31)


def main(folder: str) -> None:
    """Simulate two years of a city."""
    simulate(City(out=Path(folder), days=730, dossiers=DOSSIERS, seed=1, until=UNTIL, shapes="csv"))


if __name__ == "__main__":
    main(sys.argv[1])
