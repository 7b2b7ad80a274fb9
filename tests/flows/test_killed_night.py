"""A night that fails or is killed leaves the publication as it was, and loses nothing for the next one."""

from __future__ import annotations

import signal
import subprocess
import sys
from datetime import datetime

import pytest

from flows.night import begin_night
from flows.settings import load_settings
from flows.speech import Speech
from tests.flows.conftest import AS_OF
from tests.flows.home import Home, dossier
from tests.flows.plain_night import plain_night
from tests.house.source_tree import ROOT


class DiskFullError(RuntimeError):
    """Whatever may go wrong in the middle of a night."""


def test_a_night_that_fails_leaves_nothing_but_its_log(after_one_night: Home) -> None:
    home, before = after_one_night, after_one_night.published
    with pytest.raises(DiskFullError), begin_night(load_settings(home.config), AS_OF, Speech()) as night:
        night.connection.execute("DELETE FROM core.dossier")
        raise DiskFullError
    assert home.published == before
    assert list((home.data / "publications").iterdir()) == [before]
    assert not (home.data / "warehouse" / "scratch").exists()
    assert home.query("SELECT count(*) FROM core.dossier") == [(20,)]
    last = (home.data / "log" / "motcua.jsonl").read_text(encoding="utf-8").splitlines()[-1]
    assert '"run_failed"' in last
    assert "DiskFullError" in last


def test_a_night_killed_between_loading_and_publishing(after_one_night: Home) -> None:
    home, before = after_one_night, after_one_night.published
    assert before
    done = dossier(2, status="Có kết quả", finished="05/02/2026")
    home.put("2.csv", [done, dossier(31)], datetime(2026, 2, 19, 19))

    command = [sys.executable, "-m", "tests.flows.plain_night", str(home.config), AS_OF.isoformat()]
    killed = subprocess.run(command, cwd=ROOT, check=False)
    assert killed.returncode == -signal.SIGKILL
    assert home.published == before
    assert home.query("SELECT count(*) FROM core.dossier") == [(20,)]
    assert len(list((home.data / "publications").iterdir())) == 2
    assert (home.data / "warehouse" / "scratch").exists()

    last = plain_night(home.config, AS_OF)
    assert home.published == last.folder
    assert sorted((home.data / "publications").iterdir()) == [before, last.folder]
    assert not (home.data / "warehouse" / "scratch").exists()
    changed = home.query(
        "SELECT dossier_code, status FROM core.dossier WHERE last_changed_run = ? ORDER BY 1", last.run_id
    )
    assert changed == [("H13.101-260202-0002", 9), ("H13.101-260202-0031", 4)]
    runs = home.query("SELECT run_id, status FROM ops.run ORDER BY run_id")
    assert runs == [(before.name, "published"), (last.run_id, "published")]
    assert home.query("SELECT rows_read, rows_loaded FROM ops.load WHERE file = '2.csv'") == [(2, 2)]
