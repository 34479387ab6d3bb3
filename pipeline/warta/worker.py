"""A worker: a process that loads models and lexicons once and turns shards of records into local parts.

Started by `warta.workers` as `python -m warta.worker FD`; it talks over the connection on that descriptor. Each message is
a tuple: `("start", config, path)` answered by `("ready",)` or `("unusable", kind of error, sentence)`; then `("shard", items)` `(key, record, failure)` items, answered by `("at", index)` before each article and at the end by
`("done", part, summary)`, the part being the bytes of a Parquet file.
"""

from __future__ import annotations

import os
import signal
import sys
from collections import Counter
from multiprocessing.connection import Connection
from typing import Any

from warta.core.errors import WartaError


def serve(connection: Any) -> None:
    """Answer messages until the other side closes the connection."""
    from warta.pipeline import Pipeline
    from warta.stages.store.parts import encode

    _, config, path = connection.recv()
    sys.path[:] = path
    try:
        pipeline = Pipeline(config)
    except WartaError as error:
        connection.send(("unusable", type(error).__name__, error.args[0]))
        return
    connection.send(("ready",))
    while True:
        _, items = connection.recv()
        part, summary = run_shard(pipeline, items, encode, at=lambda index: connection.send(("at", index)))
        connection.send(("done", part, summary))


def run_shard(
    pipeline: Any, items: list[tuple[str, Any, str | None]], encode: Any, *, at: Any
) -> tuple[bytes, dict[str, Any]]:
    """Return the local part of a shard and a summary (seconds per stage, articles by status).

    Args:
        pipeline: the chain.
        items: `(key, record, failure)`; a `failure` says why the record is not to be processed.
        encode: makes a part of processed articles.
        at: called with the index of each item before it is processed.
    """
    from warta.pipeline import Stopwatch

    watch, statuses = Stopwatch(), Counter[str]()
    processed = []
    for index, (key, record, failure) in enumerate(items):
        at(index)
        article, rows = pipeline.process(key, record, watch=watch, failure=failure)
        statuses[article.status] += 1
        processed.append(rows)
    return _encoded(pipeline, items, processed, encode), {"seconds": watch.seconds, "statuses": dict(statuses)}


def _encoded(pipeline: Any, items: list[tuple[str, Any, str | None]], processed: list[Any], encode: Any) -> bytes:
    """Return the local part; an article whose rows cannot be stored fails, the others stay."""
    from warta.pipeline import empty_article, reason

    try:
        part: bytes = encode(processed)
    except Exception:
        for index, (key, record, _) in enumerate(items):
            try:
                encode([processed[index]])
            except Exception as error:
                failed = empty_article(record, reason=reason("store", error))
                processed[index] = pipeline.tabulate(key, failed)
        part = encode(processed)
    return part


def main() -> None:
    """Serve the connection whose descriptor is the only argument."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the run ends its workers itself
    connection = Connection(int(sys.argv[1]))
    try:
        serve(connection)
    except (EOFError, BrokenPipeError, ConnectionResetError):
        os._exit(0)  # the run is gone: nobody waits for what native libraries have to clean up


if __name__ == "__main__":
    main()
