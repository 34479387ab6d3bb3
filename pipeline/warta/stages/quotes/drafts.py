"""A quotation while it is being put together."""

from __future__ import annotations

from dataclasses import dataclass, field

from warta.core.article import QuoteKind
from warta.stages.quotes.resolve import Speaker


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
