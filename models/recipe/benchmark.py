"""Measure speed and memory of pipelines side by side: the same texts, the same machine, one run.

    python -m recipe.benchmark --texts corpus/dev corpus/test --stanza models/stanza

Each pipeline runs in a process of its own on two threads, reads the articles once to warm up (a tenth of them), then all of
them: raw text in; words, sentences, tags, lemmas, trees and names out. Words are counted alike for all (Warta's tokens without
punctuation). Stanza reads the articles with `bulk_process`, its fastest way. The rounds go round the pipelines, so that a
neighbour on the machine disturbs all of them. Prints a Markdown table. Not a test: a number here says something only of a
quiet machine.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import statistics
import subprocess
import sys
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from time import perf_counter
from typing import Any

from warta.nlp.tokenizer import is_punctuation, tokenize

PIPELINES = ("id_warta_lg", "id_warta_sm")


def texts(folders: list[Path], limit: int) -> list[str]:
    """Return the articles of some folders, in order of their names."""
    found = [p.read_text("utf-8") for folder in folders for p in sorted(folder.rglob("*.txt"))]
    return found[:limit] if limit else found


def count_words(articles: list[str]) -> int:
    """Return how many tokens that are no punctuation some articles have, as Warta cuts them."""
    return sum(not is_punctuation(a[s:e]) for a in articles for s, e in tokenize(a))


def warta_reader(name: str, threads: int) -> Any:
    """Return what reads articles with a spaCy pipeline of Warta's, and its versions."""
    import spacy

    import warta.nlp.components  # noqa: F401 - registers the tokenizer and the factory

    nlp = spacy.load(name)
    for _, component in nlp.pipeline:
        if hasattr(component, "threads"):
            component.threads = threads

    def read(articles: list[str]) -> int:
        return sum(len(doc) for doc in nlp.pipe(articles))

    packages = f"spaCy {version('spacy')}, onnxruntime {version('onnxruntime')}"
    return read, f"{name} {nlp.meta['version']}", packages


def stanza_reader(folder: str, threads: int) -> Any:
    """Return what reads articles with a Stanza model, and its versions."""
    import stanza
    from warta.nlp.stanza_model import find
    from warta.nlp.stanza_tagger import StanzaTagger

    pipeline = StanzaTagger(find(folder), words=True, split=True, names=True, labels={}, threads=threads).pipeline

    def read(articles: list[str]) -> int:
        documents = pipeline.bulk_process([stanza.Document([], text=article) for article in articles])
        return sum(document.num_words for document in documents)

    return read, f"Stanza {version('stanza')}, `{Path(folder).as_posix()}`", f"torch {version('torch')}"


def measure(kind: str, name: str, folders: list[Path], threads: int, limit: int) -> dict[str, Any]:
    """Read the articles with one pipeline in this process."""
    articles = texts(folders, limit)
    words = count_words(articles)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began = perf_counter()
    read, title, packages = (stanza_reader if kind == "stanza" else warta_reader)(name, threads)
    read(articles[:1])
    loaded = perf_counter() - began
    read(articles[: max(1, len(articles) // 10)])
    began = perf_counter()
    tokens = read(articles)
    seconds = perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {"title": title, "packages": packages, "articles": len(articles), "words": words, "tokens": tokens, "seconds": seconds,
            "load": loaded, "peak": peak / 1024, "before": before / 1024}  # fmt: skip


def apart(kind: str, name: str, args: argparse.Namespace) -> dict[str, Any]:
    """Measure one pipeline in a process of its own."""
    limits = {v: str(args.threads) for v in ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "WARTA_THREADS")}
    command = [sys.executable, "-m", "recipe.benchmark", "--one", kind, name, "--threads", str(args.threads),
               "--limit", str(args.limit), "--texts", *map(str, args.texts)]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, **limits}, check=False)
    if done.returncode:
        raise SystemExit(f"{name} failed:\n{done.stderr[-2000:]}")
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def table(results: dict[str, list[dict[str, Any]]]) -> str:
    """Return the Markdown table; the last pipeline is the peer that the ratio compares with."""
    speeds = {name: statistics.median(r["words"] / r["seconds"] for r in rounds) for name, rounds in results.items()}
    peer = list(speeds.values())[-1]
    lines = [
        "| pipeline | words/s | lowest to highest | ratio | memory at most, MB | ready after, s | with |",
        "|---|---|---|---|---|---|---|",
    ]
    for name, rounds in results.items():
        each = sorted(r["words"] / r["seconds"] for r in rounds)
        lines.append(
            f"| {rounds[0]['title']} | {speeds[name]:,.0f} | {each[0]:,.0f} to {each[-1]:,.0f} | {speeds[name] / peer:.1f} | "
            f"{max(r['peak'] for r in rounds):,.0f} | {min(r['load'] for r in rounds):.1f} | {rounds[0]['packages']} |"
        )
    return "\n".join(lines)


def main() -> None:
    """Run the step."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=Path, nargs="+", required=True)
    parser.add_argument("--stanza", default="", help="a folder with a Stanza model, the peer")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--limit", type=int, default=0, help="only so many articles")
    parser.add_argument("--one", nargs=2, metavar=("KIND", "NAME"), help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.one:
        print(json.dumps(measure(*args.one, args.texts, args.threads, args.limit)))
        return
    systems = [("warta", name) for name in PIPELINES if find_spec(name)]
    systems += [("stanza", args.stanza)] if args.stanza else []
    results: dict[str, list[dict[str, Any]]] = {name: [] for _, name in systems}
    for number in range(args.rounds):
        for kind, name in systems:
            results[name].append(apart(kind, name, args))
            print(f"round {number + 1}, {name}: {results[name][-1]['seconds']:.1f} s", file=sys.stderr)
    one = next(iter(results.values()))[0]
    busy = f"{os.getloadavg()[0]:.1f}"
    print(f"{one['articles']} articles, {one['words']:,} words; {args.threads} threads on {os.cpu_count()} processors ({_processor()}), "
          f"load {busy} at the end; Python {platform.python_version()}; median of {args.rounds} rounds.\n")  # fmt: skip
    print(table(results))


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
        return next(line.split(":", 1)[1].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        return platform.processor() or platform.machine()


if __name__ == "__main__":
    main()
