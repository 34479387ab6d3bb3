"""Measure a Stanza model with the definitions of `recipe.evaluate`, so that it can stand in one table with Warta's.

    python -m recipe.stanza_scores --model models/stanza --data BUILD/data --out BUILD/stanza-scores.json

Relations are compared by their universal part, as there. Names are those of idner-news-2k, exact spans. On raw text Stanza
finds the tokens and sentences itself. Needs the extra `warta[stanza]`.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from recipe.evaluate import f1, raw, sentences, spans, syntax
from warta.lexicon import Resources
from warta.nlp.multiword import Word
from warta.nlp.stanza_model import StanzaModel, find
from warta.nlp.stanza_tagger import StanzaTagger
from warta.nlp.tagger import TaggedSentence
from warta.stages.tag.stanza import _iob, name_labels


def tagged(words: Sequence[Word]) -> TaggedSentence:
    """Return a sentence in the form of Warta's tagger."""
    none = ("",) * len(words)
    return TaggedSentence(
        tokens=tuple((w.start, w.end) for w in words),
        upos=tuple(w.upos or "" for w in words),
        feats=tuple(w.feats or "_" for w in words),
        lemma=tuple(w.lemma or "" for w in words),
        head=tuple(w.head + 1 for w in words),
        deprel=tuple((w.deprel or "").split(":")[0] for w in words),
        ner=tuple(_iob([w.ner for w in words])),
        ner_probability=(),
        entities=(),
        quote=none,
        quote_probability=(),
    )


class Peer:
    """A Stanza model behind the interface of Warta's tagger."""

    def __init__(self, model: StanzaModel, *, threads: int) -> None:
        labels = name_labels(Resources())
        self._given = StanzaTagger(model, words=False, names=True, labels=labels, threads=threads)
        self._raw = StanzaTagger(model, words=True, split=True, names=False, labels=labels, threads=threads)

    def tag(self, text: str, given: Sequence[Sequence[tuple[int, int]]]) -> list[TaggedSentence]:
        """Tag sentences of given tokens."""
        found = self._given.tag(text, given)
        return [
            tagged(words if words is not None else [Word(a, b) for a, b in s])
            for words, s in zip(found, given, strict=True)
        ]

    def tag_document(self, text: str, _tokens: object) -> list[TaggedSentence]:
        """Find sentences and tokens, and tag them."""
        return [tagged(words) for words in self._raw.document(text)]


def names(peer: Peer, tests: list[dict[str, Any]]) -> dict[str, float]:
    """Measure names; exact spans and labels."""
    gold, found = [], []
    for sentence in tests:
        gold.append(spans(sentence["spans"], sentence["ner"]))
        out = peer.tag(sentence["text"], [[(a, b) for a, b in sentence["spans"]]])[0]
        found.append(spans(sentence["spans"], list(out.ner)))
    scores = f1(gold, found)
    for label in ("PER", "ORG", "LOC"):
        scores[label] = f1(
            [[e for e in g if e[2] == label] for g in gold], [[e for e in f if e[2] == label] for f in found]
        )["f1"]
    return scores


def main() -> None:
    """Run the step."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--threads", type=int, default=1)
    args = parser.parse_args()
    model = find(args.model)
    peer: Any = Peer(model, threads=args.threads)
    csui = sentences(args.data / "test-csui.jsonl")
    scores = {
        "csui": syntax(peer, csui),
        "csui raw": raw(peer, csui),
        "gsd": syntax(peer, sentences(args.data / "test-gsd.jsonl")),
    }
    if "ner" in model.files:
        scores["idner"] = names(peer, sentences(args.data / "test-idner.jsonl"))
    for name, values in scores.items():
        print(f"{name:12}", "  ".join(f"{k} {100 * v:.1f}" for k, v in values.items()))
    if args.out:
        args.out.write_text(json.dumps(scores, indent=1) + "\n")


if __name__ == "__main__":
    main()
