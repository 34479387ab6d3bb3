"""Names the trained tagger marks, cut to what belongs to a name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from warta.core.article import Label, Token
from warta.stages.entities import tags
from warta.stages.entities.extents import NAMED_AFTER_PEOPLE, Extents
from warta.stages.entities.proposals import (
    ALSO_NAMES,
    BALINESE,
    NO_PLACE_AFTER,
    PEOPLES,
    PRODUCTS,
    QUOTES,
    ROADS,
    NameLexicons,
    Proposal,
    label_of,
)

#: What stands between two teams.
_VERSUS = ("vs", "vs.", "versus")
_UNIFORMED = ("army", "navy", "air", "military", "police", "vietnam")


class TaggedNames:
    """Proposes the spans of the tagger without ranks, offices, honorifics, degrees and marks.

    Args:
        names: the lexicons.
        extents: finds where names end.
        tagged_place: the label of what is tagged `LOC`.
    """

    def __init__(self, names: NameLexicons, extents: Extents, *, tagged_place: Label = "GPE"):
        self.names = names
        self.extents = extents
        self.tagged_place: Label = tagged_place

    def propose(self, tokens: Sequence[Token], words: Sequence[str]) -> Iterable[Proposal]:
        """Yield the spans of the tagger, cut to bare names."""
        return (p for p in self._cut(tokens, words) if not self._no_name(words, p))

    def _cut(self, tokens: Sequence[Token], words: Sequence[str]) -> Iterable[Proposal]:
        # two people are never named side by side without a mark
        for first, i, kind in tags.runs(tokens, never_side_by_side=("PER",)):
            if kind == "PER":
                first = self._from_first_name(tokens, words, self._after_noun(tokens, words, first, i))
            score = sum(t.ner_probability for t in tokens[first:i]) / (i - first)
            if first and words[first - 1].lower() in PEOPLES:
                continue  # `suku Dayak`, `beretnis Ede`
            if kind == "PER":
                yield from self.bare(words, first, i, score)
            elif kind == "ORG":
                for start, end in _between(words, first, i, lambda word: word.lower() in _VERSUS):
                    yield from self._organization(words, start, self._before_lower(tokens, start, end), score)
            elif kind in ("LOC", "GPE", "FAC"):
                label = self.tagged_place if kind == "LOC" else label_of(kind)
                for start, end in self._between_function_words(words, first, i):
                    yield from self._place(words, start, self._before_lower(tokens, start, end), label, score)
            else:
                yield Proposal(first, i, label_of(kind), score, "model")

    def _between_function_words(self, words: Sequence[str], first: int, last: int) -> Iterable[tuple[int, int]]:
        """Yield the parts of a place's span that `hingga`, `dan` and the like divide, unless it is one listed name."""
        if self.names.known_place(words, first) == last - first:
            yield first, last
            return
        yield from _between(words, first, last, self.names.function.__contains__)

    def _place(self, words: Sequence[str], first: int, last: int, label: Label, score: float) -> Iterable[Proposal]:
        """A place without an office before it and a city after it; two places without a mark are two."""
        while last > first and words[last - 1] in QUOTES:
            last -= 1
        no_name = self.names.not_names.match_at(words, first)
        if no_name and self.names.known_place(words, first + no_name[0]) == last - first - no_name[0]:
            first += no_name[0]  # `SPBU Pemalang`
        known = self.names.known_place(words, first)
        while first < last and not known and words[first] not in ALSO_NAMES:
            office = self.names.offices.match_at(words, first)
            if office is None:
                break
            first += office[0]  # `Camat Medan Deli`
        head = self.names.place_heads.match_at(words, first)
        if head and words[first] in ROADS and first + head[0] < last:
            last = self.extents.before_city(words, first + head[0], last)
        elif known and first + known < last and self.names.known_place(words, first + known) == last - first - known:
            yield Proposal(first, first + known, label, score, "model")  # `Kukar Kaltim`
            first += known
        if last > first and words[first][:1].isupper() and not (first and words[first - 1] in NO_PLACE_AFTER):
            yield Proposal(first, last, label, score, "model")

    def _before_lower(self, tokens: Sequence[Token], first: int, last: int) -> int:
        """Leave out words in small letters at the end, unless glued: `Kementerian Kesehatan minimal 95 persen`."""
        while (
            last - first > 1
            and tokens[last - 1].text.islower()
            and (tokens[last - 1].text in self.names.roots or tokens[last - 1].text in self.names.function)
            and tokens[last - 1].span.start > tokens[last - 2].span.end
        ):
            last -= 1
        return last

    def _after_noun(self, tokens: Sequence[Token], words: Sequence[str], first: int, last: int) -> int:
        """Leave out a common noun that opens the sentence before a person's name: `Jenazah Ahmad`."""
        opens = first == 0 or words[first - 1] in QUOTES
        word = words[first]
        noun = tokens[first].upos == "NOUN" and word.lower() in self.names.roots and word not in self.names.first_names
        return first + 1 if opens and noun and last - first > 1 and words[first + 1][:1].isupper() else first

    def _from_first_name(self, tokens: Sequence[Token], words: Sequence[str], first: int) -> int:
        """Take in known first names right before a person's name that the tagger left out (`Lalu` of `Lalu Hasbi`)."""
        while (
            first > 0
            and (words[first - 1] in self.names.first_names or self._balinese(words, first))
            and (first > 1 or tokens[0].upos in (None, "PROPN"))  # `Lalu Emily …`: a word that opens the sentence
            and (tokens[first - 1].ner[2:] in ("", "PER") or tokens[first - 1].ner_probability < 0.6)
            and not self.names.ranks.match_ending(words, first)
        ):
            first -= 1
        return first

    @staticmethod
    def _balinese(words: Sequence[str], first: int) -> bool:
        """Tell whether `I` or `Ni` before word `first` begins a Balinese name: `I Gusti Ngurah`."""
        return words[first - 1] in ("I", "Ni") and words[first] in BALINESE

    def bare(self, words: Sequence[str], first: int, last: int, score: float) -> Iterable[Proposal]:
        """Yield a person's name without ranks, offices, honorifics and degrees, and a place before it."""
        if first and self.names.office_before(words, first):
            place = (
                self.names.places.match_at(words, first)
                or self.names.countries.match(words, first)
                or self.names.districts.match_at(words, first)
            )
            if place and first + place[0] < last:
                yield Proposal(first, first + place[0], "GPE", score, "model")  # `Bupati Ngada Yoseph Kaka`
                first += place[0]
        if words[first] == "RI" and last - first > 1:
            first += 1  # `Direktur Kemlu RI Sari Wulan`
        acronym = len(words[first]) > 2 and words[first].isupper() and last - first > 1
        if acronym and not words[first + 1].isupper() and self.names.office_before(words, first):
            first += 1  # `Dirjen AHU Widodo`
        for k in (2, 1):
            rank = self.names.ranks.match_ending(words, first + k)
            if rank and rank[0] > k and first + k < last:
                first += k  # `Inf` of `Letkol Inf Wiranto`
                break
        credit = first > 1 and words[first - 1] == ":"
        for _ in range(8):
            if credit or (words[first] in ALSO_NAMES and (score > 0.9 or words[first] in ("Ratu", "Raja", "Sultan"))):
                break
            form = self.names.form(words, first)
            if form is None and (office := self.names.offices.match_at(words, first)):
                form = office[0]
            if form and first + form < last:
                first += form
                continue
            if first + 1 < last and (words[first] in QUOTES or words[first] in (",", ".", "-", "/")):
                first += 1
                continue
            break
        for k in range(first + 1, last):
            phrase = self.names.not_names.match_at(words, k)
            if words[k] in (",", "(", "/", ";") or self.names.degrees.match_at(words, k) or (phrase and phrase[0] > 1):
                last = k
                break
        while last > first and (
            words[last - 1] in QUOTES
            or words[last - 1] in (",", "-", "nya")
            or (words[last - 1].islower() and last - first > 1)
        ):
            last -= 1
        if (
            last > first
            and any(c.isalpha() for c in words[first])
            and (words[first][:1].isupper() or words[first][:1].isdigit() or score > 0.9)
        ):
            if last - first == 1 and (
                self.names.ranks.match_at(words, first) or self.names.offices.match_at(words, first)
            ):
                return
            if last - first == 1 and words[first] in self.names.common:
                return
            yield Proposal(first, last, "PER", score, "model")

    def _organization(self, words: Sequence[str], first: int, last: int, score: float) -> Iterable[Proposal]:
        while last > first and (words[last - 1] in QUOTES or words[last - 1] in (",", "nya")):
            if words[last - 1] == ")" and "(" in words[first:last]:
                break  # `PT Kereta Api Indonesia (Persero)`
            last -= 1
        if first and words[first - 1] in ("RT", "RW"):
            return  # `Ketua RT 07/RW 04`
        if self._rank_and_initials(words, first, last):
            yield Proposal(last - 1, last, "PER", score, "initials")
            return
        noun = self.names.organization_heads.match_at(words, first)
        begun = noun[0] if noun else 1
        for k in range(first + begun + 1, last - 1):
            form = self.names.honorifics.match_at(words, k)
            if form and form[1] != "name" and words[k + form[0]][:1].isupper():
                last = k  # `Pondok Pesantren Tebuireng Gus Kikin`
                break
        for k in range(first + 1, last):
            if (
                self.names.ranks.match_at(words, k)
                and not words[k].isupper()
                and words[first] not in NAMED_AFTER_PEOPLE
            ):
                last = k  # `Polres Gowa Ipda Hasanuddin`
                break
        first = self._after_office(words, first, last)
        if first >= last or (
            words[first].isupper() and len(words[first]) < 3 and words[last : last + 1] and words[last].isdigit()
        ):
            return  # `BM 9463 RO`: a car's number
        law = self.names.event_heads.match_at(words, first)
        if law and law[1] == "LAW":
            return
        if (no_name := self.names.not_names.match_at(words, first)) and self.names.known_place(
            words, first + no_name[0]
        ):
            return  # `WNA Vietnam`, `KTP Surabaya`
        if first and words[first - 1].lower() in PRODUCTS and last - first == 1:
            return  # `grup WhatsApp`
        head = self.names.offices.match_at(words, first) if words[first] not in ALSO_NAMES else None
        if head and first < last:
            if first + head[0] >= last:
                return
            rest = first + head[0]
            if self.names.organization_heads.match_at(words, rest) or self.names.organizations.match_at(words, rest):
                yield Proposal(rest, last, "ORG", score, "model")
            return  # `Menteri Keamanan Publik`: an institution inside a title is no mention
        if (
            self.names.office_before(words, first)
            and not self.names.organization_heads.match_at(words, first)
            and not self.names.organizations.match_at(words, first)
        ):
            if words[first - 1] in ("Menteri", "Wamen", "Menko"):
                return  # `Menteri` + `Keamanan Publik`
            if not words[first].isupper() and head is None and last - first <= 4:
                score *= 0.55
        if last > first and not (last - first == 1 and words[first].islower()):
            if words[last : last + 1] == ["Indonesia"] and not self.names.organizations.match_at(words, first):
                last += 1  # `Xpeng Indonesia`: the branch of a company, a member of a federation
            yield Proposal(first, last, "ORG", score, "model")

    def _rank_and_initials(self, words: Sequence[str], first: int, last: int) -> bool:
        """Tell whether [first, last) is a rank and the initials of whoever holds it: `Aipda PS`."""
        rank = self.names.ranks.match_at(words, first)
        if rank is None or rank[1] not in _UNIFORMED or first + rank[0] != last - 1:
            return False
        initials = words[last - 1].isupper() and len(words[last - 1]) < 4
        return initials and not self.names.organizations.match_at(words, last - 1)

    def _after_office(self, words: Sequence[str], first: int, last: int) -> int:
        """Return the word after an office that reaches into [first, last): `Ketua Dewan` + `Direksi Minh Quy Seafood`."""
        for back in (1, 2, 3):
            office = self.names.offices.match_at(words, first - back) if first >= back else None
            if office and back < office[0]:
                return first - back + office[0]
        return first

    def _no_name(self, words: Sequence[str], p: Proposal) -> bool:
        """A tagged span that is only an abbreviation, a rank, a degree, or a bare common noun."""
        size = p.last - p.first
        ending = self.names.ranks.match_ending(words, p.last)
        if ending and ending[0] > size:
            return True  # `Inf` of `Letkol Inf`
        for phrases in (self.names.not_names, self.names.ranks, self.names.degrees, self.names.honorifics):
            match = phrases.match_at(words, p.first)
            if match and match[0] >= size and match[1] != "name":
                return True
        if (
            p.label != "PER"
            and words[p.first] not in ALSO_NAMES
            and (office := self.names.offices.match_at(words, p.first))
            and office[0] >= size
        ):
            return True
        heads = (
            self.names.event_heads.match_at(words, p.first)
            or self.names.organization_heads.match_at(words, p.first)
            or self.names.place_heads.match_at(words, p.first)
        )
        common = words[p.first].lower() in self.names.roots
        return bool(heads and heads[0] == size and not words[p.first].isupper() and p.score < (0.85 if common else 0.5))


def _between(words: Sequence[str], first: int, last: int, divides: Callable[[str], bool]) -> Iterable[tuple[int, int]]:
    """Yield the parts of a span that certain words divide."""
    start = first
    for k in range(first, last + 1):
        if k == last or divides(words[k]):
            if k > start:
                yield start, k
            start = k + 1
