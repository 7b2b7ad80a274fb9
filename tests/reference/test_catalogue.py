"""An indicator is defined once: in the packaged catalogue or beside its own SQL."""

from __future__ import annotations

import pytest

from connectors.contract import Bilingual
from warehouse.graph import Definition, Indicator
from warehouse.reference.catalogue import catalogue_rows

DEFINITION = Definition(
    title=Bilingual(vi="Tỷ lệ thử", en="A share for trial"),
    formula_vi="a / b",
    source="định nghĩa của motcua",
    status="D",
)


def test_an_indicator_may_carry_its_own_definition() -> None:
    *_, row = catalogue_rows([Indicator(id="X01", definition=DEFINITION)])
    assert row["indicator_id"] == "X01"
    assert (row["title_vi"], row["status"], row["basis"], row["valid_from"]) == ("Tỷ lệ thử", "D", "city", "")


@pytest.mark.parametrize(
    ("indicator", "where"), [(Indicator(id="X01"), "nowhere"), (Indicator(id="C01", definition=DEFINITION), "twice")]
)
def test_an_indicator_defined_nowhere_or_twice_is_an_error_that_says_so(indicator: Indicator, where: str) -> None:
    with pytest.raises(ValueError, match=f"indicators/{indicator.id}.yml: defined {where}"):
        catalogue_rows([indicator])
