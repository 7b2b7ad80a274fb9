"""A dependency earns its place: what pyproject.toml names is what the project imports itself."""

from __future__ import annotations

import re
import sys
import tomllib
from importlib.metadata import packages_distributions

from tests.house.source_tree import ROOMS, ROOT, imported_modules, modules

#: Named for a version that Prefect needs; it imports them, we do not.
PINS = {"fastapi", "sqlalchemy"}


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_the_libraries_named_are_those_imported() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    named = {normal(re.split(r"[^\w.-]", each)[0]) for each in project["dependencies"]}
    everything = {name.split(".")[0] for _, tree in modules(*ROOMS) for name in imported_modules(tree)}
    libraries = everything - sys.stdlib_module_names - {*ROOMS}
    providers = packages_distributions()
    assert {normal(providers[library][0]) for library in libraries} == named - PINS
