"""What a newcomer does first: `make nightly` on the files of a fresh clone, then once more."""

from __future__ import annotations

import os
import re
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.system.processes import processes_of

pytestmark = pytest.mark.system

ROOT = Path(__file__).parents[2]
#: Set-up and the first night together; packages come from the cache that the set-up of this checkout has filled.
TOGETHER_SECONDS = 120
UV = ROOT / ".venv-bootstrap/bin/uv"


@dataclass(frozen=True)
class Made:
    """What `make nightly` printed, and how long it took."""

    printed: str
    seconds: float


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of the last commit, and nothing else."""
    folder = tmp_path_factory.mktemp("clone")
    archive = ["git", "-c", f"safe.directory={ROOT}", "archive", "HEAD"]
    committed = subprocess.run(archive, cwd=ROOT, capture_output=True, check=True).stdout
    subprocess.run(["tar", "-x"], cwd=folder, input=committed, check=True)
    return folder


@pytest.fixture(scope="module")
def environment(clone: Path) -> dict[str, str]:
    """A newcomer's: nothing of ours is set, no environment is active."""
    ours = ("MOTCUA_", "PREFECT_", "VIRTUAL_ENV", "MAKE", "MFLAGS", "PYTEST_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    return kept | {"PREFECT_HOME": str(clone / "prefect")}


def make_nightly(clone: Path, environment: dict[str, str]) -> Made:
    started = time.monotonic()
    command = ["make", "nightly", *([f"UV={UV}"] if UV.exists() else [])]
    done = subprocess.run(command, cwd=clone, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return Made(done.stdout + done.stderr, time.monotonic() - started)


@pytest.fixture(scope="module")
def first(clone: Path, environment: dict[str, str]) -> Made:
    return make_nightly(clone, environment)


@pytest.fixture(scope="module")
def second(first: Made, clone: Path, environment: dict[str, str]) -> Made:
    return make_nightly(clone, environment)


def test_it_sets_itself_up_publishes_and_says_where(first: Made, clone: Path) -> None:
    published = clone / "data/published"
    for shown in (clone / "data/reports/index.html", published / "motcua.duckdb"):
        assert str(shown) in first.printed
        assert shown.stat().st_size > 0
    assert first.seconds < TOGETHER_SECONDS


def test_the_second_night_finds_every_file_known_and_loads_nothing(first: Made, second: Made) -> None:
    (read,) = re.findall(r"đọc ([\d.]+) dòng = nạp ([\d.]+) \+ không đổi ([\d.]+) \+ để riêng ([\d.]+)", first.printed)
    assert int(read[1].replace(".", "")) > 20_000
    assert "đọc 0 dòng = nạp 0 + không đổi 0 + để riêng 0" in second.printed


def test_no_program_is_left_running(second: Made, environment: dict[str, str]) -> None:
    assert processes_of(environment) == []
