"""Measure `warta run` as a user starts it: seconds from the command to the finished tables, cold, and the memory it takes.

    python -m recipe.benchmark_run --texts ../corpus/dev ../corpus/test --workers 1 2 --rounds 3

Every round starts a new process with a new output folder, the start of Python and of the models included. Memory is the largest
resident set of any one process of the run. `--set` goes on to `warta run`, so that `--set tag.model=id_warta_sm` measures the small
pipeline. Prints a Markdown table. Not a test: a number here says something only of a quiet machine.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter

from .benchmark import count_words, texts


def seconds(folders: Sequence[Path], workers: int, settings: Sequence[str]) -> float:
    """Run Warta once in a process of its own.

    Args:
        folders: input folders.
        workers: number of worker processes.
        settings: further settings, each `section.name=value`.

    Returns:
        Wall-clock seconds until the tables are complete.

    Raises:
        SystemExit: the run failed.
    """
    with tempfile.TemporaryDirectory() as folder:
        command = [
            sys.executable,
            "-m",
            "warta",
            "run",
            *map(str, folders),
            "-o",
            str(Path(folder) / "out"),
            "--workers",
            str(workers),
        ]
        command += [part for setting in settings for part in ("--set", setting)]
        began = perf_counter()
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode not in (0, 3):
            raise SystemExit(done.stderr[-2000:])
        return perf_counter() - began


def main() -> None:
    """Run the step."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=Path, nargs="+", required=True, help="folders of articles as text")
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--set", dest="settings", nargs="*", default=[], metavar="SECTION.NAME=VALUE")
    args = parser.parse_args()
    articles = texts(args.texts, 0)
    words = count_words(articles)
    print(
        f"{len(articles)} articles, {words:,} words; {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f} before; "
        f"median of {args.rounds} rounds{''.join(', ' + s for s in args.settings)}.\n"
    )
    print("| workers | seconds | lowest to highest | articles/s | words/s | memory of a process at most, MB |")
    print("|---|---|---|---|---|---|")
    for workers in args.workers:
        taken = sorted(seconds(args.texts, workers, args.settings) for _ in range(args.rounds))
        middle = statistics.median(taken)
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        print(
            f"| {workers} | {middle:.1f} | {taken[0]:.1f} to {taken[-1]:.1f} | {len(articles) / middle:.1f} | "
            f"{words / middle:,.0f} | {peak:,.0f} |",
            flush=True,
        )


if __name__ == "__main__":
    main()
