"""Names, made comparable."""

from __future__ import annotations

import re
import unicodedata

_DOUBLED = re.compile(r"([^\W\d_])\1")


def fold(text: str) -> str:
    """Return a name without diacritics, case and stops (`Nguyễn` → `nguyen`), for comparing.

    >>> fold("Nguyễn Văn Đức, S.H.")
    'nguyen van duc s h'
    """
    decomposed = unicodedata.normalize("NFKD", text.replace("Đ", "D").replace("đ", "d"))
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    return " ".join("".join(c if c.isalnum() or c in "'-&/" else " " for c in bare).lower().split())


def undoubled(word: str) -> str:
    """Return a word with every doubled letter once, as names are often misspelt.

    >>> undoubled("almuzzammil")
    'almuzamil'
    """
    return _DOUBLED.sub(r"\1", word)
