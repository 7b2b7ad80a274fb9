"""Text from data, made safe to show: one line, no invisible signs, bounded length."""

from __future__ import annotations

import re
import unicodedata

#: Longest text from data that is shown whole: messages of checks reach some hundred letters.
LONGEST = 600
#: Longest name of a unit, a sector or a file.
LONGEST_NAME = 150
#: Categories of signs that nobody sees but that can turn a line around or break a file: control, format, private use,
#: surrogate and unassigned code points.
_INVISIBLE = ("Cc", "Cf", "Co", "Cs", "Cn")


def one_line(text: str, longest: int = LONGEST) -> str:
    """Return `text` in NFC on one line, without invisible signs (bidi marks among them), cut to `longest` with `…`."""
    if len(text) <= longest and text.isprintable() and "  " not in text and unicodedata.is_normalized("NFC", text):
        return text.strip()
    # A text of many megabytes is cut before it is looked at letter by letter.
    spaced = re.sub(r"\s+", " ", unicodedata.normalize("NFC", text[: 4 * longest]))
    if not spaced.isprintable():
        spaced = "".join(sign for sign in spaced if unicodedata.category(sign) not in _INVISIBLE)
    seen = spaced.strip()
    return seen if len(seen) <= longest else seen[: longest - 1].rstrip() + "…"


def name_of(text: str) -> str:
    """Return a name from data as one safe line of at most `LONGEST_NAME` signs."""
    return one_line(text, LONGEST_NAME)
