"""What a page may run: its own script, known by its hash, and nothing else."""

from __future__ import annotations

import base64
import hashlib


def script_hash(script: str) -> str:
    """Return the source expression of a script for a Content-Security-Policy."""
    return "sha256-" + base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
