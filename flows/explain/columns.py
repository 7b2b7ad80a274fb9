"""What the columns of an explanation are called, and the words for their codes."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from pydantic import BaseModel, ConfigDict

from connectors.contract import Bilingual, read_yaml


class Columns(BaseModel):
    """Headings by column, and by column the words for its codes."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    headings: dict[str, Bilingual]
    words: dict[str, dict[str, Bilingual]]

    def shown(self, column: str, value: object, language: str) -> object:
        """Return a cell as people read it: a code as its word, a whole float as a count."""
        if isinstance(value, float) and value.is_integer():
            return int(value)
        word = self.words.get(column, {}).get(value) if isinstance(value, str) else None
        return word.of(language) if word else value


@cache
def read_columns() -> Columns:
    """Return the columns of all explanations."""
    text = files("flows.explain").joinpath("columns.yml").read_text(encoding="utf-8")
    return Columns.model_validate(read_yaml(text))
