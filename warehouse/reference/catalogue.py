"""The catalogue of indicators: the packaged table, and the definitions that indicators carry themselves."""

from __future__ import annotations

from collections.abc import Sequence

from warehouse.graph import Definition, Indicator, load_indicators
from warehouse.reference.packaged import packaged_rows


def catalogue_rows(indicators: Sequence[Indicator] | None = None) -> list[dict[str, str]]:
    """Return the rows of ref.indicator as text, empty where there is nothing to say.

    Raises `ValueError` for an indicator that is defined nowhere (it would be computed and never shown) or twice.
    """
    rows = packaged_rows("indicator")
    known = {row["indicator_id"] for row in rows}
    empty = dict.fromkeys(rows[0], "")
    for indicator in load_indicators() if indicators is None else indicators:
        if (indicator.definition is None) is (indicator.id not in known):
            where = "nowhere" if indicator.definition is None else "twice"
            raise ValueError(
                f"indicators/{indicator.id}.yml: defined {where}; give `definition` there or a row in reference/data/indicator.csv, not both"
            )
        if indicator.definition:
            rows.append(empty | {"indicator_id": indicator.id} | _as_text(indicator.definition))
    return rows


def _as_text(definition: Definition) -> dict[str, str]:
    told = definition.model_dump(mode="json", exclude={"title"})
    titles = {"title_vi": definition.title.vi, "title_en": definition.title.en}
    return titles | {name: "" if value is None else str(value) for name, value in told.items()}
