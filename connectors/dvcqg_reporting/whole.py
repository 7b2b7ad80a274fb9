"""Reading one table of the portal from its first page to its last, so that the pages fit together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from connectors.contract import Bilingual
from connectors.dvcqg_reporting.settings import Settings
from connectors.dvcqg_reporting.tables import Question
from connectors.interface.faults import wrong_shape
from connectors.interface.session import Answer, Interface, Request
from connectors.problem import SourceFailed

#: How often a table that changed between its pages is read again before it is left for the next night.
_LOOKS = 3
#: No province has this many units: a table that goes on is one whose page number nobody heeds.
_MOST_PAGES = 50

_OK = Bilingual(vi="mã OK và bảng số liệu (code, data)", en="the code OK and a table (code, data)")
_ROOT = Bilingual(vi="đúng đơn vị đã hỏi (departmentId)", en="the unit that was asked for (departmentId)")


def read_whole(interface: Interface, question: Question, settings: Settings) -> list[Answer]:
    """Return all pages of a table; raise `SourceFailed` where not every page came, or they do not fit together."""
    for _ in range(_LOOKS):
        pages = _read_pages(interface, question, settings)
        if _fit_together(question, [page.document["data"] for page in pages]):
            return pages
    raise SourceFailed(
        Bilingual(
            vi=f"Nguồn {interface.source}, {question.told}: bảng thay đổi giữa các trang khi đang đọc (đã đọc {_LOOKS} lần),"
            " chưa lấy; đêm sau hỏi lại.",
            en=f"Source {interface.source}, {question.told}: the table changes between its pages while it is read"
            f" (read {_LOOKS} times) and is not taken; the next night asks again.",
        )
    )


def _read_pages(interface: Interface, question: Question, settings: Settings) -> list[Answer]:
    pages: list[Answer] = []
    while len(pages) < _MOST_PAGES:
        number = len(pages) + 1
        request = Request(
            "POST",
            question.table.path,
            json=question.page(number, settings),
            check=partial(_check, number=number, question=question, settings=settings),
        )
        pages.append(interface.ask(request))
        if len(_rows(question, pages[-1].document["data"])) != question.table.page_size:
            break
    return pages


def _rows(question: Question, data: Mapping[str, Any]) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = data[question.table.rows]
    return rows


def _check(document: object, *, number: int, question: Question, settings: Settings) -> None:
    """Refuse what is no page of this table: another code, no rows, no row of the root, the row of another root."""
    data = document.get("data") if isinstance(document, dict) and document.get("code") == "OK" else None
    if not isinstance(data, dict) or not _are_objects(data.get(question.table.rows)):
        raise wrong_shape(_OK)
    head = data.get(question.table.head)
    if number == 1 and not isinstance(head, dict):
        raise wrong_shape(_OK)
    root = head.get("departmentId") if isinstance(head, dict) and question.table.scope == "units" else None
    if root not in (None, settings.root_id):
        raise wrong_shape(_ROOT)


def _are_objects(rows: object) -> bool:
    return isinstance(rows, list) and all(isinstance(row, dict) for row in rows)


def _fit_together(question: Question, pages: Sequence[Mapping[str, Any]]) -> bool:
    """Whether no unit stands twice, no total changed from page to page, and as many rows came as the portal counts.

    A row that slides over the border of two pages is met twice, and another one not at all.
    """
    rows = [row for page in pages for row in _rows(question, page)]
    met = Counter(
        str(row.get("departmentId") or row.get("departmentCode") or row.get("departmentName")) for row in rows
    )
    heads = [page.get(question.table.head) for page in pages]
    totals = {total for page in pages if type(total := (page.get("pagination") or {}).get("total")) is int}
    return (
        len(pages) < _MOST_PAGES
        and max(met.values(), default=1) == 1
        and all(head in (None, heads[0]) for head in heads)
        and totals <= {len(rows)}
    )
