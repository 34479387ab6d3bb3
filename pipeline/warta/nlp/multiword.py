"""Words of a multi-word token, put back into the text they were written in.

A tagger that expands tokens (`katanya` into *kata* and *nya*) gives words, not places. Here each word gets the characters
of the text it stands for. What an expansion makes up, and the text does not have, gets no place: such words are joined with
a neighbour, and the tree stays a tree.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from rapidfuzz.distance import Levenshtein

#: An expansion that shares less than this part of its characters with the token says nothing about places in it.
ALIKE = 0.5


@dataclass(frozen=True, slots=True)
class Word:
    """A syntactic word as a tagger gives it.

    Args:
        start: first character in the text, code points.
        end: one past the last.
        head: number of the head in the sentence, counted from 0; -1 for the root.
        ner: IOB2 tag of a name.
    """

    start: int
    end: int
    lemma: str | None = None
    upos: str | None = None
    feats: str | None = None
    head: int = -1
    deprel: str | None = None
    ner: str = "O"


def places(token: str, words: Sequence[str]) -> list[tuple[int, int] | None]:
    """Return where in a token each word of its expansion stands, None for a word that has no characters there.

    Places are in order, without overlap or blanks at their ends, and together hold every character of the token that is not
    a blank. Where an expansion has little in common with the token, the first word stands for all of it.

    Args:
        token: the token's text.
        words: the texts of its words, in order; at least one.

    >>> places("katanya", ["kata", "nya"])
    [(0, 4), (4, 7)]
    >>> places("satu-satunya", ["satu", "nya"])
    [(0, 9), (9, 12)]
    >>> places("dia", ["ke", "pada", "siapa"])
    [(0, 3), None, None]
    """
    source = "".join(words)
    low, folded = _fold(source), _fold(token)
    bounds = [0]
    for word in words:
        bounds.append(bounds[-1] + len(word))
    if not low or Levenshtein.normalized_similarity(low, folded) < ALIKE:
        cuts = [0, *[len(token)] * len(words)]
    else:
        cuts = [_carried(low, folded, bound) for bound in bounds]
        cuts[0], cuts[-1] = 0, len(token)
    out: list[tuple[int, int] | None] = []
    for start, end in pairwise(cuts):
        while start < end and token[start].isspace():
            start += 1
        while end > start and token[end - 1].isspace():
            end -= 1
        out.append((start, end) if start < end else None)
    return out


def _fold(text: str) -> str:
    """Return a text in small letters, as long as it was."""
    return "".join(low if len(low := char.lower()) == 1 else char for char in text)


def _carried(source: str, target: str, bound: int) -> int:
    """Return where a border in `source` lies in `target`; what the target adds belongs to the word before it."""
    at = 0
    for step in Levenshtein.opcodes(source, target):
        if step.src_start >= bound and not (step.tag == "insert" and step.src_start == bound):
            break
        inside = min(bound, step.src_end) - step.src_start
        at = step.dest_end if bound >= step.src_end else min(step.dest_start + inside, step.dest_end)
    return at


def joined(words: Sequence[Word], groups: Sequence[Sequence[int]]) -> list[Word]:
    """Return a sentence with the words of each group made one, in a tree.

    The word nearest to the root speaks for its group; what hung on the others hangs on it.

    Args:
        words: the sentence.
        groups: numbers of words, every word in one group, in order.
    """
    depth = _depths(words)
    where = {number: place for place, group in enumerate(groups) for number in group}
    out = []
    for group in groups:
        chosen = words[min(group, key=lambda number: depth[number])]
        head = where[chosen.head] if chosen.head >= 0 else -1
        start, end = min(words[n].start for n in group), max(words[n].end for n in group)
        out.append(replace(chosen, start=start, end=end, head=head))
    return out


def rooted(words: Sequence[Word]) -> list[Word]:
    """Return a sentence as one tree: further roots hang on the first as `parataxis`, a cycle is opened at its first word.

    A tagger that cuts a sentence in two, or a parser that was trained on little, may give something else than a tree.
    """
    out = list(words)
    first = next((number for number, word in enumerate(out) if word.head < 0), None)
    if first is None and out:
        first, out[0] = 0, replace(out[0], head=-1, deprel="root")
    for number, word in enumerate(out):
        if number != first and (word.head < 0 or word.head >= len(out) or word.head == number):
            out[number] = replace(word, head=first or 0, deprel="parataxis")
    for number in range(len(out)):
        seen, at = {number}, out[number].head
        while at >= 0 and at not in seen:
            seen.add(at)
            at = out[at].head
        if at >= 0:
            out[number] = replace(out[number], head=first or 0, deprel="parataxis")
    return [_named(word) for word in out]


def _named(word: Word) -> Word:
    """Return a word whose relation is `root` at the root, and only there."""
    if (word.head < 0) == (word.deprel == "root"):
        return word
    return replace(word, deprel="root" if word.head < 0 else "dep")


def _depths(words: Sequence[Word]) -> list[int]:
    depths = []
    for word in words:
        depth, at = 0, word.head
        while at >= 0 and depth <= len(words):
            depth, at = depth + 1, words[at].head
        depths.append(depth)
    return depths
