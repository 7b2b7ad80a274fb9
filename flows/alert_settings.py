"""Settings of alerts: which events are told to whom (`[[alerts]]`), and how each receiver is reached (`[receivers.NAME]`)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Literal, Self, get_args
from urllib.parse import parse_qs, urlsplit

from pydantic import BaseModel, ConfigDict, Field, SecretStr, StringConstraints, model_validator

Kind = Literal["gate_held", "night_missed", "source_stale", "signal", "restatement", "new_late", "due_today"]
#: What can be told of, in the order of a message.
KINDS: tuple[Kind, ...] = get_args(Kind)
#: Events of the night itself; no unit has them.
OF_THE_NIGHT: frozenset[Kind] = frozenset({"gate_held", "night_missed", "source_stale"})
#: Environment variables are read in lower case, so a name is written so.
ReceiverName = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(_[a-z0-9]+)*$")]

#: Channels whose address need not hold a secret; that of any other service (its path is a token) may not stand in a file.
_PLAIN_CHANNELS = frozenset({"mailto", "mailtos", "json", "jsons", "xml", "xmls", "form", "forms"})
_PLAIN_OPTIONS = frozenset({"to", "from", "name", "cc", "bcc", "reply", "smtp", "mode", "format", "method", "verify"})


class Receiver(BaseModel):
    """`[receivers.NAME]`: an apprise address, from the environment, a Prefect Secret block, or the file where it is no secret.

    `at_least`: dossiers and units are told of once so many have gathered; events of the night itself are told at once.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    url: SecretStr | None = None
    secret_block: str | None = None
    language: Literal["vi", "en"] = "vi"
    at_least: int = Field(default=1, ge=1)


class Alert(BaseModel):
    """`[[alerts]]`: one kind of event, of some units with their descendants or of all, told to receivers by name."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = Field(min_length=1)
    on: Kind
    units: Literal["all"] | Annotated[tuple[str, ...], Field(min_length=1)] = "all"
    to: tuple[ReceiverName, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _of_units(self) -> Self:
        if self.units != "all" and self.on in OF_THE_NIGHT:
            raise ValueError(f"units: {self.on} concerns no unit / {self.on} không thuộc đơn vị nào; remove the key")
        return self


def unknown_receivers(alerts: tuple[Alert, ...], receivers: dict[str, Receiver]) -> list[str]:
    """Return the names that alerts are addressed to and nobody has."""
    return sorted({name for alert in alerts for name in alert.to} - receivers.keys())


def addresses_with_secrets(document: dict[str, Any]) -> Iterator[str]:
    """Yield the receivers of a configuration file whose address holds, or may hold, a secret."""
    receivers = document.get("receivers")
    for name, receiver in receivers.items() if isinstance(receivers, dict) else ():
        if isinstance(receiver, dict) and "url" in receiver and not _shows_no_secret(str(receiver["url"])):
            yield str(name)


def _shows_no_secret(url: str) -> bool:
    try:
        parts = urlsplit(url)
        options = parse_qs(parts.query, keep_blank_values=True)
    except ValueError:
        return False
    return parts.scheme in _PLAIN_CHANNELS and parts.password is None and options.keys() <= _PLAIN_OPTIONS
