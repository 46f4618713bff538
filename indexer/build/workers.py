"""Making index segments in several processes at once.

Processes, because segmenting and parsing hold the interpreter's lock; started anew (`spawn`) and not copied, because a
copy of a process with threads may hang. They share nothing but two numbers: how many sources are done, and whether to
stop. Each writes whole segments, so nothing has to be put together afterwards.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from concurrent.futures import FIRST_EXCEPTION, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.sharedctypes import Synchronized
from multiprocessing.synchronize import Event
from typing import TYPE_CHECKING

import msgspec

from indexer.analysis import Vocabulary, default_analysis
from indexer.build.run import Batch, Progress, Written, write_batch
from indexer.errors import BuildFailed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from concurrent.futures import Future

__all__ = ["write_in_processes"]

_TELL_S = 0.2  # how often progress is told


def write_in_processes(batches: Sequence[Batch], jobs: int, progress: Progress) -> list[Written]:
    """Write batches in `jobs` processes; give what became of each, in order.

    An interrupt, or a failure in any of them, stops the others at their next source.

    Raises:
        BuildFailed: A process died.
        OSError: The disk refuses.
    """
    context = multiprocessing.get_context("spawn")
    done, stop = context.Value("q", 0), context.Event()
    pool = ProcessPoolExecutor(min(jobs, len(batches)), context, _begin, (done, stop))
    try:
        futures = [pool.submit(_write, batch) for batch in batches]
        _follow(futures, done, sum(len(batch.sources) for batch in batches), progress)
        return [future.result() for future in futures]
    except BrokenProcessPool as error:
        raise BuildFailed(
            "a process that read reports died, perhaps for lack of memory; the live index is unchanged; "
            "try again with fewer at once: --jobs 1"
        ) from error
    finally:
        stop.set()
        pool.shutdown(cancel_futures=True)


def _follow(futures: Sequence[Future[Written]], done: Synchronized[int], total: int, progress: Progress) -> None:
    """Tell progress until all futures are done or one has failed."""
    running = set(futures)
    while running:
        finished, running = wait(running, _TELL_S, FIRST_EXCEPTION)
        progress(done.value, total, "")
        if any(future.exception() for future in finished):
            return


class _Process(msgspec.Struct):
    """What one of the processes knows from batch to batch."""

    done: Synchronized[int]
    stop: Event
    vocabulary: Vocabulary


_process: list[_Process] = []


def _begin(done: Synchronized[int], stop: Event) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a terminal interrupts the whole group; the parent decides
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _process.append(_Process(done, stop, default_analysis().vocabulary()))


def _end_with_parent() -> None:
    """Do not outlive a parent that was killed: nothing else would ever end a process that waits for work."""
    if (parent := multiprocessing.parent_process()) is not None:
        parent.join()
        os._exit(1)


def _write(batch: Batch) -> Written:
    process = _process[0]
    process.vocabulary = process.vocabulary.renewed()

    def before(_name: str) -> None:
        if process.stop.is_set():
            raise BuildFailed("the build was stopped")
        with process.done.get_lock():
            process.done.value += 1

    return write_batch(batch, default_analysis(), process.vocabulary, before)
