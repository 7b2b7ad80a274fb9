"""The national portal's copy of the city's dossiers: synchronisation records that differ from the city's own.

Some of the city's dossiers are missing there and a few are there alone; days, status, supplements and fees differ, due
dates are missing. Returns what every record means; the counts count from that and never read the file.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta
from pathlib import Path
from random import Random

from .city import OWN_SECTORS, UNITS
from .desk import set_modified
from .papers import disguised
from .procedures import PROCEDURES
from .record import Dossier, agency_in

FILE = "inbox/dvcqg/dong-bo.jsonl"
_CHANNEL = {"direct": "1", "online": "2", "postal": "3", None: ""}
_SECTORS = {procedure.code: procedure.sector for procedure in PROCEDURES}
Request = tuple[datetime, datetime | None]  # asked, answered


def _moved(rng: Random, at: datetime | None) -> datetime | None:
    return at + timedelta(days=rng.choice((-3, -1, 1, 2)), hours=rng.randrange(3)) if at else None


#: What pushers do to a record, each as often as the next; the city's own record stands first.
DIFFERENCES: tuple[Callable[[Random, Dossier], Dossier], ...] = (
    lambda rng, one: one,
    lambda rng, one: replace(one, received_at=(one.received_at or datetime.min) + timedelta(days=1)),
    lambda rng, one: replace(one, due_at=_moved(rng, one.due_at)),
    lambda rng, one: replace(one, due_at=None),
    lambda rng, one: replace(one, finished_at=_moved(rng, one.finished_at)),
    lambda rng, one: replace(one, finished_at=None),
    lambda rng, one: replace(one, status=rng.choice((1, 3, 4, 5, 6))),
    lambda rng, one: replace(one, status=9 if one.status in (5, 6, 8) else one.status),
)


def _as_copied(rng: Random, one: Dossier, code: str) -> tuple[Dossier, list[Request]]:
    """One record of the portal: what the city says, changed, with the portal's own requests for supplements."""
    assert one.received_at
    changed = rng.choice(DIFFERENCES)(rng, one)
    asked = [datetime.combine((one.received_at + timedelta(days=n + 1)).date(), time(9)) for n in range(3)]
    requests: list[Request] = [
        (at, at + timedelta(hours=rng.choice((1, 30))) if rng.random() < 0.7 else None)
        for at in asked[: rng.choice((0, 0, 1, 1, 2))]
    ]
    sector = rng.choice((*OWN_SECTORS, None, None))
    waited = sum((answered - at for at, answered in requests if answered), timedelta())
    flags = [flag for flag in ("has_digitised_component", "reuses_data", "has_electronic_result") if rng.random() < 0.5]
    stored = rng.random() < 0.3
    copy = replace(
        changed,
        code=code,
        unit=agency_in(code),
        sector=sector or _SECTORS.get(one.procedure or "") or "?",
        channel=one.channel or "direct",  # "KenhThucHien empty is direct"
        first_due_at=changed.due_at,
        supplement_seconds=waited.total_seconds(),
        supplement_count=len(requests),
        supplement_requested_at=max((at for at, _ in requests), default=None),
        fee_amount=rng.choice((None, 0, 95_000)),
        # "uses_population_data = … or from_personal_store"
        true_flags=frozenset([*flags, *(("from_personal_store", "uses_population_data") if stored else ())]),
        kind="portal",
        steps=(),
    )
    return copy, requests


def _instant(at: datetime | None) -> str:
    return f"{at:%Y%m%d%H%M%S}" if at else ""


def _record(rng: Random, one: Dossier, requests: Sequence[Request]) -> dict[str, object]:
    """The record as the portal keeps it: all values text, empty text for what is not known."""
    flags = one.true_flags
    attachment = {
        "IsDeleted": "False",
        "DuocSoHoa": "1" if "has_digitised_component" in flags else "0",
        "DuocTaiSuDung": rng.choice("12") if "reuses_data" in flags else "0",
        "DuocLayTuKhoDMQG": "1" if "from_personal_store" in flags else "0",
    }
    deleted = {"IsDeleted": "True", "DuocSoHoa": "1", "DuocTaiSuDung": "1", "DuocLayTuKhoDMQG": "1"}
    fees = (
        []
        if one.fee_amount is None
        else [{"Gia": str(one.fee_amount - 5)}, {"Gia": "5"}]
        if one.fee_amount
        else [{"Gia": "0"}]
    )
    own_sector = one.sector != _SECTORS.get(one.procedure or "") and one.sector != "?"
    return {
        "MaHoSo": disguised(rng, one.code),
        "MaTTHC": one.procedure or "",
        "MaLinhVuc": one.sector if own_sector else "",
        "KenhThucHien": _CHANNEL[one.channel] if one.channel != "direct" else rng.choice(("", "1")),
        "NgayTiepNhan": _instant(one.received_at),
        "NgayHenTra": _instant(one.due_at),
        "NgayKetThucXuLy": _instant(one.finished_at),
        "NgayTra": _instant(one.returned_at),
        "NgayTuChoi": _instant(one.refused_at),
        "TrangThaiHoSo": str(one.status),
        "DuocThanhToanTrucTuyen": "" if one.paid_online is None else str(one.paid_online),
        "TaiLieuNop": [attachment, deleted],
        "DanhSachLePhi": fees,
        "DanhSachHoSoBoSung": [
            {"NgayBoSung": _instant(asked), "NgayTiepNhanBoSung": _instant(answered)} for asked, answered in requests
        ],
        "DanhSachGiayToKetQua": [
            {"DuongDanTepTinKetQua": "https://example.invalid/kq" if "has_electronic_result" in flags else ""}
        ],
    }


def write_portal_copy(folder: Path, dossiers: Sequence[Dossier], seed: int, landed_at: datetime) -> list[Dossier]:
    """Writes the portal's copy of some of `dossiers` below `folder`; returns it as the portal has it."""
    rng = Random(seed)
    known = sorted((one for one in dossiers if one.received_at and agency_in(one.code)), key=lambda one: one.code)
    # No earlier than the city's own first receipt: the periods of both begin together.
    copies = [_as_copied(rng, one, one.code) for one in rng.sample(known, len(known) // 4)]
    for number, one in enumerate(rng.sample(known, 40)):
        assert one.received_at
        code = f"{rng.choice(UNITS).code}-{one.received_at:%y%m%d}-{9_900_000 + number}"
        copies.append(_as_copied(rng, one, code))
    path = folder / FILE
    path.parent.mkdir(parents=True)
    lines = [json.dumps(_record(rng, *copy), ensure_ascii=False) for copy in copies]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    set_modified(path, landed_at)
    return [copy for copy, _ in copies]
