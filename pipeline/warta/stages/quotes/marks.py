"""Pair quotation marks: which pieces of the text stand between them.

Marks are read block by block, in one pass. A mark opens or closes by its shape (“ ”, « », „) or, for the straight ones,
by what stands next to it and by what is open already. Apostrophes inside words are no marks. A quotation left open runs
to the end of its block.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

#: Marks that open and the marks that may close them; curly and straight marks are mixed in scraped text.
_DOUBLE = '"“”„‟«»″'
_OPENING = "“„«‟"
_CLOSING = "”»"
_SINGLE = "'‘’‚`‹›"
#: Two single marks are a double one, as some papers set them: `’’Siap,’’ kata Rina.`, `‘’Siap,’’ kata Rina.`
_MARK = re.compile(rf"''|``|’’|‘‘|‘’|[{_DOUBLE}{_SINGLE}]")
#: Characters without width that scraping leaves behind; they count as blanks.
_INVISIBLE = "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
#: Before a mark that a script has written: a backslash.
_ESCAPE = "\\"
#: What stands before a closing mark and is no part of the content.
_LEFT_OUT = "," + _ESCAPE
_SENTENCE_END = re.compile(r"[.?!…](?=\s|[A-Z“])")
#: How often the reading of a block begins again after a quotation that was never closed.
_RESTARTS = 3
#: How many characters a term in marks inside a quotation may have, and how many terms a quotation.
_TERM, _TERMS = 60, 4
_DOUBLE_MARK = re.compile(f"[{_DOUBLE}]")
_LETTER = re.compile(r"[^\W_]")
_SPEECH_END = re.compile(r"[,.?!…]\s?")
#: How many characters before an opening mark its cue verb can begin.
_CUE_REACH = 24
#: How many blocks without a mark a quotation left open can run through.
_BLOCKS = 2


@dataclass(frozen=True, slots=True)
class Attributions:
    """What the marks are read by where one is missing or wrong: the words of an attribution.

    Args:
        after: matches right after the closing mark, with or without a blank: `kata Rina`, `ujarnya.`
        before: is found right before the opening mark: `mengatakan,`.
        telling: is found in a sentence that tells what somebody says: `menurut`, `ujar`.
        speaking: is found in a sentence somebody says: `saya`, `kami`.
    """

    after: re.Pattern[str]
    before: re.Pattern[str]
    telling: re.Pattern[str]
    speaking: re.Pattern[str]


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
    while start < end and (text[start].isspace() or text[start] in _INVISIBLE):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in _INVISIBLE or text[end - 1] in _LEFT_OUT):
        end -= 1
    return start, end


def _make(
    text: str, start: int, width: int, end: int, close_width: int, double: bool, *, told: bool = False
) -> Quoted | None:
    """Return the piece between two marks of these widths, None where it is empty; `told`: its attribution closes it."""
    inner_start, inner_end = _trimmed(text, start + width, end - close_width)
    if inner_start >= inner_end:
        return None
    closed = close_width > 0 or told
    return Quoted(start, end, inner_start, inner_end, closed, double, 1 + text.count(" ", inner_start, inner_end))


def _before(text: str, start: int, low: int) -> str:
    """Return the character before an offset, over a backslash; a blank at the start of the block or after a character without width."""
    if start > low and text[start - 1] == _ESCAPE:
        start -= 1
    before = text[start - 1] if start > low else " "
    return " " if before in _INVISIBLE else before


def _opens(text: str, start: int, end: int, low: int, high: int) -> bool:
    """Tell whether the mark at start:end can open: nothing of a word before it, something after it."""
    before = _before(text, start, low)
    after = text[end] if end < high else " "
    return not after.isspace() and (before.isspace() or before in "([{-–—/:;,.!?…" + _DOUBLE + _SINGLE)


def _encloses(text: str, start: int, end: int) -> bool:
    """Tell whether the curly marks at start and end hold straight pairs inside: no other curly one opens between."""
    return text.find("“", start + 1, end) < 0 and text.count('"', start, end) % 2 == 0


def _opens_late(text: str, start: int, end: int, low: int, high: int, said: Attributions | None) -> bool:
    """Tell whether a straight mark glued to a comma opens: `ungkap Rina," Saya jatuh," katanya.`"""
    glued = text[start] in '"″' and start > low and text[start - 1] in ",:"
    if not glued or not text[end : end + 1].isspace() or not text[end + 1 : end + 2].isupper():
        return False
    closing = _DOUBLE_MARK.search(text, end, high)
    return closing is not None and _ends_speech(text, *closing.span(), low, said)


def _may_open(text: str, start: int, end: int, low: int, high: int) -> bool:
    """Tell whether a double mark can open: not right after a word with nothing of a word behind it (`12" layar`)."""
    before = _before(text, start, low)
    after = text[end] if end < high else " "
    return _opens(text, start, end, low, high) or before.isspace() or (not before.isdigit() and after.isalpha())


def _closes(text: str, start: int, end: int, low: int, high: int) -> bool:
    before = _before(text, start, low)
    return not before.isspace()


def _attributed(text: str, end: int, said: Attributions | None) -> bool:
    """Tell whether an attribution follows the mark that ends at an offset."""
    return said is not None and said.after.match(text, end) is not None


def _ends_speech(text: str, start: int, end: int, low: int, said: Attributions | None) -> bool:
    """Tell whether a mark stands where one must close, whatever its shape: `… siap, “kata Rina`."""
    before = text[max(low, start - 3) : start].rstrip().rstrip(_ESCAPE)[-1:]
    if text[start - 1 : start].isspace() and text[end : end + 1].isupper():
        return False  # `…. "Katanya begitu," ujarnya`
    return before in (",", ".", "?", "!", "…") and _attributed(text, end, said)


def _unopened(text: str, low: int, start: int, end: int, said: Attributions | None, *, after: bool) -> Quoted | None:
    """Return what a closing mark ends whose opening one is missing: the sentence before it, and those before that speak of `saya`.

    None where no sentence ends between it and the quotation before: `"…," ucap Rina Sari," kata Rina.`
    """
    begins = [m.end() for m in _SENTENCE_END.finditer(text, low, start - 1)]
    if after and not begins:
        return None
    first = begins[-1] if begins else low
    for begin, close in reversed(list(pairwise([low, *begins]))) if said is not None and not after else ():
        if said is None or said.telling.search(text, begin, close):
            break
        if said.speaking.search(text, begin, close):
            first = begin
    found = _make(text, first, 0, end, end - start, True)
    return found if found is not None and found.words > 1 else None


def _told(text: str, opened: int, high: int, said: Attributions | None) -> int | None:
    """Return where an attribution ends a quotation whose closing mark is missing: `“Kami siap, ujarnya.`"""
    if said is None:
        return None
    for mark in _SPEECH_END.finditer(text, opened, high):
        if said.after.match(text, mark.end()) and text.count(" ", opened, mark.start()) > 1:
            return mark.end()
    return None


def _pairs(
    text: str, low: int, high: int, *, carried: bool = False, said: Attributions | None = None
) -> Iterator[Quoted]:
    """Yield the outermost quoted pieces of one block, in order; `carried`: the block before left a quotation open."""
    for _ in range(_RESTARTS):
        restart: list[int] = []
        yield from _pairs_from(text, low, high, carried, restart, said)
        if not restart:
            return
        low, carried = restart[0], False
    yield from _pairs_from(text, low, high, carried, [], said)


def _pairs_from(
    text: str, low: int, high: int, carried: bool, restart: list[int], said: Attributions | None
) -> Iterator[Quoted]:
    """Yield the pieces from `low` on; an offset in `restart` tells that they must be read again from there.

    A quotation that was never closed ends with its first sentence where another begins after a full stop.
    """
    opened: int | None = None  # offset of the open double mark
    paired = False  # whether a closing curly mark ahead belongs to it
    ahead = text.find("”", low, high)
    width = 1
    curly_depth = 0
    single: int | None = None
    free = low  # where the last quotation ended
    inner: int | None = None  # where a second quotation begins at a sentence, inside an open one
    stray: tuple[int, int] | None = None  # a closing mark with nothing open, after a full stop
    for match in _MARK.finditer(text, low, high):
        start, end = match.span()
        mark = match.group()
        double = len(mark) == 2 or mark in _DOUBLE
        if carried and double:
            carried = False
            if (mark not in _OPENING and not _opens(text, start, end, low, high)) or _ends_speech(
                text, start, end, low, said
            ):
                found = _make(text, low, 0, end, len(mark), True)
                if found:
                    yield found
                free = end
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
            announced = said is not None and said.before.search(text, max(low, start - _CUE_REACH), start) is not None
            if mark not in _OPENING and not announced and _ends_speech(text, start, end, low, said):
                found = _unopened(text, free, start, end, said, after=free > low)
                if found:
                    yield found
                free, stray = end, None
                continue
            glued = _opens_late(text, start, end, low, high, said)
            if mark not in _OPENING and not (announced or glued) and not _may_open(text, start, end, low, high):
                if stray is not None and _closes(text, start, end, low, high) and text[start - 1] in ",.?!…":
                    found = _make(text, stray[0], stray[1], end, len(mark), True)
                    if found:
                        yield found
                    stray = None
                elif mark in _CLOSING and start > low and text[start - 1] in ".?!)" and text[end : end + 1].isspace():
                    stray = (start, len(mark))
                continue
            opened, width, curly_depth, single, inner, stray = start, len(mark), 0, None, None, None
            while 0 <= ahead <= start:
                ahead = text.find("”", ahead + 1, high)
            paired = mark == "“" and ahead > 0 and _encloses(text, start, ahead)
            continue
        if paired and mark in '"″':
            continue
        if _ends_speech(text, start, end, low, said) and not curly_depth:
            found = _make(text, opened, width, end, len(mark), True)
            if found:
                yield found
            opened, free = None, end
            continue
        if _holds_term(text, start, end, low, high, text[opened]):
            curly_depth += 1
            continue
        if mark in '"″' and curly_depth and text[opened] in '"″':
            curly_depth -= 1
            continue
        if mark in _OPENING and text[opened] in _OPENING:
            # “…“ closes where it cannot open, and where an attribution follows; a second opening mark is a quotation inside.
            last = not curly_depth and _attributed(text, end, said) and not _DOUBLE_MARK.search(text, end, high)
            if _opens(text, start, end, low, high) and not last:
                curly_depth += 1
                if inner is None and text[max(low, start - 3) : start].rstrip().endswith((".", "?", "!", "…")):
                    inner = start
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
        opened, free = None, end
    if opened is not None:
        end = high
        if inner is not None:
            sentence = _SENTENCE_END.search(text, opened, inner)
            end = sentence.end() if sentence else inner
            restart.append(inner)
        told = _told(text, opened, end, said)
        found = _make(text, opened, width, told or end, 0, True, told=told is not None)
        if found:
            yield found


def _holds_term(text: str, start: int, end: int, low: int, high: int, outer: str) -> bool:
    """Tell whether a mark inside straight marks opens a term: `"Kata “mahal” kerap terdengar," kata Rina.`

    The term must be closed, be no speech of its own, and the outer marks must be closed after it.
    """
    if outer not in '"″' or text[start] not in '"″“':
        return False
    for _ in range(_TERMS):
        if not text[end : end + 1].strip() or not text[start - 1].isspace():
            return False
        inner = text.find("”" if text[start] == "“" else text[start], end, min(high, end + _TERM))
        if inner < 0 or text[inner - 1].isspace() or text[inner - 1] in ",.?!…":
            return False
        following = _DOUBLE_MARK.search(text, inner + 1, high)
        if following is None or any(other in text[end:inner] for other in '"“”'):
            return False
        start, end = following.span()
        if text[start] == outer and not text[start - 1].isspace():
            return text[start - 1] in ",.?!…" or text[end : end + 1] == ","
        if text[start] not in '"″“':
            return False
    return False


def _is_inner_opening(text: str, start: int, end: int, low: int, high: int, opened: int) -> bool:
    """Tell whether a straight mark, with another open, begins a new quotation: the first was never closed."""
    before = text[start - 1] if start > low else " "
    after = text[end] if end < high else " "
    if before == " " and after.isupper() and text[start - 2 : start - 1] in (".", "?", "!", "…"):
        return True
    return before in "\n\t" and not after.isspace() and after not in ",.;:!?" and start - opened > 2


def _closed_ahead(text: str, blocks: Sequence[tuple[int, int]], said: Attributions | None) -> bool:
    """Tell whether a quotation left open is closed in one of the next blocks, an attribution after it."""
    for low, high in blocks:
        mark = _DOUBLE_MARK.search(text, low, high)
        if mark is not None:
            return mark.group() not in _OPENING and _ends_speech(text, mark.start(), mark.end(), low, said)
    return False


def pair_marks(text: str, regions: Iterable[tuple[int, int]], said: Attributions | None = None) -> list[Quoted]:
    """Return the outermost quoted pieces of a text, in order.

    Args:
        text: the article's text.
        regions: the (start, end) of the blocks to read; a quotation that crosses a border is cut there.
        said: the words of attributions, by which a missing mark is made up for; None to go by the marks alone.

    >>> [text[q.inner_start : q.inner_end] for text in ['"Siap," kata Rina.'] for q in pair_marks(text, [(0, 18)])]
    ['Siap']
    """
    found: list[Quoted] = []
    carried = False
    blocks = list(regions)
    for index, (low, high) in enumerate(blocks):
        if (
            carried
            and not _DOUBLE_MARK.search(text, low, high)
            and _closed_ahead(text, blocks[index + 1 : index + 1 + _BLOCKS], said)
        ):
            whole = _make(text, low, 0, high, 0, True)
            found += [whole] if whole else []
            continue
        found.extend(_pairs(text, low, high, carried=carried, said=said))
        carried = bool(found) and not found[-1].closed and found[-1].end == high
    return found
