"""Resolve a speaker's name: short and untagged names, names that are nicknames or initials, bodies and people as they are written."""

from __future__ import annotations

from dataclasses import replace

from warta.core.article import Resolution
from warta.stages.quotes.aliases import entity_of
from warta.stages.quotes.memory import Memory, Speaker, extent
from warta.stages.quotes.people import is_initials
from warta.stages.quotes.phrases import Phrase
from warta.stages.quotes.reading import Atom, Passage

#: How sure it is that a name none of whose words a person's name has is theirs.
OTHER_NAME = 0.6


class Names:
    """The names of speakers, as far as an article tells whose they are.

    Args:
        memory: what has been said.
    """

    def __init__(self, memory: Memory):
        self.memory, self.article, self.lexicon, self.people = memory, memory.article, memory.lexicon, memory.people

    def initials(self, atom: Atom) -> bool:
        """Tell whether a name is initials only, as the press writes suspects and victims (`RS`, `M.A.`)."""
        return is_initials(self.article.text[atom.start : atom.end])

    def named(self, passage: Passage, phrase: Phrase) -> Speaker:
        """Return the person whose name a phrase is, or who holds the office it only looks like a name in."""
        atom = passage.atoms[phrase.main]
        entity = entity_of(atom)
        if phrase.main > phrase.first and phrase.core == phrase.main + 1:
            holder = self._whole_title(passage, phrase)
            if holder is not None and holder != entity:
                start, end = extent(passage, phrase)
                return self.memory.person(holder, start, end, margin=0.8)
        text = self.article.text[atom.start : atom.end]
        if entity is None:
            entity = self.people.ending(text)
        if entity is not None:
            entity = self.people.one(entity)
            last = self.memory.last.entity if self.memory.last is not None and self.memory.lately(passage) else None
            if last is not None and self.people.misspelt(entity, last):
                self.people.same[entity] = entity = last
        name = self.article.entities[entity].name if entity is not None else text
        own = entity is None or entity == entity_of(atom) or any(w in name for w in text.split())
        return Speaker(name, entity, atom.start, atom.end, "name", margin=1.0 if own else OTHER_NAME)

    def _whole_title(self, passage: Passage, phrase: Phrase) -> int | None:
        """Return who holds the office a phrase names, its last part only looking like a name: `Camat Tanjung Morawa`."""
        start, end = extent(passage, phrase)
        words = tuple(self.article.text[start:end].lower().replace(".", " ").split())
        for entity, titles in self.people.titles.items():
            if any(
                title == words or (title[0] == words[0] and set(words[:-1]) < set(title) and words[-1] in title)
                for title, _, _ in titles
            ):
                return entity
        return None

    def as_written(self, passage: Passage, phrase: Phrase, resolution: Resolution) -> Speaker:
        """Return an organization by its name, and whatever else speaks as the text calls it."""
        start, end = extent(passage, phrase)
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

    def unknown(self, passage: Passage, phrase: Phrase) -> Speaker:
        """Return whose name words with a capital are that no tagger marks: a nickname, initials, a piece of a name, or as they stand."""
        start, end = extent(passage, phrase)
        words = [a.low for a in passage.atoms[phrase.first : phrase.core] if a.kind == "word"]
        known = self.people.nicknamed(words[-1]) if words and words[-1] in self.lexicon.nicknames else set()
        if len(known) == 1:  # `tegas KDM`
            entity = known.pop()
            return self.memory.person(entity, start, end, resolution="name", margin=OTHER_NAME)
        spelt = self.spelt(passage, phrase)
        if spelt is not None:
            return spelt
        for word in reversed(words):
            entities = self.people.by_word.get(word, ())
            if len(entities) == 1:
                return self.memory.person(entities[0], start, end, resolution="name", margin=0.6)
        return Speaker(" ".join(self.article.text[start:end].split()), None, start, end, "name", margin=0.4)

    def spelt(self, passage: Passage, phrase: Phrase) -> Speaker | None:
        """Return the person whose initials a phrase ends in: `sebut FBL`, of Faisal Burhanudin Lamakka."""
        atom = passage.atoms[phrase.core - 1]
        held = self.people.with_initials(atom.low) if self.article.text[atom.start : atom.end].isupper() else None
        if held is None:
            return None
        return self.memory.person(held, atom.start, atom.end, resolution="name", margin=OTHER_NAME)

    def still(self, passage: Passage, phrase: Phrase) -> Speaker | None:
        """Return the last speaker where the one word after a cue is of their name, though of another's as well: `sambung Marquez`."""
        atom, last = passage.atoms[phrase.main], self.memory.last
        if last is None or last.entity is None or phrase.governor != "cue" or not self.memory.lately(passage):
            return None
        words, name = atom.low.split(), self.article.entities[last.entity].name.lower().split()
        if len(words) != 1 or len(name) < 2 or words[0] not in name or entity_of(atom) == last.entity:
            return None
        return replace(last, start=atom.start, end=atom.end, resolution="name", margin=0.6)

    def untagged(self, passage: Passage, phrase: Phrase) -> Speaker | None:
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
            return self.memory.person(entities[0], start, end, resolution="name", margin=0.6)
        return Speaker(" ".join(self.article.text[start:end].split()), None, start, end, "name", margin=0.4)
