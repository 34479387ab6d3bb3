"""A quotation while it is being put together."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field

from warta.core.article import QuoteKind
from warta.stages.quotes.memory import Speaker


@dataclass
class Draft:
    """A contiguous part of a quotation.

    Args:
        kind: direct, indirect or mixed.
        start: first character of the content.
        end: one past its last character.
        passage: number of its passage.
        paragraph: number of its block.
        speaker: who speaks.
        rule: which rule found it.
        cue: offsets of the cue, or None.
        follows: the part of the same quotation before it, or None.
        evidence: names of the features that hold of it, for its confidence.
        aside: whether it is said in passing, so that its speaker does not have the word afterwards.
    """

    kind: QuoteKind
    start: int
    end: int
    passage: int
    paragraph: int
    speaker: Speaker
    rule: str
    cue: tuple[int, int] | None = None
    follows: Draft | None = None
    evidence: set[str] = field(default_factory=set)
    aside: bool = False


class Taken:
    """Atom ranges of a passage that belong to quotations already read, in text order."""

    def __init__(self) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        self._atoms: set[int] = set()

    def add(self, first: int, last: int) -> None:
        """Take the atoms from `first` up to `last`, which is not before any range taken so far."""
        self._starts.append(first)
        self._ends.append(last)
        self._atoms.update(range(first, last))

    def __contains__(self, atom: int) -> bool:
        return atom in self._atoms

    def edge(self, atom: int) -> int:
        """Return the end of the last range that ends at or before an atom, 0 where there is none."""
        index = bisect_right(self._ends, atom) - 1
        return self._ends[index] if index >= 0 else 0

    def next_start(self, first: int, last: int) -> int:
        """Return the start of the first range that begins after `first` and before `last`, else `last`."""
        index = bisect_right(self._starts, first)
        return self._starts[index] if index < len(self._starts) and self._starts[index] < last else last
