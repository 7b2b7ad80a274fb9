"""The simulator's dossiers as iGate would give them, in all of its shapes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from connectors.simulate import City, clean_rows
from tests.standins.igate import Row

#: Ids of the stand-in's catalogue, beside those that are known: the configuration has to name them.
STATUS_IDS = {1: "0", 2: "60f6", 3: "60f7", 4: "2", 5: "1", 6: "6", 7: "13", 8: "8", 9: "4", 10: "5"}
STATUSES = {id_: status for status, id_ in STATUS_IDS.items() if id_ not in ("0", "2", "4")}
_CHANNELS = {"direct": "Trực tiếp", "online": "Trực tuyến", "postal": "Bưu chính"}
_LEVELS = {"full": "Toàn trình", "partial": "Một phần", "information": "Cung cấp thông tin"}


def igate_rows(city: City) -> Iterator[Row]:
    """Yield every dossier of the city as of its end."""
    for number, truth in enumerate(clean_rows(city).to_pylist()):
        yield _row(number, truth)


def _row(number: int, truth: dict[str, Any]) -> Row:
    status = {"id": STATUS_IDS[truth["status"]], "name": [{"languageId": 228, "name": "…"}]}
    events = ("submitted_at", "received_at", "finished_at", "returned_at", "supplement_requested_at")
    return {
        "id": f"65f0{number:020}",
        "code": truth["dossier_code"],
        "nationCode": truth["national_code"],
        # in every third dossier the status stands only beside the task
        "dossierStatus": None if number % 3 == 0 else status,
        "dossierTaskStatus": status,
        "applicant": {"data": {"fullname": truth["applicant_name"], "identityNumber": truth["applicant_identity"]}},
        "procedure": {
            "code": truth["procedure_code_raw"],
            "translate": _translated(number, truth["procedure_name"]),
            "sector": {"code": truth["sector_code"], "name": truth["sector_name"]},
        },
        "agency": {"code": truth["unit_code_raw"], "name": truth["unit_name"], "parent": {"code": "H13"}},
        "procedureLevel": {"id": "5f", "name": _LEVELS[level]} if (level := truth["service_level"]) else None,
        "applyMethod": {"name": _CHANNELS.get(truth["channel"])},
        "accepter": {"fullname": truth["officer_name"]},
        "appliedDate": _instant(truth["submitted_at"], number),
        "acceptedDate": _instant(truth["received_at"], number),
        "appointmentDate": _instant(truth["due_at"], number),
        "completedDate": _instant(truth["finished_at"], number),
        "returnedDate": _instant(truth["returned_at"], number),
        "updatedDate": _instant(max(truth[name] for name in events if truth[name]), 0),
    }


def _translated(number: int, name: str | None) -> object:
    in_both = [{"languageId": 46, "name": "…"}, {"languageId": 228, "name": name}]
    return (in_both, {"languageId": 228, "name": name}, name)[number % 3]


def _instant(at: datetime | None, number: int) -> str | None:
    """Write an instant with the offset of this machine's clock or with that of another, by turns."""
    if at is None:
        return None
    shown, offset = (at, "+0700") if number % 2 == 0 else (at - timedelta(hours=7), "+0000")
    return f"{shown:%Y-%m-%dT%H:%M:%S}.000{offset}"
