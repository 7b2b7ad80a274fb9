"""Speaking to the person at the keyboard: messages, tables and progress, in Vietnamese or English."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from typing import TextIO

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from connectors.contract import Bilingual

#: Single words of this module, Vietnamese and English (a `Bilingual` is a whole text).
_WORDS = {"warning": ("Cảnh báo", "Warning"), "error": ("Lỗi", "Error"), "yes": ("Có", "Yes"), "no": ("Không", "No")}

#: A pipe or a file has no width: nothing is wrapped or cut there.
UNBOUNDED_WIDTH = 10_000


class Speech:
    """Says bilingual messages in one language on one stream; colour and progress only on a terminal."""

    def __init__(self, language: str = "vi", stream: TextIO | None = None) -> None:
        self.language = language
        stream = stream or sys.stderr
        self.on_terminal = stream.isatty()
        self.console = Console(
            file=stream,
            width=None if self.on_terminal else UNBOUNDED_WIDTH,
            force_terminal=self.on_terminal,
            markup=False,
            emoji=False,
            highlight=False,
        )

    def say(self, message: Bilingual) -> None:
        """Print a message as it is."""
        self._print(message.of(self.language))

    def warn(self, message: Bilingual) -> None:
        """Print a message that needs attention but stops nothing."""
        self._print(f"{self._word('warning')}: {message.of(self.language)}", "yellow")

    def error(self, message: Bilingual) -> None:
        """Print what stopped the work and what to do about it."""
        self._print(f"{self._word('error')}: {message.of(self.language)}", "bold red")

    def table(self, title: Bilingual, columns: Sequence[Bilingual], rows: Sequence[Sequence[object]]) -> None:
        """Print rows under headings; numbers to the right, dates dd/MM/yyyy, None as an empty cell."""
        table = Table(title=_printable(title.of(self.language)), title_justify="left", pad_edge=False)
        if not self.on_terminal:
            table.box = None
        for position, heading in enumerate(columns):
            numeric = all(_is_number(row[position]) for row in rows)
            table.add_column(_printable(heading.of(self.language)), justify="right" if numeric else "left")
        for row in rows:
            table.add_row(*(Text(_printable(self._cell(value))) for value in row))
        self.console.print(table)

    @contextmanager
    def progress(self, title: Bilingual, total: int | None = None) -> Iterator[Callable[[int], None]]:
        """Show progress while the block runs; it gets a function that counts steps done. Silent off a terminal."""
        shape = (
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
        )
        with Progress(*shape, console=self.console, transient=True, disable=not self.on_terminal) as bar:
            task = bar.add_task(_printable(title.of(self.language)), total=total)
            yield lambda steps: bar.advance(task, steps)

    def _print(self, text: str, style: str = "") -> None:
        self.console.print(Text(_printable(text), style=style), soft_wrap=True)

    def _word(self, word: str) -> str:
        return _WORDS[word][self.language == "en"]

    def _cell(self, value: object) -> str:
        if value is None:
            return ""
        if isinstance(value, bool):
            return self._word("yes" if value else "no")
        if isinstance(value, datetime):
            return value.strftime("%d/%m/%Y %H:%M")
        if isinstance(value, date):
            return value.strftime("%d/%m/%Y")
        if isinstance(value, int | float):
            return self._number(value)
        return str(value)

    def _number(self, value: float) -> str:
        """Vietnamese writes 1.234,5 where English writes 1,234.5; at most four decimals."""
        text = f"{value:,}" if isinstance(value, int) else f"{value:,.4f}".rstrip("0").rstrip(".")
        return text if self.language == "en" else text.translate(str.maketrans(",.", ".,"))


def _is_number(value: object) -> bool:
    return value is None or (isinstance(value, int | float) and not isinstance(value, bool))


def _printable(text: str) -> str:
    """Show control characters of a file name or cell as a mark: a terminal would obey them."""
    return "".join(mark if mark.isprintable() or mark in "\n\t" else "�" for mark in text)
