"""What can go wrong with one request, in words for people: never a body, a header, a secret or a query."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NoReturn

from urllib3 import BaseHTTPResponse

from connectors.contract import Bilingual
from connectors.problem import NotLetIn, SourceFailed, SourceRefused

_LATER = Bilingual(
    vi="Đêm sau sẽ hỏi lại; nếu còn lặp lại, báo đơn vị vận hành hệ thống nguồn.",
    en="The next night asks again; if it goes on, tell those who run the source system.",
)
_STATUS_ADVICE = {
    400: Bilingual(
        vi="Kiểm tra tài khoản kết nối và các khóa của nguồn trong motcua.toml.",
        en="Check the account of the connection and the keys of the source in motcua.toml.",
    ),
    401: Bilingual(
        vi="Kiểm tra tài khoản kết nối (biến môi trường hoặc khối Secret của Prefect) còn hiệu lực.",
        en="See whether the account of the connection (environment or Prefect Secret block) is still valid.",
    ),
    403: Bilingual(
        vi="Tài khoản không được phép, hoặc tường lửa chặn: đề nghị đơn vị vận hành mở quyền; không hỏi dồn.",
        en="The account lacks the right, or a firewall refuses: ask those who run the system; do not insist.",
    ),
    429: Bilingual(
        vi="Hệ thống đề nghị hỏi thưa hơn: đêm sau hỏi lại; nếu còn lặp lại, tăng pause trong motcua.toml.",
        en="The system asks for fewer requests: the next night asks again; if it goes on, raise pause in motcua.toml.",
    ),
    404: Bilingual(
        vi="Không có đường dẫn này: kiểm tra địa chỉ trong motcua.toml.",
        en="There is no such path: check the address in motcua.toml.",
    ),
}
#: Statuses that say something of us, not of the question.
_OF_ALL = frozenset({401, 403, 429})
_ADDRESS = Bilingual(vi="Kiểm tra địa chỉ trong motcua.toml.", en="Check the address in motcua.toml.")


class Fault(Exception):
    """One attempt failed; `is_passing` says whether it is worth another, `response` may ask to wait.

    `concerns_all` says that other questions to the same system would fare no better.
    """

    def __init__(
        self,
        told: Bilingual,
        advice: Bilingual = _LATER,
        *,
        passing: bool,
        concerns_all: bool = False,
        response: BaseHTTPResponse | None = None,
    ) -> None:
        super().__init__(told.en)
        self.told = told
        self.advice = advice
        self.is_passing = passing
        self.concerns_all = concerns_all
        self.response = response


class Unauthorised(Fault):
    """401: the token may have run out."""

    def __init__(self) -> None:
        super().__init__(_status(401), _STATUS_ADVICE[401], passing=False, concerns_all=True)


def fail(source: str, path: str, fault: Fault, attempts: int) -> NoReturn:
    """Give up a source after `attempts` requests to `path`."""
    of_all = NotLetIn if isinstance(fault, Unauthorised) else SourceRefused
    raise (of_all if fault.concerns_all else SourceFailed)(
        Bilingual(
            vi=f"Nguồn {source}, {path}: {fault.told.vi} (đã thử {attempts} lần). {fault.advice.vi}",
            en=f"Source {source}, {path}: {fault.told.en} (tried {attempts} times). {fault.advice.en}",
        )
    ) from None


def account_missing(source: str, names: Sequence[str]) -> SourceFailed:
    """Return what says that secrets of a source are not given."""
    variables = ", ".join(f"MOTCUA_SOURCES__{source.upper()}__{name.upper()}" for name in names)
    return SourceFailed(
        Bilingual(
            vi=f"Nguồn {source}: thiếu tài khoản kết nối. Đặt biến môi trường {variables} hoặc chỉ khối Secret của Prefect (secret_blocks).",
            en=f"Source {source}: the account of the connection is missing. Set {variables} or name Prefect Secret blocks (secret_blocks).",
        )
    )


def _status(status: int) -> Bilingual:
    return Bilingual(vi=f"hệ thống trả lời HTTP {status}", en=f"the system answered HTTP {status}")


def refused(status: int) -> Fault:
    """A status that another attempt will not change."""
    advice = _STATUS_ADVICE.get(status, _LATER)
    return Fault(_status(status), advice, passing=False, concerns_all=status in _OF_ALL)


def busy(status: int, response: BaseHTTPResponse) -> Fault:
    """A status that passes; the answer may say when (`Retry-After`)."""
    return Fault(_status(status), passing=True, response=response)


def redirected() -> Fault:
    """An answer that sends us elsewhere: a token is not carried to another address."""
    told = Bilingual(vi="hệ thống chuyển hướng sang địa chỉ khác", en="the system redirects to another address")
    return Fault(told, _ADDRESS, passing=False, concerns_all=True)


def no_connection() -> Fault:
    """Nobody answers, or the connection broke."""
    told = Bilingual(vi="không kết nối được hoặc kết nối bị ngắt giữa chừng", en="no connection, or it broke half-way")
    return Fault(told, passing=True, concerns_all=True)


def too_slow() -> Fault:
    """No answer within the time allowed."""
    return Fault(Bilingual(vi="quá thời gian chờ trả lời", en="no answer within the time allowed"), passing=True)


def time_is_up(seconds: float) -> Fault:
    """The whole pull takes longer than the night has."""
    told = Bilingual(
        vi=f"lần hỏi này quá {seconds / 3600:g} giờ", en=f"this pull takes longer than {seconds / 3600:g} hours"
    )
    advice = Bilingual(
        vi="Phần đã lấy được giữ lại, đêm sau hỏi tiếp (longest_pull trong motcua.toml).",
        en="What has landed stays and the next night goes on with it (longest_pull in motcua.toml).",
    )
    return Fault(told, advice, passing=False, concerns_all=True)


def untrusted() -> Fault:
    """The certificate cannot be verified."""
    advice = Bilingual(
        vi="Chỉ tệp chứng thư của cơ quan cấp bằng khóa ca_file, hoặc đề nghị sửa chứng thư; không tắt kiểm tra.",
        en="Name the authority's certificates with ca_file, or have the certificate mended; it is never left unchecked.",
    )
    told = Bilingual(vi="không kiểm được chứng thư TLS", en="the TLS certificate cannot be verified")
    return Fault(told, advice, passing=False, concerns_all=True)


def wrong_address() -> Fault:
    """The address is none."""
    told = Bilingual(vi="địa chỉ không hợp lệ", en="the address is not valid")
    return Fault(told, _ADDRESS, passing=False, concerns_all=True)


def too_large(limit: int) -> Fault:
    """The answer is longer than we are willing to hold."""
    advice = Bilingual(
        vi="Giảm số dòng mỗi trang hoặc tăng largest_answer trong motcua.toml.",
        en="Ask for fewer rows a page or raise largest_answer in motcua.toml.",
    )
    told = Bilingual(vi=f"câu trả lời dài hơn {limit} byte", en=f"the answer is longer than {limit} bytes")
    return Fault(told, advice, passing=False)


def not_json(content_type: str) -> Fault:
    """A page for people, or half an answer, where JSON was expected."""
    kind = content_type.split(";", maxsplit=1)[0].strip()[:40] or "—"
    told = Bilingual(
        vi=f"câu trả lời không phải JSON đầy đủ (loại nội dung {kind})",
        en=f"the answer is no whole JSON (content type {kind})",
    )
    return Fault(told, passing=True)


def wrong_shape(expected: Bilingual) -> Fault:
    """JSON, but not what this request answers."""
    told = Bilingual(vi=f"câu trả lời thiếu {expected.vi}", en=f"the answer lacks {expected.en}")
    return Fault(told, passing=True)
