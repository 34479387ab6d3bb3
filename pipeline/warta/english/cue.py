"""Cues of quotations."""

from __future__ import annotations

from functools import lru_cache

from warta.english.rendering import NOTHING, Rendering
from warta.english.words import split, table


@lru_cache(maxsize=4096)
def cue(text: str | None) -> Rendering:
    """Return the English of a cue, third person past.

    Args:
        text: the cue as written; a closing `-nya` is the speaker and is not rendered.

    Examples:
        >>> cue("menegaskan").text, cue("ujarnya").text, cue("Menurut").text, cue("juga menambahkan bahwa").text
        ('stressed', 'said', 'according to', 'also added that')
    """
    if not text:
        return NOTHING
    words = split(text.lower())
    entries = table("english_cues")
    said: list[str] = []
    i = 0
    while i < len(words):
        match = entries.at(words, i)
        if match is None and words[i].endswith(("nya", "lah")):
            match = entries.at([words[i][:-3]], 0)
        if match is None:
            return Rendering(text, False)
        said.append(match[1]["english"])
        i += match[0]
    return Rendering(" ".join(said))
