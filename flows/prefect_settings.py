"""Prefect, quiet and offline: set before it is imported."""

from __future__ import annotations

import os

_QUIET = {
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_LOGGING_LEVEL": "ERROR",
    "PREFECT_SERVER_LOGGING_LEVEL": "ERROR",
    # The server that a run without one starts for itself needs 9 s here; the default allows 20.
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "90",
    "PREFECT_CLI_PROMPT": "false",
}


def quiet_prefect() -> None:
    """Set Prefect's environment where the operator has not."""
    for name, value in _QUIET.items():
        os.environ.setdefault(name, value)
