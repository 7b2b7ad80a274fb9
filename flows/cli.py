"""The command line. Exit codes: 0 done, 1 anything else, 2 a gate held the publication back, 3 configuration or usage."""

from __future__ import annotations

import os
import re
import sys
from typing import Any

import typer
from typer.exceptions import TyperException
from typer.main import get_command

from connectors.contract import Bilingual
from connectors.problem import Problem
from connectors.simulate import CityError
from flows.commands import (
    alerts,
    closing,
    doctor,
    files,
    form,
    indicators,
    late,
    night,
    officer,
    quarantine,
    returns,
    scores,
    views,
)
from flows.commands.context import Misused
from flows.exit_codes import DONE, FAILED, USAGE
from flows.machine import refusal_of
from flows.reports.papers.pdf import ProgramMissing
from flows.reports.papers.problem import NothingToWrite
from flows.reports.periods import PeriodError
from flows.settings import SettingsError
from flows.speech import Speech
from warehouse.reference import ReferenceRejected

#: Problems of the person's configuration or usage.
_USAGE_PROBLEMS = (SettingsError, Misused, PeriodError, CityError, ReferenceRejected, ProgramMissing, NothingToWrite)

app = typer.Typer(
    help="motcua: dữ liệu một cửa mỗi đêm / the one-stop shop's data, every night",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
night.add_to(app)
late.add_to(app)
closing.add_to(app)
officer.add_to(app)
views.add_to(app)
indicators.add_to(app)
scores.add_to(app)
form.add_to(app)
files.add_to(app)
quarantine.add_to(app)
returns.add_to(app)
alerts.add_to(app)
doctor.add_to(app)


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and leave with its exit code."""
    raise SystemExit(run(arguments))


def run(arguments: list[str] | None = None) -> int:
    """Run the command line; return the exit code."""
    language = "en" if os.environ.get("MOTCUA_LANG") == "en" else "vi"
    speech = Speech(language)
    try:
        command = get_command(app)
        _help_in(command, language)
        result: Any = command(args=arguments, standalone_mode=False)
        return int(result or DONE)
    except typer.Exit as left:
        return left.exit_code
    except (KeyboardInterrupt, typer.Abort):
        speech.error(
            Bilingual(vi="Đã dừng theo yêu cầu; bản công bố giữ nguyên.", en="Stopped; the publication stands.")
        )
        return FAILED
    except Exception as error:
        code, message = _ending(error)
        if message is None:
            raise
        speech.error(message)
        return code


def _help_in(command: Any, language: str) -> None:  # noqa: ANN401 - typer does not export its classes
    """Leave of each help text, written “Vietnamese / English”, the language asked for."""
    for each in (command, *command.params):
        vietnamese, _, english = (getattr(each, "help", None) or "").partition(" / ")
        if english:
            each.help = english if language == "en" else vietnamese
    for inner in getattr(command, "commands", {}).values():
        _help_in(inner, language)


def _ending(error: Exception) -> tuple[int, Bilingual | None]:
    """Return the exit code of an error and what the person is told; None for a fault of ours."""
    if isinstance(error, TyperException):
        return USAGE, _usage(error)
    if isinstance(error, Problem):
        return (USAGE if isinstance(error, _USAGE_PROBLEMS) else FAILED), error.message
    return FAILED, refusal_of(error)


#: What the library says of a wrong call, and the same in Vietnamese.
_SAID = (
    (r"No such command '(.*)'\.", r"Không có lệnh “\1”."),
    (r"No such option: (\S+)(?: \(Possible options: (.*)\))?", r"Không có tùy chọn \1."),
    (r"Missing (?:option|argument|parameter) '?([^']*?)'?\.(?: Choose from:.*)?", r"Thiếu \1."),
    (r"Option '(.*)' requires an argument\.", r"Tùy chọn \1 cần một giá trị."),
    (r"Got unexpected extra argument(?:s|\(s\))? \((.*)\)", r"Thừa “\1”; đặt chữ có dấu cách trong dấu nháy."),
    (r"Invalid value for '(.*?)': (?:Value error, )?(.*)", r"Giá trị của \1 không dùng được: \2"),
)


def _usage(error: TyperException) -> Bilingual:
    """Say what is wrong with the call; the library says it in English only."""
    said = error.format_message()
    found = ((re.fullmatch(pattern, said, re.DOTALL), vietnamese) for pattern, vietnamese in _SAID)
    vietnamese = next((match.expand(text) for match, text in found if match), said)
    return Bilingual(vi=f"{vietnamese} (xem motcua --help)", en=f"{said} (see motcua --help)")


if __name__ == "__main__":
    main(sys.argv[1:])
