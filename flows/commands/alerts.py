"""motcua alerts: what goes out to whom, a rehearsal, and a test message."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Annotated, Any

import typer

from connectors.contract import Bilingual
from flows.alerts.channel import NotSent, send
from flows.alerts.message import Wording
from flows.alerts.register import Occasion
from flows.alerts.telling import occasion_of_publication, rehearse, tell_receivers
from flows.commands.context import CONFIG, ConfigOption, Misused, NothingPublished, begin, parse_day
from flows.exit_codes import DONE, FAILED
from flows.log import open_log
from flows.night import one_run_at_a_time
from flows.settings import Settings
from flows.speech import Speech
from warehouse.publish import Publications


def alerts(
    config: ConfigOption = CONFIG,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="chỉ xem, không gửi / show only")] = False,
    as_of: Annotated[str | None, typer.Option(help="ngày, chỉ với --dry-run / a day, with --dry-run only")] = None,
    test: Annotated[str | None, typer.Option("--test", help="gửi tin thử đến người nhận / test a receiver")] = None,
) -> int:
    """Gửi cảnh báo chưa gửi được; --dry-run xem trước, --test gửi tin thử / send the alerts that wait."""
    settings, speech = begin(config)
    if as_of and not dry_run:
        raise Misused(Bilingual(vi="--as-of chỉ dùng với --dry-run.", en="--as-of goes with --dry-run only."))
    if test is not None:
        return _test(settings, speech, test)
    occasion = _occasion(settings, parse_day(as_of) if as_of else None)
    with one_run_at_a_time(settings.home), _secrets_at_hand(settings):
        return _show(settings, speech, occasion) if dry_run else _send(settings, speech, occasion)


def _occasion(settings: Settings, day: date | None) -> Occasion:
    """Return what the publication of a day tells of (the newest of that day; default: the published one)."""
    publications = Publications(settings.home)
    found: list[dict[str, Any]] = [m for m in publications.manifests() if day and m["as_of"] == day.isoformat()]
    if day is None and (published := publications.published()):
        found = [published]
    if not found:
        if day is None:
            raise NothingPublished
        raise Misused(
            Bilingual(
                vi=f"Không giữ bản công bố nào của ngày {day:%d/%m/%Y}.",
                en=f"No publication of {day:%d/%m/%Y} is kept.",
            )
        )
    return occasion_of_publication(settings, found[-1])


def _show(settings: Settings, speech: Speech, occasion: Occasion) -> int:
    messages = rehearse(settings, occasion)
    for told in messages:
        speech.say(
            Bilingual(vi=f"→ {told.receiver}: {told.message.title}", en=f"→ {told.receiver}: {told.message.title}")
        )
        speech.say(Bilingual(vi=told.message.text, en=told.message.text))
    _count(speech, len(messages), "sẽ được gửi; chưa gửi gì", "would go out; nothing was sent")
    return DONE


def _send(settings: Settings, speech: Speech, occasion: Occasion) -> int:
    log = open_log(settings.home, occasion.run_id)
    problems = tell_receivers(settings, occasion, log)
    for problem in problems:
        speech.warn(problem)
    if not problems:
        speech.say(Bilingual(vi="Không còn cảnh báo nào chờ gửi.", en="No alert waits to be sent."))
    return FAILED if problems else DONE


def _test(settings: Settings, speech: Speech, name: str) -> int:
    receiver = settings.receivers.get(name)
    if receiver is None:
        known = ", ".join(settings.receivers) or "—"
        raise Misused(
            Bilingual(
                vi=f"Không có [receivers.{name}] trong cấu hình; chỉ có: {known}",
                en=f"There is no [receivers.{name}], only: {known}",
            )
        )
    try:
        with _secrets_at_hand(settings):
            send(name, receiver, Wording(receiver.language).test(name), waits=(0,))
    except NotSent as error:
        speech.error(error.message)
        return FAILED
    speech.say(Bilingual(vi=f"Đã gửi tin thử đến {name}.", en=f"Sent a test message to {name}."))
    return DONE


@contextmanager
def _secrets_at_hand(settings: Settings) -> Iterator[None]:
    """Have a Prefect server to ask where an address is kept in a Secret block."""
    if not any(receiver.secret_block and not receiver.url for receiver in settings.receivers.values()):
        yield
        return
    from flows.prefect_server import server_for_one_run

    with server_for_one_run(lambda: None):
        yield


def _count(speech: Speech, messages: int, vi: str, en: str) -> None:
    speech.say(Bilingual(vi=f"{messages} tin {vi}.", en=f"{messages} messages {en}."))


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command()(alerts)
