"""Symbols of measures, alone (`km`, `Ha`) and with what they are per (`m3/detik`)."""

from __future__ import annotations

import re
from functools import lru_cache

from warta.english.words import table
from warta.lexicon import load

_SYMBOL = re.compile(r"[%‰°]|[a-zA-Zµ]{1,4}[23²³]?$")


@lru_cache(maxsize=1)
def _symbols() -> dict[str, str]:
    """Return the symbol of a measure by how the press writes it, for measures written by a symbol."""
    written: dict[str, str] = {}
    for row in load("units"):
        if (
            _SYMBOL.match(row["symbol"])
            and row["unit"].lower().replace("²", "2").replace("³", "3") == row["symbol"].lower()
        ):
            written[row["unit"].lower()] = row["symbol"]
    return written


@lru_cache(maxsize=4096)
def symbol(text: str) -> str | None:
    """Return the symbol of a measure in English notation, None for anything that is not written by symbols.

    Args:
        text: the unit as written; a word after the slash is a unit of time or the like.

    Examples:
        >>> symbol("Kg"), symbol("m3/detik"), symbol("km/jam"), symbol("rumah")
        ('kg', 'm3/s', 'km/h', None)
    """
    measure, slash, divisor = text.partition("/")
    known = _symbols().get(measure.lower())
    if not slash or not known:
        return known
    row = table("english_units").get(divisor)
    below = row["symbol"] if row else _symbols().get(divisor.lower())
    return f"{known}/{below}" if below else None
