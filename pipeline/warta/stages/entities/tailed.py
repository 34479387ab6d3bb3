"""Names that close with a noun: `FIFA Executive Football Summit`, `Malaysia Terbuka`, `National Training Centre`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from warta.core.article import Token
from warta.stages.entities.proposals import STOPS, NameLexicons, Proposal

_LONGEST = 6


class TailedNames:
    """Proposes events and built places by the noun their names close with.

    Args:
        names: the lexicons.
    """

    def __init__(self, names: NameLexicons):
        self.names = names

    def propose(self, tokens: Sequence[Token], words: Sequence[str]) -> Iterable[Proposal]:
        """Yield the capitals that end with a closing noun, at least one word before it."""
        for i in range(1, len(words)):
            tail = self.names.tails.match_at(words, i)
            if tail is None:
                continue
            last = i + tail[0]
            if last < len(words) and words[last][:1].isupper() and words[last] not in STOPS:
                continue
            first = i
            while first > 0 and i - first < _LONGEST and self._goes_on(tokens, words, first - 1):
                first -= 1
            if first < i:
                yield Proposal(first, last, tail[1], 0.9, "tail")

    def _goes_on(self, tokens: Sequence[Token], words: Sequence[str], k: int) -> bool:
        """Tell whether word `k` belongs to a name that goes on after it."""
        word = words[k]
        if not word[:1].isupper() or word in STOPS or tokens[k].ner.endswith("PER") or tokens[k].upos == "VERB":
            return False
        if len(word) == 1 and k and words[k - 1] == "Grup":
            return False
        return (
            not (k == 0 and tokens[k].upos not in (None, "PROPN", "X"))
            and self.names.offices.match_at(words, k) is None
        )
