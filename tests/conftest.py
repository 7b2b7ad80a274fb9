"""What holds for every test: nothing outside this machine is asked, and where CI runs nothing is skipped."""

from __future__ import annotations

import ipaddress
import os
import sys
from collections.abc import Generator, Sequence
from typing import Any

import pytest

NOTHING_MAY_BE_SKIPPED = bool(os.environ.get("CI") or os.environ.get("MOTCUA_NO_SKIP"))


class OutsideNetworkError(RuntimeError):
    """A test asked for a machine that is not this one. No `OSError`: code that retries those must not hide it."""


def _is_this_machine(host: object) -> bool:
    name = host.decode() if isinstance(host, bytes) else host
    if not isinstance(name, str) or name in ("", "localhost"):
        return True  # None and the empty name are this machine's own addresses
    try:
        address = ipaddress.ip_address(name.partition("%")[0])
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified


def _forbid_outside(event: str, arguments: tuple[object, ...]) -> None:
    """Audit hook: sees every connection and look-up of this process, whichever library makes it."""
    if event in ("socket.connect", "socket.sendto"):
        address = arguments[1]
        host = address[0] if isinstance(address, tuple) else None  # a Unix socket's address is a path
    elif event == "socket.getaddrinfo":
        host = arguments[0]
    else:
        return
    if not _is_this_machine(host):
        raise OutsideNetworkError(f"{event}: {host!r} is not this machine")


def pytest_configure() -> None:
    """Install the guard before any test module is imported."""
    sys.addaudithook(_forbid_outside)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Where nothing may be skipped, a skip and an expected failure are failures."""
    report = yield
    expected_failure = getattr(report, "wasxfail", None)
    if NOTHING_MAY_BE_SKIPPED and (report.skipped or expected_failure is not None):
        report.outcome = "failed"
        report.longrepr = f"may not be skipped here: {expected_failure or report.longrepr}"
        vars(report).pop("wasxfail", None)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """The same for a whole module that skips itself (`importorskip`)."""
    report = yield
    if NOTHING_MAY_BE_SKIPPED and report.skipped:
        report.outcome = "failed"
        report.longrepr = f"may not be skipped here: {report.longrepr}"
    return report


_deselected: list[str] = []
_LEFT_OUT = "left_out"


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> object:  # noqa: ANN401 - as pytest-xdist has it
    """Keep together, for workers side by side (`-n 2`), what shares a fixture."""
    from tests.side_by_side import TogetherWhatShares  # pytest-xdist may not be there

    return TogetherWhatShares(config, log)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:  # noqa: ANN401 - a worker of pytest-xdist, which may not be there
    """Gather what a worker has left out."""
    _deselected.extend(test for test in getattr(node, "workeroutput", {}).get(_LEFT_OUT, ()) if test not in _deselected)


def pytest_deselected(items: Sequence[pytest.Item]) -> None:
    """Remember tests left out for another reason than what the person asked for with -m or -k."""
    for item in items:
        is_system = item.get_closest_marker("system") is not None
        asked = item.config.option.markexpr == ("not system" if is_system else "system")
        if not asked and not item.config.option.keyword:
            _deselected.append(item.nodeid)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """Where nothing may be skipped, leaving tests out fails the run, and so does a run without a test."""
    if (told := getattr(session.config, "workeroutput", None)) is not None:
        told[_LEFT_OUT] = _deselected  # this is a worker: whoever started it judges
    elif NOTHING_MAY_BE_SKIPPED and exitstatus == pytest.ExitCode.OK and (_deselected or not session.testscollected):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Name the tests that were left out."""
    for test in _deselected if NOTHING_MAY_BE_SKIPPED else ():
        terminalreporter.write_line(f"may not be left out here: {test}", red=True)
