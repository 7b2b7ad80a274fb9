"""The words of the page in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from markupsafe import Markup, escape

from connectors.contract import read_yaml
from flows.reports.wording import one_line


@cache
def read_labels() -> dict[str, dict[str, str]]:
    """Return every label by key, then by language (vi, en)."""
    text = files("flows.reports").joinpath("labels.yml").read_text(encoding="utf-8")
    labels: dict[str, dict[str, str]] = read_yaml(text)
    return labels


def has_label(key: str) -> bool:
    """Whether there is a label of that key: codes of newer data may have none yet."""
    return key in read_labels()


def plain_label(key: str, language: str) -> str:
    """Return the label as plain text for what is no page: a terminal, a workbook."""
    texts = read_labels()[key]
    return texts.get(language, texts["vi"])


@dataclass(frozen=True)
class Labels:
    """Says a label by its key in `language`, Vietnamese for any language there is no text in."""

    language: str

    def __call__(self, key: str, **values: str | int) -> Markup:
        """Return the label as markup, `values` made one safe line each, escaped and filled in (markup as it is).

        An unknown key or a missing value is a `KeyError`.
        """
        if not values:
            return _label(key, self.language)
        safe = {name: one_line(value) if type(value) is str else value for name, value in values.items()}
        return _label(key, self.language).format(**safe)


@cache
def _label(key: str, language: str) -> Markup:
    return escape(plain_label(key, language))
