"""Layout: which stretches of a scraped page are headline, dateline, paragraph, caption, credit, source or boilerplate.

The page's lines are cut where boilerplate or a credit is glued in, put together again where link texts broke a sentence
over several lines, and classified. Nothing is lost: every character that is not blank is in exactly one block.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from warta.core.article import BlockKind
from warta.lexicon import Resources
from warta.nlp.dateline import parse_dateline

_LINE = re.compile(r"[^\n\r\x0b\x0c\x85\u2028\u2029]+")
_BLANKS = re.compile(r"\n[ \t\u00a0\u200b]*\n|\r\r|\u2029")
_TRIM = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
_FINISHED = re.compile(r"[.!?…:;。][\"”’'»)\]*\s]*$|[\"”»]$")
#: A line that ends in a closed quotation and one bare word, its cue.
_OPEN_CUE = re.compile(r"(?:[,.?!][\"”]|[\"”],)\s*[a-z]{3,14}(?<!nya)\s*$")
_CONTINUES = re.compile(r"[a-zà-ỹ,;)%?!:]|\.\s|\.$|\([^()\n]{1,60}\)[\s,.]*[a-z]")
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_TITLE_WORD = re.compile(r"\S+")
_GLUE = re.compile(r"[a-z](?=[A-Z][a-z])")
_LIST_ITEM = re.compile(r"(?:\d{1,3}|[A-Za-z])[.)]\s|[•·▪■●◦►▶*–—-]\s?\S")
_SENTENCE_MARKS = tuple('.!?…"”*')
_QUOTE = "\"“”„«»‘’'"
_LONGEST_LINE_PATTERN = 700
_LONGEST_CAPTION = 500
_HEAD_LINES = 8
#: The time of day or of reading that stands beside an author's name.
_DATED = re.compile(
    r"\b(?:19|20)\d\d\b.{0,6}\b\d{1,2}[.:]\d\d\b|^(?:[A-Z][a-z']+, )?\d{1,2} [A-Za-z]+ 20\d\d$|^\d+ menit(?: baca)?$"
)
#: How many lines of names can stand over `Tim Redaksi`, and how many words each may have.
_EDITORS, _EDITOR_WORDS = 3, 5
_MAX_HEADLINE_WORDS = 28
#: Share of the words of a headline in title case that have a capital; function words have none.
_TITLE_CASE = 0.6
_MAX_HEADING_WORDS = 16
#: Fewest lines of a wrapped text, how narrow and wide it can be in characters, the least share of its lines that are full, and of those that break a sentence.
_FEWEST_LINES, _NARROWEST, _WIDEST, _FULL, _BROKEN = 6, 40, 130, 0.35, 0.6
#: One line of so many may be longer than the width.
_LONGER = 20
_CUT_BEFORE = re.compile(r"[.!?\"”')\]…\s]")


@dataclass(slots=True)
class _Piece:
    """A line, or a part of one: where it is, its kind once known, whether an empty line stands before it."""

    start: int
    end: int
    kind: BlockKind | None = None
    gap: bool = False
    whole: bool = True
    rule: str = ""


@dataclass(frozen=True)
class _Pattern:
    pattern: re.Pattern[str]
    where: str
    kind: BlockKind


@cache
def _patterns(resources: Resources) -> dict[str, tuple[_Pattern, ...]]:
    found: dict[str, list[_Pattern]] = {}
    for row in resources.lexicon("boilerplate"):
        made = _Pattern(re.compile(row["pattern"]), row["where"], row["kind"])  # type: ignore[arg-type]
        found.setdefault(row["where"], []).append(made)
    for row in resources.lexicon("credits"):
        made = _Pattern(re.compile(row["pattern"]), row["where"], "credit")
        found.setdefault(f"credit {row['where']}", []).append(made)
    return {where: tuple(patterns) for where, patterns in found.items()}


def _unwrapped(text: str, lines: list[_Piece]) -> list[_Piece]:
    """Put the lines together that were broken at a fixed width, as mail and old wires have them.

    A text is wrapped where most lines end only because the next word did not fit, and mostly in the middle of a sentence. A line with room for the
    next word ends a paragraph.
    """
    if len(lines) < _FEWEST_LINES:
        return lines
    sizes = sorted(line.end - line.start for line in lines)
    width = sizes[-1 - len(sizes) // _LONGER]  # a few lines that could not be broken may be longer
    if not _NARROWEST <= width <= _WIDEST:
        return lines
    full = [_is_full(text, line, after, width) for line, after in pairwise(lines)]
    broken = sum(f and not _FINISHED.search(text[line.start : line.end]) for f, line in zip(full, lines, strict=False))
    if sum(full) < _FULL * len(full) or broken < _BROKEN * sum(full):
        return lines
    out = [lines[0]]
    for joins, line in zip(full, lines[1:], strict=True):
        if joins:
            out[-1].end = line.end
        else:
            out.append(line)
    return out


def _is_full(text: str, line: _Piece, after: _Piece, width: int) -> bool:
    """Tell whether the first word of the next line had no room in a line."""
    word = text[after.start : after.end].split(maxsplit=1)[0]
    return not after.gap and line.end - line.start + 1 + len(word) > width


class Layout:
    """Finds the blocks of a text.

    Args:
        resources: the run's lexicons (`boilerplate.tsv`, `credits.tsv`, `publishers.tsv`, `places.tsv`).
    """

    def __init__(self, resources: Resources):
        self._resources = resources
        self._by_where = _patterns(resources)
        self._small = frozenset(row["word"] for row in resources.lexicon("title_small_words"))

    def blocks(self, text: str, *, title: str | None = None) -> list[tuple[int, int, BlockKind]]:
        """Return the blocks of a text as (start, end, kind), in order, without overlap.

        Args:
            text: the article.
            title: its headline, where the metadata give it.
        """
        pieces = list(self._dateline(text, list(self._lines(text))))
        pieces = [part for index, piece in enumerate(pieces) for part in self._parts(text, piece, index)]
        self._leads(text, pieces)
        self._doubled(text, pieces)
        self._dated(text, pieces)
        self._editors(text, pieces)
        pieces = list(self._joined(text, pieces))
        pieces = self._ends(text, pieces)
        self._tags(text, pieces)
        self._captions(text, pieces)
        self._rest(text, pieces, title)
        return [(p.start, p.end, p.kind or "paragraph") for p in pieces]

    # ------------------------------------------------------------ lines and their parts

    def _lines(self, text: str) -> Iterator[_Piece]:
        last = 0
        lines = []
        for match in _LINE.finditer(text):
            piece = _trimmed(text, match.start(), match.end())
            if piece is not None:
                piece.gap = _BLANKS.search(text, last, piece.start) is not None
                last = piece.end
                lines.append(piece)
        return iter(_unwrapped(text, lines))

    def _dateline(self, text: str, lines: list[_Piece]) -> Iterator[_Piece]:
        """Cut off the dateline of the first line that has one."""
        for index, line in enumerate(lines[:_HEAD_LINES]):
            if self._line_kind(text, line, index) is not None:
                continue
            window = text[line.start : line.start + 200]
            found = parse_dateline(window, resources=self._resources)
            if found is None or _BLANKS.search(window, 0, found.end):
                continue
            if (
                found.publisher is None
                and "\n" in window[: found.end]
                and not window[: found.end].rstrip().endswith("\n-")
            ):
                continue
            yield from lines[:index]
            end = line.start + found.end
            yield _Piece(line.start, end, "dateline", line.gap)
            for later in lines[index:]:
                if later.end > end:
                    start = max(later.start, min(line.start + found.content, later.end - 1) if later.start < end else 0)
                    rest = _trimmed(text, start, later.end)
                    if rest is not None:
                        rest.gap = later.gap and later.start >= end
                        yield rest
            return
        yield from lines

    def _line_kind(self, text: str, line: _Piece, index: int) -> BlockKind | None:
        if line.end - line.start > _LONGEST_LINE_PATTERN:
            return None
        return self._kind_of(" ".join(text[line.start : line.end].split()), index)

    def _kind_of(self, line: str, index: int) -> BlockKind | None:
        for item in self._by_where["line"]:
            if item.pattern.fullmatch(line):
                return item.kind
        for item in self._by_where["credit line"]:
            if len(line) <= 90 and item.pattern.fullmatch(line):
                return "credit"
        if index < _HEAD_LINES and len(line) <= 120:
            for item in self._by_where["byline"]:
                if item.pattern.fullmatch(line):
                    return item.kind
        return None

    def _parts(self, text: str, piece: _Piece, index: int) -> Iterator[_Piece]:
        """Cut glued boilerplate and credits off a line."""
        if piece.kind is not None:
            yield piece
            return
        piece.kind = self._line_kind(text, piece, index)
        if piece.kind is not None:
            yield piece
            return
        cuts: list[tuple[int, int, BlockKind, str]] = []
        for item in self._by_where["inline"]:
            cuts += [
                (m.start(), m.end(), item.kind, "inline") for m in item.pattern.finditer(text, piece.start, piece.end)
            ]
        for item in self._by_where["rest"]:
            found = item.pattern.search(text, piece.start, piece.end)
            if (
                found
                and found.end() == piece.end
                and (found.start() == piece.start or self._may_cut(text, found.start()))
            ):
                cuts.append((found.start(), found.end(), item.kind, "rest"))
        for item in self._by_where["glued"]:
            for found in item.pattern.finditer(text, piece.start, piece.end):
                end = self._title_end(text, found.end(), piece.end)
                if end is not None and self._may_cut(text, found.start()):
                    cuts.append((found.start(), end, item.kind, "rest"))
        at = piece.start
        first = True
        for start, end, kind, rule in [*sorted(cuts), (piece.end, piece.end, "boilerplate", "")]:
            if start < at:
                continue
            for part in self._tails(text, at, start):
                part.gap, part.whole = piece.gap and first, not cuts
                first = False
                yield part
            cut = _trimmed(text, start, end)
            if cut is not None:
                cut.kind, cut.gap, cut.whole, cut.rule = kind, piece.gap and first, False, rule
                first = False
                yield cut
            at = end

    def _title_end(self, text: str, start: int, end: int) -> int | None:
        """Return where a link title in capitals ends that runs into a sentence: before the word in front of the first small one."""
        before: int | None = None
        for words, match in enumerate(_TITLE_WORD.finditer(text, start, min(end, start + 240))):
            word = match[0].lstrip(_QUOTE + "([")
            if word[:1].islower() and word.lower().strip(",.:;!?") not in self._small:
                return before if words >= 5 else None
            glue = _GLUE.search(match[0])
            before = match.start() + glue.end() if glue else match.start()
        return None

    @staticmethod
    def _may_cut(text: str, at: int) -> bool:
        return _CUT_BEFORE.match(text, at - 1) is not None

    def _tails(self, text: str, start: int, end: int) -> Iterator[_Piece]:
        """Cut editor initials and photo credits off the end of a stretch."""
        piece = _trimmed(text, start, end)
        if piece is None:
            return
        tail = self._tail(text, piece, "tail", 40)
        if tail is not None:
            yield from self._tails(text, piece.start, tail.start)
            yield tail
            return
        credit = self._tail(text, piece, "credit tail", 120)
        if credit is None or "\n" in text[credit.start : credit.end]:
            yield piece
            return
        credit.rule = "credit"
        before = _trimmed(text, piece.start, credit.start)
        if before is not None:
            before.kind = "caption" if before.end - before.start <= _LONGEST_CAPTION else None
            yield before
        yield credit

    def _tail(self, text: str, piece: _Piece, where: str, width: int) -> _Piece | None:
        """Return the end of a stretch that a pattern matches to its last character."""
        low = max(piece.start, piece.end - width)
        for item in self._by_where.get(where, ()):
            for match in item.pattern.finditer(text, low, piece.end):
                if match.end() != piece.end or (
                    match.start() > piece.start and not self._tail_may_start(text, match.start())
                ):
                    continue
                found = _trimmed(text, match.start(), match.end())
                if found is not None and not re.search(r"[.!?]\s+[A-Z]\w+ [a-z]", text[found.start : found.end]):
                    found.kind, found.rule = item.kind, where
                    return found
        return None

    @staticmethod
    def _tail_may_start(text: str, at: int) -> bool:
        return not (
            text[at].isalnum() and text[at - 1].isalnum() and not (text[at].isupper() and text[at - 1].islower())
        )

    # ------------------------------------------------------------ runs of lines

    def _leads(self, text: str, pieces: list[_Piece]) -> None:
        """Mark `Baca juga` and the link title on the line after it."""
        for index, piece in enumerate(pieces):
            line = text[piece.start : piece.end]
            if len(line) > 60 or not any(p.pattern.fullmatch(line) for p in self._by_where["lead"]):
                continue
            piece.kind = "boilerplate"
            following = pieces[index + 1] if index + 1 < len(pieces) else None
            if following is None or following.kind is not None or following.end - following.start > 200:
                continue
            title = text[following.start : following.end]
            if title[0] in _QUOTE:
                continue
            words = [w for w in _WORD.findall(title) if len(w) > 3]
            capitals = sum(w[0].isupper() for w in words)
            if line[-1] in ":：»>":
                titled = capitals >= 0.7 * len(words) and title[-1] not in '."”'
            else:
                # Without a colon the link is often gone, and what follows is the story.
                titled = len(words) > 4 and capitals >= 0.9 * len(words) and not _FINISHED.search(title)
            if titled and not _LIST_ITEM.match(title):
                following.kind = "boilerplate"

    @staticmethod
    def _doubled(text: str, pieces: list[_Piece]) -> None:
        """Mark a line that stands twice below the story's beginning: the caption and the title of a video."""
        begun = False
        for piece, following in pairwise(pieces):
            line = text[piece.start : piece.end]
            begun = begun or _FINISHED.search(line) is not None
            twice = not piece.kind and not following.kind and line == text[following.start : following.end]
            if begun and twice and len(line) > 15 and _unfinished(line):
                piece.kind = following.kind = "boilerplate"

    def _dated(self, text: str, pieces: list[_Piece]) -> None:
        """Mark the names of the authors below a headline, on a line before or after one with a date: `Sari Wulandari` | `Kamis, 3 Juli 2025`."""
        head = pieces[:_HEAD_LINES]
        for index, piece in enumerate(head[1:], start=1):
            line = text[piece.start : piece.end]
            beside = [text[p.start : p.end] for p in (head[index - 1], *head[index + 1 : index + 2])]
            if piece.kind is None and len(line) <= 90 and any(len(b) <= 60 and _DATED.search(b) for b in beside):
                piece.kind = next((p.kind for p in self._by_where["dated"] if p.pattern.fullmatch(line)), None)

    def _joined(self, text: str, pieces: list[_Piece]) -> Iterator[_Piece]:
        """Put lines together that links broke apart: a run goes on in small letters or with a comma, up to a full stop."""
        strong = [False] * len(pieces)
        finished = [_FINISHED.search(text, max(p.start, p.end - 12), p.end) is not None for p in pieces]
        for index in range(1, len(pieces)):
            piece, before = pieces[index], pieces[index - 1]
            strong[index] = (
                piece.kind is None
                and before.kind is None
                and not piece.gap
                and not finished[index - 1]
                and _CONTINUES.match(text, piece.start, piece.end) is not None
                and not _LIST_ITEM.match(text, piece.start, piece.end)
            )
        for index, (before, piece) in enumerate(pairwise(pieces), start=1):
            # `"…," kata` | `Kapolsek Sukamaju` | `Kompol Budi Santoso, Selasa (10/6/2025).`
            if _OPEN_CUE.search(text, before.start, before.end) and not (piece.kind or before.kind or piece.gap):
                strong[index] = True
                short = len(text[piece.start : piece.end].split()) <= 6 and not finished[index]
                after = pieces[index + 1] if short and index + 1 < len(pieces) else None
                if after is not None and not (after.kind or after.gap):
                    strong[index + 1] = True
        broken = sum(strong) >= 2 or any(s and text[p.start] in ",.;)" for s, p in zip(strong, pieces, strict=True))
        index = 0
        while index < len(pieces):
            last = index
            while last + 1 < len(pieces) and self._joins(text, pieces, strong, finished, last, broken):
                last += 1
            # a run that never ends in a full stop is a list or a row of tags
            end = last
            while end > index and not (finished[end] or strong[end]):
                end -= 1
            if not finished[end] and not any(p.end - p.start > 60 for p in pieces[index : end + 1]):
                end = index - 1
            if end > index:
                joined = _Piece(pieces[index].start, pieces[end].end, None, pieces[index].gap)
                line = " ".join(text[joined.start : joined.start + _LONGEST_LINE_PATTERN].split())
                if joined.end - joined.start <= _LONGEST_LINE_PATTERN:
                    joined.kind = self._kind_of(line, _HEAD_LINES)
                yield joined
                index = end + 1
            yield from pieces[index : last + 1]
            index = last + 1

    @staticmethod
    def _joins(
        text: str, pieces: list[_Piece], strong: list[bool], finished: list[bool], at: int, broken: bool
    ) -> bool:
        """Tell whether the line after `at` belongs to the same run."""
        piece, following = pieces[at], pieces[at + 1]
        if strong[at + 1]:
            return True
        if following.kind or piece.kind or following.gap or finished[at]:
            return False
        if text[piece.end - 1] == "," and not _LIST_ITEM.match(text, following.start, following.end):
            return True
        if not broken or _LIST_ITEM.match(text, following.start, following.end):
            return False
        short = following.end - following.start < 80 and len(text[following.start : following.end].split()) <= 6
        if strong[at] and not finished[at]:
            return True
        # `Terdakwa` | `Budi Santoso` | `, bekas pegawai …`
        return short and at + 2 < len(pieces) and strong[at + 2]

    def _ends(self, text: str, pieces: list[_Piece]) -> list[_Piece]:
        """Cut initials and names in brackets off the last lines."""
        open_pieces = [p for p in pieces if p.kind is None][-2:]
        out: list[_Piece] = []
        for piece in pieces:
            tail = self._tail(text, piece, "last", 80) if any(piece is p for p in open_pieces) else None
            if tail is None:
                out.append(piece)
                continue
            if tail.start > piece.start and text[piece.start : tail.start].rstrip()[-1:] not in _SENTENCE_MARKS:
                out.append(piece)
                continue
            before = _trimmed(text, piece.start, tail.start)
            if before is not None:
                before.gap = piece.gap
                out.append(before)
            else:
                tail.gap = piece.gap
            out.append(tail)
        return out

    @staticmethod
    def _tags(text: str, pieces: list[_Piece]) -> None:
        """Mark the rows of tags after the editor's initials."""
        after = False
        for index, piece in enumerate(pieces):
            if piece.rule == "tail":
                after = True
            elif after and piece.kind is None:
                line = text[piece.start : piece.end]
                if len(line) > 60 or _FINISHED.search(line):
                    return
                if not line[0].islower() and not (index + 1 < len(pieces) and pieces[index + 1].kind == "boilerplate"):
                    return  # a title that leads to a promotion is one
                piece.kind = "boilerplate"

    @staticmethod
    def _editors(text: str, pieces: list[_Piece]) -> None:
        """Mark the names over `Tim Redaksi`, one a line, as the credit they are."""
        for index, piece in enumerate(pieces):
            if text[piece.start : piece.end].strip() != "Tim Redaksi":
                continue
            piece.kind = "credit"
            for before in pieces[max(0, index - _EDITORS) : index]:
                words = text[before.start : before.end].rstrip(" ,").split()
                if before.kind is None and len(words) <= _EDITOR_WORDS and all(w[:1].isupper() for w in words):
                    before.kind = "credit"

    def _captions(self, text: str, pieces: list[_Piece]) -> None:
        """Mark what stands next to a credit as its caption."""
        for index, piece in enumerate(pieces):
            if piece.kind is not None:
                continue
            line = text[piece.start : min(piece.end, piece.start + _LONGEST_CAPTION + 1)]
            after_credit = (
                index > 0 and pieces[index - 1].kind == "credit" and pieces[index - 1].whole and index < len(pieces) - 1
            )
            picture = line.lower().startswith(
                ("ilustrasi ", "foto ilustrasi", "foto: ", "keterangan foto", "infografis ")
            )
            if picture and len(line) <= 250 and (after_credit or not _FINISHED.search(line)):
                piece.kind = "caption"

    def _rest(self, text: str, pieces: list[_Piece], title: str | None) -> None:
        """Tell headline, headings and paragraphs apart."""
        seen = False
        title_key = _key(title or "")
        last = max((i for i, p in enumerate(pieces) if p.kind not in ("boilerplate", "credit")), default=0)
        for index, piece in enumerate(pieces):
            if piece.kind is not None:
                seen = seen or piece.kind in ("caption", "dateline")
                continue
            line = text[piece.start : min(piece.end, piece.start + 400)]
            if not seen and index < last and self._is_headline(line, piece, title_key):
                piece.kind = "headline"
            elif index < last and self._is_heading(line, piece):
                piece.kind = "heading"
            else:
                piece.kind = "paragraph"
            seen = True
        # three in a row are the items of a list
        run: list[_Piece] = []
        for piece in [*pieces, _Piece(0, 0)]:
            if piece.kind == "heading":
                run.append(piece)
                continue
            if len(run) > 2:
                for item in run:
                    item.kind = "paragraph"
            run = []

    @staticmethod
    def _is_headline(line: str, piece: _Piece, title_key: str) -> bool:
        if piece.end - piece.start > 220:
            return False
        key = _key(line)
        if title_key and key and (key == title_key or (len(key) > 20 and (key in title_key or title_key in key))):
            return True
        if title_key and len(title_key) > 10:
            return False
        words = len(line.split())
        return (
            3 <= words <= _MAX_HEADLINE_WORDS
            and (_unfinished(line) or _exclaims(line))
            and not line[0].islower()
            and not _LIST_ITEM.match(line)
        )

    @staticmethod
    def _is_heading(line: str, piece: _Piece) -> bool:
        if piece.end - piece.start > 140 or not piece.whole:
            return False
        words = len(line.split())
        if words > _MAX_HEADING_WORDS or not line[0].isupper() or _LIST_ITEM.match(line):
            return False
        if line.endswith("?") and words <= 10:
            return True
        return _unfinished(line)


def _unfinished(line: str) -> bool:
    return not _FINISHED.search(line) and line[-1] not in ",\"”'’"


def _exclaims(line: str) -> bool:
    """Tell whether a line asks or calls out in capitals, as headlines do: `Data Bocor, Pakar: Segera Ganti Kata Sandi!`"""
    words = [word for word in line.split() if word[0].isalpha()]
    capital = sum(word[0].isupper() for word in words)
    return line[-1] in "?!" and not _FINISHED.search(line[:-1]) and capital >= _TITLE_CASE * len(words) > 0


def _key(line: str) -> str:
    return "".join(char for char in line.lower() if char.isalnum())


def _trimmed(text: str, start: int, end: int) -> _Piece | None:
    while start < end and (text[start].isspace() or text[start] in _TRIM):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in _TRIM):
        end -= 1
    return _Piece(start, end) if start < end else None
