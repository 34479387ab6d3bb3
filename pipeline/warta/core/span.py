"""Spans of an article's text, grounded by construction."""

from __future__ import annotations

from dataclasses import dataclass, field

from warta.core.errors import SpanError


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A non-empty piece of a text, known by its place in it.

    The text is carried along by reference, and `text` is always cut from it: a span whose text and
    offsets disagree cannot be made. Equality and order look at the offsets only.

    Args:
        source: the whole text of the article.
        start: first character, Unicode code points from the start of `source`.
        end: one past the last character.

    Raises:
        SpanError: the offsets are empty, reversed or outside `source`.

    >>> Span("Ia menegaskan hal itu.", 3, 13).text
    'menegaskan'
    """

    source: str = field(repr=False, compare=False)
    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end <= len(self.source):
            raise SpanError(start=self.start, end=self.end, length=len(self.source))

    @property
    def text(self) -> str:
        """The characters the span covers."""
        return self.source[self.start : self.end]

    def __len__(self) -> int:
        return self.end - self.start

    def contains(self, other: Span) -> bool:
        """Tell whether `other` lies inside this span (or equals it)."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Tell whether the two spans share a character."""
        return self.start < other.end and other.start < self.end

    def cover(self, *others: Span | None) -> Span:
        """Return the smallest span that holds this one and the others (None is passed over)."""
        spans = [self, *(s for s in others if s is not None)]
        return Span(self.source, min(s.start for s in spans), max(s.end for s in spans))

    def trim(self, characters: str = " \t\n\r\u00a0\u200b") -> Span | None:
        """Return the span without the given characters at its ends, or None where nothing is left."""
        start, end = self.start, self.end
        while start < end and self.source[start] in characters:
            start += 1
        while end > start and self.source[end - 1] in characters:
            end -= 1
        return Span(self.source, start, end) if start < end else None
