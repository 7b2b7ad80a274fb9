"""The sections `[sources.NAME]`: each read by the model of its own connector; secrets never from the file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from connectors.contract import Bilingual
from connectors.problem import Problem
from connectors.registry import declarations
from connectors.source import SourceSettings


class SourceFault(Problem):
    """A section of a source cannot be used."""


#: What pydantic's kinds of faults are in Vietnamese; `{}` are values of the fault's context.
_FAULTS = {
    "extra_forbidden": "không có khóa này, kiểm tra chính tả",
    "missing": "thiếu khóa này",
    "int_parsing": "cần số nguyên",
    "int_type": "cần số nguyên",
    "float_parsing": "cần một số",
    "float_type": "cần một số",
    "bool_parsing": "cần true hoặc false",
    "string_type": "cần một chuỗi ký tự",
    "path_type": "cần một đường dẫn",
    "literal_error": "chỉ nhận {expected}",
    "greater_than": "phải lớn hơn {gt}",
    "greater_than_equal": "phải từ {ge} trở lên",
    "less_than_equal": "không được quá {le}",
    "string_pattern_mismatch": "phải theo mẫu {pattern}",
}


def told_faults(error: ValidationError, *within: str) -> Bilingual:
    """Name each wrong key; its value is not repeated: it may be a secret."""
    told = [(".".join(map(str, (*within, *fault["loc"]))), fault) for fault in error.errors()]
    return Bilingual(
        vi="; ".join(
            f"{key}: {_FAULTS.get(fault['type'], fault['msg']).format_map(fault.get('ctx', {}))}" for key, fault in told
        ),
        en="; ".join(f"{key}: {fault['msg']}" for key, fault in told),
    )


def written_keys(sections: object) -> dict[str, frozenset[str]]:
    """Return the keys that the file itself gives each source."""
    return {name: frozenset(section) for name, section in _sections(sections).items()}


def refuse_written_secrets(sections: object, written: Mapping[str, frozenset[str]]) -> None:
    """Raise `SourceFault` where a secret of a source is among the keys that the file gives."""
    for name, section in _sections(sections).items():
        declaration = declarations().get(str(section.get("connector")))
        for key in declaration.settings_type().secrets() if declaration else ():
            if key in written.get(name, frozenset()):
                variable = f"MOTCUA_SOURCES__{name.upper()}__{key.upper()}"
                raise SourceFault(
                    Bilingual(
                        vi=f"sources.{name}.{key}: bí mật không được ghi trong tệp. Xóa khóa này, đặt biến môi trường {variable}"
                        f" hoặc chỉ tên khối Secret của Prefect ở sources.{name}.secret_blocks.{key}.",
                        en=f"sources.{name}.{key}: a secret may not stand in the file. Remove it, set {variable}"
                        f" or name a Prefect Secret block at sources.{name}.secret_blocks.{key}.",
                    )
                )


def read_sources(sections: object) -> dict[str, SourceSettings]:
    """Read every source's section by its connector's model; raise `SourceFault` naming the keys at fault."""
    return {name: _read(name, section) for name, section in _sections(sections).items()}


def _sections(sections: object) -> dict[str, Mapping[str, Any]]:
    if sections is None:
        return {}
    if isinstance(sections, dict) and all(isinstance(section, dict) for section in sections.values()):
        return sections
    raise SourceFault(
        Bilingual(
            vi="sources: mỗi nguồn là một mục [sources.TÊN] có các khóa của nó",
            en="sources: each source is a section [sources.NAME] with keys of its own",
        )
    )


def _read(name: str, section: Mapping[str, Any]) -> SourceSettings:
    connector = str(section.get("connector"))
    if connector not in declarations():
        known = ", ".join(declarations())
        raise SourceFault(
            Bilingual(
                vi=f"sources.{name}.connector: cần một trong {known}", en=f"sources.{name}.connector: one of {known}"
            )
        )
    try:
        return declarations()[connector].settings_type().model_validate(section)
    except ValidationError as error:
        raise SourceFault(told_faults(error, "sources", name)) from None
