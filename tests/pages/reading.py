"""Reading a written page as a person would: sections, tables, cells, links."""

from __future__ import annotations

from pathlib import Path

from lxml import html
from lxml.html import HtmlElement


def page_of(path: Path) -> HtmlElement:
    return html.fromstring(path.read_bytes().decode("utf-8"))


def unit_page(reports: Path, unit_code: str) -> HtmlElement:
    return page_of(reports / "don-vi" / unit_code / "index.html")


def text_of(element: HtmlElement) -> str:
    """Return an element's text on one line."""
    return " ".join(element.text_content().split())


def section(page: HtmlElement, name: str) -> str:
    return text_of(page.get_element_by_id(name))


def table_of(page: HtmlElement, caption_id: str) -> HtmlElement:
    return page.get_element_by_id(caption_id).getparent()


def rows_of(table: HtmlElement) -> dict[str, list[str]]:
    """Return the cells of each body row but its heading cell, by the text of that heading."""
    rows: dict[str, list[str]] = {}
    for row in table.xpath("./tbody/tr"):
        rows[text_of(row.xpath("./th")[0])] = [_cell(cell) for cell in row.xpath("./td")]
    return rows


def _cell(cell: HtmlElement) -> str:
    """Return a cell's text without the title of its drawing, which nobody sees."""
    titles = [text_of(title) for title in cell.xpath(".//*[local-name()='title']")]
    text = text_of(cell)
    for title in titles:
        text = text.replace(title, "", 1).strip()
    return text


def codes_of(page: HtmlElement, list_id: str) -> list[str]:
    """Return the dossier codes of one list of the page."""
    return [text_of(cell) for cell in page.get_element_by_id(list_id).xpath(".//tbody/tr/th")]
