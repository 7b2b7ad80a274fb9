"""Reading our own YAML files: by libyaml where it is there, which is eight times as fast and the same in all else."""

from __future__ import annotations

from typing import Any

import yaml

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_yaml(text: str) -> Any:  # noqa: ANN401
    """Return the one document in `text`, made of plain values only."""
    return yaml.load(text, Loader=_LOADER)  # noqa: S506 - one of the two safe loaders
