"""Petitions (phản ánh, kiến nghị) about regulations and about how dossiers were handled."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from connectors.simulate.arrays import Instants, Mask, Whole, chosen, days, kept
from connectors.simulate.city import City, unit_codes, unit_names
from connectors.simulate.clock import OfficeClock
from connectors.simulate.dossiers import Dossiers
from connectors.simulate.people import padded

KINDS = ("regulation", "behaviour")
#: A kind that no contract knows, which is a warning only.
_OTHER_KIND = "Hỏi đáp"
STATUSES = ("processing", "answered", "refused")
PROCESSING, ANSWERED, REFUSED = range(3)


@dataclass(frozen=True)
class _Course:
    """One entry per petition: its days, NaT where there is none, and how it stands."""

    sent: Instants
    forwarded: Instants
    accepted: Instants
    asked: Instants
    answered: Instants
    status: Whole


def rows(city: City, random: np.random.Generator, drawn: Dossiers) -> pa.Table:
    """Draw the petitions as of the end of the data: one for every fifty dossiers, four in ten about one of them."""
    count = city.dossiers // 50 + 3
    dossier = random.integers(0, len(drawn.unit), count)
    received = drawn.lives.received[dossier].astype("datetime64[D]")
    is_about = ~np.isnat(received) & (random.random(count) < 0.4)
    any_day = np.datetime64(city.first) + random.integers(0, city.days, count)
    sent = np.where(is_about, received + random.integers(1, 25, count), any_day)
    # what would be sent after the last day is sent on it
    course = _course(city, np.minimum(sent, np.datetime64(city.until)), random)
    kind = np.searchsorted([0.35, 0.95], random.random(count), side="right")
    kind = np.where(is_about & (kind == 0), 1, kind)
    says_unit, is_closed = random.random(count), course.status != PROCESSING
    table = pa.table(
        {
            "petition_id": pc.binary_join_element_wise("PAKN", padded(np.arange(count) + 1, 6), "-"),
            "unit_code_raw": chosen(unit_codes(), drawn.unit[dossier], empty=says_unit < 0.05),
            "unit_name": chosen(unit_names(), drawn.unit[dossier], empty=says_unit > 0.97),
            "sent_on": days(course.sent),
            "forwarded_on": days(course.forwarded),
            "accepted_on": days(course.accepted),
            "supplement_requested_on": days(course.asked),
            "answered_on": days(course.answered),
            "status": chosen(list(STATUSES), course.status),
            "kind": chosen([*KINDS, _OTHER_KIND], kind, empty=random.random(count) < 0.02),
            "likes": kept(random.integers(0, 6, count), is_closed & (random.random(count) < 0.7)),
            "dislikes": kept(_dislikes(count, random), is_closed & (random.random(count) < 0.7)),
            "dossier_code": pc.if_else(
                pa.array(is_about),
                drawn.facts["dossier_code"].combine_chunks().take(pa.array(dossier)),
                pa.scalar(None, pa.string()),
            ),
        }
    )
    return table.take(pa.array(np.argsort(course.sent, kind="stable")))


def _dislikes(count: int, random: np.random.Generator) -> Whole:
    return np.where(random.random(count) < 0.12, random.integers(1, 4, count), 0)


def _course(city: City, sent: Instants, random: np.random.Generator) -> _Course:
    """Most are answered within 15 working days (NĐ 61/2018 art. 15), some late, some not yet; 6 % are refused."""
    clock, count = OfficeClock(city.first, city.until), len(sent)
    until = np.datetime64(city.until)
    forwarded = sent + random.integers(0, 3, count)
    accepted = forwarded + random.integers(0, 3, count)
    is_refused, is_asked = random.random(count) < 0.06, random.random(count) < 0.10
    length = np.where(random.random(count) < 0.88, random.integers(1, 15, count), random.integers(16, 40, count))
    length = np.where(is_refused, random.integers(1, 4, count), length)
    asked = clock.days_later(accepted, np.maximum(length // 2, 1))
    answered = clock.days_later(accepted, length + np.where(is_asked & ~is_refused, 4, 0))
    is_answered = (answered <= until) & (random.random(count) < 0.97)
    return _Course(
        sent=sent,
        forwarded=_if(forwarded, (forwarded <= until) & (random.random(count) < 0.8)),
        accepted=_if(accepted, (accepted <= until) & (random.random(count) < 0.85)),
        asked=_if(asked, is_asked & ~is_refused & (asked <= until)),
        answered=_if(answered, is_answered),
        status=np.where(is_answered, np.where(is_refused, REFUSED, ANSWERED), PROCESSING),
    )


def _if(day: Instants, keep: Mask) -> Instants:
    return np.where(keep, day, np.datetime64("NaT", "D"))
