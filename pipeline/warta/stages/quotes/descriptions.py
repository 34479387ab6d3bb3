"""Resolve a speaker's office or description: `Kadis`, `menteri itu`, `penyanyi asal Kota tersebut`, `kuasa hukum Budi`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from warta.stages.quotes.aliases import entity_of
from warta.stages.quotes.antecedents import Antecedents
from warta.stages.quotes.memory import LATELY, Memory, Speaker, extent, gender_of, heads, words_of
from warta.stages.quotes.names import Names
from warta.stages.quotes.phrases import FORMER, FREE, SPEAKER_NOUNS, Phrase, is_verb
from warta.stages.quotes.reading import Passage
from warta.stages.quotes.reasons import ANONYMOUS
from warta.stages.quotes.roles import SPOKE, Roles
from warta.stages.quotes.speakers import Phrases

#: Whom a description has meant before may have so many times less attention than whoever has most, to be meant by the next.
WEAK = 2.0
#: How many times as much attention somebody has whom nothing describes, to be a description's rather than whom it fits.
RIVAL = 3.0
#: What a bare title adds to the fit of the office of whoever spoke last.
SPOKE_BEFORE = 1.2
#: A short title that fits less well leaves a description to whoever is in focus.
SURE = 1.5
#: Heads of offices that say nothing without what follows.
GENERAL_HEADS = frozenset({"kepala", "ketua", "wakil", "direktur", "anggota", "sekretaris", "manajer", "pengurus"})
#: How many characters after a title the name may stand whose title it is: `Direktur Niaga, Teknologi dan Pengembangan Warta, Rina Sari`.
_BESIDE = 80
#: How many atoms after a description a relative clause is looked at for whether the name is kept back.
_CLAUSE = 6


class Descriptions:
    """Whom an office or a description means.

    Args:
        memory: what has been said.
        roles: who does what in a sentence.
        names: the names of speakers.
        antecedents: the antecedents of pronouns.
    """

    def __init__(self, memory: Memory, roles: Roles, names: Names, antecedents: Antecedents):
        self.memory, self.article, self.lexicon, self.people = memory, memory.article, memory.lexicon, memory.people
        self.roles, self.names, self.antecedents = roles, names, antecedents
        self.aliases = memory.aliases
        self._kin_words = self.lexicon.words("noun:relation")
        self._organizations = [m for m in self.article.mentions if m.label == "ORG" and m.entity >= 0]
        self._tells_more = self.lexicon.words("opens relative") | {"berumur"}  # `pelatih asal Belanda itu`

    def titled(self, passage: Passage, phrases: Phrases, phrase: Phrase, *, content: str = "") -> Speaker:
        """Return whom an office, a trade or a description means.

        Args:
            passage: the passage the phrase stands in.
            phrases: the noun phrases of the passage.
            phrase: the phrase.
            content: the quotation whose speaker it is, so that it is nobody whom the quotation names.
        """
        start, end = extent(passage, phrase)
        whole = None if phrase.anaphoric or phrase.relation else self.people.ending(self.article.text[start:end])
        if whole is not None:
            return self.memory.person(whole, start, end, resolution="name", margin=0.8)
        known = self._withheld(passage, phrase) or self._other_name(passage, phrase)
        if known is None and phrase.anaphoric:
            known = (
                self._aged(passage, phrase)
                or self._presented(passage, phrase)
                or self._described(passage, phrases, phrase, content)
            )
        if known is not None:
            return known
        generic = "noun:person" in passage.atoms[phrase.first].classes
        known = self._held(passage, phrases, phrase, content, generic=generic)
        if known is None and not generic:
            gender = gender_of(passage.atoms[phrase.first : phrase.core])
            known = self.by_description(passage, phrase, gender, content)
        if known is None and not phrase.anaphoric and phrase.core == phrase.first + 1:
            meant = self._meant(passage, phrase)  # `Kepala Negara` for the president named before
            known = self.memory.person(meant, start, end, margin=0.5) if meant is not None else None
        if known is None and phrase.anaphoric:
            known = self._in_focus(passage, phrases, phrase, content, generic=generic)
        return known or self.names.untagged(passage, phrase) or self._unheld(passage, phrase)

    def _words(self, passage: Passage, phrase: Phrase) -> tuple[str, ...]:
        """Return the words of an office in small letters, acronyms written out, without what says more of its holder."""
        words = (
            a.low
            for a in passage.atoms[phrase.first : phrase.core]
            if a.kind in ("word", "name")
            and not a.classes & {"determiner", "honorific", "acting"}
            and a.low not in ("sang", "si", "para", *FORMER)
        )
        full = self.people.expanded(tuple(w for word in words for w in word.replace(".", " ").split()))
        if not phrase.anaphoric:
            return full
        size = next((k for k, word in enumerate(full) if k and word in self._tells_more), len(full))
        return full[:size]  # `pelatih berusia 52 tahun itu`

    def _withheld(self, passage: Passage, phrase: Phrase) -> Speaker | None:
        """Return nobody by name where a description takes up somebody whose name is kept back: `seorang petani` … `petani itu`."""
        memory, after = self.memory, passage.atoms[phrase.core : phrase.core + _CLAUSE]
        if phrase.kind == "title" and after and after[0].low == "yang" and any("anonymity" in a.classes for a in after):
            return Speaker(
                None, None, *extent(passage, phrase), "none", ANONYMOUS
            )  # `pria yang meminta namanya tak ditulis itu`
        if not phrase.anaphoric:
            return None
        unnamed = memory.last is not None and memory.last.reason == ANONYMOUS
        unnamed = unnamed or not any(memory.withheld & nouns for nouns in self.people.described.values())
        again = unnamed and bool(memory.withheld & heads(passage, phrase))
        generic = "noun:person" in passage.atoms[phrase.first].classes and phrase.core == phrase.first + 2
        if generic and phrase.governor == "cue" and memory.nameless_passage == passage.no - 1:
            again = True  # `Seorang nenek memeluknya. "…," kata perempuan itu`
        if again or self.roles.kin_of_victim(passage, phrase):  # `ujar kakak korban tersebut`
            return Speaker(None, None, *extent(passage, phrase), "none", ANONYMOUS)
        return None

    def _other_name(self, passage: Passage, phrase: Phrase) -> Speaker | None:
        """Return the person a description gives the other name of: `perempuan yang akrab disapa Rin itu`."""
        atoms = passage.atoms
        told_more = phrase.core < len(atoms) and atoms[phrase.core].low == "yang"
        for k in range(phrase.core, min(phrase.core + 8, len(atoms))) if phrase.anaphoric or told_more else ():
            if "alias" in atoms[k].classes:
                entity = self.aliases.person_at(passage, range(k + 1, min(k + 4, len(atoms))))
                if entity is None:
                    return None
                return self.memory.person(self.people.same.get(entity, entity), *extent(passage, phrase), margin=0.8)
        return None

    def _aged(self, passage: Passage, phrase: Phrase) -> Speaker | None:
        """Return the one person of the age a description gives: `lelaki berusia 72 tahun itu` after `Budi Jaya (72)`."""
        atoms = passage.atoms
        for k in range(phrase.first + 1, phrase.core - 1):
            if atoms[k].low.isdigit() and atoms[k + 1].low == "tahun":
                aged = {self.people.one(entity) for entity in self.people.aged.get(int(atoms[k].low), ())}
                if len(aged) == 1:
                    return self.memory.person(aged.pop(), *extent(passage, phrase), margin=0.8)
        return None

    def _presented(self, passage: Passage, phrase: Phrase) -> Speaker | None:
        """Return whom the sentence before has named, where a description opens the next: `… kata Rina Sari. Anggota dewan itu menilai …`.

        Not where it says all of somebody else's office, or the noun they were called by.
        """
        person = self.memory.newly_named(passage) if self._opens(passage, phrase) else None
        if person is None or not self.memory.can_be(person, gender_of(passage.atoms[: phrase.core])):
            return None
        nouns = heads(passage, phrase)
        size = sum(a.kind in ("word", "name") for a in passage.atoms[phrase.first : phrase.core]) - 1  # but for `itu`
        called = (e for e, described in self.people.described.items() if size < 2 and nouns & described)
        others = {e for score, e, _ in self._holders(passage, phrase, generic=False) if score >= size} | {*called}
        return None if others - {person} else self.memory.person(person, *extent(passage, phrase), margin=0.6)

    @staticmethod
    def _opens(passage: Passage, phrase: Phrase) -> bool:
        """Tell whether a phrase is the first of its sentence that can mean somebody, before any verb."""
        before = passage.atoms[: phrase.first]
        if (
            phrase.governor == "comma"
            and before
            and before[0].low.startswith(("ber", "me"))
            and before[0].upos == "VERB"
        ):
            return not any(a.kind in ("name", "quoted") for a in before)  # `Bercita-cita menjadi bidan, gadis itu …`
        return phrase.governor in FREE and not any(
            a.kind in ("name", "quoted") or is_verb(a) or a.classes & SPEAKER_NOUNS for a in before
        )

    def _described(self, passage: Passage, phrases: Phrases, phrase: Phrase, content: str) -> Speaker | None:
        """Return whom a description with a determiner stands for: `mantan menteri itu`, `pelari tersebut`."""
        start, end = extent(passage, phrase)
        first = passage.atoms[phrase.first]
        if first.low in FORMER:
            after_cue = phrase.governor == "cue"
            focus = self.antecedents.pronoun(passage, phrases, start, end, before=phrase.first, after_cue=after_cue)
            if focus.name is not None:
                return replace(focus, resolution="title", margin=focus.margin * 0.7)
        meant = self._meant(passage, phrase)
        if meant is None:
            return None
        near = self.memory.just_acted(passage)
        kin = first.low in self._kin_words  # `Rina memeluk Sari. Istri lurah ini …`
        if (
            near is not None
            and (kin or not self.people.explained(near))
            and not self.people.has_title(meant, first.low)
        ):
            meant = near  # `Rina Sari mengakui itu. … kata pelari tersebut`, whoever else was called a runner
        gender = gender_of(passage.atoms[phrase.first : phrase.core])
        if not self.memory.can_be(meant, gender) or self.memory.named_in(meant, words_of(content)):
            return None
        return self.memory.person(meant, start, end, margin=0.6)

    def _held(
        self, passage: Passage, phrases: Phrases, phrase: Phrase, content: str, *, generic: bool
    ) -> Speaker | None:
        """Return the holder of the office that fits a short title best: `Kadis` of the `Kepala Dinas Kota`."""
        ranked = [] if generic and not phrase.anaphoric else self._holders(passage, phrase, generic=generic)
        if not ranked:
            return None
        start, end = extent(passage, phrase)
        score, entity, office = ranked[0]
        if not phrase.anaphoric:
            named = self.names.untagged(passage, phrase)
            held = {word for title, _, _ in self.people.titles[entity] for word in title}
            if named is not None and not held & set((named.name or "").lower().split()):
                return named
        elif score < SURE:
            gender = gender_of(passage.atoms[phrase.first : phrase.core])
            focus = self.antecedents.pronoun(
                passage, phrases, start, end, before=phrase.first, gender=gender, content=content
            )
            if focus.entity is not None:
                return replace(focus, resolution="title", margin=focus.margin * 0.7)
        second = ranked[1][0] if len(ranked) > 1 else 0.0
        return self.memory.person(entity, start, end, margin=min(1.0, max(0.1, score - second)), office=office)

    def _holders(self, passage: Passage, phrase: Phrase, *, generic: bool) -> list[tuple[float, int, int]]:
        """Return how well the office of a phrase fits those of each person, with the person and the office, the best first."""
        memory = self.memory
        start, end = extent(passage, phrase)
        words = self._words(passage, phrase)
        short = phrase.core == phrase.first + 1 and len(words) > 2  # an acronym of a whole office
        # `Kepala Dinas Kota` is not the `Kepala Desa Lama`
        head = passage.atoms[phrase.first].low.split()[0]
        general = head in GENERAL_HEADS and len(words) > 1 and not phrase.anaphoric
        match = self._overlap if generic else self._match
        fitting = []
        for entity, titles in self.people.titles.items():
            score, office = max(
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
            score += 0.25 / (1 + self.people.since(entity, start)) + 0.25 * memory.held(entity, passage.no)
            if len(words) == 1 and ("e", entity) == memory.last_key and memory.lately(passage):
                score += SPOKE_BEFORE  # `ujar Ketua Majelis Hakim Rina Sari. … ujar hakim`, whoever else is a judge
            fitting.append((score, entity, office))
        return sorted(fitting, key=lambda fit: -fit[0])

    def _in_focus(
        self, passage: Passage, phrases: Phrases, phrase: Phrase, content: str, *, generic: bool
    ) -> Speaker | None:
        """Return who is in focus where a description with a determiner fits nobody's office: `perempuan itu`."""
        start, end = extent(passage, phrase)
        classes = passage.atoms[phrase.first].classes
        speaker = self.antecedents.pronoun(
            passage,
            phrases,
            start,
            end,
            before=phrase.first,
            gender=gender_of(passage.atoms[phrase.first : phrase.core]),
            content=content,
            trade="noun:group" in classes and "noun:title" not in classes,
        )
        if speaker.name is not None and (speaker.person or not generic):
            return replace(speaker, resolution="title", margin=speaker.margin * 0.7)
        # `teriak pria tersebut`, whom nobody has named
        return Speaker(None, None, start, end, "none", ANONYMOUS) if generic else None

    def _unheld(self, passage: Passage, phrase: Phrase) -> Speaker:
        """Return who speaks where nobody has been said to hold an office: whoever spoke last, nobody by name, or the office as written."""
        memory, opener = self.memory, passage.atoms[phrase.first]
        start, end = extent(passage, phrase)
        last = memory.last
        if opener.low in FORMER and last is not None and last.entity is not None and memory.lately(passage):
            # `Mantan Camat Kota Lama memastikan …`: nobody was introduced as one
            return replace(last, start=start, end=end, resolution="title", margin=0.4)
        small = not opener.capital or phrase.first == 0
        ends = passage.atoms[phrase.core - 1]
        alone = self.people.by_word.get(ends.low, ()) if phrase.core > phrase.first + 1 and ends.capital else ()
        if len(alone) == 1 and not phrase.anaphoric:
            return self.memory.person(alone[0], start, end, resolution="name", margin=0.6)  # `Arsitek Tuan`
        taken_up = opener.low in ("sang", "si") or (phrase.anaphoric and small)
        if taken_up and not opener.classes & {"spokesman", "honorific"}:
            return Speaker(None, None, start, end, "none", ANONYMOUS)  # `kata penjaga kedai tersebut`, `kata sang ayah`
        return Speaker(" ".join(self.article.text[start:end].split()), None, start, end, "title", margin=0.5)

    def _meant(self, passage: Passage, phrase: Phrase) -> int | None:
        """Return the person a description can mean: whoever has an office or a trade it stands for, in focus."""
        first = passage.atoms[phrase.first]
        means = self.lexicon.meanings.get(first.low, frozenset())
        if means:
            fitting: Iterable[int] = self.held_by(means, but=extent(passage, phrase))
            if not any(self.memory.held(entity, passage.no) > 0 for entity in fitting):
                # nobody is introduced as one: whom a description has meant, where nobody is much more in focus
                top = max((h.left(passage.no) for h in self.memory.attention.values() if h.speaker.person), default=0.0)
                fitting = [
                    entity
                    for entity, words in self.people.called.items()
                    if means & words and self.memory.held(entity, passage.no) * SPOKE * WEAK >= top
                ]
        elif "noun:relation" in first.classes:
            # `nenek dua cucu itu`: somebody without an office, where one has spoken
            fitting = [
                key[1]
                for key, when in self.memory.spoken.items()
                if isinstance(key, tuple) and isinstance(key[1], int) and passage.no - when <= LATELY
                if not self.people.titles.get(key[1])
            ]
            fitting += [
                held.speaker.entity
                for held in self.memory.attention.values()
                if held.introduced and held.passage == passage.no - 1 and held.speaker.entity is not None
            ]  # `Tidak demikian dengan Rina Sari. Janda 63 tahun itu …`
        else:
            return None
        seen = [entity for entity in fitting if self.memory.held(entity, passage.no) > 0]
        best = max(seen, key=lambda entity: self.memory.held(entity, passage.no), default=None)
        if best is None:
            return None
        last = self.memory.last
        told = last is not None and last.person and passage.no - self.memory.last_passage <= 2
        if told and last is not None and last.entity is not None and last.entity not in seen:
            # `Kiai Rina berpesan …. "…," kata pengasuh pesantren itu`, whoever else fits and has long been silent
            times = 2 * RIVAL if means else RIVAL
            if self.memory.held(last.entity, passage.no) > times * self.memory.held(best, passage.no):
                return last.entity
        if not means:
            return best
        rival = self._unexplained_rival(passage.no, best, set(seen))
        return best if rival is None else rival

    def held_by(self, means: frozenset[str], but: tuple[int, int] = (0, 0)) -> set[int]:
        """Return who has an office or a trade with one of some words, one read off the characters `but` aside."""
        return {
            entity
            for entity in {*self.people.titles, *self.people.described}
            if means & self.people.described.get(entity, set())
            or any(
                means & set(title) for title, at, _ in self.people.titles.get(entity, ()) if not but[0] <= at < but[1]
            )
        }

    def _unexplained_rival(self, passage: int, best: int, fitting: set[int]) -> int | None:
        """Return who is far more in focus than the one a description fits, where nothing says what they are."""
        others = [
            held.speaker.entity
            for held in self.memory.attention.values()
            if held.speaker.entity is not None and held.speaker.person and held.speaker.entity not in fitting
        ]
        unknown = [
            e
            for e in others
            if not self.people.titles.get(e) and not self.people.described.get(e, set()) - self._kin_words
        ]
        rival = max(unknown, key=lambda entity: self.memory.held(entity, passage), default=None)
        if rival is None:
            return None
        times = RIVAL * (2 if ("e", best) in self.memory.spoken else 1)
        return rival if self.memory.held(rival, passage) > times * self.memory.held(best, passage) else None

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

    def whose(self, passage: Passage, phrase: Phrase) -> Speaker | None:
        """Return the one person named before who is what a phrase says of somebody else: `Rina Sari, kuasa hukum Budi` … `kuasa hukum Budi`."""
        head = passage.atoms[phrase.first].low
        start, end = extent(passage, phrase)
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
        return self.memory.person(entity, start, end, margin=0.5)

    def institution(self, passage: Passage, phrase: Phrase) -> Speaker | None:
        """Return the organization named before whose name has the words of the phrase: `Dinas itu`, `kementerian Vietnam tersebut`."""
        atom = passage.atoms[phrase.first]
        if "noun:collective" not in atom.classes and phrase.kind != "organization":
            return None
        start, end = extent(passage, phrase)
        words = {atom.low} if atom.kind == "word" else set(atom.low.split())
        for mention in reversed(self._organizations):
            if mention.span.start < start:
                entity = self.article.entities[mention.entity]
                if any(words <= set(name.lower().split()) for name in (entity.name, *entity.aliases)):
                    return Speaker(entity.name, entity.no, start, end, "title", margin=0.7, person=False)
        return None

    def describe(self, entity: int, passage: Passage, phrase: Phrase) -> None:
        """Take note of what a description calls somebody: `penyanyi asal Kota itu`."""
        self.people.called[entity].update(word for head in heads(passage, phrase) for word in {head, *head.split()})

    def by_description(
        self, passage: Passage, phrase: Phrase, gender: str | None = None, content: str = ""
    ) -> Speaker | None:
        """Return the person who was called by the head of the phrase before (`guru Budi` … `guru itu`), whom the words do not name."""
        start, end = extent(passage, phrase)
        nouns = heads(passage, phrase)
        inner = {a.low for a in passage.atoms[phrase.first + 1 : phrase.core]}
        nouns -= inner & self._kin_words if len(nouns) > 1 else set()  # `dokter spesialis anak itu`
        fits = (entity for entity, words in self.people.described.items() if words & nouns)
        said = words_of(content)
        found = [
            entity for entity in fits if self.memory.can_be(entity, gender) and not self.memory.named_in(entity, said)
        ]
        if not found:
            return None
        best = min(found, key=lambda entity: self.people.since(entity, start))
        rival = self._unexplained_rival(passage.no, best, set(found)) if phrase.anaphoric and not gender else None
        best = best if rival is None else rival
        return self.memory.person(best, start, end, margin=0.6 / len(found))


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
