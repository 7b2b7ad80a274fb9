"""Comparing the names of units: one name in all its spellings, never another name."""

from __future__ import annotations

import re
import unicodedata

#: Grave, acute, tilde, hook above, dot below. Circumflex, breve and horn make other letters and stay in place.
_TONES = "\u0300\u0301\u0303\u0309\u0323"
#: Letters and digits with the marks that follow them in decomposed text.
_SYLLABLE = re.compile(r"(?:[^\W_][\u0300-\u036f]*)+")
#: Letters that pass for `đ` (eth of Western keyboards, the African D), and marks that nobody sees.
_STRAY_MARKS = str.maketrans({"ð": "đ", "ɖ": "đ", **dict.fromkeys("\u00ad\u200b\u200c\u200d\ufeff")})


def unit_name_key(name: str) -> str:
    """Return the key by which two spellings of a unit's name are equal.

    Letter case, Unicode form, spaces, `Ð` for `Đ`, the place of the tone mark in its syllable (Thuỷ, Thủy), the
    leading "UBND" and the short forms `TP`, `P.`, `X.`, `TT.` do not count. Letters and tones do (Tân Thành is not
    Tân Thạnh), and so does the kind of the unit (Phường Long Phú is not Xã Long Phú).
    """
    key = tidy_name(name).casefold().translate(_STRAY_MARKS)
    key = _tones_last(key).replace(_COMMITTEE, "ubnd")
    for short_form, full_form in _SHORT_FORMS:
        key = short_form.sub(full_form, key)
    key = " ".join(key.split()).strip(" .,;:-–")
    return key.removeprefix("ubnd ").strip()


def tidy_name(name: str) -> str:
    """Return a name as it is shown: NFC, single spaces, `Đ` where a `Ð` stands for it."""
    return " ".join(unicodedata.normalize("NFC", name).replace("Ð", "Đ").replace("ð", "đ").split())


def _tones_last(text: str) -> str:
    """Move the tone mark of every syllable to its end: where it stands is a habit of the writer."""
    decomposed = unicodedata.normalize("NFD", text)
    return unicodedata.normalize("NFC", _SYLLABLE.sub(lambda syllable: _tone_last(syllable.group()), decomposed))


def _tone_last(syllable: str) -> str:
    letters = "".join(mark for mark in syllable if mark not in _TONES)
    return letters + "".join(mark for mark in syllable if mark in _TONES)


_COMMITTEE = _tones_last("ủy ban nhân dân")
_SHORT_FORMS = tuple(
    (re.compile(short_form), _tones_last(full_form) + " ")
    for short_form, full_form in (
        (r"\btp\b\.?", "thành phố"),
        (r"\bp\.", "phường"),
        (r"\bx\.", "xã"),
        (r"\btt\.", "thị trấn"),
    )
)
