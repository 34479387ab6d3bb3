"""Names of a translation: every mention of the source is kept as written, or given by its known English name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from warta.core.article import Article, Mention
from warta.core.span import Span
from warta.english.country import adjective, country
from warta.english.institution import organization, place
from warta.english.words import is_name
from warta.lexicon import Resources
from warta.lexicon.countries import Countries
from warta.nlp.names import fold

#: English words of a name that say little.
_SMALL = frozenset(["of", "the", "and", "for", "in", "on", "at", "to", "a", "an", "de", "la", "s"])
#: Of the words of a common-noun name, the part that must be there: `Ministry of Foreign Affairs`, `Foreign Ministry`.
_SHARE = 0.5
_DOTTED = re.compile(r"\b(?:[A-Z]\.){2,}")
#: Letters in which two forms of an English word agree.
_STEM = 5


class Names:
    """Compares the names of a source and its translation.

    Args:
        resources: gives the lexicons of organizations, places and countries, and `english_name_variants`.
    """

    def __init__(self, resources: Resources):
        self._countries = Countries(resources)
        self._variants = {
            fold(row["name"]): tuple(v for v in row["variants"].split("|") if v)
            for row in resources.lexicon("english_name_variants")
        }
        self._directions = frozenset(
            fold(row["english"]) for row in resources.lexicon("english_places") if row["kind"] == "direction"
        )
        self._full: dict[str, set[str]] = {}
        for row in resources.lexicon("organizations"):
            forms = {form for form in (row["name"], row["full_name"], row["english"]) if form}
            for form in (row["name"], row["full_name"]):
                if form:
                    self._full.setdefault(fold(form), set()).update(forms)

    def __call__(self, article: Article, source: Span, translation: str) -> list[str]:
        """Return the names that are missing."""
        words = _words(translation)
        there = _There(
            frozenset(words), "".join(words), frozenset(re.findall(r"[A-Z]{2,}", translation.replace(".", "")))
        )
        missing = [
            f"{mention.span.text} missing"
            for mention in article.mentions
            if source.start <= mention.span.start and mention.span.end <= source.end and not self._kept(mention, there)
        ]
        return list(dict.fromkeys(missing))

    def _kept(self, mention: Mention, there: _There) -> bool:
        text = mention.span.text
        if there.holds(text):
            return True
        if mention.label == "PER":
            return False
        if there.sounds(text):
            return True
        if any(there.holds(form) for form in self._forms(mention)):
            return True
        if any(there.has_initials(form) for form in self._forms(mention)):
            return True
        own = [w for w in re.findall(r"[\w'-]+", text) if is_name(w) and len(w) > 1]
        if own:
            kept = sum(there.holds(w) or there.sounds(w) or any(there.holds(f) for f in self._of_place(w)) for w in own)
            return kept >= max(1, _SHARE * len(own)) and all(
                there.has_stem(w) for w in _words(place(text).text or "") if w in self._directions
            )
        rendered = organization(text)
        content = [w for w in _words(rendered.text or "") if w not in _SMALL]
        if not rendered.complete or not content:
            return True  # common nouns whose English is not known: nothing can be said of them
        return sum(there.has_stem(w) for w in content) >= _SHARE * len(content)

    def _forms(self, mention: Mention) -> Iterator[str]:
        """Yield the English names of a mention."""
        text = mention.span.text
        yield from self._of_place(text)
        rendered = organization(text)
        if rendered.text and rendered.complete:
            yield rendered.text
            yield from self._variants.get(fold(rendered.text), ())
            yield from (
                rendered.text.replace(name, short)
                for name, short in (("United Nations", "UN"), ("European Union", "EU"))
                if name in rendered.text
            )
        yield from self._full.get(fold(text), ())

    def _of_place(self, text: str) -> Iterator[str]:
        code = self._countries.code(text)
        if code:
            name = country(code).text or text
            yield name
            demonym = adjective(code)
            if demonym:
                yield demonym
                yield f"{demonym}s"
            yield from self._variants.get(fold(name), ())
        rendered = place(text)
        if rendered.text and rendered.complete:
            yield rendered.text
            yield from self._variants.get(fold(rendered.text), ())


class _There:
    """The words of a translation.

    Args:
        words: folded.
        joined: all of them run together, in order.
        capitals: words in capitals only.
    """

    def __init__(self, words: frozenset[str], joined: str, capitals: frozenset[str]):
        self._words, self._joined, self._capitals = words, joined, capitals
        self._spellings = frozenset(map(_spelling, words))

    def holds(self, name: str) -> bool:
        """Tell whether all words of a name are there, or the name written as one word."""
        words = [w for w in _words(name) if w not in _SMALL] or list(_words(name))
        if not words:
            return True
        if all(w in self._words for w in words):
            return True
        joined = "".join(_words(name))
        return len(joined) > 5 and joined in self._joined

    def sounds(self, name: str) -> bool:
        """Tell whether a name is there in English spelling (`Arktik`, `Arctic`)."""
        words = _words(name)
        return bool(words) and all(len(w) > 3 and _spelling(w) in self._spellings for w in words)

    def has_stem(self, word: str) -> bool:
        return any(w[:_STEM] == word[:_STEM] for w in self._words)

    def has_initials(self, name: str) -> bool:
        """Tell whether the translation has a name's initials (`UN`)."""
        initials = "".join(w[0] for w in name.split() if w[:1].isupper())
        return len(initials) > 1 and initials in self._capitals


def _short_form(article: Article, mention: Mention) -> bool:
    """Tell whether a mention is an acronym in brackets after the full name (`Pusat Badai Nasional (NHC)`)."""
    start, end = mention.span.start, mention.span.end
    return (
        mention.span.text.isupper()
        and article.text[max(0, start - 2) : start] == " ("
        and article.text[end : end + 1] == ")"
    )


def _spelling(word: str) -> str:
    """Return a word as Indonesian spells foreign names: `c` and `q` as `k`, `ph` as `f`, `x` as `ks`, `y` as `i`, no double letters."""
    for english, indonesian in (("ph", "f"), ("th", "t"), ("c", "k"), ("q", "k"), ("x", "ks"), ("y", "i")):
        word = word.replace(english, indonesian)
    return re.sub(r"(.)\1", r"\1", word).removesuffix("e")


@lru_cache(maxsize=8192)
def _words(text: str) -> tuple[str, ...]:
    return tuple(re.findall(r"\w+", fold(text)))
