"""Where CI runs, a test that should have run and did not is a failure; and no test leaves this machine."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest
import requests

from tests.conftest import OutsideNetworkError

CONFTEST = Path(__file__).parents[1] / "conftest.py"
SIDE_BY_SIDE = ("-p", "xdist.plugin", "-n", "2")
MARKER = "[pytest]\nmarkers =\n  system: needs a browser\n"
PASSES = "def test_passes():\n    pass\n"


def run_pytest(folder: Path, tests: str, *options: str, ci: bool) -> subprocess.CompletedProcess[str]:
    """Run pytest on one file with the project's conftest, in a process of its own."""
    shutil.copy(CONFTEST, folder / "conftest.py")
    (folder / "pytest.ini").write_text(MARKER)
    (folder / "test_one.py").write_text("import pytest\n\n" + tests)
    environment = {name: value for name, value in os.environ.items() if name not in ("CI", "MOTCUA_NO_SKIP")}
    environment |= {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTHONPATH": str(CONFTEST.parents[1])}
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *options, str(folder)]
    variables = environment | ({"CI": "true"} if ci else {})
    return subprocess.run(command, cwd=folder, env=variables, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    "tests",
    [
        PASSES + "def test_skips():\n    pytest.skip('no Chromium')\n",
        PASSES + "@pytest.mark.skipif(True, reason='no Chromium')\ndef test_skips():\n    pass\n",
        PASSES + "@pytest.mark.xfail(reason='no Chromium')\ndef test_xfails():\n    assert False\n",
        PASSES + "@pytest.mark.xfail(reason='no Chromium')\ndef test_xpasses():\n    pass\n",
        "pytest.importorskip('no_such_library', reason='no Chromium')\n" + PASSES,
    ],
    ids=["skip", "skipif", "xfail", "xpass", "importorskip"],
)
def test_a_skip_fails_in_ci_and_says_why(tmp_path: Path, tests: str) -> None:
    closed = run_pytest(tmp_path, tests, ci=True)
    assert closed.returncode != 0
    assert "may not be skipped here" in closed.stdout
    assert "no Chromium" in closed.stdout
    assert not re.search(r"\d (skipped|xfailed|xpassed)", closed.stdout)


def test_a_skip_passes_on_a_developer_s_machine(tmp_path: Path) -> None:
    assert run_pytest(tmp_path, PASSES + "def test_skips():\n    pytest.skip('why')\n", ci=False).returncode == 0


def test_leaving_out_system_tests_by_name_passes_in_ci(tmp_path: Path) -> None:
    tests = PASSES + "@pytest.mark.system\ndef test_page():\n    pass\n"
    assert run_pytest(tmp_path, tests, "-m", "not system", ci=True).returncode == 0
    assert run_pytest(tmp_path, tests, "-m", "system", ci=True).returncode == 0


def test_leaving_out_any_other_test_fails_in_ci(tmp_path: Path) -> None:
    tests = PASSES + "def test_second():\n    pass\n"
    closed = run_pytest(tmp_path, tests, "--deselect", "test_one.py::test_second", ci=True)
    assert closed.returncode == 1
    assert "may not be left out here: test_one.py::test_second" in closed.stdout


def test_leaving_out_a_test_fails_in_ci_also_where_workers_run_side_by_side(tmp_path: Path) -> None:
    tests = PASSES + "def test_second():\n    pass\n"
    assert run_pytest(tmp_path, tests, *SIDE_BY_SIDE, ci=True).returncode == 0
    closed = run_pytest(tmp_path, tests, *SIDE_BY_SIDE, "--deselect", "test_one.py::test_second", ci=True)
    assert closed.returncode == 1
    assert "may not be left out here: test_one.py::test_second" in closed.stdout


@pytest.mark.parametrize("shared", ["flows", "system/published"])
def test_one_worker_runs_all_that_share_a_city(tmp_path: Path, shared: str) -> None:
    folder = tmp_path / "tests" / shared
    folder.mkdir(parents=True)
    telling = (
        "import os, pathlib, pytest\n\n@pytest.mark.parametrize('number', range(4))\ndef test_tells(number):\n"
        f"    pathlib.Path({str(tmp_path)!r}, os.environ['PYTEST_XDIST_WORKER'], __name__).mkdir(parents=True, exist_ok=True)\n"
    )
    for name in ("test_first.py", "test_second.py"):
        (folder / name).write_text(telling)
    assert run_pytest(tmp_path, PASSES, *SIDE_BY_SIDE, ci=True).returncode == 0
    together = [sorted(told.name for told in worker.iterdir()) for worker in tmp_path.glob("gw*")]
    assert together == [["test_first", "test_second"]]


def test_a_run_without_a_test_fails(tmp_path: Path) -> None:
    assert run_pytest(tmp_path, "", ci=True).returncode != 0
    assert run_pytest(tmp_path, PASSES, "-m", "system", ci=True).returncode != 0


@pytest.mark.parametrize("address", ["192.0.2.1", "2001:db8::1", "dichvucong.gov.vn"])
def test_no_test_reaches_another_machine(address: str) -> None:
    with pytest.raises(OutsideNetworkError):
        socket.create_connection((address, 443), timeout=1)


def test_a_client_that_retries_does_not_hide_the_attempt() -> None:
    with pytest.raises(OutsideNetworkError):
        requests.get("http://igate.example/pa/dossier/search", timeout=1)


def test_a_server_on_this_machine_may_be_asked() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        for host in ("127.0.0.1", "localhost"):
            socket.create_connection((host, port), timeout=1).close()
