"""Telling whom a run concerns: events gathered, one message per receiver, what fails told as a warning."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from connectors.contract import Bilingual
from connectors.local_time import local_now
from flows.alert_settings import OF_THE_NIGHT, Receiver
from flows.alerts.channel import WAITS, NotSent, send
from flows.alerts.message import Letter, Message, Wording
from flows.alerts.register import Occasion, Register, open_register
from flows.log import EventLog
from flows.night import Outcome
from flows.settings import Settings
from warehouse.publish import DATABASE, Publications


@dataclass(frozen=True)
class Told:
    """One receiver's message: how many events, and why it did not go out (None: it did)."""

    receiver: str
    events: int
    message: Message
    problem: Bilingual | None = None


def page_of(settings: Settings) -> str:
    """Return where people read the page: the address of the settings, else the path that officers keep."""
    return settings.motcua.page_url or str((settings.home / "reports" / "index.html").absolute())


def link_of(settings: Settings) -> str:
    """Return the page as a link."""
    return settings.motcua.page_url or Path(page_of(settings)).as_uri()


def occasion_of(settings: Settings, outcome: Outcome, missed: Sequence[date] = ()) -> Occasion:
    """Return what an ended run may tell of; figures of an as-of before the published one are no news."""
    occasion = Occasion(outcome.as_of, outcome.run_id, page_of(settings), missed=tuple(missed))
    if outcome.status == "held":
        freshness = outcome.folder / "freshness.parquet"
        return replace(occasion, held=outcome.reasons, freshness=freshness)
    return replace(occasion, database=outcome.folder / DATABASE) if outcome.status == "published" else occasion


def occasion_of_publication(settings: Settings, run: dict[str, Any]) -> Occasion:
    """Return what a kept publication, given by its manifest, tells of."""
    database = Publications(settings.home).database_of(run)
    return Occasion(date.fromisoformat(run["as_of"]), str(run["run_id"]), page_of(settings), database=database)


def enter_untold(settings: Settings, log: EventLog) -> None:
    """Enter what the standing publication tells of and nobody was told; it goes out with what the coming run finds.

    A run killed between publishing and telling leaves such events, and the next publication no longer knows them: what
    is newly late is newly late since the one before.
    """
    run = Publications(settings.home).published()
    if not settings.alerts or run is None:
        return
    occasion = occasion_of_publication(settings, run)
    try:
        with open_register(settings.home) as register:
            register.gather(settings.alerts, occasion, local_now())
    except Exception as error:  # the run's own telling meets the same and warns
        log.event("alerts_failed", "error", error=type(error).__name__)


def tell_receivers(
    settings: Settings, occasion: Occasion, log: EventLog, waits: Sequence[float] = WAITS
) -> tuple[Bilingual, ...]:
    """Tell every receiver what waits for them; return warnings. Nothing that goes wrong here stops a night."""
    if not settings.alerts:
        return ()
    try:
        return tuple(_tell(settings, occasion, log, waits))
    except Exception as error:
        log.event("alerts_failed", "error", error=type(error).__name__)
        return (
            Bilingual(
                vi=f"Không gửi được cảnh báo ({type(error).__name__}). Kiểm tra: motcua alerts --dry-run",
                en=f"Alerts could not be sent ({type(error).__name__}). Check: motcua alerts --dry-run",
            ),
        )


def _tell(settings: Settings, occasion: Occasion, log: EventLog, waits: Sequence[float]) -> Iterator[Bilingual]:
    with open_register(settings.home) as register:
        yield from map(_no_such_unit, register.gather(settings.alerts, occasion, local_now()))
        for told in _messages(settings, register, occasion):
            problem = _send(register, told, settings.receivers[told.receiver], waits)
            level = "warning" if problem else "info"
            log.event("alert", level, receiver=told.receiver, events=told.events, sent=problem is None)
            if problem:
                yield problem


def rehearse(settings: Settings, occasion: Occasion) -> list[Told]:
    """Return the messages that would go out; nothing is sent or remembered."""
    with open_register(settings.home, rehearsal=True) as register:
        register.gather(settings.alerts, occasion, local_now())
        return list(_messages(settings, register, occasion))


def _messages(settings: Settings, register: Register, occasion: Occasion) -> Iterator[Told]:
    for name in register.receivers():
        receiver = settings.receivers.get(name)
        letter = register.letter(name, occasion)
        if receiver and _is_enough(letter, receiver):
            yield Told(name, sum(letter.totals.values()), Wording(receiver.language).message(letter))


def _is_enough(letter: Letter, receiver: Receiver) -> bool:
    return bool(letter.totals.keys() & OF_THE_NIGHT) or sum(letter.totals.values()) >= receiver.at_least


def _send(register: Register, told: Told, receiver: Receiver, waits: Sequence[float]) -> Bilingual | None:
    register.sending(told.receiver)
    try:
        send(told.receiver, receiver, told.message, waits)
    except NotSent as error:
        register.not_sent(told.receiver)
        return error.message
    register.sent(told.receiver, local_now())
    return None


def _no_such_unit(unit: str) -> Bilingual:
    return Bilingual(
        vi=f"[[alerts]]: không có đơn vị mã “{unit}”, quy tắc này không báo gì. Sửa units trong motcua.toml.",
        en=f'[[alerts]]: no unit has the code "{unit}", the rule tells nothing. Correct units in motcua.toml.',
    )
