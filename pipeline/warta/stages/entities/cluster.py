"""Which mentions of one article name the same person, organization or place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import pairwise

from rapidfuzz.distance import OSA

from warta.core.article import Article, Entity, Label, Mention
from warta.lexicon import Resources
from warta.lexicon.countries import Countries
from warta.nlp.names import fold, respelt, undoubled

#: Most words of an organization's short form in brackets.
_SHORT_FORM = 2
#: Words for administrative units that a body's short name leaves out.
_UNITS = frozenset({"kabupaten", "kota", "provinsi", "komune", "distrik"})
_PLACES = frozenset({"GPE", "LOC", "FAC"})
#: A word of two people's names is the one's who has been named, by it and by others, so many times as often as the other.
USUAL = 2


def same_person(short: Sequence[str], full: Sequence[str]) -> bool:
    """Tell whether two folded names can be one person's.

    One's words stand in the other in order, an initial stands for a word, or they differ by a slip of spelling, with or
    without a middle name.

    >>> same_person(["tung"], ["pham", "the", "tung"])
    True
    >>> same_person(["mmamiloko", "kubayi"], ["mamamiloko", "t", "kubayi"])
    True
    """
    if len(short) > len(full):
        short, full = full, short
    at = 0
    for word in short:
        while at < len(full) and not (
            full[at] == word
            or (len(word) == 1 and full[at][0] == word)
            or (len(full[at]) == 1 and word[0] == full[at] and len(short) > 1)
        ):
            at += 1
        if at == len(full):
            break
        at += 1
    else:
        return True
    if len(short) < 2:
        return False
    if _initialled(short, full) or _respelt(short, full) or _cut_short(short, full):
        return True
    return (
        _close(short[0], full[0])
        and _close(short[-1], full[-1])
        and all(any(_close(w, f) for f in full) for w in short)
    )


def _initialled(short: Sequence[str], full: Sequence[str]) -> bool:
    """Tell whether the last words of a name are shortened to their letters.

    >>> _initialled(["yoga", "pk"], ["yoga", "pradana", "kusuma"])
    True
    """
    *first, letters = short
    rest = full[len(first) :]
    return len(letters) > 1 and list(full[: len(first)]) == first and letters == "".join(word[0] for word in rest)


def _cut_short(short: Sequence[str], full: Sequence[str]) -> bool:
    """Tell whether the last word of a name is the beginning of the other's.

    >>> _cut_short(["bambang", "tri"], ["bambang", "trihandoko"])
    True
    """
    same = len(short) == len(full) and list(short[:-1]) == list(full[:-1])
    one, other = sorted((short[-1], full[-1]), key=len)
    return same and len(one) > 2 and len(other) > len(one) + 2 and other.startswith(one)


def _respelt(short: Sequence[str], full: Sequence[str]) -> bool:
    """Tell whether one name's words stand in the other in order, though spelt another way.

    >>> _respelt(["gede", "suria"], ["gede", "surya", "dharmawan"])
    True
    """
    words = iter([respelt(word) for word in full])
    return all(respelt(word) in words for word in short)


def _initials(name: str) -> int:
    """Return how many words of a name are letters, with or without a stop: 1 of `Ronald A. Sinaga`."""
    return sum(len(word.removesuffix(".")) == 1 for word in name.split())


def _rightful(
    word: str,
    holders: Sequence[tuple[str, ...]],
    usual: Counter[tuple[str, tuple[str, ...]]],
    named: Counter[tuple[str, ...]],
) -> tuple[str, ...]:
    """Return which of the people named before a single word of a name means, () where there is none.

    Whose first name it is (`Rhoma` of Rhoma Irama, not Ridho Rhoma); of those who is named again and again, where the other is hardly
    named; else who was named last.

    Args:
        word: the word.
        holders: the people with that word in their names, who was named last first.
        usual: how often a word has meant a person.
        named: how often a person has been named.
    """
    first = [p for p in holders if p[0] == word]
    holders = [p for p in first if named[p] >= max(named[h] for h in holders)] or holders
    if len(holders) < 2:
        return next(iter(holders), ())
    often = max(holders, key=lambda p: usual[word, p] + named[p])
    return often if usual[word, often] + named[often] >= USUAL * named[holders[0]] else holders[0]


def _misspelt(short: str, word: str) -> bool:
    """Tell whether one word of a name is another, written otherwise; short ones only by a doubled letter.

    >>> _misspelt("Fery", "Ferry"), _misspelt("Rina", "Rini")
    (True, False)
    """
    if len(short) > 4:
        return _close(short, word)
    return len(short) == 4 and undoubled(short) == undoubled(word)


def _respelling(short: str, word: str) -> bool:
    """Tell whether a word of a name of four letters and more is another, spelt another way: `merlyn`, `merlin`."""
    return len(short) > 3 and respelt(short) == respelt(word)


def _close(a: str, b: str) -> bool:
    return a == b or (min(len(a), len(b)) > 3 and OSA.distance(a, b) <= (1 if max(len(a), len(b)) < 8 else 2))


class Clusterer:
    """Brings the mentions of an article together into entities.

    Args:
        resources: gives the lexicons of organizations, places, country aliases and words around names.
    """

    def __init__(self, resources: Resources):
        self.kin = frozenset(r["noun"] for r in resources.lexicon("speaker_nouns") if r["class"] == "relation")
        self.also_called = frozenset(r["word"] for r in resources.lexicon("name_words") if r["role"] == "also-called")
        self.familiar = frozenset(r["form"].lower() for r in resources.lexicon("honorifics") if r["kind"] != "name")
        self.nicknames = frozenset(fold(r["nickname"]) for r in resources.lexicon("nicknames"))
        self.full = {r["name"]: r["full_name"] for r in resources.lexicon("organizations")}
        self.organization_country = {r["full_name"]: r["country"] for r in resources.lexicon("organizations")}
        self.place_country = {r["name"]: r["country"] for r in resources.lexicon("places")}
        self.countries = Countries(resources)
        short_names = resources.lexicon("short_names")
        self.short = {r["short"]: tuple(fold(r["full"]).split()) for r in short_names}
        self.short_places = {r["short"]: r["full"] for r in short_names if r["kind"] == "place"}

    def cluster(self, article: Article, mentions: Sequence[Mention]) -> tuple[tuple[Mention, ...], tuple[Entity, ...]]:
        """Return the mentions with their entity's number, and the entities in order of first mention."""
        keys = self._keys(article, mentions)
        numbers: dict[tuple[str, str], int] = {}
        members: list[list[int]] = []
        out: list[Mention] = []
        for index, (mention, key) in enumerate(zip(mentions, keys, strict=True)):
            number = numbers.setdefault(key, len(members))
            if number == len(members):
                members.append([])
            members[number].append(index)
            out.append(replace(mention, entity=number))
        second = self._second_names(article, mentions)
        return tuple(out), tuple(self._entity(n, out, m, second) for n, m in enumerate(members))

    def _second_names(self, article: Article, mentions: Sequence[Mention]) -> frozenset[str]:
        """Return the names that stand behind `alias`, which are nobody's first name: `Hasan alias Ang Kok Tiong`."""
        people = [m for m in mentions if m.label == "PER"]
        return frozenset(
            " ".join(b.span.text.split())
            for a, b in pairwise(people)
            if article.text[a.span.end : b.span.start].strip(" ,").lower() == "alias"
        )

    def _keys(self, article: Article, mentions: Sequence[Mention]) -> list[tuple[str, str]]:
        credits = frozenset(i for i, m in enumerate(mentions) if article.sentences[m.sent_no].kind == "credit")
        people = self._also_called(article, mentions, self._people(mentions, credits))
        acronyms = self._acronyms(article, mentions)
        named = {m.span.text for m in mentions if m.label == "ORG"}
        keys: list[tuple[str, str]] = []
        for index, mention in enumerate(mentions):
            text = mention.span.text
            if mention.label == "PER":
                keys.append(("PER", people[index]))
            elif mention.label == "ORG":
                full = acronyms.get(fold(text)) or self.full.get(text) or self._spelled_out(text, named)
                keys.append(("ORG", fold(full)))
            elif mention.label in _PLACES:
                keys.append(("GPE", self.countries.code(text) or fold(self.short_places.get(text, text))))
            else:
                keys.append((mention.label, fold(text)))
        return keys

    def _spelled_out(self, name: str, named: Collection[str]) -> str:
        """Return the longer name of the same body where the article has one.

        `Kemenkeu Malaysia` as `Kementerian Keuangan Malaysia`, `Dinkes Mimika` as `Dinas Kesehatan Kabupaten Mimika`, `Dishub` alone as the one
        `Dinas Perhubungan Kota Lama`.
        """
        head, _, rest = name.partition(" ")
        whole = f"{self.full[head]} {rest}" if rest and head in self.full else name
        if whole != name and whole in named:
            return whole
        words, others = self._words(name), {other: self._words(other) for other in named}
        if not rest:
            longer = [other for other, full in others.items() if head in self.short and full[: len(words)] == words]
        else:
            plain = [word for word in words if word not in _UNITS]
            longer = [
                other
                for other, full in others.items()
                if full == words or (plain == words and [w for w in full if w not in _UNITS] == plain)
            ]
        longer = [other for other in longer if others[other] != words] or longer
        bodies = {tuple(others[other]) for other in longer}
        return max(longer, key=lambda other: (len(other), other)) if len(bodies) == 1 else name

    def _words(self, name: str) -> list[str]:
        """Return the folded words of an organization's name, clipped ones spelled out."""
        return [full for word in name.split() for full in self.short.get(word, tuple(fold(word).split()))]

    def _size(self, name: str) -> int:
        """Return how many words a name has besides a form of address."""
        words = name.split()
        return len(words) - (len(words) > 1 and words[0].lower().rstrip(".") in self.familiar)

    @staticmethod
    def _people(mentions: Sequence[Mention], credits: Collection[int] = ()) -> dict[int, str]:
        """Return for each person mention the folded name of the person it is taken for.

        Full names (two words and more) are grouped first, longest leading; then a single word goes to the person last
        mentioned whose name holds it, else to the first one to come; to one whose name it nearly is, unless that is who wrote the article.

        Args:
            mentions: the mentions of an article.
            credits: numbers of those in bylines and other credits.
        """
        words = {i: fold(m.span.text).split() or [m.span.text] for i, m in enumerate(mentions) if m.label == "PER"}
        leaders: list[tuple[str, ...]] = []
        of_name: dict[tuple[str, ...], tuple[str, ...]] = {}
        for name in sorted({tuple(w) for w in words.values() if len(w) > 1}, key=lambda w: (-len(w), w)):
            leader = next((lead for lead in leaders if same_person(name, lead)), None)
            if leader is None:
                leaders.append(name)
            of_name[name] = leader or name
        told = {of_name.get(tuple(w), tuple(w)) for i, w in words.items() if i not in credits}
        out: dict[int, str] = {}
        latest: list[tuple[str, ...]] = []
        usual: Counter[tuple[str, tuple[str, ...]]] = Counter()
        named: Counter[tuple[str, ...]] = Counter()
        for index, listed in words.items():
            name = tuple(listed)
            if len(name) > 1:
                person = of_name[name]
            else:
                coming = (
                    of_name[tuple(w)]
                    for i, w in words.items()
                    if len(w) > 1 and i > index and name[0] in of_name[tuple(w)]
                )
                distinct = list(dict.fromkeys(tuple(p) for p in reversed(latest)))
                person = (
                    _rightful(name[0], [p for p in distinct if name[0] in p], usual, named)
                    or next(coming, ())
                    or next((p for p in distinct if p in told and any(_misspelt(name[0], w) for w in p)), ())
                    or next((p for p in leaders if p in told and any(_respelling(name[0], w) for w in p)), ())
                    or name
                )
                usual[name[0], person] += 1
            out[index] = " ".join(person)
            latest.append(person)
            named[person] += 1
        return out

    def _also_called(self, article: Article, mentions: Sequence[Mention], people: dict[int, str]) -> dict[int, str]:
        """Give a name in brackets or after `alias` to the person it stands behind: `Joko Widodo (Jokowi)`, `Rohim alias Cak Mbeng`."""
        same: dict[str, str] = {}
        for (i, a), (j, b) in pairwise((i, m) for i, m in enumerate(mentions) if m.label == "PER"):
            between = article.text[a.span.end : b.span.start]
            bracket = between.strip() == "(" and article.text[b.span.end : b.span.end + 1] == ")"
            if bracket and (self._of_kin(article.text[: a.span.start]) or self._plays(a.span.text, b.span.text)):
                continue  # `ibunya Rina (Sari Dewi)`: her mother's name
            if bracket or " ".join(between.lower().replace(",", " ").split()) in self.also_called:
                same.setdefault(people[j], same.get(people[i], people[i]))
        return {i: same.get(name, name) for i, name in people.items()}

    def _plays(self, role: str, actor: str) -> bool:
        """Tell whether a full name in brackets behind one word is of somebody else: `Anggi (Shakira Jasmine)` of a film, not `Jokowi (Joko Widodo)`."""
        one, words = fold(role).split(), fold(actor).split()
        if len(one) != 1 or len(words) < 2 or fold(role) in self.nicknames:
            return False
        return not any(word.startswith(one[0][:3]) or one[0] in word for word in words)

    def _of_kin(self, before: str) -> bool:
        """Tell whether a noun of kinship ends a text: `istri`, `ibunya`."""
        word = before.split()[-1:] or [""]
        return word[0].lower().removesuffix("nya") in self.kin

    @staticmethod
    def _acronyms(article: Article, mentions: Sequence[Mention]) -> dict[str, str]:
        """`Perserikatan Bangsa-Bangsa (PBB)`: an organization right before another in brackets is its full name."""
        out: dict[str, str] = {}
        for a, b in pairwise(mentions):
            if (
                a.label == b.label == "ORG"
                and article.text[a.span.end : b.span.start].strip() == "("
                and article.text[b.span.end : b.span.end + 1] == ")"
            ):
                short, long = sorted((a.span.text, b.span.text), key=len)
                if len(short.split()) <= _SHORT_FORM:  # `Institut Biologi (Akademi Sains dan Teknologi)`: whose it is
                    out.setdefault(fold(short), long)
        return out

    def _entity(
        self, number: int, mentions: Sequence[Mention], members: Sequence[int], second: Collection[str] = ()
    ) -> Entity:
        label: Label = mentions[members[0]].label
        forms = [" ".join(mentions[i].span.text.split()) for i in members]
        if label == "PER":
            # `Ronald Aristo Sinaga` rather than `Ronald A. Sinaga`, `Elzadaswarman` rather than `Om Zed`, but `Gus Dur` rather than `Dur`
            first = [form for form in forms if form not in second] or forms
            name = max(first, key=lambda f: (self._size(f), len(f.split()), -_initials(f), -forms.index(f)))
            if self._size(name) == 1 and " " in name:
                name = max((f for f in forms if " " not in f and not name.endswith(f)), key=len, default=name)
        else:
            name = max(forms, key=lambda f: (len(f), -forms.index(f)))
        country = None
        if label in _PLACES:
            country = self.countries.code(name) or self.place_country.get(name) or None
        elif label == "ORG":
            country = self.organization_country.get(self.full.get(name, name)) or None
        return Entity(number, label, name, tuple(dict.fromkeys(forms)), tuple(members), country)
