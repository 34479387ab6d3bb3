"""Units of the quantities table: counted nouns, ISO 4217 codes, `%` and symbols of measures."""

from __future__ import annotations

from functools import lru_cache

from babel import Locale

from warta.english.noun_phrase import phrase
from warta.english.rendering import NOTHING, Rendering


@lru_cache(maxsize=16384)
def unit(text: str | None, *, plural: bool = False) -> Rendering:
    """Return the English of a unit: codes and symbols stay, nouns are translated.

    Args:
        text: the unit as the quantities table has it.
        plural: in the plural; the table's own form is the singular.

    Examples:
        >>> unit("delegasi").text, unit("IDR").text, unit("ha").text, unit("orang", plural=True).text
        ('delegate', 'IDR', 'ha', 'people')
    """
    if not text:
        return NOTHING
    noun = phrase(text, plural=plural)
    if noun.complete:
        return noun
    if text in Locale("en").currencies or text == "%":
        return Rendering(text)
    return noun
