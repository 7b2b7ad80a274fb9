"""A night against stand-ins of iGate and of the portal's reporting on this machine: `make interfaces`."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from connectors.simulate import City
from tests.standins.faulty_server import serving
from tests.standins.igate import CLIENT_ID, CLIENT_SECRET, IgateSystem
from tests.standins.reporting import ReportingSystem, small_city
from tests.standins.simulated import STATUSES, igate_rows

CONFIGURATION = """
[motcua]
home = "data"
[sources.igate]
connector = "igate"
api_url = "{url}"
sso_url = "{url}"
pause = 0
pause_jitter = 0
backoff = 0.1
[sources.igate.status]
{statuses}
[sources.dvcqg_reporting]
connector = "dvcqg_reporting"
base_url = "{reporting}"
pause = 0
pause_jitter = 0
backoff = 0.1
"""
#: What happens to every so many requests on the way.
FAULTS = {3: "503", 11: "429_wait", 19: "html", 28: "cut", 41: "401"}
REPORTING_FAULTS = {2: "502", 9: "html", 17: "cut_json"}


def main() -> int:
    """Serve 3,000 simulated dossiers and a few published tables, run the night over them; return its exit code."""
    system = IgateSystem(faults=FAULTS, packed=True)
    portal = ReportingSystem(tables=small_city(), faults=REPORTING_FAULTS)
    with TemporaryDirectory(prefix="motcua-") as folder, serving(system) as url, serving(portal) as reporting:
        system.put(*igate_rows(City(out=Path(folder), days=60, dossiers=3000, seed=20260223)))
        statuses = "\n".join(f'"{id_}" = {status}' for id_, status in STATUSES.items())
        config = Path(folder) / "motcua.toml"
        config.write_text(CONFIGURATION.format(url=url, statuses=statuses, reporting=reporting), encoding="utf-8")
        account = {"MOTCUA_SOURCES__IGATE__CLIENT_ID": CLIENT_ID, "MOTCUA_SOURCES__IGATE__CLIENT_SECRET": CLIENT_SECRET}
        command = [sys.executable, "-m", "flows.cli", "nightly", "--config", str(config)]
        return subprocess.run(command, env={**os.environ, **account}, check=False).returncode


if __name__ == "__main__":
    raise SystemExit(main())
