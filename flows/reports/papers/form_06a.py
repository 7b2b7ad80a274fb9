"""Form II.06a as a real Excel file, ready to be checked, printed and signed."""

from __future__ import annotations

from pathlib import Path

from flows.reports.papers.form_rows import FormTable
from flows.reports.papers.form_sheet import FormHeading, write_sheet
from flows.reports.papers.origin import Origin
from flows.reports.papers.signature import SignatureBlock
from flows.reports.papers.templates import template_on
from flows.reports.papers.workbook import open_workbook
from flows.reports.wording import name_of


def write_form_06a(out: Path, table: FormTable, origin: Origin, signature: SignatureBlock) -> None:
    """Write the form of one unit and period to `out` (.xlsx).

    The city's form has its levels in Roman and their sectors in Arabic numerals, any other unit's its sectors.
    Raises `NotWritten` for a file that cannot be written.
    """
    template = template_on("06a", origin.period.end)
    heading = FormHeading(f"Biểu số {template.id}", name_of(origin.unit_name), name_of(signature.receiver))
    with open_workbook(out, "Biểu II.06a", origin) as workbook:
        write_sheet(workbook, table, heading, origin, signature)
