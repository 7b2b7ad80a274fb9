"""A night that fails tells whom it concerns, and fails all the same."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from flows.night import default_as_of
from tests.flows.receiving import webhook
from tests.system.city import MOTCUA, make_empty_city

pytestmark = pytest.mark.system

RULES = """
[receivers.dieu_hanh]
url = "json://127.0.0.1:{port}"
[[alerts]]
name = "đêm lỡ"
on = "night_missed"
to = ["dieu_hanh"]
"""


def test_a_night_that_fails_is_told_as_missed(tmp_path: Path) -> None:
    city = make_empty_city(tmp_path)
    (tmp_path / "inbox").mkdir()
    (tmp_path / "units.csv").write_text("no,units\n1,2\n", encoding="utf-8")
    with webhook() as hook:
        own_units = city.config.read_text(encoding="utf-8").replace("[sources", 'units = "units.csv"\n[sources', 1)
        city.config.write_text(own_units + RULES.format(port=hook.port), encoding="utf-8")
        done = subprocess.run(
            [MOTCUA, "nightly"], cwd=tmp_path, env=city.environment, capture_output=True, text=True, check=False
        )
    assert done.returncode not in (0, 2)
    assert "units.csv" in done.stderr
    (posted,) = hook.posted
    assert f"Không có lần chạy tốt cho số liệu ngày {default_as_of():%d/%m/%Y}" in posted["message"]
    assert not (tmp_path / "data/published").exists()
