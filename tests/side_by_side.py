"""Who runs what where tests run on several workers: what shares a city that takes long to make stays together."""

from __future__ import annotations

from pathlib import PurePosixPath

from xdist.scheduler import LoadFileScheduling

#: Folders below tests/ whose files share a city: one worker runs them all.
SHARING = frozenset({"city", "flows", "pages", "papers", "simulate", "system/published"})


class TogetherWhatShares(LoadFileScheduling):
    """A worker gets a whole file of tests, or a whole folder of `SHARING`.

    The mark `xdist_group` says the same, and nothing heeds it: since pytest 9.2 a test's name cannot be given the
    suffix by which pytest-xdist 3.8 tells the groups (its issue 1386), and its tests are dealt one by one without a word.
    """

    def _split_scope(self, nodeid: str) -> str:
        file: str = super()._split_scope(nodeid)
        _, _, below = file.rpartition("tests/")
        folder = str(PurePosixPath(below).parent)
        return folder if folder in SHARING else file
