"""What a figure is said of: subject, predicate, counted noun phrase, place, time, and the figure it is a part of.

Subject and predicate come from the weighing of noun phrases (`subjects.py`) where a parser ran, else from the order of the words:
the noun phrase before the verb or before `sebesar`, `senilai` and the like.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from warta.core.article import Mention, Quote, TemporalExpression
from warta.core.span import Span
from warta.lexicon.weights import Weights
from warta.stages.quantities.grammar import Figure
from warta.stages.quantities.lexemes import Line
from warta.stages.quantities.reading import Reading
from warta.stages.quantities.subjects import choose

#: Offsets of the contents of quotations.
Contents = Sequence[tuple[int, int]]

_COUNTED = frozenset({"nmod", "amod", "flat", "fixed", "compound", "det"})
_CLAUSE_ENDS = frozenset({".", ";", ":", "?", "!", '"', "“", "”"})
_BEFORE_VERB = frozenset(
    {
        "telah",
        "sudah",
        "akan",
        "masih",
        "juga",
        "hanya",
        "kini",
        "belum",
        "bisa",
        "dapat",
        "harus",
        "baru",
        "sedang",
        "yang",
        "tidak",
        "terus",
        "diperkirakan",
        "diproyeksikan",
        "ditargetkan",
        "tercatat",
        "saat",
        "itu",
        "ini",
        "pun",
        "total",
    }
)
_CHANGES = frozenset(
    {
        "naik",
        "turun",
        "meningkat",
        "menurun",
        "tumbuh",
        "melonjak",
        "anjlok",
        "menyusut",
        "bertambah",
        "berkurang",
        "menguat",
        "melemah",
        "menjadi",
    }
)
_COPULAS = frozenset({"adalah", "ialah", "merupakan", "yakni", "yaitu"})
_PARTS_AFTER = (("di", "antaranya"), ("diantaranya",), ("antaranya",), ("di", "antara"))
_INCLUDES = frozenset({"termasuk"})
_OPENERS = frozenset(
    {
        "bahwa",
        "namun",
        "sementara",
        "sedangkan",
        "tetapi",
        "dan",
        "adapun",
        "menurutnya",
        "katanya",
        "karena",
        "sehingga",
        "jika",
        "ketika",
        "saat",
        "meskipun",
        "padahal",
    }
)


@dataclass(frozen=True, slots=True)
class Said:
    """What a figure is said of."""

    subject: Span | None = None
    predicate: Span | None = None
    counted: Span | None = None


class Relations:
    """Relations of the figures of one line.

    Args:
        line: the sentence.
        figures: its figures, in order.
        mentions: the names in the sentence.
        quotes: the quotations of the article.
        weights: of the evidence for subjects.
    """

    def __init__(
        self,
        line: Line,
        figures: Sequence[Figure],
        mentions: Sequence[Mention],
        quotes: Sequence[Quote],
        weights: Weights,
    ):
        self.line, self.figures, self.weights = line, figures, weights
        self.reading = Reading(line, figures, mentions, quotes)
        self.tokens = self.reading.tokens

    def all(self) -> list[Said]:
        """Return what each figure is said of, in order."""
        reading = self.reading
        if not reading.parsed:
            return [self._unparsed(figure) for figure in self.figures]
        said = []
        for figure, (phrase, evidence) in zip(self.figures, choose(reading, self.weights), strict=True):
            counted = self._counted(figure)
            if figure.kind == "ordinal":
                said.append(Said(counted=counted))
                continue
            subject = reading.span(phrase) if phrase is not None else None
            said.append(Said(subject, evidence.predicate(phrase), counted))
        return said

    def _unparsed(self, figure: Figure) -> Said:
        counted = self._counted(figure)
        if figure.kind == "ordinal":
            return Said(counted=counted)
        subject, predicate = self._linked(figure) or self._by_order(figure)
        return Said(subject, predicate, counted)

    # --- pieces

    def _word(self, index: int) -> Span | None:
        if 0 <= index < len(self.line) and self.line.is_word(index):
            lexeme = self.line.lexemes[index]
            return self.line.article.span(lexeme.start, lexeme.end)
        return None

    def _counted(self, figure: Figure) -> Span | None:
        """Return the whole counted noun phrase, from its head on."""
        if figure.head is None:
            return None
        line = self.line
        start = line.lexemes[figure.head].start
        end = figure.end if figure.kind != "ordinal" else line.lexemes[figure.number].end
        token = next((at for at, t in enumerate(self.tokens) if t.span.start <= start < t.span.end), None)
        if self.reading.parsed and token is not None and figure.kind != "ordinal":
            at = token
            while at + 1 < len(self.tokens):
                following = self.tokens[at + 1]
                head = following.head
                if following.deprel == "case":
                    break
                if (
                    following.deprel is None
                    or following.deprel.split(":")[0] not in _COUNTED
                    or head is None
                    or not token <= head <= at + 1
                ):
                    break
                if following.upos in ("VERB", "NUM", "PUNCT"):
                    break
                at += 1
            end = max(end, self.tokens[at].span.end)
        return line.article.span(start, end)

    # --- by the order of words

    def _linked(self, figure: Figure) -> tuple[Span, Span | None] | None:
        """Read `dana sebesar Rp 5 juta`: the noun phrase right before the link word."""
        line = self.line
        at = figure.first - 1
        if line.low(at) not in line.language.links or line.low(at) == "sekitar":
            return None
        subject = self._phrase_ending(at - 1, figure)
        return (subject, self._word(at)) if subject is not None else None

    def _phrase_ending(self, last: int, figure: Figure) -> Span | None:
        """Return the noun phrase that ends at a lexeme, by the order of words."""
        line = self.line
        if line.low(last) in ("ini", "itu", "tersebut"):
            last -= 1
        first = last + 1
        while first > 0 and last - first < 7:
            low = line.low(first - 1)
            if not line.is_word(first - 1) or not line.free(first - 1) or line.verb_like(first - 1):
                break
            if low in line.language.function_words and low not in ("dan", "untuk"):
                break
            first -= 1
        while first <= last and line.low(first) in ("dan", "untuk"):
            first += 1
        if first > last:
            return None
        return line.article.span(line.lexemes[first].start, line.lexemes[last].end)

    def _by_order(self, figure: Figure) -> tuple[Span | None, Span | None]:
        line = self.line
        at = figure.first - 1
        verb = None
        steps = 0
        while at >= 0 and steps < 6:
            low = line.low(at)
            if low in _CLAUSE_ENDS or line.taken[at] == "figure":
                break
            if line.verb_like(at) or low in _CHANGES or low in _COPULAS:
                verb = at
                break
            at -= 1
            steps += 1
        if verb is None:
            return self._phrase_ending(figure.first - 1, figure), None
        last = verb - 1
        while last >= 0 and (line.low(last) in _BEFORE_VERB or (line.taken[last] == "date")):
            last -= 1
        if last < 0 or line.low(last) in (",", *_CLAUSE_ENDS):
            return None, self._word(verb)
        first = last + 1
        while first > 0 and last - first < 9:
            low = line.low(first - 1)
            if low in _CLAUSE_ENDS or low == "," or low in _OPENERS or line.taken[first - 1] in ("figure", "date"):
                break
            if line.verb_like(first - 1) and low not in _BEFORE_VERB:
                break
            first -= 1
        while first < last and line.low(first) in line.language.function_words:
            first += 1
        if first > last:
            return None, self._word(verb)
        subject = line.article.span(line.lexemes[first].start, line.lexemes[last].end).trim(' ,()"“”')
        return subject, self._word(verb)


def place_of(figure: Figure, said: Said, mentions: Sequence[Mention], contents: Contents) -> Span | None:
    """Return the place a figure is said of: its subject, or the nearest place after `di` in its clause, or None.

    Args:
        figure: the figure; ages have no place.
        said: what it is said of.
        mentions: the names of its sentence.
        contents: where the contents of the article's quotations begin and end.
    """
    if figure.kind == "age":
        return None
    places = [m.span for m in mentions if m.label in ("GPE", "LOC", "FAC")]
    if said.predicate is None and said.subject is not None and said.subject in places:
        return said.subject  # `Aceh Rp 25.712 per kg`
    line = figure.line
    there = [span for span in places if _located(line, span) and _same_clause(figure, span, contents)]
    return min(there, key=lambda span: _distance(figure, span), default=None)


def time_of(figure: Figure, dates: Sequence[TemporalExpression], contents: Contents) -> str | None:
    """Return the time of a figure, ISO 8601: that of the nearest date in its clause, or None.

    Args:
        figure: the figure; ages have no time.
        dates: the dates of its sentence.
        contents: where the contents of the article's quotations begin and end.
    """
    if figure.kind == "age":
        return None
    there = [d for d in dates if (d.iso or d.iso_resolved) and _same_clause(figure, d.span, contents)]
    there = [d for d in there if not _compared(figure, d.span)]
    nearest = min(there, key=lambda d: _distance(figure, d.span), default=None)
    return (nearest.iso or nearest.iso_resolved) if nearest is not None else None


def _distance(figure: Figure, span: Span) -> int:
    return span.start - figure.end if span.start >= figure.end else figure.start - span.end


def _located(line: Line, place: Span) -> bool:
    """Tell whether a place stands after `di`, with no more than words such as `kota` or `wilayah` between."""
    at = next((k for k, lexeme in enumerate(line.lexemes) if lexeme.end > place.start), 0) - 1
    while line.low(at) in line.language.clause_words["area"]:
        at -= 1
    return line.low(at) == "di"


def _compared(figure: Figure, span: Span) -> bool:
    """Tell whether a date is what the figure is compared with (`naik 5 persen dibandingkan tahun lalu`)."""
    line = figure.line
    between = [x.low for x in line.lexemes if figure.end <= x.start and x.end <= span.start]
    return not line.language.clause_words["compares"].isdisjoint(between)


def _same_clause(figure: Figure, span: Span, contents: Contents) -> bool:
    """Tell whether no `sementara` or semicolon stands between, and both are said by the same person (`..., ujarnya, Senin`)."""
    line = figure.line
    inside = [(a, b) for a, b in contents if a <= figure.start and figure.end <= b]
    if inside and not any(a <= span.start and span.end <= b for a, b in inside):
        return False
    if not inside and any(a <= span.start and span.end <= b for a, b in contents):
        return False
    first, last = min(figure.end, span.end), max(figure.start, span.start)
    contrast = line.language.clause_words["contrast"]
    return not any(first <= x.start and x.end <= last and (x.low in contrast or x.low == ";") for x in line.lexemes)


def part_of(figures: Sequence[Figure]) -> list[int | None]:
    """Return for each figure of an article, in order, the index of the figure it is a part of, or None.

    Parts are read off `termasuk 64 negara`, `32 orang di antaranya`, `enam dari 14 pegawai`, `Dari 6.100 petani itu, 3.900 ...`.
    """
    out: list[int | None] = [None] * len(figures)
    for at, figure in enumerate(figures):
        line = figure.line
        after = tuple(line.lows[figure.last : figure.last + 2])
        before = line.low(figure.first - 1)
        same = at > 0 and figures[at - 1].line is line
        whole = _whole_before(figures, at)
        if any(after[: len(p)] == p for p in _PARTS_AFTER) and whole is not None:
            out[at] = whole
        elif same and before in _INCLUDES and _is_whole(figures[at - 1], figure):
            out[at] = at - 1
        elif (
            after[:1] == ("dari",)
            and at + 1 < len(figures)
            and figures[at + 1].line is line
            and figures[at + 1].first <= figure.last + 3
        ):
            following = figures[at + 1]
            if (
                following.kind == "count"
                and figure.kind in ("count", "other", "percent")
                and _is_whole(following, figure)
            ):
                out[at] = at + 1
        elif (
            same
            and line.low(figures[at - 1].first - 1) == "dari"
            and figures[at - 1].first <= 1
            and before == ","
            and _is_whole(figures[at - 1], figure)
        ):
            out[at] = at - 1
        elif (
            same
            and out[at - 1] is not None
            and before in (",", "dan", "serta", ";", "sedangkan", "sementara")
            and line.low(figures[at - 1].first - 1) in (*_INCLUDES, ",", "dan")
        ):
            index = out[at - 1]
            if (
                index is not None
                and figures[index].unit
                and figures[index].unit == figure.unit
                and _is_whole(figures[index], figure)
                and after[:1] == ("lainnya",)
            ):
                out[at] = index
    return out


def _is_whole(whole: Figure, part: Figure) -> bool:
    if part.kind in ("percent", "other"):
        return whole.kind == "count"
    return whole.kind == part.kind and whole.value is not None and part.value is not None and part.value <= whole.value


def _whole_before(figures: Sequence[Figure], at: int) -> int | None:
    for index in range(at - 1, max(at - 4, -1), -1):
        if (
            figures[index].kind == "count"
            and _is_whole(figures[index], figures[at])
            and figures[index].line.sentence.no >= figures[at].line.sentence.no - 1
        ):
            return index
    return None
