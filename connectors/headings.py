"""Find the heading of a table: which dataset it is, and which column stands where.

Headings are compared without case, accents, punctuation and extra blanks, in NFC or NFD, with `Ð` for `Đ`. A heading is
one row, or a pair of rows where the upper one is merged over several columns ("Thời gian" over "Ngày nộp").
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise, zip_longest

from connectors.contract import Contract

#: A row of the file: its number as a person sees it, and its cells.
Row = tuple[int, Sequence[str]]

#: A heading is looked for in this many first rows.
SEARCHED_ROWS = 60

#: With this many known headings (or with two, if not more are unknown) a row is surely a heading of the dataset, even
#: when a required one is missing.
TELLING_HEADINGS = 3

#: Longer cells are prose, not headings.
LONGEST_HEADING = 200

#: The wordings tried for one place: each folded and as written.
_Names = tuple[tuple[str, str], ...]

#: Combining marks and signs without width.
_UNSEEN = frozenset({"Mn", "Cf"})
_STROKED = str.maketrans("đĐðÐ", "dddd")


class _Bare(dict[int, int | None]):
    """What each sign of a text becomes without accents and strokes, looked up once: None where it is left out."""

    def __missing__(self, sign: int) -> int | None:
        self[sign] = None if unicodedata.category(chr(sign)) in _UNSEEN else _STROKED.get(sign, sign)
        return self[sign]


_BARE = _Bare()
_NOT_PLAIN = re.compile(r"[^a-z0-9]+")
_BRACKETED = re.compile(r"\s*[(\[{][^()\[\]{}]*[)\]}]")


@lru_cache(maxsize=1 << 16)
def fold(text: str) -> str:
    """Return `text` as it is compared: no accents, lower case, only letters and digits with single blanks between."""
    bare = text if text.isascii() else unicodedata.normalize("NFKD", text).translate(_BARE)
    return _NOT_PLAIN.sub(" ", bare.lower()).strip()


@dataclass(frozen=True)
class Heading:
    """A heading found. `columns` gives the place (from 0) of each contract column, in the file's order.

    `rows` are the rows it stands in, one or two; `width` is the number of places up to the last heading.
    """

    contract: Contract
    rows: tuple[Row, ...]
    columns: Mapping[str, int]
    written: Mapping[str, str]
    unknown: tuple[str, ...]
    doubled: tuple[str, ...]
    missing: tuple[str, ...]
    width: int

    @property
    def first_row(self) -> int:
        """Number of its upper row."""
        return self.rows[0][0]

    @property
    def last_row(self) -> int:
        """Number of its lower row, the same for a heading of one row."""
        return self.rows[-1][0]

    @property
    def rank(self) -> tuple[bool, int, int, float, int, int]:
        """How well it fits: complete first, then most columns, then a single row, share of the contract, topmost."""
        share = len(self.columns) / len(self.contract.properties)
        return (
            not self.missing,
            len(self.columns),
            -len(self.rows),
            share,
            -self.first_row,
            -len(self.doubled),
        )


def find_heading(rows: Sequence[Row], contracts: Mapping[str, Contract]) -> Heading | None:
    """Return the heading that fits best among the first rows, or None.

    A heading with `missing` columns is returned only where nothing fits whole: the caller rejects that file by naming
    them.
    """
    synonyms = [(contract, accepted_headings(contract)) for contract in contracts.values()]
    best: Heading | None = None
    for heading_rows, names in _candidates(rows[:SEARCHED_ROWS]):
        if best and not best.missing and heading_rows[0][0] > best.last_row:
            break  # rows below a whole heading are data
        for heading in _matches(heading_rows, names, synonyms):
            if _is_telling(heading) and (best is None or heading.rank > best.rank):
                best = heading
    return best


def _is_telling(heading: Heading) -> bool:
    known, unknown = len(heading.columns), len(heading.unknown)
    return not heading.missing or known >= TELLING_HEADINGS or known >= max(2, unknown)


def _candidates(rows: Sequence[Row]) -> Iterator[tuple[Sequence[Row], list[_Names]]]:
    """Yield the rows that may be a heading, pairs and single ones from the top, with the names to try for each place."""
    for upper, lower in zip([None, *rows], rows, strict=False):
        if upper is not None:
            yield (upper, lower), _two_level_names(upper[1], lower[1])
        yield (lower,), [_tried(cell) for cell in lower[1]]


def _matches(
    heading_rows: Sequence[Row], names: Sequence[_Names], synonyms: Sequence[tuple[Contract, Mapping[str, str]]]
) -> Iterator[Heading]:
    """Yield what the rows would be as a heading of each contract that knows one of their names: most rows are data."""
    folded = {name for tried in names for name, _ in tried}
    yield from (_match(heading_rows, names, *known) for known in synonyms if not folded.isdisjoint(known[1]))


def accepted_headings(contract: Contract) -> dict[str, str]:
    """Return the contract's columns by folded heading."""
    return {fold(heading): column.name for column in contract.properties for heading in column.headings}


def _tried(*texts: str) -> _Names:
    """Return each wording folded, whole ones before those without their brackets ("Số tiền (đồng)")."""
    short = [" ".join(text[:LONGEST_HEADING].split()) for text in texts]
    whole = tuple((fold(text), text) for text in short)
    return (*whole, *((fold(_BRACKETED.sub(" ", text)), text) for text in short if _BRACKETED.search(text)))


def _two_level_names(upper: Sequence[str], lower: Sequence[str]) -> list[_Names]:
    """Names to try for each place: the lower cell, then with the upper one before or after it."""
    names: list[_Names] = []
    group = ""
    for above, below in zip_longest(upper, lower, fillvalue=""):
        group = above if above.strip() else group
        names.append(_tried(below, f"{group} {below}", f"{below} {group}") if below.strip() else _tried(above))
    return names


def _match(
    heading_rows: Sequence[Row], names: Sequence[_Names], contract: Contract, synonyms: Mapping[str, str]
) -> Heading:
    columns: dict[str, int] = {}
    written: dict[str, str] = {}
    unread = frozenset(map(fold, contract.unread))
    unknown: list[str] = []
    doubled: list[str] = []
    for place, tried in enumerate(names):
        column, text = next(
            ((synonyms[folded], text) for folded, text in tried if folded in synonyms), (None, tried[0][1])
        )
        if column is not None and column not in columns:
            columns[column], written[column] = place, text
        elif text and fold(text) not in _RUNNING_NUMBERS | unread:
            unknown.append(text)
            if column is not None:
                doubled.append(text)
    return Heading(
        contract=contract,
        rows=tuple(heading_rows),
        columns=columns,
        written=written,
        unknown=tuple(unknown),
        doubled=tuple(doubled),
        missing=tuple(c.name for c in contract.properties if c.is_required_heading and c.name not in columns),
        width=1 + max((place for place, tried in enumerate(names) if tried[0][1]), default=-1),
    )


#: Headings of a column that only numbers the rows: no news to anybody.
_RUNNING_NUMBERS = frozenset({"stt", "tt", "so tt", "so thu tu"})

#: A place in the row of column numbers: "1", "(2)", "A", "(7)=(8)+(9)".
_COLUMN_NUMBER = re.compile(r"\(?(?:(\d{1,3})|([A-Z]))\)?(?:\s*=[\d\s()+\-*/,.:]+)?", re.IGNORECASE)


def page_head(rows: Sequence[Row], heading: Heading) -> tuple[tuple[str, ...], ...]:
    """Return the rows that a printed page may repeat: letterhead, heading, the row of column numbers under it."""
    above = [cells for number, cells in rows if number <= heading.last_row]
    return tuple(tuple(cell.strip() for cell in cells) for cells in (*above, _column_numbers(rows, heading)))


def _column_numbers(rows: Sequence[Row], heading: Heading) -> Sequence[str]:
    """Return the row of column numbers right under a heading ("A B 1 2", "(1) (2) (3)"), or nothing.

    Statutory forms number their columns one by one; a row that skips a number, or has anything else, is data.
    """
    below = next((cells for number, cells in rows if number > heading.last_row and any(map(str.strip, cells))), ())
    given = [_COLUMN_NUMBER.fullmatch(cell.strip()) for cell in below if cell.strip()]
    numbers = [int(found[1]) for found in given if found and found[1]]
    letters = [found[2].upper() for found in given if found and found[2]]
    in_sequence = all(after == before + 1 for before, after in pairwise(numbers))
    if (
        None in given
        or len(given) < 3
        or not in_sequence
        or letters != [chr(65 + place) for place in range(len(letters))]
    ):
        return ()
    return below
