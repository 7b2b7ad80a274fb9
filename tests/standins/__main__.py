"""A night against a stand-in of iGate on this machine: `make interfaces`."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from connectors.simulate import City
from tests.standins.faulty_server import serving
from tests.standins.igate import CLIENT_ID, CLIENT_SECRET, IgateSystem
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
"""
#: What happens to every so many requests on the way.
FAULTS = {3: "503", 11: "429_wait", 19: "html", 28: "cut", 41: "401"}


def main() -> int:
    """Serve 3,000 simulated dossiers and run the night over them; return its exit code."""
    system = IgateSystem(faults=FAULTS, packed=True)
    with TemporaryDirectory(prefix="motcua-") as folder, serving(system) as url:
        system.put(*igate_rows(City(out=Path(folder), days=60, dossiers=3000, seed=20260223)))
        statuses = "\n".join(f'"{id_}" = {status}' for id_, status in STATUSES.items())
        config = Path(folder) / "motcua.toml"
        config.write_text(CONFIGURATION.format(url=url, statuses=statuses), encoding="utf-8")
        account = {"MOTCUA_SOURCES__IGATE__CLIENT_ID": CLIENT_ID, "MOTCUA_SOURCES__IGATE__CLIENT_SECRET": CLIENT_SECRET}
        command = [sys.executable, "-m", "flows.cli", "nightly", "--config", str(config)]
        return subprocess.run(command, env={**os.environ, **account}, check=False).returncode


if __name__ == "__main__":
    raise SystemExit(main())
