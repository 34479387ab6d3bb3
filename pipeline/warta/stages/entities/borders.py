"""Where names begin and end, shown by cues next to them and by the rest of the article."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from warta.stages.entities.proposals import QUOTES, NameLexicons, Proposal, surface
from warta.stages.entities.settle import Read, full_name_words, relabel_people

_AND = ("dan", "serta")
#: How sure a single name must be, to be found again at the end of an organization's.
_SURE = 0.8
#: How many words back from a name what it belongs to is looked for.
_FAR = 5
#: How many words a person's name may have that the tagger took for an organization's.
_LONGEST = 3


class Borders:
    """Moves the borders of proposals.

    Args:
        names: the lexicons.
    """

    def __init__(self, names: NameLexicons):
        self.names = names
        self._verbs = frozenset(cue for cue in names.active_cues if " " not in cue and cue.startswith(("me", "ber")))
        self._opening = frozenset(cue.capitalize() for cue in names.bare_cues)
        self._closing = frozenset(verb.capitalize() for verb in self._verbs)
        self._people = names.trades | names.nameless

    def settle(self, kept: Sequence[Read]) -> None:
        """Take cues and what people are off their names, and people's names off the names of organizations and places."""
        self._cut_cues(kept)
        self._cut_people(kept)
        self._seats(kept)
        self._of_a_place(kept)
        self._led(kept)
        self._bare_trades(kept)
        self._give_back(kept)

    def _cut_cues(self, kept: Sequence[Read]) -> None:
        """`Kiai Rina Menjelaskan`, `"…," Terang Rina`: a cue with a capital is no part of a name."""
        for _, tokens, proposals in kept:
            for n, p in enumerate(proposals):
                if p.label != "PER" or p.last - p.first < 2:
                    continue
                first, last = p.first, p.last
                if tokens[last - 1].text in self._closing:
                    last -= 1
                quoted = first > 0 and tokens[first - 1].text in QUOTES
                if quoted and tokens[first].text in self._opening and last - first > 1:
                    first += 1
                if (first, last) != (p.first, p.last):
                    proposals[n] = replace(p, first=first, last=last)

    def _cut_people(self, kept: Sequence[Read]) -> None:
        """`ABK Rina`, `IPTU Rina`: what somebody is is no part of the name; nor is an organization's what follows it."""
        for _, tokens, proposals in kept:
            for n, p in enumerate(proposals):
                words = [t.text for t in tokens[p.first : p.last]]
                if p.label not in ("PER", "ORG") or len(words) < 2:
                    continue
                rank = self.names.ranks.match_at(words, 0)
                size = 1 if words[0] in self.names.people else rank[0] if rank else 0
                name = words[size:]
                if not size or not name:
                    continue
                if p.label == "ORG" and (len(name) > _LONGEST or not all(w.isalpha() and w.istitle() for w in name)):
                    continue
                if p.label == "ORG" and any(self.names.known_place(name, i) for i in range(len(name))):
                    continue
                proposals[n] = replace(p, first=p.first + size, label="PER")

    def _seats(self, kept: Sequence[Read]) -> None:
        """`Uskup Manado`: the place an office is held for, where no longer name in the article has the word."""
        longer = full_name_words(kept)
        for _, tokens, proposals in kept:
            words = [t.text for t in tokens]
            for n, p in enumerate(proposals):
                single = p.label == "PER" and p.last - p.first == 1 and words[p.first] not in longer
                if single and self.names.known_place(words, p.first) == 1 and self.names.office_before(words, p.first):
                    proposals[n] = replace(p, label="GPE")

    def _of_a_place(self, kept: Sequence[Read]) -> None:
        """`delegasi Rina Sari (Kota Senja) menilai`: who is said in brackets to be of a place is no place."""
        for _, tokens, proposals in kept:
            words = [t.text for t in tokens]
            places = {p.first for p in proposals if p.label == "GPE"}
            for n, p in enumerate(proposals):
                if p.label != "GPE" or p.last - p.first < 2 or self.names.known_place(words, p.first):
                    continue
                sent = p.first > 0 and words[p.first - 1].lower() in self._people
                if sent and words[p.last : p.last + 1] == ["("] and p.last + 1 in places:
                    proposals[n] = replace(p, label="PER")

    def _led(self, kept: Sequence[Read]) -> None:
        """`Pelatih Torvo, Rina Sari,`: what stands between an office and its holder's name is a body, in the whole article."""
        bodies: set[str] = set()
        for _, tokens, proposals in kept:
            words = [t.text for t in tokens]
            people = {p.first for p in proposals if p.label == "PER"}
            full = {
                p.first
                for p in proposals
                if p.label == "PER" and p.last - p.first > 1 and not self._goes_on(words, p.last, people)
            }
            for p in proposals:
                between = p.label == "PER" or p.origin == "led"
                between = between and words[p.last : p.last + 1] == [","] and p.last + 1 in full
                led = p.first > 0 and words[p.first - 1].lower() in self.names.trades
                if between and (led or self.names.office_before(words, p.first)):
                    bodies.add(surface(tokens, p))
        if bodies:
            relabel_people(kept, bodies, "ORG")
            # then `Torvo` of `Torvo Senja`, no word of anybody's name
            relabel_people(kept, {name.split()[0] for name in bodies} - full_name_words(kept), "ORG")

    @staticmethod
    def _goes_on(words: Sequence[str], after: int, people: set[int]) -> bool:
        """Tell whether a list of people goes on at word `after`, the first words of whose names are given."""
        following = words[after : after + 2]
        return bool(following) and (
            following[0] in _AND or (following[0] == "," and (after + 1 in people or following[-1] in _AND))
        )

    def _bare_trades(self, kept: Sequence[Read]) -> None:
        """`Pelatih menyebut`: a trade alone is nobody's name, unless a longer one in the article has the word."""
        longer = full_name_words(kept)
        for _, tokens, proposals in kept:
            proposals[:] = [
                p
                for p in proposals
                if p.label != "PER"
                or p.last - p.first > 1
                or tokens[p.first].text in longer
                or tokens[p.first].text.lower() not in self.names.trades
            ]

    def _of_somebody(self, words: Sequence[str], first: int) -> bool:
        """Tell whether a noun for people stands shortly before word `first`: `perajin di Kecamatan Kota Rina`."""
        return any(word in self._people for word in _near(words, first))

    def _one_of(self, words: Sequence[str], first: int) -> bool:
        """Tell whether one of some people is spoken of before word `first`: `salah satu pedagang Terminal Kota Rina`."""
        return bool({"salah", "seorang"} & set(_near(words, first)))

    def _held_there(self, words: Sequence[str], first: int, last: int) -> bool:
        """Tell whether an office stands before a name, and its place right before word `last`: `Kepala Dinas Torvo` + `Rina`."""
        placed = any(self.names.known_place(words, last - size) == size for size in (1, 2, 3) if last - size > first)
        return placed and self.names.office_before(words, first)

    def _give_back(self, kept: Sequence[Read]) -> None:
        """`Ketua Paguyuban Penjahit Kota Rina memastikan`, where `Rina` alone is a person elsewhere, names two."""
        alone = {
            surface(tokens, p)
            for _, tokens, proposals in kept
            for p in proposals
            if p.label == "PER" and p.last - p.first == 1 and p.score >= _SURE
        }
        ends = Counter(
            (tokens[p.last - 2].text, tokens[p.last - 1].text)
            for _, tokens, proposals in kept
            for p in proposals
            if p.label != "PER" and p.last - p.first > 1
        )
        for _, tokens, proposals in kept:
            words = [t.text for t in tokens]
            for n, p in enumerate(proposals):
                last = p.last - 1
                if p.label not in ("ORG", "GPE", "FAC") or last - p.first < 2 or not words[last].istitle():
                    continue
                if self.names.known_place(words, last) is not None or ends[words[last - 1], words[last]] > 1:
                    continue  # `Polres Sabu Torvo`, `Kabupaten Sabu Torvo`
                known = words[last] in alone and (
                    self.names.office_before(words, p.first) or self._of_somebody(words, p.first)
                )
                tells = p.last < len(words) and words[p.last] in self._verbs
                if known or (tells and (self._one_of(words, p.first) or self._held_there(words, p.first, last))):
                    proposals[n] = replace(p, last=last)
                    proposals.append(Proposal(last, last + 1, "PER", _SURE, "again"))


def _near(words: Sequence[str], first: int) -> list[str]:
    """Return the words right before word `first`, in small letters, back to a mark."""
    out: list[str] = []
    for word in reversed(words[max(0, first - _FAR) : first]):
        if not word.isalpha() and "-" not in word:
            break
        out.append(word.lower())
    return out
