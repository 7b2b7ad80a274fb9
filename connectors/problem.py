"""What a person is told where something cannot be used or done; above all a file, or a whole source."""

from __future__ import annotations

from connectors.contract import Bilingual


class Problem(Exception):
    """Something cannot be done; `message` says why and what to do, in both languages."""

    def __init__(self, message: Bilingual) -> None:
        super().__init__(message.en)
        self.message = message


class FileRejected(Problem):
    """One file is refused as a whole; the rest of the night goes on.

    `message` names the file, says what was expected and what to do. It never holds a cell of the file.
    """


class SourceFailed(Problem):
    """Nothing of a source can be used this night: its last good data stands and the night goes on.

    `message` names the endpoint or what else failed and says what to do. It never holds a secret, the body of an
    answer or a value of a record.
    """


class QuestionRefused(SourceFailed):
    """The source answers one question with an error of its own; others may fare better."""


class SourceRefused(SourceFailed):
    """The source must not be asked anything more this night: it refuses us, cannot be reached, or the time is up."""


class NotLetIn(SourceRefused):
    """The system does not know us (any more): HTTP 401."""
