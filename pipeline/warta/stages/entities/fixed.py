"""What is no mention after all, whoever proposed it: words of fixed phrases, bare heads of names, car numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from warta.stages.entities.proposals import NameLexicons, Proposal, words_of
from warta.stages.entities.settle import Read

#: Nouns that head names and alone name nothing.
_BARE = words_of("bare")
#: Words for sports and players that stand small inside the name of a national team.
_SPORTS = words_of("sport")
#: Forms of address that stay in a nickname of two words (`Aa Gym`), but not before a first name.
_FAMILIAR = words_of("familiar")
_TEAMS = ("Timnas", "Tim Nasional", "Tim nasional")
#: Words before the two ends of a route, and the marks between them.
_ROUTES, _DASHES = words_of("route"), ("-", "–")
#: What opens the names of Vietnamese papers, and of the boards of parties and fronts.
_PAPER, _COMMITTEE = "Báo", "Komite"
_PLATE = re.compile(r"[A-Z]{1,3}")


def _newspapers(words: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the names of Vietnamese papers as they stand in their own spelling: `Báo Tin tức`, twice in `Báo Tin TứcBáo Tin Tức08/10/2025`."""
    for first, word in enumerate(words):
        if word != _PAPER:
            continue
        last = first + 1
        while last < len(words) and words[last] != _PAPER and (words[last] == "&" or _vietnamese(words[last])):
            last += 1
        if last > first + 1 and words[first + 1][:1].isupper():
            yield first, last


def _vietnamese(word: str) -> bool:
    """Tell whether a word can be part of a Vietnamese name in its own spelling: with a capital or with marks."""
    return word.isalpha() and (word[:1].isupper() or not word.isascii())


class FixedPhrases:
    """Drops proposals that are part of something else, and completes the names of national teams.

    Args:
        names: the lexicons.
    """

    def __init__(self, names: NameLexicons):
        self.names = names

    def settle(self, kept: Sequence[Read]) -> None:
        """Drop `Adha` of `Idul Adha`, bare `Kementerian`; read `Timnas voli putri Indonesia` whole and `NTT` as a place."""
        known = {
            t.text
            for _, tokens, proposals in kept
            for p in proposals
            if p.label == "PER" and tokens[p.first].text not in _FAMILIAR and p.last - p.first > 1
            for t in tokens[p.first : p.last]
        }
        for _, tokens, proposals in kept:
            words = [t.text for t in tokens]
            covered = self._covered(words)
            proposals[:] = [
                _bare_name(words, self._completed(words, p), known)
                for p in proposals
                if not (self._no_mention(words, p) or _inside(covered, p))
            ]
            self._join_units(words, proposals)
            self._part_routes(words, proposals)
            for first, last in _newspapers(words):
                proposals[:] = [p for p in proposals if p.last <= first or p.first >= last]
                proposals.append(Proposal(first, last, "ORG", 0.9, "fixed"))

    @staticmethod
    def _part_routes(words: Sequence[str], proposals: list[Proposal]) -> None:
        """Read the two ends of a route as two places, known or not: `rute Torvo-Senja`."""
        for p in [p for p in proposals if p.label in ("GPE", "LOC")]:
            dash = next((k for k in range(p.first + 1, p.last - 1) if words[k] in _DASHES), None)
            if dash is not None and p.first > 0 and words[p.first - 1].lower() in _ROUTES:
                proposals[proposals.index(p)] = replace(p, last=dash)
                proposals.append(replace(p, first=dash + 1))

    def _join_units(self, words: Sequence[str], proposals: list[Proposal]) -> None:
        """Read a body and what it is of as one name: `Komite` and `Front Tanah Air Vietnam` and `Komune Torvo`, side by side."""
        for left in sorted((p for p in proposals if p.label == "ORG"), key=lambda p: -p.first):
            right = next((p for p in proposals if p.first == left.last and p.label in ("ORG", "GPE")), None)
            if right is None:
                continue
            bare = right.label == "ORG" and left.last - left.first == 1 and words[left.first] == _COMMITTEE
            head = self.names.place_heads.match_at(words, right.first) if right.label == "GPE" else None
            if bare or (head is not None and head[0] < right.last - right.first):
                proposals.remove(left)
                proposals.remove(right)
                proposals.append(replace(left, last=right.last))

    def _covered(self, words: Sequence[str]) -> list[tuple[int, int]]:
        """Return the fixed phrases of several words."""
        found = ((i, self.names.not_names.match_at(words, i)) for i in range(len(words)))
        return [(i, i + match[0]) for i, match in found if match and match[0] > 1]

    def _no_mention(self, words: Sequence[str], p: Proposal) -> bool:
        own = words[p.first : p.last]
        if p.label != "ORG" or len(own) > 1:
            return False
        event = self.names.event_heads.match_at(words, p.first)
        after = words[p.last] if p.last < len(words) else ""
        if event and event[1] == "EVENT" and (after.isdigit() or self.names.known_place(words, p.last)):
            return True  # `MotoGP Aragon`
        plate = p.first > 1 and words[p.first - 1].isdigit() and _PLATE.fullmatch(words[p.first - 2])
        return own[0] in _BARE or (bool(plate) and _PLATE.fullmatch(own[0]) is not None)  # `BD 8040 KY`

    def _completed(self, words: Sequence[str], p: Proposal) -> Proposal:
        own = words[p.first : p.last]
        if ")" in own and "(" not in own and own[0] != ")":
            p = replace(p, last=p.first + own.index(")"))  # `Dinas Pendidikan (Dindik) Provinsi Jawa`
        if p.label != "ORG":
            return p
        if p.last - p.first == 1 and words[p.first].isupper() and not self._listed(words, p.first):
            return replace(p, label="GPE") if self.names.known_place(words, p.first) == 1 else p
        if " ".join(words[p.first : p.last]) not in _TEAMS:
            return p
        last = p.last
        while last < len(words) and words[last] in _SPORTS:
            last += 1
        country = self.names.countries.match(words, last)
        return replace(p, last=last + country[0]) if country and last > p.last else p

    def _listed(self, words: Sequence[str], i: int) -> bool:
        return self.names.organizations.match_at(words, i) is not None


def _bare_name(words: Sequence[str], p: Proposal, known: set[str]) -> Proposal:
    """Leave out a form of address before a word of somebody's full name: `Aa Raffi`, where `Raffi Torvanto` is named."""
    if p.label == "PER" and p.last - p.first == 2 and words[p.first] in _FAMILIAR and words[p.last - 1] in known:
        return replace(p, first=p.first + 1)
    return p


def _inside(covered: Sequence[tuple[int, int]], p: Proposal) -> bool:
    """Tell whether a fixed phrase holds a person, an organization or a place."""
    return p.label in ("PER", "ORG", "GPE") and any(first <= p.first and p.last <= last for first, last in covered)
