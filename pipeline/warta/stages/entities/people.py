"""People by what stands around their names: a rank, an honorific, an age in brackets, `berinisial`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from warta.core.article import Token
from warta.stages.entities.extents import Extents, no_name
from warta.stages.entities.proposals import NameLexicons, Proposal, words_of

#: Titles of rulers that are first names as well.
_ROYAL = words_of("royal-name")
#: What says of somebody that they are one of a kind of people.
_ONE_OF = ("seorang ", "salah seorang")
#: Within how many words a cue verb must follow a name the tagger did not find.
_REACH = 12
_INITIALS = re.compile(r"[A-Z]{1,4}")


class PeopleByForm:
    """Proposes the capitals after forms that only people's names follow.

    Args:
        names: the lexicons.
        extents: finds where names end.
    """

    def __init__(self, names: NameLexicons, extents: Extents):
        self.names = names
        self.extents = extents

    def propose(self, tokens: Sequence[Token], words: Sequence[str]) -> Iterable[Proposal]:
        """Yield initials and the capitals after ranks and honorifics."""
        n = len(words)
        i = 0
        while i < n:
            word = words[i]
            if i == 0 and (self._apposed(tokens, words) or self._aged(tokens, words)):
                yield Proposal(0, 1, "PER", 0.7, "form")
            if (
                _INITIALS.fullmatch(word)
                and i + 3 < n
                and words[i + 1] == "("
                and words[i + 2].isdigit()
                and len(words[i + 2]) <= 2
                and words[i + 3] in (")", "tahun", "thn", "th")
            ):
                if self.names.organizations.match_at(words, i) is None:
                    yield Proposal(i, i + 1, "PER", 0.85, "initials")
                i += 4
                continue
            if word.lower() in ("berinisial", "inisial", "bernama") and i + 1 < n:
                i += 1
                while i < n and _INITIALS.fullmatch(words[i]) and word != "bernama":
                    yield Proposal(i, i + 1, "PER", 0.85, "initials")
                    i += 1
                    if i + 1 < n and words[i] in (",", "dan") and _INITIALS.fullmatch(words[i + 1]):
                        i += 1
                continue
            if word in _ROYAL and self._after_office(words, i):
                last = self.extents.name_end(tokens, words, i, sure=True)
                if last - i > 1 and self.names.countries.match(words, i + 1) is None:
                    yield Proposal(i, last, "PER", 0.95, "form")  # `Menteri Kehutanan, Raja Juli Antoni`
                    i = last
                    continue
            nick = self.names.honorifics.match_at(words, i)
            if nick and nick[1] == "nick" and self._nickname(tokens, words, i):
                yield Proposal(i, i + 2, "PER", 0.6, "form")  # `Gus Dur`
                i += 2
                continue
            office = self.names.offices.match_at(words, i)
            form = self.names.ranks.match_at(words, i)
            if office and office[0] > (form[0] if form else 0) and office[0] > 1:
                i += office[0]  # `Sekretaris Jenderal …` is no rank
                continue
            honorific = self.names.honorifics.match_at(words, i)
            match = form or honorific
            if match and word[:1].isupper() and self.names.form(words, i):
                first = i + match[0]
                while first < n and words[first][:1].isupper() and (more := self.names.form(words, first)):
                    first += more
                military = form is not None and form[1] in ("army", "navy", "air", "military", "police", "vietnam")
                last = self.extents.name_end(tokens, words, first, sure=military)
                initials = military and last > first and words[first].isupper() and len(words[first]) < 3
                if (
                    last > first
                    and (initials or not self.names.offices.match_at(words, first))
                    and self.names.known_place(words, first) != last - first
                    and self.names.organization_heads.match_at(words, first) is None
                    and self.names.organizations.match_at(words, first) is None
                    and self.names.countries.match(words, first) is None
                ):
                    if not military and all(t.ner == "O" and t.ner_probability > 0.97 for t in tokens[first:last]):
                        i = max(first, i + 1)
                        continue
                    strength = 0.8 if military or (honorific and honorific[1] == "honorific") else 0.6
                    yield Proposal(first, last, "PER", strength, "rank" if military else "form")
                i = max(first, i + 1)
                continue
            i += 1

    def _apposed(self, tokens: Sequence[Token], words: Sequence[str]) -> bool:
        """Tell whether one of a kind of people follows the first word, which nobody has tagged: `Rina, salah seorang pedagang, …`, with a comma or none."""
        if len(words) < 5:
            return False
        comma = words[1] == ","
        who = " ".join(words[2:4] if comma else words[1:3])
        if not self._like_a_name(tokens[0]):
            return False
        if not who.startswith(_ONE_OF) and not (not comma and words[1] in self.names.trades and self._tells(tokens)):
            return False
        return not comma or self._closed(tokens)  # not `Sebelumnya, seorang pejabat mengungkapkan …`

    def _like_a_name(self, token: Token) -> bool:
        """Tell whether a word with a capital can be a name the tagger did not find."""
        plain = token.text.istitle() and token.text.lower() not in self.names.roots
        return plain and token.ner in ("O", "B-PER") and token.upos == "PROPN"

    def _tells(self, tokens: Sequence[Token]) -> bool:
        """Tell whether a cue verb follows before any comma: `Rina anggota kelompok tani Senja mengaku …`."""
        for token in tokens[2:_REACH]:
            if token.text in self.names.active_cues:
                return True
            if not token.text.replace("-", "").isalpha():
                return False
        return False

    def _aged(self, tokens: Sequence[Token], words: Sequence[str]) -> bool:
        """Tell whether an age follows the first word, a name nobody has tagged: `Rina (47), pedagang ikan, …`."""
        if len(words) < 6 or words[1] != "(" or words[3] != ")" or not (words[2].isdigit() and len(words[2]) == 2):
            return False
        listed = self.names.known_place(words, 0) or self.names.organizations.match_at(words, 0)
        return len(words[0]) > 2 and not listed and self._like_a_name(tokens[0])

    @staticmethod
    def _closed(tokens: Sequence[Token]) -> bool:
        """Tell whether a comma closes the apposition that begins at the third word, before any verb but in a relative clause."""
        for token in tokens[3:]:
            if token.text in (",", "yang"):
                return True
            if token.upos == "VERB":
                return False
        return False

    def _after_office(self, words: Sequence[str], i: int) -> bool:
        """Tell whether an office with its field, and at most a comma or brackets, stand right before word `i`."""
        k = i - 1 if i and words[i - 1] == "," else i
        for first in range(k - 1, max(-1, k - 9), -1):
            if not (words[first][:1].isupper() or words[first] in ("dan", "(", ")")):
                return False
            if self.names.offices.match_at(words, first):
                return True
        return False

    def _nickname(self, tokens: Sequence[Token], words: Sequence[str], i: int) -> bool:
        """Tell whether a form of address at word `i` makes a nickname with the one capitalised word after it."""
        if not words[i][:1].isupper() or i + 1 >= len(words) or self.names.full_name(words, i + 1):
            return False
        name = words[i + 1]
        listed = self.names.organizations.match_at(words, i + 1) or self.names.known_place(words, i + 1)
        return name[:1].isupper() and name.isalpha() and not listed and not all(no_name(t) for t in tokens[i : i + 2])
