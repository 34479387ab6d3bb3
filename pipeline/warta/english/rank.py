"""Ranks: military, police, diplomatic and academic."""

from __future__ import annotations

from functools import lru_cache

from warta.english.rendering import NOTHING, Rendering
from warta.english.words import split, table


@lru_cache(maxsize=4096)
def rank(text: str | None) -> Rendering:
    """Return the English of a rank as written.

    Args:
        text: the rank, with branch and status as the press adds them.

    Examples:
        >>> rank("Letnan Jenderal").text, rank("Letkol Inf").text, rank("Komjen Pol (Purn.)").text
        ('Lieutenant General', 'Lieutenant Colonel (Infantry)', 'Commissioner General (Ret.)')
    """
    if not text:
        return NOTHING
    words = split(text.replace("(", " (").replace(" )", ")"))
    parts: list[str] = []
    notes: list[str] = []
    i = 0
    ranks, marks = table("english_ranks"), table("ranks")
    while i < len(words):
        if words[i] in "(),":
            if words[i] == "," and parts and i + 1 < len(words):
                parts[-1] += ","
            i += 1
            continue
        known, written = ranks.at(words, i), marks.at(words, i)
        if written and (not known or written[0] > known[0]) and (row := ranks.get(written[1]["canonical"])):
            parts.append(row["english"])
            notes.extend(_branch(words[i : i + written[0]]))
            if "polisi" in (w.lower() for w in words[i : i + written[0]]) and not _is_police(parts[-1]):
                parts[-1] = f"Police {parts[-1]}"
            i += written[0]
            continue
        if not known:
            return Rendering(text, False)
        length, row = known
        if row["kind"] in ("corps", "status"):
            notes.append(row["english"])
        elif row["kind"] == "police":
            if parts and not _is_police(parts[-1]):
                parts[-1] = f"Police {parts[-1]}"
        elif row["kind"] != "service":
            parts.append(row["english"])
        i += length
    shown = " ".join(parts)
    for note in dict.fromkeys(notes):
        shown += f" ({note})"
    return Rendering(shown or text, bool(shown))


def _is_police(english: str) -> bool:
    """Tell whether the English of a rank is one only the police have."""
    return "Police" in english or english.endswith(
        ("Commissioner General", "Commissioner", "Inspector General", "Inspector")
    )


def _branch(words: list[str]) -> list[str]:
    """Return the branches named inside a rank that the lexicon of ranks has as one entry."""
    branches = table("english_ranks", kind="corps status")
    for start in range(1, len(words)):
        match = branches.at(words, start)
        if match and start + match[0] == len(words):
            return [match[1]["english"]]
    return []
