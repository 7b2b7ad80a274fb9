"""What one night published, as tests look into it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from flows.night import Outcome
from tests.flows.plain_night import plain_night
from warehouse.publish import DATABASE


@dataclass(frozen=True)
class Published:
    """One night's publication."""

    outcome: Outcome

    def query(self, sql: str) -> list[tuple[Any, ...]]:
        """Return the rows of a query."""
        with duckdb.connect(str(self.outcome.folder / DATABASE), read_only=True) as connection:
            return connection.execute(sql).fetchall()

    @property
    def warnings(self) -> str:
        """All warnings of the night."""
        return "\n".join(warning.vi for warning in self.outcome.warnings)


def published_night(config: Path, as_of: date) -> Published:
    """Run one night; return what it published."""
    return Published(plain_night(config, as_of))
