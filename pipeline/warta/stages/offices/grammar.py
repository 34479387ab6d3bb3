"""The grammar of offices around the person mentions of an article.

An office starts with a head word (`office_heads.tsv`) and runs over its complement; several offices may be stacked with a
comma, a slash, `dan`, `sekaligus`. `orders` finds those that stand before a name, after it or are said of it; here each
goes to one person, offices shared by several people and those given a line later (`Mantan Camat Gubeng itu`) are added, and
`parts` reads title, organization and country.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from warta.core.article import Article, Mention, Office
from warta.lexicon import Resources
from warta.stages.offices.forms import FormReader, Forms
from warta.stages.offices.lexicons import OfficeLexicons, words_of
from warta.stages.offices.orders import Claim, Orders
from warta.stages.offices.parts import Parts
from warta.stages.offices.view import SentenceView

_DEMONSTRATIVES = words_of("demonstrative")
_ALSO_CIVIL = words_of("civil-rank")
_UNIFORMED = words_of("uniformed")
_WORD = re.compile(r"\w+")
_SPOKEN = words_of("spoken")
_SHARING = words_of("sharing")
_PLURAL = words_of("plural")
#: How many sentences back a person is looked for that a pronoun or a description means.
_BACK = 5


@dataclass(frozen=True)
class Found:
    """An office read next to a person mention, before merging over the article."""

    office: Office
    mention: int


@dataclass(frozen=True)
class _Person:
    """What the sentence says of a person besides the office."""

    base: Office
    forms: Forms
    mention: int


class OfficeGrammar:
    """Reads the offices of the people mentioned in an article.

    Args:
        resources: gives the lexicons `office_heads`, `office_markers`, `ranks`, `honorifics`, `degrees`, `organization_heads`.
        professions: whether professions with a field or an organization are offices too.
    """

    def __init__(self, resources: Resources, *, professions: bool = True):
        self.lexicons = OfficeLexicons(resources)
        self.forms = FormReader(self.lexicons)
        self.orders = Orders(self.lexicons)
        self.parts = Parts(self.lexicons)
        self.professions = professions

    def read(self, article: Article) -> list[Found]:
        """Return every office asserted of a person mention, in text order."""
        by_sentence: dict[int, list[tuple[int, Mention]]] = defaultdict(list)
        for index, mention in enumerate(article.mentions):
            by_sentence[mention.sent_no].append((index, mention))
        found: list[Found] = []
        focus: list[int | None] = []  # for each sentence read, the mention of the person it is about
        seen: set[int] = set()
        block, quoted = -1, False
        for sentence in article.read_sentences():
            quoted = quoted and sentence.block_no == block
            block = sentence.block_no
            view = SentenceView(article, sentence, by_sentence.get(sentence.no, ()), self.lexicons, quoted=quoted)
            quoted = view.open
            back = next((m for m in reversed(focus[-_BACK:]) if m is not None), None)
            found.extend(self._sentence(view, back))
            own = [index for first, last, index in view.people if not view.quoted[first] and view.subject(first, last)]
            told = any(w.isalpha() and not q for w, q in zip(view.words, view.quoted, strict=True))
            about = own[0] if own else self._shown(view, seen)
            if about is not None or (told and sentence.kind == "paragraph"):
                focus.append(about)
            seen.update(article.mentions[index].entity for _, _, index in view.people)
        return found

    @staticmethod
    def _shown(view: SentenceView, seen: set[int]) -> int | None:
        """Return the one person a sentence names, where it is the first to and ends with the name: `Jawaban itu tidak memuaskan Rina Sari.`"""
        if len(view.people) != 1:
            return None
        first, last, index = view.people[0]
        ends = not any(w.isalnum() for w in view.words[last:]) and not view.quoted[first]
        return index if ends and view.article.mentions[index].entity not in seen else None

    # ------------------------------------------------------------------ one sentence

    def _sentence(self, view: SentenceView, back: int | None) -> Iterator[Found]:
        people: list[_Person] = []
        claims: list[Claim] = []
        for number, (first, last, index) in enumerate(view.people):
            mention = view.article.mentions[index]
            forms = self.forms.read(view, first)
            after, after_rank = self.orders.after(view, number)
            rank, code = (forms.rank, forms.rank_code) if forms.rank else after_rank or (None, None)
            base = Office(
                sent_no=view.sentence.no,
                person=mention.span,
                entity=mention.entity,
                honorific=forms.honorific,
                rank=rank,
                rank_code=code,
                in_caption=view.sentence.kind == "caption",
            )
            people.append(_Person(base, forms, index))
            before = self.orders.before(view, number, forms.start, ranked=forms.start < first)
            if any(claim.beside for claim in before):
                after = [claim for claim in after if not self._of_list(view, claim)]
            claims += before + after
            if not after:
                claims += self.orders.stated(view, number, last)
        seen: set[int] = set()
        following: Office | None = None
        found: list[Found] = []
        for claim in reversed(self._shared(view, people, self._owned(view, claims))):
            person = people[claim.person]
            office = self._office(view, person.base, claim)
            if office is None:
                continue
            if following is not None and self._joined(view, claim, office, following):
                # `Founder sekaligus CEO Kopi Kenangan`
                office = replace(
                    office, organization=following.organization, organization_entity=following.organization_entity
                )
            seen.add(claim.person)
            found.append(Found(office, person.mention))
            following = office
        yield from reversed(found)
        for number, person in enumerate(people):
            ranked = person.base.rank is not None and person.forms.service != "academic"
            if number not in seen and ranked and not self._of_team(view, person.base):
                yield Found(replace(person.base, rule="rank"), person.mention)
        yield from self._described(view, back)

    @staticmethod
    def _of_list(view: SentenceView, claim: Claim) -> bool:
        """Tell whether an office after a name is the next of a list: `mendesak Presiden Sari Torvo, Ketua DPR, dan Polri`."""
        last = claim.piece[1]
        return view.words[last : last + 1] == [","] and view.words[last + 1 : last + 2] in (["dan"], ["serta"])

    @staticmethod
    def _of_team(view: SentenceView, base: Office) -> bool:
        """Tell whether a rank that teams and ships have too stands in a text without police or soldiers: `Kapten`."""
        if base.rank is None or base.rank.text not in _ALSO_CIVIL:
            return False
        return not set(_WORD.findall(view.article.text)) & _UNIFORMED

    @staticmethod
    def _owned(view: SentenceView, claims: list[Claim]) -> list[Claim]:
        """Give each office to one person: who stands beside it, else who is said to hold it, else who has none yet."""
        by_head: dict[int, list[Claim]] = defaultdict(list)
        for claim in claims:
            by_head[claim.piece[0]].append(claim)
        owned: list[Claim] = []
        settled: set[int] = set()
        for head in sorted(by_head):
            rivals = sorted(by_head[head], key=lambda c: c.person)
            beside = [c for c in rivals if c.beside] or [c for c in rivals if c.order == "stated"]
            free = [c for c in rivals if c.person not in settled or c.order == "before"]
            chosen = (beside or free or rivals)[0]
            if chosen.order == "before":
                settled.add(chosen.person)
            owned.append(chosen)
        return sorted(owned, key=lambda c: (c.person, c.piece[0]))

    def _joined(self, view: SentenceView, claim: Claim, office: Office, following: Office) -> bool:
        """Tell whether a bare head is joined to the office after it, with which it shares the organization."""
        if following.entity != office.entity or office.organization or office.country or following.title is None:
            return False
        between = view.article.text[view.tokens[claim.piece[1] - 1].span.end : following.title.start].split()
        return self.orders.bare(view, claim.piece) and len(between) == 1 and between[0].lower() in _SHARING

    # ------------------------------------------------------------------ several people, one office

    def _shared(self, view: SentenceView, people: list[_Person], claims: list[Claim]) -> list[Claim]:
        """Add the office before a list of people to each of them: `Wakil Ketua DPRD A, B dan C`."""
        out: list[Claim] = []
        own: dict[int, list[Claim]] = defaultdict(list)
        for claim in claims:
            own[claim.person].append(claim)
        given: dict[int, list[Claim]] = {}
        for number in range(len(people)):
            before = [c for c in own[number] if c.order == "before"]
            group = self._list_from(view, people, own, number) if before else []
            if len(group) < 2:
                continue
            if len(before) == len(group) and self._paired(view, before):
                given |= {person: [replace(c, person=person)] for person, c in zip(group, before, strict=True)}
            elif self._of_many(view, before[-1], len(group)):
                for person in group[1:]:
                    given[person] = [replace(before[-1], person=person, order="shared", beside=False)]
        for number in range(len(people)):
            out += given.get(number, own[number])
        return out

    def _list_from(
        self, view: SentenceView, people: list[_Person], own: dict[int, list[Claim]], number: int
    ) -> list[int]:
        """Return the people of a list that begins with one: those after it have no office of their own."""
        group, at = [number], view.people[number][1]
        for other in range(number + 1, len(people)):
            start = people[other].forms.start
            between = [w.lower() for w in view.words[at:start]]
            if own[other] or not between or not set(between) <= {",", "dan", "serta"}:
                break
            group.append(other)
            at = view.people[other][1]
            if between[-1] in ("dan", "serta"):
                return group
        return [number]

    @staticmethod
    def _paired(view: SentenceView, before: list[Claim]) -> bool:
        """Tell whether offices are joined by `dan`: `Bupati dan Wakil Bupati Biak Numfor, A dan B`."""
        return len(before) > 1 and all(
            [w.lower() for w in view.words[one.piece[1] : two.piece[0]]] in (["dan"], ["serta"])
            for one, two in pairwise(before)
        )

    def _of_many(self, view: SentenceView, claim: Claim, size: int) -> bool:
        first = claim.piece[0]
        plural = first > 0 and view.words[first - 1].lower() in _PLURAL
        match = self.lexicons.heads.match_at(view.words, first)
        return plural or (match is not None and match[1].many and size > 2)

    # ------------------------------------------------------------------ an office given a line later

    def _described(self, view: SentenceView, back: int | None) -> Iterator[Found]:
        """`Mantan Camat Gubeng itu`, `Ia menjabat sebagai Ketua …`: of the person the text is about."""
        n = len(view.words)
        for i in range(n):
            if view.quoted[i]:
                continue
            about = next((m for first, _, m in view.people if first < i and not view.quoted[first]), back)
            if about is None:
                continue
            mention = view.article.mentions[about]
            base = Office(sent_no=view.sentence.no, person=mention.span, entity=mention.entity)
            if view.words[i].lower() in self.lexicons.pronouns:
                for claim in self.orders.stated(view, -1, i + 1):
                    office = self._office(view, base, replace(claim, order="described"))
                    if office is not None:
                        yield Found(office, about)
                continue
            head = self.lexicons.heads.match_at(view.words, i)
            if head is None or view.label[i] == "PER" or not self._subject(view, i):
                continue
            end = self.orders.stretches.right(view, i + head[0])
            if end > i + head[0] and end < n and view.words[end].lower() in _DEMONSTRATIVES:
                office = self._office(view, base, Claim((i, end), "described", -1))
                if office is not None:
                    yield Found(office, about)

    def _subject(self, view: SentenceView, i: int) -> bool:
        """Tell whether a description begins at word `i` that is the subject of its clause: first, or after a verb of saying."""
        while i > 0 and (marker := self.lexicons.markers.match_ending(view.words, i)):
            if marker[1] in ("former", "acting"):
                i -= marker[0]
            elif marker[1] in ("holder", "also", "copula"):
                return True  # `pria yang juga Ketua … ini`
            else:
                break
        if i == 0:
            return True
        before = view.words[i - 1]
        return before.lower() in _SPOKEN or (view.verb(i - 1) and i > 1 and not view.words[i - 2][:1].isalpha())

    # ------------------------------------------------------------------ one office

    def _office(self, view: SentenceView, base: Office, claim: Claim) -> Office | None:
        first, last = claim.piece
        match = self.lexicons.heads.match_at(view.words, first)
        assert match is not None
        length, head = match
        if view.words[last - 1] == "nya":
            return None  # `Pimpinannya, …`: whose office it is stands elsewhere
        start = first + length
        former, acting = self.parts.held(view, claim.piece)
        last = self.parts.end(view, claim.piece, length)
        title_last, country, country_span = self.parts.country(view, start, last)
        organization, entity = self.parts.organization(view, start, title_last, last)
        if head.kind == "profession" and (not self.professions or organization is None):
            return None
        named = organization is not None or any(view.capital(k) for k in range(start, title_last))
        if not named and (head.kind == "member" or (claim.order == "described" and country is None)):
            return None
        return replace(
            base,
            title=view.span(first, title_last),
            organization=organization,
            organization_entity=entity,
            country=country,
            country_span=country_span,
            former=former or claim.former,
            acting=acting,
            rule=f"{claim.order}.{head.kind}",
        )
