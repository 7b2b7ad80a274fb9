"""What a receiver reads: one message for all events, as plain text and as HTML, without personal data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import jinja2

from connectors.contract import load_contracts, read_yaml
from flows.alert_settings import KINDS, Kind
from flows.reports.numbers import NO_FIGURE, NumberFormat
from flows.reports.wording import name_of, one_line

#: Longest subject: mail programs show little more.
LONGEST_TITLE = 120


class Line(NamedTuple):
    """One event as its message tells it: a row of waiting.sql."""

    kind: Kind
    unit_name: str | None
    subject: str | None
    about: str | None
    day: date | None
    number: int | None
    of_number: int | None
    text_vi: str | None
    text_en: str | None


@dataclass(frozen=True)
class Section:
    """The events of one kind: all counted, those shown as lines."""

    title: str
    total: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Message:
    """One message in both forms; which one goes out is the channel's to say."""

    title: str
    text: str
    html: str


@dataclass(frozen=True)
class Letter:
    """What goes into one receiver's message: `totals` count all events by kind, `lines` are those shown."""

    as_of: date
    totals: dict[Kind, int]
    lines: Sequence[Line]
    page: str
    is_repeated: bool = False


@cache
def _kinds() -> dict[str, dict[str, dict[str, str]]]:
    told: dict[str, dict[str, dict[str, str]]] = read_yaml(
        files("flows.alerts").joinpath("kinds.yml").read_text(encoding="utf-8")
    )
    return told


@cache
def _templates() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.PackageLoader("flows.alerts", "templates"),
        autoescape=jinja2.select_autoescape(["html.j2"]),
        undefined=jinja2.StrictUndefined,
        finalize=lambda value: one_line(value) if type(value) is str else value,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@dataclass(frozen=True)
class Wording:
    """Says events in one language (vi, en); every text from data is one safe line of bounded length."""

    language: str

    def message(self, letter: Letter) -> Message:
        """Return the message of a letter."""
        number = NumberFormat(self.language)
        more = sum(letter.totals.values()) - len(letter.lines)
        told = {
            "language": self.language,
            "heading": self._word("heading", day=number.day(letter.as_of)),
            "repeated": self._word("repeated") if letter.is_repeated else "",
            "sections": self._sections(letter),
            "more": self._word("more", count=number.count(more)) if more > 0 else "",
            "page_label": self._word("page"),
            "page": letter.page,
            "is_link": letter.page.startswith(("http://", "https://")),
        }
        shown = [_templates().get_template(f"message.{form}.j2").render(told) for form in ("txt", "html")]
        return Message(self._title(letter), *shown)

    def test(self, name: str) -> Message:
        """Return the message that only shows that a receiver is reached."""
        text = self._word("test", name=name)
        return Message(self._word("test_title"), text, f"<p>{text}</p>")

    def _title(self, letter: Letter) -> str:
        number = NumberFormat(self.language)
        parts = [
            _kinds()[kind]["short"][self.language].format(total=number.count(letter.totals[kind]))
            for kind in KINDS
            if kind in letter.totals
        ]
        return one_line(f"motcua {number.day(letter.as_of)}: {', '.join(parts)}", LONGEST_TITLE)

    def _sections(self, letter: Letter) -> list[Section]:
        number = NumberFormat(self.language)
        sections = []
        for kind in KINDS:
            lines = [line for line in letter.lines if line.kind == kind]
            if lines:
                title = _kinds()[kind]["title"][self.language]
                sections.append(Section(title, number.count(letter.totals[kind]), tuple(self._lines(kind, lines))))
        return sections

    def _lines(self, kind: Kind, lines: list[Line]) -> list[str]:
        days = [line.day for line in lines if line.day]
        if kind == "night_missed" and len(days) > 1:
            number = NumberFormat(self.language)
            told = _kinds()[kind]["lines"][self.language]
            return [told.format(total=len(days), day=number.day(min(days)), last=number.day(max(days)))]
        return [self._line(line) for line in lines]

    def _line(self, line: Line) -> str:
        number = NumberFormat(self.language)
        values = {
            "subject": name_of(line.subject or NO_FIGURE),
            "about": name_of(self._about(line)),
            "unit_name": name_of(line.unit_name or NO_FIGURE),
            "day": number.day(line.day),
            "month": f"{line.day:%m/%Y}" if line.day else NO_FIGURE,
            "number": number.count(line.number),
            "of_number": number.count(line.of_number),
            "text": one_line((line.text_en if self.language == "en" else line.text_vi) or NO_FIGURE),
        }
        return _kinds()[line.kind]["line"][self.language].format(**values)

    def _about(self, line: Line) -> str:
        if line.kind == "source_stale" and (contract := load_contracts().get(line.about or "")):
            return contract.title.of(self.language)
        if line.kind == "signal" and line.about in _kinds()["words"]:
            return self._word(line.about)
        return line.about or NO_FIGURE

    def _word(self, key: str, **values: str) -> str:
        return _kinds()["words"][key][self.language].format(**values)
