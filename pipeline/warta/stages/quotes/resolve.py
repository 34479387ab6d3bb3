"""Resolve a speaker's noun phrase to a name: short names, titles, pronouns and speakers carried over."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from warta.core.article import Article, Resolution
from warta.stages.quotes.aliases import Aliases, entity_of
from warta.stages.quotes.people import People, is_initials
from warta.stages.quotes.reading import HEADLINES, Atom, Passage, QuoteLexicon
from warta.stages.quotes.reasons import ANONYMOUS, NO_GROUP_BEFORE, NOBODY_BEFORE, NOT_NAMED
from warta.stages.quotes.roles import CAPTION, INTRODUCED, SPOKE, SUBJECT, SUBORDINATE, WEIGHT, Roles
from warta.stages.quotes.speakers import FREE, SPEAKER_NOUNS, Phrase, Phrases

#: How much of the attention a person has in one passage is left in the next.
DECAY = 0.55
#: The most attention somebody has who is named again and again without speaking.
HEARD_OF = 1.8
#: Share of the attention a person named by initials gets; as the speaker of `katanya`, the subject of a passive verb, and somebody who has
#: neither spoken nor been the subject of a clause in the last passages.
INITIALS, PATIENT, IDLE = 0.4, 0.4, 0.4
IDLE_FOR = 12
#: Share of the attention the last speaker keeps whom the quotation itself names.
NAMED_LAST = 0.4
#: Share of the attention any other candidate keeps whom the quotation names, who is likely its `dia`, and who was in focus before without speaking.
NAMED_IN_IT, OTHER_THAN_LAST, NEVER_SPOKE = 0.3, 0.6, 0.25
#: Share of the attention somebody keeps who has been spoken of and said nothing, and where the quotation says `saya`.
SILENT, SILENT_I, SILENT_FOR = 0.25, 0.75, 8
#: Whom a description has meant before may have so many times less attention than whoever has most, to be meant by the next.
WEAK = 2.0
#: Within so many passages of being named first somebody who has not spoken may yet.
FRESH = 3
#: How many times as much attention somebody has whom nothing describes, to be a description's rather than whom it fits.
RIVAL = 3.0
#: Share of the attention somebody keeps whom nothing but one word names.
BARE = 0.5
#: Attention too faint for somebody who has not spoken, where another has, for so many passages.
FAINT, LONG_AGO = 0.25, 20
#: The most attention a name in reported words gets.
TOLD_OF = 0.45
#: Share of the attention of a speaker named by initials whose words were only told, where the quotation does not say `saya`.
TOLD = 0.5
#: Share of the attention of several as the antecedent of a pronoun of one.
SEVERAL = 0.2
#: And of the dead.
DEAD = 0.1
#: And of who has been caught, where the quotation does not say `saya`.
CAUGHT = 0.4
#: What a bare title adds to the fit of the office of whoever spoke last.
SPOKE_BEFORE = 1.2
#: What a name that is no subject adds as the antecedent of a pronoun later in its own sentence, and in a later one of its passage.
SAME_SENTENCE, OTHER_SENTENCE = 0.7, 0.3
_SENTENCE_END = re.compile(r"[.!?]\s")
_WORD = re.compile(r"[^\W\d_]+")
_I_AM = re.compile(
    r"(?:^|[,.!?] |\b(?:[Nn]ama|kenalkan|[Pp]erkenalkan|[Hh]ai|[Hh]alo) )(?:[Ss]aya|[Aa]ku|[Gg]ue) ([A-Z]\w+)"
)
#: For how many passages a speaker can be the one who goes on (`tambahnya`).
CONTINUES = 4
#: Somebody who is only spoken through; whom a description's gender does not fit; who was the subject of the sentence right before.
THROUGH, OTHER_GENDER, JUST_ACTED = 0.1, 0.05, 0.5
#: Somebody new with whom that sentence ended.
JUST_SHOWN = 0.6
#: The same where the first name is one of the other gender, and where nothing says which.
NAMED_OTHERWISE, UNKNOWN_GENDER = 0.15, 0.7
#: What somebody whose trade is told keeps where a description by another trade may mean somebody whose trade is not.
MISFIT = 0.3
#: The share of a speaker without a name whose words were only told, where somebody with one has just been quoted.
NAMELESS = 0.1
#: For how many passages an organization is the one whose report is spoken of (`laporan tersebut`).
ISSUED_WITHIN = 4
#: Heads of offices that say nothing without what follows.
GENERAL_HEADS = frozenset({"kepala", "ketua", "wakil", "direktur", "anggota", "sekretaris", "manajer", "pengurus"})
#: How many characters after a title the name may stand whose title it is: `Direktur Niaga, Teknologi dan Pengembangan Warta, Rina Sari`.
_BESIDE = 80
#: How sure it is that a name none of whose words a person's name has is theirs.
OTHER_NAME = 0.6
#: How many atoms after somebody without a name a name may still be theirs.
NEAR = 8
#: How many are kept in mind at once.
_REMEMBERED = 40
#: An organization or a group is a pronoun's antecedent only where it has just spoken, and no person has lately.
GROUP_SPOKE, LATELY = 0.9, 12


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
class _Attention:
    score: float
    passage: int
    speaker: Speaker
    patient: bool = False  # last named as the subject of a passive verb
    acted: int = -99  # the last passage in which they spoke or were the subject of a clause
    first: int = 0  # the first passage that names them
    introduced: bool = False  # the last passage that names them is there to introduce them
    ends: bool = False  # their name ended that passage

    def left(self, passage: int) -> float:
        """Return what is left of the score at a later passage."""
        return self.score * DECAY ** (passage - self.passage)


@dataclass
class Memory:
    """What has been said and of whom, from the start of the article to the current passage."""

    article: Article
    lexicon: QuoteLexicon
    attention: dict[object, _Attention] = field(default_factory=dict)
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
    last_plural: Speaker | None = None
    last_pair: Speaker | None = None
    last_account: Speaker | None = None
    last_account_passage: int = -9
    introduced: Speaker | None = None
    introduced_passage: int = -9
    nameless_passage: int = -9
    nameless_withheld: bool = False

    def __post_init__(self) -> None:
        self.people = People(self.article, self.lexicon)
        self.roles = Roles(self.lexicon)
        self.aliases = Aliases(self.people, self._in_focus)
        self._organizations = [m for m in self.article.mentions if m.label == "ORG" and m.entity >= 0]
        self._spoken: dict[object, int] = {}
        self._anonymous: set[str] = set()
        self._gender: dict[int, str] = {}
        # what a quotation's words say of who cannot be its speaker
        self._first, self._third, self._absent = map(self.lexicon.words, ("first person", "third person", "absent"))
        self._first -= self.lexicon.words("inclusive")  # `Kita berharap dia pulih`
        self._alone = self.lexicon.words("first person singular")
        self._dead: set[int] = set()
        self._caught: set[int] = set()
        self._roles: dict[str, set[int]] = defaultdict(set)
        self._many: set[str] = set()
        self._tells_more = self.lexicon.words("opens relative") | {"berumur"}  # `pelatih asal Belanda itu`
        self._role_words = self.lexicon.words("role")
        self._kin_words = self.lexicon.words("noun:relation")
        self._kinds: dict[str, Speaker] = {}
        self._paragraph_start = 0

    # -- what is seen --------------------------------------------------------------------------------------------

    def see(self, passage: Passage, phrases: Phrases, told: Sequence[tuple[int, int]] = ()) -> None:
        """Take note of the persons a passage names.

        Args:
            passage: the passage.
            phrases: its noun phrases.
            told: (start, end) of the words somebody is reported to have said there: who is named in them is spoken of.
        """
        if passage.kind == "credit":
            return  # who wrote the article says nothing in it
        if passage.first:
            self._paragraph_start = passage.no
        self._remember_kinds(passage)
        if self._is_about_nobody(passage, phrases):
            self.nameless_passage = passage.no
            self.nameless_withheld = any("anonymity" in atom.classes for atom in passage.atoms)
        if passage.kind not in HEADLINES:
            self._become(passage, phrases)
        caption = passage.kind == "caption"
        for phrase in phrases.phrases:
            main = passage.atoms[phrase.main].low
            if phrase.kind == "organization" and "." in main and " " not in main:
                continue  # `Kabar.co`: the paper itself, or another
            if phrase.kind == "name":
                weight, patient = self.roles.weight(passage, phrase)
                weight = CAPTION if caption else weight
                start = passage.atoms[phrase.main].start
                if any(first <= start < last for first, last in told):
                    weight = min(weight, TOLD_OF)
                if self._initials(passage.atoms[phrase.main]):
                    weight *= INITIALS
                ends = all(atom.kind == "mark" for atom in passage.atoms[phrase.last :])
                self._attend(self._named(passage, phrase), weight, passage.no, patient=patient, ends=ends)
                entity = entity_of(passage.atoms[phrase.main])
                gender = self._gender_of(passage.atoms[phrase.first : phrase.main])
                if entity is not None and gender:
                    self._gender.setdefault(self.people.one(entity), gender)
                if entity is not None and self.roles.has_died(passage, phrase):
                    self._dead.add(self.people.one(entity))
                if entity is not None and passage.kind not in HEADLINES:
                    self.people.described[entity].update(
                        word
                        for a in passage.atoms[phrase.first : phrase.last]
                        if a.kind == "word" and a.classes & SPEAKER_NOUNS
                        for word in {a.low, *a.low.split()}
                    )
                    self.people.described[entity] |= self.roles.apposed_nouns(passage, phrase)
                    kin = self.roles.kin_before(passage, phrase, self._kin_words)
                    self.people.described[entity] |= kin
                    for gender in sorted(g for w in kin for g in self.lexicon.classes[w] & {"female", "male"}):
                        self._gender.setdefault(self.people.one(entity), gender)
                    self.people.described[entity] |= self.roles.presides(passage, phrase)
                    for role in self.roles.accused(passage, phrase):
                        self._caught.add(self.people.one(entity))
                        self._roles[role].add(self.people.one(entity))
                if entity is not None and "role" in passage.atoms[phrase.first].classes:
                    self._roles[passage.atoms[phrase.first].low].add(self.people.one(entity))
            elif phrase.kind == "pronoun" and not phrase.plural and phrase.governor not in _OBLIQUE:
                if "pronoun:sg" in passage.atoms[phrase.main].classes:
                    atom = passage.atoms[phrase.main]
                    meant = self.pronoun(passage, phrases, atom.start, atom.end, before=phrase.first)
                    if meant.entity is not None:
                        self._attend(meant, SUBJECT, passage.no, patient=self.roles.suffers(passage, phrase))
            elif (
                phrase.kind == "title"
                and self.roles.acts(passage, phrase)
                and passage.kind not in HEADLINES
                and not self.roles.named_beside(passage, phrase)
            ):
                meant = self._titled(passage, phrases, phrase)
                described = phrase.anaphoric and bool(passage.atoms[phrase.first].classes & SPEAKER_NOUNS)
                if meant.entity is not None and phrase.anaphoric:
                    self._describe(meant.entity, passage, phrase)
                if meant.office is not None or (described and meant.entity is not None):
                    weight, patient = self.roles.weight(passage, phrase)  # `Bupati melihat …`
                    self._attend(meant, weight, passage.no, patient=patient)
            elif phrase.kind == "group" and self.roles.several(passage, phrase):
                self._many |= self._heads(passage, phrase)
            if phrase.kind == "group" and phrase.plural and self.roles.of_people(passage, phrase):
                self.last_plural = self._as_written(passage, phrase, "name")
            account = self._account(passage, phrase)
            if account is not None:
                self.last_account, self.last_account_passage = account, passage.no
            if phrase.kind == "organization":
                self.last_organization = self._as_written(passage, phrase, "name")
                self.last_organization_passage = passage.no
            if phrase.kind in ("group", "organization") and phrase.governor in ("start", "comma", "conj"):
                self.last_group, self.last_group_passage = self._as_written(passage, phrase, "name"), passage.no

        for first, second in pairwise(phrases.phrases):
            if first.kind == "group" and second.kind == "name" and first.core == second.first - 1:
                entity = entity_of(passage.atoms[second.main])
                if entity is not None and passage.atoms[first.core].low == ",":
                    self.people.described[entity] |= self._heads(passage, first)  # `saksi lain, Rina`
            if self._pair(passage, first, second):
                start, end = passage.atoms[first.main].start, passage.atoms[second.main].end
                name = " ".join(self.article.text[start:end].split())  # as it stands
                self.last_pair = Speaker(name, None, start, end, "name", margin=0.6, plural=True)

    def _is_about_nobody(self, passage: Passage, phrases: Phrases) -> bool:
        """Tell whether somebody without a name does something: `Seorang perawat menghampiri wartawan.`, and `Ia minta …` right after."""
        subject = next((p for p in phrases.phrases if p.governor in ("start", "comma", "conj")), None)
        if subject is None or self.roles.suffers(passage, subject):
            return False
        if subject.kind == "pronoun" and not subject.plural:
            return self.nameless_passage == passage.no - 1 and not passage.first
        named = any("name:PER" in atom.classes for atom in passage.atoms[: subject.last + NEAR])
        somebody = any(atom.classes & SPEAKER_NOUNS for atom in passage.atoms[subject.first : subject.core])
        return subject.kind == "anonymous" and somebody and not subject.plural and not named

    def _remember_kinds(self, passage: Passage) -> None:
        """Take note of what kinds of bodies organizations are said to be: `Warta Raya selaku agensi`, `agensi Warta Raya`, `pihak agensi, Warta Raya`."""
        atoms = passage.atoms
        for k, atom in enumerate(atoms):
            entity = entity_of(atom) if "name:ORG" in atom.classes else None
            if entity is None:
                continue
            before = k - 1 - (k > 1 and atoms[k - 1].low == ",")
            said = k + 2 < len(atoms) and atoms[k + 1].low in ("selaku", "sebagai", "adalah", ",")
            for other in [*atoms[max(0, before) : before + 1], *(atoms[k + 2 : k + 3] if said else ())]:
                if "kind of body" in other.classes:
                    name = self.article.entities[entity].name
                    self._kinds[other.low] = Speaker(name, entity, atom.start, atom.end, "name", person=False)

    @staticmethod
    def _account(passage: Passage, phrase: Phrase) -> Speaker | None:
        """Return the account a phrase names: `@warga_kota`, `akun Instagram @warga_kota`."""
        atom = next((a for a in passage.atoms[phrase.first : phrase.core] if a.low.startswith("@")), None)
        if phrase.kind != "group" or atom is None:
            return None
        return Speaker(atom.low, None, atom.start, atom.end, "name", person=False)

    @staticmethod
    def _pair(passage: Passage, first: Phrase, second: Phrase) -> bool:
        """Tell whether two names stand side by side as a subject, or as who did something: `Rina Sari dan Budi Jaya menuntut …`."""
        joined = first.kind == second.kind == "name" and first.last + 1 == second.first
        acts = first.governor in WEIGHT or (first.governor == "verb" and second.governor == "verb")
        return joined and acts and passage.atoms[first.last].low == "dan"

    def _become(self, passage: Passage, phrases: Phrases) -> None:
        """Take note of who is said to have become a victim, a witness or a suspect: `Rina Sari yang menjadi korbannya`."""
        atoms = passage.atoms
        for k in range(1, len(atoms) - 1):
            role = atoms[k + 1].low.removesuffix("nya")
            if atoms[k].low not in ("menjadi", "jadi") or role not in self._role_words:
                continue
            before = next((p for p in phrases.ending_by(k) if p.kind == "name"), None)
            entity = entity_of(atoms[before.main]) if before is not None and before.governor in WEIGHT else None
            if entity is not None:
                self._roles[role].add(self.people.one(entity))

    @staticmethod
    def _gender_of(atoms: Sequence[Atom]) -> str | None:
        """Return what a form of address or a noun says of somebody: `female`, `male`, or None."""
        for atom in reversed(atoms):
            for gender in ("female", "male"):
                if gender in atom.classes:
                    return gender
        return None

    def _initials(self, atom: Atom) -> bool:
        """Tell whether a name is initials only, as the press writes suspects and victims (`RS`, `M.A.`)."""
        return is_initials(self.article.text[atom.start : atom.end])

    @staticmethod
    def _initials_only(speaker: Speaker) -> bool:
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
                self._attend(speaker, SPOKE if speaker.person else GROUP_SPOKE, passage, own=True)
                if speaker.person:
                    self._spoken[speaker.key] = passage
            if not speaker.person:
                self.last_group, self.last_group_passage = speaker, passage
            if speaker.plural:
                self.last_plural = speaker

    def heard_of(self, speaker: Speaker, passage: int) -> None:
        """Take note of somebody whose words were only told in passing, where there is a name."""
        if speaker.name is not None:
            self._attend(speaker, SUBORDINATE, passage)

    def introduce(self, speaker: Speaker, passage: int) -> None:
        """Take note of a speaker whose words follow in the next passage."""
        self.introduced, self.introduced_passage = speaker, passage
        if speaker.person and speaker.name is not None:
            self._spoken[speaker.key] = passage
        self._attend(speaker, SPOKE, passage, own=True)

    def _attend(
        self,
        speaker: Speaker,
        weight: float,
        passage: int,
        *,
        own: bool = False,
        patient: bool = False,
        ends: bool = False,
    ) -> None:
        there = self.attention.get(speaker.key)
        score = weight
        if there is not None:
            left = there.left(passage)
            score = max(weight, left) if own else min(weight + left, max(HEARD_OF, weight, left))
        acted = passage if weight >= SUBORDINATE else there.acted if there is not None else -99
        first = passage if there is None else there.first
        self.attention[speaker.key] = _Attention(
            min(score, SPOKE), passage, speaker, patient, acted, first, weight == INTRODUCED, ends
        )
        if len(self.attention) > _REMEMBERED:
            forgotten = min(self.attention, key=lambda key: self.attention[key].passage)
            del self.attention[forgotten]

    # -- resolution ----------------------------------------------------------------------------------------------

    def resolve(
        self,
        passage: Passage,
        phrases: Phrases,
        phrase: Phrase,
        *,
        content: str = "",
        before: int | None = None,
        spoken_of: str = "",
    ) -> Speaker:
        """Return the speaker a noun phrase names, of a quotation with this content.

        Args:
            passage: the passage the phrase stands in.
            phrases: the noun phrases of the passage.
            phrase: the phrase.
            content: the quotation.
            before: the atom before which a name of the passage can be a pronoun's antecedent; None for the pronoun's own.
            spoken_of: names in the words, of whom a pronoun is not the antecedent.
        """
        if phrase.kind == "name":
            return self._still(passage, phrase) or self._named(passage, phrase)
        if phrase.kind == "pronoun":
            atom = passage.atoms[phrase.main]
            after_cue = phrase.governor in ("cue", "source")
            return self.pronoun(
                passage,
                phrases,
                atom.start,
                atom.end,
                before=phrase.first if before is None else before,
                plural=phrase.plural,
                after_cue=after_cue,
                content=content,
                spoken_of=spoken_of,
            )
        if phrase.anaphoric and passage.atoms[phrase.first].low == "akun" and self.last_account is not None:
            start, end = self._extent(passage, phrase)
            return replace(self.last_account, start=start, end=end, resolution="title", margin=0.5)
        if phrase.kind == "title":
            meant = self._titled(passage, phrases, phrase, content=content)
            gender = self._gender_of(passage.atoms[phrase.first : phrase.core]) if phrase.anaphoric else None
            if meant.entity is not None and gender:
                self._gender.setdefault(self.people.one(meant.entity), gender)  # `siswa perempuan itu`
            if meant.entity is not None and phrase.anaphoric:
                self._describe(meant.entity, passage, phrase)  # `Penyanyi asal Kota itu`
            return meant
        other = phrase.core > phrase.first + 1 and passage.atoms[phrase.core - 1].low in _OTHER
        if phrase.kind == "anonymous" or (other and phrase.kind in ("group", "title") and not phrase.plural):
            start, end = self._extent(passage, phrase)  # `netizen lain`: one more without a name
            self._anonymous = self._heads(passage, phrase)
            return Speaker(None, None, start, end, "none", ANONYMOUS)
        if phrase.kind == "unknown":
            return self._unknown(passage, phrase)
        if phrase.kind == "organization" and phrase.core == phrase.first + 1:
            spelt = self._spelt(passage, phrase)
            if spelt is not None:
                return spelt
        account = passage.atoms[phrase.first]
        owner = self.people.owner(account.low) if account.low.startswith("@") else None
        if owner is not None:  # `tulis @rinasari`
            name = self.article.entities[owner].name
            return Speaker(name, owner, account.start, account.end, "name", margin=OTHER_NAME)
        bare = phrase.kind == "group" and phrase.core == phrase.first + 1 and not phrase.plural
        if bare and self._anonymous and self._anonymous == self._heads(passage, phrase):
            return Speaker(
                None, None, *self._extent(passage, phrase), "none", ANONYMOUS
            )  # `seorang petani`, `kata petani`
        if phrase.core == phrase.first + 1 and not phrase.plural:
            held = self._roles.get(passage.atoms[phrase.first].low, set())
            if len(held) == 1 and not self._heads(passage, phrase) & self._many:
                start, end = self._extent(passage, phrase)
                entity = next(iter(held))
                return Speaker(self.article.entities[entity].name, entity, start, end, "title", margin=0.5)
        if phrase.relation and not phrase.plural:
            holder = self._whose(passage, phrase)
            if holder is not None:
                return holder
        if phrase.anaphoric and phrase.kind == "organization":
            return self._institution(passage, phrase) or self._as_written(passage, phrase, "name")
        side = passage.atoms[phrase.first].low == "pihak" and phrase.core == phrase.first + 2
        bare = phrase.core == phrase.first + 1 and "definite body" in passage.atoms[phrase.first].classes
        bare = bare or (side and "kind of body" in passage.atoms[phrase.first + 1].classes)
        if (phrase.anaphoric or bare) and phrase.kind == "group" and not phrase.plural:
            head = phrase.first + (passage.atoms[phrase.first].low == "pihak")
            body = self._kinds.get(passage.atoms[head].low) if head < phrase.core <= head + 2 else None
            if body is not None:
                start, end = self._extent(passage, phrase)
                return replace(body, start=start, end=end, resolution="title", margin=0.6)
            found = self._institution(passage, phrase) or self._by_description(passage, phrase)
            if found is not None:
                return found
            if self.last is not None and self.last.name and not self.last.person and self._lately(passage):
                start, end = self._extent(passage, phrase)
                return replace(self.last, start=start, end=end, resolution="title", margin=0.5)
            length = 2 if "possessed" in passage.atoms[phrase.first].classes else 4
            if self.last_organization is not None and phrase.core - phrase.first <= length:
                start, end = self._extent(passage, phrase)
                return replace(self.last_organization, start=start, end=end, resolution="title", margin=0.5)
        return self._as_written(passage, phrase, "name")

    def pronoun(
        self,
        passage: Passage,
        phrases: Phrases,
        start: int,
        end: int,
        *,
        before: int,
        plural: bool = False,
        after_cue: bool = False,
        continuing: bool = False,
        content: str = "",
        spoken_of: str = "",
        gender: str | None = None,
        trade: bool = False,
    ) -> Speaker:
        """Return the antecedent of a pronoun.

        Args:
            passage: the passage it stands in.
            phrases: the noun phrases of the passage.
            start: its first character.
            end: one past its last character.
            before: the atom before which a name of the passage can be the antecedent.
            plural: whether it speaks of several.
            after_cue: whether it follows a cue (`katanya`, `kata dia`), so that it is more likely who spoke before than
                somebody to whom something was done.
            continuing: whether its cue says that a speaker goes on (`tambahnya`).
            content: the quotation of whose cue it is part, so that it is not whom the quotation speaks of.
            spoken_of: names in reported words, whose people are spoken of.
            gender: what a description says of whom it means (`perempuan itu`), or None.
            trade: whether it is a description by a trade (`petani itu`) that fits nobody whose trade is told.
        """
        if plural:
            group = self.last_plural or self.last_group
            both = self.article.text[start:end].lower() == "keduanya"
            if both and self.last_pair is not None:
                group = self.last_pair
            elif (
                self.last is not None
                and self.last.name
                and not self.last.person
                and passage.no - self.last_passage <= 2
            ):
                group = self.last  # `bunyi pernyataan mereka`, after what an organization said
            if group is not None:
                return replace(group, start=start, end=end, resolution="pronoun", single=False, plural=True)
            return Speaker(None, None, start, end, "pronoun", NO_GROUP_BEFORE)
        nameless = passage.no - self.nameless_passage in (0, 1)
        asked = self.nameless_withheld if after_cue else not passage.first
        if nameless and asked and not continuing and not any(p.kind == "name" for p in phrases.ending_by(before)):
            return Speaker(None, None, start, end, "none", ANONYMOUS)  # `Seorang perawat mendekat. Ia minta …`
        near = (
            self.last is not None and passage.no - self.last_passage == 1 and passage.paragraph == self.last_paragraph
        )
        if self.last is not None and near and self.last.single:
            return replace(self.last, start=start, end=end, resolution="pronoun", margin=0.6)
        goes_on = self.last is not None and self.last.name is not None and (self.last.person or self.last_direct)
        if continuing and self.last is not None and goes_on and (self._lately(passage) or self._unrivalled(passage)):
            quoted = self.last_quoted
            if (
                quoted is not None
                and self._initials_only(self.last)
                and passage.no - self.last_quoted_passage <= CONTINUES
            ):
                # `… jelas Rina. SR mengaku diperintah. "…," imbuhnya`: papers quote no suspects
                return replace(quoted, start=start, end=end, resolution="pronoun", margin=0.5)
            turned = self.just_introduced(passage) if after_cue else None
            named = frozenset(_WORD.findall(content))
            if turned is not None and turned.entity is not None and not self._named_in(turned.entity, named):
                return replace(turned, start=start, end=end, resolution="pronoun", margin=0.5)
            return replace(self.last, start=start, end=end, resolution="pronoun", margin=0.7)
        scores: dict[object, float] = {}
        here: set[object] = set()  # the subjects of the passage itself
        speakers: dict[object, Speaker] = {}
        for key, held in self.attention.items():
            scores[key] = held.left(passage.no)
            if not after_cue and not passage.first and held.acted == passage.no - 1:
                scores[key] += JUST_ACTED  # `Rina Sari diketahui bekerja di sana. Ia mengaku …`
            elif not after_cue and not passage.first and self._just_shown(held, passage.no):
                scores[key] += JUST_SHOWN
            if after_cue:
                scores[key] *= PATIENT if held.patient else IDLE if passage.no - held.acted > IDLE_FOR else 1
            speakers[key] = held.speaker
        for phrase in phrases.ending_by(before):
            if phrase.kind == "name":
                speaker = self._named(passage, phrase)
                topic = phrase.first == 1 and passage.atoms[0].low == "bagi"  # `Bagi Rina, itu biasa. "…," ujarnya`
                subject = (phrase.governor in FREE or topic) and not phrase.listed
                # `menanggapi seruan Guterres, ketika beliau menekankan`: named in the same sentence, though not its subject
                between = self.article.text[passage.atoms[phrase.last - 1].end : start]
                beside = SAME_SENTENCE if not _SENTENCE_END.search(between) else OTHER_SENTENCE
                if "attending" in passage.atoms[0].classes:
                    subject, beside = False, THROUGH  # `Didampingi Rina dan Budi, ia menuturkan …`
                if phrase.first and "through" in passage.atoms[phrase.first - 1].classes:
                    beside = THROUGH  # `Melalui pengacaranya, Rina, pria itu meminta …`
                if subject:
                    here.add(speaker.key)
                scores[speaker.key] = scores.get(speaker.key, 0.0) + (1.6 if subject else beside)
                speakers[speaker.key] = speaker
        for phrase in phrases.phrases:
            if phrase.kind == "name" and phrase.governor in ("cue", "source") and phrase.last < before - 1:
                speaker = self._named(passage, phrase)  # `Tapi, kata Rina, suratnya dua. "…," ujarnya`
                here.add(speaker.key)
                scores[speaker.key] = scores.get(speaker.key, 0.0) + 1.6
                speakers[speaker.key] = speaker
        for key, speaker in speakers.items() if gender else ():
            scores[key] *= self._gender_share(speaker, gender)
        for key, speaker in speakers.items() if trade else ():
            if speaker.entity is not None and self.people.explained(speaker.entity):
                scores[key] *= MISFIT  # `petani itu` is no manager
        if not scores:
            if self.last is not None and self.last.name is None and passage.no - self.last_passage <= 3:
                return replace(self.last, start=start, end=end)
            body = self.last_group
            if (
                after_cue
                and body is not None
                and body.entity is not None
                and passage.no - self.last_group_passage <= LATELY
            ):
                return replace(body, start=start, end=end, resolution="pronoun", margin=0.3)
            return Speaker(None, None, start, end, "pronoun", NOBODY_BEFORE)
        told = frozenset(_WORD.findall(spoken_of))
        for key, speaker in speakers.items() if told else ():
            if speaker.entity is not None and self._named_in(speaker.entity, told):
                scores[key] *= NAMED_LAST if key == self.last_key else NAMED_IN_IT
        words = frozenset(_WORD.findall(content))
        said = {match[1].lower() for match in _I_AM.finditer(content)} if after_cue else set()
        for speaker in speakers.values() if said else ():
            if speaker.entity is not None and self._presented(speaker.entity, said):
                return replace(speaker, start=start, end=end, resolution="pronoun", margin=0.8)
        if words:
            low = frozenset(word.lower() for word in words)
            silent = SILENT_I if low & self._alone else SILENT
            if self._initials_told and after_cue and not low & self._alone and self.last_key in scores:
                scores[self.last_key] *= TOLD  # `SR mengaku diperintah. "Ini kasus besar," ungkapnya`
            for key in scores:
                scores[key] *= self._share(key, speakers[key], passage.no, words, low)
                if after_cue and self._silent(key, passage):
                    scores[key] *= silent
                if after_cue and key not in here and self._bare(key, speakers[key]):
                    scores[key] *= BARE
                if after_cue and speakers[key].plural:
                    scores[key] *= SEVERAL
                if after_cue and key == self.last_key and self._told_namelessly(passage):
                    scores[key] *= NAMELESS
                if after_cue and speakers[key].entity in self._dead:
                    scores[key] *= DEAD
                if (
                    after_cue
                    and speakers[key].entity in self._caught
                    and key != self.last_key
                    and not low & self._alone
                ):
                    scores[key] *= CAUGHT
        ranked = sorted(scores, key=lambda key: (-scores[key], key != self.last_key))
        if not speakers[ranked[0]].person:
            # `…," ujarnya` after what an institution said: the person who has spoken for it before.
            persons = [key for key in ranked if passage.no - self._spoken.get(key, -99) <= LATELY]
            ranked = [*persons, *(key for key in ranked if key not in persons)]
        best = ranked[0]
        focus = self.attention.get(best)
        faint = after_cue and best not in self._spoken and focus is not None and focus.left(passage.no) < FAINT
        alone = self.last is not None and self.last.name is not None and not self.last.plural
        if faint and alone and self.last is not None and passage.no - self.last_passage <= LONG_AGO:
            return replace(self.last, start=start, end=end, resolution="pronoun", margin=0.3)
        if (
            self.last is not None
            and self.last.name is None
            and passage.no - self.last_passage <= 2
            and scores[best] < SPOKE * DECAY ** (passage.no - self.last_passage)
        ):
            return replace(self.last, start=start, end=end)
        second = max((scores[key] for key in ranked[1:]), default=0.0)
        margin = max(0.0, 1.0 - second / scores[best]) if scores[best] > 0 else 0.0
        return replace(speakers[best], start=start, end=end, resolution="pronoun", margin=margin)

    def _just_shown(self, held: _Attention, passage: int) -> bool:
        """Tell whether the sentence right before ends with somebody new and what they are: `… disambut kecut Ketua RT, Rina Sari. Dia mengaku …`"""
        entity = held.speaker.entity
        return held.first == passage - 1 and entity is not None and held.ends and self.people.explained(entity)

    def _gender_share(self, speaker: Speaker, gender: str | None) -> float:
        """Return what somebody keeps of the attention where a description is of one gender (`perempuan itu`)."""
        if speaker.entity is None:
            return 1.0
        told = self._gender.get(speaker.entity)
        if told is not None:
            return 1.0 if told == gender else OTHER_GENDER
        named = self.lexicon.gender_of_name(self.article.entities[speaker.entity].name) if speaker.person else None
        return 1.0 if named == gender else UNKNOWN_GENDER if named is None else NAMED_OTHERWISE

    def _can_be(self, entity: int, gender: str | None) -> bool:
        """Tell whether somebody may be of a gender, as far as the article and the name say."""
        if not gender:
            return True
        told = self._gender.get(entity) or self.lexicon.gender_of_name(self.article.entities[entity].name)
        return told in (gender, None)

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
            if held.first == held.acted == passage.no - 1 and not held.patient and key not in self._spoken
        ]
        titled = [s for s in fresh if s.entity is not None and self.people.explained(s.entity)]
        return titled[0] if len(titled) == 1 else None

    def _silent(self, key: object, passage: Passage) -> bool:
        """Tell whether somebody has been spoken of for a while and said nothing, where another has just had the word.

        Not so the subject of the sentence right before, in the same paragraph: `Rina Sari menggeleng. "…," katanya.`
        """
        held = self.attention.get(key)
        if held is None or key == self.last_key or key in self._spoken or passage.no - held.first < FRESH:
            return False
        beside = held.acted >= min(passage.no - 1, self._paragraph_start) and not passage.first
        return self.last_direct and passage.no - self.last_passage <= SILENT_FOR and not beside

    def _bare(self, key: object, speaker: Speaker) -> bool:
        """Tell whether nothing but one word names somebody who has not spoken: often no person at all (`sapi Ongole`)."""
        return (
            speaker.entity is not None
            and speaker.person
            and key not in self._spoken
            and not self.people.introduced(speaker.entity)
        )

    def _just_acted(self, passage: Passage) -> int | None:
        """Return the person who was the subject of the sentence right before, in the same paragraph."""
        if passage.first:
            return None
        acted = [h for h in self.attention.values() if h.acted == passage.no - 1 and h.speaker.entity is not None]
        best = max(acted, key=lambda held: held.score, default=None)
        return best.speaker.entity if best is not None else None

    def _presented(self, entity: int, said: set[str]) -> bool:
        """Tell whether a person has one of the first names said in a quotation: `Hai, saya Rina Sari, pemain tim ini`."""
        return any(alias.lower().split()[0] in said for alias in self.article.entities[entity].aliases)

    def _named_in(self, entity: int, words: frozenset[str]) -> bool:
        """Tell whether the words of a quotation name a person, so that somebody else says it."""
        aliases = self.article.entities[entity].aliases
        return any(w in words and len(w) > 1 and w[0].isupper() for alias in aliases for w in alias.split())

    def _share(self, key: object, speaker: Speaker, passage: int, words: frozenset[str], low: frozenset[str]) -> float:
        """Return the share of attention a candidate keeps as the speaker of a quotation, by whom its words speak of."""
        if self._initials_told and low & self._third - self._first:
            # `SR mengaku diperintah. "Dia disuruh temannya," ungkapnya`: SR is who is spoken of
            return NAMED_IN_IT if key == self.last_key else 1.0
        named = speaker.entity is not None and self._named_in(speaker.entity, words)
        if key == self.last_key:
            return NAMED_LAST if named else 1.0
        if named:
            return NAMED_IN_IT
        if not low & self._absent and (low & self._first or not low & self._third):
            return 1.0
        held = self.attention.get(key)
        return NEVER_SPOKE if key not in self._spoken and held and passage - held.first > 1 else OTHER_THAN_LAST

    def _told_namelessly(self, passage: Passage) -> bool:
        """Tell whether the words of somebody without a name, or of a body, were told last, where a person with one was quoted right before."""
        last, quoted = self.last, self.last_quoted
        if last is None or last.name is None or last.entity is not None or self.last_direct or last.single:
            return False
        body = _BODIES & self.lexicon.classes.get(last.name.lower().split()[0], frozenset())
        if not body and not last.name[0].islower():
            return False  # `Ketua dewan mengatakan …`: one person
        return quoted is not None and quoted.entity is not None and passage.no - self.last_quoted_passage <= CONTINUES

    @property
    def _initials_told(self) -> bool:
        """Whether who spoke last is named by initials, and not in a direct quotation."""
        return self.last is not None and not self.last_direct and self._initials_only(self.last)

    @property
    def last_key(self) -> object:
        """What identifies who spoke last, None where nobody has."""
        return self.last.key if self.last is not None else None

    def carried(self, passage: Passage, *, set_off: bool = False) -> Speaker:
        """Return the speaker of a quotation that has none of its own.

        Args:
            passage: the passage it stands in.
            set_off: whether sentences of its own paragraph, without anybody's words, stand before it.
        """
        if self.introduced is not None and 0 <= passage.no - self.introduced_passage <= 2:
            return replace(self.introduced, resolution="carried", margin=0.7, start=-1, end=-1)
        told_of = self._told_of(passage) if set_off else None
        if told_of is not None:
            return replace(told_of, resolution="carried", margin=0.4, start=-1, end=-1)
        if self.last_quoted is not None and self._told_namelessly(passage):
            return replace(self.last_quoted, resolution="carried", margin=0.4, start=-1, end=-1)
        if self.last is not None and passage.no - self.last_passage <= 6:
            distance = passage.no - self.last_passage
            turned = self._turned_to(passage) if distance > 1 else None
            if turned is not None:
                return replace(turned, resolution="carried", margin=0.4, start=-1, end=-1)
            return replace(self.last, resolution="carried", margin=1.0 / (1 + distance), start=-1, end=-1)
        subject = next((h for h in self.attention.values() if h.acted == passage.no - 1 and h.speaker.person), None)
        if subject is not None and passage.first:
            # `Pelatihnya, Rina Sari, masih mengingat masa itu.` and her words
            return replace(subject.speaker, resolution="carried", margin=0.3, start=-1, end=-1)
        return Speaker(None, None, -1, -1, "none", NOT_NAMED)

    def _told_of(self, passage: Passage) -> Speaker | None:
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

    def stated(self, passage: Passage) -> Speaker:
        """Return whose statement is quoted: `Kementerian Warta mengimbau wisatawan. "…," tulis pernyataan itu`."""
        if self.last_group is not None and self.last_passage < self.last_group_passage >= passage.no - 2:
            return replace(self.last_group, resolution="carried", margin=0.4, start=-1, end=-1)
        return self.carried(passage)

    def issuer(self, passage: Passage) -> Speaker | None:
        """Return the organization whose document speaks, named in one of the last passages: `kata laporan tersebut`."""
        account = self.last_account if passage.no - self.last_account_passage <= ISSUED_WITHIN else None
        if account is not None and self.last_account_passage >= self.last_organization_passage:
            return replace(account, resolution="carried", margin=0.3, start=-1, end=-1)
        body = self.last_organization
        if body is None or body.entity is None or passage.no - self.last_organization_passage > ISSUED_WITHIN:
            return None
        return replace(body, resolution="carried", margin=0.3, start=-1, end=-1)

    def _turned_to(self, passage: Passage) -> Speaker | None:
        """Return whom the passages since the last speech are about, where it is somebody else who has spoken and is more in focus."""
        if self.last is None:
            return None
        focus = {key: held.left(passage.no) for key, held in self.attention.items()}
        since = [
            key for key, held in self.attention.items() if held.passage > self.last_passage and key in self._spoken
        ]
        best = max(since, key=lambda key: focus[key], default=None)
        if best is None or best == self.last.key or focus[best] <= focus.get(self.last.key, 0.0):
            return None
        return self.attention[best].speaker

    # -- the kinds of phrases ------------------------------------------------------------------------------------

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

    def _named(self, passage: Passage, phrase: Phrase) -> Speaker:
        atom = passage.atoms[phrase.main]
        entity = entity_of(atom)
        if phrase.main > phrase.first and phrase.core == phrase.main + 1:
            holder = self._whole_title(passage, phrase)
            if holder is not None and holder != entity:
                start, end = self._extent(passage, phrase)
                return Speaker(self.article.entities[holder].name, holder, start, end, "title", margin=0.8)
        text = self.article.text[atom.start : atom.end]
        if entity is None:
            entity = self.people.ending(text)
        if entity is not None:
            entity = self.people.one(entity)
            last = self.last.entity if self.last is not None and self._lately(passage) else None
            if last is not None and self.people.misspelt(entity, last):
                self.people.same[entity] = entity = last
        name = self.article.entities[entity].name if entity is not None else text
        own = entity is None or entity == entity_of(atom) or any(w in name for w in text.split())
        return Speaker(name, entity, atom.start, atom.end, "name", margin=1.0 if own else OTHER_NAME)

    def _whole_title(self, passage: Passage, phrase: Phrase) -> int | None:
        """Return who holds the office a phrase names, its last part only looking like a name: `Camat Tanjung Morawa`."""
        start, end = self._extent(passage, phrase)
        words = tuple(self.article.text[start:end].lower().replace(".", " ").split())
        for entity, titles in self.people.titles.items():
            if any(
                title == words or (title[0] == words[0] and set(words[:-1]) < set(title) and words[-1] in title)
                for title, _, _ in titles
            ):
                return entity
        return None

    def _extent(self, passage: Passage, phrase: Phrase) -> tuple[int, int]:
        atoms = passage.atoms
        return atoms[phrase.first].start, atoms[phrase.core - 1].end

    def _as_written(self, passage: Passage, phrase: Phrase, resolution: Resolution) -> Speaker:
        start, end = self._extent(passage, phrase)
        main = passage.atoms[phrase.main]
        if phrase.kind in ("organization", "place") and main.kind == "name":
            entity = entity_of(main)
            name = (
                self.article.entities[entity].name
                if entity is not None
                else main.mention.span.text
                if main.mention
                else ""
            )
            return Speaker(name, entity, main.start, main.end, resolution, person=False)
        named = passage.atoms[phrase.core - 1]
        kind = passage.atoms[phrase.first]
        bodily = "kind of body" in kind.classes or kind.low == "pihak"
        if phrase.core - phrase.first == 2 and "name:ORG" in named.classes and bodily:
            entity = entity_of(named)
            if entity is not None:  # `kata maskapai Warta`, `kata pihak Warta`
                name = self.article.entities[entity].name
                return Speaker(name, entity, named.start, named.end, resolution, person=False)
        text = " ".join(self.article.text[start:end].split())
        one = bool(passage.atoms[phrase.first].classes & {"noun:group", "either"}) and not phrase.plural
        return Speaker(text, None, start, end, resolution, person=False, plural=phrase.plural, single=one)

    def _unknown(self, passage: Passage, phrase: Phrase) -> Speaker:
        start, end = self._extent(passage, phrase)
        words = [a.low for a in passage.atoms[phrase.first : phrase.core] if a.kind == "word"]
        known = self.people.nicknamed(words[-1]) if words and words[-1] in self.lexicon.nicknames else set()
        if len(known) == 1:  # `tegas KDM`
            entity = known.pop()
            return Speaker(self.article.entities[entity].name, entity, start, end, "name", margin=OTHER_NAME)
        spelt = self._spelt(passage, phrase)
        if spelt is not None:
            return spelt
        for word in reversed(words):
            entities = self.people.by_word.get(word, ())
            if len(entities) == 1:
                return Speaker(self.article.entities[entities[0]].name, entities[0], start, end, "name", margin=0.6)
        return Speaker(" ".join(self.article.text[start:end].split()), None, start, end, "name", margin=0.4)

    def _spelt(self, passage: Passage, phrase: Phrase) -> Speaker | None:
        """Return the person whose initials a phrase ends in: `sebut FBL`, of Faisal Burhanudin Lamakka."""
        atom = passage.atoms[phrase.core - 1]
        held = self.people.with_initials(atom.low) if self.article.text[atom.start : atom.end].isupper() else None
        if held is None:
            return None
        return Speaker(self.article.entities[held].name, held, atom.start, atom.end, "name", margin=OTHER_NAME)

    def _titled(self, passage: Passage, phrases: Phrases, phrase: Phrase, *, content: str = "") -> Speaker:
        start, end = self._extent(passage, phrase)
        words = tuple(
            a.low
            for a in passage.atoms[phrase.first : phrase.core]
            if a.kind in ("word", "name")
            and not a.classes & {"determiner", "honorific", "acting"}
            and a.low not in ("sang", "si", "para", *_FORMER)
        )
        words = self.people.expanded(tuple(w for word in words for w in word.replace(".", " ").split()))
        if phrase.anaphoric:
            size = next((k for k, word in enumerate(words) if k and word in self._tells_more), len(words))
            words = words[:size]  # `pelatih berusia 52 tahun itu`
        gender = self._gender_of(passage.atoms[phrase.first : phrase.core])
        whole = None if phrase.anaphoric or phrase.relation else self.people.ending(self.article.text[start:end])
        if whole is not None:
            return Speaker(self.article.entities[whole].name, whole, start, end, "name", margin=0.8)
        unnamed = self.last is not None and self.last.reason == ANONYMOUS
        unnamed = unnamed or not any(self._anonymous & nouns for nouns in self.people.described.values())
        if phrase.anaphoric and unnamed and self._anonymous & self._heads(passage, phrase):
            return Speaker(None, None, start, end, "none", ANONYMOUS)
        if phrase.anaphoric and self.roles.kin_of_victim(passage, phrase):
            return Speaker(None, None, start, end, "none", ANONYMOUS)  # `ujar kakak korban tersebut`
        told_more = phrase.core < len(passage.atoms) and passage.atoms[phrase.core].low == "yang"
        alias = self._called(passage, phrase) if phrase.anaphoric or told_more else None
        if alias is not None:
            return Speaker(self.article.entities[alias].name, alias, start, end, "title", margin=0.8)
        if phrase.anaphoric and passage.atoms[phrase.first].low in _FORMER:
            focus = self.pronoun(passage, phrases, start, end, before=phrase.first, after_cue=phrase.governor == "cue")
            if focus.name is not None:
                return replace(focus, resolution="title", margin=focus.margin * 0.7)
        if phrase.anaphoric:
            meant = self._meant(passage, phrase)
            near = self._just_acted(passage) if meant is not None else None
            if (
                near is not None
                and not self.people.explained(near)
                and not self.people.has_title(meant, passage.atoms[phrase.first].low)
            ):
                meant = near  # `Rina Sari mengakui itu. … kata pelari tersebut`, whoever else was called a runner
            said = frozenset(_WORD.findall(content))
            if meant is not None and self._can_be(meant, gender) and not self._named_in(meant, said):
                return Speaker(self.article.entities[meant].name, meant, start, end, "title", margin=0.6)
        generic = "noun:person" in passage.atoms[phrase.first].classes
        short = phrase.core == phrase.first + 1 and len(words) > 2  # an acronym of a whole office
        # `Kepala Dinas Kota` is not the `Kepala Desa Lama`
        head = passage.atoms[phrase.first].low.split()[0]
        general = head in GENERAL_HEADS and len(words) > 1 and not phrase.anaphoric
        best: tuple[float, int, int] | None = None
        second = 0.0
        for entity, titles in self.people.titles.items():
            if generic and not phrase.anaphoric:
                break
            match = self._overlap if generic else self._match
            score, number = max(
                # an office read off this very phrase says nothing new of who is meant
                (
                    (match(words, title), office)
                    for title, at, office in titles
                    if not (phrase.anaphoric and start <= at < end)
                    and not (general and not set(words[1:]) & set(title) and not start <= at < end + _BESIDE)
                ),
                key=lambda pair: pair[0],
                default=(0.0, -1),
            )
            if score <= 0 or (short and score < len(words)):
                continue  # `Kapolsek` is not the `Kapolres`
            score += 0.25 / (1 + self.people.since(entity, start)) + 0.25 * self._held(entity, passage.no)
            if len(words) == 1 and ("e", entity) == self.last_key and self._lately(passage):
                score += SPOKE_BEFORE  # `ujar Ketua Majelis Hakim Rina Sari. … ujar hakim`, whoever else is a judge
            if best is None or score > best[0]:
                second = best[0] if best else second
                best = (score, entity, number)
            else:
                second = max(second, score)
        if best is not None and not phrase.anaphoric:
            named = self._untagged(passage, phrase)
            held = {word for title, _, _ in self.people.titles[best[1]] for word in title}
            if named is not None and not held & set((named.name or "").lower().split()):
                return named
        if best is not None and phrase.anaphoric and best[0] < 1.5:
            focus = self.pronoun(passage, phrases, start, end, before=phrase.first, gender=gender, content=content)
            if focus.entity is not None:
                return replace(focus, resolution="title", margin=focus.margin * 0.7)
        if best is not None:
            name = self.article.entities[best[1]].name
            margin = min(1.0, max(0.1, best[0] - second))
            return Speaker(name, best[1], start, end, "title", margin=margin, office=best[2])
        found = None if generic else self._by_description(passage, phrase, gender, content)
        if found is not None:
            return found
        if not phrase.anaphoric and phrase.core == phrase.first + 1:
            meant = self._meant(passage, phrase)  # `Kepala Negara` for the president named before
            if meant is not None:
                return Speaker(self.article.entities[meant].name, meant, start, end, "title", margin=0.5)
        if phrase.anaphoric:
            classes = passage.atoms[phrase.first].classes
            trade = "noun:group" in classes and "noun:title" not in classes
            speaker = self.pronoun(
                passage, phrases, start, end, before=phrase.first, gender=gender, content=content, trade=trade
            )
            if speaker.name is not None and (speaker.person or not generic):
                return replace(speaker, resolution="title", margin=speaker.margin * 0.7)
            if generic:
                return Speaker(
                    None, None, start, end, "none", ANONYMOUS
                )  # `teriak pria tersebut`, whom nobody has named
        named = self._untagged(passage, phrase)
        if named is not None:
            return named
        former = passage.atoms[phrase.first].low in _FORMER
        if former and self.last is not None and self.last.entity is not None and self._lately(passage):
            # `Mantan Camat Kota Lama memastikan …`: nobody was introduced as one
            return replace(self.last, start=start, end=end, resolution="title", margin=0.4)
        opener = passage.atoms[phrase.first]
        small = not opener.capital or phrase.first == 0
        if (opener.low in ("sang", "si") or (phrase.anaphoric and small)) and not opener.classes & {
            "spokesman",
            "honorific",
        }:
            return Speaker(None, None, start, end, "none", ANONYMOUS)  # `kata penjaga kedai tersebut`, `kata sang ayah`
        text = " ".join(self.article.text[start:end].split())
        return Speaker(text, None, start, end, "title", margin=0.5, person=True)

    def _lately(self, passage: Passage) -> bool:
        """Tell whether the last speech was in one of the last passages."""
        return passage.no - self.last_passage <= CONTINUES

    def _still(self, passage: Passage, phrase: Phrase) -> Speaker | None:
        """Return the last speaker where the one word after a cue is of their name, though of another's as well: `sambung Marquez`."""
        atom, last = passage.atoms[phrase.main], self.last
        if last is None or last.entity is None or phrase.governor != "cue" or not self._lately(passage):
            return None
        words, name = atom.low.split(), self.article.entities[last.entity].name.lower().split()
        if len(words) != 1 or len(name) < 2 or words[0] not in name or entity_of(atom) == last.entity:
            return None
        return replace(last, start=atom.start, end=atom.end, resolution="name", margin=0.6)

    def goes_on(self, passage: Passage, phrase: Phrase) -> Speaker | None:
        """Return the last speaker where a description can be theirs: somebody with a name, in one of the last passages."""
        last = self.last_quoted
        if last is None or last.entity is None or passage.no - self.last_quoted_passage > CONTINUES:
            return None
        gender = self._gender_of(passage.atoms[phrase.first : phrase.core])
        if not self._can_be(last.entity, gender):
            return None
        start, end = self._extent(passage, phrase)
        return replace(last, start=start, end=end, resolution="title", margin=0.6)

    def _unrivalled(self, passage: Passage) -> bool:
        """Tell whether nobody has spoken or acted since the last speech, not long ago: `imbuhnya` after a paragraph of facts."""
        acted = (held.acted for key, held in self.attention.items() if key != self.last_key and held.speaker.person)
        return passage.no - self.last_passage <= LATELY and max(acted, default=-1) < self.last_passage

    def _held(self, entity: int, passage: int) -> float:
        """Return how much attention a person has at a passage, 0..1."""
        there = self.attention.get(("e", entity))
        return there.left(passage) / SPOKE if there is not None else 0.0

    def _meant(self, passage: Passage, phrase: Phrase) -> int | None:
        """Return the person a description can mean: whoever has an office or a trade it stands for, in focus."""
        first = passage.atoms[phrase.first]
        means = self.lexicon.meanings.get(first.low, frozenset())
        if means:
            fitting: Iterable[int] = [
                entity
                for entity in {*self.people.titles, *self.people.described}
                if means
                & (
                    self.people.described.get(entity, set())
                    | {w for title, _, _ in self.people.titles.get(entity, ()) for w in title}
                )
            ]
            if not any(self._held(entity, passage.no) > 0 for entity in fitting):
                # nobody is introduced as one: whom a description has meant, where nobody is much more in focus
                top = max((h.left(passage.no) for h in self.attention.values() if h.speaker.person), default=0.0)
                fitting = [
                    entity
                    for entity, words in self.people.called.items()
                    if means & words and self._held(entity, passage.no) * SPOKE * WEAK >= top
                ]
        elif "noun:relation" in first.classes:
            # `nenek dua cucu itu`: somebody without an office, where one has spoken
            fitting = [
                key[1]
                for key, when in self._spoken.items()
                if isinstance(key, tuple) and isinstance(key[1], int) and passage.no - when <= LATELY
                if not self.people.titles.get(key[1])
            ]
            fitting += [
                held.speaker.entity
                for held in self.attention.values()
                if held.introduced and held.passage == passage.no - 1 and held.speaker.entity is not None
            ]  # `Tidak demikian dengan Rina Sari. Janda 63 tahun itu …`
        else:
            return None
        seen = [entity for entity in fitting if self._held(entity, passage.no) > 0]
        best = max(seen, key=lambda entity: self._held(entity, passage.no), default=None)
        if best is None or not means:
            return best
        rival = self._unexplained_rival(passage.no, best, set(seen))
        return best if rival is None else rival

    def _unexplained_rival(self, passage: int, best: int, fitting: set[int]) -> int | None:
        """Return who is far more in focus than the one a description fits, where nothing says what they are."""
        others = [
            held.speaker.entity
            for held in self.attention.values()
            if held.speaker.entity is not None and held.speaker.person and held.speaker.entity not in fitting
        ]
        unknown = [
            e
            for e in others
            if not self.people.titles.get(e) and not self.people.described.get(e, set()) - self._kin_words
        ]
        rival = max(unknown, key=lambda entity: self._held(entity, passage), default=None)
        if rival is None:
            return None
        times = RIVAL * (2 if ("e", best) in self._spoken else 1)
        return rival if self._held(rival, passage) > times * self._held(best, passage) else None

    def _called(self, passage: Passage, phrase: Phrase) -> int | None:
        """Return the person a description gives the other name of: `perempuan yang akrab disapa Rin itu`."""
        atoms = passage.atoms
        for k in range(phrase.core, min(phrase.core + 8, len(atoms))):
            if "alias" in atoms[k].classes:
                entity = self.aliases.person_at(passage, range(k + 1, min(k + 4, len(atoms))))
                return self.people.same.get(entity, entity) if entity is not None else None
        return None

    def _untagged(self, passage: Passage, phrase: Phrase) -> Speaker | None:
        """Return the name at the end of a title that the tagger did not find: capital words without a class."""
        first = phrase.core
        while first > phrase.first + 1:
            atom = passage.atoms[first - 1]
            if atom.kind != "word" or not atom.capital or atom.classes - {"called"} or not atom.low.isalpha():
                break
            first -= 1
        if phrase.core - first < 2:
            return None
        atoms = passage.atoms
        start, end = atoms[first].start, atoms[phrase.core - 1].end
        entities = self.people.by_word.get(atoms[phrase.core - 1].low, ())
        if len(entities) == 1:
            return Speaker(self.article.entities[entities[0]].name, entities[0], start, end, "name", margin=0.6)
        return Speaker(" ".join(self.article.text[start:end].split()), None, start, end, "name", margin=0.4)

    def _match(self, words: tuple[str, ...], title: tuple[str, ...]) -> float:
        """Score how well a short title fits a full one: its words from the start, or the last word of a rank."""
        if not words or not title:
            return 0.0
        common = taken = 0
        for word in words:
            if taken >= len(title):
                break
            if word != title[taken]:
                whole = self.lexicon.classes.get(word, frozenset()) & SPEAKER_NOUNS  # `pelari` is no `pelatih lari`
                size = 0 if whole else _abbreviated(word, title[taken:]) or _initialed(word, title[taken:])
                if not size:
                    break
                taken += size - 1
            taken += 1
            common += 1
        if common:
            return common + (1.0 if common == len(words) else 0.0) - 0.1 * (len(words) - common)
        if len(words) == 1 and len(words[0]) > 3 and title[0].startswith(words[0]):
            return 0.8
        if len(words) == 1 and title[-1] == words[0]:
            return 0.9
        if len(words) == 1 and words[0] in title:
            return 0.3
        return 0.0

    @staticmethod
    def _overlap(words: tuple[str, ...], title: tuple[str, ...]) -> float:
        """Score how many words a description (`pejabat UNESCO itu`) shares with a title, its general head aside."""
        return 0.8 * len(set(words[1:]) & set(title))

    def _whose(self, passage: Passage, phrase: Phrase) -> Speaker | None:
        """Return the one person named before who is what a phrase says of somebody else: `Rina Sari, kuasa hukum Budi` … `kuasa hukum Budi`."""
        head = passage.atoms[phrase.first].low
        start, end = self._extent(passage, phrase)
        owners = {entity_of(a) for a in passage.atoms[phrase.first : phrase.core] if "name:PER" in a.classes}
        words = tuple(head.split())
        holders = {
            e
            for e, titles in self.people.titles.items()
            if any(t[: len(words)] == words and at < start for t, at, _ in titles)
        }
        holders |= {e for e, nouns in self.people.described.items() if head in nouns}
        holders -= owners
        if not owners or len(holders) != 1:
            return None
        entity = holders.pop()
        return Speaker(self.article.entities[entity].name, entity, start, end, "title", margin=0.5)

    def _institution(self, passage: Passage, phrase: Phrase) -> Speaker | None:
        """Return the organization named before whose name has the words of the phrase: `Dinas itu`, `kementerian Vietnam tersebut`."""
        atom = passage.atoms[phrase.first]
        if "noun:collective" not in atom.classes and phrase.kind != "organization":
            return None
        start, end = self._extent(passage, phrase)
        words = {atom.low} if atom.kind == "word" else set(atom.low.split())
        for mention in reversed(self._organizations):
            if mention.span.start < start:
                entity = self.article.entities[mention.entity]
                if any(words <= set(name.lower().split()) for name in (entity.name, *entity.aliases)):
                    return Speaker(entity.name, entity.no, start, end, "title", margin=0.7, person=False)
        return None

    def _describe(self, entity: int, passage: Passage, phrase: Phrase) -> None:
        """Take note of what a description calls somebody: `penyanyi asal Kota itu`."""
        self.people.called[entity].update(
            word for head in self._heads(passage, phrase) for word in {head, *head.split()}
        )

    @staticmethod
    def _heads(passage: Passage, phrase: Phrase) -> set[str]:
        """Return the nouns of a phrase that say what somebody is."""
        atoms = passage.atoms[phrase.first : phrase.core]
        return {a.low for a in atoms if a.kind == "word" and a.classes & SPEAKER_NOUNS}

    def _by_description(
        self, passage: Passage, phrase: Phrase, gender: str | None = None, content: str = ""
    ) -> Speaker | None:
        """Return the person who was called by the head of the phrase before (`guru Budi` … `guru itu`), whom the words do not name."""
        heads = self._heads(passage, phrase)
        start, end = self._extent(passage, phrase)
        fits = (entity for entity, words in self.people.described.items() if words & heads)
        said = frozenset(_WORD.findall(content))
        found = [entity for entity in fits if self._can_be(entity, gender) and not self._named_in(entity, said)]
        if not found:
            return None
        best = min(found, key=lambda entity: self.people.since(entity, start))
        rival = self._unexplained_rival(passage.no, best, set(found)) if phrase.anaphoric and not gender else None
        best = best if rival is None else rival
        return Speaker(self.article.entities[best].name, best, start, end, "title", margin=0.6 / len(found))


def _abbreviated(short: str, words: tuple[str, ...]) -> int:
    """Return how many of the words an acronym of syllables stands for, 0 where it is none: `kadisdik`.

    >>> _abbreviated("kadisdik", ("kepala", "dinas", "pendidikan", "kota"))
    3
    """
    for size in range(2, min(5, len(words)) + 1):
        if len(short) >= 2 * size and _syllables(short, words[:size]):
            return size
    return 0


def _initialed(short: str, words: tuple[str, ...]) -> int:
    """Return how many of the words an acronym has the first letters of, `dan` left out, 0 where it is none.

    >>> _initialed("esdm", ("energi", "dan", "sumber", "daya", "mineral", "indonesia"))
    5
    """
    at = 0
    for size, word in enumerate(words, 1):
        if word == "dan":
            continue
        if len(short) < 3 or not short.startswith(word[0], at):
            return 0
        at += 1
        if at == len(short):
            return size
    return 0


def _syllables(short: str, words: tuple[str, ...]) -> bool:
    """Tell whether letters are made of a piece of each word in turn, each piece beginning as its word does."""
    if not words:
        return not short
    word = words[0]
    if not short or short[0] != word[0]:
        return False
    at = 0
    for used, letter in enumerate(short):
        at = word.find(letter, at)
        if at < 0:
            return False
        at += 1
        if used + 1 >= 2 and _syllables(short[used + 1 :], words[1:]):
            return True
    return False


#: What stands before a phrase that is no subject.
_OBLIQUE = ("prep", "verb", "source", "cue")
_BODIES = frozenset({"noun:collective", "noun:group"})
_FORMER = ("mantan", "eks")
_OTHER = ("lain", "lainnya")
