"""Measure a pipeline on the test splits, and print the table of the model card.

    python -m recipe.evaluate --tagger models/id_warta_lg/tagger --data BUILD/data --gold corpus/dev --out BUILD/scores.json
    python -m recipe.evaluate --tagger models/id_warta_sm --data BUILD/data --speed BUILD/texts.txt

The pipeline is an exported tagger or any spaCy pipeline with the components `senter` (or `parser`), `morphologizer`, a lemmatizer,
`parser` and `ner`; one with a component `ner_nergrit` is measured on NERGRIT with that, others with `ner`. All are given the same
tokens, those of the test set or, for raw text, Warta's.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from warta.nlp.plain import PlainTagger
from warta.nlp.tagger import Tagger, decode_iob
from warta.nlp.tokenizer import tokenize

from .datasets import read_rows

Span = tuple[int, int, str]


def sentences(path: Path) -> list[dict[str, Any]]:
    """Read sentences, one JSON object a line."""
    return list(read_rows(path))


def f1(gold: Iterable[Iterable[Any]], found: Iterable[Iterable[Any]]) -> dict[str, float]:
    """Return precision, recall and F1 over pairs of sets."""
    right = n_gold = n_found = 0
    for g, f in zip(gold, found, strict=True):
        g, f = set(g), set(f)
        right, n_gold, n_found = right + len(g & f), n_gold + len(g), n_found + len(f)
    p, r = right / max(n_found, 1), right / max(n_gold, 1)
    return {"p": p, "r": r, "f1": 2 * p * r / max(p + r, 1e-9)}


def spans(tokens: list[list[int]], tags: list[str]) -> list[Span]:
    """Return entity spans in code points from IOB2 tags."""
    out: list[Span] = []
    for (start, end), tag in zip(tokens, tags, strict=True):
        if tag[0] == "B" or (tag[0] == "I" and not out):
            out.append((start, end, tag[2:]))
        elif tag[0] == "I":
            out[-1] = (out[-1][0], end, out[-1][2])
    return out


def load(folder: Path, *, threads: int = 1, names: str = "ner") -> Tagger | PlainTagger:
    """Load an exported tagger or a spaCy pipeline; `names` is the component that a spaCy pipeline takes its names from."""
    if (folder / "encoder.onnx").is_file():
        return Tagger(folder, threads=threads)
    if (folder / "tagger" / "encoder.onnx").is_file():
        return Tagger(folder / "tagger", threads=threads)
    return PlainTagger(folder, names=names)


def ner(tagger: Tagger | PlainTagger, tests: list[dict[str, Any]], head: str) -> dict[str, float]:
    """Measure entities of one head; exact spans and labels."""
    gold, found = [], []
    for sentence in tests:
        tokens = [(a, b) for a, b in sentence["spans"]]
        gold.append(spans(sentence["spans"], sentence["ner"]))
        if isinstance(tagger, PlainTagger):
            found.append(
                [(e.start_char, e.end_char, e.label_) for e in tagger.annotate(sentence["text"], [tokens]).ents]
            )
            continue
        windows = tagger._windows(tagger.pieces.sentence(sentence["text"], tokens), [len(tokens)])
        tags, _ = decode_iob(tagger._own(windows, head), tagger.labels[head])
        found.append(spans(sentence["spans"], [tagger.labels[head][t] for t in tags]))
    out = f1(gold, found)
    for label in sorted({e[2] for g in gold for e in g}):
        out[label] = f1(
            [[e for e in g if e[2] == label] for g in gold], [[e for e in f if e[2] == label] for f in found]
        )["f1"]
    return out


def syntax(tagger: Tagger | PlainTagger, tests: list[dict[str, Any]]) -> dict[str, float]:
    """Measure tags, lemmas and trees with gold tokens and sentences."""
    counts = dict.fromkeys(("words", "upos", "feats", "lemma", "uas", "las"), 0)
    for s in tests:
        out = tagger.tag(s["text"], [[(a, b) for a, b in s["spans"]]])[0]
        for i in range(len(s["spans"])):
            right = out.head[i] == s["head"][i]
            counts["words"] += 1
            counts["upos"] += out.upos[i] == s["upos"][i]
            counts["feats"] += out.feats[i] == s["feats"][i]
            counts["lemma"] += out.lemma[i] == s["lemma"][i]
            counts["uas"] += right
            counts["las"] += right and out.deprel[i] == s["rel"][i]
    return {name: value / counts["words"] for name, value in counts.items() if name != "words"}


def raw(tagger: Tagger | PlainTagger, tests: list[dict[str, Any]]) -> dict[str, float]:
    """Measure tokens, sentences and the rest on raw text: sentences joined by spaces, as the CoNLL evaluation does."""
    text, gold_tokens, gold_sentences = "", {}, set()
    for s in tests:
        offset = len(text)
        gold_sentences.add((offset + s["spans"][0][0], offset + s["spans"][-1][1]))
        positions = [(offset + a, offset + b) for a, b in s["spans"]]
        for i, position in enumerate(positions):
            head = positions[s["head"][i] - 1] if s["head"][i] else None
            gold_tokens[position] = (s["upos"][i], s["lemma"][i], head, s["rel"][i])
        text += s["text"] + " "
    found = tagger.tag_document(text, tokenize(text))
    tokens, ends = {}, set()
    for s in found:
        ends.add((s.tokens[0][0], s.tokens[-1][1]))
        for i, position in enumerate(s.tokens):
            tokens[position] = (s.upos[i], s.lemma[i], s.tokens[s.head[i] - 1] if s.head[i] else None, s.deprel[i])

    def same(*fields: int) -> float:
        right = sum(1 for p, g in gold_tokens.items() if p in tokens and all(tokens[p][k] == g[k] for k in fields))
        return 2 * right / (len(gold_tokens) + len(tokens))

    return {
        "tokens": same(), "sentences": f1([gold_sentences], [ends])["f1"], "upos": same(0), "lemma": same(1), "uas": same(2), "las": same(2, 3),
    }  # fmt: skip


def ends(tagger: Tagger | PlainTagger, path: Path) -> dict[str, float]:
    """Measure sentence ends on the hand-written set of press style, where `¦` stands after a sentence; the last one counts."""
    gold, found = [], []
    for line in path.read_text("utf-8").splitlines():
        if not line or line[0] == "#" or line == "kind\ttext":
            continue
        marked = line.partition("\t")[2].strip().rstrip("¦").rstrip()
        text, wanted = "", set()
        for part in marked.split("¦"):
            text += part
            wanted.add(len(text.rstrip()))
        gold.append(wanted)
        found.append({s.tokens[-1][1] for s in tagger.tag_document(text, tokenize(text))})
    return f1(gold, found)


def gold_articles(tagger: Tagger | PlainTagger, folder: Path) -> dict[str, dict[str, float]]:
    """Measure persons, organizations and places on annotated articles (exact spans); sentences come from the tagger."""
    gold: dict[str, list[set[tuple[int, int]]]] = {"PER": [], "ORG": [], "LOC": []}
    found: dict[str, list[set[tuple[int, int]]]] = {"PER": [], "ORG": [], "LOC": []}
    for path in sorted(folder.glob("*.json")):
        note = json.loads(path.read_text("utf-8"))
        if "persons" not in note:
            continue
        text = path.with_suffix(".txt").read_text("utf-8")
        entities = [e for s in tagger.tag_document(text, tokenize(text)) for e in s.entities]
        for label, name in (("PER", "persons"), ("ORG", "organizations"), ("LOC", "places")):
            gold[label].append({(a, b) for a, b in note[name]})
            found[label].append({(e.start, e.end) for e in entities if e.label == label})
    return {label: f1(gold[label], found[label]) for label in gold}


def speed(tagger: Tagger | PlainTagger, texts: Path, *, least: int = 20_000) -> dict[str, float]:
    """Return tokens a second of processor time, tokens, sentences and all layers included, over lines of text."""
    lines = [line for line in texts.read_text("utf-8").splitlines() if line.strip()]
    tagger.tag_document(lines[0], tokenize(lines[0]))
    done, began = 0, time.process_time()
    while done < least:
        if isinstance(tagger, PlainTagger):
            done += sum(len(doc) for doc in tagger.nlp.pipe(lines))
        else:
            done += sum(len(s.tokens) for line in lines for s in tagger.tag_document(line, tokenize(line)))
    return {"words/s": done / (time.process_time() - began)}


def measure(
    tagger: Tagger | PlainTagger, data: Path, gold: list[Path], *, nergrit: Tagger | PlainTagger
) -> dict[str, Any]:
    """Return all numbers; `nergrit` is the same pipeline, with the names of NERGRIT."""
    csui = sentences(data / "test-csui.jsonl")
    out: dict[str, Any] = {
        "idner": ner(tagger, sentences(data / "test-idner.jsonl"), "ner_news"),
        "nergrit": ner(nergrit, sentences(data / "test-nergrit.jsonl"), "ner_nergrit"),
        "csui": syntax(tagger, csui),
        "csui raw": raw(tagger, csui),
        "gsd": syntax(tagger, sentences(data / "test-gsd.jsonl")),
    }
    for folder in gold:
        if any(folder.glob("*.json")):
            out |= {f"{folder.name} {label}": value for label, value in gold_articles(tagger, folder).items()}
    return out


def main() -> None:
    """Run the step."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--tagger", type=Path, required=True, help="folder of an exported tagger or of a spaCy pipeline"
    )
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--gold", type=Path, nargs="*", default=[])
    parser.add_argument("--out", type=Path)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--ends", type=Path, help="the press set of sentence ends, tests/data/sentence_ends.tsv")
    parser.add_argument("--speed", type=Path, help="a file of texts, one a line, to measure the speed on")
    args = parser.parse_args()
    tagger = load(args.tagger, threads=args.threads)
    nergrit = tagger
    if isinstance(tagger, PlainTagger) and "ner_nergrit" in tagger.nlp.component_names:
        nergrit = load(args.tagger, names="ner_nergrit")
    scores = measure(tagger, args.data, args.gold, nergrit=nergrit)
    if args.ends:
        scores["press ends"] = ends(tagger, args.ends)
    if args.speed:
        scores["speed"] = speed(tagger, args.speed)
    for name, values in scores.items():
        if name == "speed":
            print(f"{name:12} {values['words/s']:.0f} words a second of processor time")
            continue
        print(f"{name:12}", "  ".join(f"{k} {100 * v:.1f}" for k, v in values.items()))
    if args.out:
        args.out.write_text(json.dumps(scores, indent=1) + "\n")


if __name__ == "__main__":
    main()
