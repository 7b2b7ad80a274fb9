"""A real HTTP server on this machine that answers as a system would, and misbehaves exactly when a test says so."""

from __future__ import annotations

import gzip
import json
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from tests.standins.listening import listening

HTML = "<html><body>Hệ thống đang bảo trì, mã lỗi bi-mat-trong-trang</body></html>".encode()
#: What may happen to one request instead of its answer.
FAULTS = (
    "slow", "drop", "cut", "cut_json", "html", "html_as_json", "not_utf8", "429", "429_wait", "429_nonsense",
    "500", "502", "503", "504", "401",
)  # fmt: skip


_WAITS = {
    "429": {},
    "429_wait": {"Retry-After": "1"},
    "429_long": {"Retry-After": "3600"},
    "429_nonsense": {"Retry-After": "soon"},
}


@dataclass(frozen=True)
class Asked:
    """One request as it came."""

    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes


@dataclass
class FaultySystem:
    """A system behind the server: subclasses answer. `faults` says what happens to the n-th request of `asked`."""

    asked: list[Asked] = field(default_factory=list)
    faults: dict[int, str] = field(default_factory=dict)
    packed: bool = False
    slowness: float = 1.0

    def answer(self, asked: Asked) -> tuple[int, Any]:
        """Return the status and the JSON of an answer."""
        raise NotImplementedError

    def counts(self, asked: Asked) -> bool:
        """Whether a request is one that `faults` numbers."""
        return True


class _Handler(BaseHTTPRequestHandler):
    system: FaultySystem
    protocol_version = "HTTP/1.1"
    wbufsize = -1  # headers and body leave together: in two small packets an answer takes 40 ms

    def do_GET(self) -> None:
        self._serve()

    def do_POST(self) -> None:
        self._serve()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""

    def _serve(self) -> None:
        url = urlsplit(self.path)
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        asked = Asked(self.command, url.path, dict(parse_qsl(url.query)), dict(self.headers), body)
        fault = None
        if self.system.counts(asked):
            fault = self.system.faults.get(len(self.system.asked))
            self.system.asked.append(asked)
        if fault is None:
            status, document = self.system.answer(asked)
            self._send(status, json.dumps(document, ensure_ascii=False).encode())
        else:
            self._misbehave(fault, asked)

    def _misbehave(self, fault: str, asked: Asked) -> None:
        whole = json.dumps(self.system.answer(asked)[1], ensure_ascii=False).encode()
        if fault == "slow":
            time.sleep(self.system.slowness)
        if fault in ("slow", "drop"):
            self.close_connection = True
        elif fault == "cut":
            self._send(200, whole, is_cut=True)
        elif fault == "cut_json":
            self._send(200, whole[: len(whole) // 2])
        elif fault == "html":
            self._send(200, HTML, kind="text/html; charset=utf-8")
        elif fault == "html_as_json":
            self._send(200, HTML)
        elif fault == "wrong_name":
            self._send(200, whole, kind="text/html; charset=utf-8")
        elif fault == "drip":
            self._drip(whole)
        elif fault == "not_utf8":
            self._send(200, whole.decode().encode("utf-16"))
        elif fault.startswith("429"):
            self._send(429, HTML, kind="text/html", more=_WAITS[fault])
        else:
            self._send(int(fault), HTML, kind="text/html")

    def _drip(self, body: bytes) -> None:
        """Send one byte at a time: the connection is never silent for long."""
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.flush()
        with suppress(OSError):  # whoever asked has gone
            for byte in body:
                self.connection.sendall(bytes([byte]))
                time.sleep(0.05)
        self.close_connection = True

    def _send(
        self,
        status: int,
        body: bytes,
        *,
        kind: str = "application/json;charset=UTF-8",
        is_cut: bool = False,
        more: Mapping[str, str] | None = None,
    ) -> None:
        packed = self.system.packed and "gzip" in self.headers.get("Accept-Encoding", "")
        body = gzip.compress(body) if packed else body
        self.send_response(status)
        headers = {"Content-Type": kind, "Content-Length": str(len(body)), **(more or {})}
        for name, value in (headers | ({"Content-Encoding": "gzip"} if packed else {})).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body[: len(body) // 2] if is_cut else body)
        self.close_connection = self.close_connection or is_cut

    def date_time_string(self, timestamp: float | None = None) -> str:
        return formatdate(timestamp, usegmt=True)


def handler_of(system: FaultySystem) -> type[BaseHTTPRequestHandler]:
    """Return what answers for a system."""
    return type("Handler", (_Handler,), {"system": system})


@contextmanager
def serving(system: FaultySystem) -> Iterator[str]:
    """Serve a system on this machine while the block runs; give its address."""
    with listening(handler_of(system)) as port:
        yield f"http://127.0.0.1:{port}"
