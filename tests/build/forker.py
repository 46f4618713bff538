"""A process that runs builds in forks of itself, so that each costs milliseconds and can be killed.

It reads one JSON object a line, forks, and prints the exit status of the child: 0 done, 3 an `IndexStoreError`,
5 another error of ours, 1 anything else, 137 ended by its own hand, negative by a signal.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Any

from indexer.analysis import default_analysis
from indexer.build import build_index, update_index
from indexer.errors import IndexerError, IndexStoreError
from indexer.settings import Settings
from indexer.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable

CRASHED = 137
POINTS = ("fsync", "rename", "replace", "link", "unlink", "mkdir", "rmdir")
"""The calls of the system after which a disk holds something else than before."""


class Injector:
    """Counts the calls of `POINTS` and makes one of them fail.

    Args:
        fail_at: Number of the call, from 1; 0 for none.
        code: Error number to fail with; 0 ends the process instead, as a crash would.
    """

    def __init__(self, fail_at: int, code: int) -> None:
        self._fail_at = fail_at
        self._code = code
        self.calls = 0

    def install(self) -> None:
        """Wrap the calls."""
        for name in POINTS:
            setattr(os, name, self._wrapped(getattr(os, name)))

    def _wrapped(self, call: Callable[..., Any]) -> Callable[..., Any]:
        def wrapper(*args: Any, **options: Any) -> Any:  # noqa: ANN401 - any call of the system
            self.calls += 1
            if self.calls == self._fail_at:
                if not self._code:
                    os._exit(CRASHED)
                raise OSError(self._code, os.strerror(self._code), str(args[0]))
            return call(*args, **options)

        return wrapper


def perform(order: dict[str, Any]) -> int:
    """Do what was ordered; the exit status."""
    injector = Injector(order.get("fail_at", 0), order.get("code", 0))
    injector.install()
    settings = Settings(index_dir=Path(order["index"]), lock_timeout_s=10)
    paths = [Path(order["corpus"])]
    try:
        match order["what"]:
            case "build":
                build_index(paths, settings)
            case "update":
                update_index(paths, settings)
            case _:
                Store(settings.index_dir, 10).prune(1, lambda _message: None)
    except IndexStoreError:
        return 3
    except IndexerError:
        return 5
    Path(order["count"]).write_text(str(injector.calls), "utf-8")
    return 0


def main() -> None:
    """Serve until standard input ends."""
    default_analysis().normalise("热身")
    for line in sys.stdin:
        order = json.loads(line)
        child = os.fork()
        if child == 0:
            try:
                status = perform(order)
            except BaseException:  # noqa: BLE001 - whatever it is, the child must not go on as the server
                traceback.print_exc()
                status = 1
            os._exit(status)
        if "kill_after" in order:
            time.sleep(order["kill_after"])
            os.kill(child, signal.SIGKILL)  # not waited for yet, so the number is still its own
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)  # noqa: T201 - the protocol


if __name__ == "__main__":
    main()
