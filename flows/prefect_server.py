"""A Prefect server of our own where the operator names none: for one run, or for as long as the schedule is served.

Prefect would start one too, but only at the first flow: then the run waits for it (3 s, 7 s with an empty home), and
for the import of the whole server into itself (2 s). Here it starts first and the slow imports go on beside it.
"""

from __future__ import annotations

import atexit
import gc
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

from connectors.contract import Bilingual
from connectors.problem import Problem
from flows.prefect_settings import START_SECONDS, quiet_prefect

HOST = "127.0.0.1"
_STOP_SECONDS = 5
#: A program at the server's port that says nothing for so long is no server of ours.
_ANSWER_SECONDS = 5
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


class ServerFailed(Problem):
    """A Prefect server ended or did not answer in time; `.message` says what to do."""


@contextmanager
def server_for_one_run(meanwhile: Callable[[], None]) -> Iterator[None]:
    """Let flows of this process run; `meanwhile` does what takes long and needs no server, such as imports."""
    quiet_prefect()
    from prefect.settings import get_current_settings, temporary_settings

    if url := get_current_settings().api.url:
        meanwhile()
        _wait_for_operators_own(url)
        yield
        return
    port = _free_port()
    process = _start(port, _FOR_ONE_RUN)
    _import_for_good(meanwhile)
    _wait(process, port)
    _use(port)
    # Nobody watches for missing heartbeats here, and each flow would wait up to a second for the end of its own.
    with temporary_settings({"api.url": _url(port), "flows.heartbeat_frequency": None}):
        yield


def _import_for_good(imports: Callable[[], None]) -> None:
    """Import what stays to the end: looking for garbage among it takes a quarter of the time, and 1.5 s at the exit."""
    gc.disable()
    imports()
    import prefect.flow_engine
    import prefect.task_engine  # noqa: F401 - Prefect would import both at the first call

    gc.freeze()
    gc.enable()
    atexit.register(gc.freeze)


@contextmanager
def server_for_schedule() -> Iterator[str]:
    """Let flows be scheduled; yield the address of the server's interface."""
    quiet_prefect()
    from prefect.settings import get_current_settings

    settings = get_current_settings()
    if url := settings.api.url:
        _wait_for_operators_own(url)
        yield url
        return
    port = settings.server.api.port
    if not _is_well(port):  # else the operator's own server runs at its usual place
        _wait(_start(port, {}), port)
    _use(port)
    yield _url(port)


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
    connection = http.client.HTTPConnection(HOST, port, timeout=_ANSWER_SECONDS)
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
            raise ServerFailed(
                Bilingual(
                    vi=f"Máy chủ Prefect không chạy được ở cổng {port} (mã thoát {process.returncode}). Nếu cổng đã có"
                    " chương trình khác dùng, đặt PREFECT_SERVER_API_PORT; nếu đã có máy chủ Prefect, đặt PREFECT_API_URL.",
                    en=f"The Prefect server could not run on port {port} (exit code {process.returncode}). If another"
                    " program uses it, set PREFECT_SERVER_API_PORT; if there is a Prefect server, set PREFECT_API_URL.",
                )
            )
        if time.monotonic() > deadline:
            raise _silent(_url(port))
        time.sleep(0.05)


def _wait_for_operators_own(url: str) -> None:
    """Give the server that the operator names time to start: after a reboot it may come up later than we do."""
    from prefect.client.orchestration import get_client

    deadline = time.monotonic() + START_SECONDS
    with get_client(sync_client=True) as client:
        while client.api_healthcheck() is not None:
            if time.monotonic() > deadline:
                raise _silent(url)
            time.sleep(1)


def _silent(url: str) -> ServerFailed:
    return ServerFailed(
        Bilingual(
            vi=f"Máy chủ Prefect {url} không trả lời trong {START_SECONDS} giây. Khởi động máy chủ đó (prefect server"
            " start) hoặc bỏ PREFECT_API_URL để motcua tự chạy máy chủ riêng.",
            en=f"The Prefect server {url} did not answer within {START_SECONDS} s. Start it (prefect server start), or"
            " unset PREFECT_API_URL: motcua then runs one of its own.",
        )
    )


def _end_with_parent() -> None:
    """Stop this process when the one that started it closes the pipe or dies."""
    os.read(sys.stdin.fileno(), 1)  # unbuffered: Python could not end while a buffered read waits
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
