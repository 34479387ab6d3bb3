"""Read the training sets, remove what leaks between them, and write one file of sentences per use.

    python -m recipe.datasets --data "$WARTA_DATA" --out BUILD/data

Every line of `train.jsonl` and of the test files is one sentence: `set`, `text`, `spans` (tokens) and, where the set marks them,
`upos feats lemma head rel` (Universal Dependencies) and `ner` (IOB2, in the set's own labels, named by `set`).
A sentence that occurs in any test split, compared in lower case by its letters and digits only, is dropped from training.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from warta.nlp.tokenizer import tokenize

Sentence = dict[str, Any]
LABELS = {
    "idner": {"PER": "PER", "ORG": "ORG", "LOC": "LOC"},
    "nergrit": {"PERSON": "PER", "ORGANISATION": "ORG", "PLACE": "LOC"},
    "nerp": {"PPL": "PPL", "PLC": "PLC", "EVT": "EVT", "IND": "IND", "FNB": "FNB"},
}
_NO_SPACE_BEFORE = set(".,;:!?)]}%”’…") | {"..."}
_NO_SPACE_AFTER = set("([{“‘$#@")


def read_rows(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the objects of a file of JSON Lines; only a line feed ends a line, for texts may hold other separators of lines."""
    with path.open(encoding="utf-8", newline="\n") as lines:
        yield from map(json.loads, lines)


def key(text: str) -> str:
    """Return what two copies of a sentence have in common: its letters and digits in lower case.

    >>> key("Di Jakarta , kata -nya")
    'dijakartakatanya'
    """
    return re.sub(r"[\W_]+", "", text.lower())


def blocks(path: Path) -> Iterator[list[str]]:
    """Yield groups of lines separated by empty ones."""
    block: list[str] = []
    for line in path.read_text("utf-8").splitlines():
        if line.strip():
            block.append(line)
        elif block:
            yield block
            block = []
    if block:
        yield block


def detokenize(tokens: list[str]) -> tuple[str, list[tuple[int, int]]]:
    """Join tokens with the spaces that running text would have; return text and offsets."""
    text, spans, glue, quotes = "", [], True, 0
    for token in tokens:
        before = not glue and token not in _NO_SPACE_BEFORE
        glue = token in _NO_SPACE_AFTER
        if token in {'"', "''", "``"}:
            opening = quotes % 2 == 0
            before, glue = before and opening, opening
            quotes += 1
            token = '"'
        elif token in {"/", "-"} and text and not text.endswith(" ") and tokens[0] != token:
            before, glue = token == "-", token == "/"
        if before and text:
            text += " "
        spans.append((len(text), len(text) + len(token)))
        text += token
    return text, spans


def project(spans: list[tuple[int, int]], tags: list[str], onto: list[tuple[int, int]]) -> list[str]:
    """Carry IOB2 tags from one tokenization over to another of the same text."""
    entities: list[tuple[int, int, str]] = []
    for (start, end), tag in zip(spans, tags, strict=True):
        if tag == "O":
            continue
        if tag[0] == "B" or not entities or entities[-1][2] != tag[2:]:
            entities.append((start, end, tag[2:]))
        else:
            entities[-1] = (entities[-1][0], end, tag[2:])
    return iob(onto, entities)


def iob(spans: Iterable[tuple[int, int]], entities: Iterable[tuple[int, int, str]]) -> list[str]:
    """Write entity spans as IOB2 tags of tokens; a token belongs to an entity that holds its first character."""
    out = []
    ordered = sorted(entities)
    seen: set[int] = set()
    for start, _end in spans:
        tag = "O"
        for number, (first, last, label) in enumerate(ordered):
            if first <= start < last:
                tag = ("I-" if number in seen else "B-") + label
                seen.add(number)
        out.append(tag)
    return out


def read_ner(path: Path, name: str) -> Iterator[Sentence]:
    """Read a token-per-line NER file; the tag is the last column."""
    names = LABELS[name]
    for block in blocks(path):
        rows = [line.split() for line in block]
        if any(len(row) < 2 for row in rows):
            continue
        tags = [row[-1] if row[-1] == "O" else row[-1][:2] + names[row[-1][2:]] for row in rows]
        tokens = [row[0] for row in rows]
        # a tag I- without its B- begins an entity
        for i, tag in enumerate(tags):
            if tag[0] == "I" and (i == 0 or tags[i - 1] == "O" or tags[i - 1][2:] != tag[2:]):
                tags[i] = "B" + tag[1:]
        text, spans = detokenize(tokens)
        ours = tokenize(text)
        yield {"set": name, "text": text, "spans": ours, "ner": project(spans, tags, ours)}


def read_conllu(path: Path, name: str) -> Iterator[Sentence]:
    """Read a treebank; clitics written apart in the syntax are found inside their word."""
    for block in blocks(path):
        text = next((line[9:] for line in block if line.startswith("# text = ")), None)
        rows = [line.split("\t") for line in block if not line.startswith("#")]
        if text is None:
            text = "".join(r[1] + ("" if "SpaceAfter=No" in r[9] else " ") for r in rows if "." not in r[0]).strip()
        at, spans, kept = 0, [], []
        for row in rows:
            if "-" in row[0] or "." in row[0]:
                continue
            found = text.find(row[1], at)
            if found < 0:
                break
            spans.append((found, found + len(row[1])))
            at = found + len(row[1])
            kept.append(row)
        else:
            yield {
                "set": name,
                "text": text,
                "spans": spans,
                "upos": [r[3] for r in kept],
                "feats": [r[5] for r in kept],
                "lemma": [r[2] for r in kept],
                "head": [int(r[6]) for r in kept],
                "rel": [r[7].split(":")[0] for r in kept],
            }


def main() -> None:
    """Run the step."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    data: Path = args.data
    tests = {
        "idner": list(read_ner(data / "idner-news-2k/test.txt", "idner")),
        "nergrit": list(read_ner(data / "nergrit-indonlu/test_preprocess.txt", "nergrit")),
        "nerp": list(read_ner(data / "nerp-indonlu/test_preprocess.txt", "nerp")),
        "csui": list(read_conllu(data / "ud-csui/id_csui-ud-test.conllu", "csui")),
        "gsd": list(read_conllu(data / "ud-gsd/id_gsd-ud-test.conllu", "gsd")),
    }
    held_out = {key(s["text"]) for sentences in tests.values() for s in sentences}
    sources: list[tuple[str, Iterable[Sentence]]] = [
        ("csui", read_conllu(data / "ud-csui/id_csui-ud-train.conllu", "csui")),
        ("pud", read_conllu(data / "ud-pud/id_pud-ud-test.conllu", "pud")),
        ("gsd", read_conllu(data / "ud-gsd/id_gsd-ud-dev.conllu", "gsd")),
        ("gsd17", read_conllu(data / "ud-gsd-2017-train/id-ud-train.conllu", "gsd17")),
        ("idner", read_ner(data / "idner-news-2k/train.txt", "idner")),
        ("idner", read_ner(data / "idner-news-2k/dev.txt", "idner")),
        ("nergrit", read_ner(data / "nergrit-indonlu/train_preprocess.txt", "nergrit")),
        ("nergrit", read_ner(data / "nergrit-indonlu/valid_preprocess.txt", "nergrit")),
        ("nerp", read_ner(data / "nerp-indonlu/train_preprocess.txt", "nerp")),
        ("nerp", read_ner(data / "nerp-indonlu/valid_preprocess.txt", "nerp")),
    ]
    args.out.mkdir(parents=True, exist_ok=True)
    counts: Counter[str] = Counter()
    # the same sentence may carry syntax from one set and entities from another: duplicates are dropped within a kind only
    seen: dict[str, set[str]] = {"ud": set(), "ner": set()}
    with (args.out / "train.jsonl").open("w", encoding="utf-8") as out:
        for name, sentences in sources:
            for sentence in sentences:
                counts[f"{name} read"] += 1
                mark = key(sentence["text"])
                kind = "ud" if "upos" in sentence else "ner"
                if mark in held_out:
                    counts[f"{name} dropped: in a test split"] += 1
                elif mark in seen[kind]:
                    counts[f"{name} dropped: duplicate"] += 1
                else:
                    seen[kind].add(mark)
                    counts[f"{name} kept"] += 1
                    out.write(json.dumps(sentence, ensure_ascii=False) + "\n")
    for name, sentences in tests.items():
        with (args.out / f"test-{name}.jsonl").open("w", encoding="utf-8") as out:
            out.writelines(json.dumps(s, ensure_ascii=False) + "\n" for s in sentences)
        counts[f"{name} test"] = len(sentences)
    (args.out / "counts.json").write_text(json.dumps(counts, indent=1) + "\n")
    print("\n".join(f"{name:40} {count}" for name, count in counts.items()))


if __name__ == "__main__":
    main()
