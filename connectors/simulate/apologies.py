"""Letters of apology (thư xin lỗi) for late dossiers, among them the late list filled in and sent back."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from connectors.simulate.arrays import Instants, Mask, chosen, days, where
from connectors.simulate.city import City, unit_codes
from connectors.simulate.dossiers import Dossiers, seen
from connectors.simulate.lives import FOR_DOCUMENTS, FOR_PAYMENT

_CAUSES = (
    "Chờ ý kiến của cơ quan phối hợp",
    "Hồ sơ tăng đột biến, thiếu nhân sự",
    "Phải kiểm tra, xác minh thực địa",
    "Lỗi hệ thống thông tin",
)


def rows(city: City, random: np.random.Generator, drawn: Dossiers) -> pa.Table:
    """Draw the letters up to the end of the data, by dossier.

    Three units in ten send none. Of the others' late dossiers six in ten have a letter, a third of these before the
    due date; one in ten has a second, with a new appointment again. Some rows of the list name a cause only.
    """
    due, is_late = _late(city, drawn)
    silent = random.random(len(unit_codes())) < 0.3
    late = np.flatnonzero(is_late & ~silent[drawn.unit])
    draw, due = random.random(len(late)), due[late]
    is_early = random.random(len(late)) < 0.35
    sent = np.where(is_early, due - random.integers(1, 4, len(late)), due + random.integers(0, 8, len(late)))
    again = np.flatnonzero(draw < 0.06)
    dossier = np.concatenate([late, late[again]])
    sent = np.concatenate([sent, sent[again] + random.integers(3, 12, len(again))])
    has_letter = np.concatenate([draw < 0.6, np.ones(len(again), np.bool_)]) & (sent <= np.datetime64(city.until))
    is_listed = has_letter | np.concatenate([draw > 0.95, np.zeros(len(again), np.bool_)])
    is_appointed = has_letter & (random.random(len(sent)) < 0.9)
    appointed = sent + random.integers(3, 15, len(sent))
    order = np.lexsort((sent, dossier))
    order = order[is_listed[order]]
    cause = random.integers(0, len(_CAUSES), len(sent))
    return pa.table(
        {
            "dossier_code": drawn.facts["dossier_code"].combine_chunks().take(pa.array(dossier[order])),
            "sent_on": days(sent[order], has_letter[order]),
            "reappointed_on": days(appointed[order], is_appointed[order]),
            "cause": chosen(list(_CAUSES), cause[order]),
        }
    )


def _late(city: City, drawn: Dossiers) -> tuple[Instants, Mask]:
    """Return the day each dossier is due, and whether it is late as form 06a counts: closed late, or open overdue."""
    table = seen(drawn, city.end)
    due, received, finished, returned, refused = (
        table[name].to_numpy().astype("datetime64[D]")
        for name in ("due_at", "received_at", "finished_at", "returned_at", "refused_at")
    )
    status = table["status"].to_numpy()
    finish = where(~np.isnat(finished), finished, where(~np.isnat(returned), returned, refused)).astype("datetime64[D]")
    finish = np.where(finish < received, received, finish)
    is_waiting = np.isin(status, (FOR_DOCUMENTS, FOR_PAYMENT))
    is_overdue = np.isnat(finish) & (due < np.datetime64(city.until)) & ~is_waiting
    is_counted = ~np.isnat(received) & ~np.isin(status, (1, 3))
    return due, is_counted & ((finish > due) | is_overdue)
