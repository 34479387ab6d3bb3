"""Extent of a translation: neither cut short nor drawn out, and English."""

from __future__ import annotations

import math
import re

from warta.core.article import Article
from warta.core.span import Span
from warta.lexicon import Resources

#: Characters of English for each of Indonesian: between the 0.87 of NTREX, where the Indonesian is the translation, and the 1.05 of
#: models/marian/pairs.tsv, where the English is; and their variance, as in Gale & Church (1993), "A program for aligning sentences
#: in bilingual corpora".
_RATIO = 0.95
_VARIANCE = 6.8
#: How many of these standard deviations a translation may be shorter or longer. True translations of whole sentences keep within
#: half of that spread, so the bounds are wider than they look.
_SHORT, _LONG = -1.8, 2.5
#: Source characters from which the extent says anything.
_LEAST_LENGTH = 12
#: How often the same words may follow upon themselves.
_REPEATS = re.compile(r"\b(\w+(?:\W+\w+){0,4}?)(?:\W+\1\b){2,}", re.IGNORECASE)
_ENDING = re.compile(r"[.!?…]['\"”’»)\]]*$")
_CLOSED = re.compile(r"[.!?…'\"”’»)\]]$")
#: Part of the words of a translation that may be Indonesian function words.
_FOREIGN_SHARE = 0.25


class Extent:
    """Compares the extent of a source and its translation.

    Args:
        resources: gives the lexicon `function_words`.
    """

    def __init__(self, resources: Resources):
        english = {"the", "a", "an", "in", "on", "to", "of", "and", "at", "is", "as", "or", "for", "by"}
        self._indonesian = frozenset(r["word"] for r in resources.lexicon("function_words")) - english

    def __call__(self, article: Article, source: Span, translation: str) -> list[str]:
        """Return what is wrong with the extent."""
        given, made = " ".join(source.text.split()), " ".join(translation.split())
        if not any(c.isalnum() for c in made):
            return ["nothing translated"]
        said = []
        if len(given) >= _LEAST_LENGTH:
            deviation = (len(made) - _RATIO * len(given)) / math.sqrt(_VARIANCE * len(given))
            if deviation < _SHORT:
                said.append(f"short ({len(made)} characters for {len(given)})")
            elif deviation > _LONG:
                said.append(f"long ({len(made)} characters for {len(given)})")
        if _ENDING.search(given) and not _CLOSED.search(made):
            said.append("no end")
        repeated = _REPEATS.search(made)
        if repeated and not _REPEATS.search(given):
            said.append(f"repeats {repeated.group(1)!r}")
        words = re.findall(r"[^\W\d_]+", made.lower())
        foreign = sum(w in self._indonesian for w in words)
        if words and foreign > 1 and foreign > _FOREIGN_SHARE * len(words):
            said.append("still Indonesian")
        return said
