"""A message shows what data hold, whatever they hold, and addresses with secrets stay out of the file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr

from flows.alert_settings import KINDS, Receiver
from flows.alerts.channel import NotSent, send
from flows.alerts.message import Letter, Line, Message, Wording
from flows.settings import SettingsError, load_settings
from tests.flows.receiving import Mailbox, mail_server

DAY = date(2026, 2, 10)
HOSTILE = {
    "markup": "<script>alert(1)</script><img src=x onerror=y>",
    "header": "Sở A\r\nBcc: moi-nguoi@example.vn\r\n\r\nthư khác",
    "turned": "Phường \u202eđảo\u2066 ngược\u200b\x00\x1b[31m",
    "long": "ệ" * 5_000,
    "template": "{subject} {{ 7*7 }} {% raw %} %s {0}",
}


def message_of(name: str, language: str = "vi") -> Message:
    """The message of one newly late dossier of a procedure, and one reason of a gate, all bearing that name."""
    late = Line("new_late", name, "H13.101-260202-0001", name, DAY, 3, None, None, None)
    held = Line("gate_held", None, None, None, DAY, None, None, name, name)
    return Wording(language).message(
        Letter(DAY, {"gate_held": 1, "new_late": 1}, [held, late], "/srv/motcua/index.html")
    )


@pytest.fixture(scope="module")
def mailbox() -> Iterator[Mailbox]:
    with mail_server() as server:
        yield server


@pytest.mark.parametrize("name", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_name_cannot_break_a_mail(mailbox: Mailbox, name: str) -> None:
    mailbox.mails = []
    receiver = Receiver(url=SecretStr(mailbox.address("mail@example.vn")))
    send("mail", receiver, message_of(name), waits=(0,))
    (mail,) = mailbox.mails
    assert (mail["Bcc"], mail["Subject"]) == (None, "motcua 10/02/2026: CHƯA CÔNG BỐ, 1 mới trễ hạn")
    html = mail.get_body(("html",))
    assert html is not None
    content = html.get_content()
    assert content.count("<li>") == 2
    assert "<script" not in content
    assert "<img" not in content
    assert "49" not in content
    assert not set(content) & set("\u202e\u2066\u200b\x00\x1b")
    assert len(content) < 2_500


@given(st.text(), st.sampled_from(["vi", "en"]))
def test_every_event_is_one_line_of_bounded_length_and_the_subject_one_line(name: str, language: str) -> None:
    message = message_of(name, language)
    assert len(message.title.splitlines()) == 1
    assert len(message.title) <= 120
    lines = message.text.splitlines()
    assert sum(line.startswith("- ") for line in lines) == 2
    assert max(map(len, lines)) < 700


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_what_is_unknown_is_a_dash_in_every_kind_and_language(kind: str, language: str) -> None:
    line = Line(kind, None, None, None, None, None, None, None, None)  # type: ignore[arg-type]
    message = Wording(language).message(Letter(DAY, {line.kind: 1}, [line], "page"))
    (told,) = [line for line in message.text.splitlines() if line.startswith("- ")]
    assert "—" in told
    assert "None" not in message.text + message.html
    assert "{" not in message.text


def test_a_page_on_the_web_is_a_link() -> None:
    line = Line("due_today", "Sở A", "H13-1", None, DAY, None, None, None, None)
    message = Wording("vi").message(Letter(DAY, {"due_today": 1}, [line], "https://motcua.example/?a=1&b=2"))
    assert '<a href="https://motcua.example/?a=1&amp;b=2">' in message.html


# ---------------------------------------------------------------- settings

RECEIVER = '[receivers.mot]\nurl = "{url}"\n'
ALERT = '[[alerts]]\nname = "a"\non = "{on}"\nto = ["{to}"]\n'


def settings_of(folder: Path, text: str) -> Path:
    path = folder / "motcua.toml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "url",
    [
        "mailto://motcua:swordfish@smtp.example.vn?to=a@example.vn",
        "jsons://user:swordfish@example.vn/hop",
        "mailto://example.vn?pass=swordfish",
        "jsons://example.vn/hop?+Authorization=swordfish",
        "tgram://swordfish/123",
        "không phải địa chỉ swordfish",
    ],
)
def test_an_address_that_may_hold_a_secret_is_refused_in_the_file_and_not_repeated(tmp_path: Path, url: str) -> None:
    with pytest.raises(SettingsError) as refused:
        load_settings(settings_of(tmp_path, RECEIVER.format(url=url)))
    for said in (refused.value.message.vi, refused.value.message.en):
        assert "MOTCUA_RECEIVERS__MOT__URL" in said
        assert "swordfish" not in said


def test_an_address_without_a_secret_may_stand_in_the_file(tmp_path: Path) -> None:
    url = "mailto://smtp.example.vn:25?from=motcua@example.vn&to=a@example.vn&mode=insecure"
    receiver = load_settings(settings_of(tmp_path, RECEIVER.format(url=url))).receivers["mot"]
    assert receiver.url is not None
    assert receiver.url.get_secret_value() == url


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (ALERT.format(on="new_late", to="khong_co"), "khong_co"),
        (RECEIVER.format(url="json://h") + ALERT.format(on="sometimes", to="mot"), "alerts.0.on"),
        (RECEIVER.format(url="json://h") + ALERT.format(on="gate_held", to="mot") + 'units = ["H13.1"]\n', "units"),
        (RECEIVER.format(url="json://h") + ALERT.format(on="new_late", to="mot") + "units = []\n", "units"),
        ('[receivers."Chủ tịch"]\nlanguage = "vi"\n', "receivers"),
    ],
)
def test_a_wrong_rule_is_named(tmp_path: Path, text: str, named: str) -> None:
    with pytest.raises(SettingsError) as refused:
        load_settings(settings_of(tmp_path, text))
    assert named in refused.value.message.vi


def test_an_address_that_no_channel_knows_is_told_without_it() -> None:
    with pytest.raises(NotSent) as failed:
        send("mot", Receiver(url=SecretStr("swordfish")), message_of("Sở A"), waits=(0,))
    assert "MOTCUA_RECEIVERS__MOT__URL" in failed.value.message.vi
    assert "swordfish" not in failed.value.message.vi + failed.value.message.en
