"""Organizations by the office that leads them: `Ketua Gapoktan Sipakatau, H. Syamsul`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from warta.core.article import Token
from warta.stages.entities.extents import Extents, no_name
from warta.stages.entities.proposals import NameLexicons, Proposal, words_of

_NO_ORGANIZATION = words_of("no-organization")


class LedOrganizations:
    """Proposes the capitals between an office that takes an organization and a person's name.

    Args:
        names: the lexicons.
        extents: finds where names end.
    """

    def __init__(self, names: NameLexicons, extents: Extents):
        self.names = names
        self.extents = extents

    def propose(self, tokens: Sequence[Token], words: Sequence[str]) -> Iterable[Proposal]:
        """`Ketua Gapoktan Sipakatau, H. Syamsul`: the capitals between an office that takes an organization and a name."""
        i, n = 0, len(words)
        while i < n:
            lead = self.names.leads.match_at(words, i)
            if lead is None:
                i += 1
                continue
            first = i + lead[0]
            i = first
            if not lead[1] or first >= n or not words[first][:1].isupper() or words[first] in _NO_ORGANIZATION:
                continue
            if (
                self.names.countries.match(words, first)
                or self.names.places.match_at(words, first)
                or self.names.place_heads.match_at(words, first)
            ):
                continue
            if (
                self.names.ranks.match_at(words, first)
                or self.names.honorifics.match_at(words, first)
                or tokens[first].ner.endswith("PER")
            ):
                continue
            last = self.extents.organization_end(tokens, words, first, first)
            if all(no_name(t) for t in tokens[first:last]):
                continue
            if last == first or last - first > 8 or set(words[first]) <= set("IVX") or words[first][0].isdigit():
                continue
            if any(
                self.names.organizations.match_at(words, k) or self.names.organization_heads.match_at(words, k)
                for k in range(first + 1, last)
            ):
                continue  # `Direktur Pelindungan WNI Kemlu RI`: the organization is proposed by itself
            after = last + 1 if last < n and words[last] == "," else last
            while after < n and (
                form := self.names.ranks.match_at(words, after) or self.names.honorifics.match_at(words, after)
            ):
                after += form[0]
            if after < n and tokens[after].ner == "B-PER" and tokens[after].ner_probability > 0.5:
                yield Proposal(first, last, "ORG", 0.68, "led")
