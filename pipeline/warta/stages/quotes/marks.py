"""Pair quotation marks: which pieces of the text stand between them.

Marks are read block by block, in one pass. A mark opens or closes by its shape (“ ”, « », „) or, for the straight ones,
by what stands next to it and by what is open already. Apostrophes inside words are no marks. A quotation left open runs
to the end of its block.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

#: Marks that open and the marks that may close them; curly and straight marks are mixed in scraped text.
_DOUBLE = '"“”„‟«»″'
_OPENING = "“„«‟"
_CLOSING = "”»"
_SINGLE = "'‘’‚`‹›"
_MARK = re.compile(rf"''|``|[{_DOUBLE}{_SINGLE}]")
_LETTER = re.compile(r"[^\W_]")


@dataclass(frozen=True, slots=True)
class Quoted:
    """A piece of text between quotation marks.

    Args:
        start: offset of the opening mark.
        end: one past the closing mark, or the end of the block where none closes it.
        inner_start: first character of the content, blanks at its ends left out.
        inner_end: one past the last character of the content; a comma before the closing mark is left out.
        closed: whether a closing mark was found.
        double: whether the marks are double ones (or guillemets).
        words: how many words the content has.
    """

    start: int
    end: int
    inner_start: int
    inner_end: int
    closed: bool
    double: bool
    words: int


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and (text[start].isspace() or text[start] in "\u200b\u2060\ufeff"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in "\u200b\u2060\ufeff,"):
        end -= 1
    return start, end


def _make(text: str, start: int, width: int, end: int, close_width: int, double: bool) -> Quoted | None:
    inner_start, inner_end = _trimmed(text, start + width, end - close_width)
    if inner_start >= inner_end:
        return None
    return Quoted(
        start, end, inner_start, inner_end, close_width > 0, double, 1 + text.count(" ", inner_start, inner_end)
    )


def _opens(text: str, start: int, end: int, low: int, high: int) -> bool:
    """Tell whether the mark at start:end can open: nothing of a word before it, something after it."""
    before = text[start - 1] if start > low else " "
    after = text[end] if end < high else " "
    return not after.isspace() and (before.isspace() or before in "([{-–—/:;,.!?…" + _DOUBLE + _SINGLE)


def _encloses(text: str, start: int, end: int) -> bool:
    """Tell whether the curly marks at start and end hold straight pairs inside: no other curly one opens between."""
    return text.find("“", start + 1, end) < 0 and text.count('"', start, end) % 2 == 0


def _may_open(text: str, start: int, end: int, low: int, high: int) -> bool:
    """Tell whether a double mark can open: not right after a word with nothing of a word behind it (`12" layar`)."""
    before = text[start - 1] if start > low else " "
    after = text[end] if end < high else " "
    return _opens(text, start, end, low, high) or before.isspace() or (not before.isdigit() and after.isalpha())


def _closes(text: str, start: int, end: int, low: int, high: int) -> bool:
    before = text[start - 1] if start > low else " "
    return not before.isspace()


def _pairs(text: str, low: int, high: int, *, carried: bool = False) -> Iterator[Quoted]:
    """Yield the outermost quoted pieces of one block, in order; `carried`: the block before left a quotation open."""
    opened: int | None = None  # offset of the open double mark
    paired = False  # whether a closing curly mark ahead belongs to it
    ahead = text.find("”", low, high)
    width = 1
    curly_depth = 0
    single: int | None = None
    for match in _MARK.finditer(text, low, high):
        start, end = match.span()
        mark = match.group()
        double = len(mark) == 2 or mark in _DOUBLE
        if carried and double:
            carried = False
            if mark not in _OPENING and not _opens(text, start, end, low, high):
                found = _make(text, low, 0, end, len(mark), True)
                if found:
                    yield found
                continue
        if not double:
            if opened is not None:
                continue
            inside_word = start > low and end < high and _LETTER.match(text, start - 1) and _LETTER.match(text, end)
            if inside_word:
                continue
            if single is None:
                if mark != "’" and _opens(text, start, end, low, high):
                    single = start
            elif _closes(text, start, end, low, high) and not (end < high and _LETTER.match(text, end)):
                found = _make(text, single, 1, end, 1, False)
                if found:
                    yield found
                single = None
            continue
        if opened is None:
            # A closing mark with nothing open still opens where it stands before a word (scraped text).
            if mark not in _OPENING and not _may_open(text, start, end, low, high):
                continue
            opened, width, curly_depth, single = start, len(mark), 0, None
            while 0 <= ahead <= start:
                ahead = text.find("”", ahead + 1, high)
            paired = mark == "“" and ahead > 0 and _encloses(text, start, ahead)
            continue
        if paired and mark in '"″':
            continue
        if mark in _OPENING and text[opened] in _OPENING:
            # “…“ closes where it cannot open; a second opening mark is a quotation inside.
            if _opens(text, start, end, low, high):
                curly_depth += 1
                continue
        elif mark in _CLOSING and curly_depth:
            curly_depth -= 1
            continue
        elif mark in '"″' and _is_inner_opening(text, start, end, low, high, opened):
            found = _make(text, opened, width, start, 0, True)
            if found:
                yield found
            opened, width, curly_depth = start, len(mark), 0
            continue
        found = _make(text, opened, width, end, len(mark), True)
        if found:
            yield found
        opened = None
    if opened is not None:
        found = _make(text, opened, width, high, 0, True)
        if found:
            yield found


def _is_inner_opening(text: str, start: int, end: int, low: int, high: int, opened: int) -> bool:
    """Tell whether a straight mark, with another open, begins a new quotation: the first was never closed."""
    before = text[start - 1] if start > low else " "
    after = text[end] if end < high else " "
    return before in "\n\t" and not after.isspace() and after not in ",.;:!?" and start - opened > 2


def pair_marks(text: str, regions: Iterable[tuple[int, int]]) -> list[Quoted]:
    """Return the outermost quoted pieces of a text, in order.

    Args:
        text: the article's text.
        regions: the (start, end) of the blocks to read; a quotation that crosses a border is cut there.

    >>> [text[q.inner_start : q.inner_end] for text in ['"Siap," kata Rina.'] for q in pair_marks(text, [(0, 18)])]
    ['Siap']
    """
    found: list[Quoted] = []
    carried = False
    for low, high in regions:
        found.extend(_pairs(text, low, high, carried=carried))
        carried = bool(found) and not found[-1].closed and found[-1].end == high
    return found
