"""Negation of a translation: it denies as often as its source does."""

from __future__ import annotations

import re

from warta.core.article import Article
from warta.core.span import Span
from warta.lexicon import Resources

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*\.?|\d+")
#: `No. 2`, which denies nothing.
_NUMBERED = re.compile(r"\bno\.?\s?\d+")


class Negation:
    """Compares the words of negation of a source and its translation.

    Args:
        resources: gives the lexicon `guard_negation`.
    """

    def __init__(self, resources: Resources):
        rows = resources.lexicon("guard_negation")

        def words(language: str, role: str) -> frozenset[str]:
            return frozenset(r["word"] for r in rows if r["language"] == language and r["role"] == role)

        self._strong = {language: words(language, "strong") for language in ("id", "en")}
        self._weak = {language: words(language, "weak") for language in ("id", "en")}
        self._neutral = {
            language: re.compile(
                r"(?<!\w)(?:"
                + "|".join(sorted(map(re.escape, words(language, "neutral")), key=len, reverse=True))
                + r")(?!\w)"
            )
            for language in ("id", "en")
        }
        plain = words("en", "plain")
        self._plain = frozenset(w for w in plain if not w.endswith("*"))
        self._plain_beginnings = tuple(w[:-1] for w in plain if w.endswith("*"))
        self._prefixes, self._suffixes = tuple(words("en", "prefix")), tuple(words("en", "suffix"))

    def __call__(self, article: Article, source: Span, translation: str) -> list[str]:
        """Return which negation is missing or added."""
        strong, weak = self._indonesian(source.text)
        english_strong, english_weak = self._english(translation)
        if len(english_strong) + len(english_weak) < len(strong):
            return [f"{word} missing" for word in dict.fromkeys(strong)]
        if len(english_strong) > len(strong) + len(weak):
            return [f"{word} added" for word in dict.fromkeys(english_strong)]
        return []

    def _indonesian(self, text: str) -> tuple[list[str], list[str]]:
        lower = " ".join(text.lower().split())
        neutral = self._neutral["id"].findall(lower)
        words = [w.rstrip(".") for w in _WORD.findall(self._neutral["id"].sub(" ", lower))]
        weak = [w for w in words if w in self._weak["id"]]
        weak += [phrase for phrase in self._weak["id"] if " " in phrase and phrase in lower]
        return [w for w in words if w in self._strong["id"]], [*weak, *neutral]

    def _english(self, text: str) -> tuple[list[str], list[str]]:
        lower = " ".join(text.lower().replace("’", "'").split())
        neutral = self._neutral["en"].findall(lower)
        bare = _NUMBERED.sub(" ", self._neutral["en"].sub(" ", lower))
        bare = re.sub(r"n't\b", " n't ", bare)
        words = [w.rstrip(".") for w in re.findall(r"n't|[^\W\d_]+", bare)]
        weak = [w for w in words if w in self._weak["en"] or self._formed(w)]
        weak += [phrase for phrase in self._weak["en"] if " " in phrase and phrase in bare]
        return [w for w in words if w in self._strong["en"]], [*weak, *neutral]

    def _formed(self, word: str) -> bool:
        """Tell whether a word has a prefix or suffix of negation (`unclear`, `homeless`)."""
        if word in self._plain or word.startswith(self._plain_beginnings):
            return False
        return len(word) > 5 and (word.startswith(self._prefixes) or word.endswith(self._suffixes))
