"""The pages of the dossier search: asking one, and finding the last one there is now."""

from __future__ import annotations

import json
from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

import numpy as np

from connectors.contract import Bilingual
from connectors.igate.settings import Settings
from connectors.interface.bundle import AnswerBundle
from connectors.interface.faults import wrong_shape
from connectors.interface.session import Interface, Request
from connectors.local_time import LOCAL_TIME
from connectors.problem import SourceFailed

PATH = "/pa/dossier/search"
#: An update time further ahead than this is a slip of the source: it must not carry the watermark away.
_AHEAD = timedelta(days=1)
#: No city has this many pages: a system that has a row on each of them does not heed the page number.
_MOST_PAGES = 1 << 22
_PAGE = Bilingual(vi="trang hồ sơ (content, totalElements)", en="a page of dossiers (content, totalElements)")
_ROWS = Bilingual(vi="hồ sơ ở một trang chưa phải trang cuối", en="dossiers on a page that is not the last one")
_NUMBER = Bilingual(vi="đúng số trang đã hỏi (number)", en="the page number that was asked (number)")


@dataclass(frozen=True)
class Page:
    """One page as it was answered. `oldest` and `newest` update times are None where no row has a readable one."""

    number: int
    rows: int
    oldest: datetime | None
    newest: datetime | None
    is_last: bool
    last_number: int
    #: Whether its rows stand by update time: where they do not, the system does not heed the order asked for.
    is_in_order: bool = True

    def is_wholly_before(self, instant: datetime) -> bool:
        """Whether all its rows, and with them those of every page before it, were updated before an instant.

        Rows without a readable time tell nothing: some systems put them first, others last.
        """
        return self.is_in_order and self.newest is not None and self.newest < instant

    def reaches_before(self, instant: datetime | None) -> bool:
        """Whether a row was updated before an instant, so that all since then stand here and on later pages."""
        return self.rows > 0 and (self.oldest is None or (instant is not None and self.oldest < instant))


def update_time(value: object) -> datetime | None:
    """Read an update time: ISO with `+0700`, `+0000`, `Z` or no offset (local), or milliseconds since 1970."""
    try:
        if isinstance(value, int | float):
            return datetime.fromtimestamp(value / 1000, LOCAL_TIME).replace(tzinfo=None)
        read = datetime.fromisoformat(str(value).strip())
    except (ValueError, OverflowError, OSError):
        return None
    return read.astimezone(LOCAL_TIME).replace(tzinfo=None) if read.tzinfo else read


class Pages:
    """Asks for pages and lands each answer with what the walk wants to know of it."""

    def __init__(
        self, interface: Interface, settings: Settings, bundle: AnswerBundle, advance: Callable[[int], None]
    ) -> None:
        self._interface = interface
        self._settings = settings
        self._bundle = bundle
        self._advance = advance
        self._met = array("q")
        for body in bundle.bodies():
            self._meet(json.loads(body)["content"])

    @property
    def answers(self) -> list[Any]:
        """What has landed of this pull, oldest first, also by the runs before this one."""
        return self._bundle.record.answers

    def ask(self, number: int, part: str) -> Page:
        """Ask for one page; `part` is the part of the walk that it belongs to."""
        settings = self._settings
        params = {
            **settings.filters,
            "spec": settings.spec,
            "page": str(number),
            "size": str(settings.page_size),
            "sort": "updatedDate,asc",
        }
        request = Request("GET", PATH, params, check=lambda document: self._check(document, number))
        answer = self._interface.ask(request)
        document = answer.document
        times = [time for row in document["content"] if (time := update_time(row.get("updatedDate")))]
        page = self._page(document, number, times)
        self._meet(document["content"])
        believable = [time for time in times if time <= answer.asked_at + _AHEAD]
        told = {
            "part": part,
            "page": number,
            "rows": page.rows,
            "oldest": _text(page.oldest),
            "newest": _text(page.newest),
            "reached": _text(max(believable, default=None)),
            "in_order": page.is_in_order,
            "total": document.get("totalElements"),
        }
        self._bundle.add(request, answer, told)
        self._advance(1)
        return page

    def met(self) -> int:
        """Return how many different dossiers this pull has met."""
        return int(np.unique(np.frombuffer(self._met, dtype=np.int64)).size)

    def _meet(self, content: Sequence[dict[str, Any]]) -> None:
        """Keep eight bytes of each dossier's id: millions of them fit into memory."""
        self._met.extend(hash(str(row.get("id") or row.get("code"))) for row in content)

    def _check(self, document: Any, number: int) -> None:  # noqa: ANN401 - any JSON
        content = document.get("content") if isinstance(document, dict) else None
        if not isinstance(content, list) or not all(isinstance(row, dict) for row in content):
            raise wrong_shape(_PAGE)
        counts = [document.get("totalElements"), document.get("totalPages")]
        if self._settings.spec == "page" and not all(type(count) is int for count in counts):
            raise wrong_shape(_PAGE)
        if document.get("number", number) != number:
            raise wrong_shape(_NUMBER)
        if self._settings.spec == "page" and not content and number < document["totalPages"] - 1:
            raise wrong_shape(_ROWS)

    def _page(self, document: dict[str, Any], number: int, times: list[datetime]) -> Page:
        rows = len(document["content"])
        if self._settings.spec == "page":
            last_number = max(document["totalPages"] - 1, 0)
            is_last = number == last_number
        else:
            # a short page alone does not say so: some systems cap the size of pages, or leave rows out after paging
            is_last = rows > 0 and document.get("last") is True
            last_number = number
        is_in_order = all(before <= after for before, after in pairwise(times))
        return Page(number, rows, min(times, default=None), max(times, default=None), is_last, last_number, is_in_order)

    def last(self, near: int, part: str) -> Page:
        """Return the last page that has rows (page 0 where none has), looked for from `near` on."""
        page = self.ask(near, part)
        if self._settings.spec == "slice":
            return self._last_slice(page, part)
        while not page.is_last and page.number != page.last_number:
            page = self.ask(page.last_number, part)
        return page

    def _last_slice(self, page: Page, part: str) -> Page:
        """Answers without totals: strides that double until a page is empty, then halves between the two."""
        if page.rows:
            full, stride = page, 1
            while not full.is_last:
                further = self.ask(full.number + stride, part)
                if not further.rows:
                    return self._between(full, further.number, part)
                full, stride = further, stride * 2
                if full.number > _MOST_PAGES:
                    raise _endless(self._interface.source)
            return full
        if page.number == 0:
            return page
        return self._between(self.ask(0, part), page.number, part)

    def _between(self, full: Page, empty: int, part: str) -> Page:
        while full.rows and empty - full.number > 1:
            page = self.ask((full.number + empty) // 2, part)
            if page.rows:
                full = page
            else:
                empty = page.number
        return full


def _endless(source: str) -> SourceFailed:
    return SourceFailed(
        Bilingual(
            vi=f"Nguồn {source}, {PATH}: trang nào cũng có hồ sơ, hệ thống không theo số trang. Kiểm tra spec trong motcua.toml.",
            en=f"Source {source}, {PATH}: every page has dossiers, the system does not heed the page. Check spec in motcua.toml.",
        )
    )


def _text(instant: datetime | None) -> str | None:
    return instant.isoformat() if instant else None
