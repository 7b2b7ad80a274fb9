"""What a connector says when a file cannot be used at all."""

from __future__ import annotations

from connectors.contract import Bilingual


class FileRejected(Exception):
    """One file is refused as a whole; the rest of the night goes on.

    `message` names the file, says what was expected and what to do. It never holds a cell of the file.
    """

    def __init__(self, message: Bilingual) -> None:
        super().__init__(message.en)
        self.message = message
