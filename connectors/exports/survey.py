"""One quick look at all bytes of a UTF-8 file: how regular its lines are, and which flaws its cells can have.

The looks at whole pieces of bytes cost a fraction of a second for hundreds of megabytes and save DuckDB from cleaning
cells that need no cleaning.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_PIECE = 1 << 22
_LONGEST_LINE = 1 << 21

#: Bytes that tell something: line ends, quotes, control signs, the first bytes of combining marks and Unicode blanks.
_TELLING = bytes(range(0x20)) + b'"\x7f\xc2\xcc\xcd\xe2\xe3\xef'
_ORDINARY = bytes(set(range(256)) - set(_TELLING))
_CONTROLS = frozenset(range(0x20)) - {0x0A, 0x0D} | {0x7F}
_BLANKS = re.compile(rb"\xc2[\x85\xa0\xad]|\xe2(?:\x80[\x80-\x8f\xa8-\xaf]|\x81[\x9f-\xa4])|\xe3\x80\x80|\xef\xbb\xbf")
_ETH = re.compile(rb"\xc3[\x90\xb0]")


@dataclass(frozen=True)
class Flaws:
    """Which signs to be cleaned occur in a file at all; `blanks` are the very signs."""

    nuls: bool = False
    controls: bool = False
    blanks: frozenset[str] = frozenset()
    marks: bool = False
    eth: bool = False
    replaced: bool = False

    def __or__(self, other: Flaws) -> Flaws:
        return Flaws(
            self.nuls or other.nuls,
            self.controls or other.controls,
            self.blanks | other.blanks,
            self.marks or other.marks,
            self.eth or other.eth,
            self.replaced or other.replaced,
        )


NO_FLAWS = Flaws()


@dataclass(frozen=True)
class Survey:
    """`lines` counts blank ones too; `is_regular`: one kind of line end, paired quotes, no NUL."""

    lines: int
    is_regular: bool
    flaws: Flaws


def survey(path: Path, delimiter: str) -> Survey:
    """Look through a file that should be UTF-8."""
    quotes = feeds = returns = pairs = 0
    flaws = Flaws()
    last = b""
    for piece in pieces(path):
        telling = piece.translate(None, _ORDINARY)
        quotes += telling.count(b'"')
        feeds += telling.count(b"\n")
        returns += telling.count(b"\r")
        pairs += telling.count(b"\r\n")
        flaws |= _flaws(piece, set(telling.translate(None, b'"\n')) - {ord(delimiter)})
        last = piece
    has_one_ending = returns in (0, pairs) and pairs in (0, feeds)
    is_regular = has_one_ending and quotes % 2 == 0 and not flaws.nuls
    return Survey(feeds + (not last.endswith(b"\n")), is_regular, flaws)


def pieces(path: Path) -> Iterator[bytes]:
    """Yield the file without its mark (BOM) in pieces that end with a line, as far as lines have a sane length."""
    with path.open("rb") as file:
        if file.read(3) != b"\xef\xbb\xbf":
            file.seek(0)
        while piece := file.read(_PIECE):
            yield piece if piece.endswith(b"\n") else piece + file.readline(_LONGEST_LINE)


def blank_lines(path: Path) -> tuple[int, int]:
    """Return how many lines are blank, and how many of these stand at the end of the file."""
    blank = at_end = 0
    for piece in pieces(path):
        lines = piece.splitlines()
        trailing = next((place for place, line in enumerate(reversed(lines)) if line), len(lines))
        at_end = at_end + trailing if trailing == len(lines) else trailing
        blank += sum(not line for line in lines)
    return blank, at_end


def _flaws(piece: bytes, telling: set[int]) -> Flaws:
    unusual = telling & {0xC2, 0xE2, 0xE3, 0xEF}
    return Flaws(
        nuls=0 in telling,
        controls=not telling.isdisjoint(_CONTROLS),
        blanks=frozenset(sign.decode() for sign in set(_BLANKS.findall(piece))) if unusual else frozenset(),
        marks=not telling.isdisjoint({0xCC, 0xCD}),
        eth=_ETH.search(piece) is not None,
        replaced=0xEF in unusual and b"\xef\xbf\xbd" in piece,
    )
