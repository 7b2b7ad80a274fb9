"""Child: write the simulated exports into the folder given."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

from connectors.simulate import City, simulate

DOSSIERS = 1_000_000
UNTIL = date(2026, 10, 31)


#: What stands beside the dossiers where every family of indicators is counted.
EVERYTHING = frozenset(
    {"procedure", "dossier", "payment", "step", "document", "signature", "petition", "apology", "unit_return"}
)


def main(folder: str, what: str = "dossiers") -> None:
    """Simulate two years of a city: its procedures and dossiers, or `everything`."""
    datasets = EVERYTHING if what == "everything" else None
    simulate(City(out=Path(folder), days=730, dossiers=DOSSIERS, seed=1, until=UNTIL, shapes="csv", datasets=datasets))


if __name__ == "__main__":
    main(*sys.argv[1:])
