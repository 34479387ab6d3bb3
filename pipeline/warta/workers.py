"""The workers of a run: separate processes, each with the models loaded once, that turn shards into local parts.

They are plain child processes on a pipe, so that a program that calls `warta.run` needs no `__main__` guard, and so that
the death of one (out of memory, a crash in native code) or an article that takes too long costs that article only.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections import deque
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing import Pipe
from multiprocessing.connection import wait
from pathlib import Path
from time import monotonic
from typing import Any

from warta.config import Config
from warta.core import errors
from warta.core.errors import ModelError
from warta.stages.ingest import Record

#: What a worker is given: a record's key, the record, and why it is not to be processed (usually None).
Item = tuple[str, Any, str | None]
#: What comes back: the keys of the records in order, the bytes of their local part, and a summary.
Result = tuple[list[str], bytes, dict[str, Any]]


class Crew:
    """Some workers, started when there is work for them.

    Args:
        config: the configuration every worker builds its chain from.
        workers: how many processes at most.
        timeout: seconds one article may take before its worker is ended.
    """

    def __init__(self, config: Config, *, workers: int, timeout: float):
        self._config, self._workers, self._timeout = config, workers, timeout
        self._crew: list[_Worker] = []
        self._again: deque[list[Item]] = deque()
        self._deaths: dict[str, str] = {}

    def __enter__(self) -> Crew:
        return self

    def __exit__(self, *exception: object) -> None:
        for worker in self._crew:
            worker.end()
        self._crew.clear()

    def run(self, shards: Iterator[list[Item]]) -> Iterator[Result]:
        """Yield the result of each shard, in the order they are done.

        Raises:
            WartaError: the workers cannot start; the message says why.
        """
        waiting = next(shards, None)
        while waiting is not None or self._again or any(w.items for w in self._crew):
            for worker in [w for w in self._crew if w.idle]:
                if self._again:
                    worker.give(self._again.popleft())
                elif waiting is not None:
                    worker.give(waiting)
                    waiting = next(shards, None)
            if (waiting is not None or self._again) and self._may_grow():
                self._crew.append(_Worker(self._config, threads=max(1, (os.cpu_count() or 1) // self._workers)))
            yield from self._results()

    def _may_grow(self) -> bool:
        return len(self._crew) < self._workers and not any(w.starting for w in self._crew)

    def _results(self) -> Iterator[Result]:
        by_connection: dict[Any, _Worker] = {w.connection: w for w in self._crew}
        for connection in wait(list(by_connection), timeout=1.0):
            worker = by_connection[connection]
            try:
                message = worker.connection.recv()
            except (EOFError, OSError):
                self._bury(worker, worker.last_words())
                continue
            if message[0] == "unusable":
                raise getattr(errors, message[1], ModelError)(message[2])
            if message[0] == "ready":
                worker.starting = False
            elif message[0] == "at":
                worker.at, worker.since = message[1], monotonic()
            else:
                keys = [key for key, _, _ in worker.items]
                worker.items = []
                yield keys, message[1], message[2]
        for worker in list(self._crew):
            if worker.items and monotonic() - worker.since > self._timeout:
                self._bury(worker, f"it took more than run.timeout={self._timeout:g} seconds")

    def _bury(self, worker: _Worker, cause: str) -> None:
        """Take a dead or hung worker away; the article it was at is tried once more, alone, the others go on elsewhere."""
        self._crew.remove(worker)
        worker.end()
        if worker.starting:
            raise ModelError(f"A worker could not start: {cause}.")
        culprit = worker.items[worker.at]
        key, record, failure = culprit
        if key not in self._deaths:
            self._deaths[key] = cause
            self._again.append([culprit])
        elif failure is None:
            self._again.append([(key, record, f"[W011] The worker process ended while reading this article: {cause}.")])
        elif getattr(record, "kind", "error") != "error":  # not even its text could be kept
            self._again.append([(key, Record(record.source_path, "error", error=failure), failure)])
        else:
            raise ModelError(f"A worker ends again and again: {cause}.")
        before, after = worker.items[: worker.at], worker.items[worker.at + 1 :]
        self._again.extend(part for part in (before, after) if part)


@dataclass
class _Worker:
    config: Config
    threads: int
    items: list[Item] = field(default_factory=list)
    at: int = 0
    since: float = 0.0
    starting: bool = True

    def __post_init__(self) -> None:
        self.connection, theirs = Pipe()
        self._log = tempfile.TemporaryFile()  # noqa: SIM115 - closed in `end`
        root = str(Path(__file__).parents[1])
        paths = [root, *(p for p in os.environ.get("PYTHONPATH", "").split(os.pathsep) if p)]
        environment = {
            **os.environ,
            "PYTHONPATH": os.pathsep.join(paths),
            "PYTHONHASHSEED": "0",
            "WARTA_THREADS": str(self.threads),
            "OMP_NUM_THREADS": str(self.threads),
            "TOKENIZERS_PARALLELISM": "false",
        }
        self._process = subprocess.Popen(
            [sys.executable, "-m", "warta.worker", str(theirs.fileno())],
            stdin=subprocess.DEVNULL,
            stdout=self._log,
            stderr=self._log,
            pass_fds=[theirs.fileno()],
            env=environment,
        )
        theirs.close()
        with suppress(OSError):  # it may have died already; `wait` will tell
            self.connection.send(("start", self.config, [p for p in sys.path if p]))

    @property
    def idle(self) -> bool:
        return not self.starting and not self.items

    def give(self, items: list[Item]) -> None:
        self.items, self.at, self.since = items, 0, monotonic()
        with suppress(OSError):
            self.connection.send(("shard", items))

    def last_words(self) -> str:
        """Return how the process ended, as far as can be told."""
        try:
            status = self._process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            return "its connection broke"
        if status == -9:
            return "it was killed, most often because memory ran out"
        if status < 0:
            return f"it was ended by signal {-status}"
        self._log.seek(0)
        lines = [line.strip() for line in self._log.read().decode("utf-8", "replace").splitlines() if line.strip()]
        return f"it ended with status {status}" + (f" ({lines[-1][:200]})" if lines else "")

    def end(self) -> None:
        """End the process, whatever it is doing."""
        self.connection.close()
        self._process.kill()
        self._process.wait()
        self._log.close()
