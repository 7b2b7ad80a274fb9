"""Whatever the files hold, a night ends well: nothing is lost uncounted, and what is counted adds up."""

from __future__ import annotations

from pathlib import Path
from random import Random
from shutil import copytree

import pytest

from connectors.contract import load_contracts
from tests.flows.conftest import SIMULATED_UNTIL
from tests.flows.corruption import damage
from tests.flows.home import Home
from tests.flows.plain_night import plain_night

BROKEN_IDENTITIES = """
SELECT count(*) FROM mart.form_06a_period
WHERE received_total <> received_online + received_direct_postal + carried_over
    OR received_total <> resolved_total + open_total
    OR resolved_total <> resolved_early + resolved_on_time + resolved_late
    OR open_total <> open_in_term + open_overdue
    OR least(received_online, received_direct_postal, carried_over, resolved_early, resolved_on_time, resolved_late, open_in_term, open_overdue) < 0
"""


def _versions(home: Home) -> int:
    tables = [f"{contract.table}_version" for contract in load_contracts().values()]
    return sum(home.query(f"SELECT count(*) FROM {table}")[0][0] for table in tables)


@pytest.mark.parametrize("seed", [1])
def test_damaged_files_never_stop_a_night_and_every_row_is_accounted_for(
    simulated_city: Home, tmp_path: Path, seed: int
) -> None:
    copytree(simulated_city.folder, tmp_path / "home", symlinks=True)
    home = Home(tmp_path / "home")
    before = _versions(home)
    changed = damage(home.inbox, Random(seed), files=9, hits=300)
    outcome = plain_night(home.config, SIMULATED_UNTIL)
    assert outcome.status == "published", outcome.reasons

    loads = home.query(
        "SELECT status, rows_read, rows_loaded, rows_unchanged, rows_quarantined, file FROM ops.load WHERE run_id = ?",
        outcome.run_id,
    )
    assert sum(status != "known" for status, *_ in loads) >= changed
    for status, read, loaded, unchanged, quarantined, file in loads:
        assert read == loaded + unchanged + quarantined, file
        assert status == "loaded" or read == 0, file
    assert _versions(home) - before >= sum(load[2] for load in loads)

    recorded = home.query("SELECT count(*) FROM ops.quarantine WHERE run_id = ?", outcome.run_id)
    assert recorded == [(sum(load[4] for load in loads),)]
    assert home.query(BROKEN_IDENTITIES) == [(0,)]
    assert home.query("SELECT count(*), count(DISTINCT (basis, dossier_code)) FROM core.dossier")[0][0] > 0
    for contract in load_contracts().values():
        key = ", ".join(f't."{name}"' for name in ("basis", "source", *contract.key))
        repeated = home.query(
            f"SELECT count(*) FROM (SELECT {key} FROM {contract.table} AS t GROUP BY ALL HAVING count(*) > 1)"
        )
        assert repeated == [(0,)], contract.id
