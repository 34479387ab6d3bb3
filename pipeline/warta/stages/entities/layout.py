"""Names in datelines, headlines and brackets, where capitals mean less or more than in running text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from warta.core.article import Token
from warta.stages.entities.proposals import STOPS, NameLexicons, Proposal


class LayoutNames:
    """Reads names by the part of the layout they stand in.

    Args:
        names: the lexicons.
    """

    def __init__(self, names: NameLexicons):
        self.names = names

    def outlet(self, tokens: Sequence[Token]) -> list[Proposal]:
        """`MANADO, CELEBESPOS -`: what a dateline names besides the place and the date is the outlet."""
        words = [t.text for t in tokens]
        out, i = [], 0
        while i < len(words):
            first = i
            while i < len(words) and words[i][:1].isalpha() and words[i][:1].isupper():
                i += 1
            run = words[first:i]
            if (
                run
                and first
                and "".join(run).isalpha()
                and not (set(run) & STOPS)
                and not self.names.places.match_at(words, first)
                and not self.names.countries.match(words, first)
                and not self.names.places_upper.match_at(words, first)
                and not self.names.place_heads.match_at(words, first)
                and not self.names.not_names.match_at(words, first)
            ):
                out.append(Proposal(first, i, "ORG", 0.72, "outlet"))
            i = max(i, first + 1)
        return out

    @staticmethod
    def in_headline(tokens: Sequence[Token], proposals: list[Proposal]) -> list[Proposal]:
        """Where every word is capitalised, a run of capitals proves nothing: names by their head end before a verb."""
        out = []
        for p in proposals:
            if p.origin in ("head", "led"):
                last = next(
                    (k for k in range(p.first + 1, p.last) if tokens[k].upos in ("VERB", "AUX", "ADP", "SCONJ", "ADV")),
                    p.last,
                )
                sure = any(tokens[k].ner != "O" for k in range(p.first, last))
                if last - p.first < 2 or not sure:
                    continue
                p = Proposal(p.first, last, p.label, p.score, p.origin)
            out.append(p)
        return out

    def bracketed(self, words: Sequence[str], found: Sequence[Proposal]) -> Iterable[Proposal]:
        """`Pasukan Dukungan Cepat (RSF)`: one capitalised word in brackets after an organization is its short form."""
        for p in found:
            i = p.last
            if (
                p.label == "ORG"
                and p.score >= 0.5
                and p.last - p.first > 1
                and i + 2 < len(words)
                and words[i] == "("
                and words[i + 2] == ")"
            ):
                word = words[i + 1]
                if (
                    word[:1].isupper()
                    and word.isalpha()
                    and len(word) > 1
                    and not self.names.offices.match_at(words, i + 1)
                    and not self.names.not_names.match_at(words, i + 1)
                ):
                    yield Proposal(i + 1, i + 2, "ORG", 0.88, "short")
