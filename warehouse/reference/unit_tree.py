"""The units of a catalogue as one tree: every code once, every link to a known unit, everything under the root."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import combinations, groupby

from connectors.contract import Bilingual
from warehouse.reference.rejection import rejected_cell
from warehouse.reference.unit_file import Unit
from warehouse.reference.unit_name import unit_name_key

#: A warning names at most this many units.
_NAMED = 5


def rooted(file: str, units: Sequence[Unit], root: Unit) -> tuple[list[Unit], list[Bilingual]]:
    """Return the units of `file` as a tree that holds the root, and warnings.

    A missing root is added; a unit without parent is put under the root unless the root lies below it. Raises
    ReferenceRejected for a code given twice, an unknown parent or successor, and units that are their own ancestors.
    """
    _require_unique_codes(file, units)
    tree, warnings = list(units), []
    if all(unit.unit_code != root.unit_code for unit in units):
        tree.insert(0, root)
        warnings.append(_root_added(file, root))
    _require_known_links(file, tree)
    parents = {unit.unit_code: unit.parent_code for unit in tree}
    _require_no_circle(file, tree, parents)
    stays_above = {root.unit_code, *_ancestors(root.unit_code, parents)}
    orphans = [code for code, parent in parents.items() if parent is None and code not in stays_above]
    if orphans:
        lost = frozenset(orphans)
        tree = [replace(unit, parent_code=root.unit_code) if unit.unit_code in lost else unit for unit in tree]
        warnings.append(_put_under_root(file, root, orphans))
    return tree, warnings + _shared_names(file, tree)


def _ancestors(code: str, parents: Mapping[str, str | None]) -> list[str]:
    """Return the codes above `code`, nearest first; a circle is followed once."""
    above: list[str] = []
    parent = parents[code]
    while parent is not None and parent not in above:
        above.append(parent)
        parent = parents[parent]
    return above


def _require_unique_codes(file: str, units: Iterable[Unit]) -> None:
    rows: dict[str, int] = {}
    for unit in units:
        if first := rows.get(unit.unit_code):
            vi = f"mã {unit.unit_code} đã có ở dòng {first}; mỗi mã chỉ một dòng"
            en = f"code {unit.unit_code} is already in row {first}; each code has one row"
            raise rejected_cell(file, unit.row, "unit_code", vi, en)
        rows[unit.unit_code] = unit.row


def _require_known_links(file: str, units: Sequence[Unit]) -> None:
    codes = {unit.unit_code for unit in units}
    for unit in units:
        for column, code in (("parent_code", unit.parent_code), ("successor_code", unit.successor_code)):
            if code is not None and code not in codes:
                vi = f"mã {code} không có trong cột unit_code; hãy thêm đơn vị đó hoặc để trống ô này"
                en = f"code {code} is not in column unit_code; add that unit or leave this cell empty"
                raise rejected_cell(file, unit.row, column, vi, en)


def _require_no_circle(file: str, units: Iterable[Unit], parents: Mapping[str, str | None]) -> None:
    for unit in units:
        if unit.unit_code in _ancestors(unit.unit_code, parents):
            vi = f"đơn vị {unit.unit_code} nằm dưới chính nó; hãy sửa mã cấp trên"
            en = f"unit {unit.unit_code} lies below itself; correct the parent's code"
            raise rejected_cell(file, unit.row, "parent_code", vi, en)


def _root_added(file: str, root: Unit) -> Bilingual:
    return Bilingual(
        vi=f"{file}: không có đơn vị gốc {root.unit_code} (root_unit); đã thêm với tên «{root.name}»",
        en=f"{file}: the root {root.unit_code} (root_unit) is missing; added with the name «{root.name}»",
    )


def _put_under_root(file: str, root: Unit, orphans: Sequence[str]) -> Bilingual:
    return Bilingual(
        vi=f"{file}: {len(orphans)} đơn vị không ghi cấp trên, được đặt dưới {root.unit_code}: {_first(orphans)}",
        en=f"{file}: {len(orphans)} units without a parent were put under {root.unit_code}: {_first(orphans)}",
    )


def _shared_names(file: str, units: Iterable[Unit]) -> list[Bilingual]:
    """Warn of units of one name valid at the same time: a record that gives only the name fits each of them.

    Two units that have both ended are history that nobody can rename any more.
    """
    keyed = sorted(((unit_name_key(unit.name), unit) for unit in units), key=lambda entry: entry[0])
    shared = []
    for _, group in groupby(keyed, key=lambda entry: entry[0]):
        together = [pair for pair in combinations([unit for _, unit in group], 2) if _clash(*pair)]
        shared += [f"«{one.name}» ({one.unit_code}, {other.unit_code})" for one, other in together[:1]]
    if not shared:
        return []
    vi = f"{file}: {len(shared)} tên có nhiều đơn vị dùng cùng lúc, hồ sơ chỉ ghi tên không phân biệt được"
    en = f"{file}: {len(shared)} names belong to several units at once, records with only a name fit each of them"
    return [Bilingual(vi=f"{vi}: {_first(shared)}", en=f"{en}: {_first(shared)}")]


def _clash(one: Unit, other: Unit) -> bool:
    starts = max(one.valid_from or date.min, other.valid_from or date.min)
    if one.valid_to and other.valid_to:
        return False
    return starts < min(one.valid_to or date.max, other.valid_to or date.max)


def _first(names: Sequence[str]) -> str:
    return ", ".join(names[:_NAMED]) + (", …" if len(names) > _NAMED else "")
