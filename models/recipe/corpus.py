"""Reads the sentences of `recipe.silver` for `spacy train`: the reader `warta.sentences.v1`, and the factory `ner_nergrit`.

    python -m spacy train models/recipe/sm.cfg --code models/recipe/corpus.py ...

Every epoch draws anew from each set by its share, and joins sentences to documents: those of an article as they follow one another,
with blanks or line breaks between paragraphs, and often sentences that have nothing to do with one another, as in a treebank that is
read as one text. Headlines are at times written as a sentence is, and final stops left out, so that sentence ends are learned from
more than stops. What a set does not annotate is taken from the large pipeline, or is missing (`gold_only`), never `O`.

Names have two layers: `doc.ents` as idner-news-2k and Warta's articles mark them, and `doc.spans["nergrit"]` as NERGRIT does, from which
`ner_nergrit` learns. In the trained pipeline it is an ordinary `ner`.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.pipeline import EntityRecognizer
from spacy.pipeline.ner import DEFAULT_NER_MODEL
from spacy.tokens import Doc, Span
from spacy.training import Example
from spacy.util import registry
from spacy.vocab import Vocab
from thinc.api import Model, NumpyOps, set_current_ops

import warta.nlp.components  # noqa: F401 - registers the tokenizer

# numpy's matrix products are up to three times as fast as BLIS's on processors with AVX-512
set_current_ops(NumpyOps(use_blis=False))

Sentence = dict[str, Any]
#: One sentence in so many of these sets is for choosing between models, the others are for training.
DEV_EVERY = 10
DEV_SETS = ("csui", "idner", "nergrit")
#: The layer of spans with the names as NERGRIT marks them.
SECOND = "nergrit"
#: Longest document, in sentences.
LONGEST = 24


def read(paths: Iterable[str | Path], *, split: str) -> list[Sentence]:
    """Read sentences.

    Args:
        paths: files of `recipe.silver`.
        split: `train`, `dev` (a tenth of the sets that have a test set of their own), or `all`.
    """
    out, counts = [], dict.fromkeys(DEV_SETS, 0)
    for path in paths:
        # as `datasets.read_rows`: spaCy loads this file alone
        for line in Path(path).read_text("utf-8").split("\n")[:-1]:
            sentence = json.loads(line)
            dev = False
            if sentence["set"] in counts:
                dev = counts[sentence["set"]] % DEV_EVERY == 0
                counts[sentence["set"]] += 1
            for name in ("ner", "nergrit"):
                if name in sentence:
                    sentence[name] = begun(sentence[name])
            if split == "all" or dev == (split == "dev"):
                out.append(sentence)
    return out


def begun(tags: list[str]) -> list[str]:
    """Return IOB2 tags in which every name has a beginning: a name cut by a sentence end begins anew.

    >>> begun(["I-PER", "O", "B-ORG", "I-LOC"])
    ['B-PER', 'O', 'B-ORG', 'B-LOC']
    """
    before = ["O", *tags]
    return ["B" + tag[1:] if tag[0] == "I" and before[n][1:] != tag[1:] else tag for n, tag in enumerate(tags)]


def as_written(sentence: Sentence) -> Sentence:
    """Return a headline in Title Case as a sentence would be written: small letters but for names."""
    text = list(sentence["text"])
    tags = zip(sentence["spans"], sentence["upos"], sentence["ner"], strict=True)
    for number, ((start, end), upos, ner) in enumerate(tags):
        word = sentence["text"][start:end]
        if number and upos != "PROPN" and ner == "O" and word[1:] == word[1:].lower() and word.lower() != word:
            text[start:end] = word.lower()
    return sentence | {"text": "".join(text)} if len(text) == len(sentence["text"]) else sentence


def without_stop(sentence: Sentence) -> Sentence:
    """Return a sentence without its final full stop."""
    last = len(sentence["spans"]) - 1
    start, end = sentence["spans"][-1]
    if last < 2 or sentence["text"][start:end] != "." or last + 1 in sentence.get("head", ()):
        return sentence
    if "head" in sentence and sentence["head"][-1] == 0:
        return sentence
    cut = {n: v[:-1] for n, v in sentence.items() if isinstance(v, list) and len(v) == last + 1 and n != "gold"}
    return sentence | cut | {"text": sentence["text"][:start].rstrip()}


def in_case(sentence: Sentence, change: Callable[[str], str]) -> Sentence:
    """Return a sentence in small letters or in capitals; lemmas of names follow, other lemmas are small already."""
    text = change(sentence["text"])
    if len(text) != len(sentence["text"]):
        return sentence
    out = sentence | {"text": text}
    if "lemma" in sentence and change is str.lower:
        out["lemma"] = [lemma.lower() for lemma in sentence["lemma"]]
    return out


def make(vocab: Vocab, sentences: list[Sentence], gaps: list[str], *, gold_only: bool) -> Example:
    """Return sentences as one document.

    Args:
        vocab: the pipeline's.
        sentences: in order.
        gaps: what stands before each sentence: a blank, or line breaks, which are a token.
        gold_only: leave out what the large pipeline made.
    """
    words: list[str] = []
    spaces: list[bool] = []
    starts: list[int] = []
    columns: dict[str, list[Any]] = {n: [] for n in ("upos", "feats", "lemma", "head", "rel", "ner", "nergrit")}
    known = {n: all(n in s and (not gold_only or n in s["gold"]) for s in sentences) for n in columns}
    for sentence, gap in zip(sentences, gaps, strict=True):
        if words and gap == " ":
            spaces[-1] = True
        elif words:
            words.append(gap)
            spaces.append(False)
            starts.append(-1)
            row = {
                "upos": "SPACE",
                "feats": "",
                "lemma": gap,
                "head": len(words) - 2,
                "rel": "dep",
                "ner": "O",
                "nergrit": "O",
            }
            for name, column in columns.items():
                column.append(row[name])
        first = len(words)
        text, spans = sentence["text"], sentence["spans"]
        for number, (start, end) in enumerate(spans):
            words.append(text[start:end])
            spaces.append(number + 1 < len(spans) and spans[number + 1][0] > end)
            starts.append(-1 if number else 1)
        for name, column in columns.items():
            if known[name]:
                column += [first + h - 1 if h else first + i for i, h in enumerate(sentence[name])] if name == "head" else sentence[name]  # fmt: skip
    predicted = Doc(vocab, words=words, spaces=spaces)
    tree = known["head"]
    reference = Doc(
        vocab,
        words=words,
        spaces=spaces,
        pos=columns["upos"] if known["upos"] else None,
        morphs=["" if f == "_" else f for f in columns["feats"]] if known["feats"] else None,
        lemmas=columns["lemma"] if known["lemma"] else None,
        heads=columns["head"] if tree else None,
        deps=["ROOT" if r == "root" else r for r in columns["rel"]] if tree else None,
        sent_starts=None if tree else starts,  # type: ignore[arg-type]
        ents=columns["ner"] if known["ner"] else None,
    )
    if known["nergrit"]:
        reference.spans[SECOND] = spans_of(reference, columns["nergrit"])
    return Example(predicted, reference)


def spans_of(doc: Doc, tags: list[str]) -> list[Span]:
    """Return the spans that IOB2 tags spell."""
    out = []
    for start, tag in enumerate(tags):
        if tag[0] == "B":
            end = next((k for k in range(start + 1, len(tags)) if tags[k][0] != "I"), len(tags))
            out.append(Span(doc, start, end, label=tag[2:]))
    return out


class SecondNames(EntityRecognizer):  # type: ignore[misc]
    """An entity recognizer that learns from `doc.spans["nergrit"]`; docs without that layer teach it nothing."""

    def update(self, examples: Iterable[Example], **settings: Any) -> Any:
        """Learn from a batch."""
        own = []
        for example in examples:
            words, spaces = zip(*((t.text, bool(t.whitespace_)) for t in example.reference), strict=True)
            reference = Doc(example.reference.vocab, words=words, spaces=spaces)
            if SECOND in example.reference.spans:
                spans = [Span(reference, s.start, s.end, label=s.label) for s in example.reference.spans[SECOND]]
                reference.set_ents(spans, default="outside")
            own.append(Example(example.predicted, reference))
        return super().update(own, **settings)

    def set_annotations(self, docs: Iterable[Doc], states: Any) -> None:
        """Leave the docs as they are: in training, `doc.ents` are those of `ner`."""

    def score(self, examples: Iterable[Example], **settings: Any) -> dict[str, float]:
        """Return nothing: `recipe.evaluate` measures it."""
        return {}


@Language.factory("ner_nergrit", default_config={"model": DEFAULT_NER_MODEL})
def make_second_names(nlp: Language, name: str, model: Model) -> SecondNames:
    """Make the component `ner_nergrit`."""
    return SecondNames(nlp.vocab, model, name)


class Sentences:
    """Yields documents; every call is another epoch.

    Args:
        paths: files of `recipe.silver`.
        split: `train`, `dev` or `all`.
        shares: how often each set is drawn in an epoch, 1 where not named.
        gold_only: leave out what the large pipeline made.
        seed: of all that is drawn.
    """

    def __init__(self, paths: list[str], split: str, shares: dict[str, float], gold_only: bool, seed: int) -> None:
        """Remember what to read; reading waits for the first epoch."""
        self.paths, self.split, self.shares = paths, split, shares
        self.gold_only, self.seed, self.epoch = gold_only, seed, 0
        self._units: dict[str, list[list[Sentence]]] = {}
        self._read: list[float] = []

    def units(self) -> dict[str, list[list[Sentence]]]:
        """Return, set by set, the documents that sentences belong to; a sentence of none is a unit of its own."""
        now = [Path(path).stat().st_mtime for path in self.paths]
        if now != self._read:  # read anew when a file grew: the large pipeline may still be tagging
            self._units, self._read = {}, now
            before = ""
            for sentence in read(self.paths, split=self.split):
                units = self._units.setdefault(sentence["set"], [])
                if sentence["doc"] and sentence["doc"] == before:
                    units[-1].append(sentence)
                else:
                    units.append([sentence])
                before = sentence["doc"]
        return self._units

    def __call__(self, nlp: Language) -> Iterator[Example]:
        """Yield one epoch."""
        if self.split == "dev":
            yield from self._dev(nlp)
            return
        rng = random.Random(self.seed * 1000 + self.epoch)
        self.epoch += 1
        documents: list[tuple[list[Sentence], list[str]]] = []
        for name, units in sorted(self.units().items()):
            share = self.shares.get(name, 1.0)
            drawn = units * int(share) + rng.sample(units, int(len(units) * (share % 1)))
            documents += self._documents(drawn, rng)
        rng.shuffle(documents)
        for sentences, gaps in documents:
            yield make(nlp.vocab, sentences, gaps, gold_only=self.gold_only)

    def _dev(self, nlp: Language) -> Iterator[Example]:
        for units in self.units().values():
            sentences = [s for unit in units for s in unit]
            for at in range(0, len(sentences), 10):
                some = sentences[at : at + 10]
                yield make(nlp.vocab, some, [" "] * len(some), gold_only=True)

    def _documents(self, units: list[list[Sentence]], rng: random.Random) -> list[tuple[list[Sentence], list[str]]]:
        out = []
        loose: list[Sentence] = []
        for unit in units:
            if len(unit) == 1 or rng.random() < 0.25:
                loose += unit
                continue
            gap = rng.choice((" ", " ", "\n\n", "\n"))
            at = 0
            while at < len(unit):
                size = rng.choice((1, 4, 8, 16, LONGEST))
                run = unit[at : at + size]
                at += size
                gaps = [" "]
                for before, after in pairwise(run):
                    gaps.append(gap if before.get("kind") != after.get("kind") else " ")
                out.append(([self._changed(s, rng) for s in run], gaps))
        rng.shuffle(loose)
        at = 0
        while at < len(loose):
            size = rng.choice((1, 1, 1, 2, 4, 8, 12))
            run = [self._changed(s, rng) for s in loose[at : at + size]]
            at += size
            if size > 1:
                run = [without_stop(s) if rng.random() < 0.1 else s for s in run]
            out.append((run, [" "] * len(run)))
        return out

    def _changed(self, sentence: Sentence, rng: random.Random) -> Sentence:
        if sentence.get("kind", "").startswith("head") and not self.gold_only and rng.random() < 0.6:
            sentence = as_written(sentence)
        roll = rng.random()
        if roll < 0.015:
            return in_case(sentence, str.lower)
        if roll < 0.025:
            return in_case(sentence, str.upper)
        return sentence


@registry.readers("warta.sentences.v1")  # type: ignore[untyped-decorator]
def make_reader(
    paths: str, split: str, shares: dict[str, float], gold_only: bool = False, seed: int = 1
) -> Callable[[Language], Iterable[Example]]:
    """Return the reader; `paths` are separated by commas."""
    return Sentences([p for p in paths.split(",") if p], split, shares, gold_only, seed)
