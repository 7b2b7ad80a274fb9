"""Processes that a test starts: ended at its end, and none of theirs left behind."""

from __future__ import annotations

import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

STOP_SECONDS = 45
Found = TypeVar("Found")


@contextmanager
def running(*command: str | Path, cwd: Path, environment: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    """Keep a program running for the length of the block; asked to stop (SIGTERM) at its end."""
    log = cwd / f"{Path(command[0]).name}.log"
    with log.open("wb") as printed:
        process = subprocess.Popen(list(command), cwd=cwd, env=environment, stdout=printed, stderr=printed)
    try:
        yield process
    finally:
        stop(process)


def stop(process: subprocess.Popen[bytes]) -> int:
    """Ask a program to stop, once; return its exit code."""
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
    try:
        return process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        raise


def free_port() -> int:
    """Return a port of this machine that nobody uses now."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


def processes_of(environment: dict[str, str]) -> list[str]:
    """Return the commands of the processes, whoever their parent is now, that were given this PREFECT_HOME."""
    mark = f"PREFECT_HOME={environment['PREFECT_HOME']}".encode()
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if mark in (folder / "environ").read_bytes().split(b"\0"):
                found.append((folder / "cmdline").read_bytes().replace(b"\0", b" ").decode())
        except OSError:
            continue  # ended meanwhile, or not ours to look at
    return found


def wait_for(look: Callable[[], Found | None], seconds: float, what: str) -> Found:
    """Return what `look` finds, as soon as it finds something."""
    deadline = time.monotonic() + seconds
    while (found := look()) is None:
        assert time.monotonic() < deadline, f"not within {seconds} s: {what}"
        time.sleep(0.5)
    return found
