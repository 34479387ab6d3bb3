"""Names the trained tagger marks, cut to what belongs to a name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from warta.core.article import Label, Token
from warta.stages.entities import tags
from warta.stages.entities.proposals import QUOTES, NameLexicons, Proposal, label_of


class TaggedNames:
    """Proposes the spans of the tagger without ranks, offices, honorifics, degrees and marks.

    Args:
        names: the lexicons.
        tagged_place: the label of what is tagged `LOC`.
    """

    def __init__(self, names: NameLexicons, *, tagged_place: Label = "GPE"):
        self.names = names
        self.tagged_place: Label = tagged_place

    def propose(self, tokens: Sequence[Token], words: Sequence[str]) -> Iterable[Proposal]:
        """Yield the spans of the tagger, cut to bare names."""
        return (p for p in self._cut(tokens, words) if not self._no_name(words, p))

    def _cut(self, tokens: Sequence[Token], words: Sequence[str]) -> Iterable[Proposal]:
        # two people are never named side by side without a mark
        for first, i, kind in tags.runs(tokens, never_side_by_side=("PER",)):
            if kind == "PER":
                first = self._from_first_name(tokens, words, first)
            score = sum(t.ner_probability for t in tokens[first:i]) / (i - first)
            if kind == "PER":
                yield from self.bare(words, first, i, score)
            elif kind == "ORG":
                yield from self._organization(words, first, i, score)
            else:
                last = i
                while last > first and words[last - 1] in QUOTES:
                    last -= 1
                if last > first and words[first][:1].isupper():
                    yield Proposal(first, last, self.tagged_place if kind == "LOC" else label_of(kind), score, "model")

    def _from_first_name(self, tokens: Sequence[Token], words: Sequence[str], first: int) -> int:
        """Take in known first names right before a person's name that the tagger left out (`Lalu` of `Lalu Hasbi`)."""
        while (
            first > 0
            and words[first - 1] in self.names.first_names
            and tokens[first - 1].ner[2:] in ("", "PER")
            and not self.names.ranks.match_ending(words, first)
        ):
            first -= 1
        return first

    def bare(self, words: Sequence[str], first: int, last: int, score: float) -> Iterable[Proposal]:
        """Yield a person's name without ranks, offices, honorifics and degrees, and a place before it."""
        if first and self.names.office_before(words, first):
            place = self.names.places.match_at(words, first) or self.names.countries.match(words, first)
            if place and first + place[0] < last:
                yield Proposal(first, first + place[0], "GPE", score, "model")  # `Bupati Ngada Yoseph Kaka`
                first += place[0]
        for k in (2, 1):
            rank = self.names.ranks.match_ending(words, first + k)
            if rank and rank[0] > k and first + k < last:
                first += k  # `Inf` of `Letkol Inf Wiranto`
                break
        credit = first > 1 and words[first - 1] == ":"
        for _ in range(8):
            if credit or words[first] in ("Ratu", "Raja", "Sultan", "Putra", "Putri"):
                break
            match = self.names.ranks.match_at(words, first) or self.names.honorifics.match_at(words, first)
            if match is None or match[1] == "name":
                match = self.names.offices.match_at(words, first)
            if match and match[1] != "name" and first + match[0] < last:
                first += match[0]
                continue
            if first + 1 < last and (words[first] in QUOTES or words[first] in (",", ".", "-", "/")):
                first += 1
                continue
            break
        for k in range(first + 1, last):
            if words[k] in (",", "(", "/", ";") or self.names.degrees.match_at(words, k):
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
            last -= 1
        head = self.names.offices.match_at(words, first)
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
            yield Proposal(first, last, "ORG", score, "model")

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
        heads = (
            self.names.event_heads.match_at(words, p.first)
            or self.names.organization_heads.match_at(words, p.first)
            or self.names.place_heads.match_at(words, p.first)
        )
        return bool(heads and heads[0] == size and not words[p.first].isupper())
