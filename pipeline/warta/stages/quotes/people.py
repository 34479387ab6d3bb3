"""Which person a name in an article means: short names, nicknames, initials, other names and slips."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from difflib import SequenceMatcher

from warta.core.article import Article
from warta.nlp.names import respelt, undoubled
from warta.stages.quotes.reading import QuoteLexicon

#: Least likeness, 0..1, of a misspelt short name to a word of the last speaker's name.
MISSPELT = 0.8
#: A short form in brackets right after an office.
_BRACKETED = re.compile(r"\s?\(([A-Z][a-z]{3,20})\)")
#: An age right after a name.
_AGE = re.compile(
    r"\s?\((\d{1,3})(?:\s?(?:tahun|thn|th))?[),;]|,?\s(?:yang\s)?(?:berusia\s|berumur\s)?(\d{1,3})\s?(?:tahun|thn)\b"
)
#: Most letters of a word of a name that may be in an account's by chance.
_SHORT_WORD = 4


class People:
    """The people of an article: their names, offices and descriptions, and which names are one person's.

    Args:
        article: the article, with its entities and offices.
        lexicon: the words around quotations.

    Attributes:
        titles: for each person (index into the article's entities) the words of each office or rank, where it stands, and its index.
        described: for each person the nouns the article has called them by, beside the name.
        called: for each person the nouns of descriptions without a name that have meant them.
        by_word: for each word of a person's name, in small letters, the people with it.
        named_at: for each person the first character of each mention.
        persons: the people, but for those whom only titles of other articles name.
        same: for each person looked up so far the person they stand for.
        aged: for each age in years the people to whose name the article adds it: `Rina Sari (52)`, `Rina Sari, 52 tahun`.
    """

    def __init__(self, article: Article, lexicon: QuoteLexicon):
        self.article, self.lexicon = article, lexicon
        self.described: dict[int, set[str]] = defaultdict(set)
        self.called: dict[int, set[str]] = defaultdict(set)
        self._withholding = lexicon.words("patient") | lexicon.words("role") | {"berinisial", "inisial", "bernama"}
        self.titles: dict[int, list[tuple[tuple[str, ...], int, int]]] = defaultdict(list)
        acting = lexicon.words("acting")
        for number, office in enumerate(article.offices):
            for part in (office.title, office.rank):
                if part is not None and office.entity >= 0:
                    tail = f" {office.organization.text}" if part is office.title and office.organization else ""
                    words = tuple((part.text + tail).lower().replace(".", " ").split())
                    bare = words[1:] if len(words) > 1 and words[0] in acting else words
                    variants = {words, bare, self.expanded(bare)}
                    if part is office.title and office.country_span is not None:
                        variants.add((*bare, *office.country_span.text.lower().split()))  # `Presiden Cile`
                    short = _BRACKETED.match(article.text, part.end) if part is office.title else None
                    if short is not None:
                        variants.add((short[1].lower(),))  # `Direktur Reserse Kriminal Khusus (Direskrimsus)`
                    for variant in variants:
                        self.titles[office.entity].append((variant, part.start, number))
        self.by_word: dict[str, list[int]] = defaultdict(list)
        self.named_at: dict[int, list[int]] = defaultdict(list)
        linked = {sentence.no for sentence in article.linked_sentences()}  # titles of other articles
        for mention in article.mentions:
            if mention.entity >= 0 and mention.label == "PER" and mention.sent_no not in linked:
                self.named_at[mention.entity].append(mention.span.start)
        aside = {m.entity for m in article.mentions if m.sent_no in linked} - set(self.named_at)
        self.persons = [e for e in article.entities if e.label == "PER" and e.no not in aside]
        for entity in self.persons:
            for word in {w for alias in entity.aliases for w in alias.lower().split()}:
                self.by_word[word].append(entity.no)
        self._by_prefix: dict[str, list[str]] = defaultdict(list)
        self._by_suffix: dict[str, list[str]] = defaultdict(list)
        for word in self.by_word:
            plain = undoubled(word)
            self._by_prefix[plain[:4]].append(word)
            self._by_suffix[plain[-4:]].append(word)
        self.same: dict[int, int] = {}
        self.aged: dict[int, set[int]] = defaultdict(set)
        for mention in article.mentions:
            age = _AGE.match(article.text, mention.span.end) if mention.entity in self.named_at else None
            if age is not None:
                self.aged[int(age[1] or age[2])].add(mention.entity)

    def one(self, entity: int) -> int:
        """Return the entity that stands for the person: the one an alias or a shortened name belongs to."""
        if entity not in self.same:
            self.same[entity] = entity
            name = self.article.entities[entity].name.lower()
            address, _, called = name.partition(" ")
            if called and "honorific" in self.lexicon.classes.get(address.rstrip("."), ()):
                # `Kang Dedi`: the form of address is part of his name, but there is one Dedi
                others = [other for other in self.by_word.get(called, ()) if other != entity]
                if len(others) == 1:
                    self.same[entity] = others[0]
                    return others[0]
            if " " not in name and len(name) >= 4 and self.article.entities[entity].label == "PER":
                plain = undoubled(name)
                longer = {
                    other
                    for word in {*self._by_prefix.get(plain[:4], ()), *self._by_suffix.get(plain[-4:], ())}
                    if len(word) > len(name) and (undoubled(word).startswith(plain) or undoubled(word).endswith(plain))
                    for other in self.by_word[word]
                    if other != entity
                }
                if len(longer) == 1:
                    self.same[entity] = longer.pop()
            if self.same[entity] == entity:
                self.same[entity] = self._spelt_by(entity)
            listed = name in self.lexicon.nicknames
            if (
                self.same[entity] == entity
                and (listed or 2 < len(name) < 7)
                and self.article.entities[entity].label == "PER"
            ):
                held = self.nicknamed(name) - {entity} if listed or not self.introduced(entity) else set()
                if len(held) == 1:
                    self.same[entity] = held.pop()
        return self.same[entity]

    def _spelt_by(self, entity: int) -> int:
        """Return the one person named before whose initials a name is (`BG` after `Budi Gunawan`), else the same person.

        Not where initials name a suspect or a victim: `tersangka BG`, `BG (34)`.
        """
        name = self.article.entities[entity].name
        if not (name.isupper() and name.isalpha() and 1 < len(name) < 5) or not self.named_at[entity]:
            return entity
        first, text = self.named_at[entity][0], self.article.text
        before = text[:first].split()[-1:] or [""]
        withheld = (
            before[0].lower().strip("(") in self._withholding or text[first + len(name) : first + len(name) + 2] == " ("
        )
        spelt = [
            other.no
            for other in self.persons
            if _letters(other.name) == name and min(self.named_at[other.no], default=first) < first
        ]
        return spelt[0] if len(spelt) == 1 and not withheld else entity

    def begun(self, short: int) -> int | None:
        """Return the one person a word of whose name begins with another's whole name, else None: `Ken` of Kenneth."""
        start = self.article.entities[short].name.lower()
        held = {e for word, entities in self.by_word.items() if word.startswith(start) for e in entities} - {short}
        return held.pop() if len(held) == 1 else None

    def with_initials(self, letters: str) -> int | None:
        """Return the one person whose initials some letters are, of a name of three words and more, else None."""
        spelt = [e.no for e in self.persons if len(letters) > 2 and letters == _letters(e.name.lower())]
        return spelt[0] if len(spelt) == 1 else None

    def owner(self, account: str) -> int | None:
        """Return the one person a word of whose name is in that of an account, else None: `@ustadrina` of Rina Sari."""
        held = {
            entity
            for word, entities in self.by_word.items()
            if len(word) > _SHORT_WORD and word in account
            for entity in entities
        }
        return held.pop() if len(held) == 1 else None

    def introduced(self, entity: int) -> bool:
        """Tell whether the article says who a person is: an office, a description, a name of several words."""
        return self.explained(entity) or " " in self.article.entities[entity].name

    def explained(self, entity: int) -> bool:
        """Tell whether an office or a description says who a person is."""
        return bool(self.titles.get(entity) or self.described.get(entity))

    def has_title(self, entity: int | None, word: str) -> bool:
        """Tell whether a word is part of a title a person has."""
        return entity is not None and any(word in title for title, _, _ in self.titles.get(entity, ()))

    def nicknamed(self, name: str) -> set[int]:
        """Return the people whose nickname it is, by the lexicon, or of whose full names a word holds it or two words make it.

        `Mualem` of `Muzakir Manaf`, `Ara` of `Maruarar`, `Jedar` of `Jessica Iskandar`.
        """
        listed = self.lexicon.nicknames.get(name)
        if listed:
            return {e.no for e in self.persons if listed <= set(e.name.lower().split())}
        return {
            e.no
            for e in self.persons
            if (
                (len(name) > 3 and " " not in e.name and len(e.name) > len(name) + 1 and name in e.name.lower())
                or (" " not in e.name and len(e.name) > 2 * len(name) and e.name.lower().startswith(name))
                or (" " in e.name and (_held_in(name, words := e.name.lower().split()) or _blended(name, words)))
                or (self.explained(e.no) and _doubled_end(name, e.name.lower()))
            )
        }

    def misspelt(self, entity: int, last: int) -> bool:
        """Tell whether a short name met once or twice is a slip of a word of the last speaker's name: `Timbole` for `Timboel Siregar`."""
        name = self.article.entities[entity].name
        if last == entity or " " in name or len(self.named_at.get(entity, ())) > 2:
            return False
        words = self.article.entities[last].name.split()
        if len(words) < 2 or self.explained(entity) or name.isupper():
            return False
        like = (
            w for w in words if w[:1] == name[:1] and SequenceMatcher(None, w.lower(), name.lower()).ratio() >= MISSPELT
        )
        return next(like, None) is not None

    def ending(self, text: str) -> int | None:
        """Return the person whose whole name is the end of a mention: `Wali Kota Rina Sari` taken for one name."""
        words = text.lower().split()
        for entity in self.by_word.get(words[-1], ()):
            name = self.article.entities[entity].name.lower().split()
            if 1 < len(name) < len(words) and words[-len(name) :] == name:
                return entity
        return None

    def apart(self, left: int, right: int, position: int) -> bool:
        """Tell whether two full names have both been used before, so that no other name is given to anybody here."""
        names = [self.article.entities[entity].name.lower().split() for entity in (left, right)]
        if any(len(name) < 2 for name in names) or set(names[0]) & set(names[1]):
            return False
        return all(min(self.named_at.get(e, [position])) < position for e in (left, right)) and all(
            len(self.named_at.get(e, ())) > 1 for e in (left, right)
        )

    def since(self, entity: int, position: int) -> float:
        """Return how far before a position somebody was named last, in steps of 200 characters; 50 where nobody has."""
        starts = [s for s in self.named_at.get(entity, ()) if s < position]
        return (position - starts[-1]) / 200 if starts else 50.0

    def expanded(self, words: tuple[str, ...]) -> tuple[str, ...]:
        """Return the words of a title with what its acronyms stand for: `wabup` as `wakil bupati`, `menteri esdm` as `menteri energi …`."""
        whole = self.lexicon.expansions.get(" ".join(words))
        if whole:
            return tuple(whole)
        full = [full for word in words for full in self.lexicon.expansions.get(word, (word,))]
        headed = full[:2] == ["menteri", "kementerian"]  # what `esdm` alone stands for
        return tuple(full[:1] + full[2:] if headed else full)


def _letters(name: str) -> str:
    """Return the first letters of the words of a name: `BG` of Budi Gunawan."""
    return "".join(word[0] for word in name.split())


def is_initials(name: str) -> bool:
    """Tell whether a name is letters only: `RS`, `M.A.`."""
    letters = name.replace(".", "")
    return len(letters) <= 4 and letters.isupper()


def _held_in(name: str, words: Sequence[str]) -> bool:
    """Tell whether a nickname is a piece of a longer word of a name, or one of its words in another spelling: `Andi` of `Andy`.

    Three letters must begin or end the word: `Ayu` of `Rahayu`, but not `Ali` of `Khalid`.
    """
    if any(respelt(name) == respelt(word) or _doubled_end(name, word) for word in words):
        return True
    name = respelt(name)
    longer = (plain for plain in map(respelt, words) if len(plain) > len(name) + 1)
    return any(word.startswith(name) or word.endswith(name) or (len(name) > 3 and name in word) for word in longer)


def _doubled_end(name: str, word: str) -> bool:
    """Tell whether a nickname is the end of a word with its beginning said twice: `Yayat` of `Ruhiyat`.

    >>> _doubled_end("yayat", "ruhiyat"), _doubled_end("rina", "sabrina")
    (True, False)
    """
    ends = (name[k:] for k in (1, 2) if len(name) - k > 2 or name[:k] == name[k:])
    return any(
        len(word) > len(end) + 1 and word.endswith(end) and end.startswith(name[: len(name) - len(end)]) for end in ends
    )


def _blended(name: str, words: Sequence[str]) -> bool:
    """Tell whether a nickname is the start of one word of a name and an end of a later one.

    >>> _blended("jedar", ["jessica", "iskandar"])
    True
    """
    ends = ((name[:k], name[k:]) for k in range(2, len(name) - 1))
    return any(
        first.startswith(head) and (later.startswith(tail) or later.endswith(tail))
        for head, tail in ends
        for n, first in enumerate(words)
        for later in words[n + 1 :]
    )
