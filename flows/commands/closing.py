"""motcua close-period: freeze the figures that were signed."""

from __future__ import annotations

import getpass
from datetime import datetime
from typing import Annotated

import typer

from connectors.contract import Bilingual
from connectors.local_time import local_now
from flows.commands.context import (
    CONFIG,
    CalendarOption,
    ConfigOption,
    Misused,
    PeriodOption,
    UnitOption,
    begin,
    check_unit,
    published,
)
from flows.log import open_log
from flows.night import one_run_at_a_time
from flows.reports.periods import parse_period
from flows.settings import Settings
from flows.speech import Speech
from warehouse.closing import Closing, Closings, ToClose
from warehouse.publish import DATABASE, Publications

_COLUMNS = (
    Bilingual(vi="Lần chốt", en="Closing"),
    Bilingual(vi="Từ ngày", en="First day"),
    Bilingual(vi="Đến ngày", en="Last day"),
    Bilingual(vi="Đơn vị", en="Unit"),
    Bilingual(vi="Lần thứ", en="Version"),
    Bilingual(vi="Chốt lúc", en="Closed at"),
    Bilingual(vi="Người chốt", en="Closed by"),
    Bilingual(vi="Lý do", en="Reason"),
    Bilingual(vi="SHA-256 số liệu", en="SHA-256 of the figures"),
)


def close_period(
    config: ConfigOption = CONFIG,
    *,
    period: PeriodOption = None,
    calendar: CalendarOption = "report",
    unit: UnitOption = None,
    by: Annotated[str | None, typer.Option(help="người chốt (mặc định: người đang chạy) / who closes")] = None,
    reason: Annotated[str | None, typer.Option(help="vì sao / why")] = None,
    show: Annotated[bool, typer.Option("--list", help="các kỳ đã chốt / what was closed")] = False,
) -> None:
    """Chốt kỳ: giữ nguyên số liệu đã ký; số liệu sửa về sau được so với nó / freeze the figures that were signed."""
    settings, speech = begin(config)
    closings = Closings(settings.home)
    if show:
        title = Bilingual(vi="Các kỳ đã chốt", en="Closed periods")
        speech.table(title, _COLUMNS, [_row(closing) for closing in closings.every()])
        return
    if period is None:
        raise Misused(Bilingual(vi="Cần --period hoặc --list.", en="Give --period or --list."))
    asked = parse_period(period, calendar)
    whole = unit or settings.motcua.root_unit
    with published(settings) as connection:
        name = check_unit(connection, whole)
    to_close = ToClose(asked.kind, asked.start, asked.end, whole, asked.code, by or getpass.getuser(), reason)
    with one_run_at_a_time(settings.home):
        closing = closings.close(Publications(settings.home).link.resolve() / DATABASE, to_close, local_now())
    _tell(settings, speech, closing, f"{asked.label_vi}, {name}", f"{asked.label_en}, {name}")


def _tell(settings: Settings, speech: Speech, closing: Closing, what_vi: str, what_en: str) -> None:
    log = open_log(settings.home, closing.run_id)
    log.event("period_closed", closing_id=closing.closing_id, sha256=closing.sha256["figure"])
    hashed = closing.sha256["figure"]
    speech.say(
        Bilingual(
            vi=f"Đã chốt {what_vi} (lần {closing.version_no}), số liệu của lần chạy {closing.run_id}. SHA-256 {hashed}. "
            "Bản công bố sau sẽ so số liệu mới với bản đã chốt (mart.restatement).",
            en=f"Closed {what_en} (version {closing.version_no}), figures of run {closing.run_id}. SHA-256 {hashed}. "
            "The next publication compares later figures with it (mart.restatement).",
        )
    )


def _row(closing: Closing) -> tuple[object, ...]:
    return (
        closing.closing_id,
        datetime.fromisoformat(closing.period_start).date(),
        datetime.fromisoformat(closing.period_end).date(),
        closing.unit_code,
        closing.version_no,
        datetime.fromisoformat(closing.closed_at),
        closing.closed_by,
        closing.reason,
        closing.sha256["figure"],
    )


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command("close-period")(close_period)
