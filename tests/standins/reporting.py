"""A stand-in of the portal's public reporting: the tables of the 766 set, page by page, in the shapes really answered."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.standins.faulty_server import Asked, FaultySystem

PATH = "/api/v1/reporting/evaluation/"
ROOT_ID = "019d2be3-6a85-74ec-a339-9985e7aba649"
Row = dict[str, Any]
#: Tables whose rows tell no code of the unit, as the real ones.
_WITHOUT_CODE = frozenset({"transparency", "handling-satisfaction"})
_TREES = frozenset({"dvc-progress-tree", "provide-online-tree", "formality-online-payment-tree"})
#: Code, id and name of the small city's units; the first is the root.
UNITS = (
    ("H13", ROOT_ID, "UBND Thành phố Cần Thơ"),
    ("H13.01", "019d2be3-0000-0001", "Sở Nội vụ"),
    ("H13.101", "019d2be3-0000-0101", "UBND Phường Ninh Kiều"),
)


def department(table: str, code: str, **figures: object) -> Row:
    """A unit's row of a table; those that tell no code tell only the id."""
    (known,) = [unit for unit in UNITS if unit[0] == code] or [(code, f"id-{code}", f"Đơn vị {code}")]
    row: Row = {"departmentId": known[1], "departmentName": known[2]}
    return row | ({} if table in _WITHOUT_CODE else {"departmentCode": code}) | {"scoreDelta": None} | figures


def metric(
    code: str, numerator: int | None, denominator: int | None, score: float | None, most: float, **more: object
) -> Row:
    """A metric of the list `metrics`; its ratio is null where there is nothing to divide by."""
    ratio = round(100 * numerator / denominator, 2) if numerator is not None and denominator else None
    return {"code": code, "name": code, "numerator": numerator, "denominator": denominator, "ratio": ratio, "score": score,
            "maxScore": most, **more}  # fmt: skip


def scored(score: float | None, most: float, *metrics: Row) -> Row:
    """The score of a group with its metrics."""
    listed = {"metrics": list(metrics)} if metrics else {}
    return {"totalScore": score, "totalMaxScore": most, "ratio": round(100 * (score or 0) / most, 2), **listed}


def progress(on_time: int, received: int, score: float) -> Row:
    """Figures of a child of dvc-progress-tree."""
    return {"totalReceived": received, "totalOnTime": on_time, "totalOverdue": received - on_time, "avgProcessingDays": 4.1,
            "ratio": round(100 * on_time / received, 2), "score": score, "maxScore": 20}  # fmt: skip


@dataclass
class ReportingSystem(FaultySystem):
    """Tables by name (service-results of the provinces: `provinces`), or by name and first day of a period."""

    tables: dict[str, list[Row]] = field(default_factory=dict)
    of_period: dict[tuple[str, str, str], list[Row]] = field(default_factory=dict)
    after_page: Callable[[str, int], None] | None = None

    def answer(self, asked: Asked) -> tuple[int, Any]:
        """Give one page of a table; a table that nobody filled has a head and no rows."""
        if asked.method != "POST" or not asked.path.startswith(PATH):
            return 404, {"code": "NOT_FOUND"}
        body, name = json.loads(asked.body), asked.path.removeprefix(PATH)
        if body.get("departmentType") == "ADMINISTRATIVE_UNIT":
            name = "provinces"
        rows = self.of_period.get((name, *_period(body))) or self.tables.get(name) or [department(name, "H13")]
        number, size = body.get("currentPage", 1), body.get("pageSize", len(rows))
        page = rows[1:][(number - 1) * size : number * size]
        head, below = ("parent", "children") if name in _TREES else ("overview", "evaluation")
        answer = {"code": "OK", "data": {head: rows[0], below: page, "monthlyChart": []}, "message": None}
        if self.after_page:
            self.after_page(name, number)
        return 201, answer


def _period(body: Row) -> tuple[str, str]:
    """Return kind and first day of the period that was asked for."""
    if "fromDate" in body:
        months = (int(body["toDate"][5:7]) - int(body["fromDate"][5:7])) + 1
        return {1: "month", 3: "quarter", 12: "year"}[months], body["fromDate"]
    first = {"year": 1, "quarter": 3 * body.get("quarter", 1) - 2, "month": body.get("month", 1)}[body["timeType"]]
    return body["timeType"], f"{body['year']}-{first:02}-01"


#: Scores of the groups of H13 in the small city, and of H20 as really published on 5 October 2026.
GROUPS = {"CKMB": 7.96, "TDGQ": 15, "CLGQ": 10, "TTTT": 7.67, "MDHL": 3, "MDSH": 6.5}
GROUPS_H20 = {"CKMB": 11.46, "TDGQ": 17.63, "CLGQ": 8.88, "TTTT": 6.37, "MDHL": 14.1, "MDSH": 9.67}


def small_city() -> dict[str, list[Row]]:
    """The tables of a city of two units, with small numbers that agree with one another."""
    content = metric("PUBLIC_CONTENT_FULL", 87, 89, 1.96, 2)
    nothing = metric("PUBLISH_ON_TIME", 0, 0, None, 6)
    rough = {"dataQualityStatus": "TEMP", "dataQualityMessage": "Mẫu số tạm."}
    copies = metric("ELECTRONIC_CERTIFIED_COPY", None, None, 2, 2) | {"ratio": 100}
    results = metric("ORIGINAL_RESULT_AVAILABLE", 6, 8, 4.5, 6)
    online = {
        "authorityCount": 89,
        "channelOnlineSum": 5,
        "channelDirectSum": 3,
        "channelPostalSum": 0,
        "channelTotalSum": 8,
    }
    payment = {
        "totalDossierOnlinePaymentSuccess": 7,
        "totalDossierFinancialObligation": 7,
        "totalDossierOnlineFormalityPaymentSuccess": 2,
        "totalFeeDossierFormality": 0,
        "totalFeeFormality": 3,
    }
    petitions = scored(3, 18, metric("PETITION_PROCESSING_ON_TIME", 1, 2, 3, 6)) | {"totalPetitions": 2}
    figures: dict[str, list[Row]] = {
        "transparency": [
            scored(7.96, 18, nothing, content, metric("DOSSIER_SYNC", 8, 8, 6, 6, **rough)),
            scored(1.96, 18, nothing, content),
            scored(None, 18, nothing),
        ],
        "handling-satisfaction": [petitions, scored(12, 18), scored(12, 18)],
        "dossier-digitized": [
            scored(6.5, 22, results, copies),
            scored(2, 22, metric("ORIGINAL_RESULT_AVAILABLE", 0, 0, None, 6), copies),
            scored(2, 22, copies),
        ],
        "dvc-progress-tree": [
            progress(6, 8, 15) | {"totalScore": 15, "totalMaxScore": 20},
            progress(2, 2, 20),
            progress(4, 6, 13.33),
        ],
        "provide-online-tree": [scored(10, 12) | online, scored(0, 12), scored(10, 12)],
        "formality-online-payment-tree": [scored(7.67, 10) | payment],
        "service-results": [scored(50.13, 100)],
    }
    rows = {
        name: [department(name, code, **row) for (code, _, _), row in zip(UNITS, rows, strict=False)]
        for name, rows in figures.items()
    }
    rows["provinces"] = [
        {"departmentName": "Cả nước", "departmentCode": None, **scored(61.86, 100)},
        department("provinces", "H13", **scored(50.13, 100), groupScores=GROUPS),
        department("provinces", "H20", **scored(68.11, 100), groupScores=GROUPS_H20),
    ]
    return rows
