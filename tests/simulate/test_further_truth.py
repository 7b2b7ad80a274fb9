"""Steps, payments, documents, signatures, petitions, apologies and returns: consistent with the dossiers, read back."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable
from datetime import datetime, time
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

from connectors.contract import load_contracts
from connectors.simulate import City, clean_rows, further_clean_rows
from connectors.simulate.city import unit_codes
from connectors.simulate.further_datasets import FURTHER_DATASETS
from tests.simulate.conftest import UNTIL
from tests.simulate.reading import UNREADABLE, Record, dataset_of, records

CITY = City(Path(), days=90, dossiers=6_000, seed=7, until=UNTIL)
END = datetime.combine(UNTIL, time(23, 59, 59))


@cache
def truth(dataset: str) -> list[Record]:
    return further_clean_rows(CITY, dataset).to_pylist()


@cache
def dossiers() -> dict[str, Record]:
    return {row["dossier_code"]: row for row in clean_rows(CITY).to_pylist()}


def grouped(rows: list[Record], key: Callable[[Record], object]) -> dict[object, list[Record]]:
    groups = defaultdict(list)
    for row in rows:
        groups[key(row)].append(row)
    return groups


def finish(row: Record) -> datetime | None:
    return row["finished_at"] or row["returned_at"] or row["refused_at"]


@pytest.mark.parametrize("dataset", FURTHER_DATASETS)
def test_the_files_say_what_is_true_and_flawed_rows_cannot_be_read(dataset: str, city: City, files: list[Path]) -> None:
    contract = load_contracts()[dataset]
    expected = further_clean_rows(city, dataset).to_pylist()
    written = [row for path in files if dataset_of(path) == dataset for row in records(path, contract)]
    assert len(written) == len(expected) > 0
    required = [column.name for column in contract.properties if column.required]
    for seen, row in zip(written, expected, strict=True):
        flaw = row.pop("flaw")
        is_sound = UNREADABLE not in seen.values() and all(seen[name] is not None for name in required)
        if flaw is None:
            assert seen == {name: str(value) if name == "status" else value for name, value in row.items()}
        else:
            assert not is_sound or seen.get("period_text") == "kỳ này"


@pytest.mark.parametrize("dataset", FURTHER_DATASETS)
def test_at_most_one_row_in_a_hundred_is_flawed_and_every_key_is_there_once(dataset: str) -> None:
    rows, contract = truth(dataset), load_contracts()[dataset]
    assert sum(row["flaw"] is not None for row in rows) <= max(len(rows) * 0.01, 3)
    names = [{"letter": "sent_on"}.get(name, name) for name in contract.key]
    if dataset == "unit_return":
        names = ["period_text", "unit_code_raw", "indicator_id"]
    assert len({tuple(row[name] for name in names) for row in rows}) == len(rows)


def test_steps_follow_one_another_and_a_dossier_has_two_to_four_of_them() -> None:
    of_dossier = grouped(truth("step"), lambda row: row["dossier_code"])
    received = {code for code, row in dossiers().items() if row["received_at"]}
    assert of_dossier.keys() == received
    for code, steps in of_dossier.items():
        assert [step["step_no"] for step in steps] == list(range(1, len(steps) + 1))
        assert steps[0]["started_at"] == dossiers()[code]["received_at"]
        assert all(step["started_at"] <= END and (step["done_at"] or END) <= END for step in steps)
        for one, following in pairwise(steps):
            assert one["done_at"] is not None
            assert one["started_at"] <= one["done_at"] <= following["started_at"]
    ended = [len(steps) for code, steps in of_dossier.items() if dossiers()[code]["status"] >= 9]
    assert set(ended) == {2, 3, 4}


def test_the_running_step_tells_the_state_of_its_dossier() -> None:
    """Waiting for the applicant (5, 6) is a running step of that status; a closed dossier has no running step."""
    of_dossier = grouped(truth("step"), lambda row: row["dossier_code"])
    seen = set()
    for code, steps in of_dossier.items():
        status, last = dossiers()[code]["status"], steps[-1]
        seen.add(status)
        if status >= 7:
            assert last["done_at"] is not None
        else:
            assert last["done_at"] is None
            assert (last["status"] in (5, 6)) == (status in (5, 6))
            assert last["status"] == status or (last["status"], status) in {(2, 4), (4, 2)}
    assert {2, 4, 5, 6, 7, 8, 9, 10} <= seen


def test_some_steps_are_late_and_some_are_held_by_another_unit() -> None:
    steps = truth("step")
    late = [s for s in steps if s["due_at"] and s["done_at"] and s["done_at"].date() > s["due_at"].date()]
    assert 0.005 < len(late) / len(steps) < 0.05
    assert any(s["due_at"] and not s["done_at"] and s["due_at"] < END and s["status"] == 4 for s in steps)
    assert {s["due_at"] for s in steps if s["status"] in (5, 6)} == {None}
    units_of = grouped(steps, lambda row: row["dossier_code"]).values()
    assert 0.005 < sum(len({s["unit_code_raw"] for s in steps}) > 1 for steps in units_of) / len(units_of) < 0.05
    assert 0 < sum(s["officer_name"] is None for s in steps) < 0.02 * len(steps)


def test_a_request_has_one_to_four_attempts_and_a_dossier_up_to_two_requests() -> None:
    payments = truth("payment")
    requests = grouped([p for p in payments if p["reference"]], lambda p: (p["dossier_code"], p["reference"]))
    assert {len(attempts) for attempts in requests.values()} == {1, 2, 3, 4}
    assert max(Counter(code for code, _ in requests).values()) == 2
    assert 0 < sum(p["reference"] is None for p in payments) < 0.06 * len(payments)
    states = {frozenset(attempt["state"] for attempt in attempts) for attempts in requests.values()}
    assert {frozenset({"pending"}), frozenset({"failed"}), frozenset({"cancelled"})} <= states
    assert all("success" in found for found in states if "refunded" in found)
    assert any({"success", "failed"} <= found for found in states)


def test_payments_are_those_of_the_dossiers_but_for_a_few() -> None:
    known, payments = dossiers(), truth("payment")
    strangers = {p["dossier_code"] for p in payments} - known.keys()
    assert 0 < len(strangers) < 20
    succeeded = grouped(
        [p for p in payments if p["state"] == "success" and p["dossier_code"] in known], lambda p: p["dossier_code"]
    )
    assert any(len(paid) == 2 and paid[0]["amount"] == paid[1]["amount"] for paid in succeeded.values()), "paid twice"
    fees = [(known[p["dossier_code"]]["fee_amount"], p["amount"]) for p in payments if p["dossier_code"] in known]
    assert 0.01 < sum(fee not in (None, amount) for fee, amount in fees) / len(fees) < 0.06
    # 97 % of what the record calls paid on a portal lies in the reconciliation
    portal = [
        row["dossier_code"] for row in known.values()
        if row["paid_online"] in (1, 2) and row["fee_amount"] and row["status"] >= 9
    ]  # fmt: skip
    assert sum(code in succeeded for code in portal) > 0.93 * len(portal)
    waiting = [row["dossier_code"] for row in known.values() if row["status"] == 6]
    assert waiting
    assert not [p for code in waiting for p in succeeded.get(code, [])]


def test_one_bank_loses_am_and_pm_and_unknown_channels_stay_empty() -> None:
    online = [p for p in truth("payment") if p["channel"] in ("portal", "province") and p["transacted_at"]]
    hours = {bank: {p["transacted_at"].hour for p in online if p["bank_code"] == bank} for bank in ("CTG", "VCB")}
    assert hours["CTG"] <= set(range(1, 13))
    assert max(hours["VCB"]) > 12
    assert {p["channel"] for p in truth("payment")} == {"portal", "province", "cash", "transfer", None}
    assert max(p["transacted_at"] for p in online) <= END


def test_documents_are_issued_and_acknowledged_after_they_come() -> None:
    rows = truth("document")
    for row in rows:
        days = [row[name] for name in ("signed_on", "issued_on", "received_on", "acknowledged_on") if row[name]]
        assert days
        assert max(days) <= UNTIL
        assert row["unit_code_raw"] or row["unit_name"]
        if row["direction"] == "outgoing" and row["issued_on"]:
            assert row["issued_on"] >= row["signed_on"]
        if row["direction"] == "incoming" and row["acknowledged_on"]:
            assert row["acknowledged_on"] >= row["received_on"]
    assert Counter(row["direction"] for row in rows).keys() == {"outgoing", "incoming", "case"}
    assert {row["secrecy"] for row in rows} == {None, "Thường", "Mật", "Tối mật"}
    ours = [row for row in rows if row["direction"] == "outgoing"]
    assert {row["signing_method"] for row in ours} == {"smart_ca", "esign", "usb_token", None}
    for name in ("signed_by_person", "signed_by_agency", "sent_electronically", "is_electronic"):
        assert {row[name] for row in ours} == {True, False, None}
    assert any(row["issued_on"] is None for row in ours)


def test_what_a_service_signed_has_a_transaction_and_a_token_leaves_none() -> None:
    signatures = truth("signature")
    completed = {row["document_id"] for row in signatures if row["state"] == "completed"}
    documents = {row["document_id"]: row for row in truth("document")}
    by_service = {
        row["document_id"] for row in documents.values()
        if row["signing_method"] in ("smart_ca", "esign") and row["signed_by_person"] and row["signed_on"]
    }  # fmt: skip
    assert by_service == completed & documents.keys()
    assert all(dossiers()[code]["result_signed"] for code in completed - documents.keys() if code in dossiers())
    assert {row["provider"] for row in signatures} == {"SmartCA", "MySign", "VGCA"}
    assert {row["method"] for row in signatures} == {"smart_ca", "esign", None}
    assert {row["state"] for row in signatures} == {"completed", "pending", "failed", "cancelled", "expired"}
    for row in signatures:
        assert (row["completed_at"] is not None) == (row["state"] == "completed")
        assert row["created_at"] <= (row["completed_at"] or END) <= END


def test_petitions_are_about_received_dossiers_and_answered_in_time_late_or_not_yet() -> None:
    rows = truth("petition")
    linked = [row for row in rows if row["dossier_code"]]
    assert 0.25 < len(linked) / len(rows) < 0.5
    assert all(dossiers()[row["dossier_code"]]["received_at"].date() <= row["sent_on"] for row in linked)
    assert {row["status"] for row in rows} == {"processing", "answered", "refused"}
    assert {row["kind"] for row in rows} == {"regulation", "behaviour", None}
    for row in rows:
        assert (row["answered_on"] is None) == (row["status"] == "processing")
        assert row["sent_on"] <= (row["forwarded_on"] or row["sent_on"]) <= (row["answered_on"] or UNTIL) <= UNTIL
        assert not (row["supplement_requested_on"] and row["status"] == "refused")
    assert any(row["supplement_requested_on"] for row in rows)
    assert any(row["dislikes"] for row in rows)
    assert any(row["answered_on"] and (row["answered_on"] - row["sent_on"]).days > 28 for row in rows)


def test_letters_are_for_late_dossiers_some_twice_some_never_sent() -> None:
    rows = truth("apology")
    for row in rows:
        dossier = dossiers()[row["dossier_code"]]
        end = finish(dossier) or END
        assert end.date() > dossier["due_at"].date()
        assert not (row["sent_on"] and row["sent_on"] > UNTIL)
        assert not (row["reappointed_on"] and not row["sent_on"])
    letters = [row for row in rows if row["sent_on"]]
    assert {1, 2} == set(Counter(row["dossier_code"] for row in letters).values())
    assert 0 < len(rows) - len(letters) < len(rows) / 4
    early = [row for row in letters if row["sent_on"] < dossiers()[row["dossier_code"]]["due_at"].date()]
    assert 0.2 < len(early) / len(letters) < 0.5
    due = [row for row in dossiers().values() if row["due_at"] and finish(row)]
    late = {row["unit_code_raw"] for row in due if finish(row).date() > row["due_at"].date()}
    assert late - {dossiers()[row["dossier_code"]]["unit_code_raw"] for row in rows}, "some units send none"


def test_returns_name_their_periods_in_every_spelling() -> None:
    rows = truth("unit_return")
    by_month_or_quarter = {
        r"(BC )?2026-\d\d", r"(BC )?\d\d/2026", r"(BC )?tháng \d+/2026", r"(BC )?Tháng \d\d năm 2026",
        r"(BC )?2026-Q[1-4]", r"(BC )?quý [1-4]/2026", r"(BC )?quý (I|II|III|IV)/2026", r"(BC )?Quý (I|II|III|IV) năm 2026",
    }  # fmt: skip
    by_year = r"(BC )?2026|(BC )?năm 2026|BC 2026-(H1|9M)"
    texts = [row["period_text"] for row in rows]
    assert all(any(re.fullmatch(form, text) for form in {*by_month_or_quarter, by_year}) for text in texts)
    assert len({text for text in texts if re.fullmatch(by_year, text)}) > 2
    for form in by_month_or_quarter:
        found = [text for text in texts if re.fullmatch(form, text)]
        assert {text.startswith("BC") for text in found} == {True, False}, form


def test_returns_are_of_the_indicators_that_no_system_records() -> None:
    rows = truth("unit_return")
    assert {row["indicator_id"] for row in rows} == {"C20", "C25a", "C25b", "C25c", "D01", "D02", "D04", "\u011010"}
    assert {unicodedata.is_normalized("NFC", row["indicator_id"]) for row in rows} == {True}
    assert {row["unit_code_raw"] for row in rows} <= set(unit_codes()[:-1])
    assert all(row["denominator"] > 0 for row in rows)
    certificates = [row for row in rows if row["indicator_id"] == "\u011010"]
    assert {row["numerator"] for row in certificates} == {None}
    signers = grouped(truth("signature"), lambda row: row["unit_code_raw"])
    for row in certificates:
        assert row["denominator"] >= len({s["signer_name"] for s in signers.get(row["unit_code_raw"], [])})
    shares = [row for row in rows if row["indicator_id"] in ("C20", "C25a", "C25b", "C25c")]
    assert all(0 <= row["numerator"] <= row["denominator"] for row in shares)
