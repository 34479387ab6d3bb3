"""What has been said and of whom, from the start of an article to the passage that is read."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from warta.core.article import Article, Resolution
from warta.stages.quotes.aliases import Aliases
from warta.stages.quotes.people import People, is_initials
from warta.stages.quotes.phrases import SPEAKER_NOUNS, Phrase
from warta.stages.quotes.reading import Atom, Passage, QuoteLexicon
from warta.stages.quotes.reasons import ANONYMOUS
from warta.stages.quotes.roles import INTRODUCED, SPOKE, SUBORDINATE

#: How much of the attention a person has in one passage is left in the next.
DECAY = 0.55
#: The most attention somebody has who is named again and again without speaking.
HEARD_OF = 1.8
#: For how many passages a speaker can be the one who goes on (`tambahnya`).
CONTINUES = 4
#: What is left where a description's gender does not fit; where the first name is one of the other gender; where nothing says which.
OTHER_GENDER, NAMED_OTHERWISE, UNKNOWN_GENDER = 0.05, 0.15, 0.7
#: An organization or a group is a pronoun's antecedent only where it has just spoken, and no person has lately.
GROUP_SPOKE, LATELY = 0.9, 12
#: How many are kept in mind at once.
REMEMBERED = 40
_WORD = re.compile(r"[^\W\d_]+")
_BODIES = frozenset({"noun:collective", "noun:group"})


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks, as far as the article tells.

    Args:
        name: canonical name, description as written, or None (then `reason` says why).
        entity: index into the article's entities, or None.
        start: first character of the mention, -1 where there is none.
        end: one past its last character.
        resolution: how the mention was resolved.
        reason: why there is no name.
        margin: how far ahead of the next candidate the chosen one was, 0..1.
        office: index into the article's offices of the title it was resolved by, or None.
        person: whether it is somebody with a name or a title.
        plural: whether several speak.
        single: whether it may be one person without a name (`terdakwa`, `relawan`).
    """

    name: str | None
    entity: int | None
    start: int
    end: int
    resolution: Resolution
    reason: str | None = None
    margin: float = 1.0
    office: int | None = None
    person: bool = True
    plural: bool = False
    single: bool = False

    @property
    def key(self) -> object:
        """What makes two speakers the same."""
        return ("e", self.entity) if self.entity is not None else ("n", (self.name or "").lower())


@dataclass
class Attention:
    """How much in focus somebody is, and since when."""

    score: float
    passage: int
    speaker: Speaker
    patient: bool = False  # last named as the subject of a passive verb
    acted: int = -99  # the last passage in which they spoke or were the subject of a clause
    first: int = 0  # the first passage that names them
    introduced: bool = False  # the last passage that names them is there to introduce them
    ends: bool = False  # their name ended that passage
    kin: bool = False  # that passage names them as kin of somebody: `suaminya, Budi Jaya`

    def left(self, passage: int) -> float:
        """Return what is left of the score at a later passage."""
        return self.score * DECAY ** (passage - self.passage)


@dataclass
class Memory:
    """What has been said and of whom, from the start of the article to the current passage.

    Args:
        article: the article.
        lexicon: the words of quotations.
        attention: who is in focus, by `Speaker.key`.
        spoken: the last passage in which a person spoke, by key.
        last: who spoke last, in `last_passage` of `last_paragraph`, in a direct quotation or not (`last_direct`).
        last_quoted: the last person with a name in a direct quotation, and in `last_quoted_passage`.
        last_group: the last group or organization that spoke or was a subject, and in `last_group_passage`.
        last_organization: the last organization named, and in `last_organization_passage`.
        last_account: the last account named, and in `last_account_passage`.
        last_plural: the last speaker or subject of several.
        last_pair: the last two persons named side by side.
        introduced: whose words follow, and in which passage that was said.
        nameless_passage: the last passage about somebody without a name; `nameless_withheld` where the name is kept back.
        withheld: the nouns of the last speaker without a name (`seorang petani`).
        genders: what the article says somebody's gender is, by entity.
        dead: who has died.
        caught: who has been accused or caught.
        holders: who has been called a victim, a witness, a suspect, by that noun.
        many: nouns of which the article tells of several.
        bodies: which organization has been called by a kind of body (`agensi`).
        paragraph_start: the first passage of the current paragraph.
    """

    article: Article
    lexicon: QuoteLexicon
    attention: dict[object, Attention] = field(default_factory=dict)
    spoken: dict[object, int] = field(default_factory=dict)
    last: Speaker | None = None
    last_passage: int = -9
    last_paragraph: int = -9
    last_direct: bool = False
    last_quoted: Speaker | None = None
    last_quoted_passage: int = -9
    last_group: Speaker | None = None
    last_group_passage: int = -9
    last_organization: Speaker | None = None
    last_organization_passage: int = -9
    last_account: Speaker | None = None
    last_account_passage: int = -9
    last_plural: Speaker | None = None
    last_pair: Speaker | None = None
    introduced: Speaker | None = None
    introduced_passage: int = -9
    nameless_passage: int = -9
    nameless_withheld: bool = False
    withheld: set[str] = field(default_factory=set)
    genders: dict[int, str] = field(default_factory=dict)
    dead: set[int] = field(default_factory=set)
    caught: set[int] = field(default_factory=set)
    holders: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    many: set[str] = field(default_factory=set)
    bodies: dict[str, Speaker] = field(default_factory=dict)
    paragraph_start: int = 0

    def __post_init__(self) -> None:
        self.people = People(self.article, self.lexicon)
        self.aliases = Aliases(self.people, self._in_focus)

    def person(
        self,
        entity: int,
        start: int,
        end: int,
        *,
        margin: float,
        resolution: Resolution = "title",
        office: int | None = None,
    ) -> Speaker:
        """Return a person of the article as the speaker whom the characters from `start` to `end` mean."""
        return Speaker(self.article.entities[entity].name, entity, start, end, resolution, margin=margin, office=office)

    @staticmethod
    def initials_only(speaker: Speaker) -> bool:
        """Tell whether a speaker is named by initials only."""
        return speaker.person and is_initials(speaker.name or "")

    def spoke(self, speaker: Speaker, passage: int, paragraph: int, *, direct: bool = False) -> None:
        """Take note of who has just spoken, and whether in a direct quotation."""
        if speaker.name is not None or speaker.reason == ANONYMOUS:
            self.last, self.last_passage, self.last_paragraph = speaker, passage, paragraph
            self.last_direct = direct
            if speaker.name is None and self.introduced_passage < passage:
                self.introduced = None  # somebody without a name breaks in
            if direct and speaker.person and speaker.name is not None:
                self.last_quoted, self.last_quoted_passage = speaker, passage
            if speaker.name is not None:
                self.attend(speaker, SPOKE if speaker.person else GROUP_SPOKE, passage, own=True)
                if speaker.person:
                    self.spoken[speaker.key] = passage
            if not speaker.person:
                self.last_group, self.last_group_passage = speaker, passage
            if speaker.plural:
                self.last_plural = speaker

    def heard_of(self, speaker: Speaker, passage: int) -> None:
        """Take note of somebody whose words were only told in passing, where there is a name."""
        if speaker.name is not None:
            self.attend(speaker, SUBORDINATE, passage)

    def introduce(self, speaker: Speaker, passage: int) -> None:
        """Take note of a speaker whose words follow in the next passage."""
        self.introduced, self.introduced_passage = speaker, passage
        if speaker.person and speaker.name is not None:
            self.spoken[speaker.key] = passage
        self.attend(speaker, SPOKE, passage, own=True)

    def attend(
        self,
        speaker: Speaker,
        weight: float,
        passage: int,
        *,
        own: bool = False,
        patient: bool = False,
        ends: bool = False,
        acts: bool = False,
        kin: bool = False,
    ) -> None:
        """Take note that somebody is in focus in a passage.

        Args:
            speaker: who.
            weight: how much attention the mention gives, see `roles`.
            passage: the passage's number.
            own: whether they spoke, so that what they had is not added.
            patient: whether they were the subject of a passive verb.
            ends: whether the passage ended with their name.
            acts: whether they are the subject of a clause, whatever the weight.
            kin: whether they are named as kin of somebody.
        """
        there = self.attention.get(speaker.key)
        score = weight
        if there is not None:
            left = there.left(passage)
            score = max(weight, left) if own else min(weight + left, max(HEARD_OF, weight, left))
        acted = passage if acts or weight >= SUBORDINATE else there.acted if there is not None else -99
        first = passage if there is None else there.first
        self.attention[speaker.key] = Attention(
            min(score, SPOKE), passage, speaker, patient, acted, first, weight == INTRODUCED, ends, kin
        )
        if len(self.attention) > REMEMBERED:
            forgotten = min(self.attention, key=lambda key: self.attention[key].passage)
            del self.attention[forgotten]

    def just_shown(self, held: Attention, passage: int) -> bool:
        """Tell whether the sentence right before ends with somebody new and what they are: `… disambut kecut Ketua RT, Rina Sari. Dia mengaku …`"""
        entity = held.speaker.entity
        return held.first == passage - 1 and entity is not None and held.ends and self.people.explained(entity)

    def gender_share(self, entity: int | None, gender: str) -> float:
        """Return what somebody keeps of the attention where a description is of one gender (`perempuan itu`)."""
        if entity is None:
            return 1.0
        told = self.genders.get(entity)
        if told is not None:
            return 1.0 if told == gender else OTHER_GENDER
        who = self.article.entities[entity]
        named = self.lexicon.gender_of_name(who.name) if who.label == "PER" else None
        return 1.0 if named == gender else UNKNOWN_GENDER if named is None else NAMED_OTHERWISE

    def can_be(self, entity: int, gender: str | None) -> bool:
        """Tell whether somebody may be of a gender, as far as the article and the name say."""
        return gender is None or self.gender_share(entity, gender) >= UNKNOWN_GENDER

    def just_introduced(self, passage: Passage) -> Speaker | None:
        """Return whom the sentence right before has introduced, by an office and as its subject: `Camat Rina Sari membenarkan. "…," pungkasnya`."""
        if self.last_passage >= passage.no - 1:
            return None
        since = self.introduced_passage - self.last_passage
        within = 1 if passage.first else 2
        agreed = self.introduced if since > 0 and passage.no - self.introduced_passage <= within else None
        if agreed is not None and agreed.entity is not None and self.people.introduced(agreed.entity):
            return agreed
        fresh = [
            held.speaker
            for key, held in self.attention.items()
            if held.first == held.acted == passage.no - 1 and not held.patient and key not in self.spoken
        ]
        titled = [s for s in fresh if s.entity is not None and self.people.explained(s.entity)]
        return titled[0] if len(titled) == 1 else None

    def newly_named(self, passage: Passage) -> int | None:
        """Return the one person whom the sentence right before, in the same paragraph, is the first to name, or names at all."""
        named = [
            held
            for held in self.attention.values()
            if held.passage == passage.no - 1 and held.speaker.entity is not None and held.speaker.person
        ]
        new = [held for held in named if held.first == held.passage] or named
        return new[0].speaker.entity if len(new) == 1 and not passage.first else None

    def just_acted(self, passage: Passage) -> int | None:
        """Return the person who was the subject of the sentence right before, in the same paragraph."""
        if passage.first:
            return None
        acted = [h for h in self.attention.values() if h.acted == passage.no - 1 and h.speaker.entity is not None]
        best = max(acted, key=lambda held: held.score, default=None)
        return best.speaker.entity if best is not None else None

    def named_in(self, entity: int, words: frozenset[str]) -> bool:
        """Tell whether the words of a quotation name a person, so that somebody else says it."""
        aliases = self.article.entities[entity].aliases
        return any(w in words and len(w) > 1 and w[0].isupper() for alias in aliases for w in alias.split())

    def told_namelessly(self, passage: Passage) -> bool:
        """Tell whether the words of somebody without a name, or of a body, were told last, where a person with one was quoted right before."""
        last, quoted = self.last, self.last_quoted
        if last is None or last.name is None or last.entity is not None or self.last_direct or last.single:
            return False
        body = _BODIES & self.lexicon.classes.get(last.name.lower().split()[0], frozenset())
        if not body and not last.name[0].islower():
            return False  # `Ketua dewan mengatakan …`: one person
        return quoted is not None and quoted.entity is not None and passage.no - self.last_quoted_passage <= CONTINUES

    @property
    def initials_told(self) -> bool:
        """Whether who spoke last is named by initials, and not in a direct quotation."""
        return self.last is not None and not self.last_direct and self.initials_only(self.last)

    @property
    def last_key(self) -> object:
        """What identifies who spoke last, None where nobody has."""
        return self.last.key if self.last is not None else None

    def told_of(self, passage: Passage) -> Speaker | None:
        """Return whom the sentences right before are about, where it is not who spoke last: `Pelatihnya, Rina Sari, mengelus dada. "…"`."""
        acted = [
            held
            for key, held in self.attention.items()
            if key != self.last_key
            and held.speaker.person
            and held.acted > max(self.last_passage, passage.no - CONTINUES)
        ]
        best = max(acted, key=lambda held: held.left(passage.no), default=None)
        last = self.attention.get(self.last_key)
        if best is None or (last is not None and last.acted > self.last_passage):
            return None
        return best.speaker

    def turned_to(self, passage: Passage) -> Speaker | None:
        """Return whom the passages since the last speech are about, where it is somebody else who has spoken and is more in focus."""
        if self.last is None:
            return None
        focus = {key: held.left(passage.no) for key, held in self.attention.items()}
        since = [key for key, held in self.attention.items() if held.passage > self.last_passage and key in self.spoken]
        best = max(since, key=lambda key: focus[key], default=None)
        if best is None or best == self.last.key or focus[best] <= focus.get(self.last.key, 0.0):
            return None
        return self.attention[best].speaker

    def fullest(self, speaker: Speaker) -> Speaker:
        """Return a speaker under the name the whole article shows to be theirs: `Rin` before `Rina Sari, yang akrab disapa Rin`."""
        person = self.people.same.get(speaker.entity) if speaker.entity is not None and speaker.person else None
        if person is None or person == speaker.entity:
            return speaker
        return replace(speaker, entity=person, name=self.article.entities[person].name)

    def _in_focus(self, passage: int, but: int | None = None) -> int | None:
        """Return the person with the most attention at a passage, but for one."""
        people = [
            held for held in self.attention.values() if held.speaker.entity not in (None, but) and held.speaker.person
        ]
        best = max(people, key=lambda held: held.left(passage), default=None)
        return best.speaker.entity if best is not None else None

    def lately(self, passage: Passage) -> bool:
        """Tell whether the last speech was in one of the last passages."""
        return passage.no - self.last_passage <= CONTINUES

    def unrivalled(self, passage: Passage) -> bool:
        """Tell whether nobody has spoken or acted since the last speech, not long ago: `imbuhnya` after a paragraph of facts."""
        acted = (held.acted for key, held in self.attention.items() if key != self.last_key and held.speaker.person)
        return passage.no - self.last_passage <= LATELY and max(acted, default=-1) < self.last_passage

    def held(self, entity: int, passage: int) -> float:
        """Return how much attention a person has at a passage, 0..1."""
        there = self.attention.get(("e", entity))
        return there.left(passage) / SPOKE if there is not None else 0.0


def extent(passage: Passage, phrase: Phrase) -> tuple[int, int]:
    """Return the first character of a phrase without its apposition, and one past the last."""
    return passage.atoms[phrase.first].start, passage.atoms[phrase.core - 1].end


def heads(passage: Passage, phrase: Phrase) -> set[str]:
    """Return the nouns of a phrase that say what somebody is."""
    atoms = passage.atoms[phrase.first : phrase.core]
    return {a.low for a in atoms if a.kind == "word" and a.classes & SPEAKER_NOUNS}


def gender_of(atoms: Sequence[Atom]) -> str | None:
    """Return what a form of address or a noun says of somebody: `female`, `male`, or None."""
    for atom in reversed(atoms):
        for gender in ("female", "male"):
            if gender in atom.classes:
                return gender
    return None


def words_of(text: str) -> frozenset[str]:
    """Return the words of a text as they are written, without digits."""
    return frozenset(_WORD.findall(text))
