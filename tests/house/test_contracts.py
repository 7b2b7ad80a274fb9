"""Contracts: each column described in both languages, each heading for one column, nothing personal kept."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import pytest
from pydantic import BaseModel

from connectors.contract import Bilingual, Contract, load_contracts
from connectors.headings import fold

CONTRACTS = list(load_contracts().values())
each_contract = pytest.mark.parametrize("contract", CONTRACTS, ids=[contract.id for contract in CONTRACTS])


def texts(model: BaseModel, place: str) -> Iterator[tuple[str, Bilingual]]:
    """Yield every text for people in a contract, with the place where it stands."""
    for name, value in model:
        for part in value if isinstance(value, tuple) else (value,):
            if isinstance(part, Bilingual):
                yield f"{place}.{name}", part
            elif isinstance(part, BaseModel):
                yield from texts(part, f"{place}.{getattr(part, 'name', name)}")


@each_contract
def test_every_column_and_reason_is_told_in_vietnamese_and_english(contract: Contract) -> None:
    untold = [place for place, text in texts(contract, contract.id) if not text.vi.strip() or not text.en.strip()]
    copied = [place for place, text in texts(contract, contract.id) if text.vi == text.en]
    assert (untold, copied) == ([], [])


@each_contract
def test_a_heading_belongs_to_one_column(contract: Contract) -> None:
    claims = Counter(
        heading for column in contract.properties for heading in {fold(heading) for heading in column.headings}
    )
    assert [heading for heading, columns in claims.items() if columns > 1] == []


@each_contract
def test_a_word_means_one_code(contract: Contract) -> None:
    for column in contract.properties:
        claims = Counter(word for words in column.codes.values() for word in {fold(word) for word in words})
        assert [word for word, codes in claims.items() if codes > 1] == [], column.name


@each_contract
def test_a_personal_column_is_never_kept(contract: Contract) -> None:
    personal = {column.name for column in contract.properties if column.personal}
    published = {column.name for column in contract.kept} | {derived.name for derived in contract.derived}
    assert personal & published == set()


def test_a_keyed_hash_has_a_name_of_its_own() -> None:
    for contract in CONTRACTS:
        hashes = {column.keyed_hash.column for column in contract.properties if column.keyed_hash}
        assert hashes & set(contract.by_name) == set(), contract.id


def test_whatever_names_or_reaches_a_person_is_personal() -> None:
    """No name, identity number, phone, e-mail or address reaches the published file, so none may be kept."""
    of_a_person = re.compile(
        r"(phone|email|address|identity|fax|(applicant|owner|officer|signer|sender|payer)(_full)?_?name)$"
    )
    columns = {f"{contract.id}.{column.name}": column for contract in CONTRACTS for column in contract.properties}
    found = {place: column.personal for place, column in columns.items() if of_a_person.search(place)}
    assert found["dossier.applicant_name"]
    assert [place for place, personal in found.items() if not personal] == []
