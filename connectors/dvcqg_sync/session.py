"""The session service of the portal's synchronisation: log in, ask, log in again once when the session has run out."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from connectors.contract import Bilingual
from connectors.dvcqg_sync.settings import Settings
from connectors.interface.faults import wrong_shape
from connectors.interface.session import Answer, Interface, Request
from connectors.problem import NotLetIn, QuestionRefused, SourceFailed

SUCCESS = frozenset({"0", "00"})
_ANSWER = Bilingual(vi="error_code và result của dịch vụ", en="error_code and result of the service")
_SESSION = Bilingual(vi="session và error_code của lần đăng nhập", en="session and error_code of the log-in")
#: Numbers and addresses in a message of the service.
_PERSONAL = re.compile(r"\d{4,}|@")
_LONGEST_MESSAGE = 160


@dataclass(frozen=True)
class Question:
    """One request of a service; `key` tells it from all others of a pull, `dossier_code` is the city's own code."""

    service: str
    params: Mapping[str, str] = field(default_factory=dict)
    dossier_code: str | None = None

    @property
    def key(self) -> str:
        """Service and parameters."""
        return " ".join((self.service, *(f"{name}={value}" for name, value in self.params.items())))


class PortalSession:
    """Asks the services of one agency; a session is kept as long as the service takes it.

    Which error code says that a session has run out is not known: a question answered with an error is asked once more
    in a new session, and only then believed; from then on that error is known to be of no session.
    """

    def __init__(self, source: str, settings: Settings) -> None:
        self._source = source
        self._settings = settings
        self._service = Interface(source, settings.url or "", settings)
        self._log_in = Interface(source, settings.log_in_url, settings)
        self._session = ""
        self._of_no_session: set[str] = set()

    def ask(self, question: Question) -> Answer:
        """Return a whole answer of success, or of "no such dossier"; raise `SourceFailed` for any other."""
        answer = self._first(question)
        if answer is None:
            self._session = ""
            answer = self._once(question)
        if not self._is_good(answer.document):
            self._of_no_session.add(_code(answer.document))
            raise self._refused(question, answer.document)
        return answer

    def _first(self, question: Question) -> Answer | None:
        """Ask; None where the session may have run out."""
        try:
            answer = self._once(question)
        except NotLetIn:
            return None
        is_told = self._is_good(answer.document) or _code(answer.document) in self._of_no_session
        return answer if is_told else None

    def begin(self) -> None:
        """Log in; raise `SourceFailed` where that is refused."""
        settings = self._settings
        account = {"username": settings.secret("username"), "password": settings.secret("password")}
        request = Request("POST", "", json=account, headers=self._headers, check=_is_log_in)
        document = self._log_in.ask(request).document
        if _code(document) not in SUCCESS or not document.get("session"):
            raise self._refused(Question("đăng nhập"), document, is_log_in=True)
        self._session = str(document["session"])

    @property
    def _headers(self) -> dict[str, str]:
        return {"dstcode": self._settings.dstcode or ""}

    def _once(self, question: Question) -> Answer:
        if not self._session:
            self.begin()
        body = {
            "session": self._session,
            "madonvi": self._settings.madonvi,
            "service": question.service,
            **question.params,
        }
        return self._service.ask(Request("POST", "", json=body, headers=self._headers, check=_is_answer))

    def _is_good(self, document: Mapping[str, Any]) -> bool:
        return _code(document) in SUCCESS or _code(document) in self._settings.not_found_codes

    def _refused(self, question: Question, document: Mapping[str, Any], *, is_log_in: bool = False) -> SourceFailed:
        settings = self._settings
        sent = [*question.params.values(), self._session, settings.secret("username"), settings.secret("password")]
        told = told_by_service(document.get("message"), sent)
        code = _code(document)[:20]
        refused = NotLetIn if is_log_in else QuestionRefused
        return refused(
            Bilingual(
                vi=f"Nguồn {self._source}, {question.service}: dịch vụ báo lỗi {code}{told}. Kiểm tra tài khoản, madonvi, dstcode;"
                " nếu còn lặp lại, báo đơn vị vận hành trục tích hợp.",
                en=f"Source {self._source}, {question.service}: the service answers error {code}{told}. Check the account,"
                " madonvi and dstcode; if it goes on, tell those who run the integration platform.",
            )
        )


def told_by_service(message: object, sent: list[str]) -> str:
    """Return the service's message in quotation marks, without what we sent, numbers, addresses and persons' names."""
    text = message if isinstance(message, str) else ""
    for value in sent:
        text = text.replace(value, "…") if value else text
    words = ["…" if _PERSONAL.search(word) else word for word in text.split()]
    runs = (list(run) for _, run in groupby(words, key=_is_capital))
    told = " ".join("…" if len(run) > 1 and _is_capital(run[0]) else " ".join(run) for run in runs)
    return f" “{told[:_LONGEST_MESSAGE]}”" if told else ""


def _is_capital(word: str) -> bool:
    """Whether a word may be part of a person's name; of a sentence only the first is, and it stands alone."""
    return word.strip("“”\"'(").istitle() or word.strip("“”\"'(,.;:)").isupper()


def _code(document: Mapping[str, Any]) -> str:
    code = document.get("error_code")
    return "" if code is None or isinstance(code, bool) else str(code).strip()


def _is_log_in(document: object) -> None:
    if not (isinstance(document, dict) and _code(document)):
        raise wrong_shape(_SESSION)


def _is_answer(document: object) -> None:
    """An answer has its code; one of success has a result, which may be empty or a text (JSON, or words for "none")."""
    if not (isinstance(document, dict) and _code(document)):
        raise wrong_shape(_ANSWER)
    if _code(document) in SUCCESS and not isinstance(document.get("result"), list | dict | str | None):
        raise wrong_shape(_ANSWER)


def rows_of(document: Mapping[str, Any]) -> int:
    """Return how many records an answer has."""
    result = document.get("result")
    if isinstance(result, str):
        try:
            result = json.loads(result)
        except ValueError:
            return 0
    return len(result) if isinstance(result, list) else int(isinstance(result, dict) and bool(result))
