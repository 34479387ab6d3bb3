"""Take note of whom a passage names, and of what it says of them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from warta.stages.quotes.aliases import entity_of
from warta.stages.quotes.memory import Speaker, gender_of, heads
from warta.stages.quotes.phrases import NAMED, SPEAKER_NOUNS, Phrase
from warta.stages.quotes.reading import HEADLINES, Passage
from warta.stages.quotes.resolve import Resolver
from warta.stages.quotes.roles import CAPTION, SUBJECT, SUBORDINATE, WEIGHT
from warta.stages.quotes.speakers import Phrases

#: Share of the attention a person named by initials gets.
INITIALS = 0.4
#: The most attention a name in reported words gets.
TOLD_OF = 0.45
#: How many atoms after somebody without a name a name may still be theirs.
NEAR = 8
#: What stands before a phrase that is no subject.
_OBLIQUE = ("prep", "verb", "source", "cue")


class Observer:
    """Reads the passages for the memory of who is in focus.

    Args:
        resolver: what says whom a phrase means; its memory is written to.
    """

    def __init__(self, resolver: Resolver):
        self.resolver, self.memory, self.roles = resolver, resolver.memory, resolver.roles
        self.names, self.antecedents, self.descriptions = resolver.names, resolver.antecedents, resolver.descriptions
        self.article, self.lexicon, self.people = self.memory.article, self.memory.lexicon, self.memory.people
        self._meanings = frozenset().union(*self.lexicon.meanings.values()) if self.lexicon.meanings else frozenset()
        self._role_words = self.lexicon.words("role")
        self._kin_words = self.lexicon.words("noun:relation")

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
            self.memory.paragraph_start = passage.no
        self._remember_kinds(passage)
        if self._is_about_nobody(passage, phrases):
            goes_on = self.memory.nameless_withheld and self.memory.nameless_passage == passage.no - 1
            withheld = any("anonymity" in atom.classes for atom in passage.atoms)
            self.memory.nameless_passage = passage.no
            self.memory.nameless_withheld = withheld or (goes_on and not passage.first)
        if passage.kind not in HEADLINES:
            self._become(passage, phrases)
        for phrase in phrases.phrases:
            main = passage.atoms[phrase.main].low
            if phrase.kind == "organization" and "." in main and " " not in main:
                continue  # `Kabar.co`: the paper itself, or another
            if phrase.kind == "name":
                self._see_name(passage, phrase, told)
            elif phrase.kind == "pronoun":
                self._see_pronoun(passage, phrases, phrase)
            elif phrase.kind == "title":
                self._see_title(passage, phrases, phrase)
            else:
                self._see_others(passage, phrase)
        for first, second in pairwise(phrases.phrases):
            self._see_beside(passage, first, second)

    def _see_name(self, passage: Passage, phrase: Phrase, told: Sequence[tuple[int, int]]) -> None:
        """Take note of a person's name: how much in focus it brings them, and what stands beside it."""
        atom = passage.atoms[phrase.main]
        weight, patient = self.roles.weight(passage, phrase)
        weight = CAPTION if passage.kind == "caption" else weight
        if any(first <= atom.start < last for first, last in told):
            weight = min(weight, TOLD_OF)
        acts = weight >= SUBORDINATE
        if self.names.initials(atom):
            weight *= INITIALS
        ends = all(atom.kind == "mark" for atom in passage.atoms[phrase.last :])
        named = self.names.named(passage, phrase)
        inside = passage.atoms[phrase.first : phrase.main]
        kin = bool(self.roles.kin_before(passage, phrase, self._kin_words)) or (
            bool(inside) and inside[0].low in self._kin_words and any(a.low.endswith("nya") for a in inside)
        )
        self.memory.attend(named, weight, passage.no, patient=patient, ends=ends, acts=acts, kin=kin)
        entity = entity_of(atom)
        if entity is None:
            return
        person = self.people.one(entity)
        gender = gender_of(passage.atoms[phrase.first : phrase.main])
        if gender:
            self.memory.genders.setdefault(person, gender)
        if self.roles.has_died(passage, phrase):
            self.memory.dead.add(person)
        if passage.kind not in HEADLINES:
            self._see_described(passage, phrase, entity)
        if "role" in passage.atoms[phrase.first].classes:
            self.memory.holders[passage.atoms[phrase.first].low].add(person)

    def _see_described(self, passage: Passage, phrase: Phrase, entity: int) -> None:
        """Take note of the nouns that say what a person is: `pedagang Rina Sari`, `Rina Sari, warga Kota`, `suaminya, Budi`."""
        person, described = self.people.one(entity), self.people.described[entity]
        described.update(
            word
            for a in passage.atoms[phrase.first : phrase.last]
            if a.kind == "word" and (a.classes & SPEAKER_NOUNS or a.low in self._meanings)
            for word in {a.low, *a.low.split()}
        )
        if phrase.first and passage.atoms[phrase.first - 1].low == "milik":
            described.add("pemilik")  # `gudang milik Rina Sari`, and then `kata pemilik gudang`
        kin = self.roles.kin_before(passage, phrase, self._kin_words)
        for gender in sorted(g for w in kin for g in self.lexicon.classes[w] & {"female", "male"}):
            self.memory.genders.setdefault(person, gender)
        described |= self.roles.apposed_nouns(passage, phrase) | kin | self.roles.presides(passage, phrase)
        for role in self.roles.accused(passage, phrase):
            self.memory.caught.add(person)
            self.memory.holders[role].add(person)

    def _see_pronoun(self, passage: Passage, phrases: Phrases, phrase: Phrase) -> None:
        """Take note of whom a pronoun as a subject means."""
        atom = passage.atoms[phrase.main]
        if phrase.plural or phrase.governor in _OBLIQUE or "pronoun:sg" not in atom.classes:
            return
        meant = self.antecedents.pronoun(passage, phrases, atom.start, atom.end, before=phrase.first)
        if meant.entity is not None:
            self.memory.attend(meant, SUBJECT, passage.no, patient=self.roles.suffers(passage, phrase))

    def _see_title(self, passage: Passage, phrases: Phrases, phrase: Phrase) -> None:
        """Take note of whom an office without a name means, where it does something: `Bupati melihat …`."""
        if (
            not self.roles.acts(passage, phrase)
            or passage.kind in HEADLINES
            or self.roles.named_beside(passage, phrase)
        ):
            return
        meant = self.descriptions.titled(passage, phrases, phrase)
        if meant.entity is not None and phrase.anaphoric:
            self.descriptions.describe(meant.entity, passage, phrase)
        described = phrase.anaphoric and bool(passage.atoms[phrase.first].classes & SPEAKER_NOUNS)
        if meant.office is not None or (described and meant.entity is not None):
            weight, patient = self.roles.weight(passage, phrase)
            self.memory.attend(meant, weight, passage.no, patient=patient)

    def _see_others(self, passage: Passage, phrase: Phrase) -> None:
        """Take note of groups, organizations and accounts."""
        memory = self.memory
        if phrase.kind == "group":
            if self.roles.several(passage, phrase):
                memory.many |= heads(passage, phrase)
            suspect = "suspect" in passage.atoms[phrase.first].classes  # of whom the police speak
            subject = phrase.governor in WEIGHT and not phrase.plural and not suspect
            held = self.resolver.role(passage, phrase) if subject and passage.kind not in HEADLINES else None
            if held is not None and held.entity is not None:
                weight, patient = self.roles.weight(passage, phrase)
                memory.attend(held, weight, passage.no, patient=patient)  # `Terdakwa terdiam agak lama. Dia mengaku …`
            if phrase.plural and self.roles.of_people(passage, phrase):
                memory.last_plural = self.names.as_written(passage, phrase, "name")
            account = self._account(passage, phrase)
            if account is not None:
                memory.last_account, memory.last_account_passage = account, passage.no
        if phrase.kind == "organization":
            memory.last_organization = self.names.as_written(passage, phrase, "name")
            memory.last_organization_passage = passage.no
        if phrase.kind in ("group", "organization") and phrase.governor in ("start", "comma", "conj"):
            memory.last_group = self.names.as_written(passage, phrase, "name")
            memory.last_group_passage = passage.no

    def _see_beside(self, passage: Passage, first: Phrase, second: Phrase) -> None:
        """Take note of two phrases side by side: `saksi lain, Rina`; `Rina Sari dan Budi Jaya`."""
        if first.kind == "group" and second.kind == "name" and first.core == second.first - 1:
            entity = entity_of(passage.atoms[second.main])
            if entity is not None and passage.atoms[first.core].low == ",":
                self.people.described[entity] |= heads(passage, first)
        called = second.kind == "name" and passage.atoms[second.first - 1].low in NAMED
        if called and first.core in (second.first - 1, second.first - 2):
            entity = entity_of(passage.atoms[second.main])
            if entity is not None:
                self.people.described[entity] |= heads(passage, first)  # `Kurir itu ternyata bernama Budi Jaya`
        if self._pair(passage, first, second):
            start, end = passage.atoms[first.main].start, passage.atoms[second.main].end
            name = " ".join(self.article.text[start:end].split())  # as it stands
            self.memory.last_pair = Speaker(name, None, start, end, "name", margin=0.6, plural=True)

    def _is_about_nobody(self, passage: Passage, phrases: Phrases) -> bool:
        """Tell whether somebody without a name does something: `Seorang perawat menghampiri wartawan.`, and `Ia minta …` right after."""
        subject = next((p for p in phrases.phrases if p.governor in ("start", "comma", "conj")), None)
        if subject is None or self.roles.suffers(passage, subject):
            return False
        if subject.kind == "pronoun" and not subject.plural:
            return self.memory.nameless_passage == passage.no - 1 and not passage.first
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
                kind = other.low.removesuffix("nya")  # `Agensinya, Warta Raya, …`
                if "kind of body" in self.lexicon.classes.get(kind, ()):
                    name = self.article.entities[entity].name
                    self.memory.bodies[kind] = Speaker(name, entity, atom.start, atom.end, "name", person=False)

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
                self.memory.holders[role].add(self.people.one(entity))
