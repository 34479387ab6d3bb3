"""What a rendering function returns."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rendering:
    """English for one cell of a table.

    Args:
        text: the English; None where the cell is empty.
        complete: False where some word has no entry in the lexicons and stayed Indonesian.
    """

    text: str | None
    complete: bool = True


#: The rendering of an empty cell.
NOTHING = Rendering(None)
