"""Run one measured step in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Measured:
    """What a process took: seconds by the clock and of CPU (with its children), the most memory it held (MiB)."""

    seconds: float
    cpu_seconds: float
    peak_mib: float
    printed: str = ""


class StepError(RuntimeError):
    """A measured step ended with an error; its own messages are on stderr."""


def run(*command: str | Path) -> Measured:
    """Run a command from the project's root and measure it.

    The kernel counts the memory of the parent at the start of the child too, so the parent must stay small.
    """
    words = [str(word) for word in command]
    started = time.perf_counter()
    with subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        printed = process.stdout.read() if process.stdout else ""
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise StepError(f"{' '.join(words)}: exit code {process.returncode}")
    seconds = time.perf_counter() - started
    return Measured(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, printed)


def run_module(name: str, *arguments: str | Path) -> Measured:
    """Run a module of the bench."""
    return run(sys.executable, "-m", f"tests.bench.{name}", *arguments)


def own_time(whole: Measured) -> Measured:
    """Return what a module measured of itself, without the start of Python: seconds and CPU seconds, printed last."""
    seconds, cpu_seconds = map(float, whole.printed.split()[-2:])
    return Measured(seconds, cpu_seconds, whole.peak_mib, whole.printed)
