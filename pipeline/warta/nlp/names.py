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


def respelt(word: str) -> str:
    """Return a word of a name in the spelling of today, with what is written either way written one way.

    The spelling before 1972 (`oe`, `dj`), letters for sounds of Arabic (`dh`, `th`), `y` for `i` and `c` for `k`.

    >>> respelt("soetrisno"), respelt("Suryadhy")
    ('sutrisno', 'suriadi')
    """
    word = word.lower()
    for old, new in (("oe", "u"), ("dj", "j"), ("y", "i"), ("ch", "h"), ("c", "k"), ("dh", "d"), ("th", "t")):
        word = word.replace(old, new)
    return undoubled(word)


def undoubled(word: str) -> str:
    """Return a word with every doubled letter once, as names are often misspelt.

    >>> undoubled("almuzzammil")
    'almuzamil'
    """
    return _DOUBLED.sub(r"\1", word)
