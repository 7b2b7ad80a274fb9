"""A real mail server and a real webhook on this machine, which keep what arrives."""

from __future__ import annotations

import email
import email.policy
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler
from typing import Any, cast

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.standins.listening import listening
from tests.system.processes import free_port


@dataclass
class Mailbox:
    """A mail server; `refuses` makes it turn every message away."""

    port: int
    refuses: bool = False
    tried: int = 0
    mails: list[EmailMessage] = field(default_factory=list)

    def address(self, to: str) -> str:
        """Return the apprise address of a mailbox here."""
        return f"mailto://127.0.0.1:{self.port}?from=motcua@example.vn&to={to}&mode=insecure"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """Take or refuse a message."""
        self.tried += 1
        if self.refuses:
            return "451 later"
        content = cast("bytes", envelope.original_content)
        self.mails.append(cast("EmailMessage", email.message_from_bytes(content, policy=email.policy.default)))
        return "250 OK"

    def to(self, recipient: str) -> list[EmailMessage]:
        """Return the mails to one recipient."""
        return [mail for mail in self.mails if recipient in str(mail["To"])]


@contextmanager
def mail_server() -> Iterator[Mailbox]:
    """Run a mail server for the length of the block."""
    mailbox = Mailbox(free_port())
    controller = Controller(mailbox, hostname="127.0.0.1", port=mailbox.port, ready_timeout=60)
    controller.start()
    try:
        yield mailbox
    finally:
        controller.stop(no_assert=True)


@dataclass
class Webhook:
    """A webhook; `status` is what it answers."""

    port: int = 0
    status: int = 200
    posted: list[dict[str, Any]] = field(default_factory=list)


@contextmanager
def webhook() -> Iterator[Webhook]:
    """Run a webhook for the length of the block."""
    hook = Webhook()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            hook.posted.append({"path": self.path, **json.loads(body)})
            self.send_response(hook.status)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    with listening(Handler) as hook.port:
        yield hook
