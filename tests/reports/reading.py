"""Reading a written page as a person would: sections, tables, cells."""

from __future__ import annotations

from pathlib import Path

from lxml import html
from lxml.html import HtmlElement


def page_of(path: Path) -> HtmlElement:
    return html.fromstring(path.read_bytes().decode("utf-8"))


def text_of(element: HtmlElement) -> str:
    """Return an element's text on one line."""
    return " ".join(element.text_content().split())


def table_of(page: HtmlElement, caption_id: str) -> HtmlElement:
    return page.get_element_by_id(caption_id).getparent()


def rows_of(table: HtmlElement) -> dict[str, list[str]]:
    """Return the cells of each body row but its heading cell, by the text of that heading."""
    rows: dict[str, list[str]] = {}
    for row in table.xpath("./tbody/tr"):
        heading = text_of(row.xpath("./th")[0])
        rows[heading] = [text_of(cell) for cell in row.xpath("./td")]
    return rows
