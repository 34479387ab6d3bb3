"""What an article shows of the kind of its one-word names: an organization, a thing, a person named by initials."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from warta.core.article import Token
from warta.lexicon import Resources
from warta.lexicon.phrases import Phrases
from warta.stages.entities.proposals import ROADS, NameLexicons, Proposal, surface, words_of
from warta.stages.entities.settle import Read, full_name_words, relabel_people

_INITIALS = re.compile(r"[A-Z]{1,4}")
_TERM = re.compile(r"[A-Z]{2,7}")
#: Nouns for people of whom papers give only the initials.
_NAMED_BY_INITIALS = words_of("named-by-initials")
#: Words that initials of people follow, in articles that name others so.
_BEFORE_INITIALS = words_of("before-initials")
#: Makes whose models follow: `Honda Larasa`.
_MAKERS = words_of("maker")
#: First words of clubs' names that a town follows, and words before the town itself.
_CLUBS, _BEFORE_TOWNS = words_of("club"), words_of("before-town")
#: Words before a kind of place in small letters, whose name then follows: `warga dusun Torvo Lama`.
_BEFORE_KINDS = words_of("before-kind")
#: Last words of companies' names.
_OF_COMPANIES = words_of("of-company")
#: First words of institutions' names that open no person's.
_NEVER_PEOPLE = words_of("never-people")
#: Below this score (0..1) the tagger is not sure of a label.
_UNSURE = 0.6
#: Words that a name of a person follows.
_NAMED = frozenset({"bernama", "berinisial", "inisial", "alias"})


class Kinds:
    """Reads the kinds of one-word names from what stands around them in the whole article.

    Args:
        names: the lexicons.
        resources: gives the lexicon `kind_nouns`.
    """

    def __init__(self, names: NameLexicons, resources: Resources):
        self.names = names
        self.nouns: Phrases[tuple[str, str]] = Phrases(
            ((r["noun"], (r["kind"], r["sure"])) for r in resources.lexicon("kind_nouns")), fold=False
        )

    def settle(self, kept: Sequence[Read]) -> None:
        """Correct the labels of one-word names of people by the nouns before them and by longer names, and find initials once shown to be people's."""
        self._drop_terms(kept)
        self._drop_common(kept)
        self._apposed(kept)
        self._villages(kept)
        self._small_heads(kept)
        self._by_nouns(kept)
        self._part_aliases(kept)
        self._whole_names(kept)
        self._holders(kept)
        self._bodies_of_holders(kept)
        self._clubs(kept)
        self._initials(kept)

    def _drop_terms(self, kept: Sequence[Read]) -> None:
        """`bea masuk antidumping (BMA)`: capitals that stand for words in small letters name nothing, anywhere in the article."""
        terms = set()
        for _, tokens, _ in kept:
            words = [t.text for t in tokens]
            for k in range(2, len(words) - 2):
                short = words[k + 1]
                bracketed = words[k] == "(" and words[k + 2] == ")" and _TERM.fullmatch(short)
                if bracketed and _stands_for(short, words[max(0, k - len(short) - 3) : k]) and not self._listed(short):
                    terms.add(short)
        for _, tokens, proposals in kept if terms else ():
            proposals[:] = [
                p for p in proposals if p.last - p.first > 1 or tokens[p.first].text not in terms or p.label == "LAW"
            ]

    def _drop_common(self, kept: Sequence[Read]) -> None:
        """`Torvak wajib lapor.` beside `torvak lama`: a word that opens a sentence and stands small elsewhere names nobody, unless a title, a cue or an age shows it."""
        opening = {
            tokens[0].text
            for _, tokens, proposals in kept
            for p in proposals
            if p.label == "PER" and (p.first, p.last) == (0, 1) and not tokens[0].text.isupper()
        }
        small = {token.text for _, tokens, _ in kept for token in tokens if token.text.islower()} if opening else set()
        suspects = {word for word in opening if word.lower() in small}
        common = suspects - self._people(kept, suspects) - self._speaking(kept, suspects) if suspects else suspects
        for _, tokens, proposals in kept if common else ():
            proposals[:] = [p for p in proposals if p.label != "PER" or surface(tokens, p) not in common]

    def _speaking(self, kept: Sequence[Read], suspects: set[str]) -> set[str]:
        """Return the words, no roots, that the cue of what somebody says follows: `Torvak mengungkapkan`."""
        pairs = {pair for _, tokens, _ in kept for pair in pairwise(token.text for token in tokens)}
        said = {word for word, cue in pairs if word in suspects and cue in self.names.active_cues}
        return {word for word in said if word.lower() not in self.names.roots}

    def _apposed(self, kept: Sequence[Read]) -> None:
        """`kata Torvo, sopir truk`, read as an organization or a place, not surely: somebody whose trade or age follows."""
        for _, tokens, proposals in kept:
            words = [t.text for t in tokens]
            for n, p in enumerate(proposals):
                unsure = p.origin == "model" and p.label in ("ORG", "GPE") and p.score < _UNSURE
                if not unsure or p.last - p.first > 2 or any(w.isupper() for w in words[p.first : p.last]):
                    continue
                apposed = words[p.last : p.last + 1] == [","] and p.last + 1 < len(words)
                trade = apposed and words[p.last + 1] in self.names.trades
                if (trade or _age_after(words, p.last - 1)) and not self.names.known_place(words, p.first):
                    proposals[n] = replace(p, label="PER")

    def _villages(self, kept: Sequence[Read]) -> None:
        """`Kepala Desa Senja, Rina Sari`, then `Senja`: what is a village elsewhere, or stands before a district, is no person."""
        places: set[str] = set()
        for _, tokens, proposals in kept:
            words = [t.text for t in tokens]
            for p in proposals:
                if p.label == "GPE" and self._headed(p, words):
                    places.add(words[p.last - 1])
                elif p.label == "PER" and p.last - p.first == 1 and self._of_district(words, p):
                    places.add(words[p.first])
        relabel_people(kept, places - full_name_words(kept), "GPE")

    def _small_heads(self, kept: Sequence[Read]) -> None:
        """`menuju desa Na Torvo`, then `Na Torvo`: what follows a kind of place in small letters is a place, read as a person or in part."""
        places: set[str] = set()
        for _, tokens, proposals in kept:
            words = [t.text for t in tokens]
            for k in range(1, len(words) - 1):
                head = self.names.place_heads.match_at([words[k].capitalize()], 0) if words[k].islower() else None
                if head is None or head[1] != "GPE" or words[k - 1].lower() not in _BEFORE_KINDS:
                    continue
                end = next((j for j in range(k + 1, len(words)) if not words[j][:1].isupper()), len(words))
                inside = [p for p in proposals if p.first < end and p.last > k + 1]
                if not any(p.label == "PER" for p in inside) or any(p.last > end or p.first <= k for p in inside):
                    continue
                proposals[:] = [p for p in proposals if p not in inside]
                proposals.append(replace(inside[0], first=k + 1, last=end, label="GPE"))
                places.add(" ".join(words[k + 1 : end]))
        relabel_people(kept, places - full_name_words(kept), "GPE")

    def _headed(self, p: Proposal, words: Sequence[str]) -> bool:
        """Tell whether a place's name is one word after the kind of place it is: `Desa Senja`."""
        head = self.names.place_heads.match_at(words, p.first)
        return head is not None and head[0] == p.last - p.first - 1

    def _of_district(self, words: Sequence[str], p: Proposal) -> bool:
        """Tell whether a name stands between an office and the larger place: `Kades Senja, Kecamatan Torvo`."""
        larger = words[p.last : p.last + 1] == [","] and self.names.place_heads.match_at(words, p.last + 1) is not None
        return larger and self.names.office_before(words, p.first)

    def _by_nouns(self, kept: Sequence[Read]) -> None:
        """`manajemen Petra`, `driver Petra`: an organization everywhere; `varian Larasa`, `Xbox Larasa`: no mention anywhere."""
        suspects = {
            tokens[p.first].text
            for _, tokens, proposals in kept
            for p in proposals
            if p.last - p.first == 1 and p.label in ("PER", "ORG")
        }
        people = self._people(kept, suspects)
        evidence: dict[str, Counter[str]] = {word: Counter() for word in suspects - people}
        for _, tokens, proposals in kept:
            words = [t.text for t in tokens]
            makers = {p.first for p in proposals if p.label == "ORG" and p.last - p.first == 1}
            for word, kind in self._parts(words, proposals):
                if word in evidence:
                    evidence[word][kind] += 2
            for k, word in enumerate(words):
                if word not in evidence:
                    continue
                if noun := self.nouns.match_ending(words, k):
                    evidence[word][noun[1][0]] += 1 if noun[1][1] == "twice" else 2
                    evidence[word]["always"] += noun[1][1] == "always"
                elif k - 1 in makers:
                    evidence[word]["thing"] += 1
        as_people = {surface(tokens, p) for _, tokens, proposals in kept for p in proposals if p.label == "PER"}
        things = {w for w, e in evidence.items() if self._thing(w, e, as_person=w in as_people)}
        bodies = {w for w, e in evidence.items() if e["organization"] > max(1, e["thing"], e["place"])} - things
        places = {w for w, e in evidence.items() if e["place"] > max(1, e["organization"])} - things
        for _, tokens, proposals in kept:
            proposals[:] = [
                replace(p, label="ORG" if surface(tokens, p) in bodies else "FAC")
                if p.label == "PER" and surface(tokens, p) in bodies | places
                else p
                for p in proposals
                if p.label not in ("PER", "ORG") or surface(tokens, p) not in things
            ]

    def _whole_names(self, kept: Sequence[Read]) -> None:
        """`firma hukum Senja Raya`, `Honda Larasa`, `Moskow`: read as people, an organization, a thing, a place."""
        for _, tokens, proposals in kept:
            words = [t.text for t in tokens]
            for n, p in reversed(list(enumerate(proposals))):
                if p.label != "PER":
                    continue
                noun = self.nouns.match_ending(words, p.first)
                first = words[p.first]
                head = self.names.organization_heads.match_at(words, p.first)
                if head and p.last - p.first == 1 and first[1:].islower() and head[0] == 1:
                    del proposals[n]  # `Komite Torvo (KT) Sari Jaya`: the kind of an organization alone
                    continue
                if head and head[1] == "institution" and head[0] < p.last - p.first and first in _NEVER_PEOPLE:
                    proposals[n] = replace(p, label="ORG")  # `Sanggar Torvo`
                    continue
                firm = p.last - p.first > 1 and words[p.last - 1] in _OF_COMPANIES  # `Torvo Homestay`
                if firm or (noun and noun[1] == ("organization", "whole")):
                    proposals[n] = replace(p, label="ORG")
                elif (p.last - p.first == 2 and first in _MAKERS) or first in self.names.roots:
                    del proposals[n]  # a model; a common word in small letters
                elif self._named_as_place(p, first) and first not in self._people(kept, {first}):
                    proposals[n] = replace(p, label="GPE")

    @staticmethod
    def _part_aliases(kept: Sequence[Read]) -> None:
        """`Sari Torvo alias Mak Sari`, `Sari Torvo atau Mak Sari` is two names of one person."""
        for _, tokens, proposals in kept:
            for n, p in enumerate(proposals):
                at = next((k for k in range(p.first + 1, p.last - 1) if tokens[k].text in ("alias", "atau")), None)
                if p.label == "PER" and at is not None:
                    proposals[n] = replace(p, last=at)
                    proposals.append(replace(p, first=at + 1))

    def _holders(self, kept: Sequence[Read]) -> None:
        """`Ketua Senja Torvo, Bapak Sari Jaya`: what stands between an office and a comma is no person where one with a form of address follows."""
        for _, tokens, proposals in kept:
            words = [t.text for t in tokens]
            starts = {p.first for p in proposals if p.label == "PER"}
            for n, p in enumerate(proposals):
                if p.label != "PER" or p.last - p.first < 2 or words[p.last : p.last + 1] != [","]:
                    continue
                body = next((q for q in proposals if q.last == p.first and q.label == "ORG"), None)
                if body is not None and self._held_by(words, proposals, body.first):
                    proposals[n] = replace(p, first=body.first, label="ORG")
                    proposals.remove(body)
                    break  # `Sari Jaya, Ketua Asosiasi Eksportir Tuna Senja, …`
                person = next((k for k in range(p.last + 2, p.last + 9) if k in starts), None)
                if person is None or not self._addressed(words, p.last + 1, person):
                    continue
                if body is not None and self._head_alone(words, body) and self.names.office_before(words, body.first):
                    proposals[n] = replace(p, first=body.first, label="ORG")
                    proposals.remove(body)
                    break
                if self.names.office_before(words, p.first):
                    proposals[n] = replace(p, label="ORG")

    def _held_by(self, words: Sequence[str], proposals: Sequence[Proposal], first: int) -> bool:
        """Tell whether a person's name, a comma and an office stand right before word `first`."""
        office = self.names.offices.match_ending(words, first)
        comma = first - office[0] - 1 if office else 0
        return comma > 0 and words[comma] == "," and any(q.label == "PER" and q.last == comma for q in proposals)

    def _bodies_of_holders(self, kept: Sequence[Read]) -> None:
        """`Waketum Torvo Sari Jaya`: one word read as a person between an office and a full name is where it is held, everywhere."""
        bodies: set[str] = set()
        for _, tokens, proposals in kept:
            words = [t.text for t in tokens]
            people = [p for p in proposals if p.label == "PER"]
            full = {p.first for p in people if p.last - p.first > 1}
            bodies.update(
                words[p.first]
                for p in people
                if p.last - p.first == 1
                and p.last + (self.names.form(words, p.last) or 0) in full  # `Manajer Torvo H Sari Jaya`
                and self.names.offices.match_ending(words, p.first)
            )
        relabel_people(kept, bodies - full_name_words(kept), "ORG")

    def _addressed(self, words: Sequence[str], first: int, last: int) -> bool:
        """Tell whether words are a rank or a form of address, as it stands before a person's name."""
        if "," in words[first:last]:
            return False
        return bool(self.names.ranks.match_at(words, first) or self.names.honorifics.match_at(words, first))

    def _head_alone(self, words: Sequence[str], p: Proposal) -> bool:
        head = self.names.organization_heads.match_at(words, p.first)
        return head is not None and head[0] == p.last - p.first

    def _clubs(self, kept: Sequence[Read]) -> None:
        """`Real Torvo`, then `pemain Torvo`: the town a club of the article is named after is the club, but after `di` and `kota`."""
        towns = {
            tokens[p.last - 1].text
            for _, tokens, proposals in kept
            for p in proposals
            if p.label == "ORG" and p.last - p.first == 2 and tokens[p.first].text in _CLUBS
        }
        for _, tokens, proposals in kept if towns else ():
            for n, p in enumerate(proposals):
                before = tokens[p.first - 1].text.lower() if p.first else ""
                if p.label == "GPE" and surface(tokens, p) in towns and before not in _BEFORE_TOWNS:
                    proposals[n] = replace(p, label="ORG")

    def _named_as_place(self, p: Proposal, word: str) -> bool:
        return p.last - p.first == 1 and self.names.known_place([word], 0) is not None

    def _parts(self, words: Sequence[str], proposals: Sequence[Proposal]) -> Iterator[tuple[str, str]]:
        """Yield the words of companies' and airports' names, and what they tell: `PT Hotel Senja Internasional`, then `Senja merugi`."""
        for p in proposals:
            head = self.names.organization_heads.match_at(words, p.first)
            company = p.label == "ORG" and head is not None and head[1] == "company"
            if p.label == "ORG" and p.last - p.first == 2 and words[p.last - 1] in _OF_COMPANIES:
                yield words[p.first], "organization"  # `Torvo Group`
            built = p.label == "FAC" and words[p.first] not in ROADS and p.last - p.first > 2
            if company or built:
                for word in words[p.first + 1 : p.last]:
                    yield word, "organization" if company else "place"

    def _thing(self, word: str, evidence: Counter[str], *, as_person: bool) -> bool:
        """Tell whether nouns show a word to be a thing: beyond doubt, or more than an organization where it was read as a person."""
        if self._listed(word):
            return False
        return evidence["always"] > 0 or (as_person and evidence["thing"] > max(1, evidence["organization"]))

    def _people(self, kept: Sequence[Read], suspects: set[str]) -> set[str]:
        """Return the words that something shows to be a person's name: a full name, a title, the cue of a quotation, an age."""
        people = {w for w in suspects if w in self.names.first_names} | full_name_words(kept)
        for _, tokens, _ in kept:
            words = [t.text for t in tokens]
            people.update(word for k, word in enumerate(words) if word in suspects and self._of_person(words, k))
        return people

    def _listed(self, word: str) -> bool:
        return self.names.organizations.match_at([word], 0) is not None

    def _of_person(self, words: Sequence[str], k: int) -> bool:
        """Tell whether a title, `bernama` or the cue of a quotation stands before word `k`, or an age or a name after it."""
        before = words[k - 1] if k else ""
        titled = (
            self.names.ranks.match_ending(words, k)
            or self.names.honorifics.match_ending(words, k)
            or self.names.office_before(words, k)
        )
        return bool(titled) or before in _NAMED or before in self.names.bare_cues or _age_after(words, k)

    def _initials(self, kept: Sequence[Read]) -> None:
        """Initials shown to be a person's are so everywhere: `tersangka RS`, then `RS ditangkap`."""
        shown = self._shown_initials(kept)
        for _, tokens, proposals in kept:
            for n, p in enumerate(proposals):
                if p.last - p.first == 1 and p.label != "PER" and tokens[p.first].text in shown:
                    proposals[n] = replace(p, label="PER", score=max(p.score, 0.7), origin="initials")
            taken = {k for p in proposals for k in range(p.first, p.last)}
            for k, token in enumerate(tokens):
                if token.text in shown and k not in taken and len(token.text) > 1 and not _part_of_name(tokens, k):
                    proposals.append(replace(shown[token.text], first=k, last=k + 1, score=0.75))

    def _shown_initials(self, kept: Sequence[Read]) -> dict[str, Proposal]:
        """Return the initials that a rank, a noun such as `korban`, an age, a full name or most of their places show to be a person's."""
        votes: dict[str, Counter[str]] = {}
        found: dict[str, Proposal] = {}
        others: dict[str, Proposal] = {}
        for _, tokens, proposals in kept:
            words = [t.text for t in tokens]
            for p in proposals:
                initials = _short_form(words, p) if p.label == "PER" else None
                if initials is not None:
                    votes.setdefault(initials, Counter())["PER"] += 100
                    found[initials] = replace(p, first=p.last + 1, last=p.last + 2, origin="initials")
            for p in proposals:
                word, aged = words[p.first], _age_after(words, p.first)
                if p.last - p.first > 1 or not _INITIALS.fullmatch(word) or (self._other(word) and not aged):
                    continue
                count = votes.setdefault(word, Counter())
                if p.label == "PER" or aged:
                    found.setdefault(word, replace(p, label="PER", origin="initials"))
                    count["PER"] += 10 if aged or self._by_form(words, p.first) else 1
                else:
                    short = words[p.first - 1 : p.first] == ["("] and words[p.last : p.last + 1] == [")"]
                    count["other"] += 10 if short else 1
            taken = {k for p in proposals for k in range(p.first, p.last)}
            for k, word in enumerate(words):
                if k in taken or len(word) < 2 or not _INITIALS.fullmatch(word):
                    continue
                told = k > 0 and words[k - 1].lower() in _BEFORE_INITIALS and not self._other(word)
                if _age_after(words, k):
                    found.setdefault(word, Proposal(k, k + 1, "PER", 0.75, "initials"))
                    votes.setdefault(word, Counter())["PER"] += 10
                elif told and not _part_of_name(tokens, k):
                    others.setdefault(word, Proposal(k, k + 1, "PER", 0.7, "initials"))
        if any(votes[w]["PER"] >= 10 for w in found):
            for word, p in others.items():  # `menangkap MM`, where others are named by initials
                votes.setdefault(word, Counter())["PER"] += 1
                found.setdefault(word, p)
        return {w: p for w, p in found.items() if votes[w]["PER"] > votes[w]["other"]}

    def _by_form(self, words: Sequence[str], k: int) -> bool:
        before = words[k - 1].lower() if k else ""
        return (
            bool(self.names.ranks.match_ending(words, k))
            or before in _NAMED
            or before in _NAMED_BY_INITIALS
            or _age_after(words, k)
        )

    def _other(self, word: str) -> bool:
        """Tell whether capitals name something listed: an organization, a place, or nothing."""
        return bool(
            self._listed(word)
            or self.names.organization_heads.match_at([word], 0)
            or self.names.known_place([word], 0)
            or self.names.not_names.match_at([word], 0)
        )


def _stands_for(short: str, words: Sequence[str]) -> bool:
    """Tell whether capitals are the first letters of the last words in small letters, small words left out or not.

    >>> _stands_for("MBDK", ["soal", "minuman", "berpemanis", "dalam", "kemasan"])
    True
    """
    letters = list(short.lower())
    for word in reversed(words):
        if not word.isalpha() or not word.islower():
            return False
        if word[0] == letters[-1]:
            letters.pop()
            if not letters:
                return True
        elif len(word) > 5:
            return False
    return False


def _short_form(words: Sequence[str], p: Proposal) -> str | None:
    """Return the initials in brackets right after a person's name that are made of it: `Rina Sari Dewi (RSD)`."""
    if p.last - p.first < 2 or p.last + 2 >= len(words) or words[p.last] != "(" or words[p.last + 2] != ")":
        return None
    short, name = words[p.last + 1], "".join(words[p.first : p.last]).lower()
    if not _INITIALS.fullmatch(short) or len(short) < 2:
        return None
    letters = iter(name)
    made = all(letter in letters for letter in short.lower().replace(".", ""))
    return short if made and short[0].lower() == name[0] and words[p.last - 1][0] in short else None


def _age_after(words: Sequence[str], k: int) -> bool:
    """Tell whether an age follows word `k`: `(34)`, `(34 tahun)`, `yang berusia 34 tahun`."""
    told = k + 2 if list(words[k + 1 : k + 2]) in (["yang"], [","]) else k + 1
    if list(words[told : told + 1]) in (["berusia"], ["berumur"], ["usia"], ["umur"]):
        return told + 1 < len(words) and words[told + 1].isdigit()
    return (
        k + 3 < len(words)
        and words[k + 1] == "("
        and words[k + 2].isdigit()
        and len(words[k + 2]) == 2
        and words[k + 3] in (")", "tahun", "thn", "th")
    )


def _part_of_name(tokens: Sequence[Token], k: int) -> bool:
    """Tell whether a capitalised word or a number beside word `k` may make it part of another name."""
    if k and tokens[k - 1].text.lower() in _NAMED_BY_INITIALS:
        return False  # `Tersangka RS`
    return any(
        tokens[i].text[:1].isupper() or tokens[i].text[:1].isdigit() or tokens[i].text in ("/", "-")
        for i in (k - 1, k + 1)
        if 0 <= i < len(tokens)
    )
