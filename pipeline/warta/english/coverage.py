"""How much of a column the lexicons render in full."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from warta.english.rendering import Rendering


def coverage(texts: Iterable[str | None], render: Callable[[str], Rendering]) -> float:
    """Return the share of non-empty cells that are rendered in full; 1.0 where there is none.

    Args:
        texts: the cells of a column.
        render: the function that renders one.

    >>> from warta.english import cue
    >>> coverage(["kata", "mengatakan", None, "memblablabla"], cue)
    0.6666666666666666
    """
    cells = [text for text in texts if text]
    return sum(render(text).complete for text in cells) / len(cells) if cells else 1.0
