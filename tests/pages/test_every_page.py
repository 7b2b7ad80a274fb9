"""What every page keeps to: no network, one script of our own, readable by ear and without script, safe, small."""

from __future__ import annotations

import base64
import dataclasses
import hashlib
import re
from pathlib import Path

import pytest
from lxml.html import HtmlElement

from connectors.contract import Bilingual
from flows.reports.sections.work import LONGEST_LIST, UNIT_BYTES, WorkDossier, _fitting
from tests.pages.conftest import changed, write
from tests.pages.reading import page_of, text_of

SCRIPT = """<script>alert("x")</script>'"><img src=x onerror=alert(1)> {{ 7*7 }} &amp;</td></tr>"""
TURNED = "Sở \u202eTư pháp\u202c\u200f \u2067(x)\x07"
TEXTS = {
    "script": SCRIPT, "turned": TURNED, "=": "=cmd()|'/C calc'!A0", "+": "+1+1", "-": "-2", "@": "@SUM(A1)", "long": "x" * 5000,
    "arabic": "\u0627\u0644", "format": "%s {0} {name}",
}  # fmt: skip
#: Every place that data can fill on a page.
EVERYWHERE = """
    UPDATE ref.unit SET name = {0}; UPDATE ref.procedure SET name = {0}, sector_name = {0};
    UPDATE ref.indicator SET title_vi = {0}, formula_vi = {0}, source = {0};
    UPDATE ops.load SET file = {0}, message = {0};
    UPDATE ops.quarantine SET file = {0}, dataset = {0}, column_name = {0}, rule = {0}, reason = {0};
    UPDATE ops.check_result SET check_id = {0}, dataset = {0}, observed = {0}, expected = {0}, message = {0};
    UPDATE ops.freshness SET source = {0}, dataset = {0}, status = {0}, message = {0};
    UPDATE mart.integrity_signal SET detail = {0}; UPDATE mart.late_change SET reason = {0};
    UPDATE mart.late_dossier SET responsible_department = {0}, holding_department = {0};
    UPDATE mart.due_soon SET department = {0}
"""


@pytest.fixture(params=["index.html", "don-vi/H13.101/index.html"])
def page(request: pytest.FixtureRequest, reports: Path) -> HtmlElement:
    return page_of(reports / request.param)


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_no_text_becomes_markup_a_formula_or_turns_a_line_around(small_city: Path, tmp_path: Path, text: str) -> None:
    quoted = "'" + text.replace("'", "''") + "'"
    file = changed(small_city, tmp_path, *EVERYWHERE.replace("{0}", quoted).split(";\n"))
    message = Bilingual(vi=f"Lý do: {text}", en=f"Reason: {text}")
    city = write(file, tmp_path / "reports", root_name=text, held_reasons=(message,), warnings=(message,))
    for written in (city, city.parent / "don-vi/H13.101/index.html"):
        hostile, source = page_of(written), written.read_text(encoding="utf-8")
        assert len(hostile.xpath("//script")) == 1
        assert not hostile.xpath("//img | //*[@onerror]")
        assert len(hostile.xpath("//main/section")) == 8
        assert not set(source) & set("\u202e\u202c\u200f\u2067\x07")
        assert written.stat().st_size < 250_000
    cells = (city.parent / "don-vi/H13.101/viec-hom-nay.csv").read_text(encoding="utf-8-sig")
    assert not re.search(r'(^|;)"?[=+@-]', cells, re.MULTILINE)


def test_a_page_needs_no_network_and_runs_only_its_own_script(page: HtmlElement) -> None:
    (script,) = page.xpath("//script/text()")
    said = "".join(page.xpath("//body//text()")).replace(script, "")
    assert not page.xpath("//link | //img | //iframe | //object | //*[@onclick] | //script/@src")
    assert not re.findall(r"(?:https?:)?//[a-z]", said + " ".join(page.xpath("//@href | //@src | //style/text()")))
    assert len(script.encode()) <= 8_000
    (policy,) = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    known = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert policy == f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{known}'"


def test_without_script_everything_is_there(page: HtmlElement) -> None:
    hidden = [text_of(part) for part in page.xpath("//main//*[@hidden]")]
    assert hidden == []
    assert not page.xpath("//main//button | //main//input[@type='search']"), (
        "what only works with the script comes with it"
    )


def test_tables_can_be_read_by_ear_and_by_keyboard(page: HtmlElement) -> None:
    for table in page.xpath("//table"):
        assert text_of(table.xpath("./caption")[0])
        assert all(cell.get("scope") in {"col", "colgroup"} for cell in table.xpath("./thead//th"))
        assert all(row.xpath("./th[@scope='row' or @scope='rowgroup']") for row in table.xpath("./tbody/tr"))
        frame = table.getparent()
        assert frame.get("tabindex") == "0"
        assert page.get_element_by_id(frame.get("aria-labelledby")) is not None
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert all(picture.xpath("./*[local-name()='title']") for picture in page.xpath("//*[local-name()='svg']"))


def test_text_colours_have_enough_contrast(page: HtmlElement) -> None:
    def luminance(colour: str) -> float:
        parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    style = page.xpath("//style")[0].text
    colours = dict(re.findall(r"--(\w+):(#[0-9a-f]{6})", style))
    for name in ("ink", "grey", "red", "amber", "blue"):
        for ground in ("#ffffff", colours["band"]):
            light, dark = sorted((luminance(colours[name]), luminance(ground)), reverse=True)
            assert (light + 0.05) / (dark + 0.05) >= 4.5, (name, ground)


def test_a_list_ends_where_the_page_would_grow_too_large_or_after_two_thousand_rows() -> None:
    row = WorkDossier(
        "H13.101-261103-0001", "H13.101", None, None, None, None, None, None, None, None, False, None, "x" * 60, None
    )  # type: ignore[arg-type]
    shown, left = _fitting([row] * 3_000, 10_000_000)
    assert len(shown) == LONGEST_LIST
    assert left == 10_000_000 - LONGEST_LIST * row.bytes
    long = dataclasses.replace(row, procedure_name="Thủ tục " * 20)
    shown, _ = _fitting([long] * 3_000, UNIT_BYTES)
    assert 1_000 < len(shown) < 2_000
