"""Papers in an office suite: PDF to be signed, and the late list saved by it and sent back."""

from __future__ import annotations

import re
import subprocess
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from tests.exports.reading import Reader
from tests.system.city import City

pytestmark = pytest.mark.system

#: Words that each paper has to show when it is printed, the last ones beside the signature.
WORDS = {
    "06a": ("Biểu số II.06a/VPCP/KSTT", "Kỳ báo cáo", "Tổng cộng"),
    "phu-luc-1": ("Phụ lục I", "Ngày gửi thư", "Tổng cộng"),
    "phu-luc-2": ("Phụ lục II", "Bước đang giữ", "Tổng cộng"),
    "chi-tieu": ("CÁC CHỈ TIÊU", "Đã kiểm chứng", "Căn cứ"),
}
#: What officers save as; the text with semicolons, in UTF-8.
SAVED_AS = {
    "xlsx": "xlsx:Calc MS Excel 2007 XML",
    "xls": "xls:MS Excel 97",
    "csv": "csv:Text - txt - csv (StarCalc):59,34,76,1",
}


def asked(program: str, *arguments: str | Path) -> str:
    return subprocess.run([program, *arguments], capture_output=True, text=True, check=True, timeout=120).stdout


@pytest.fixture(scope="module")
def printed(published_city: City, month: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Each paper of the city as PDF, two at a time: neither waits for the other."""
    folder = tmp_path_factory.mktemp("pdf")

    def print_paper(kind: str) -> Path:
        out = folder / f"{kind}.pdf"
        published_city.motcua("form", kind, "--period", month, "--out", str(out))
        return out

    with ThreadPoolExecutor(2) as pool:
        return dict(zip(WORDS, pool.map(print_paper, WORDS), strict=True))


@pytest.mark.parametrize("kind", list(WORDS))
def test_every_paper_prints_on_landscape_a4_and_is_signed_on_a_page_with_figures(
    printed: dict[str, Path], kind: str
) -> None:
    told = asked("pdfinfo", printed[kind])
    size = re.search(r"Page size: +([\d.]+) x ([\d.]+)", told)
    assert size is not None
    assert (round(float(size[1])), round(float(size[2]))) == (842, 595)
    pages = asked("pdftotext", "-layout", printed[kind], "-").split("\f")[:-1]
    assert f"Pages: {len(pages)}" in re.sub(" +", " ", told)
    for words in WORDS[kind]:
        assert words in "".join(pages)
    *others, signed = pages
    assert not any("NGƯỜI LẬP BIỂU" in page or "THỦ TRƯỞNG" in page for page in others)
    for words in ("NGƯỜI LẬP BIỂU", "THỦ TRƯỞNG CƠ QUAN, ĐƠN VỊ", WORDS[kind][-1], f"Trang {len(pages)}/{len(pages)}"):
        assert words in signed
    assert all("(1)" in page and "Số liệu đến hết" in page for page in pages), "headings and footer on every page"
    fonts = {line.split()[0].split("+")[-1] for line in asked("pdffonts", printed[kind]).splitlines()[2:]}
    assert any(re.match("LiberationSerif|TimesNewRoman", font) for font in fonts), "Times New Roman or its like"


def test_numbers_are_printed_as_officers_read_them(printed: dict[str, Path]) -> None:
    text = asked("pdftotext", "-layout", printed["chi-tieu"], "-")
    assert re.search(r"\b\d{1,3},\d\d%", text)
    assert not re.search(r"\d\.\d\d%", text)


def test_the_late_list_saved_by_an_office_suite_is_read_as_the_one_we_wrote(
    published_city: City, month: str, tmp_path: Path
) -> None:
    ours = tmp_path / "phu-luc.xlsx"
    published_city.motcua("form", "phu-luc-1", "--period", month, "--out", str(ours))
    book = openpyxl.load_workbook(ours)
    first = next(row for row in book.worksheets[0].iter_rows(min_row=7) if row[1].value)
    first[8].value, first[9].value = "Chờ xác minh", date(2026, 3, 2)
    book.save(ours)
    wanted = Reader(tmp_path).path(ours)
    assert (wanted.file.dataset, len(wanted.rows) > 20) == ("apology", True)
    assert wanted.rows[0]["cause"] == "Chờ xác minh"
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    for ending, saved_as in SAVED_AS.items():
        folder = tmp_path / ending
        asked("soffice", profile, "--headless", "--convert-to", saved_as, "--outdir", folder, ours)
        saved = Reader(tmp_path).path(folder / f"phu-luc.{ending}")
        assert saved.file.dataset == "apology"
        assert saved.column("dossier_code") == wanted.column("dossier_code")
        assert saved.file.unknown_headings == ()
        answered = [row for row in saved.rows if row.get("sent_on")]
        assert len(answered) == len([row for row in wanted.rows if row.get("sent_on")])
        assert re.match(r"02/03/2026|2026-03-02", str(answered[0]["sent_on"]))
