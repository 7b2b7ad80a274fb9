"""motcua nightly, backfill, serve: the commands that run nights."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from connectors.contract import Bilingual
from connectors.local_time import local_now
from flows.commands.context import CONFIG, ConfigOption, Misused, begin, parse_day
from flows.exit_codes import DONE, HELD
from flows.night import default_as_of, one_run_at_a_time
from flows.prefect_server import server_for_one_run
from flows.settings import Settings
from flows.speech import Speech
from flows.summary import tell

DayOption = Annotated[str | None, typer.Option(help="ngày YYYY-MM-DD / a day")]


def _require_idle(settings: Settings) -> None:
    """Tell of another run before Prefect starts; one that begins meanwhile still meets the lock."""
    with one_run_at_a_time(settings.home):
        pass


def _import_what_takes_long() -> None:
    """Import the flow and Great Expectations while the Prefect server starts."""
    import great_expectations  # noqa: F401

    import flows.nightly  # noqa: F401


def _warn_of_a_day_to_come(day: date, speech: Speech) -> None:
    """A publication of a later day keeps the nights before it from being shown: the link moves to later days only."""
    if day > local_now().date():
        speech.warn(
            Bilingual(
                vi=f"Ngày {day:%d/%m/%Y} chưa tới: đêm của những ngày trước đó sẽ không thay bản công bố này.",
                en=f"{day:%d/%m/%Y} is still to come: nights of days before it will not replace this publication.",
            )
        )


def _run(config: Path, day: date, settings: Settings, speech: Speech) -> int:
    """Run one night and say how it ended; return its exit code."""
    from flows.nightly import GateHeld, last_outcome
    from flows.nightly import nightly as nightly_flow

    try:
        nightly_flow(config=str(config), as_of=day)
    except GateHeld as held:
        tell(held.outcome, speech, settings.home)
        return HELD
    tell(last_outcome(), speech, settings.home)
    return DONE


def nightly(config: ConfigOption = CONFIG, as_of: DayOption = None) -> int:
    """Chạy đêm: lấy, nạp, kiểm tra, tính, công bố / the nightly run (as-of default: yesterday)."""
    settings, speech = begin(config)
    day = parse_day(as_of) if as_of else default_as_of()
    _warn_of_a_day_to_come(day, speech)
    _require_idle(settings)
    speech.say(
        Bilingual(
            vi=f"motcua: số liệu đến hết {day:%d/%m/%Y}. Đang khởi động …",
            en=f"motcua: data up to {day:%d/%m/%Y}. Starting …",
        )
    )
    with server_for_one_run(_import_what_takes_long):
        return _run(config, day, settings, speech)


def backfill(
    first: Annotated[str, typer.Option("--from", help="ngày đầu / first day")],
    last: Annotated[str, typer.Option("--to", help="ngày cuối / last day")],
    config: ConfigOption = CONFIG,
) -> int:
    """Chạy lại mọi đêm bị lỡ hoặc có thay đổi, cũ trước / every missed or changed night, oldest first."""
    settings, speech = begin(config)
    begin_day, end_day = parse_day(first), parse_day(last)
    if end_day < begin_day:
        raise Misused(Bilingual(vi="--to phải từ --from trở đi.", en="--to is before --from."))
    _require_idle(settings)
    from flows.backfill import nights_to_run

    code = DONE
    with server_for_one_run(_import_what_takes_long):
        for day in nights_to_run(settings, begin_day, end_day):
            speech.say(Bilingual(vi=f"Đêm {day:%d/%m/%Y} …", en=f"Night of {day:%d/%m/%Y} …"))
            code = max(code, _run(config, day, settings, speech))
    speech.say(
        Bilingual(
            vi="Xong: mọi đêm trong khoảng đã đúng với dữ liệu hiện có.",
            en="Done: every night of the range stands as the data say.",
        )
    )
    return code


def serve(config: ConfigOption = CONFIG) -> int:
    """Lịch chạy hằng đêm 01:30, bù đêm lỡ / the schedule, one run at a time, catching up missed nights."""
    settings, speech = begin(config)
    speech.say(
        Bilingual(
            vi=f"Lịch chạy: {settings.motcua.schedule} (Asia/Ho_Chi_Minh).",
            en=f"Schedule: {settings.motcua.schedule} (Asia/Ho_Chi_Minh).",
        )
    )
    from flows.schedule import serve_nights

    serve_nights(Path(config).resolve(), settings)
    return DONE


def add_to(app: typer.Typer) -> None:
    """Register the commands."""
    app.command()(nightly)
    app.command()(backfill)
    app.command()(serve)
