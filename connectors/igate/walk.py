"""Reading everything that changed, page by page, while it goes on changing; nothing is skipped.

The search gives dossiers by `updatedDate`, oldest first, and takes no filter by it. A dossier that changes goes to the
END of the list and all behind its old place slide one place towards the front; so does everything behind one that is
deleted. Whoever reads forwards skips the row that slides over the border between a page just read and the next. So
pages are read **from the last one backwards**: what slides then comes to a page not read yet, at worst a row is seen
twice, never not at all.

1. The last page is looked for (`spec=page` says how many there are; `slice` is felt for by strides and halves).
2. Backwards to the first page, or to one that lies wholly before the watermark less the overlap.
3. What changed meanwhile stands at the end: the tail is read backwards again, down to a row older than the newest one
   seen so far, until that brings nothing newer. All that has not been read then changed later than the watermark, and
   is read by the next night.
4. Where everything was to be read and fewer dossiers were met than the source counts, everything is read again for as
   long as that brings a dossier more: rows of one update time may stand in another order in every answer.

A pull that was broken off goes on at the page below the lowest it has: rows not yet read can only have slid to lower
pages or gone to the tail, however much time has passed. What could slip through is a row inserted among older ones
with an update time of the past, and, of a source that does not count, rows whose times are equal and whose order it
changes from answer to answer: for them there are the overlap and the periodic full compare.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from connectors.igate.pages import Page, Pages

_DOWN = "down"
_SEARCH, _TAIL, _AGAIN = "search", "tail", "again"
#: In a busy hour every look at the tail finds something newer; the next night takes it up.
_MOST_LOOKS = 10
_MOST_READINGS = 8


def walk(pages: Pages, since: datetime | None, near: int) -> dict[str, Any]:
    """Land all dossiers updated at or after `since` (None: all); return how the pull ended.

    `near` is a page number from which to look for the last page. The result: `reached`, the greatest update time that
    can be believed; `is_settled`, whether the tail came to rest; `total`, what the source counts, and `met`, how many
    dossiers were; `is_whole`, whether these agree but for less than one page; `last_page`.
    """
    _go_down(pages, since, near)
    is_settled, last_page = _follow_tail(pages)
    readings = 1
    while since is None and _lacks(pages) and readings < _MOST_READINGS:
        met = pages.met()
        _read_again(pages, last_page)
        is_settled, last_page = _follow_tail(pages)
        readings = readings + 1 if pages.met() > met else _MOST_READINGS
    return {
        "reached": _text(reached(pages.answers)),
        "is_settled": is_settled,
        "total": pages.answers[-1]["total"],
        "met": pages.met(),
        "is_whole": since is not None or not is_settled or _lacks(pages) < _largest(pages),
        "last_page": last_page,
    }


def _lacks(pages: Pages) -> int:
    """Return how many dossiers fewer were met than the source counts."""
    return max((pages.answers[-1]["total"] or 0) - pages.met(), 0)


def _largest(pages: Pages) -> int:
    """Return the rows of the largest page: one that was not read misses as many, a count out of date fewer."""
    return max([1, *(int(each["rows"]) for each in pages.answers)])


def _read_again(pages: Pages, near: int) -> None:
    page = pages.last(near, _AGAIN)
    while page.number > 0:
        page = pages.ask(page.number - 1, _AGAIN)


def reached(answers: Sequence[Mapping[str, Any]]) -> datetime | None:
    """Return the greatest believable update time of some answers."""
    return max((datetime.fromisoformat(each["reached"]) for each in answers if each["reached"]), default=None)


def _go_down(pages: Pages, since: datetime | None, near: int) -> None:
    landed = [each for each in pages.answers if each["part"] == _DOWN]
    page = _page_of(min(landed, key=lambda each: int(each["page"]))) if landed else pages.last(near, _SEARCH)
    while page.number > 0 and not (since and page.is_wholly_before(since)):
        page = pages.ask(page.number - 1, _DOWN)


def _page_of(answer: Mapping[str, Any]) -> Page:
    times = [datetime.fromisoformat(answer[name]) if answer[name] else None for name in ("oldest", "newest")]
    is_in_order = bool(answer.get("in_order", True))
    return Page(answer["page"], answer["rows"], times[0], times[1], False, answer["page"], is_in_order)


def _follow_tail(pages: Pages) -> tuple[bool, int]:
    """Read the end of the list until it brings nothing newer; return whether it came to that, and the last page."""
    near = max((int(each["page"]) for each in pages.answers if each["rows"]), default=0)
    whole = [each for each in pages.answers if each["part"] != _TAIL]  # a broken look has its newest pages, not all
    for _ in range(_MOST_LOOKS):
        before = reached(whole)
        page = pages.last(near, _TAIL)
        near = page.number
        while page.number > 0 and not page.reaches_before(before):
            page = pages.ask(page.number - 1, _TAIL)
        whole = list(pages.answers)
        if reached(whole) == before:
            return True, near
    return False, near


def _text(instant: datetime | None) -> str | None:
    return instant.isoformat() if instant else None
