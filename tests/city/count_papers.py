"""What the newest rows of the other exports leave: the record that the slow counts count from."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from .city import Value
from .papers import Entry, newest
from .record import Step, due, instant, number, text


@dataclass(frozen=True)
class Attempt:
    """A payment transaction."""

    transaction_id: str
    reference: str | None
    dossier_code: str
    unit: str
    amount: int
    state: str
    channel: str | None
    transacted_at: datetime | None


@dataclass(frozen=True)
class Document:
    """A document or case file."""

    document_id: str
    direction: str
    unit: str
    is_secret: bool
    signed_on: date | None
    issued_on: date | None
    received_on: date | None
    acknowledged_on: date | None
    true_flags: frozenset[str]


@dataclass(frozen=True)
class Signature:
    """A signing transaction; `signer` is the name as compared, with the unit."""

    signature_id: str
    unit: str
    signer: tuple[str, str] | None
    provider: str | None
    method: str | None
    created_at: datetime
    state: str


@dataclass(frozen=True)
class Petition:
    """A petition, received on `received_on`: the day of receipt, else forwarded, else sent."""

    petition_id: str
    unit: str
    dossier_code: str | None
    kind: str | None
    status: str
    received_on: date
    supplement_requested_on: date | None
    answered_on: date | None
    dislikes: int


@dataclass(frozen=True)
class Apology:
    """A line of the late list: a letter when it was sent, a new appointment when one was made."""

    dossier_code: str
    sent_on: date | None
    reappointed_on: date | None


# (kind of period, its first day, unit, indicator) -> (numerator, denominator)
Returns = dict[tuple[str, date, str, str], tuple[float, float]]


def _day(value: Value) -> date | None:
    assert value is None or (isinstance(value, date) and not isinstance(value, datetime))
    return value


def person(name: Value, unit: str) -> tuple[str, str] | None:
    """ "of the name in NFC, lower case, single spaces, with the unit code"; the invented names are ASCII."""
    return (" ".join(str(name).lower().split()), unit) if name else None


def attempts(entries: Iterable[Entry]) -> list[Attempt]:
    """The payment transactions, each once."""
    return [
        Attempt(
            str(state["transaction_id"]),
            text(state.get("reference")),
            str(state["dossier_code"]),
            str(state["unit_code"]),
            number(state["amount"]) or 0,
            str(state["state"]),
            text(state.get("channel")),
            instant(state.get("transacted_at")),
        )
        for state in newest(entries, "payment").values()
    ]


def documents(entries: Iterable[Entry]) -> list[Document]:
    """The documents, each once. "Độ mật (empty or Thường is not secret)"."""
    return [
        Document(
            str(state["document_id"]),
            str(state["direction"]),
            str(state["unit_code"]),
            (text(state.get("secrecy")) or "thường").lower() != "thường",
            _day(state.get("signed_on")),
            _day(state.get("issued_on")),
            _day(state.get("received_on")),
            _day(state.get("acknowledged_on")),
            frozenset(name for name, value in state.items() if value is True),
        )
        for state in newest(entries, "document").values()
    ]


def signatures(entries: Iterable[Entry]) -> list[Signature]:
    """The signing transactions, each once."""
    found = []
    for state in newest(entries, "signature").values():
        created, unit = instant(state["created_at"]), str(state["unit_code"])
        assert created
        found.append(
            Signature(
                str(state["signature_id"]),
                unit,
                person(state.get("signer"), unit),
                text(state.get("provider")),
                text(state.get("method")),
                created,
                str(state["state"]),
            )
        )
    return found


def petitions(entries: Iterable[Entry]) -> list[Petition]:
    """The petitions, each once."""
    found = []
    for state in newest(entries, "petition").values():
        days = [_day(state.get(name)) for name in ("accepted_on", "forwarded_on", "sent_on")]
        received = next(day for day in days if day)
        found.append(
            Petition(
                str(state["petition_id"]),
                str(state["unit_code"]),
                text(state.get("dossier_code")),
                text(state.get("kind")),
                str(state["status"]),
                received,
                _day(state.get("supplement_requested_on")),
                _day(state.get("answered_on")),
                number(state.get("dislikes")) or 0,
            )
        )
    return found


def steps(entries: Iterable[Entry]) -> list[Step]:
    """The processing steps, each once."""
    found = []
    for state in newest(entries, "step").values():
        started, unit = instant(state["started_at"]), str(state["unit_code"])
        assert started
        found.append(
            Step(
                str(state["dossier_code"]),
                unit,
                person(state.get("officer"), unit),
                number(state.get("step_status")),
                started,
                due(state.get("step_due_at")),
                instant(state.get("done_at")),
                number(state.get("step_no")) or 0,
            )
        )
    return found


def apologies(entries: Iterable[Entry]) -> list[Apology]:
    """The lines of the late lists, each once."""
    return [
        Apology(str(state["dossier_code"]), _day(state.get("sent_on")), _day(state.get("reappointed_on")))
        for state in newest(entries, "apology").values()
    ]


def returns(entries: Iterable[Entry]) -> Returns:
    """The unit returns; an empty numerator (of Đ10, whose denominator alone counts) is 0."""
    found: Returns = {}
    for (kind, start, unit, indicator), state in newest(entries, "unit_return").items():
        assert isinstance(start, date)
        numerator, denominator = state["numerator"] or 0, state["denominator"]
        assert isinstance(numerator, int | float)
        assert isinstance(denominator, int | float)
        found[str(kind), start, str(unit), str(indicator)] = (numerator, denominator)
    return found
