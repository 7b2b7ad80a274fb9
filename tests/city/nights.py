"""Four nights of the real command over the invented city, each in a process of its own."""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from pathlib import Path

from .city import UNITS, Row
from .corrections import make_corrections
from .count import Fraction, form_06a
from .count_all import EVERY, NO_LONGER_IN_FORCE, Count, Record, record_of
from .count_offices import usage
from .count_payments import summary
from .count_sync import OF_PORTAL, in_both
from .draw_papers import Papers
from .generate import make_city
from .papers import Entry
from .periods import Period, periods
from .portal_copy import write_portal_copy
from .procedures import PROCEDURES
from .record import Dossier, states

AS_OF = date(2026, 10, 20)
LONG_AGO = date(2026, 3, 18)
SEED = 20_260
DOSSIERS = 3000
HASH_SECRET = "referee-secret-5f1d0c"  # secrets come from the environment only
REPOSITORY = Path(__file__).resolve().parents[2]

CONFIGURATION = """\
[motcua]
home = "data"
root_unit = "H13"
units = "units.csv"

[sources.exports]
connector = "exports"
inbox = "inbox"

[sources.dvcqg]
connector = "dvcqg_sync"
inbox = "inbox/dvcqg"
"""


@dataclass(frozen=True)
class Night:
    """One run: what it said, what it published, and the rows that it had seen by then."""

    as_of: date
    exit_code: int
    said: str
    publication: Path
    database: Path  # a copy: old publications may be cleared away
    published_link: Path
    rows: list[Row]
    entries: list[Entry]
    portal: list[Dossier]  # the national portal's copy of the city's dossiers

    @cached_property
    def record(self) -> Record:
        """What the newest rows leave, by the slow count."""
        return record_of(self.rows, self.entries, UNITS, PROCEDURES)

    @property
    def dossiers(self) -> Sequence[Dossier]:
        """The dossiers, by the slow count."""
        return self.record.dossiers

    @cached_property
    def periods(self) -> list[Period]:
        """Every finished and running period since the first receipt."""
        received = [one.received_at.date() for one in self.dossiers if one.counted and one.received_at]
        return periods(min(received), self.as_of)

    @cached_property
    def forms(self) -> dict[tuple[Period, str, str | None], tuple[int, ...]]:
        """Form 06a of every period, by the slow count."""
        counted: dict[tuple[Period, str, str | None], tuple[int, ...]] = {}
        for period in self.periods:
            form = form_06a(self.dossiers, UNITS, period.start, period.end, self.as_of)
            counted |= {(period, *key): row for key, row in form.items()}
        return counted

    @cached_property
    def indicators(self) -> dict[str, dict[tuple[Period, str, str | None], Fraction]]:
        """Every indicator of every period, by the slow count: by its name, then by period, unit and procedure."""
        count = Count(self.record, self.as_of)
        counted: dict[str, dict[tuple[Period, str, str | None], Fraction]] = {
            name: {} for name in (*EVERY, *NO_LONGER_IN_FORCE)
        }
        for period in self.periods:
            for (unit, procedure, name), fraction in count.of(period).items():
                counted[name][period, unit, procedure] = fraction
        return counted

    @cached_property
    def portal_forms(self) -> dict[tuple[Period, str, str | None], tuple[int, ...]]:
        """Form 06a of the portal's copy, by the slow count."""
        counted: dict[tuple[Period, str, str | None], tuple[int, ...]] = {}
        for period in self.periods:
            form = form_06a(self.portal, UNITS, period.start, period.end, self.as_of)
            counted |= {(period, *key): row for key, row in form.items()}
        return counted

    @cached_property
    def portal_indicators(self) -> dict[str, dict[tuple[Period, str, str | None], Fraction]]:
        """The indicators of the portal's copy, by the slow count; it has dossiers and the city's petitions, no more."""
        record = Record(UNITS, PROCEDURES, self.portal, [], [], [], self.record.petitions, [], [], {})
        count = Count(record, self.as_of)
        counted: dict[str, dict[tuple[Period, str, str | None], Fraction]] = {name: {} for name in OF_PORTAL}
        for period in self.periods:
            found = count.of(period) | in_both(self.dossiers, self.portal, UNITS, period, self.as_of)
            for (unit, procedure, name), fraction in found.items():
                if name in counted:
                    counted[name][period, unit, procedure] = fraction
        return counted

    @cached_property
    def payments(self) -> dict[tuple[Period, str, str | None], tuple[int, ...]]:
        """mart.payment_summary of every period, by the slow count."""
        counted: dict[tuple[Period, str, str | None], tuple[int, ...]] = {}
        for period in self.periods:
            found = summary(self.record.requests, UNITS, period.start, period.end, self.as_of)
            counted |= {(period, *key): row for key, row in found.items()}
        return counted

    @cached_property
    def usage(self) -> dict[tuple[Period, str, str | None, str | None], tuple[int, ...]]:
        """mart.signature_usage of every period, by the slow count."""
        counted: dict[tuple[Period, str, str | None, str | None], tuple[int, ...]] = {}
        for period in self.periods:
            found = usage(self.record.signatures, UNITS, period.start, period.end, self.as_of)
            counted |= {(period, *key): row for key, row in found.items()}
        return counted


@dataclass(frozen=True)
class Nights:
    """The city's folder and its nights in the order they ran."""

    folder: Path
    first: Night
    again: Night
    corrected: Night
    past: Night
    corrections: list[Row]
    late_entries: list[Entry]

    @property
    def all(self) -> tuple[Night, ...]:
        """The nights in the order they ran."""
        return (self.first, self.again, self.corrected, self.past)


def run_command(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Runs `motcua` with the city's configuration, from elsewhere than its folder."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("MOTCUA_")}
    return subprocess.run(
        [sys.executable, "-m", "flows.cli", *arguments],
        cwd=REPOSITORY,
        env={**kept, "MOTCUA_HASH_SECRET": HASH_SECRET, "PREFECT_HOME": str(folder / "prefect")},
        capture_output=True,
        text=True,
        timeout=280,
        check=False,
    )


def _publications(folder: Path) -> set[Path]:
    return {path.parent for path in (folder / "data" / "publications").glob("*/motcua.duckdb")}


def _run_night(folder: Path, as_of: date, rows: list[Row], entries: list[Entry], portal: list[Dossier]) -> Night:
    before = _publications(folder)
    run = run_command(folder, "nightly", "--config", str(folder / "motcua.toml"), "--as-of", as_of.isoformat())
    said = run.stdout + run.stderr
    assert run.returncode == 0, f"the night of {as_of} ended with {run.returncode}:\n{said[-6000:]}"
    new = _publications(folder) - before
    assert len(new) == 1, f"the night of {as_of} made {len(new)} publications:\n{said[-6000:]}"
    publication = new.pop()
    database = folder / f"{publication.name}.duckdb"
    shutil.copyfile(publication / "motcua.duckdb", database)
    link = (folder / "data" / "published").resolve()
    return Night(as_of, run.returncode, said, publication.resolve(), database, link, rows, entries, portal)


def run_nights(folder: Path) -> Nights:
    """The first night; the same again; a night later with late corrections; and one as of a day long ago."""
    (folder / "motcua.toml").write_text(CONFIGURATION, encoding="utf-8")
    rows = make_city(folder, SEED, DOSSIERS, AS_OF)
    papers = Papers(folder, rows, SEED + 2, AS_OF)
    entries = papers.write()
    own = record_of(rows, entries, UNITS, PROCEDURES).dossiers
    portal = write_portal_copy(folder, own, SEED + 3, datetime.combine(AS_OF, time(20)))
    first = _run_night(folder, AS_OF, rows, entries, portal)
    again = _run_night(folder, AS_OF, rows, entries, portal)
    corrections = make_corrections(folder, rows, states(rows), SEED + 1, AS_OF, papers.apologised)
    late_entries = papers.write_late()
    everything = ([*rows, *corrections], [*entries, *late_entries], portal)
    corrected = _run_night(folder, AS_OF + timedelta(days=1), *everything)
    past = _run_night(folder, LONG_AGO, *everything)
    return Nights(folder, first, again, corrected, past, corrections, late_entries)
