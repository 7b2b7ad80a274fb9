"""PDF for digital signing, made by LibreOffice from the same workbook that officers check."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from connectors.contract import Bilingual
from connectors.problem import Problem
from flows.reports.papers.problem import NotWritten, cannot_write

#: Numbers as officers read them (1.234,5), whatever the language of the machine.
_VIETNAMESE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>vi-VN</value></prop></item>
</oor:items>
"""
#: An annex of a hundred thousand rows takes some minutes.
LONGEST_SECONDS = 900


class ProgramMissing(Problem):
    """LibreOffice, which the machine lacks."""

    def __init__(self) -> None:
        super().__init__(
            Bilingual(
                vi="Chưa có LibreOffice để tạo PDF. Cài gói libreoffice-calc (Debian, Ubuntu: apt-get install"
                " libreoffice-calc), hoặc ghi tệp .xlsx rồi in ra PDF.",
                en="LibreOffice is needed for PDF. Install libreoffice-calc (Debian, Ubuntu: apt-get install"
                " libreoffice-calc), or write .xlsx and print that.",
            )
        )


def find_office() -> str:
    """Return the path of LibreOffice; raise `ProgramMissing`."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    if found is None:
        raise ProgramMissing
    return found


def convert_to_pdf(workbook: Path, out: Path) -> None:
    """Write `workbook` (.xlsx) as `out` (.pdf).

    Raises `ProgramMissing`, and `NotWritten` when LibreOffice fails, takes too long, or `out` cannot be written. Each
    run has a profile of its own: a LibreOffice that is open, or another run, never stands in its way.
    """
    office = find_office()
    with TemporaryDirectory(prefix="motcua-pdf-") as folder:
        profile = _profile(Path(folder))
        command = [office, f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf"]
        _run([*command, "--outdir", folder, str(workbook.resolve())])
        made = Path(folder) / f"{workbook.stem}.pdf"
        if not made.exists():
            raise _failed()
        try:
            out.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(made, out)
        except OSError as error:
            raise cannot_write(out) from error


def _profile(folder: Path) -> str:
    """Make a LibreOffice profile that reads and prints as Vietnamese officers do; return its address."""
    user = folder / "profile" / "user"
    user.mkdir(parents=True)
    (user / "registrymodifications.xcu").write_text(_VIETNAMESE, encoding="utf-8")
    return user.parent.as_uri()


def _run(command: list[str]) -> None:
    # LibreOffice starts a second process: both are of one group, and end together.
    process = subprocess.Popen(  # noqa: S603 - a program and options of our own, no shell
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL, start_new_session=True
    )
    try:
        failed = process.wait(LONGEST_SECONDS)
    except BaseException as error:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        if isinstance(error, subprocess.TimeoutExpired):
            raise _too_long(LONGEST_SECONDS) from None
        raise
    if failed:
        raise _failed()


def _failed() -> NotWritten:
    return NotWritten(
        Bilingual(
            vi="LibreOffice không tạo được PDF. Ghi tệp .xlsx, mở bằng LibreOffice hoặc Excel rồi in ra PDF.",
            en="LibreOffice made no PDF. Write .xlsx, open it in LibreOffice or Excel and print it to PDF.",
        )
    )


def _too_long(seconds: float) -> NotWritten:
    return NotWritten(
        Bilingual(
            vi=f"LibreOffice chưa tạo xong PDF sau {seconds:.0f} giây nên đã dừng. Ghi tệp .xlsx, hoặc chọn đơn vị nhỏ hơn.",
            en=f"LibreOffice was stopped after {seconds:.0f} seconds without a PDF. Write .xlsx, or choose a smaller unit.",
        )
    )
