"""Noun phrases: a counted noun with what describes it."""

from __future__ import annotations

from collections.abc import Sequence

from warta.english.country import adjective, country
from warta.english.country import names as country_names
from warta.english.measure import symbol
from warta.english.rendering import Rendering
from warta.english.words import is_name, split, table
from warta.lexicon import Row

_AND = {"dan": "and", "serta": "and", "&": "and", "atau": "or", "per": "per"}


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
    given = Rendering(" ".join(words), False)
    words = [part for word in words for part in _divided(word)]
    if (
        known
        and len(words) > 1
        and (match := table("english_nouns", kind="classifier").at(words, 0))
        and (counted := noun_at(words, match[0]))
    ):
        if counted[1]["kind"] == "group" and words[0].lower() == "orang":
            return given
        words = words[match[0] :]
    items: list[str] = []
    start = 0
    for i in range(len(words) + 1):
        if i == len(words) or words[i].lower() in _AND or words[i] == ",":
            if i > start:
                item = _item(words[start:i], plural=plural)
                if not item.complete:
                    return given
                items.append(item.text or "")
            if i < len(words):
                items.append(_AND.get(words[i].lower(), words[i]))
                plural = plural and words[i].lower() != "per"
            start = i + 1
    return Rendering(" ".join(items).replace(" ,", ","), bool(items))


def _divided(word: str) -> list[str]:
    """Return the words of a measure that is per another one, if no symbol says both (`liter/hari`)."""
    before, slash, after = word.partition("/")
    return [before, "per", after] if slash and before and after and symbol(word) is None else [word]


def _plain(word: str) -> str:
    """Return a noun without the possessor `-nya` and without its doubling (`cucunya`, `negara-negara`)."""
    half, dash, other = word.partition("-")
    if dash and half.lower() == other.lower().removesuffix("nya"):
        return half
    return word[:-3] if word.lower().endswith("nya") and len(word) > 6 else word


def noun_at(words: Sequence[str], i: int) -> tuple[int, Row] | None:
    """Return (number of words, entry) of the longest noun that begins at word `i`, also with `-nya` or doubled."""
    nouns = table("english_nouns")
    return nouns.at(words, i) or nouns.at([*words[:i], *(_plain(w) for w in words[i:])], i)


def _item(words: list[str], *, plural: bool) -> Rendering:
    """Render one member of a coordination: noun, then adjectives, modifying nouns and names."""
    head = ""
    before: list[str] = []
    after: list[str] = []
    i = 0
    while i < len(words):
        length = 1
        if not head and (noun := noun_at(words, i)):
            length, row = noun
            head = row["plural" if plural else "singular"]
        elif land := country_names().at(words, i):
            length, row = land
            before.append(adjective(row["country"]) or country(row["country"]).text or "")
        elif found := _modifier(words, i):
            length, english = found
            before.append(english)
        elif not head and (sign := symbol(words[i])):
            head = sign
        elif is_name(words[i]) and head:
            after.append(words[i])
        else:
            return Rendering(" ".join(words), False)
        i += length
    if not head or (after and words[-1] != after[-1]):
        return Rendering(" ".join(words), False)
    text = " ".join([*reversed(before), head])
    return Rendering(f"{text} of {' '.join(after)}" if after else text)


def _modifier(words: Sequence[str], i: int) -> tuple[int, str] | None:
    """Return (words, English) of an adjective, a field or a noun that describes the noun before it."""
    best: tuple[int, str] | None = None
    for name, column in (
        ("english_adjectives", "english"),
        ("english_fields", "english"),
        ("english_nouns", "singular"),
    ):
        match = noun_at(words, i) if name == "english_nouns" else table(name).at(words, i)
        if match and (best is None or match[0] > best[0]):
            english = match[1][column]
            best = match[0], english if name != "english_fields" or english.isupper() else english.lower()
    return best


def phrase(text: str, *, plural: bool = False) -> Rendering:
    """Return the English of a noun phrase given as text."""
    return noun_phrase(split(text), plural=plural, known=True)
