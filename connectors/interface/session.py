"""One way of asking a system over HTTP: patient, polite, and never taking half an answer for a whole one."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, NoReturn, Protocol
from urllib.parse import urlsplit

import requests
from requests.auth import AuthBase
from urllib3.exceptions import HTTPError, InvalidHeader, MaxRetryError, ReadTimeoutError
from urllib3.util.retry import Retry

from connectors.interface import faults
from connectors.interface.faults import Fault, Unauthorised
from connectors.interface.settings import InterfaceSettings
from connectors.local_time import local_now

_PASSING = frozenset({408, 429, 500, 502, 503, 504})
_PIECE = 1 << 16


class Token(Protocol):
    """What lets us in: a value for the header `Authorization`, and a way to a new one."""

    def value(self) -> str:
        """Return a token that is valid now."""

    def renew(self) -> None:
        """Forget the token: the system does not take it any more."""


@dataclass(frozen=True)
class Request:
    """One question. `check` looks at the answer's shape and raises a `Fault` for a wrong one."""

    method: Literal["GET", "POST"]
    path: str
    params: Mapping[str, str] = field(default_factory=dict)
    #: Sent as JSON, or as a form; either may hold secrets and is never shown.
    json: Any = field(default=None, repr=False)
    form: Mapping[str, str] | None = field(default=None, repr=False)
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    check: Callable[[Any], None] | None = field(default=None, repr=False)


@dataclass(frozen=True)
class Answer:
    """A whole answer: its bytes as they came (unpacked), the same as JSON, and when it was asked (local time)."""

    body: bytes = field(repr=False)
    document: Any = field(repr=False)
    status: int
    server_date: str | None
    asked_at: datetime


class _Authorised(AuthBase):
    """Sets our token, and keeps requests from looking for another account in a .netrc file."""

    def __init__(self, token: str | None) -> None:
        self._token = token

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        if self._token is not None:
            request.headers["Authorization"] = f"Bearer {self._token}"
        return request


class Interface:
    """Asks one base address, one request at a time.

    Passing faults (429, 5xx, no connection, a cut-off body, a page for people with status 200) are repeated with
    growing pauses, honouring `Retry-After`; what remains is a `SourceFailed`. Proxies come from the environment.
    """

    def __init__(self, source: str, base_url: str, settings: InterfaceSettings, token: Token | None = None) -> None:
        self.source = source
        self._base_url = base_url.rstrip("/")
        self._settings = settings
        self._token = token
        self._session = requests.Session()
        self._asked_last = 0.0
        self._begun = time.monotonic()

    def ask(self, request: Request) -> Answer:
        """Return a whole answer; raise `SourceFailed` when the source does not give one."""
        policy, attempts, may_renew = self._policy(), 0, self._token is not None
        while True:
            attempts += 1
            try:
                return self._once(request)
            except Unauthorised as fault:
                if not may_renew or self._token is None:
                    self._fail(request, fault, attempts)
                self._token.renew()
                may_renew = False
            except Fault as fault:
                if not fault.is_passing:
                    self._fail(request, fault, attempts)
                policy = self._next(policy, request, fault, attempts)

    def _policy(self) -> Retry:
        settings = self._settings
        return Retry(
            total=settings.retries,
            allowed_methods=None,
            backoff_factor=settings.backoff,
            backoff_jitter=settings.pause_jitter,
            backoff_max=settings.longest_wait,
            retry_after_max=settings.longest_wait,
        )

    def _next(self, policy: Retry, request: Request, fault: Fault, attempts: int) -> Retry:
        """Wait as the fault and the policy ask; give up where no attempt is left."""
        try:
            policy = policy.increment(request.method, request.path, error=fault)
        except MaxRetryError:
            self._fail(request, fault, attempts)
        try:
            policy.sleep(fault.response)
        except InvalidHeader:  # a Retry-After that is neither seconds nor a date
            policy.sleep()
        return policy

    def _fail(self, request: Request, fault: Fault, attempts: int) -> NoReturn:
        faults.fail(self.source, urlsplit(self._base_url + request.path).path, fault, attempts)

    def _once(self, request: Request) -> Answer:
        if time.monotonic() - self._begun > self._settings.longest_pull:
            raise faults.time_is_up(self._settings.longest_pull)
        token = self._token.value() if self._token else None
        self._wait_politely()
        asked_at = local_now()
        try:
            with self._send(request, token) as response:
                _judge_status(response, self._settings.gives_up_on)
                body = self._read(response)
                content_type = response.headers.get("Content-Type", "")
        except (requests.RequestException, HTTPError, OSError) as error:
            raise _fault_of(error) from None
        document = _parse(body, content_type)
        if request.check:
            request.check(document)
        return Answer(body, document, response.status_code, response.headers.get("Date"), asked_at)

    def _send(self, request: Request, token: str | None) -> requests.Response:
        settings = self._settings
        if settings.ca_file and not settings.ca_file.is_file():
            raise faults.untrusted()
        return self._session.request(
            request.method,
            self._base_url + request.path,
            params=request.params,
            json=request.json,
            data=request.form,
            headers={"Accept": "application/json", **request.headers},
            auth=_Authorised(token),
            timeout=(settings.connect_timeout, settings.read_timeout),
            # given with each request: only then do REQUESTS_CA_BUNDLE and the like not go before it
            verify=str(settings.ca_file) if settings.ca_file else True,
            allow_redirects=False,
            stream=True,
        )

    def _wait_politely(self) -> None:
        settings = self._settings
        pause = settings.pause + random.random() * settings.pause_jitter  # noqa: S311 - no secret depends on it
        time.sleep(max(0.0, self._asked_last + pause - time.monotonic()))
        self._asked_last = time.monotonic()

    def _read(self, response: requests.Response) -> bytes:
        """Read the body in pieces, unpacked, within bounds of size and time."""
        settings, begun, body = self._settings, time.monotonic(), bytearray()
        # read1 returns with whatever has come: read would wait for a whole piece, for days where bytes trickle in
        while piece := response.raw.read1(_PIECE, decode_content=True):
            body += piece
            if len(body) > settings.largest_answer:
                raise faults.too_large(settings.largest_answer)
            if time.monotonic() - begun > settings.answer_timeout:
                raise faults.too_slow()
        return bytes(body)


def _judge_status(response: requests.Response, gives_up_on: frozenset[int]) -> None:
    status = response.status_code
    if status in gives_up_on:
        raise faults.refused(status)
    if status == 401:
        raise Unauthorised
    if status in _PASSING:
        raise faults.busy(status, response.raw)
    if 300 <= status < 400:
        raise faults.redirected()
    if not 200 <= status < 300:
        raise faults.refused(status)


def _fault_of(error: Exception) -> Fault:
    if isinstance(error, requests.exceptions.SSLError) and "CERTIFICATE" in str(error):
        return faults.untrusted()
    if isinstance(error, requests.Timeout | ReadTimeoutError):
        return faults.too_slow()
    if isinstance(
        error, requests.exceptions.InvalidURL | requests.exceptions.InvalidSchema | requests.exceptions.MissingSchema
    ):
        return faults.wrong_address()
    return faults.no_connection()


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON")


def _parse(body: bytes, content_type: str) -> object:
    """Return the body as JSON; anything but whole JSON in UTF-8 is a fault. Some systems call it text/html or nothing."""
    try:
        document: object = json.loads(body.decode("utf-8"), parse_constant=_no_number)
    except (ValueError, RecursionError):
        raise faults.not_json(content_type) from None
    return document
