"""What a dropped file really is: by its content, never by its name."""

from __future__ import annotations

import re
import zipfile
from enum import StrEnum
from pathlib import Path, PurePosixPath

from connectors.contract import Bilingual
from connectors.problem import FileRejected


class FileKind(StrEnum):
    """The kinds of file that are read."""

    CSV = "csv"
    XLSX = "xlsx"
    XLS = "xls"
    HTML = "html"


#: Endings that people expect of each kind; Excel itself writes HTML under .xls.
_ENDINGS = {
    FileKind.CSV: {".csv", ".txt", ".tsv"},
    FileKind.XLSX: {".xlsx", ".xlsm"},
    FileKind.XLS: {".xls"},
    FileKind.HTML: {".xls", ".html", ".htm"},
}
_LOOKED_AT = 1 << 16
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_FOREIGN = {
    b"%PDF": "PDF",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"II*\x00": "TIFF",
    b"Rar!": "RAR",
    b"7z\xbc\xaf\x27\x1c": "7-Zip",
    b"\x1f\x8b": "gzip",
    b"{\\rtf": "RTF",
    b"PAR1": "Parquet",
    b"MIME-Version:": "MHTML",
    b"SQLite format 3": "SQLite",
}
_JSON = re.compile(r"\A\s*(\{\s*\"|\[\s*[\[{\]])")
_HTML = re.compile(r"<(!doctype\s+html|html|table|body|head|meta)[\s>]", re.IGNORECASE)
_SPREADSHEET_XML = "urn:schemas-microsoft-com:office:spreadsheet"


def identify(path: Path) -> FileKind:
    """Return what the file is; raise `FileRejected` for what is never read, saying what to do instead."""
    with path.open("rb") as file:
        start = file.read(_LOOKED_AT)
    if not start.strip(b"\x00\t\r\n \xef\xbb\xbf\xff\xfe"):
        raise FileRejected(_EMPTY)
    if start.startswith(_OLE):
        return _identify_compound(path)
    if start.startswith(_ZIP):
        return _identify_zip(path)
    for signature, kind in _FOREIGN.items():
        if start.startswith(signature):
            raise FileRejected(_foreign(kind))
    return _identify_text(start)


def ending_note(kind: FileKind, name: str) -> Bilingual | None:
    """Return a note when the name promises another kind of file."""
    ending = PurePosixPath(name).suffix.lower()
    if ending in _ENDINGS[kind]:
        return None
    return Bilingual(
        vi=f"Đuôi tệp “{ending}” không đúng: nội dung là {kind.upper()}; đã đọc theo nội dung.",
        en=f'The ending "{ending}" is wrong: the content is {kind.upper()}; it was read by its content.',
    )


def _identify_compound(path: Path) -> FileKind:
    """An OLE file: an old workbook, or an encrypted new one, or something else of Office."""
    content = path.read_bytes()
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise FileRejected(PASSWORD_PROTECTED)
    if any(stream.encode("utf-16-le") + b"\x00\x00" in content for stream in ("Workbook", "Book")):
        return FileKind.XLS
    raise FileRejected(_OTHER_OFFICE_FILE)


def _identify_zip(path: Path) -> FileKind:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise FileRejected(DAMAGED_WORKBOOK) from error
    if "xl/workbook.xml" in names:
        return FileKind.XLSX
    if "xl/workbook.bin" in names:
        raise FileRejected(_foreign("XLSB"))
    if "content.xml" in names:
        raise FileRejected(_foreign("OpenDocument"))
    raise FileRejected(_foreign("ZIP"))


def _identify_text(start: bytes) -> FileKind:
    """Signs of UTF-16 are looked through by leaving out the NULs."""
    text = start.removeprefix(b"\xef\xbb\xbf").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff")
    text_start = text.replace(b"\x00", b"").decode("latin-1")
    if _JSON.match(text_start):
        raise FileRejected(_IS_JSON)
    if text_start.lstrip().startswith("<"):
        if _HTML.search(text_start):
            return FileKind.HTML
        raise FileRejected(_foreign("XML Spreadsheet" if _SPREADSHEET_XML in text_start else "XML"))
    return FileKind.CSV


PASSWORD_PROTECTED = Bilingual(
    vi="Tệp Excel có đặt mật khẩu nên không đọc được; mở tệp, bỏ mật khẩu, lưu lại rồi gửi lại.",
    en="The workbook is protected by a password; open it, remove the password, save it and drop it again.",
)
DAMAGED_WORKBOOK = Bilingual(
    vi="Tệp Excel bị hỏng hoặc chép dở; mở bằng Excel, lưu lại (.xlsx) rồi gửi lại.",
    en="The workbook is damaged or was copied in part; open it in Excel, save it again (.xlsx) and drop it again.",
)
_OTHER_OFFICE_FILE = Bilingual(
    vi="Tệp không phải bảng Excel (có thể là Word, thư Outlook) hoặc bị hỏng; lưu lại thành Excel (.xlsx) rồi gửi lại.",
    en="The file is no workbook (Word, an Outlook mail?) or is damaged; save it as Excel (.xlsx) and drop it again.",
)
_EMPTY = Bilingual(
    vi="Tệp trống, không có dữ liệu nào; xuất lại từ phần mềm nguồn.",
    en="The file is empty; export it again from its system.",
)
_IS_JSON = Bilingual(
    vi="Tệp là JSON, không phải bảng; bản ghi đồng bộ DVCQG để ở thư mục của nguồn dvcqg_sync,"
    " dữ liệu khác lưu thành CSV hoặc Excel (.xlsx).",
    en="The file is JSON, not a table; DVCQG records belong in the inbox of dvcqg_sync,"
    " anything else is saved as CSV or Excel (.xlsx).",
)


def _foreign(kind: str) -> Bilingual:
    return Bilingual(
        vi=f"Tệp là {kind}, không phải bảng dữ liệu; lưu lại thành CSV hoặc Excel (.xlsx) rồi gửi lại.",
        en=f"The file is {kind}, not a table that is read here; save it as CSV or Excel (.xlsx) and drop it again.",
    )
