"""What a figure is said of: subject, predicate, counted noun phrase, place, time, and the figure it is a part of.

By the dependency parse where a tagger ran (Universal Dependencies), else by the order of the words: the noun phrase before
the verb or before `sebesar`, `senilai` and the like.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from warta.core.article import Mention, TemporalExpression
from warta.core.span import Span
from warta.stages.quantities.grammar import Figure
from warta.stages.quantities.lexemes import Line

_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
#: Relations inside a noun phrase; a relative clause is left out.
_INSIDE = frozenset(
    {"nmod", "amod", "flat", "fixed", "compound", "det", "case", "conj", "cc", "nummod", "appos", "clf"}
)
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
    parsed: bool = False


class Relations:
    """Relations of the figures of one line.

    Args:
        line: the sentence.
        figures: its figures, in order.
        mentions: the names in the sentence.
    """

    def __init__(self, line: Line, figures: Sequence[Figure], mentions: Sequence[Mention]):
        self.line, self.figures, self.mentions = line, figures, mentions
        self.tokens = line.article.sentence_tokens(line.sentence)
        self.first_no = self.tokens[0].no if self.tokens else 0
        self.children: list[list[int]] = [[] for _ in self.tokens]
        self.parsed = any(t.head is not None for t in self.tokens)
        if self.parsed:
            for at, token in enumerate(self.tokens):
                if token.head is not None and 0 <= token.head < len(self.tokens) and token.head != at:
                    self.children[token.head].append(at)

    def all(self) -> list[Said]:
        """Return what each figure is said of, in order."""
        out: list[Said] = []
        for at, figure in enumerate(self.figures):
            said = self._said(figure, out[at - 1] if at else None, self.figures[at - 1] if at else None)
            out.append(said)
        return out

    def _said(self, figure: Figure, before: Said | None, previous: Figure | None) -> Said:
        counted = self._counted(figure)
        if figure.kind == "ordinal":
            return Said(counted=counted)
        if figure.kind == "age":
            named = self._name_before(figure)
            if named is not None:
                return Said(named, None, None)
        subject, predicate, parsed = None, None, False
        linked = self._linked(figure)
        if linked is not None:
            subject, predicate = linked
        if subject is None and self.parsed:
            subject, by_parse = self._by_parse(figure)
            predicate, parsed = predicate or by_parse, subject is not None or by_parse is not None
        if subject is None and not parsed:
            subject, by_order = self._by_order(figure)
            predicate = predicate or by_order
        changed = self.line.low(figure.first - 1) in _CHANGES
        if before is not None and previous is not None and before.subject is not None:
            listed = self._listed(previous, figure)
            if subject is None and (listed or changed):
                subject = before.subject
                predicate = predicate or (self._word(figure.first - 1) if changed else before.predicate)
        return Said(subject, predicate, counted, parsed)

    # --- pieces

    def _word(self, index: int) -> Span | None:
        if 0 <= index < len(self.line) and self.line.is_word(index):
            lexeme = self.line.lexemes[index]
            return self.line.article.span(lexeme.start, lexeme.end)
        return None

    def _span(self, first: int, last: int) -> Span | None:
        """Return the span of tokens [first, last] without marks at its ends."""
        tokens = self.tokens[first : last + 1]
        if not tokens:
            return None
        return self.line.article.span(tokens[0].span.start, tokens[-1].span.end).trim(' \t\n\u00a0,;:()"“”-–')

    def _range(self, figure: Figure) -> tuple[int, int]:
        """Return the tokens [first, last] that a figure covers."""
        covered = [at for at, t in enumerate(self.tokens) if t.span.start < figure.end and figure.start < t.span.end]
        return (covered[0], covered[-1]) if covered else (-1, -1)

    def _top(self, figure: Figure) -> int:
        """Return the token of a figure that hangs on the rest of the sentence, -1 for none."""
        first, last = self._range(figure)
        for at in range(last, first - 1, -1):
            head = self.tokens[at].head
            if first >= 0 and head is not None and not first <= head <= last:
                return at
        return -1

    def _listed(self, previous: Figure, figure: Figure) -> bool:
        between = self.line.lows[previous.last : figure.first]
        return len(between) <= 4 and any(w in (",", "dan", "serta", "atau", "hingga", "menjadi") for w in between)

    def _name_before(self, figure: Figure) -> Span | None:
        for mention in reversed(self.mentions):
            gap = figure.start - mention.span.end
            if (
                mention.label == "PER"
                and 0 <= gap <= 4
                and not any(c.isalnum() for c in self.line.text[mention.span.end : figure.start])
            ):
                return mention.span
        if self.line.low(figure.first - 1) in ("(", ",") and self.line.is_word(figure.first - 2):
            last = figure.first - 2
            first = last
            while (
                first > 0
                and last - first < 5
                and self.line.is_word(first - 1)
                and self.line.lexemes[first - 1].text[0].isupper()
            ):
                first -= 1
            if self.line.lexemes[first].text[0].isupper():
                return self.line.article.span(self.line.lexemes[first].start, self.line.lexemes[last].end)
        return None

    def _counted(self, figure: Figure) -> Span | None:
        """Return the whole counted noun phrase, from its head on."""
        if figure.head is None:
            return None
        line = self.line
        start = line.lexemes[figure.head].start
        end = figure.end if figure.kind != "ordinal" else line.lexemes[figure.number].end
        token = next((at for at, t in enumerate(self.tokens) if t.span.start <= start < t.span.end), None)
        if self.parsed and token is not None and figure.kind != "ordinal":
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

    # --- subject by link words

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

    # --- by the parse

    def _by_parse(self, figure: Figure) -> tuple[Span | None, Span | None]:
        top = self._top(figure)
        if top < 0:
            return None, None
        low_limit = self._range(figure)[0]
        for _ in range(4):
            token = self.tokens[top]
            deprel = (token.deprel or "").split(":")[0]
            head = token.head if token.head is not None else -1
            if deprel == "nsubj":
                return None, self._token_span(head)
            if head < 0 or head >= len(self.tokens):
                subject = self._nsubj(top, low_limit)
                return subject, self._copula(top)
            governor = self.tokens[head]
            if governor.upos in _NOMINAL and deprel in (
                "nmod",
                "appos",
                "nummod",
                "flat",
                "compound",
                "dep",
                "amod",
                "parataxis",
                "obl",
                "list",
            ):
                if head < low_limit and not self._in_figure(head):
                    return self._noun_phrase(head, low_limit - 1), self._between(head, low_limit)
                top = head
                continue
            if deprel == "conj":
                top = head
                continue
            if governor.upos in ("VERB", "ADJ", "AUX", "ADV", "NOUN", "PROPN", "ADP", "SCONJ"):
                return self._of_verb(head, low_limit), self._token_span(head)
            top = head
        return None, None

    def _in_figure(self, token: int) -> bool:
        at = self.tokens[token].span.start
        return any(f.start <= at < f.end for f in self.figures)

    def _token_span(self, token: int) -> Span | None:
        return self.tokens[token].span if 0 <= token < len(self.tokens) else None

    def _copula(self, top: int) -> Span | None:
        return next((self.tokens[c].span for c in self.children[top] if self.tokens[c].deprel == "cop"), None)

    def _between(self, head: int, limit: int) -> Span | None:
        """Return the verb or link word between a noun and its figure."""
        for at in range(limit - 1, head, -1):
            if self.tokens[at].upos in ("VERB", "AUX") or self.tokens[at].text.lower() in self.line.language.links:
                return self.tokens[at].span
        return None

    def _nsubj(self, head: int, limit: int) -> Span | None:
        for child in self.children[head]:
            if (self.tokens[child].deprel or "").startswith("nsubj") and child < limit and not self._in_figure(child):
                if self.tokens[child].text.lower() == "yang":
                    continue
                return self._noun_phrase(child, limit - 1)
        return None

    def _of_verb(self, verb: int, limit: int) -> Span | None:
        """Return the subject of a verb: its own, that of the verb it is joined to, or the noun its relative clause is about."""
        for _ in range(4):
            own = self._nsubj(verb, limit)
            if own is not None:
                return own
            token = self.tokens[verb]
            deprel = (token.deprel or "").split(":")[0]
            head = token.head if token.head is not None else -1
            if head < 0 or head >= len(self.tokens):
                return None
            if any(
                (self.tokens[c].deprel or "").startswith("nsubj") and self._in_figure(c) for c in self.children[verb]
            ):
                return None
            if deprel == "acl" and head < verb:
                return self._noun_phrase(head, verb - 1)
            if self.tokens[head].upos in _NOMINAL and deprel not in ("conj", "xcomp", "advcl", "ccomp", "parataxis"):
                return self._noun_phrase(head, limit - 1) if head < limit and not self._in_figure(head) else None
            if deprel not in ("conj", "xcomp", "advcl", "parataxis", "ccomp"):
                return None
            if deprel == "ccomp" and head < verb:
                return None
            verb = head
        return None

    def _noun_phrase(self, head: int, limit: int) -> Span | None:
        """Return the noun phrase of a token, up to the token `limit`, without its preposition, clauses and the figure itself."""
        members = {head}
        stack = [head]
        while stack:
            for child in self.children[stack.pop()]:
                deprel = (self.tokens[child].deprel or "").split(":")[0]
                if (
                    deprel in _INSIDE
                    and child <= limit
                    and not (child < head and deprel in ("case", "cc"))
                    and not self._in_figure(child)
                ):
                    if deprel == "appos" and child > head + 6:
                        continue
                    members.add(child)
                    stack.append(child)
        first = last = head
        while first - 1 in members or (
            first - 2 in members and self.tokens[first - 1].upos == "PUNCT" and self.tokens[first - 1].text not in "()"
        ):
            first -= 1
        while last + 1 in members or (last + 2 in members and self.tokens[last + 1].text in ("-", "–", '"', "“", "”")):
            last += 1
        while last > first and self.tokens[last].upos in ("PUNCT", "CCONJ", "ADP", "SCONJ"):
            last -= 1
        while (
            last > first
            and self.tokens[last].text.lower() in ("tersebut", "itu", "ini")
            and self.tokens[last].deprel == "det"
        ):
            break
        while first < last and self.tokens[first].deprel == "case":
            first += 1
        return self._span(first, last)

    # --- by the order of words

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


def place_of(figure: Figure, mentions: Sequence[Mention]) -> Span | None:
    """Return the place a figure is said of: the nearest place in its sentence after `di`, `ke` or `dari`, or None."""
    best, distance = None, 10**9
    text = figure.line.text
    for mention in mentions:
        if mention.label not in ("GPE", "LOC", "FAC"):
            continue
        words = text[max(figure.line.sentence.span.start, mention.span.start - 30) : mention.span.start].lower().split()
        if not words or not {"di", "se"}.intersection(words[-3:]):
            continue
        gap = mention.span.start - figure.end if mention.span.start >= figure.end else figure.start - mention.span.end
        if gap < distance and not any(
            c in ";" for c in text[min(figure.end, mention.span.end) : max(figure.start, mention.span.start)]
        ):
            best, distance = mention.span, gap
    return best


def time_of(figure: Figure, dates: Sequence[TemporalExpression]) -> str | None:
    """Return the time of a figure, ISO 8601: that of the nearest date in its sentence, or None.

    Args:
        figure: the figure.
        dates: the dates of its sentence.
    """
    known = [(d.iso or d.iso_resolved, d) for d in dates if d.iso or d.iso_resolved]
    if not known:
        return None
    return min(known, key=lambda k: min(abs(k[1].span.start - figure.end), abs(figure.start - k[1].span.end)))[0]


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
