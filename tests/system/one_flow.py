"""A process that runs one small flow on a Prefect server of its own; with `die` it is cut off in the middle."""

from __future__ import annotations

import os
import signal
import sys

from flows.prefect_server import server_for_one_run


def main(dies: bool) -> None:
    """Say what was imported meanwhile and what the flow returned."""
    said = []
    with server_for_one_run(lambda: said.append("meanwhile")):
        from prefect import flow, task

        @task
        def two() -> int:
            return 2

        @flow(name="small")
        def small() -> int:
            if dies:
                os.kill(os.getpid(), signal.SIGKILL)
            return two() + two()

        said.append(str(small()))
    sys.stdout.write(" ".join(said))


if __name__ == "__main__":
    main(sys.argv[1:] == ["die"])
