"""Predicates: the verbs a figure is said with, and the relations of the facts table."""

from __future__ import annotations

from functools import lru_cache

from warta.english.rendering import NOTHING, Rendering
from warta.english.words import split, table


@lru_cache(maxsize=8192)
def predicate(text: str | None) -> Rendering:
    """Return the English of a predicate.

    Args:
        text: the verb as written, with the auxiliaries before it.

    Examples:
        >>> predicate("mencapai").text, predicate("akan naik").text, predicate("telah mencapai").text
        ('reached', 'will rise', 'has reached')
    """
    if not text:
        return NOTHING
    words = split(text.lower())
    verbs = table("english_predicates", kind="verb")
    auxiliaries = table("english_predicates", kind="auxiliary")
    said: list[str] = []
    form, i = "past", 0
    while i < len(words):
        match = verbs.at(words, i)
        if match is not None:
            row = match[1]
            said.append(row[form] or row["past"])
            form = "past"
        elif (match := auxiliaries.at(words, i)) is not None:
            said.append(match[1]["past"])
            form = match[1]["base"] if match[1]["base"] != "past" else form
        else:
            return Rendering(text, False)
        i += match[0]
    return Rendering(" ".join(said)) if form == "past" else Rendering(text, False)
