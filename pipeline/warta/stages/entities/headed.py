"""Names that open with a common noun: `Kementerian Luar Negeri Vietnam`, `Desa Watumanu`, `Konvensi Hanoi`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from warta.core.article import Token
from warta.stages.entities.extents import Extents
from warta.stages.entities.proposals import NameLexicons, Proposal


class HeadedNames:
    """Proposes organizations, places, events and laws by the noun their names open with.

    Args:
        names: the lexicons.
        extents: finds where names end.
    """

    def __init__(self, names: NameLexicons, extents: Extents):
        self.names = names
        self.extents = extents

    def propose(self, tokens: Sequence[Token], words: Sequence[str]) -> Iterable[Proposal]:
        """Yield the names that open with a head noun, each as long as it goes on."""
        i, n = 0, len(words)
        while i < n:
            step = 1
            if words[i][:1].isupper():
                event = self.names.event_heads.match_at(words, i)
                organization = self.names.organization_heads.match_at(words, i)
                place = self.names.place_heads.match_at(words, i)
                if event:
                    last = self.extents.capitals(words, i + event[0], joints=frozenset({"tentang", "dan"}), limit=14)
                    if last > i + event[0]:
                        yield Proposal(i, last, event[1], 0.8, "head")
                        step = last - i
                elif words[i] == "Grup" and i + 1 < n and len(words[i + 1]) == 1:
                    step = 2  # `Grup A`
                elif organization and organization[1] == "none":
                    step = organization[0]
                elif words[i] == "Kantor" and self._own_office(words, i + 1):
                    pass  # `Kantor Kemenhub`, `Kepala Kantor Komando …`: the organization's own office
                elif organization and not (i + organization[0] < n and words[i + organization[0]] == "/"):
                    last = self.extents.organization_end(
                        tokens, words, i, i + organization[0], regional=organization[1] == "regional"
                    )
                    if last > i + organization[0]:
                        yield Proposal(i, last, "ORG", 0.9, "head")
                        step = last - i
                elif (
                    place
                    and not (words[i] == "Laut" and i and words[i - 1][:1].isupper())
                    and not (i and self.names.office_before(words, i) and words[i] == "Desa")
                ):
                    last = self.extents.capitals(
                        words, i + place[0], joints=frozenset(), limit=5, numbers=place[1] == "FAC"
                    )
                    last = self.extents.before_person(tokens, i + place[0], last)
                    if place[1] == "FAC":
                        last = self.extents.before_city(words, i + place[0], last)
                    if last > i + place[0]:
                        yield Proposal(i, last, place[1], 0.9, "head")
                        step = last - i
            i += step

    def _own_office(self, words: Sequence[str], i: int) -> bool:
        """Tell whether a listed organization stands at word `i` and its name does not go on with `untuk`."""
        match = self.names.organizations.match_at(words, i) or self.names.organization_heads.match_at(words, i)
        return match is not None and words[i + match[0] : i + match[0] + 1] != ["untuk"]
