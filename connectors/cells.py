"""How the text of a cell is cleaned where DuckDB reads JSON: blanks made plain, unseen signs left out, accents whole."""

from __future__ import annotations

import re
from pathlib import Path

#: Blanks of every kind become a plain one; signs without width are left out.
_BLANKS = "\t\n\v\f\r\u0085\u00a0\u2007\u202f\u3000"
_UNSEEN = "\x00\u200b\u200c\u200d\u2060\ufeff"
#: What a cell that needs cleaning holds: these, the Icelandic Ð for Đ, or accents apart from their letters.
UNCLEAN = (
    r"[\x00-\x1F\x7F\x{85}\x{A0}\x{D0}\x{F0}\x{300}-\x{36F}\x{2007}\x{200B}-\x{200D}\x{202F}\x{2060}\x{3000}\x{FEFF}]"
)
#: Parameters of `translate` in the statements.
CLEANING = {"signs": "Ðð" + _BLANKS + _UNSEEN, "cleaned": "Đđ" + " " * len(_BLANKS)}


def exact(path: Path) -> str:
    """Return a path as DuckDB's readers take it: `*`, `?` and `[` would be patterns."""
    return re.sub(r"([*?\[])", r"[\1]", str(path))
