"""A real city in a folder of its own: its configuration, its simulated inbox, and the commands run on it."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

MOTCUA = Path(sys.executable).with_name("motcua")
CONFIGURATION = """[motcua]
home = "data"
root_unit = "H13"
[sources.exports]
connector = "exports"
inbox = "inbox"
"""


@dataclass(frozen=True)
class City:
    """A folder with motcua.toml, inbox/ and data/; Prefect's own files lie in it too."""

    folder: Path

    @property
    def config(self) -> Path:
        return self.folder / "motcua.toml"

    @property
    def published(self) -> Path:
        return self.folder / "data/published"

    @property
    def environment(self) -> dict[str, str]:
        """The environment of a machine on which nobody has set anything up."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("MOTCUA_", "PREFECT_"))}
        return kept | {"PREFECT_HOME": str(self.folder / "prefect")}

    def motcua(self, *arguments: str) -> str:
        """Run a command that has to succeed; return what it printed."""
        done = subprocess.run(
            [MOTCUA, *arguments], cwd=self.folder, env=self.environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout + done.stderr


def make_empty_city(folder: Path) -> City:
    """Write the configuration of a city that has handed over nothing yet."""
    city = City(folder)
    city.config.write_text(CONFIGURATION, encoding="utf-8")
    return city


def make_city(folder: Path, *, days: int, dossiers: int, seed: int = 20260223) -> City:
    """Simulate a city whose last day is yesterday."""
    city = make_empty_city(folder)
    city.motcua("simulate", "--out", "inbox", "--days", str(days), "--dossiers", str(dossiers), "--seed", str(seed))
    return city
