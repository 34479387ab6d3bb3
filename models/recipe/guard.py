"""Measure the guard of translations on true translations and on corrupted ones.

    python -m recipe.guard --data "$WARTA_DATA" --half test

NTREX-128 (newstest2019, CC BY-SA 4.0; evaluation only) has 1,997 English news sentences with their Indonesian translation by people.
The Indonesian is taken as source and the English as its translation. The first thousand sentences (`dev`) were read while the
guard was written; the other 997 (`test`) give the numbers in the documentation.

A false alarm is a true translation that the guard flags. A corrupted translation is found where the guard says something of it that
it does not say of the true one.
"""

from __future__ import annotations

import argparse
import json
import pickle
import random
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from warta.config import Config
from warta.core.article import Article
from warta.lexicon import Resources
from warta.pipeline import Pipeline
from warta.stages.translate.guard import Guard

HALVES = {"dev": slice(0, 1000), "test": slice(1000, None)}
KINDS = ("figures", "names", "negation", "extent")
#: How a negation is taken out of an English sentence; the first that fits is used.
_DENIALS = (
    (re.compile(r"\b(can)(?:not|['’]t)\b"), r"\1"),
    (re.compile(r"\bwon['’]t\b"), "will"),
    (re.compile(r"\b(is|are|was|were|do|does|did|has|have|had|would|could|should)n['’]t\b"), r"\1"),
    (re.compile(r"\b(is|are|was|were|do|does|did|has|have|had|will|would|could|should|can|may|must) not\b"), r"\1"),
    (re.compile(r"\bnever "), ""),
    (re.compile(r"\bnot "), ""),
    (re.compile(r"\bno (?=[a-z])"), "some "),
    (re.compile(r"\bwithout\b"), "with"),
    (re.compile(r"\bnothing\b"), "something"),
)
_AFFIRMED = re.compile(r"\b(is|are|was|were|has|have|had|will|would|could|should|can|may|must)\b (?!not\b|no\b|n['’]t)")
_NUMBER = re.compile(r"(?<![\w.,])\d[\d,]*(?:\.\d+)?(?!\w)")


def sources(data: Path, cache: Path | None) -> list[Article]:
    """Return the Indonesian sentences, each read as an article of its own."""
    if cache and cache.is_file():
        return pickle.loads(cache.read_bytes())  # type: ignore[no-any-return]
    pipeline = Pipeline(Config())
    lines = (data / "ntrex/newstest2019-ref.ind.txt").read_text("utf-8").splitlines()
    made = [
        pipeline.annotate(Article(f"{n}.txt", line, article_id=str(n), language="id")) for n, line in enumerate(lines)
    ]
    if cache:
        cache.write_bytes(pickle.dumps(made))
    return made


def figure_changed(article: Article, english: str, drawing: random.Random) -> str | None:
    """Change one digit of one number."""
    numbers = list(_NUMBER.finditer(english))
    if not numbers:
        return None
    number = drawing.choice(numbers)
    places = [k for k, c in enumerate(number.group()) if c.isdigit()]
    place = drawing.choice(places)
    old = number.group()[place]
    new = drawing.choice([d for d in "123456789" if d != old])
    at = number.start() + place
    return english[:at] + new + english[at + 1 :]


def name_changed(article: Article, english: str, drawing: random.Random) -> str | None:
    """Put another name in the place of one that source and translation have alike."""
    kept = _kept_names(article, english)
    if not kept:
        return None
    name = drawing.choice(kept)
    return english.replace(name, drawing.choice([n for n in ("Halim Suryono", "Prahaba", "Tim Calder") if n != name]))


def name_dropped(article: Article, english: str, drawing: random.Random) -> str | None:
    """Leave out a name that source and translation have alike."""
    kept = _kept_names(article, english)
    if not kept:
        return None
    return " ".join(english.replace(drawing.choice(kept), "").split())


def _kept_names(article: Article, english: str) -> list[str]:
    return [m.span.text for m in article.mentions if re.search(rf"\b{re.escape(m.span.text)}\b", english)]


def negation_removed(article: Article, english: str, drawing: random.Random) -> str | None:
    """Take out every negation of a translation that has one or two."""
    done, times = english, 0
    for pattern, replacement in _DENIALS:
        done, number = pattern.subn(replacement, done)
        times += number
    return done if 0 < times <= 2 else None


def negation_added(article: Article, english: str, drawing: random.Random) -> str | None:
    """Deny the first verb of a translation that denies nothing."""
    match = _AFFIRMED.search(english)
    if match is None or any(pattern.search(english) for pattern, _ in _DENIALS):
        return None
    return f"{english[: match.end()]}not {english[match.end() :]}"


def truncated(article: Article, english: str, drawing: random.Random) -> str | None:
    """Keep the first half of the words, and put the closing mark of the whole behind them."""
    words = english.split()
    if len(words) < 8:
        return None
    closing = re.search(r"[.!?…]['\"”’»)]*$", english)
    return " ".join(words[: len(words) // 2]).rstrip(",;:") + (closing.group() if closing else "")


CORRUPTIONS: dict[str, Callable[[Article, str, random.Random], str | None]] = {
    "one digit of a figure changed": figure_changed,
    "a name exchanged": name_changed,
    "a name left out": name_dropped,
    "negation removed": negation_removed,
    "negation added": negation_added,
    "second half left out": truncated,
}


def main() -> None:
    """Run the step."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--half", choices=HALVES, default="test")
    parser.add_argument("--cache", type=Path, help="file that keeps the sources as they were read")
    parser.add_argument("--errors", action="store_true", help="list false alarms and what was not found (dev only)")
    parser.add_argument("--json", type=Path)
    args = parser.parse_args()
    lines = (args.data / "ntrex/newstest2019-src.eng.txt").read_text("utf-8").splitlines()
    pairs = list(zip(sources(args.data, args.cache), lines, strict=True))[HALVES[args.half]]
    guard, drawing = Guard(Resources()), random.Random(1)
    alarms: Counter[str] = Counter()
    applied: Counter[str] = Counter()
    found: Counter[str] = Counter()
    of_kind: Counter[str] = Counter()
    for article, english in pairs:
        whole = article.span(0, len(article.text))
        true = guard.findings(article, whole, english)
        alarms.update(true.keys())
        alarms["any"] += bool(true)
        if args.errors and args.half == "dev" and true:
            print(f"ALARM {true}\n  {article.text}\n  {english}")
        for name, corrupt in CORRUPTIONS.items():
            wrong = corrupt(article, english, drawing)
            if wrong is None or wrong == english:
                continue
            applied[name] += 1
            said = guard.findings(article, whole, wrong)
            new = {kind for kind, lines_ in said.items() if set(lines_) - set(true.get(kind, ()))}
            found[name] += bool(new)
            of_kind.update(f"{name}: {kind}" for kind in new)
            if args.errors and args.half == "dev" and not new:
                print(f"MISSED {name}\n  {article.text}\n  {wrong}")
    print(f"\n| {len(pairs)} true translations | flagged |\n| --- | --- |")
    for kind in ("any", *KINDS):
        print(f"| {'any of these' if kind == 'any' else kind} | {alarms[kind]} ({alarms[kind] / len(pairs):.1%}) |")
    print("\n| corrupted translations | number | found | by |\n| --- | --- | --- | --- |")
    for name in CORRUPTIONS:
        by = ", ".join(f"{k} {of_kind[f'{name}: {k}']}" for k in KINDS if of_kind[f"{name}: {k}"])
        print(f"| {name} | {applied[name]} | {found[name] / max(1, applied[name]):.1%} | {by} |")
    if args.json:
        args.json.write_text(json.dumps({"alarms": alarms, "applied": applied, "found": found}, indent=1) + "\n")


if __name__ == "__main__":
    main()
