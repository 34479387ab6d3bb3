"""The tables the rendering functions look words up in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from warta.lexicon import Row, load

_WORD = re.compile(r"[(),]|[^\s(),]+")
_GLUED = re.compile(r"[a-z]\.\w|[a-z]\d|^.$")
_DERIVED = re.compile(
    r"(?:ke|pe|per|pem|pen|peng|peny)\w{3,}an$|(?:me|mem|men|meng|meny|ber|ter|di)\w{4,}$|(?:antar|pasca)\w{4,}$|\w{5,}kan$"
)


def split(text: str) -> list[str]:
    """Return the words of a phrase; brackets and commas are words of their own.

    >>> split("Menteri Energi (ESDM), Hukum")
    ['Menteri', 'Energi', '(', 'ESDM', ')', ',', 'Hukum']
    """
    return _WORD.findall(text)


class Table:
    """A lexicon looked up by its first column, longest phrase first, without regard to case.

    Args:
        rows: the entries; the first of two with the same words counts.
        fold: look up without regard to case.
    """

    def __init__(self, rows: Iterable[Row], *, fold: bool = True):
        self._fold = fold
        self._rows: dict[tuple[str, ...], Row] = {}
        for row in rows:
            self._rows.setdefault(self._key(split(next(iter(row.values())))), row)
        self._longest = max((len(k) for k in self._rows), default=0)

    def _key(self, words: Sequence[str]) -> tuple[str, ...]:
        return tuple(w.lower() for w in words) if self._fold else tuple(words)

    def at(self, words: Sequence[str], start: int) -> tuple[int, Row] | None:
        """Return (number of words, entry) of the longest phrase that begins at word `start`, or None."""
        for length in range(min(self._longest, len(words) - start), 0, -1):
            row = self._rows.get(self._key(words[start : start + length]))
            if row is not None:
                return length, row
        return None

    def get(self, phrase: str) -> Row | None:
        """Return the entry of a whole phrase, or None."""
        return self._rows.get(self._key(split(phrase)))


@cache
def table(name: str, *, kind: str | None = None, fold: bool = True) -> Table:
    """Return the table of a lexicon, or of its entries of one kind (several kinds with a blank between)."""
    kinds = kind.split() if kind else None
    return Table((row for row in load(name) if kinds is None or row["kind"] in kinds), fold=fold)


@cache
def _vocabulary() -> frozenset[str]:
    words = {row["word"].lower() for row in load("root_words")}
    for name in ("english_fields", "english_nouns", "english_adjectives", "english_bodies", "english_offices"):
        for row in load(name):
            phrase, english, *_ = row.values()
            if phrase != english:  # a phrase that English writes the same is no Indonesian
                words.update(w.lower() for w in split(phrase))
    return frozenset(words)


def is_name(word: str) -> bool:
    """Tell whether a word is a proper name, which is the same in English: capitalised, and no Indonesian word.

    >>> is_name("Sipakatau"), is_name("Pemberdayaan"), is_name("meja")
    (True, False, False)
    """
    if not word[:1].isupper() or _GLUED.search(word):
        return False
    if len(word) > 1 and word.isupper():
        return True
    parts = re.split(r"[/–]", word)
    if len(parts) > 1:
        return all(is_name(part) or part.isdigit() for part in parts if part)
    lower = word.lower()
    return lower not in _vocabulary() and not _DERIVED.match(lower)
