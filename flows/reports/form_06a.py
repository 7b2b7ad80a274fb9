"""Form II.06a as a real Excel file, ready to be checked, printed and signed."""

from __future__ import annotations

import re
from datetime import date, datetime
from pathlib import Path

import duckdb
import xlsxwriter
from xlsxwriter.exceptions import FileCreateError

from connectors.contract import Bilingual
from flows.reports.form_checks import Origin
from flows.reports.form_rows import FormError, read_form_table
from flows.reports.form_sheet import FormHeading, write_sheet
from flows.reports.periods import Period
from flows.reports.signature import SignatureBlock
from flows.reports.wording import name_of


def form_06a_name(unit_code: str, period: Period) -> str:
    """Return the file's name, `II.06a_{unit}_{period}.xlsx`; signs that a file system may refuse become `-`."""
    unit = re.sub(r"[^0-9A-Za-zĐđ.-]+", "-", unit_code).strip(".-")[:60]
    return f"II.06a_{unit or 'don-vi'}_{period.code}.xlsx"


def write_form_06a(
    connection: duckdb.DuckDBPyConnection,
    out: Path,
    *,
    period: Period,
    unit_code: str,
    as_of: date,
    run_id: str,
    signature: SignatureBlock,
) -> Path:
    """Write the form of one unit and period to `out` (.xlsx) and return its path.

    The city's form has its levels in Roman and their sectors in Arabic numerals, any other unit's its sectors.
    Raises `FormError` for an unknown unit, a period without data and a file that cannot be written.
    """
    table = read_form_table(connection, period, unit_code, as_of)
    heading = FormHeading(name_of(table.unit_name), name_of(signature.receiver))
    out.parent.mkdir(parents=True, exist_ok=True)
    # Texts from data are never formulas, links or numbers, whatever they begin with.
    as_they_are = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    font = {"font_name": "Times New Roman", "font_size": 11}
    workbook = xlsxwriter.Workbook(str(out), {**as_they_are, "default_format_properties": font})
    # The day of the figures, not the clock: the same figures give the same bytes.
    created = datetime(as_of.year, as_of.month, as_of.day)
    workbook.set_properties({"title": f"Biểu II.06a, {heading.unit_name}, {period.label_vi}", "created": created})
    write_sheet(workbook, table, heading, Origin(unit_code, period, as_of, run_id), signature)
    try:
        workbook.close()
    except FileCreateError as error:
        raise cannot_write(out) from error
    return out


def cannot_write(out: Path) -> FormError:
    """Return the error of a workbook that cannot be written, with what to do."""
    return FormError(
        Bilingual(
            vi=f"Không ghi được tệp {out}. Nếu tệp đang mở trong Excel, đóng lại rồi chạy lại; nếu không, kiểm tra "
            "quyền ghi vào thư mục.",
            en=f"Cannot write {out}. If Excel has it open, close it and run again; else check the permissions of "
            "the folder.",
        )
    )
