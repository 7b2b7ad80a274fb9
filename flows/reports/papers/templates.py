"""Which version of a statutory form is in force on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from connectors.contract import read_yaml


@dataclass(frozen=True)
class Template:
    """One version of a form; `valid_to` is the first day no longer in force, None while it is."""

    id: str
    paper: str
    valid_from: date
    valid_to: date | None
    source: str


@cache
def load_templates() -> tuple[Template, ...]:
    """Return all versions, the oldest first."""
    text = files("flows.reports.papers").joinpath("templates.yml").read_text(encoding="utf-8")
    return tuple(sorted((Template(**entry) for entry in read_yaml(text)), key=lambda known: known.valid_from))


def template_on(paper: str, day: date) -> Template:
    """Return the version in force on `day`; before the first one that we know, that one."""
    versions = [version for version in load_templates() if version.paper == paper]
    return next((version for version in reversed(versions) if version.valid_from <= day), versions[0])
