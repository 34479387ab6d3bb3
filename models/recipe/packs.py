"""Turn sentences into batches: several sentences follow one another in a pack, as they do in an article."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

import torch

from warta.nlp.pieces import BOS, EOS, PAD, Pieces

from .network import TREEBANKS

Sentence = dict[str, Any]
IGNORE = -100
#: Most pieces of a sentence: the encoder has places for 512, two of which are the marks of beginning and end.
LONGEST = 510
NER_HEADS = {"idner": "ner_idner", "news": "ner_news", "weak": "ner_news", "nergrit": "ner_nergrit", "nerp": "ner_nerp"}


def numbers(sentence: Sentence, labels: dict[str, dict[str, int]], pieces: Pieces) -> Sentence:
    """Return a sentence as numbers: pieces of words and a class (or IGNORE) for every head."""
    size = len(sentence["spans"])
    out: Sentence = {"pieces": pieces.sentence(sentence["text"], sentence["spans"]), "set": sentence["set"]}
    out["treebank"] = TREEBANKS.index(sentence["set"]) if sentence["set"] in TREEBANKS else 0
    for name in ("upos", "feats", "lemma", "rel"):
        key = "script" if name == "lemma" else name
        if key in sentence:
            out[name] = [labels[name].get(value, IGNORE) for value in sentence[key]]
    if "head" in sentence:
        out["head"] = sentence["head"]
    if "ner" in sentence:
        for head in {
            NER_HEADS[sentence["set"]],
            "ner_news" if sentence["set"] == "idner" else NER_HEADS[sentence["set"]],
        }:
            out[head] = [labels[head].get(tag, IGNORE) for tag in sentence["ner"]]
    if "quotes" in sentence:
        out["quotes"] = [labels["quotes"].get(tag, IGNORE) for tag in sentence["quotes"]]
    # an entity set's line may hold several sentences: only treebanks and running articles say where sentences end
    one = [0] * (size - 1) + [1] if sentence["set"] in TREEBANKS else [IGNORE] * size
    out["ends"] = sentence.get("ends") or one
    out["size"] = size
    out["length"] = sum(map(len, out["pieces"]))
    return out


def pack(sentences: list[Sentence], limit: int) -> list[list[Sentence]]:
    """Fill packs of at most `limit` pieces, in the order given; a longer sentence has a pack of its own."""
    packs: list[list[Sentence]] = []
    room = 0
    for sentence in sentences:
        if sentence["length"] <= room:
            packs[-1].append(sentence)
            room -= sentence["length"]
        else:
            packs.append([sentence])
            room = limit - sentence["length"]
    return packs


def collate(packs: list[list[Sentence]], heads: list[str]) -> dict[str, torch.Tensor]:
    """Return the tensors of a batch of packs. Lengths are cut at 510 pieces."""
    rows = []
    for sentences in packs:
        ids, first, sid, treebank, head = [BOS], [], [], [], []
        tags: dict[str, list[int]] = {name: [] for name in heads}
        ends: list[int] = []
        for number, sentence in enumerate(sentences):
            if len(ids) - 1 + sentence["length"] > LONGEST:
                break
            offset = len(first)
            for word in sentence["pieces"]:
                first.append(len(ids))
                ids.extend(word)
            size = sentence["size"]
            sid += [number] * size
            treebank += [sentence["treebank"]] * size
            head += [h + offset if h else 0 for h in sentence["head"]] if "head" in sentence else [IGNORE] * size
            for name in heads:
                tags[name] += sentence.get(name) or [IGNORE] * size
            ends += sentence["ends"]
        ends[-1] = IGNORE
        rows.append(([*ids, EOS], first, sid, treebank, head, ends, tags))
    pieces, words = max(len(r[0]) for r in rows), max(len(r[1]) for r in rows)

    def padded(values: list[list[int]], size: int, fill: int) -> torch.Tensor:
        return torch.tensor([v + [fill] * (size - len(v)) for v in values])

    batch = {
        "pieces": padded([r[0] for r in rows], pieces, PAD),
        "first": padded([r[1] for r in rows], words, 0),
        "sid": padded([r[2] for r in rows], words, -1),
        "treebank": padded([r[3] for r in rows], words, 0),
        "head": padded([r[4] for r in rows], words, IGNORE),
        "ends": padded([r[5] for r in rows], words, IGNORE),
    }
    batch["mask"] = (batch["pieces"] != PAD).long()
    for name in heads:
        batch[name] = padded([r[6][name] for r in rows], words, IGNORE)
    return batch


def batches(
    sentences: list[Sentence], heads: list[str], rng: random.Random, size: int
) -> Iterator[dict[str, torch.Tensor]]:
    """Yield batches of about `size` pieces, packs of one batch being of like length; an order of sentences is kept inside `size`.

    A sentence that the encoder's window cannot hold (a scraped table) is left out.
    """
    order = [s for s in sentences if 0 < s["length"] <= LONGEST]
    rng.shuffle(order)
    at = 0
    groups: list[tuple[int, list[Sentence]]] = []
    while at < len(order):
        limit = rng.choice((1, 64, 128, 128, 192))
        chunk = order[at : at + 60]
        at += 60
        if limit == 1:
            chunk.sort(key=lambda s: s["length"])
        groups += [(limit, list(p)) for p in pack(chunk, limit)]
    groups.sort(key=lambda g: (sum(s["length"] for s in g[1]) // 16, rng.random()))
    current: list[list[Sentence]] = []
    longest = 0
    ready = []
    for _, group in groups:
        length = sum(s["length"] for s in group) + 2
        if current and max(longest, length) * (len(current) + 1) > size:
            ready.append(current)
            current, longest = [], 0
        current.append(group)
        longest = max(longest, length)
    if current:
        ready.append(current)
    rng.shuffle(ready)
    for packs in ready:
        yield collate(packs, heads)
