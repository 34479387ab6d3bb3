"""Tag text with the large pipeline, so that the small one can learn from it as well as from gold.

    python -m recipe.silver sets --tagger models/id_warta_lg/tagger --data BUILD/data --out BUILD/sm/sets.jsonl
    python -m recipe.silver articles --tagger models/id_warta_lg/tagger --data BUILD/data --extra BUILD/data/gold.jsonl --out BUILD/sm/articles.jsonl
    python -m recipe.silver news --tagger models/id_warta_lg/tagger --data BUILD/data --source "$WARTA_DATA" --skip corpus --words 700000 --out BUILD/sm/news.jsonl
    python -m recipe.silver encyclopedia --tagger models/id_warta_lg/tagger --data BUILD/data --source "$WARTA_DATA" --out BUILD/sm/encyclopedia.jsonl
    python -m recipe.silver texts --data BUILD/data --source "$WARTA_DATA" --skip corpus --words 2000000 --out BUILD/sm/texts.jsonl

One sentence a line: `set`, `text`, `spans`, `upos feats lemma head rel` (Universal Dependencies), `ner` (as idner-news-2k and Warta's
own articles mark names), `nergrit` (as NERGRIT marks them), `gold` (which of these layers people made; all others are the large
pipeline's), `doc` (sentences of one document follow one another) and `kind` (`headline`, `paragraph` ...).

`sets` adds to the training sentences of `recipe.datasets` the layers their sets do not annotate, `articles` does so for the files of
`recipe.quotations`. `news` reads raw news, cut into sentences by Warta's own
stages; `encyclopedia` reads the passages of IndoCoref and the sentences of the treebank GSD of 2017, as plain text. A sentence that
occurs in any test split, or in an article annotated for testing (`--skip`), is dropped. `texts` writes paragraphs of raw news without any
layer, for `spacy pretrain`.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

from warta.core.article import Article
from warta.lexicon import Resources
from warta.nlp.sentences import SentenceSplitter
from warta.nlp.tagger import TaggedSentence, Tagger, decode_iob, tidy_iob
from warta.nlp.tokenizer import tokenize
from warta.stages.ingest import Record, to_article
from warta.stages.segment import SegmentOptions, make_segment

from .datasets import Sentence, key, read_rows

LAYERS = ("upos", "feats", "lemma", "head", "rel", "ner", "nergrit")
SYNTAX = ("upos", "feats", "lemma", "head", "rel")
#: Sentences tagged in one go: the tagger fills its windows with sentences that follow one another.
GROUP = 40


def layers(tagger: Tagger, text: str, sentences: list[list[tuple[int, int]]]) -> list[dict[str, list[Any]]]:
    """Return all layers of the sentences of a text, as the large pipeline tags them."""
    tokens = [t for s in sentences for t in s]
    if not tokens:
        return []
    windows = tagger._windows(tagger.pieces.sentence(text, tokens), [len(s) for s in sentences])
    scores = tagger._own(windows, "ner_nergrit")
    out, at = [], 0
    tagged: list[TaggedSentence] = tagger._decode(text, sentences, windows)
    for sentence in tagged:
        stop = at + len(sentence.tokens)
        numbers, _ = decode_iob(scores[at:stop], tagger.labels["ner_nergrit"])
        forms = [text[a:b] for a, b in sentence.tokens]
        out.append(
            {
                "upos": list(sentence.upos),
                "feats": list(sentence.feats),
                "lemma": list(sentence.lemma),
                "head": list(sentence.head),
                "rel": list(sentence.deprel),
                "ner": list(sentence.ner),
                "nergrit": tidy_iob(forms, [tagger.labels["ner_nergrit"][n] for n in numbers]),
            }
        )
        at = stop
    return out


def tag(tagger: Tagger, sentences: list[Sentence]) -> Iterator[Sentence]:
    """Yield sentences with every layer they lack; they are read together, in the order given."""
    for at in range(0, len(sentences), GROUP):
        group = sentences[at : at + GROUP]
        text, spans = "", []
        for sentence in group:
            spans.append([(len(text) + a, len(text) + b) for a, b in sentence["spans"]])
            text += sentence["text"] + "\n"
        for sentence, made in zip(group, layers(tagger, text, spans), strict=True):
            yield made | sentence


def cut(sentence: Sentence) -> Iterator[Sentence]:
    """Yield the sentences of a chunk whose `ends` mark several."""
    ends = sentence.get("ends") or [0] * (len(sentence["spans"]) - 1) + [1]
    first = 0
    for number, end in enumerate(ends):
        if end or number + 1 == len(ends):
            spans = sentence["spans"][first : number + 1]
            start = spans[0][0]
            yield {
                "set": sentence["set"],
                "text": sentence["text"][start : spans[-1][1]],
                "spans": [(a - start, b - start) for a, b in spans],
                "ner": [
                    "B" + tag[1:] if at == first and tag[0] == "I" else tag
                    for at, tag in enumerate(sentence["ner"][first : number + 1], first)
                ],
            }
            first = number + 1


def sets(data: Path) -> Iterator[Sentence]:
    """Yield the training sentences of the treebanks but the one of 2017, of idner and of NERGRIT.

    A line of idner or NERGRIT may hold several sentences: it is cut, for a line end there says nothing of sentence ends inside.
    """
    splitter = SentenceSplitter(Resources())
    for sentence in read_rows(data / "train.jsonl"):
        if sentence["set"] in {"csui", "pud", "gsd"}:
            yield {n: sentence[n] for n in ("set", "text", "spans", *SYNTAX)} | {"gold": list(SYNTAX), "doc": ""}
        elif sentence["set"] in {"idner", "nergrit"}:
            name = "ner" if sentence["set"] == "idner" else "nergrit"
            for part in pieces(sentence, splitter):
                yield {
                    "set": part["set"],
                    "text": part["text"],
                    "spans": part["spans"],
                    name: part["ner"],
                    "gold": [name],
                    "doc": "",
                }


def pieces(sentence: Sentence, splitter: SentenceSplitter) -> Iterator[Sentence]:
    """Yield the sentences of a line."""
    ends = {end for _, end in splitter.split(sentence["text"])}
    marks = [int(end in ends) for _, end in sentence["spans"]]
    yield from cut(sentence | {"ends": marks})


def annotated(paths: list[Path]) -> Iterator[Sentence]:
    """Yield the sentences of annotated articles and passages, files of `recipe.quotations`."""
    for path in paths:
        for number, chunk in enumerate(read_rows(path)):
            if "ner" in chunk:
                for sentence in cut(chunk):
                    yield sentence | {"gold": ["ner"], "doc": f"{path.stem}-{number}"}


def articles(source: Path, skip: list[Path], seed: int) -> Iterator[Article]:
    """Yield raw articles in a shuffled order, but none annotated anywhere."""
    urls = {json.loads(p.read_text("utf-8")).get("url") for folder in skip for p in folder.rglob("*.json")}
    with gzip.open(source / "raw-news/indonesian-portals-2025-06.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    random.Random(seed).shuffle(rows)
    segment = make_segment(SegmentOptions(), Resources())
    for number, row in enumerate(rows):
        if row["url"] in urls or not 400 < len(row["text"]) < 12_000:
            continue
        fields = (("title", row["title"] or ""), ("text", f"{row['title'] or ''}\n{row['text']}"))
        article = to_article(Record(f"{number}", "record", fields=fields))
        if article.status == "ok":
            yield segment(article)


def news(source: Path, skip: list[Path], words: int, seed: int) -> Iterator[list[Sentence]]:
    """Yield the sentences of raw articles until there are so many words."""
    done = 0
    for article in articles(source, skip, seed):
        out = []
        for sentence in article.read_sentences():
            start, end = sentence.span.start, sentence.span.end
            spans = [(t.span.start - start, t.span.end - start) for t in article.sentence_tokens(sentence)]
            if 1 < len(spans) <= 120:
                block = "headline" if sentence.kind == "headline" else f"{sentence.kind} {sentence.block_no}"
                out.append(
                    {"set": "raw", "text": article.text[start:end], "spans": spans, "gold": [], "doc": article.article_id,
                     "kind": block}
                )  # fmt: skip
                done += len(spans)
        yield out
        if done >= words:
            break


def encyclopedia(source: Path, words: int) -> Iterator[list[Sentence]]:
    """Yield the sentences of encyclopedic passages until there are so many words, tokens and sentence ends being Warta's."""
    done = 0
    splitter = SentenceSplitter(Resources())
    for path in sorted((source / "indocoref/data/passage").glob("*.txt")):
        text = " ".join(path.read_text("utf-8", errors="replace").split())
        out = []
        for start, end in splitter.split(text):
            spans = tokenize(text[start:end])
            if 1 < len(spans) <= 120:
                out.append({"set": "coref", "text": text[start:end], "spans": spans, "gold": [], "doc": path.stem[:8]})
        yield out
        done += sum(len(s["spans"]) for s in out)
        if 2 * done >= words:
            break
    for line in (source / "ud-gsd-2017-train/id-ud-train.conllu").read_text("utf-8").splitlines():
        if line.startswith("# text = "):
            text = line[9:].strip()
            spans = tokenize(text)
            if 1 < len(spans) <= 120:
                yield [{"set": "gsd17", "text": text, "spans": spans, "gold": [], "doc": ""}]
                done += len(spans)
                if done >= words:
                    break


def texts(source: Path, skip: list[Path], words: int, seed: int, dropped: set[str], out: Path) -> None:
    """Write paragraphs of raw articles, without the sentences to be dropped."""
    with out.open("w", encoding="utf-8") as file:
        for sentences in news(source, skip, words, seed):
            for _, block in groupby(sentences, key=lambda s: s["kind"]):
                text = " ".join(s["text"] for s in block if key(s["text"]) not in dropped)
                file.write(json.dumps({"text": text}, ensure_ascii=False) + "\n")


def held_out(data: Path, folders: Iterable[Path]) -> set[str]:
    """Return the keys of all test sentences, and of the sentences of articles annotated for testing."""
    out = set()
    for path in data.glob("test-*.jsonl"):
        out |= {key(row["text"]) for row in read_rows(path)}
    splitter = SentenceSplitter(Resources())
    for folder in folders:
        for path in (folder / "test").glob("*.txt"):
            text = path.read_text("utf-8")
            for block in text.split("\n"):
                out |= {key(block[a:b]) for a, b in splitter.split(block)}
    return {k for k in out if len(k) > 12}


def main() -> None:
    """Run the step."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("sets", "articles", "news", "encyclopedia", "texts"))
    parser.add_argument("--tagger", type=Path, help="folder of the large pipeline's weights; not for texts")
    parser.add_argument("--data", type=Path, required=True, help="folder of the prepared sentences")
    parser.add_argument("--source", type=Path, help="the data folder (news, encyclopedia)")
    parser.add_argument("--extra", type=Path, nargs="*", default=[], help="files of recipe.quotations (articles)")
    parser.add_argument("--skip", type=Path, nargs="*", default=[], help="folders of annotated articles")
    parser.add_argument("--words", type=int, default=700_000)
    parser.add_argument("--seed", type=int, default=17)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    dropped = held_out(args.data, args.skip)
    args.out.parent.mkdir(parents=True, exist_ok=True)
    if args.what == "texts":
        texts(args.source, args.skip, args.words, args.seed, dropped, args.out)
        return
    tagger = Tagger(args.tagger, threads=1)
    if args.what == "sets":
        groups: Iterable[list[Sentence]] = [list(sets(args.data))]
    elif args.what == "articles":
        groups = [list(annotated(args.extra))]
    elif args.what == "news":
        groups = news(args.source, args.skip, args.words, args.seed)
    else:
        groups = encyclopedia(args.source, args.words)
    counts: Counter[str] = Counter()
    seen: set[str] = set()
    partial = args.out.with_suffix(".partial")
    with partial.open("w", encoding="utf-8") as out:
        for group in groups:
            kept = []
            for sentence in group:
                mark = key(sentence["text"])
                if mark in dropped or (args.what in {"news", "encyclopedia"} and mark in seen):
                    counts["test sentences" if mark in dropped else "repeated"] += 1
                    continue
                seen.add(mark)
                kept.append(sentence)
            for sentence in tag(tagger, kept):
                counts[f"{sentence['set']} sentences"] += 1
                counts[f"{sentence['set']} words"] += len(sentence["spans"])
                out.write(json.dumps(sentence, ensure_ascii=False) + "\n")
    partial.replace(args.out)
    args.out.with_suffix(".counts.json").write_text(json.dumps(counts, indent=1) + "\n")
    print(dict(counts))


if __name__ == "__main__":
    main()
