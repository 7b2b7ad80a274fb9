"""The register of what was told to whom: `{home}/warehouse/alerts.duckdb`, apart from the publications.

Before a message goes out its events are marked `sending`, after it `sent`. A run killed in between leaves `sending`: the
next one sends these once more and says that they may have come before, rather than lose them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from importlib.resources import files
from pathlib import Path

import duckdb

from connectors.contract import Bilingual
from flows.alert_settings import KINDS, OF_THE_NIGHT, Alert, Kind
from flows.alerts.message import Letter, Line
from warehouse.database import CATALOGUE, STORAGE_VERSION, quoted_path, run_script

#: Lines of one message; further events are counted.
LINES = 50
_OF_UNITS = tuple(kind for kind in KINDS if kind not in OF_THE_NIGHT)


@dataclass(frozen=True)
class Occasion:
    """What a run may tell of.

    `database` is the file whose figures are news (None: none are), `freshness` the rows that a held run left, `page` where
    people read on. `missed` are days without a good run, `held` the reasons of a gate.
    """

    as_of: date
    run_id: str
    page: str
    database: Path | None = None
    freshness: Path | None = None
    held: tuple[Bilingual, ...] = ()
    missed: tuple[date, ...] = ()


class Register:
    """What was told to whom, open for one run."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self.connection = connection

    def gather(self, alerts: Sequence[Alert], occasion: Occasion, now: datetime) -> list[str]:
        """Enter the events that a receiver has not been told; return the units of rules that nobody knows."""
        run_script(self.connection, _sql("event"))
        rules = [(a.on, unit, to) for a in alerts for to in a.to for unit in (a.units if a.units != "all" else (None,))]
        if rules:
            self.connection.executemany("INSERT INTO rule VALUES (?, ?, ?)", rules)
        self._events_of_the_night(occasion)
        kinds = {alert.on for alert in alerts}
        unknown = self._events_of_units(occasion.database, occasion.run_id, kinds) if occasion.database else []
        self.connection.execute(_sql("deliver"), {"as_of": occasion.as_of, "found_at": now})
        self.connection.execute(
            "UPDATE register.delivery SET status = 'expired' WHERE status IN ('waiting', 'sending') AND expires_on <= $as_of",
            {"as_of": occasion.as_of},
        )
        return unknown

    def _events_of_the_night(self, occasion: Occasion) -> None:
        insert = "INSERT INTO event (kind, event_key, day, text_vi, text_en) VALUES (?, ?, ?, ?, ?)"
        rows: list[tuple[object, ...]] = [
            ("night_missed", f"night_missed|{day}", day, None, None) for day in occasion.missed
        ]
        if occasion.held:
            said = [" ".join(reason.of(language) for reason in occasion.held) for language in ("vi", "en")]
            rows.append(("gate_held", f"gate_held|{occasion.as_of}", occasion.as_of, *said))
        if rows:
            self.connection.executemany(insert, rows)
        if occasion.freshness and occasion.freshness.exists():
            self.connection.execute(
                "CREATE TEMP TABLE freshness AS FROM read_parquet($file)", {"file": str(occasion.freshness)}
            )
            self.connection.execute(_sql("source_stale"), {"run_id": occasion.run_id})

    def _events_of_units(self, database: Path, run_id: str, kinds: set[Kind]) -> list[str]:
        self.connection.execute(f"ATTACH {quoted_path(database)} AS {CATALOGUE} (READ_ONLY)")
        self.connection.execute(f"USE {CATALOGUE}")
        self.connection.execute("INSERT INTO unit_below SELECT unit_code, ancestor_code FROM ref.unit_ancestor")
        for kind in _OF_UNITS:
            if kind in kinds:
                self.connection.execute(_sql(kind))
        self.connection.execute("CREATE TEMP TABLE freshness AS FROM ops.freshness")
        self.connection.execute(_sql("source_stale"), {"run_id": run_id})
        unknown = self.connection.execute(
            "SELECT DISTINCT unit_code FROM rule WHERE unit_code NOT IN (SELECT ancestor_code FROM unit_below) ORDER BY 1"
        ).fetchall()
        return [str(row[0]) for row in unknown]

    def receivers(self) -> list[str]:
        """Return the receivers for whom something waits."""
        rows = self.connection.execute(
            "SELECT DISTINCT receiver FROM register.delivery WHERE status IN ('waiting', 'sending') ORDER BY 1"
        ).fetchall()
        return [str(row[0]) for row in rows]

    def letter(self, receiver: str, occasion: Occasion) -> Letter:
        """Return what waits for a receiver."""
        counted = self.connection.execute(
            "SELECT kind, count(*), bool_or(status = 'sending') FROM register.delivery"
            " WHERE receiver = $receiver AND status IN ('waiting', 'sending') GROUP BY kind ORDER BY kind",
            {"receiver": receiver},
        ).fetchall()
        lines = self.connection.execute(
            _sql("waiting"), {"receiver": receiver, "kinds": list(KINDS), "limit": LINES}
        ).fetchall()
        totals = {kind: int(total) for kind, total, _ in counted}
        repeated = any(row[2] for row in counted)
        return Letter(occasion.as_of, totals, [Line(*line) for line in lines], occasion.page, repeated)

    def sending(self, receiver: str) -> None:
        """Remember that a message is about to go out."""
        self._mark(receiver, "sending", "attempts = attempts + 1")

    def sent(self, receiver: str, now: datetime) -> None:
        """Remember that it went out."""
        self._mark(receiver, "sent", "sent_at = $now", now=now)

    def not_sent(self, receiver: str) -> None:
        """Remember that it did not, so that the next night tries again."""
        self._mark(receiver, "waiting", "sent_at = NULL")

    def _mark(self, receiver: str, status: str, also: str, **values: datetime) -> None:
        self.connection.execute(
            f"UPDATE register.delivery SET status = $status, {also}"
            " WHERE receiver = $receiver AND status IN ('waiting', 'sending')",
            {"status": status, "receiver": receiver, **values},
        )


@contextmanager
def open_register(home: Path, *, rehearsal: bool = False) -> Iterator[Register]:
    """Open the register; in a rehearsal a copy in memory that is forgotten. The home folder is the caller's to hold."""
    path = home / "warehouse" / "alerts.duckdb"
    with duckdb.connect() as connection:
        connection.execute("SET autoinstall_known_extensions = false")
        name = "kept" if rehearsal else "register"
        if rehearsal:
            connection.execute("ATTACH ':memory:' AS register")
        if not rehearsal or path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            connection.execute(f"ATTACH {quoted_path(path)} AS {name} (STORAGE_VERSION '{STORAGE_VERSION}')")
            path.chmod(0o600)
        run_script(connection, _sql("register"))
        if rehearsal and path.exists():
            connection.execute("INSERT INTO register.delivery BY NAME FROM kept.delivery")
        yield Register(connection)


def _sql(name: str) -> str:
    return files("flows.alerts").joinpath("sql", f"{name}.sql").read_text(encoding="utf-8")
