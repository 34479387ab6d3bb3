"""Country names: CLDR's Indonesian data (through Babel), and the forms the press uses besides."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from babel import Locale

from warta.lexicon import Resources
from warta.lexicon.phrases import Phrases


@cache
def territories() -> dict[str, str]:
    """Return CLDR's Indonesian territory names and their ISO 3166-1 alpha-2 codes."""
    names = Locale("id").territories
    return {
        name: code
        for code, name in names.items()
        if len(code) == 2 and code.isalpha() and code not in ("EU", "EZ", "UN", "QO", "ZZ", "XA", "XB")
    }


class Countries:
    """Finds country names in tokenized text."""

    def __init__(self, resources: Resources):
        names = dict(territories())
        names.update({row["name"]: row["country"] for row in resources.lexicon("country_aliases")})
        self._codes = names
        self._phrases = Phrases(names.items(), fold=False)

    def match(self, words: Sequence[str], start: int, end: int | None = None) -> tuple[int, str] | None:
        """Return (number of words, ISO code) of the country named at word `start`, not beyond word `end`."""
        match = self._phrases.match_at(words, start)
        return match if match and (end is None or start + match[0] <= end) else None

    def code(self, name: str) -> str | None:
        """Return the ISO 3166-1 alpha-2 code of a country as written, or None."""
        return self._codes.get(name.strip())
