"""What stands right before a name: ranks, honorifics, degrees."""

from __future__ import annotations

from dataclasses import dataclass, replace

from warta.core.span import Span
from warta.stages.offices.lexicons import OfficeLexicons, words_of
from warta.stages.offices.view import SentenceView

_RETIRED = words_of("retired")
#: Bodies in whose names a word for a rank stands.
_OF_GENERALS = frozenset({"Direktorat", "Sekretariat", "Inspektorat", "Konsulat"})


@dataclass(frozen=True)
class Forms:
    """Rank and honorific before a name.

    Args:
        start: first word of what was read.
        honorific: the forms of address as written, or None.
        rank: as written, retirement in brackets included, or None.
        rank_code: NATO grade, or None.
        service: what the rank belongs to, such as `army`, `academic`.
    """

    start: int
    honorific: Span | None = None
    rank: Span | None = None
    rank_code: str | None = None
    service: str = ""


class FormReader:
    """Reads ranks and honorifics before a name, right to left.

    Args:
        lexicons: the lexicons of offices.
    """

    def __init__(self, lexicons: OfficeLexicons):
        self.lexicons = lexicons

    def read(self, view: SentenceView, first: int) -> Forms:
        """Return the forms that end right before word `first`."""
        state = Forms(start=first)
        end = first
        retired_end: int | None = None
        while end > 0:
            if view.words[end - 1] == ")" and end >= 2:
                retired = self._retired(view, end)
                if retired is not None:
                    retired_end = end if not self.lexicons.ranks.match_at(view.words, retired + 1) else None
                    end = retired
                    continue
            match = self.lexicons.ranks.match_ending(view.words, end) or self._upper_rank(view, end)
            if match and view.capital(end - match[0]) and not self._of_office(view, end, match[0]):
                length, (code, service) = match
                span = view.span(end - length, retired_end or end)  # `Letjen TNI (Purn.)` is the rank as written
                retired_end = None
                if service == "academic":
                    if state.rank is None:
                        state = replace(state, rank=span, rank_code=None, service=service)
                    elif state.service == "academic":
                        state = replace(state, rank=span.cover(state.rank))
                elif state.rank is None or state.service == "academic":
                    comma = state.rank is not None and view.words[end] == ","
                    span = span.cover(state.rank) if comma else span  # `Mayor Jenderal, Dr.` is the rank as written
                    state = replace(state, rank=span, rank_code=code, service=service)
                end -= length
                state = replace(state, start=end)
                continue
            form = self.lexicons.honorifics.match_ending(view.words, end)
            if form and form[1] != "name" and view.label[end - 1] not in ("PER", "ORG"):
                length, kind = form
                if kind not in ("late", "honour"):
                    span = view.span(end - length, end)
                    beside = state.honorific is not None and state.start == end
                    state = replace(state, honorific=span.cover(state.honorific) if beside else span)
                end -= length
                state = replace(state, start=end)
                continue
            if view.words[end - 1] == "," and end - 1 > 0 and state.start == end and state.service == "academic":
                more = self.lexicons.ranks.match_ending(view.words, end - 1)
                if more:
                    end -= 1  # `Mayor Jenderal, Dr. Sung A Pao`
                    continue
            break
        return state

    def _of_office(self, view: SentenceView, end: int, length: int) -> bool:
        """Tell whether what looks like a rank closes an office (`Sekretaris Jenderal`, `Konsul Jenderal`)."""
        head = self.lexicons.heads.match_ending(view.words, end)
        body = view.words[end - length - 1] if end > length else ""
        return (head is not None and head[0] > length) or body in _OF_GENERALS  # `Direktorat Jenderal Pajak`

    def _upper_rank(self, view: SentenceView, end: int) -> tuple[int, tuple[str | None, str]] | None:
        """Ranks in capitals, as headlines and some police copy write them."""
        return (
            self.lexicons.ranks_upper.match_ending(view.words, end)
            if view.words[end - 1].isupper() and len(view.words[end - 1]) > 2
            else None
        )

    def _retired(self, view: SentenceView, end: int) -> int | None:
        """Return where `(Purn)` or a repeated short rank in brackets begins when it ends at word `end`."""
        for start in range(end - 2, max(-1, end - 5), -1):
            if view.words[start] == "(":
                inside = "".join(view.words[start + 1 : end - 1]).lower().replace(".", "")
                if self.lexicons.ranks.match_at(view.words[start + 1 : end - 1], 0):
                    return start  # `Laksamana Pertama (Laksma) Tunggul`
                return start if inside in _RETIRED else None
        return None
