"""Documents (văn bản) of the document-management system: outgoing, incoming and closed case files."""

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

DIRECTIONS = ("outgoing", "incoming", "case")
OUTGOING, INCOMING, CASE = range(3)
METHODS = ("smart_ca", "esign", "usb_token")
#: A way that no contract knows, which is a warning only.
_OTHER_METHOD = "HSM tập trung"
_KINDS = ("Công văn", "Quyết định", "Thông báo", "Báo cáo", "Tờ trình", "Kế hoạch", "Giấy mời", "Hồ sơ công việc")
_SYMBOLS = ("CV", "QĐ", "TB", "BC", "TTr", "KH", "GM", "HSCV")
_CASE_FILE = len(_KINDS) - 1
#: Empty, then what the column says; the first two are no secret.
_SECRECY = ("Thường", "Mật", "Tối mật")


@dataclass(frozen=True)
class _Days:
    """One entry per document: days, NaT where there is none."""

    signed: Instants
    issued: Instants
    received: Instants
    acknowledged: Instants


def rows(city: City, random: np.random.Generator, drawn: Dossiers) -> pa.Table:
    """Draw the documents up to the end of the data: one for every two dossiers, most where most dossiers are."""
    count = city.dossiers // 2 + 1
    unit = np.sort(drawn.unit[random.integers(0, len(drawn.unit), count)])
    direction = random.choice(np.arange(3), count, p=[0.45, 0.40, 0.15])
    dated = _days(city, direction, random)
    kind = np.where(direction == CASE, _CASE_FILE, random.integers(0, _CASE_FILE, count))
    secrecy = np.searchsorted([0.25, 0.295, 0.30], random.random(count), side="right")
    says_unit = random.random(count)
    table = {
        "document_id": pc.binary_join_element_wise("VB", padded(np.arange(count) + 1, 8), "-"),
        "symbol": _symbols(kind, unit, random),
        "kind": chosen(list(_KINDS), kind),
        "direction": chosen(list(DIRECTIONS), direction),
        "unit_code_raw": chosen(unit_codes(), unit, empty=says_unit < 0.03),
        "unit_name": chosen(unit_names(), unit, empty=says_unit > 0.98),
        "signed_on": days(dated.signed),
        "issued_on": days(dated.issued),
        "received_on": days(dated.received),
        "acknowledged_on": days(dated.acknowledged),
        "secrecy": chosen(list(_SECRECY), np.minimum(secrecy, 2), empty=secrecy == 3),
        **_signing_columns(direction, random),
    }
    return pa.table(table)


def _days(city: City, direction: Whole, random: np.random.Generator) -> _Days:
    """Most are issued and acknowledged the same day, some the next working day, a few later or not yet."""
    clock, count = OfficeClock(city.first, city.until), len(direction)
    span = np.arange(np.datetime64(city.first), np.datetime64(city.until) + 1)
    weight = np.where(clock.is_working(span), 1.0, 1e-9)
    day = span[random.choice(np.arange(len(span)), count, p=weight / weight.sum())]
    issue_delay = random.choice(np.array([0, 1, 3, 9]), count, p=[0.78, 0.14, 0.06, 0.02])
    acknowledgement_delay = random.choice(np.array([0, 1, 2, 30]), count, p=[0.86, 0.08, 0.03, 0.03])
    is_incoming = direction == INCOMING
    signed = np.where(is_incoming, day - random.integers(0, 5, count), day)
    issued = np.where(is_incoming, signed, clock.days_later(day, issue_delay))
    issued = np.where(direction == CASE, day, issued)
    return _Days(
        signed=_until(city, signed, random.random(count) < np.where(direction == CASE, 0.7, 1.0)),
        issued=_until(city, issued, random.random(count) < np.where(direction == OUTGOING, 0.98, 1.0)),
        received=_until(city, day, is_incoming),
        acknowledged=_until(city, clock.days_later(day, acknowledgement_delay), is_incoming),
    )


def _until(city: City, day: Instants, keep: Mask) -> Instants:
    never = np.datetime64("NaT", "D")
    return np.where(keep & (day <= np.datetime64(city.until)), day, never)


def _symbols(kind: Whole, unit: Whole, random: np.random.Generator) -> pa.Array:
    """Number and symbol, as 123/QĐ-UBND."""
    number = pc.cast(pa.array(random.integers(1, 2_000, len(kind))), pa.string())
    short = chosen(list(_SYMBOLS), kind).cast(pa.string())
    issuer = pa.array(np.where(unit < 15, "VP", "UBND"))
    return pc.binary_join_element_wise(number, pc.binary_join_element_wise(short, issuer, "-"), "/")


def _signing_columns(direction: Whole, random: np.random.Generator) -> dict[str, pa.Array]:
    """Of an incoming document nobody here knows how it was signed; a token, a service or an unknown way signed ours."""
    count = len(direction)
    is_ours = direction != INCOMING
    by_person = random.random(count) < np.where(direction == CASE, 0.80, 0.90)
    by_agency = random.random(count) < np.where(by_person, 0.93, 0.25)
    method = np.searchsorted([0.50, 0.75, 0.95], random.random(count), side="right")
    says_person = is_ours & (random.random(count) < 0.97)
    return {
        "signed_by_person": kept(by_person, says_person),
        "signed_by_agency": kept(by_agency, (direction == OUTGOING) & (random.random(count) < 0.97)),
        "signing_method": chosen([*METHODS, _OTHER_METHOD], method, empty=~(by_person & says_person)),
        "sent_electronically": kept(
            random.random(count) < 0.92, (direction == OUTGOING) & (random.random(count) < 0.98)
        ),
        "is_electronic": kept(random.random(count) < 0.90, random.random(count) < 0.98),
    }
