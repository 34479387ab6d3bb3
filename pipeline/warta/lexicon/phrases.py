"""Find multi-word lexicon entries in tokenized text, longest first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Generic, TypeVar

from warta.nlp.tokenizer import tokenize

T = TypeVar("T")


class Phrases(Generic[T]):
    """A set of phrases, each with a value, matched on token texts.

    Args:
        entries: pairs of a phrase as written and its value; a later entry with the same words replaces an earlier one.
        fold: match without regard to case.

    >>> phrases = Phrases([("Wakil Ketua", 1), ("Ketua", 2)])
    >>> phrases.match_at(["Kata", "Wakil", "Ketua", "DPR"], 1)
    (2, 1)
    """

    def __init__(self, entries: Iterable[tuple[str, T]], *, fold: bool = True):
        self._fold = fold
        self._values: dict[tuple[str, ...], T] = {}
        for phrase, value in entries:
            words = tuple(phrase[s:e] for s, e in tokenize(phrase))
            self._values[tuple(w.lower() for w in words) if fold else words] = value
        lengths = {len(k) for k in self._values}
        self._lengths = sorted(lengths, reverse=True)
        self._first = {k[0] for k in self._values}
        self._last = {k[-1] for k in self._values}

    def _key(self, words: Sequence[str]) -> tuple[str, ...]:
        return tuple(w.lower() for w in words) if self._fold else tuple(words)

    def __contains__(self, word: str) -> bool:
        return self._key([word]) in self._values

    def match_at(self, words: Sequence[str], start: int) -> tuple[int, T] | None:
        """Return (number of words, value) of the longest phrase beginning at word `start`, or None."""
        if start >= len(words) or self._key([words[start]])[0] not in self._first:
            return None
        for length in self._lengths:
            if start + length <= len(words):
                value = self._values.get(self._key(words[start : start + length]))
                if value is not None:
                    return length, value
        return None

    def match_ending(self, words: Sequence[str], end: int) -> tuple[int, T] | None:
        """Return (number of words, value) of the longest phrase that ends right before word `end`, or None."""
        if not 0 < end <= len(words) or self._key([words[end - 1]])[0] not in self._last:
            return None
        for length in self._lengths:
            if length <= end:
                value = self._values.get(self._key(words[end - length : end]))
                if value is not None:
                    return length, value
        return None
