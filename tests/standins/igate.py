"""A stand-in of iGate: single sign-on and the paged dossier search over rows that tests change while they are read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

from tests.standins.faulty_server import Asked, FaultySystem

CLIENT_ID = "may-dem-motcua"
CLIENT_SECRET = "bi-mat-cua-may-dem"
TOKEN_PATH = "/auth/realms/digo/protocol/openid-connect/token"
SEARCH_PATH = "/pa/dossier/search"
Row = dict[str, Any]


@dataclass
class IgateSystem(FaultySystem):
    """Rows by id, given by `updatedDate` (text that sorts), oldest first; `after_page` runs after each page.

    `order` gives the rows another order, `most_rows` caps the size of pages, `untold` is left out of every answer.
    """

    rows: dict[str, Row] = field(default_factory=dict)
    order: Callable[[Row], Any] = lambda row: str(row.get("updatedDate"))
    most_rows: int | None = None
    untold: tuple[str, ...] = ()
    after_page: Callable[[int], None] | None = None
    expires_in: int = 300
    tokens_given: int = 0
    #: The only token that is valid now.
    token: str = ""

    def put(self, *rows: Row) -> None:
        """Add rows, or let them take the place of what they were."""
        for row in rows:
            self.rows.pop(row["id"], None)
            self.rows[row["id"]] = row

    def counts(self, asked: Asked) -> bool:
        """Searches are numbered, sign-ons are not."""
        return asked.path == SEARCH_PATH

    def answer(self, asked: Asked) -> tuple[int, Any]:
        """Sign on, or give one page."""
        if asked.path == TOKEN_PATH:
            return self._sign_on(asked)
        if asked.path != SEARCH_PATH:
            return 404, {"message": "không có"}
        if asked.headers.get("Authorization") != f"Bearer {self.token}":
            return 401, {"error": "invalid_token"}
        answer = {name: value for name, value in self._page(asked).items() if name not in self.untold}
        if self.after_page:
            self.after_page(int(asked.query["page"]))
        return 200, answer

    def _sign_on(self, asked: Asked) -> tuple[int, Any]:
        form = dict(parse_qsl(asked.body.decode()))
        if (form.get("client_id"), form.get("client_secret")) != (CLIENT_ID, CLIENT_SECRET):
            return 401, {"error": "unauthorized_client"}
        self.tokens_given += 1
        self.token = f"ma-truy-cap-{self.tokens_given}"
        return 200, {"access_token": self.token, "expires_in": self.expires_in, "token_type": "Bearer"}

    def _page(self, asked: Asked) -> Row:
        assert asked.query["sort"] == "updatedDate,asc"
        number = int(asked.query["page"])
        size = min(int(asked.query["size"]), self.most_rows or 1000)
        ordered = sorted(self.rows.values(), key=self.order)
        content = ordered[number * size : (number + 1) * size]
        pages = -(-len(ordered) // size)
        if asked.query["spec"] == "slice":
            return {"content": content, "number": number, "size": size, "last": number >= pages - 1}
        totals = {"totalElements": len(ordered), "totalPages": pages}
        return {"content": content, "number": number, "last": number >= pages - 1, **totals}
