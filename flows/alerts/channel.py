"""Sending one message to one receiver through apprise; addresses are secrets and are never told."""

from __future__ import annotations

import logging
import time
from collections.abc import Sequence

from connectors.contract import Bilingual
from connectors.problem import Problem
from flows.alert_settings import Receiver
from flows.alerts.message import Message
from flows.secret_block import BlockUnread, read_secret_block

#: Seconds before each attempt of one night; what then still waits is tried again by the next night.
WAITS = (0, 2, 5)


class NotSent(Problem):
    """A message that did not go out; `.message` says what to do, without the address."""


def send(name: str, receiver: Receiver, message: Message, waits: Sequence[float] = WAITS) -> None:
    """Send a message, trying once per item of `waits`; raise `NotSent`."""
    address = _address_of(name, receiver)
    for wait in waits:
        time.sleep(wait)
        if _goes_out(name, address, message):
            return
    raise NotSent(_unreached(name, len(waits)))


def _goes_out(name: str, address: str, message: Message) -> bool:
    from apprise import Apprise, AppriseAsset, NotifyFormat, PersistentStoreMode

    # Apprise keeps files of its own otherwise, and its log may repeat parts of an address.
    logger = logging.getLogger("apprise")
    logger.propagate, logger.handlers = False, [logging.NullHandler()]
    asset = AppriseAsset(app_id="motcua", app_desc="motcua", storage_mode=PersistentStoreMode.MEMORY)
    channel = Apprise.instantiate(address, asset=asset, suppress_exceptions=True)
    if channel is None:
        raise NotSent(_unusable(name))
    body = message.html if channel.notify_format == NotifyFormat.HTML else message.text
    return bool(channel.notify(title=message.title, body=body))


def _address_of(name: str, receiver: Receiver) -> str:
    if receiver.url:
        return receiver.url.get_secret_value()
    if receiver.secret_block:
        try:
            return read_secret_block(receiver.secret_block)
        except BlockUnread:  # this message waits, the others go out
            raise NotSent(_no_block(name, receiver.secret_block)) from None
    raise NotSent(_no_address(name))


def _variable(name: str) -> str:
    return f"MOTCUA_RECEIVERS__{name.upper()}__URL"


def _no_address(name: str) -> Bilingual:
    return Bilingual(
        vi=f"Người nhận {name} chưa có địa chỉ: đặt {_variable(name)} hoặc secret_block.",
        en=f"Receiver {name} has no address: set {_variable(name)} or secret_block.",
    )


def _no_block(name: str, block: str) -> Bilingual:
    return Bilingual(
        vi=f"Người nhận {name}: không đọc được khối Secret “{block}” của Prefect. Tạo khối này hoặc đặt {_variable(name)}.",
        en=f'Receiver {name}: the Prefect Secret block "{block}" cannot be read. Make it, or set {_variable(name)}.',
    )


def _unusable(name: str) -> Bilingual:
    return Bilingual(
        vi=f"Người nhận {name}: địa chỉ không đúng dạng của apprise (như mailto://…, jsons://…). Sửa {_variable(name)}.",
        en=f"Receiver {name}: the address is none that apprise knows (mailto://…, jsons://…). Correct {_variable(name)}.",
    )


def _unreached(name: str, times: int) -> Bilingual:
    return Bilingual(
        vi=f"Không gửi được đến người nhận {name} sau {times} lần; đêm sau gửi lại. Kiểm tra: motcua alerts --test {name}",
        en=f"Receiver {name} was not reached in {times} attempts; the next night tries again. Check: motcua alerts --test {name}",
    )
