"""Ids that the catalogues of the configuration do not know, told so that a person can paste them in."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from connectors.contract import Bilingual, load_contracts
from connectors.headings import fold
from connectors.igate.settings import Settings
from connectors.problem import SourceFailed

_COLUMNS = {"status": "status", "level": "service_level", "channel": "channel"}
_LONGEST_NAME = 80


@dataclass(frozen=True, order=True)
class MetId:
    """An id of a catalogue met in the answers and the name that it bore."""

    catalogue: str
    id: str
    name: str | None


def judge(source: str, settings: Settings, met: Mapping[MetId, int]) -> list[Bilingual]:
    """Return a note on levels and channels that nobody knows; raise `SourceFailed` for a status: all would be counted wrong.

    `met` are the ids with the number of dossiers that bear each.
    """
    unknown = {each: dossiers for each, dossiers in met.items() if not _is_known(settings, each)}
    if statuses := {each: dossiers for each, dossiers in unknown.items() if each.catalogue == "status"}:
        raise SourceFailed(_held(source, statuses))
    return [_unknown(source, unknown)] if unknown else []


def _is_known(settings: Settings, met: MetId) -> bool:
    """Whether the catalogue has the id; a level or channel may also bear a name that the contract knows."""
    if met.catalogue == "status":
        return met.id in settings.statuses
    if met.id in (settings.level if met.catalogue == "level" else settings.channel):
        return True
    codes = load_contracts()["dossier"].by_name[_COLUMNS[met.catalogue]].codes
    return fold(met.name or "") in {fold(word) for words in codes.values() for word in words}


def _block(source: str, unknown: Mapping[MetId, int]) -> str:
    lines: list[str] = []
    for name in _COLUMNS:
        of_this = sorted((-dossiers, each.id, each) for each, dossiers in unknown.items() if each.catalogue == name)
        if of_this:
            lines.append(f"[sources.{source}.{name}]")
            lines += [
                f"{json.dumps(id_, ensure_ascii=False)} = ?  # {_named(each, -less)}" for less, id_, each in of_this
            ]
    return "\n".join(lines)


def _named(met: MetId, dossiers: int) -> str:
    name = " ".join((met.name or "—").split())[:_LONGEST_NAME]
    return f"{name}: {dossiers} hồ sơ"


def _held(source: str, unknown: Mapping[MetId, int]) -> Bilingual:
    block = _block(source, unknown)
    return Bilingual(
        vi=f"Nguồn {source}: {len(unknown)} mã trạng thái chưa có trong danh mục, chưa nạp gì của nguồn này đêm nay. Dán vào"
        f" motcua.toml, thay ? bằng trạng thái 1–10 của Cổng DVCQG:\n{block}\n",
        en=f"Source {source}: {len(unknown)} status ids are in no catalogue, nothing of it is loaded this night. Paste into"
        f" motcua.toml with the portal's status 1-10 for each ?:\n{block}\n",
    )


def _unknown(source: str, unknown: Mapping[MetId, int]) -> Bilingual:
    block = _block(source, unknown)
    return Bilingual(
        vi=f"Nguồn {source}: mã mức độ hoặc kênh chưa có trong danh mục, để trống (chưa rõ). Dán vào motcua.toml, thay ? bằng"
        f' "full", "partial", "information" (mức độ), "direct", "online", "postal" (kênh):\n{block}\n',
        en=f"Source {source}: ids of level or channel are in no catalogue and kept as unknown. Paste into motcua.toml with"
        f' "full", "partial", "information" (level), "direct", "online", "postal" (channel) for each ?:\n{block}\n',
    )
