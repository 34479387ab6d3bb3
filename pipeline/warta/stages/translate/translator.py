"""Translating many texts: what is known comes from the cache, the rest goes to the model in batches of like length."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Protocol

from warta.stages.translate.cache import Cache

#: Where a text that is too long may be cut, the better places first: after a stop, after a semicolon, comma or dash, at a blank.
_PAUSES = (re.compile(r"[.!?…][\"”’)]*\s+"), re.compile(r"[;:,–—]\s+"), re.compile(r"\s+"))
#: The part of a text, from its middle, in which a cut is looked for.
_MIDDLE = 0.3


def room(length: int) -> int:
    """Return how many sub-words the translation of a text may have.

    Texts of up to 16, 32, 64 … sub-words have the same room, and only such go together in a batch: so a translation that finds no
    end is cut at the same place whatever it is translated with, and soon where the text is short.

    Args:
        length: sub-words of the text.
    """
    return 2 * (1 << max(4, (length - 1).bit_length())) + 20


class Engine(Protocol):
    """A translation model.

    Attributes:
        identity: tells the model and the settings its output depends on from all others.
    """

    identity: str

    def lengths(self, texts: Sequence[str]) -> list[int]:
        """Return how many sub-words each text has."""
        ...

    def translate(self, texts: Sequence[str]) -> list[str]:
        """Return the translations of one batch."""
        ...


class Translator:
    """Translates texts, none of them twice.

    Args:
        engine: the model.
        cache: what has been translated before.
        batch: texts in one batch.
        longest: sub-words of one text at most; a longer one is cut at a pause and translated in parts.
    """

    def __init__(self, engine: Engine, cache: Cache, *, batch: int, longest: int):
        self._engine, self._cache, self._batch, self._longest = engine, cache, batch, longest

    def __call__(self, texts: Iterable[str]) -> dict[str, str]:
        """Return the translations of texts by text."""
        wanted = list(dict.fromkeys(texts))
        known = self._cache.get(wanted)
        parts = {text: self._parts(text) for text in wanted if text not in known}
        pieces = list(dict.fromkeys(part for listed in parts.values() for part in listed))
        done = {part: known[part] for part in pieces if part in known}
        rest = [part for part in pieces if part not in done]
        done |= self._cache.get(rest)
        todo = [part for part in rest if part not in done]
        lengths = dict(zip(todo, self._engine.lengths(todo), strict=True)) if todo else {}
        for some in self._batches(lengths):
            made = {
                text: " ".join(translation.split())
                for text, translation in zip(some, self._engine.translate(some), strict=True)
            }
            self._cache.put(made)
            done |= made
        joined = {text: " ".join(done[part] for part in listed) for text, listed in parts.items()}
        self._cache.put({text: joined[text] for text, listed in parts.items() if len(listed) > 1})
        return {text: known[text] if text in known else joined[text] for text in wanted}

    def _batches(self, lengths: Mapping[str, int]) -> Iterator[list[str]]:
        """Yield texts in batches of like length and the same room."""
        ordered = sorted(lengths, key=lambda text: (lengths[text], text))
        for _, same in groupby(ordered, key=lambda text: room(lengths[text])):
            texts = list(same)
            for at in range(0, len(texts), self._batch):
                yield texts[at : at + self._batch]

    def _parts(self, text: str) -> list[str]:
        """Return the text, cut into parts that fit the model."""
        if self._engine.lengths([text])[0] <= self._longest:
            return [text]
        first, last = int(len(text) * (0.5 - _MIDDLE)), int(len(text) * (0.5 + _MIDDLE))
        for pause in _PAUSES:
            places = [m.end() for m in pause.finditer(text, first, last) if m.end() < len(text)]
            if places:
                cut = min(places, key=lambda place: abs(place - len(text) // 2))
                return [p for half in (text[:cut].strip(), text[cut:].strip()) if half for p in self._parts(half)]
        half = len(text) // 2
        return [*self._parts(text[:half]), *self._parts(text[half:])] if half else [text]
