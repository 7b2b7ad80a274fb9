"""From the rows of many files to the dossiers of the city: what holds for each, by its newest row.

Written apart from the product; the rules of the record (core.dossier) are quoted in the comments.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time

from .city import Row, Value
from .procedures import Procedure

State = dict[str, Value]

# "Dossier: {agency code}-{yymmdd}-{4 to 7 digits}"
_AGENCY_IN_CODE = re.compile(r"(.+)-\d{6}-\d{4,7}")


@dataclass(frozen=True)
class Step:
    """A processing step of a dossier, as its newest row leaves it."""

    dossier_code: str
    unit: str
    officer: tuple[str, str] | None  # name as compared, and unit
    status: int | None
    started_at: datetime
    due_at: datetime | None
    done_at: datetime | None
    number: int = 0

    def runs_at_the_end_of(self, day: date) -> bool:
        """Started by that day and not done by it."""
        return self.started_at.date() <= day and not (self.done_at and self.done_at.date() <= day)


@dataclass(frozen=True)
class Dossier:
    """A dossier of the city's own record, as its newest row leaves it."""

    code: str
    unit: str | None
    procedure: str | None
    sector: str | None
    channel: str | None
    status: int
    received_at: datetime | None
    due_at: datetime | None
    finished_at: datetime | None
    returned_at: datetime | None
    refused_at: datetime | None
    first_due_at: datetime | None
    supplement_seconds: float
    fee_amount: int | None
    kind: str
    paid_online: int | None = None
    supplement_count: int = 0
    known_supplements: int | None = None  # None: no file tells how many
    supplement_requested_at: datetime | None = None
    true_flags: frozenset[str] = frozenset()  # "A NULL flag is never in a numerator": no and unknown are one
    steps: tuple[Step, ...] = ()

    @property
    def counted(self) -> bool:
        """Counted: dossiers with `received_at`, status not 1 or 3 (an export deletes nothing)."""
        return self.received_at is not None and self.status not in (1, 3)

    def waiting(self, cut: date, as_of: date) -> bool:
        """Waiting = status 5 or 6: "at as-of by the newest record; at an earlier cut by its steps where it has any
        (a step of status 5 or 6 running at the end of that day), else by the newest record"."""
        if cut < as_of and self.steps:
            return any(step.status in (5, 6) and step.runs_at_the_end_of(cut) for step in self.steps)
        return self.status in (5, 6)

    @property
    def finish(self) -> datetime | None:
        """`finished_at`, else `returned_at`, else `refused_at`; one before the receipt counts at the receipt."""
        finish = self.finished_at or self.returned_at or self.refused_at
        if finish and self.received_at:
            return max(finish, self.received_at)
        return finish


def agency_in(code: str) -> str | None:
    """The agency code inside a dossier code, None for a code of another shape."""
    match = _AGENCY_IN_CODE.fullmatch(code)
    return match[1] if match else None


def good_rows(rows: Iterable[Row]) -> list[Row]:
    """The rows that are not in quarantine, oldest first: files by modification time, then name; in a file the later
    row is newer."""
    return sorted((row for row in rows if not row.bad), key=lambda row: (row.landed_at, row.file, row.line))


def histories(rows: Iterable[Row]) -> dict[str, list[State]]:
    """For each dossier code what each of its rows left it as, oldest first.

    "A column that a file does not have keeps its value; an empty cell of a column it has empties it."
    The unit is that of the record's cells, else the agency code inside the dossier code.
    """
    found: dict[str, list[State]] = defaultdict(list)
    for row in good_rows(rows):
        code = row.dossier_code
        assert code is not None
        state = {**(found[code][-1] if found[code] else {}), **row.values}
        state["unit_code"] = state.get("unit_code") or agency_in(code)
        found[code].append({**state, "kind": row.kind})
    return dict(found)


def states(rows: Iterable[Row]) -> dict[str, State]:
    """What holds for each dossier: its newest state."""
    return {code: history[-1] for code, history in histories(rows).items()}


def instant(value: Value, without_time: time = time(0)) -> datetime | None:
    """ "A due date without a time means the end of that day; other dates without a time their beginning." """
    if isinstance(value, datetime):
        return value
    return datetime.combine(value, without_time) if isinstance(value, date) else None


def due(value: Value) -> datetime | None:
    """A due date: without a time the end of its day."""
    return instant(value, time(23, 59, 59))


def text(value: Value) -> str | None:
    """A text, None for an empty cell."""
    return str(value) if value else None


def number(value: Value) -> int | None:
    """A whole number, None for an empty cell."""
    return value if isinstance(value, int) else None


def _dossier(code: str, history: list[State], sectors: dict[str, str | None], steps: Iterable[Step]) -> Dossier:
    newest = history[-1]
    procedure = text(newest.get("procedure_code"))
    hours, status = newest.get("supplement_hours"), newest["status"]
    assert isinstance(status, int)
    return Dossier(
        code=code,
        unit=text(newest["unit_code"]),
        procedure=procedure,
        # "the record's own, else the procedure's; `?` unknown"
        sector=text(newest.get("sector_code")) or sectors.get(procedure or "") or "?",
        channel=text(newest.get("channel")),
        status=status,
        received_at=instant(newest.get("received_at")),
        due_at=due(newest.get("due_at")),
        finished_at=instant(newest.get("finished_at")),
        returned_at=instant(newest.get("returned_at")),
        refused_at=instant(newest.get("refused_at")),
        # "`first_due_at` is the earliest due date ever seen"
        first_due_at=min((at for at in (due(state.get("due_at")) for state in history) if at), default=None),
        supplement_seconds=hours * 3600 if isinstance(hours, float) else 0.0,
        fee_amount=number(newest.get("fee_amount")),
        kind=str(newest["kind"]),
        paid_online=number(newest.get("paid_online")),
        supplement_count=number(newest.get("supplement_count")) or 0,
        known_supplements=number(newest.get("supplement_count")),
        supplement_requested_at=instant(newest.get("supplement_requested_at")),
        true_flags=frozenset(name for name, value in newest.items() if value is True),
        steps=tuple(steps),
    )


def dossiers(rows: Iterable[Row], procedures: Iterable[Procedure], steps: Iterable[Step] = ()) -> list[Dossier]:
    """All dossiers that the rows speak of, each as its newest row leaves it, with its steps."""
    sectors = {procedure.code: procedure.sector for procedure in procedures}
    steps_of: dict[str, list[Step]] = defaultdict(list)
    for step in steps:
        steps_of[step.dossier_code].append(step)
    return [_dossier(code, history, sectors, steps_of.get(code, ())) for code, history in histories(rows).items()]
