"""What the machine refuses, such as a full disk or a folder without rights, told to the person."""

from __future__ import annotations

import errno

import duckdb
from xlsxwriter.exceptions import FileCreateError

from connectors.contract import Bilingual

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
_FULL_AS_DUCKDB_SAYS = ("No space left on device", "Disk quota exceeded")


def refusal_of(error: Exception) -> Bilingual | None:
    """Say what the machine refused and what to do; None where the error tells of something else."""
    cause = error.args[0] if isinstance(error, FileCreateError) and error.args else error
    if isinstance(cause, duckdb.OutOfMemoryException) and not _is_full(cause):
        return Bilingual(
            vi="Hết bộ nhớ dành cho DuckDB. Tăng memory_limit trong motcua.toml hoặc giải phóng bộ nhớ, rồi chạy lại.",
            en="DuckDB ran out of memory. Raise memory_limit in motcua.toml or free memory, then run again.",
        )
    if _is_full(cause):
        return Bilingual(
            vi="Đĩa đầy, chưa ghi được gì mới; bản công bố giữ nguyên. Giải phóng chỗ hoặc giảm keep_publications, rồi chạy lại.",
            en="The disk is full; nothing new was written, the publication stands. Free space or lower keep_publications,"
            " then run again.",
        )
    if isinstance(cause, OSError) and cause.filename is not None:
        return Bilingual(
            vi=f"Không đọc hoặc ghi được {cause.filename}: {cause.strerror}. Kiểm tra đường dẫn và quyền, rồi chạy lại.",
            en=f"{cause.filename} cannot be read or written: {cause.strerror}. Check the path and its permissions, then run"
            " again.",
        )
    return None


def _is_full(cause: object) -> bool:
    if isinstance(cause, duckdb.Error):
        return any(words in str(cause) for words in _FULL_AS_DUCKDB_SAYS)
    return isinstance(cause, OSError) and cause.errno in _FULL
