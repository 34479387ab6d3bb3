"""The orders in which the press puts an office and a name.

Before the name (`Kapolres Demak, AKBP Budi`), in apposition after it (`Budi, Ketua Umum PSSI, mengatakan`), said of it
(`Budi ditunjuk menjadi Ketua Umum PSSI`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from warta.core.span import Span
from warta.stages.offices.lexicons import PREPOSITIONS, OfficeLexicons, words_of
from warta.stages.offices.stretches import Piece, Stretches
from warta.stages.offices.view import SentenceView

Order = Literal["before", "after", "stated", "shared", "described"]
Rank = tuple[Span, str | None]

_OPENERS = words_of("opener")
_SAID, _ADJUNCTS = words_of("said"), words_of("adjunct")
_ADVERBS = words_of("adverb")
_PAST = words_of("past")
_DEMONSTRATIVES = words_of("demonstrative")
_APPOSITION = words_of("apposition")
_TERMS = words_of("term")
#: Words before a demonstrative that say when: `saat itu`, `kala itu`.
_TIMES = words_of("time")
_DASHES = ("–", "—", "-")
_STATED_WITHIN = 10


@dataclass(frozen=True)
class Claim:
    """An office that stands so that it may be one person's.

    Args:
        piece: the words of the office.
        order: how it stands to the name.
        person: the place of the person in the sentence's list of people.
        beside: whether nothing stands between office and name.
        former: whether the words between say that it is held no more.
    """

    piece: Piece
    order: Order
    person: int
    beside: bool = False
    former: bool = False


class Orders:
    """Finds the offices that may be a person's by where they stand.

    Args:
        lexicons: the lexicons of offices.
    """

    def __init__(self, lexicons: OfficeLexicons):
        self.lexicons = lexicons
        self.stretches = Stretches(lexicons)

    # ------------------------------------------------------------------ before the name

    def before(self, view: SentenceView, person: int, start: int, *, ranked: bool) -> list[Claim]:
        """Return the offices that end right before word `start`, in text order.

        Args:
            view: the sentence.
            person: the place of the person in `view.people`.
            start: first word of the name with its rank and honorific.
            ranked: whether a rank or honorific was read there.
        """
        limit = start
        if start > 1 and view.words[start - 1] in ("(", ","):
            limit = start - 1
        elif start > 2 and view.words[start - 1] in _APPOSITION:
            limit = start - 1 - (view.words[start - 2] == ",")
        comma = limit != start
        if comma:
            limit = self._without_time(view.words, limit)
        if limit <= 0:
            return []
        pieces = self.stretches.split(view, self.stretches.left(view, limit), limit)
        # `… tamu lain yakni Ketua DPD RI Sari Torvo`
        own = [p for p in pieces[-1:] if not comma and view.words[p[0] - 1].lower() in _APPOSITION]
        pieces = [p for p in pieces if p in own or not self._stated_of_another(view, person, p)]
        if comma and (whole := self._with_holder(view, person, limit)):
            pieces = [whole]
        elif pieces and not comma:
            pieces[-1] = self._inner(view, person, pieces[-1])
            another = self._serves(view, pieces[-1]) and view.people[person][1] < len(view.words)
            if another and view.words[view.people[person][1]] == "," and view.person_at(view.people[person][1] + 1):
                pieces = pieces[:-1]  # `Manajer Farel Prayoga, Muhammad Rais`
        if comma and pieces and not view.closed(view.people[person][1]):
            # `…, Name mengatakan`: the office must be capitalised, else the comma may close a clause
            pieces = [p for p in pieces if view.capital(p[0])]
            opens = bool(pieces) and self._opens_clause(view, pieces[-1][0])
            opens = opens and not self._attributed(view, pieces[-1][0], view.people[person][1])
            if opens and not ranked and self.bare(view, pieces[-1]):
                pieces = pieces[:-1]  # `Kepada Bupati, Yulianto menerangkan`: someone else's
        if pieces and not comma and not view.capital(pieces[-1][0]) and self._serves(view, pieces[-1]):
            pieces = pieces[:-1]  # `asisten Nikita`: another's
        return [Claim(p, "before", person, beside=not comma) for p in pieces]

    @staticmethod
    def _without_time(words: Sequence[str], limit: int) -> int:
        """Return where an office ends without what says when it was held, or that it was named before.

        `Koordinator nasional lembaga itu`, `Pelatih Persib saat ini`, `Ketua Umum PSI periode 2024 – 2025`.
        """
        if limit > 3 and words[limit - 2] in _DASHES and words[limit - 1].isdigit() and words[limit - 3].isdigit():
            limit -= 3
            return limit - (words[limit - 1].lower() in _TERMS)
        if limit > 1 and words[limit - 1].lower() in _DEMONSTRATIVES:
            limit -= 1
            limit -= limit > 1 and words[limit - 1].lower() in _TIMES
        return limit

    def _with_holder(self, view: SentenceView, person: int, limit: int) -> Piece | None:
        """Return an office held under a named person before the comma: `juru bicara Presiden Prabowo, Dahnil`."""
        if not person or view.people[person - 1][1] != limit:
            return None
        start = view.people[person - 1][0]
        pieces = self.stretches.split(view, self.stretches.left(view, start), start)
        if not pieces or not (self._nested(view, pieces[-1]) or self._serves(view, pieces[-1])):
            return None
        return pieces[-1][0], limit

    def _nested(self, view: SentenceView, piece: Piece) -> int | None:
        """Return the word where an office begins under which another is held (`Stafsus Menteri Agama`), or None."""
        match = self.lexicons.heads.match_at(view.words, piece[0])
        if match is None or not match[1].serves:
            return None
        for k in range(piece[0] + match[0], piece[1]):
            inner = self.lexicons.heads.match_at(view.words, k)
            if inner and inner[1].kind in ("office", "acronym") and view.capital(k):
                return k
        return None

    def _inner(self, view: SentenceView, person: int, piece: Piece) -> Piece:
        """Return the part of an office before a name that is that person's.

        `juru bicara Presiden Prabowo, Dahnil`, `Fiona, Stafsus Menteri Nadiem`: the outer office is the other person's.
        """
        k = self._nested(view, piece)
        if k is None:
            return piece
        first = piece[0]
        while (marker := self.lexicons.markers.match_ending(view.words, first)) and marker[1] in ("former", "acting"):
            first -= marker[0]
        before = first > 0 and view.words[first - 1] in (",", "(") and any(p[1] == first - 1 for p in view.people)
        end = view.people[person][1]
        after = end < len(view.words) and view.words[end] == "," and view.person_at(end + 1) is not None
        return (k, piece[1]) if before or after else piece

    def _stated_of_another(self, view: SentenceView, person: int, piece: Piece) -> bool:
        """`A sebagai Direktur Utama, B sebagai …`: the office is said of the person before the marker."""
        first = piece[0]
        while (marker := self.lexicons.markers.match_ending(view.words, first)) and marker[1] in ("former", "acting"):
            first -= marker[0]
        marker = self.lexicons.markers.match_ending(view.words, first)
        if marker is None or marker[1] not in ("holder", "copula"):
            return False
        opens = first - marker[0]
        for _, last, _ in view.people[:person]:
            if last <= opens and not any(w in (".", ";", ":") for w in view.words[last:opens]):
                return True
        return False

    def bare(self, view: SentenceView, piece: Piece) -> bool:
        """Tell whether an office is its head alone."""
        match = self.lexicons.heads.match_at(view.words, piece[0])
        return match is not None and piece[0] + match[0] >= piece[1]

    def _serves(self, view: SentenceView, piece: Piece) -> bool:
        """Tell whether an office is the bare head of one that is held under someone: `asisten`, `juru bicara`."""
        match = self.lexicons.heads.match_at(view.words, piece[0])
        return match is not None and match[1].serves and piece[0] + match[0] >= piece[1]

    @staticmethod
    def _opens_clause(view: SentenceView, first: int) -> bool:
        """Tell whether a preposition that opens a clause stands before word `first`."""
        return first > 0 and view.words[first - 1].lower() in _OPENERS

    @staticmethod
    def _attributed(view: SentenceView, first: int, end: int) -> bool:
        """Tell whether an attribution with an adverbial after the name holds both: `kata Gubernur, Sari Torvo di Kota`."""
        return view.words[first - 1] in _SAID and end < len(view.words) and view.words[end] in _ADJUNCTS

    # ------------------------------------------------------------------ after the name

    def after(self, view: SentenceView, person: int) -> tuple[list[Claim], Rank | None]:
        """Return the offices in apposition after a person's name, and a rank found there."""
        first, last, _ = view.people[person]
        claims: list[Claim] = []
        rank: Rank | None = None
        i, n = self._skip_age(view, self._skip_degrees(view, last)), len(view.words)
        opened = bracket = False
        while i < n:
            word = view.words[i]
            if word in (",", "(", "–", "—") or (word == "-" and i == last):
                bracket = bracket or word == "("
                i += 1
                opened = True
                i = self._skip_age(view, i)
                if i < n and view.words[i].isdigit() and i + 1 < n and view.words[i + 1] == ",":
                    i += 1
                continue
            marker = self.lexicons.markers.match_at(view.words, i)
            if marker and (marker[1] == "holder" or (marker[1] == "also" and (opened or claims))):
                i += marker[0]
                opened = True
                continue
            if marker and marker[1] in ("former", "acting") and opened:
                i += marker[0]
                continue
            if word.lower() in ("dan", "/", "juga", "pernah") and (claims or (word != "dan" and opened)):
                opened = True
                i += 1
                continue
            if not opened:
                break
            match = self.lexicons.ranks.match_at(view.words, i)
            head = self.lexicons.heads.match_at(view.words, i)
            if match and view.capital(i) and not head:
                code, service = match[1]
                if rank is None and service != "academic":
                    rank = view.span(i, i + match[0]), code
                i += match[0]
                continue
            if head is None:
                break
            end = self.stretches.right(view, i + head[0])
            if not bracket and self._name_follows(view, end) and not self._nested(view, (i, end)):
                break  # `A, Ketua B dan C`: the office belongs to the next name
            piece = (i, end)
            open_ended = end < n and view.predicate(end)
            if open_ended and (self.bare(view, piece) or self._opens_clause(view, first)) and not self._marked(view, i):
                break  # `Menurut Akbar, Menteri ESDM telah bertindak`: another's
            claims.append(Claim(piece, "after", person))
            i = end
            if i < n and view.words[i] == "(" and (past := self.stretches.own_bracket(view, i)) is not None:
                i = past
            i = self._skip_tail(view, i)
            opened = False
            if i < n and view.words[i] in (",", "/"):
                i += 1
                opened = True
        return claims, rank

    def _marked(self, view: SentenceView, first: int) -> bool:
        marker = self.lexicons.markers.match_ending(view.words, first)
        return marker is not None

    def _skip_tail(self, view: SentenceView, i: int) -> int:
        """Step over a place or time up to a comma with another office: `Direktur Institut X di Hanoi, mantan Menteri Y`."""
        if i >= len(view.words) or view.words[i].lower() not in PREPOSITIONS:
            return i
        for k in range(i + 1, min(len(view.words), i + 6)):
            if view.label[k] == "PER" or view.predicate(k):
                return i
            if view.words[k] in (",", "dan"):
                after = self.lexicons.markers.match_at(view.words, k + 1)
                at = k + 1 + (after[0] if after and after[1] in ("former", "acting") else 0)
                return k if self.lexicons.heads.match_at(view.words, at) else i
        return i

    @staticmethod
    def _name_follows(view: SentenceView, end: int) -> bool:
        """Tell whether a person's name follows an office without a mark, a bracketed short form stepped over."""
        if end < len(view.words) and view.words[end] == "(":
            closing = next((k for k in range(end + 1, min(len(view.words), end + 5)) if view.words[k] == ")"), None)
            return closing is not None and closing + 1 < len(view.words) and view.person_at(closing + 1) is not None
        return end < len(view.words) and view.person_at(end) is not None

    def _skip_degrees(self, view: SentenceView, i: int) -> int:
        while True:
            at = i + 1 if i < len(view.words) and view.words[i] == "," else i
            match = self.lexicons.degrees.match_at(view.words, at)
            if not match:
                return i
            i = at + match[0]

    @staticmethod
    def _skip_age(view: SentenceView, i: int) -> int:
        """Step over `(34)`, `(34 tahun)`."""
        w = view.words
        if i + 2 < len(w) and w[i] == "(" and w[i + 1].isdigit():
            for k in range(i + 2, min(len(w), i + 5)):
                if w[k] == ")":
                    return k + 1
        return i

    # ------------------------------------------------------------------ said of the name

    def stated(self, view: SentenceView, person: int, at: int) -> list[Claim]:
        """Return the office that a clause says a person holds, held or is given.

        Args:
            view: the sentence.
            person: the place of the person in `view.people`, or -1 for a pronoun's.
            at: the word after the name or pronoun.
        """
        i, n = self._skip_age(view, at), len(view.words)
        former = turned = False
        if i < n and view.words[i] == ",":
            i += 1
        while i < n and i - at < _STATED_WITHIN:
            word = view.words[i].lower()
            marker = self.lexicons.markers.match_at(view.words, i)
            if marker and marker[1] in ("holder", "copula", "also"):
                turned = True
                i += marker[0]
            elif (marker and marker[1] in ("former", "acting") and turned) or (marker and marker[1] == "appointed"):
                i += marker[0]
            elif word in _PAST:
                former = True
                i += 1
            elif word in _ADVERBS:
                i += 1
            else:
                break
        head = self.lexicons.heads.match_at(view.words, i)
        if not turned or head is None or view.label[i] == "PER":
            return []
        end = self.stretches.right(view, i + head[0])
        if self._name_follows(view, end):
            return []
        if self.bare(view, (i, end)) and head[0] == 1 and head[1].kind in ("office", "member") and not view.capital(i):
            return []
        claims = [Claim((i, end), "stated", person, former=former)]
        while end < n and (joint := self._joint(view, end)):
            head = self.lexicons.heads.match_at(view.words, end + joint)
            if head is None:
                break
            i, end = end + joint, self.stretches.right(view, end + joint + head[0])
            claims.append(Claim((i, end), "stated", person, former=former))
        return claims

    def _joint(self, view: SentenceView, i: int) -> int:
        """Return how many words that join two offices stand at word `i`: `merangkap`, `dan juga`."""
        marker = self.lexicons.markers.match_at(view.words, i)
        if marker and marker[1] == "also":
            return marker[0]
        return 1 + (view.words[i + 1 : i + 2] == ["juga"]) if view.words[i].lower() in ("dan", "serta") else 0
