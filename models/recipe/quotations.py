"""Make training data for the quotation head, and for names in running articles.

    python -m recipe.quotations weak --data "$WARTA_DATA" --skip corpus/standoff --articles 900 --out BUILD/data/weak.jsonl
    python -m recipe.quotations gold corpus/dev --out BUILD/data/gold.jsonl
    python -m recipe.quotations passages models/passages --out BUILD/data/passages.jsonl

`weak` runs Warta's own stages over raw news and writes the quotations and names they found: a whole article says more of a name than
the window the network sees, so that the network learns from its own output as the grammar and the rest of the article corrected it (self-training). Where the stages are
not sure, the tag is `?`, unknown. `gold` reads annotated articles, with their persons, organizations and places; `passages` reads the training texts written for Warta, with their inline marks. All write chunks of consecutive sentences, so that a window of the network sees what stands around
a quotation. Articles annotated anywhere (`--skip`: their URLs are read from the files) are left out of `weak`.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
from collections.abc import Callable, Iterator
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

import warta
from warta.config import Config
from warta.core.article import Article
from warta.nlp.tokenizer import tokenize
from warta.pipeline import Pipeline
from warta.stages.ingest import Record

from .datasets import iob

CHUNK_TOKENS = 90
LEAST_CONFIDENCE = 0.55
#: The least confidence of a weak name, and the least probability of the network's that a word outside names is none.
LEAST_NAME, LEAST_NONE = 0.8, 0.95
_LABELS = {"PER": "PER", "ORG": "ORG", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC"}


def spans_of(
    text: str, sentences: list[tuple[int, int]], cuts: frozenset[int] = frozenset()
) -> list[list[tuple[int, int]]]:
    """Return the tokens of each sentence, as offsets into the text; `cuts` are places where scraping lost a space."""
    found = [[(start + a, start + b) for a, b in tokenize(text[start:end])] for start, end in sentences]
    return [
        [part for a, b in tokens for part in pairwise((a, *sorted(c for c in cuts if a < c < b), b))]
        for tokens in found
    ]


def quote_tags(tokens: list[tuple[int, int]], marks: list[tuple[int, int, str]]) -> list[str]:
    """Return IOB2 tags of one sentence; a speaker inside a cue ('katanya') keeps its own tag, both win over content."""
    order = {"SPK": 0, "CUE": 1, "CON": 2}
    out, before = [], ""
    for start, _end in tokens:
        here = sorted((order[label], label, number) for number, (a, b, label) in enumerate(marks) if a <= start < b)
        now = f"{here[0][1]}{here[0][2]}" if here else ""
        out.append("O" if not here else ("I-" if now == before else "B-") + here[0][1])
        before = now
    return out


def chunks(
    text: str,
    sentences: list[tuple[int, int]],
    marks: list[tuple[int, int, str]],
    names: Callable[[list[tuple[int, int]]], list[str]],
    name: str,
    cuts: frozenset[int] = frozenset(),
) -> Iterator[dict[str, Any]]:
    """Yield chunks of consecutive sentences with their tags; `names` gives the tags of names for token offsets, `cuts` see `spans_of`."""
    spans: list[tuple[int, int]] = []
    quotes: list[str] = []
    ends: list[int] = []

    def chunk() -> dict[str, Any]:
        start, end = spans[0][0], spans[-1][1]
        out = {"set": name, "text": text[start:end], "spans": [(a - start, b - start) for a, b in spans]}
        return out | {"quotes": quotes, "ends": ends, "ner": names(spans)}

    for tokens in spans_of(text, sentences, cuts):
        if spans and len(spans) + len(tokens) > CHUNK_TOKENS:
            yield chunk()
            spans, quotes, ends = [], [], []
        if tokens:
            spans = spans + tokens
            quotes = quotes + quote_tags(tokens, marks)
            ends = ends + [0] * (len(tokens) - 1) + [1]
    if spans:
        yield chunk()


def gold(folder: Path) -> Iterator[dict[str, Any]]:
    """Yield the chunks of annotated articles."""
    for path in sorted(folder.glob("*.json")):
        note = json.loads(path.read_text("utf-8"))
        text = path.with_suffix(".txt").read_text("utf-8")
        table = warta.analyze(text)
        if len(table.articles) != 1 or table.articles["text"][0] != text:
            continue
        marks = []
        for quote in note["quotes"]:
            marks.append((*quote["content"], "CON"))
            marks += [(*quote[k], label) for k, label in (("cue", "CUE"), ("speaker_mention", "SPK")) if quote[k]]
        layers = (("persons", "PER"), ("organizations", "ORG"), ("places", "LOC"))
        entities = [(a, b, label) for layer, label in layers for a, b in note[layer]]
        sentences = sorted((int(a), int(b)) for a, b in table.sentences[["start", "end"]].values)
        yield from chunks(text, sentences, marks, partial(iob, entities=entities), "news")


_TAG = re.compile(r"<(/?)([A-Z])>")
_NAMES = {"P": "PER", "O": "ORG", "L": "LOC"}
_QUOTE_PARTS = {"S": "SPK", "K": "CUE", "C": "CON"}


def unmark(marked: str) -> tuple[str, list[tuple[int, int, str]]]:
    """Take the inline marks out of a passage; return its text and the marked spans.

    >>> unmark("<S><P>Sari</P></S> <K>berkata</K>")
    ('Sari berkata', [(0, 4, 'P'), (0, 4, 'S'), (5, 12, 'K')])

    Raises:
        ValueError: marks that do not nest.
    """
    text, at, opened, spans = "", 0, [], []
    for match in _TAG.finditer(marked):
        text += marked[at : match.start()]
        at = match.end()
        if not match[1]:
            opened.append((len(text), match[2]))
        elif opened and opened[-1][1] == match[2]:
            spans.append((opened.pop()[0], len(text), match[2]))
        else:
            raise ValueError(f"</{match[2]}> closes nothing in: {marked[:80]}")
    if opened:
        raise ValueError(f"<{opened[-1][1]}> is never closed in: {marked[:80]}")
    return text + marked[at:], spans


def passages(folder: Path) -> Iterator[dict[str, Any]]:
    """Yield the chunks of the written passages."""
    for path in sorted(folder.glob("*.txt")):
        for marked in re.split(r"\n\s*\n", path.read_text("utf-8").strip()):
            text, spans = unmark(marked.strip())
            table = warta.analyze(text).sentences
            sentences = sorted((int(a), int(b)) for a, b in table[["start", "end"]].values)
            if not sentences:
                print(f"{path.name}: not read as Indonesian: {text[:60]}")
                continue
            marks = [(a, b, _QUOTE_PARTS[label]) for a, b, label in spans if label in _QUOTE_PARTS]
            entities = [(a, b, _NAMES[label]) for a, b, label in spans if label in _NAMES]
            edges = {edge for a, b, _ in entities for edge in (a, b) if text[max(0, edge - 1) : edge + 1].isalpha()}
            glued = frozenset(edge for edge in edges if 0 < edge < len(text))
            yield from chunks(text, sentences, marks, partial(iob, entities=entities), "news", glued)


def weak(data: Path, skip: list[Path], articles: int, seed: int) -> Iterator[dict[str, Any]]:
    """Yield the chunks of raw articles as Warta's stages read them."""
    urls = {json.loads(p.read_text("utf-8")).get("url") for folder in skip for p in folder.rglob("*.json")}
    with gzip.open(data / "raw-news/indonesian-portals-2025-06.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    rng = random.Random(seed)
    rng.shuffle(rows)
    pipeline = Pipeline(Config())
    done = 0
    for row in rows:
        if row["url"] in urls or not row["title"] or not row["text"] or not 600 < len(row["text"]) < 5000:
            continue
        article = pipeline.read(Record(row["url"], "text", f"{row['title']}\n{row['text']}".encode()))
        if article.status == "ok":
            done += 1
            yield from weak_chunks(article)
        if done >= articles:
            break


def weak_chunks(article: Article) -> Iterator[dict[str, Any]]:
    """Yield chunks of an article as the stages read it."""
    marks = []
    for quote in article.quotes:
        if quote.confidence >= LEAST_CONFIDENCE:
            parts = ((quote.content, "CON"), (quote.cue, "CUE"), (quote.speaker_mention, "SPK"))
            marks += [(part.start, part.end, label) for part, label in parts if part]
    sentences = [(s.span.start, s.span.end) for s in article.read_sentences()]
    yield from chunks(article.text, sentences, marks, partial(weak_names, article), "weak")


def weak_names(article: Article, spans: list[tuple[int, int]]) -> list[str]:
    """Return IOB2 tags of token offsets: names the stages are sure of, there or elsewhere in the article; `?` where they or the network are not."""
    first, last = spans[0][0], spans[-1][1]
    known = {m.entity for m in article.mentions if m.confidence >= LEAST_NAME}
    near = [m for m in article.mentions if m.span.start < last and first < m.span.end]
    sure = [m for m in near if m.entity in known and m.label in _LABELS]
    tags = iob(spans, [(m.span.start, m.span.end, _LABELS[m.label]) for m in sure])
    none = {t.span.start for t in article.tokens if t.ner == "O" and t.ner_probability >= LEAST_NONE}
    none -= {start for start, _ in spans if any(m.span.start <= start < m.span.end for m in near)}
    return [tag if tag != "O" or start in none else "?" for tag, (start, _) in zip(tags, spans, strict=True)]


def main() -> None:
    """Run the step."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    steps = parser.add_subparsers(dest="step", required=True)
    one = steps.add_parser("weak")
    one.add_argument("--data", type=Path, required=True)
    one.add_argument("--skip", type=Path, nargs="*", default=[])
    one.add_argument("--articles", type=int, default=900)
    one.add_argument("--seed", type=int, default=11)
    two = steps.add_parser("gold")
    two.add_argument("folders", type=Path, nargs="+")
    three = steps.add_parser("passages")
    three.add_argument("folder", type=Path)
    for step in (one, two, three):
        step.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    if args.step == "weak":
        made = weak(args.data, args.skip, args.articles, args.seed)
    elif args.step == "gold":
        made = (chunk for folder in args.folders for chunk in gold(folder))
    else:
        made = passages(args.folder)
    count = 0
    with args.out.open("w", encoding="utf-8") as out:
        for chunk in made:
            out.write(json.dumps(chunk, ensure_ascii=False) + "\n")
            count += 1
    print(f"{count} chunks")


if __name__ == "__main__":
    main()
