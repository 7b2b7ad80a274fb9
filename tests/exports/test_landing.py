"""The landing keeps what came, byte for byte, under its SHA-256, once."""

from __future__ import annotations

import hashlib
import json
import os
from datetime import datetime
from pathlib import Path, PosixPath

import pytest

from connectors.contract import Bilingual
from connectors.landing import Landing
from connectors.problem import FileRejected

CONTENT = b"\xff\xfeM\x00\xe3\x00" * 1000


@pytest.fixture
def dropped(tmp_path: Path) -> Path:
    path = tmp_path / "Hồ sơ.XLS"
    path.write_bytes(CONTENT)
    os.utime(path, (1_772_323_200, 1_772_323_200))  # 1 March 2026 00:00 UTC
    return path


def test_a_file_lands_byte_for_byte_under_its_hash(tmp_path: Path, dropped: Path) -> None:
    landed = Landing(tmp_path / "landing").land("exports", dropped, "xã/Hồ sơ.XLS", "run-1")
    sha256 = hashlib.sha256(CONTENT).hexdigest()
    day = f"{landed.landed_at:%Y-%m-%d}"
    assert landed.path == tmp_path / "landing/exports" / day / f"{sha256}.xls"
    assert landed.path.read_bytes() == CONTENT
    assert (landed.source, landed.name, landed.sha256, landed.size) == ("exports", "xã/Hồ sơ.XLS", sha256, 6000)
    assert landed.modified_at == datetime(2026, 3, 1, 7)  # Asia/Ho_Chi_Minh
    assert landed.landed_at.tzinfo is None


def test_only_the_owner_may_read_what_landed(tmp_path: Path, dropped: Path) -> None:
    landed = Landing(tmp_path / "landing").land("exports", dropped, "a.xls", "run-1")
    modes = {path.name: path.stat().st_mode & 0o777 for path in (tmp_path / "landing").rglob("*")}
    assert modes == {
        "exports": 0o700,
        "manifest.jsonl": 0o600,
        landed.path.parent.name: 0o700,
        landed.path.name: 0o600,
    }


def test_every_arrival_has_a_manifest_line(tmp_path: Path, dropped: Path) -> None:
    landing = Landing(tmp_path / "landing")
    first = landing.land("exports", dropped, "a.xls", "run-1")
    landing.land("exports", dropped, "b.xls", "run-2")
    manifest = tmp_path / "landing/exports/manifest.jsonl"
    lines = [json.loads(line) for line in manifest.read_text(encoding="utf-8").splitlines()]
    assert [(line["run_id"], line["name"], line["path"]) for line in lines] == [
        ("run-1", "a.xls", f"{first.path.parent.name}/{first.path.name}"),
        ("run-2", "b.xls", f"{first.path.parent.name}/{first.path.name}"),
    ]
    assert lines[0]["sha256"] == first.sha256
    assert (lines[0]["size"], lines[0]["modified_at"]) == (6000, "2026-03-01T07:00:00")
    assert lines[0]["landed_at"] == first.landed_at.isoformat()


def test_the_same_bytes_are_not_written_again_by_a_later_night(tmp_path: Path, dropped: Path) -> None:
    first = Landing(tmp_path / "landing").land("exports", dropped, "a.xls", "run-1")
    earlier = first.path.parent.rename(first.path.parent.with_name("2026-01-01")) / first.path.name
    manifest = tmp_path / "landing/exports/manifest.jsonl"
    manifest.write_text(manifest.read_text().replace(first.path.parent.name, "2026-01-01", 1) + '{"cut short', "utf-8")
    written_at = earlier.stat().st_mtime_ns
    again = Landing(tmp_path / "landing").land("exports", dropped, "b.xls", "run-2")
    assert (again.path, again.path.stat().st_mtime_ns) == (earlier, written_at)
    assert [path.name for path in (tmp_path / "landing").rglob("*.xls")] == [first.path.name]


def test_a_landed_copy_that_was_lost_is_written_again(tmp_path: Path, dropped: Path) -> None:
    landing = Landing(tmp_path / "landing")
    landing.land("exports", dropped, "a.xls", "run-1").path.unlink()
    assert landing.land("exports", dropped, "a.xls", "run-2").path.read_bytes() == CONTENT


@pytest.mark.parametrize(("name", "ending"), [("a", "bin"), ("a.x y", "bin"), ("a.tar.gz", "gz"), ("a.tiếng", "bin")])
def test_endings(tmp_path: Path, dropped: Path, name: str, ending: str) -> None:
    landed = Landing(tmp_path / "landing").land("exports", dropped, name, "run-1")
    assert landed.path.suffix == f".{ending}"


class StillWritten(PosixPath):
    """A file that has grown whenever one looks again, as a slow copy over the network does."""

    def stat(self, *, follow_symlinks: bool = True) -> os.stat_result:
        with Path(self).open("ab") as file:
            file.write(b"more")
        return super().stat(follow_symlinks=follow_symlinks)


def test_a_file_that_changes_while_it_is_copied_does_not_land(tmp_path: Path, dropped: Path) -> None:
    with pytest.raises(FileRejected) as rejected:
        Landing(tmp_path / "landing").land("exports", StillWritten(dropped), "a.xls", "run-1")
    assert isinstance(rejected.value.message, Bilingual)
    assert "đang được ghi" in rejected.value.message.vi
    assert [path for path in (tmp_path / "landing").rglob("*") if path.is_file()] == []
