"""A run: articles in shards to workers, local parts into the output folder, then the tables.

What is done stays done: a local part is there under its name or not at all, and a record whose key is in some part is not
processed again. The tables are made from all parts at the end, and are the same bytes whatever happened on the way.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter
from typing import Any

from warta.config import Config
from warta.core.errors import InputError
from warta.pipeline import identity, prepare, record_key, resources_of
from warta.stages.store.folder import OutputFolder, write
from warta.workers import Crew, Item


@dataclass(frozen=True)
class Progress:
    """How far a run is, for whoever shows it.

    Args:
        phase: `reading` (per-article stages) or `assembling` (run-wide stages).
        done: articles done in this phase.
        total: articles in all, or None while that is not known.
    """

    phase: str
    done: int
    total: int | None = None


@dataclass(frozen=True)
class Summary:
    """What a run left.

    Args:
        out: the output folder.
        articles: articles by status.
        rows: rows by table.
        processed: articles processed now, not by an earlier run.
        left_out: articles of earlier runs that are not among the inputs any more.
        seconds: how long it took.
    """

    out: Path
    articles: dict[str, int]
    rows: dict[str, int]
    processed: int
    left_out: int
    seconds: float


@dataclass
class _Plan:
    """The articles of a run in source order, and where the rows of each are."""

    keys: list[str] = field(default_factory=list)
    places: dict[str, tuple[Path, int]] = field(default_factory=dict)


def run(
    inputs: Sequence[str | os.PathLike[str]],
    *,
    out: str | os.PathLike[str],
    config: Config | None = None,
    workers: int | None = None,
    force: bool = False,
    limit: int | None = None,
    progress: Callable[[Progress], None] = lambda progress: None,
) -> Summary:
    """Process articles into the tables of an output folder.

    Args:
        inputs: files, folders, globs, `-` for standard input.
        out: the output folder; what an earlier run with the same settings left there is gone on with.
        config: the configuration; None for the defaults.
        workers: processes; None for one per processor.
        force: remove what earlier runs left in the folder first.
        limit: process only the first so many articles in source order.
        progress: called from time to time.

    Raises:
        InputError: the inputs hold no article.
        ConfigError: the configuration is unusable.
        StoreError: the output folder is unusable.
        FullDiskError: there is no space; the same call goes on where it stopped.
        ModelError: a backend's package or model is missing.
    """
    began = perf_counter()
    config = config or Config()
    named = [os.fspath(i) for i in inputs]
    _check_inputs(named)
    prepare(config)
    facts = identity(config)
    folder = OutputFolder(os.fspath(out))
    with folder.held():
        if force:
            folder.clear()
        folder.check_identity(facts)
        return _Run(folder, config, facts, named, limit, progress, began).go(workers or os.cpu_count() or 1)


def _check_inputs(inputs: Sequence[str]) -> None:
    """Check that some input can be there at all.

    Raises:
        InputError: none is; the message names the first.
    """
    from glob import has_magic

    if not inputs:
        raise InputError("No input was given; name files, folders, globs, or - for standard input.")
    if not any(i == "-" or os.path.lexists(i) or has_magic(i) for i in inputs):
        raise InputError(f"There is no file or folder {inputs[0]}.")


def _writable(name: str) -> str:
    """Return a file's name with bytes that are no UTF-8 written `\\udcff`."""
    return name.encode("utf-8", "backslashreplace").decode()


class _Run:
    def __init__(
        self,
        folder: OutputFolder,
        config: Config,
        facts: dict[str, Any],
        inputs: Sequence[str],
        limit: int | None,
        progress: Callable[[Progress], None],
        began: float,
    ):
        self.folder, self.config, self.facts, self.inputs = folder, config, facts, inputs
        self.limit, self.progress, self.began = limit, progress, began
        self.options = config.options("run")
        self.plan = _Plan()
        self.done = self.processed = 0
        self.all_read = False
        self.seconds: dict[str, float] = {}

    def go(self, workers: int) -> Summary:
        self._find_parts()
        earlier = set(self.plan.places)
        shards = self._shards()
        first = next(shards, None)
        if not self.plan.keys and first is None:
            raise InputError(
                "The inputs hold no article: no .txt, .html, .jsonl, .csv or .parquet file, plain or with .gz, was found."
            )
        before = self.folder.manifest()
        if first is None and self._complete(before):
            return self._summary(before, earlier)
        self.folder.write_manifest({**self.facts, "status": "running"})
        if first is not None:
            self._process(first, shards, workers)
        manifest = self._assemble()
        return self._summary(manifest, earlier)

    def _find_parts(self) -> None:
        """Find which records earlier runs have processed."""
        import pyarrow as pa

        from warta.stages.store import parts

        for path in sorted(self.folder.parts.glob("*.parquet")):
            try:
                for row, key in enumerate(parts.keys(path)):
                    self.plan.places.setdefault(key, (path, row))
            except (pa.ArrowException, OSError):
                path.unlink(missing_ok=True)

    def _shards(self) -> Iterator[list[Item]]:
        """Yield the records that have not been processed, in shards, while noting all keys in source order."""
        from warta.stages.ingest import records

        shard: list[Item] = []
        size = 0
        seen: set[str] = set()
        for record in records(self.inputs, options=self.config.options("ingest"), resources=resources_of(self.config)):
            if self.limit is not None and len(self.plan.keys) >= self.limit:
                break
            key = record_key(record)
            if key in seen:
                continue
            seen.add(key)
            self.plan.keys.append(key)
            if key in self.plan.places:
                self.done += 1
                continue
            shard.append((key, record, None))
            size += len(getattr(record, "data", b"")) + sum(len(v) for _, v in getattr(record, "fields", ()))
            if len(shard) >= self.options.shard_size or size >= self.options.shard_chars:
                yield shard
                shard, size = [], 0
        self.all_read = True
        if shard:
            yield shard

    def _process(self, first: list[Item], rest: Iterator[list[Item]], workers: int) -> None:
        def shards() -> Iterator[list[Item]]:
            yield first
            yield from rest

        self._report("reading")
        with Crew(self.config, workers=workers, timeout=self.options.timeout) as crew:
            for keys, part, summary in crew.run(shards()):
                path = self.folder.parts / f"{keys[0]}.parquet"
                write(path, part)
                for row, key in enumerate(keys):
                    self.plan.places[key] = (path, row)
                self.done += len(keys)
                self.processed += len(keys)
                for stage, seconds in summary["seconds"].items():
                    self.seconds[stage] = self.seconds.get(stage, 0.0) + seconds
                self._report("reading")

    def _report(self, phase: str, done: int | None = None) -> None:
        total = len(self.plan.keys) if self.all_read or phase == "assembling" else None
        self.progress(Progress(phase, self.done if done is None else done, total))

    def _complete(self, manifest: dict[str, Any]) -> bool:
        """Tell whether the tables are there and made of exactly these articles."""
        if manifest.get("status") != "complete" or manifest.get("inputs_hash") != self._inputs_hash():
            return False
        return manifest.get("parts") == self._parts_on_disk(list(manifest.get("rows", {})))

    def _inputs_hash(self) -> str:
        from warta.ids import stable_id

        return stable_id(*self.plan.keys)

    def _parts_on_disk(self, tables: Sequence[str]) -> dict[str, int]:
        """Return the size of each part of each table."""
        sizes = {}
        for table in tables:
            for path in sorted((self.folder.path / table).glob("*.parquet")):
                with suppress(OSError):
                    sizes[f"{table}/{path.name}"] = path.stat().st_size
        return sizes

    def _assemble(self) -> dict[str, Any]:
        from warta.assemble import survey, write_tables

        self._report("assembling", 0)
        places = [self.plan.places[key] for key in self.plan.keys]
        began = perf_counter()
        found = survey(places, self.config)
        surveyed = perf_counter()
        self.seconds["resolve"] = surveyed - began
        following = self.folder.own / "next"
        following.mkdir(exist_ok=True)
        rows = write_tables(
            following, places, found, self.config, progress=lambda done: self._report("assembling", done)
        )
        self.folder.swap(following)
        self.seconds["store_tables"] = perf_counter() - surveyed
        manifest = {
            **self.facts,
            "status": "complete",
            "inputs": [i if i == "-" else _writable(os.path.basename(os.path.abspath(i))) for i in self.inputs],
            "inputs_hash": self._inputs_hash(),
            "articles": {"total": len(places), **{s: found.statuses.get(s, 0) for s in ("ok", "skipped", "failed")}},
            "rows": rows,
            "encodings": dict(sorted(found.encodings.items())),
            "parts": self._parts_on_disk(list(rows)),
            "timings": {
                "note": "seconds of the last session; stages are summed over workers",
                "total": round(perf_counter() - self.began, 3),
                "articles": self.processed,
                "stages": {name: round(value, 3) for name, value in self.seconds.items()},
            },
        }
        self.folder.write_manifest(manifest)
        return manifest

    def _summary(self, manifest: dict[str, Any], earlier: set[str]) -> Summary:
        return Summary(
            self.folder.path,
            {s: manifest["articles"][s] for s in ("ok", "skipped", "failed")},
            dict(manifest["rows"]),
            self.processed,
            len(earlier - set(self.plan.keys)),
            perf_counter() - self.began,
        )
