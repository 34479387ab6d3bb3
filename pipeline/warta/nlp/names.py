"""Names, made comparable."""

from __future__ import annotations

import unicodedata


def fold(text: str) -> str:
    """Return a name without diacritics, case and stops (`Nguyễn` → `nguyen`), for comparing.

    >>> fold("Nguyễn Văn Đức, S.H.")
    'nguyen van duc s h'
    """
    decomposed = unicodedata.normalize("NFKD", text.replace("Đ", "D").replace("đ", "d"))
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    return " ".join("".join(c if c.isalnum() or c in "'-&/" else " " for c in bare).lower().split())
