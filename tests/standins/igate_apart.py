"""A second stand-in of iGate 2.0, written from what is known of its interface and not from the connector that asks it."""

from __future__ import annotations

import gzip
import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.standins.listening import listening

Row = dict[str, Any]
ACCOUNT = {"client_id": ["city-reader"], "client_secret": ["s3cret-of-the-city"]}
TOKEN_PATH = "/sso/auth/realms/digo/protocol/openid-connect/token"
SEARCH_PATH = "/api/pa/dossier/search"


@dataclass
class Answer:
    """What goes back: status, body and headers."""

    status: int
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class ApartSystem:
    """Rows as iGate shows them, and the moods it answers in.

    `moods` answers the n-th search (from 1) instead of it; `events` happen just before the n-th search is answered.
    """

    rows: list[Row]
    token_seconds: float = 2
    most_rows: int = 50  # it may give fewer rows a page than asked for
    names_last: bool = True
    repeats_rows: bool = False
    packed: bool = False
    chunked: bool = False
    moods: dict[int, Callable[[], Answer]] = field(default_factory=dict)
    events: dict[int, Callable[[ApartSystem], None]] = field(default_factory=dict)
    asked: list[dict[str, list[str]]] = field(default_factory=list)
    tokens: dict[str, float] = field(default_factory=dict)

    def give_token(self, form: dict[str, list[str]]) -> Answer:
        """Answer a log-in: one grant, one account, lives of `token_seconds`."""
        if form.get("grant_type") != ["client_credentials"] or any(form.get(key) != ACCOUNT[key] for key in ACCOUNT):
            return _json(401, {"error": "unauthorized_client"})
        name = f"token-{len(self.tokens) + 1}"
        self.tokens[name] = time.monotonic() + self.token_seconds
        return _json(200, {"access_token": name, "expires_in": int(self.token_seconds), "token_type": "Bearer"})

    def search(self, bearer: str, query: dict[str, list[str]]) -> Answer:
        """Answer a page or slice of dossiers."""
        if self.tokens.get(bearer.removeprefix("Bearer "), 0) < time.monotonic():
            return Answer(401, b"", {"WWW-Authenticate": 'Bearer error="invalid_token"'})
        self.asked.append(query)
        number = len(self.asked)
        if event := self.events.get(number):
            event(self)
        if mood := self.moods.get(number):
            return mood()
        return _json(200, self._page(query))

    def _page(self, query: dict[str, list[str]]) -> Row:
        size = min(int(query.get("size", ["50"])[0]), self.most_rows)
        number = int(query.get("page", ["0"])[0])
        rows = sorted(self.rows, key=_instant)
        begin = number * size
        content = rows[begin : begin + size]
        if self.repeats_rows and begin:
            content = rows[max(0, begin - 1) : begin] + content
        answer: Row = {"content": content, "number": number, "size": size}
        last = begin + size >= len(rows)
        if self.names_last:
            answer["last"] = last
        if query.get("spec") != ["slice"]:
            answer |= {"totalElements": len(rows), "totalPages": -(-len(rows) // size), "last": last}
        return answer

    def remove(self, *codes: str) -> None:
        """Delete dossiers: they stop appearing."""
        self.rows = [row for row in self.rows if row["code"] not in codes]

    def change(self, code: str, moment: str, **values: object) -> None:
        """Change a dossier and its update time."""
        row = next(row for row in self.rows if row["code"] == code)
        self.rows = [other for other in self.rows if other is not row] + [{**row, **values, "updatedDate": moment}]


def _instant(row: Row) -> datetime:
    text = row.get("updatedDate")
    if not text:
        return datetime.min.replace(tzinfo=UTC)
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC) - timedelta(hours=7)


def _json(status: int, value: object) -> Answer:
    body = json.dumps(value, ensure_ascii=False).encode()
    return Answer(status, body, {"Content-Type": "application/json;charset=UTF-8"})


def busy_until_a_date() -> Answer:
    """429, to be asked again at an HTTP date one second from now."""
    moment = datetime.now(UTC) + timedelta(seconds=1)
    return Answer(429, b"", {"Retry-After": format_datetime(moment, usegmt=True)})


def busy_until_yesterday() -> Answer:
    """429 with a date that has passed: the clocks of the two machines differ."""
    moment = datetime.now(UTC) - timedelta(days=1)
    return Answer(429, b"", {"Retry-After": format_datetime(moment, usegmt=True)})


def overloaded() -> Answer:
    """503 of the gateway, with its page."""
    return Answer(503, b"<html><body>Service Unavailable</body></html>", {"Content-Type": "text/html"})


def half_an_answer() -> Answer:
    """A whole HTTP answer whose JSON ends too early."""
    return Answer(200, b'{"content":[{"id":"1","code":"H13.101-26', {"Content-Type": "application/json"})


def no_content_key() -> Answer:
    """An error told with status 200."""
    return _json(200, {"status": 500, "error": "Internal Server Error", "path": "/pa/dossier/search"})


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    system: ApartSystem

    def do_POST(self) -> None:
        form = parse_qs(self.rfile.read(int(self.headers.get("Content-Length", 0))).decode())
        self._send(self.system.give_token(form) if self.path == TOKEN_PATH else Answer(404))

    def do_GET(self) -> None:
        address = urlsplit(self.path)
        found = address.path == SEARCH_PATH
        query = parse_qs(address.query)
        self._send(self.system.search(self.headers.get("Authorization", ""), query) if found else Answer(404))

    def _send(self, answer: Answer) -> None:
        body, headers = answer.body, dict(answer.headers)
        if self.system.packed and body:
            body = gzip.compress(body)
            headers["Content-Encoding"] = "gzip"
        self.send_response(answer.status)
        if self.system.chunked and body:
            headers["Transfer-Encoding"] = "chunked"
            body = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in _parts(body)) + b"0\r\n\r\n"
        else:
            headers["Content-Length"] = str(len(body))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the test tells what was asked."""


def _parts(body: bytes) -> Iterator[bytes]:
    for begin in range(0, len(body), 700):
        yield body[begin : begin + 700]


@contextmanager
def apart(system: ApartSystem) -> Iterator[str]:
    """Serve `system` on this machine; give its address without a path."""
    handler = type("Handler", (_Handler,), {"system": system})
    with listening(handler) as port:
        yield f"http://127.0.0.1:{port}"
