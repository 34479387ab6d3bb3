"""Names of the lexicons of countries, places and organizations, and addresses on the net."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from warta.core.article import Token
from warta.stages.entities.extents import no_name
from warta.stages.entities.proposals import NO_PLACE_AFTER, PRODUCTS, NameLexicons, Proposal, words_of

_NEAR_PLACES = words_of("place-before")
_HOST = re.compile(r"(?i)[\w-]+\.(?:com|co|id|net|org|vn|co\.id|go\.id)")


class ListedNames:
    """Proposes what the lexicons list.

    Args:
        names: the lexicons.
    """

    def __init__(self, names: NameLexicons):
        self.names = names

    def propose(self, tokens: Sequence[Token], words: Sequence[str]) -> Iterable[Proposal]:
        """Yield listed names, the ambiguous ones with a low score."""
        i, n = 0, len(words)
        while i < n:
            word = words[i]
            rank = self.names.ranks.match_at(words, i)
            if rank and rank[0] > 1:
                i += rank[0]
                continue
            if not word[:1].isupper() and not _HOST.fullmatch(word) and not word.startswith("detik"):
                i += 1
                continue
            organization = self.names.organizations.match_at(words, i)
            if organization and word in self.names.brands and organization[0] == 1:
                organization = None
            if organization and not (i and words[i - 1].lower() in PRODUCTS):
                yield Proposal(i, i + organization[0], "ORG", 0.83 + 0.03 * (organization[0] > 1), "lexicon")
            country = self.names.countries.match(words, i)
            place = self.names.places.match_at(words, i) or (
                self.names.places_upper.match_at(words, i) if word.isupper() and len(word) > 3 else None
            )
            if (i and words[i - 1] in NO_PLACE_AFTER) or self._of_title(tokens, words, i):
                country = place = None
            if country and not (place and place[0] > country[0]):
                yield Proposal(i, i + country[0], "GPE", 0.88, "lexicon")
            elif place:
                label, ambiguous = place[1]
                near = i > 0 and words[i - 1].lower() in _NEAR_PLACES
                score = 0.3 if ambiguous else 0.72 if place[0] > 1 else 0.6
                yield Proposal(
                    i, i + place[0], label, score + (0.3 if near and ambiguous else 0.15 if near else 0.0), "lexicon"
                )
            if _HOST.fullmatch(word) or (word.startswith("detik") and word[5:6].isupper()):
                yield Proposal(i, i + 1, "ORG", 0.8, "host")
            i += 1

    @staticmethod
    def _of_title(tokens: Sequence[Token], words: Sequence[str], i: int) -> bool:
        """Tell whether word `i` stands between other capitals and the tagger is sure of no name: `AI Day Jakarta`."""
        if not no_name(tokens[i]):
            return False
        return any(
            0 < k < len(words) and words[k][:1].isupper() and words[k].isalpha() and no_name(tokens[k])
            for k in (i - 1, i + 1)
        )
