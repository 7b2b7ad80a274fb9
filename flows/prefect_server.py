"""A Prefect server of our own where the operator names none: for one run, or for as long as the schedule is served.

Prefect would start one too, but only at the first flow: then the run waits for it (3 s, 7 s with an empty home), and
for the import of the whole server into itself (2 s). Here it starts first and the slow imports go on beside it.
"""

from __future__ import annotations

import atexit
import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from flows.prefect_settings import START_SECONDS, quiet_prefect

HOST = "127.0.0.1"
_STOP_SECONDS = 5
#: What Prefect sets for its own temporary server: no pages, no scheduler, all of the record.
_FOR_ONE_RUN = {
    "PREFECT_UI_ENABLED": "false",
    "PREFECT__SERVER_EPHEMERAL": "1",
    "PREFECT__SERVER_FINAL": "1",
    # Block types are written on first use; all of them at once cost a first run 2 s. Without the memo the operator's
    # own server, later on the same database, would take ours for having written them.
    "PREFECT_SERVER_API_BLOCKS_REGISTER_ON_START": "false",
    "PREFECT_SERVER_MEMOIZE_BLOCK_AUTO_REGISTRATION": "false",
}


class ServerFailed(RuntimeError):
    """The server ended or did not answer in time; its own messages are on stderr."""


@contextmanager
def server_for_one_run(meanwhile: Callable[[], None]) -> Iterator[None]:
    """Let flows of this process run; `meanwhile` does what takes long and needs no server, such as imports."""
    quiet_prefect()
    from prefect.settings import get_current_settings, temporary_settings

    if get_current_settings().api.url is not None:
        meanwhile()
        yield
        return
    port = _free_port()
    process = _start(port, _FOR_ONE_RUN)
    meanwhile()
    _wait(process, port)
    _use(port)
    # Nobody watches for missing heartbeats here, and each flow would wait up to a second for the end of its own.
    with temporary_settings({"api.url": _url(port), "flows.heartbeat_frequency": None}):
        yield


@contextmanager
def server_for_schedule() -> Iterator[str]:
    """Let flows be scheduled; yield the address of the server's interface."""
    quiet_prefect()
    from prefect.settings import get_current_settings

    settings = get_current_settings()
    if settings.api.url is None:
        port = settings.server.api.port
        if not _is_well(port):  # else the operator's own server runs at its usual place
            _wait(_start(port, {}), port)
        _use(port)
    yield get_current_settings().api.url or _url(settings.server.api.port)


def _free_port() -> int:
    with socket.create_server((HOST, 0)) as probe:
        return int(probe.getsockname()[1])


def _url(port: int) -> str:
    return f"http://{HOST}:{port}/api"


def _use(port: int) -> None:
    """Name the server to this process, whichever thread asks, and to those it starts."""
    os.environ["PREFECT_API_URL"] = _url(port)
    from prefect.context import refresh_global_settings_context

    refresh_global_settings_context()


def _start(port: int, environment: dict[str, str]) -> subprocess.Popen[bytes]:
    """Start the server in a session of its own (Ctrl+C is ours to handle first); it ends when this process does."""
    command = [sys.executable, "-m", "flows.prefect_server", str(port)]
    process = subprocess.Popen(  # noqa: S603 - our own module in our own interpreter
        command, env=os.environ | environment, stdin=subprocess.PIPE, start_new_session=True
    )
    # Prefect's own exit handlers, registered later, run before: what they still send finds a server.
    atexit.register(_stop, process)
    return process


def _stop(process: subprocess.Popen[bytes]) -> None:
    if process.stdin:
        process.stdin.close()
    try:
        process.wait(_STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _is_well(port: int) -> bool:
    connection = http.client.HTTPConnection(HOST, port, timeout=START_SECONDS)
    try:
        connection.request("GET", "/api/health")
        return connection.getresponse().status == http.client.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _wait(process: subprocess.Popen[bytes], port: int) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not _is_well(port):
        if process.poll() is not None:
            raise ServerFailed(f"the Prefect server ended with exit code {process.returncode}")
        if time.monotonic() > deadline:
            raise ServerFailed(f"the Prefect server did not answer within {START_SECONDS} s")
        time.sleep(0.05)


def _end_with_parent() -> None:
    """Stop this process when the one that started it closes the pipe or dies."""
    sys.stdin.buffer.read()
    os.kill(os.getpid(), signal.SIGTERM)


def main(port: int) -> None:
    """Be the server until the process that started this one ends."""
    import uvicorn

    threading.Thread(target=_end_with_parent, daemon=True).start()
    uvicorn.run(
        "prefect.server.api.server:create_app",
        factory=True,
        host=HOST,
        port=port,
        log_level="error",
        timeout_graceful_shutdown=_STOP_SECONDS - 1,
    )


if __name__ == "__main__":
    main(int(sys.argv[1]))
