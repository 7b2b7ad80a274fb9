"""Prefect, quiet and offline: set before it is imported."""

from __future__ import annotations

import os

#: The longest that a Prefect server may take to start: 9 s here, more where the machine is busy.
START_SECONDS = 90

_QUIET = {
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_LOGGING_LEVEL": "ERROR",
    "PREFECT_SERVER_LOGGING_LEVEL": "ERROR",
    # Once Prefect is imported, other libraries' news and its own "still processing items" go to the terminal too.
    # A held night is no surprise to show a traceback for: the command says why itself.
    "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "CRITICAL",
    # For a server that Prefect starts for itself (flows called from elsewhere than our commands); the default is 20.
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": str(START_SECONDS),
    "PREFECT_CLI_PROMPT": "false",
}


def quiet_prefect() -> None:
    """Set Prefect's environment where the operator has not."""
    for name, value in _QUIET.items():
        os.environ.setdefault(name, value)
