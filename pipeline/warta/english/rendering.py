"""What a rendering function returns."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rendering:
    """English for one cell of a table.

    Args:
        text: the English; None where the cell is empty.
        complete: False where some word has no entry in the lexicons; the phrase it stands in stayed Indonesian then, so that no phrase
            mixes the languages (proper names apart).
    """

    text: str | None
    complete: bool = True


#: The rendering of an empty cell.
NOTHING = Rendering(None)
