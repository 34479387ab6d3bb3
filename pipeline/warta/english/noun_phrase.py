"""Noun phrases: a counted noun with what describes it."""

from __future__ import annotations

from collections.abc import Sequence

from warta.english.country import adjective, country
from warta.english.country import names as country_names
from warta.english.rendering import Rendering
from warta.english.words import is_name, split, table
from warta.lexicon import Row

_AND = {"dan": "and", "serta": "and", "&": "and", "atau": "or", "/": "/"}


def noun_phrase(words: Sequence[str], *, plural: bool, known: bool = False) -> Rendering:
    """Return the English of a noun phrase, its head in the given number.

    Args:
        words: the words of the phrase.
        plural: whether the head is counted as more than one.
        known: pass over a classifier at the start (`ekor` before an animal).

    Examples:
        >>> noun_phrase(["perusahaan", "tambang", "asing"], plural=True).text
        'foreign mining companies'
        >>> noun_phrase(["rumah", "warga"], plural=True).text, noun_phrase(["perwira", "dan", "prajurit"], plural=True).text
        ("residents' houses", 'officers and soldiers')
    """
    words = list(words)
    nouns = table("english_nouns")
    if (
        known
        and len(words) > 1
        and (match := table("english_nouns", kind="classifier").at(words, 0))
        and nouns.at(words, match[0])
    ):
        words = words[match[0] :]
    items: list[str] = []
    complete = True
    start = 0
    for i in range(len(words) + 1):
        if i == len(words) or words[i].lower() in _AND or words[i] == ",":
            if i > start:
                item = _item(words[start:i], plural=plural)
                items.append(item.text or "")
                complete &= item.complete
            if i < len(words):
                items.append(_AND.get(words[i].lower(), words[i]))
            start = i + 1
    return Rendering(" ".join(items).replace(" ,", ","), complete)


def _item(words: list[str], *, plural: bool) -> Rendering:
    """Render one member of a coordination: noun, then adjectives, modifying nouns and names."""
    head = ""
    before: list[str] = []
    after: list[str] = []
    complete, i = True, 0
    while i < len(words):
        length = 1
        if not head and (noun := table("english_nouns").at(words, i)):
            length, row = noun
            head = row["plural" if plural else "singular"]
        elif land := country_names().at(words, i):
            length, row = land
            before.append(adjective(row["country"]) or country(row["country"]).text or "")
        elif found := _modifier(words, i):
            length, english = found
            before.append(english)
        elif is_name(words[i]):
            after.append(words[i])
        else:
            (before if words[i].isdigit() else after).append(words[i])
            complete &= words[i].isdigit()
        i += length
    text = " ".join([*reversed(before), head] if head else reversed(before)).strip()
    if after:
        text = f"{text} of {' '.join(after)}" if text and complete else " ".join([text, *after]).strip()
    return Rendering(text, complete and bool(text))


def _modifier(words: Sequence[str], i: int) -> tuple[int, str] | None:
    """Return (words, English) of an adjective, a field or a noun that describes the noun before it."""
    best: tuple[int, str] | None = None
    for name, column in (
        ("english_adjectives", "english"),
        ("english_fields", "english"),
        ("english_nouns", "singular"),
    ):
        match: tuple[int, Row] | None = table(name).at(words, i)
        if match and (best is None or match[0] > best[0]):
            english = match[1][column]
            best = match[0], english if name != "english_fields" or english.isupper() else english.lower()
    return best


def phrase(text: str, *, plural: bool = False) -> Rendering:
    """Return the English of a noun phrase given as text."""
    return noun_phrase(split(text), plural=plural, known=True)
