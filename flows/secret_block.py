"""Secrets that Prefect keeps: what a Secret block holds, for a source's account or a receiver's address."""

from __future__ import annotations

from typing import Any, cast


class BlockUnread(Exception):
    """A block that is not there, or a server that does not give it; its text is the kind of error only, never a value."""


def read_secret_block(block: str) -> str:
    """Return what Prefect's Secret block named `block` holds; raise `BlockUnread`."""
    from prefect.blocks.system import Secret

    try:
        return str(cast("Any", Secret.load(block)).get())  # no coroutine: nothing awaits here
    except Exception as error:  # whatever the server and its client raise: who asked goes on without the secret
        raise BlockUnread(type(error).__name__) from None
