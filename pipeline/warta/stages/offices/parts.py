"""From the words of an office to its parts: title, organization, country, whether it is held no more or for a time only."""

from __future__ import annotations

from warta.core.span import Span
from warta.stages.offices.lexicons import PREPOSITIONS, OfficeLexicons, words_of
from warta.stages.offices.stretches import Piece
from warta.stages.offices.view import SentenceView

_TERMS = words_of("term")
_PAST = words_of("past")
_NEW = words_of("new")
_FIELD = words_of("field")
_ACTING_AFTER = words_of("acting-after")


class Parts:
    """Reads the parts of an office.

    Args:
        lexicons: the lexicons of offices.
    """

    def __init__(self, lexicons: OfficeLexicons):
        self.lexicons = lexicons

    def end(self, view: SentenceView, piece: Piece, length: int) -> int:
        """Return where the title of an office ends, before the place or the term it is held in.

        Args:
            view: the sentence.
            piece: the words of the office.
            length: how many of them are its head.
        """
        first, last = piece
        for k in range(first + length, last):
            word = view.words[k].lower()
            touching = view.tokens[k].span.start == view.tokens[k - 1].span.end
            begins = view.label[k] == "ORG" and view.mention[k] != view.mention[k - 1]
            glued = begins and touching and view.words[k - 1].isalpha()
            if glued or (word in PREPOSITIONS and view.label[k] is None) or word in _TERMS or word in _PAST:
                last = k
                break
        while last > first + length and view.words[last - 1] in _NEW:
            last -= 1  # `pelatih baru`
        return self._before_bracket(view, first + length, last)

    @staticmethod
    def _before_bracket(view: SentenceView, start: int, last: int) -> int:
        """Return the end of a title without closing brackets: `… (Kadispenal)`."""
        if view.words[last - 1] == ")":
            return max((k for k in range(start, last) if view.words[k] == "("), default=last)
        return last

    def held(self, view: SentenceView, piece: Piece) -> tuple[bool, bool]:
        """Return (former, acting) by the markers right before the head, and the words after the office."""
        first, last = piece
        former = acting = False
        end = first
        while (marker := self.lexicons.markers.match_ending(view.words, end)) is not None and marker[1] in (
            "former",
            "acting",
        ):
            former |= marker[1] == "former"
            acting |= marker[1] == "acting"
            end -= marker[0]
        closing = {w.lower() for w in view.words[first + 1 : last]}
        return former or bool(closing & _PAST), acting or view.words[last - 1].lower() in _ACTING_AFTER

    def country(self, view: SentenceView, start: int, last: int) -> tuple[int, str | None, Span | None]:
        """Return (end of the title without a closing country name, country code, its span)."""
        for i in range(start, last):
            code = self.lexicons.countries.match(view.words, i, last)
            if code is None:
                continue
            length, country = code
            span = view.span(i, i + length)
            after_for = i > 0 and view.words[i - 1].lower() == "untuk"
            in_name = (
                view.label[i] == "ORG"
                and view.mention[i] is not None
                and (i > 0 and view.mention[i - 1] == view.mention[i])
            )
            if i + length == last and not in_name and not after_for:
                return self._before_bracket(view, start, i) if i > start else i, country, span
            if in_name or after_for or i > start or view.words[i + length].lower() not in ("untuk", "bagi"):
                continue
            return i, country, span  # `Duta Besar Vietnam untuk Indonesia`
        return last, None, None

    def organization(
        self, view: SentenceView, start: int, title_last: int, last: int
    ) -> tuple[Span | None, int | None]:
        """Return (organization, its entity).

        The organization is the institution phrase the title's complement begins with or holds, an organization mention in
        it, or one that follows after a preposition or a comma.

        Args:
            view: the sentence.
            start: first word after the head.
            title_last: end of the title.
            last: end of the office, a country behind the title included.
        """
        n = len(view.words)
        if title_last == last < n and view.label[last] == "ORG":
            return self._mentioned(view, last)  # `JaksaKPK`, the space lost
        at = last + 1 if last < n and (view.words[last].lower() in PREPOSITIONS or view.words[last] == ",") else None
        follows = at is not None and at < n and view.label[at] == "ORG"
        if follows and at is not None and (view.words[last] in ("di", "pada") or start == title_last):
            return self._mentioned(view, at)
        for i in range(start, title_last):
            if self._of_field(view, i):
                continue
            if self._institution(view, i, title_last):
                return view.span(i, title_last), self._entity_in(view, i, title_last)
            if view.label[i] == "ORG":
                within = None if view.words[i].isupper() else self._institution_after(view, i, title_last)
                return (within, self._entity_in(view, i, title_last)) if within else self._mentioned(view, i)
        if follows and at is not None and view.words[last] == "dari":
            return self._mentioned(view, at)
        return None, None

    def _institution_after(self, view: SentenceView, first: int, last: int) -> Span | None:
        """Return the institution phrase inside `[first, last)` that the name of a field stands before, or None.

        `Ketua Bidang Hilirisasi` `Kamar Dagang dan Industri`, `Kepala Unit Reserse Kriminal (Kanit Reskrim)` `Polsek Cengkareng`.
        """
        for i in range(first + 1, last):
            whole = view.words[i:last].count("(") == view.words[i:last].count(")")
            if whole and self._institution(view, i, last):
                return view.span(i, last)
        return None

    @staticmethod
    def _of_field(view: SentenceView, i: int) -> bool:
        """Tell whether word `i` belongs to a mention that is a field of work: `Wakil Ketua Bidang Perdagangan`."""
        index = view.mention[i]
        first = i
        while first and index is not None and view.mention[first - 1] == index:
            first -= 1
        return index is not None and view.words[first] in _FIELD and view.label[i] == "ORG"

    def _institution(self, view: SentenceView, i: int, last: int) -> bool:
        """Tell whether an institution's name of more than one word begins at word `i` and goes on to `last`."""
        match = self.lexicons.institutions.match_at(view.words, i)
        return match is not None and match[1] != "none" and view.capital(i) and i + 1 < last

    @staticmethod
    def _mentioned(view: SentenceView, at: int) -> tuple[Span, int]:
        index = view.mention[at]
        assert index is not None
        mention = view.article.mentions[index]
        return mention.span, mention.entity

    @staticmethod
    def _entity_in(view: SentenceView, first: int, last: int) -> int | None:
        for i in range(first, last):
            index = view.mention[i]
            if view.label[i] == "ORG" and index is not None:
                return view.article.mentions[index].entity
        return None
