"""The connectors there are: every folder beside this file that has a `source.yml` (what) and a `reader.py` (how)."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from importlib.resources import files
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from connectors.contract import Bilingual, read_yaml
from connectors.source import Source, SourceSettings

DECLARATION = "source.yml"


class Declaration(BaseModel):
    """`source.yml`: whose record it delivers (`basis`), what it is called, which datasets it delivers.

    How fresh a dataset must be is said by its contract.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    basis: Literal["city", "portal"]
    title: Bilingual
    datasets: tuple[str, ...] | Literal["all"]

    def reader(self) -> type[Source[Any]]:
        """Return the class that reads such a source; its libraries are imported only where it is configured."""
        found = import_module(f"connectors.{self.name}.reader").Reader
        if not (isinstance(found, type) and issubclass(found, Source)):
            raise TypeError(f"connectors/{self.name}/reader.py: Reader is no Source")
        return found

    def settings_type(self) -> type[SourceSettings]:
        """Return the model of its section of motcua.toml."""
        return self.reader().settings_type


@cache
def declarations() -> dict[str, Declaration]:
    """Return the connectors by name."""
    found = {}
    for folder in sorted(files("connectors").iterdir(), key=lambda entry: entry.name):
        if folder.is_dir() and (folder / DECLARATION).is_file():
            text = (folder / DECLARATION).read_text(encoding="utf-8")
            declaration = Declaration.model_validate(read_yaml(text))
            if declaration.name != folder.name:
                raise ValueError(f"connectors/{folder.name}/{DECLARATION}: name must be {folder.name}")
            found[declaration.name] = declaration
    return found


def open_source(name: str, settings: SourceSettings) -> Source[Any]:
    """Return the configured source `[sources.NAME]`, ready to pull and to stage."""
    return declarations()[settings.connector].reader()(name, settings)
