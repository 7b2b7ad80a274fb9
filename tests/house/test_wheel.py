"""The wheel carries all that the code reads, and works where the source tree is not."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

from tests.house.source_tree import ROOMS, ROOT, project_files

pytestmark = pytest.mark.system  # building needs uv and the package registry


def run(*command: str | Path, folder: Path) -> str:
    """Run a command without what the caller's environment points to; return what it printed."""
    clean = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "VIRTUAL_ENV")}
    words = [str(word) for word in command]
    done = subprocess.run(words, cwd=folder, env=clean, check=False, capture_output=True, text=True)
    assert done.returncode == 0, f"{words}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def uv() -> Path:
    """The uv that make uses, else the one on the path."""
    of_make = ROOT / os.environ.get("UV", ".venv-bootstrap/bin/uv")
    return of_make if of_make.exists() else Path(shutil.which("uv") or "uv")


@pytest.fixture(scope="module")
def wheel(uv: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of the tree as it stands."""
    built = tmp_path_factory.mktemp("dist")
    run(uv, "build", "--quiet", "--wheel", "--out-dir", built, ROOT, folder=built)
    return next(built.glob("*.whl"))


@pytest.fixture(scope="module")
def python(uv: Path, wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Python with the wheel installed; the libraries are those of this environment, by a path file."""
    environment = tmp_path_factory.mktemp("elsewhere") / "venv"
    venv.create(environment, symlinks=True)
    installed = environment / "bin/python"
    run(uv, "pip", "install", "--quiet", "--no-deps", "--python", installed, wheel, folder=environment)
    libraries = sysconfig.get_path("purelib")
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    # Listed by a path file, a folder's own path files (the editable project) are not followed.
    (environment / "lib" / version / "site-packages/libraries.pth").write_text(libraries + "\n")
    return installed


def test_the_wheel_holds_every_file_of_the_rooms_and_no_test(wheel: Path) -> None:
    packed = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    assert packed == {str(path.relative_to(ROOT)) for path in project_files(*ROOMS)}
    assert {f"{room}/py.typed" for room in ROOMS} <= packed


def test_the_wheel_carries_the_licence(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert any(name.endswith("licenses/LICENSE") for name in names)


def test_the_contracts_load_from_another_folder(python: Path, tmp_path: Path) -> None:
    show = "import connectors.contract as c; print(c.__file__, *c.load_contracts())"
    place, *contracts = run(python, "-c", show, folder=tmp_path).split()
    assert not Path(place).is_relative_to(ROOT)
    assert "dossier" in contracts


def test_the_command_starts_from_another_folder(python: Path, tmp_path: Path) -> None:
    assert "nightly" in run(python.with_name("motcua"), "--help", folder=tmp_path)
