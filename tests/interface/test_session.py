"""Asking a system: patient within bounds, certificates checked, never another account or address than the configured."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from ssl import PROTOCOL_TLS_SERVER, SSLContext

import pytest

from connectors.interface.session import Answer, Interface, Request
from connectors.interface.settings import InterfaceSettings
from connectors.problem import SourceFailed
from tests.standins.faulty_server import Asked, FaultySystem, handler_of, serving
from tests.standins.listening import listening

QUICK = {"connector": "x", "retries": 2, "backoff": 0.01, "longest_wait": 1, "pause": 0, "pause_jitter": 0}


class Echo(FaultySystem):
    """Answers every question with what it was."""

    status: int = 200

    def answer(self, asked: Asked) -> tuple[int, object]:
        return self.status, {"path": asked.path, "body": asked.body.decode(), "query": dict(asked.query)}


@pytest.fixture
def echo() -> Echo:
    return Echo()


@pytest.fixture
def url(echo: Echo) -> Iterator[str]:
    with serving(echo) as address:
        yield address


def ask(url: str, request: Request, **more: object) -> Answer:
    return Interface("nguon", url, InterfaceSettings.model_validate({**QUICK, **more})).ask(request)


GET = Request("GET", "/a/b", {"ten": "bi-mat"})


def test_a_question_is_asked_as_json_or_as_a_form(url: str) -> None:
    assert ask(url, Request("POST", "/x", json={"session": "s"})).document["body"] == '{"session": "s"}'
    assert ask(url, Request("POST", "/x", form={"a": "b c"})).document["body"] == "a=b+c"
    assert ask(url + "/base/", GET).document["path"] == "/base/a/b"


def test_201_is_an_answer(url: str, echo: Echo) -> None:
    echo.status = 201
    assert ask(url, GET).status == 201


@pytest.mark.parametrize("status", [302, 400, 403, 404])
def test_a_status_that_will_not_pass_is_not_asked_again(url: str, echo: Echo, status: int) -> None:
    echo.status = status
    with pytest.raises(SourceFailed) as failed:
        ask(url, GET)
    assert len(echo.asked) == 1
    assert failed.value.message.vi.startswith("Nguồn nguon, /a/b: ")
    assert "bi-mat" not in failed.value.message.vi + failed.value.message.en + repr(failed.value)


def test_attempts_are_counted_and_said(url: str, echo: Echo) -> None:
    echo.faults = dict.fromkeys(range(9), "502")
    with pytest.raises(SourceFailed, match=r"HTTP 502 \(tried 3 times\)"):
        ask(url, GET)
    assert len(echo.asked) == 3


def test_an_answer_that_trickles_in_is_given_up_in_time(url: str, echo: Echo) -> None:
    echo.faults = {0: "drip"}
    begun = time.monotonic()
    ask(url, Request("POST", "/x", json={"long": "x" * 400}), answer_timeout=0.3, read_timeout=5)
    assert len(echo.asked) == 2
    assert time.monotonic() - begun < 5  # the whole of it would take twenty seconds


def test_whole_json_is_an_answer_under_whatever_name(url: str, echo: Echo) -> None:
    echo.faults = {0: "wrong_name"}
    assert ask(url, GET).document["path"] == "/a/b"
    assert len(echo.asked) == 1


def test_retry_after_is_waited_for_and_bounded(url: str, echo: Echo) -> None:
    echo.faults = {0: "429_wait"}
    begun = time.monotonic()
    ask(url, GET)
    assert time.monotonic() - begun >= 1
    echo.faults = {2: "429_long"}
    begun = time.monotonic()
    ask(url, GET)
    assert time.monotonic() - begun < 3


def test_requests_are_kept_apart(url: str) -> None:
    interface = Interface("nguon", url, InterfaceSettings.model_validate({**QUICK, "pause": 0.1}))
    begun = time.monotonic()
    for _ in range(3):
        interface.ask(GET)
    assert time.monotonic() - begun >= 0.2


def test_an_account_of_a_netrc_file_is_not_sent(
    url: str, echo: Echo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login someone password else\n")
    monkeypatch.setenv("NETRC", str(netrc))
    ask(url, GET)
    assert "Authorization" not in echo.asked[0].headers


def test_a_proxy_of_the_environment_is_used(url: str, echo: Echo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", url)
    monkeypatch.setenv("no_proxy", "")
    assert ask("http://127.0.0.2:9", GET).document["path"] == "/a/b"


def test_nobody_there_is_told(echo: Echo) -> None:
    with serving(echo) as gone:
        pass
    with pytest.raises(SourceFailed, match="no connection"):
        ask(gone, GET)


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A certificate of this machine that no authority has signed, with its key."""
    file = tmp_path / "may.pem"
    subject = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"]
    new = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:prime256v1",
        "-nodes",
        "-days",
        "2",
    ]
    done = subprocess.run(
        [*new, "-keyout", str(tmp_path / "key.pem"), "-out", str(file), *subject], capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return file


@pytest.fixture
def secure(echo: Echo, certificate: Path) -> Iterator[str]:
    context = SSLContext(PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, certificate.with_name("key.pem"))
    with listening(handler_of(echo), context) as port:
        yield f"https://127.0.0.1:{port}"


def test_a_certificate_is_checked_always_and_a_private_authority_is_named(
    secure: str, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(SourceFailed) as failed:
        ask(secure, GET)
    assert "ca_file" in failed.value.message.vi
    assert ask(secure, GET, ca_file=certificate).status == 200
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", "/etc/ssl/certs/ca-certificates.crt")
    assert ask(secure, GET, ca_file=certificate).status == 200


def test_a_missing_file_of_certificates_is_told(secure: str, tmp_path: Path) -> None:
    with pytest.raises(SourceFailed, match="TLS"):
        ask(secure, GET, ca_file=tmp_path / "no.pem")
