"""Take from names what is run into them: the rest of a headline, the end of the name of their office's body or place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from warta.core.article import Label
from warta.stages.entities.proposals import NameLexicons, Proposal, surface, words_of
from warta.stages.entities.settle import Read, relabel_people

#: Words before the office somebody holds for another.
_ACTING = words_of("acting")
#: Words of people's names as they are shortened with a stop: `Abd. Rahman`.
_SHORTENED = words_of("shortened")
#: Labels of names that are compared with each other.
_KINDS: tuple[frozenset[Label], ...] = (frozenset({"PER"}), frozenset({"ORG"}), frozenset({"GPE", "LOC", "FAC"}))
#: Words that go on the name of a place: `Jakarta Selatan`.
_DIRECTIONS = words_of("direction") | words_of("place-adjective")
_HEADINGS = frozenset({"headline", "heading"})
#: How verbs begin that headlines write with a capital: `Rina Menaikkan Lantai`.
_VERBAL = ("me", "ber", "ter", "di", "ke")
#: Fewest letters of a word that can be such a verb.
_LONG = 5
#: Words in small letters between the parts of one name.
_PARTICLES = frozenset({"da", "dos", "do", "von", "van", "der", "bin", "binti", "bint", "ibn", "al", "el"})
#: Most words of a person's name after a body's.
_LONGEST = 4


class RunOns:
    """Cuts names, of people most of all, to what the rest of the article shows to be theirs.

    Args:
        names: the lexicons.
    """

    def __init__(self, names: NameLexicons):
        self.names = names

    def settle(self, kept: Sequence[Read]) -> None:
        """Cut, in an article's proposals, names of people in headlines and after offices."""
        self._abbreviated(kept)
        self._joined(kept)
        self._ranked(kept)
        self._offices(kept)
        self._swallowed(kept)
        self._headlines(kept)
        self._after_offices(kept)

    def _ranked(self, kept: Sequence[Read]) -> None:
        """`Kapolres Kota Lama AKBP Sari Jaya`: the rank of the person who follows is no part of a body's or a place's name."""
        for _, tokens, proposals in kept:
            words = [t.text for t in tokens]
            for n, p in enumerate(proposals):
                rank = self.names.ranks.match_ending(words, p.last) if p.label != "PER" else None
                if (
                    rank
                    and p.last - rank[0] > p.first
                    and any(q.first == p.last and q.label == "PER" for q in proposals)
                ):
                    proposals[n] = replace(p, last=p.last - rank[0])

    def _offices(self, kept: Sequence[Read]) -> None:
        """`Plt Kadinkes Sari Jaya`, read as an organization: an office and who holds it."""
        for _, tokens, proposals in kept:
            words = [t.text for t in tokens]
            for n, p in enumerate(proposals):
                first = p.first
                while (
                    first < p.last and (office := self.names.offices.match_at(words, first)) and office[1] == "acronym"
                ):
                    first += office[0]
                form = self.names.honorifics.match_ending(words, p.first)
                if form and form[1] in ("honorific", "religious") and self._may_be_person(words, p):
                    proposals[n] = replace(p, label="PER")  # `KH Sari Jaya`
                    continue
                acting = first == p.first and words[first] in _ACTING
                if p.label != "ORG" or p.origin != "model" or not (acting or first > p.first):
                    continue
                if acting and (office := self.names.offices.match_at(words, first + 1)):
                    first += 1 + office[0]
                rest = words[first : p.last]
                known = self.names.organizations.match_at(words, first) or self.names.organization_heads.match_at(
                    words, first
                )
                if (
                    len(rest) > 1
                    and not known
                    and rest[0][:1].isupper()
                    and self.names.known_place(words, first) is None
                ):
                    proposals[n] = replace(p, first=first, label="PER")

    @staticmethod
    def _abbreviated(kept: Sequence[Read]) -> None:
        """`Abd. Sari`, `Rina Dt. Jaya`: a name goes on after the stop of a shortened word in it."""
        for _, tokens, proposals in kept:
            for n, p in enumerate(proposals):
                before = p.first - 1 - (p.first > 1 and tokens[p.first - 1].text == ".")
                opener = tokens[before].text.removesuffix(".") if p.label == "PER" and before >= 0 else ""
                stopped = before < p.first - 1 or (before >= 0 and tokens[before].text.endswith("."))
                if opener in _SHORTENED and stopped and not any(q.first <= before < q.last for q in proposals):
                    proposals[n] = replace(p, first=before)  # `Akh. Sari`
            for p in [p for p in proposals if p.label == "PER"]:
                stop = tokens[p.last].text if p.last < len(tokens) else ""
                short = tokens[p.last - 1].text
                shortened = (stop == "." or short.endswith(".")) and short.removesuffix(".") in _SHORTENED
                at = p.last + (stop == ".")
                rest = next((q for q in proposals if q.label == "PER" and q.first == at), None)
                if shortened and rest is not None and p in proposals:
                    proposals.remove(rest)
                    proposals[proposals.index(p)] = replace(p, last=rest.last)
                elif shortened and p in proposals and tokens[at : at + 1]:
                    free = tokens[at].text.istitle() and not any(q.first <= at < q.last for q in proposals)
                    proposals[proposals.index(p)] = replace(p, last=at + 1) if free else p

    @staticmethod
    def _joined(kept: Sequence[Read]) -> None:
        """`Filomena da Costa Jaya`: two names with a particle between are one person's."""
        for _, tokens, proposals in kept:
            for right in [p for p in proposals if p.label == "PER" and p.first > 1]:
                at = right.first - 1
                left = next((q for q in proposals if q.last in (at, at + 1) and q.label in ("PER", "ORG")), None)
                if tokens[at].text in _PARTICLES and left is not None and left.last - left.first < 3:
                    proposals.remove(right)
                    proposals[proposals.index(left)] = replace(left, last=right.last, label="PER")

    def _swallowed(self, kept: Sequence[Read]) -> None:
        """`Pengamat politik Universitas Senja Sari Jaya menilai`: whoever holds an office and speaks is a person, not the end of the body's name."""
        bodies = {surface(tokens, p) for _, tokens, proposals in kept for p in proposals if p.label == "ORG"}
        for _, tokens, proposals in kept:
            words = [t.text for t in tokens]
            for n, p in enumerate(proposals):
                if p.label != "ORG" or not self._held(words, p.first):
                    continue
                followed = any(q.first == p.last and q.label == "PER" for q in proposals)
                cut = p.last if followed or not self._speaks(words, p.last) else self._body_ends(words, p, bodies)
                if 0 < p.last - cut <= _LONGEST:
                    proposals[n] = replace(p, last=cut)
                    proposals.append(Proposal(cut, p.last, "PER", p.score, p.origin))

    def _held(self, words: Sequence[str], i: int) -> bool:
        """Tell whether an office or a trade, with a field of one word, ends right before word `i`."""
        if self.names.offices.match_ending(words, i) is not None:
            return True
        return any(word.lower() in self.names.trades for word in words[max(0, i - 2) : i])

    def _speaks(self, words: Sequence[str], i: int) -> bool:
        """Tell whether the cue of what somebody says, or a degree after a comma, stands at word `i`."""
        if i < len(words) and words[i] in self.names.active_cues:
            return True
        return words[i : i + 1] == [","] and self.names.degrees.match_at(words, i + 1) is not None

    def _body_ends(self, words: Sequence[str], p: Proposal, bodies: set[str]) -> int:
        """Return where the name of the body in a proposal ends, by the lists, by the rest of the article, or by a first name after it."""
        for cut in range(p.last - 1, p.first, -1):
            name = words[p.first : cut]
            listed = self.names.organizations.match_at(words[:cut], p.first)
            if (listed and listed[0] == cut - p.first) or " ".join(name) in bodies:
                return cut if words[cut][:1].isupper() and self.names.known_place(words, cut) is None else p.last
        begins = (k for k in range(p.first + 2, p.last) if words[k] in self.names.first_names)
        return next(begins, p.last)

    def _may_be_person(self, words: Sequence[str], p: Proposal) -> bool:
        """Tell whether what a tagger reads as an organization is two or three words with capitals and no body's by its lists."""
        body = self.names.organization_heads.match_at(words, p.first) or self.names.organizations.match_at(
            words, p.first
        )
        written = all(word[:1].isupper() and not word.isupper() for word in words[p.first : p.last])
        return p.label == "ORG" and p.origin == "model" and 1 < p.last - p.first < 4 and not body and written

    def _headlines(self, kept: Sequence[Read]) -> None:
        """`Rina Menaikkan Lantai`, where the text says `Rina`: words of the headline that are in no name of that kind."""
        for labels in _KINDS:
            names = {
                tuple(t.text for t in tokens[p.first : p.last])
                for sentence, tokens, proposals in kept
                for p in proposals
                if p.label in labels and sentence.kind not in _HEADINGS
            }
            inside = {word for name in names for word in name}
            for sentence, tokens, proposals in kept:
                for n, p in enumerate(proposals) if sentence.kind in _HEADINGS else ():
                    words = tuple(t.text for t in tokens[p.first : p.last])
                    if p.label in labels and len(words) > 1 and words not in names and not self._whole(words):
                        proposals[n] = self._cut(p, words, names, inside)

    def _whole(self, words: Sequence[str]) -> bool:
        """Tell whether words are a listed place or organization: `Jakarta Selatan`."""
        listed = (self.names.places, self.names.districts, self.names.organizations)
        matches = (found.match_at(words, 0) for found in listed)
        return any(match is not None and match[0] == len(words) for match in matches)

    def _cut(self, p: Proposal, words: tuple[str, ...], names: set[tuple[str, ...]], inside: set[str]) -> Proposal:
        """Return a proposal cut to the longest name it begins with (a person's: or ends with), where the rest is common words."""
        ends = p.label == "PER"
        found = [name for name in names if words[: len(name)] == name or (ends and words[-len(name) :] == name)]
        name = max(found, key=lambda name: (len(name), name), default=words)
        first = p.first if words[: len(name)] == name else p.last - len(name)
        rest = [w for k, w in enumerate(words, p.first) if not first <= k < first + len(name)]
        common = all(word not in inside and self._common(word) for word in rest)
        placed = not ends and any(self.names.known_place([word], 0) or word in _DIRECTIONS for word in rest)
        return replace(p, first=first, last=first + len(name)) if common and not placed else p

    def _common(self, word: str) -> bool:
        """Tell whether a word with a capital is a common one in a headline, and nobody's first name."""
        low = word.lower()
        known = len(low) > 3 and (low in self.names.roots or low in self.names.function)
        verb = len(low) >= _LONG and low.startswith(_VERBAL) and low not in self.names.roots
        return word not in self.names.first_names and (known or verb)

    def _after_offices(self, kept: Sequence[Read]) -> None:
        """`Dosen Universitas Senja Sari Jaya`, `CEO Torvo Sari Jaya`: a first word that belongs to the body or the place before."""
        ended: Counter[tuple[str, str]] = Counter()  # two words that no third with a capital follows
        single: Counter[str] = Counter()
        speaks: set[str] = set()  # `kata Sari`, `Pak Sari`
        for _, tokens, proposals in kept:
            texts = [t.text for t in tokens]
            speaks.update(b for a, b in pairwise(texts) if a.lower() in self.names.bare_cues or self._addressed(a))
            ended.update(
                pair for pair, third in zip(pairwise(texts), [*texts[2:], ""], strict=False) if not third[:1].isupper()
            )
            single.update(tokens[p.first].text for p in proposals if p.last - p.first == 1)
        bodies: set[str] = set()
        for _, tokens, proposals in kept:
            words = [t.text for t in tokens]
            for n, p in enumerate(proposals):
                if p.label != "PER" or p.last - p.first < 3 or not p.first or words[p.first] in self.names.first_names:
                    continue
                if not words[p.first + 1][:1].isupper():
                    continue  # `kapten Senja Sari van Jaya`
                glued = tokens[p.first].span.start == tokens[p.first - 1].span.end
                if glued or any(q.label == "PER" and q.last == p.first for q in proposals):
                    continue  # `MedanRina Sari Jaya`
                region = self._region_of_body(words, p, proposals)
                if region:
                    proposals[n] = replace(p, first=p.first + region)
                    proposals.append(replace(p, last=p.first + region, label="GPE"))
                    continue
                of_office = words[p.first] not in speaks and self._of_office(words, p, single)
                if of_office:
                    bodies.add(words[p.first])
                if of_office or self._of_body(words, p, ended) or self._placed(words, p, proposals):
                    body = next((q for q in proposals if q.last == p.first and q.label == "ORG"), None)
                    proposals[n] = replace(p, first=p.first + 1)
                    place = next((q for q in proposals if q.last == p.first and q.label == "GPE"), None)
                    body = body or (place if self._listed(words, p.first) else None)
                    if body is not None:
                        proposals[proposals.index(body)] = replace(body, last=p.first + 1)
        relabel_people(kept, bodies, "ORG")

    def _addressed(self, word: str) -> bool:
        """Tell whether a word is a form of address."""
        return self.names.honorifics.match_at([word], 0) is not None

    def _of_body(self, words: Sequence[str], p: Proposal, ended: Counter[tuple[str, str]]) -> bool:
        """Tell whether the first word of a name ends a listed name, or one that the article has elsewhere: `Universitas Senja`."""
        before, word, following = words[p.first - 1], words[p.first], words[p.first + 1]
        if not before[:1].isupper() or self._form_before(words, p.first):
            return False
        if self._listed(words, p.first):
            return True
        return ended[before, word] > 0 and self.names.known_place([following], 0) is None

    def _region_of_body(self, words: Sequence[str], p: Proposal, proposals: Sequence[Proposal]) -> int:
        """Return how many words of a name are where the body is whose short form in brackets ends before it: `(BBKSDA) Riau Sari Jaya`."""
        short = words[p.first - 1] == ")" and any(q.last == p.first - 1 and q.label == "ORG" for q in proposals)
        place = self.names.places.match_at(words[: p.last], p.first) if short else None
        region = " ".join(words[p.first : p.first + place[0]]) if place is not None else ""
        return place[0] if place is not None and region in self.names.regions and p.last - p.first > place[0] + 1 else 0

    def _placed(self, words: Sequence[str], p: Proposal, proposals: Sequence[Proposal]) -> bool:
        """Tell whether the first word of a name is where the body before it is: `KONI Sultra Sari Jaya`."""
        body = any(q.last == p.first and q.label == "ORG" for q in proposals)
        return body and words[p.first] in self.names.regions

    def _listed(self, words: Sequence[str], i: int) -> bool:
        """Tell whether a listed name that began before word `i` ends with it."""
        lists = (self.names.organizations, self.names.places, self.names.districts)
        spans = [(back, found.match_at(words, i - back)) for back in (1, 2, 3) if i >= back for found in lists]
        return any(match is not None and match[0] == back + 1 for back, match in spans)

    def _of_office(self, words: Sequence[str], p: Proposal, single: Counter[str]) -> bool:
        """Tell whether the first word of a name after an office stands alone elsewhere, and so does the person's: `CEO Torvo Sari Jaya`, `Torvo`, `Sari`."""
        word, called = words[p.first], words[p.first + 1 : p.last]
        before = words[p.first - 1]
        office = self.names.offices.match_ending(words, p.first) is not None or before.lower() in self.names.trades
        return office and single[word] > 0 and any(single[name] > 0 for name in called)

    def _form_before(self, words: Sequence[str], i: int) -> bool:
        """Tell whether an office, a rank or a form of address ends right before word `i`, which a name follows."""
        lists = (self.names.offices, self.names.ranks, self.names.honorifics)
        return any(found.match_ending(words, i) is not None for found in lists)
