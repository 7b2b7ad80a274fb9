"""Checks of the run and how fresh its sources are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

import duckdb

from flows.reports.queries import read


@dataclass(frozen=True)
class Check:
    """The answer of one check (`ops.check_result`)."""

    check_id: str
    dataset: str | None
    severity: str
    passed: bool | None
    observed: str | None
    expected: str | None
    message: str | None


@dataclass(frozen=True)
class Freshness:
    """How fresh one dataset of one source was (`ops.freshness`); status is fresh, stale or never."""

    source: str
    dataset: str | None
    last_file_at: datetime | None
    newest_record_on: date | None
    status: str
    message: str | None


@dataclass(frozen=True)
class Checks:
    """Checks, failed ones first, and freshness; a check without an answer has failed."""

    checks: tuple[Check, ...]
    freshness: tuple[Freshness, ...]

    @property
    def failed(self) -> tuple[Check, ...]:
        """Checks that did not hold."""
        return tuple(check for check in self.checks if not check.passed)

    @property
    def passed(self) -> tuple[Check, ...]:
        """Checks that held."""
        return tuple(check for check in self.checks if check.passed)

    @property
    def failed_critical(self) -> int:
        """How many critical checks did not hold."""
        return sum(check.severity == "critical" for check in self.failed)


def read_checks(connection: duckdb.DuckDBPyConnection, run_id: str) -> Checks:
    """Return the checks and the freshness that the run recorded."""
    checks = read(connection, "checks", Check, run_id=run_id)
    return Checks(tuple(checks), tuple(read(connection, "freshness", Freshness, run_id=run_id)))
