"""What articles say of a person, compared: the same office, or what cannot be said of one person."""

from __future__ import annotations

from dataclasses import dataclass

from rapidfuzz import fuzz

from warta.lexicon import Resources
from warta.stages.resolve.names import NameForms, normalized, words_of

#: Offices this alike are the same office (rapidfuzz `token_set_ratio`).
SAME_OFFICE = 90.0
#: Offices less alike than this have nothing in common.
OTHER_OFFICE = 55.0


@dataclass(frozen=True, slots=True)
class Held:
    """An office an article says a person holds or held.

    Args:
        title: the office, or the rank where there is none, as written.
        organization: as written, or None.
        country: ISO 3166-1 alpha-2, or None.
        former: no longer held.
    """

    title: str
    organization: str | None = None
    country: str | None = None
    former: bool = False


@dataclass(frozen=True, slots=True)
class LocalEntity:
    """An entity of one article.

    Args:
        article_id: the article.
        no: its number there.
        label: kind of entity, such as `PER`.
        name: fullest name in the article.
        aliases: all written forms.
        country: ISO 3166-1 alpha-2, or None.
        n_mentions: how often the article mentions it.
        offices: what the article says the person holds.
    """

    article_id: str
    no: int
    label: str
    name: str
    aliases: tuple[str, ...] = ()
    country: str | None = None
    n_mentions: int = 1
    offices: tuple[Held, ...] = ()


class Evidence:
    """Compares what is said of two bearers of a name.

    Args:
        resources: gives the lexicons `office_heads`, `office_words`, `office_fields`, `places`.
        names: compares names.
    """

    def __init__(self, resources: Resources, names: NameForms):
        self.names = names
        self._expansions = {
            normalized(r["head"]): normalized(r["expands"]) for r in resources.lexicon("office_heads") if r["expands"]
        }
        self._bare = frozenset(r["word"] for r in resources.lexicon("office_words") if r["role"] == "head")
        rows = resources.lexicon("office_fields")
        self._fields = {r["word"]: r["field"] for r in rows if r["kind"] == "word"}
        self._prefixes = tuple((r["word"], r["field"]) for r in rows if r["kind"] == "prefix")
        self._apart = frozenset(frozenset((r["word"], r["field"])) for r in rows if r["kind"] == "apart")
        self._places = {
            words: r["country"]
            for r in resources.lexicon("places")
            if r["ambiguous"] != "1" and (words := words_of(r["name"]))
        }
        self._longest = max(map(len, self._places))

    def common(self, first: LocalEntity, second: LocalEntity) -> bool:
        """Tell whether two articles give a person the same office."""
        if self._foreign(first, second):
            return False
        return any(self._same(one, two) for one in first.offices for two in second.offices)

    def conflict(self, first: LocalEntity, second: LocalEntity) -> bool:
        """Tell whether what two articles say cannot hold of one person.

        Other countries; fields that exclude each other (an officer and a party's chair); local offices of two places; for a name
        many people bear, offices in two fields, or in two organizations that have nothing in common.
        """
        if self._foreign(first, second):
            return True
        ones, twos = ([o for o in e.offices if not o.former] for e in (first, second))
        if not ones or not twos or any(self._same(one, two) for one in ones for two in twos):
            return False
        fields = {self._field(o) for o in ones} - {""}, {self._field(o) for o in twos} - {""}
        if fields[0] and fields[1] and all(frozenset((a, b)) in self._apart for a in fields[0] for b in fields[1]):
            return True
        places = [self._place(o) for o in ones], [self._place(o) for o in twos]
        local = all(self._field(o) in ("local", "education") for o in (*ones, *twos))
        if local and all(places[0]) and all(places[1]) and not set(places[0]) & set(places[1]):
            return True
        if not self.names.common(first.name):
            return False
        return bool(fields[0] and fields[1] and not fields[0] & fields[1]) or self._nothing_shared(ones, twos)

    @staticmethod
    def _nothing_shared(ones: list[Held], twos: list[Held]) -> bool:
        told = [o for o in ones if o.organization], [o for o in twos if o.organization]
        return all(told) and all(
            fuzz.token_set_ratio(_said(one), _said(two)) < OTHER_OFFICE for one in told[0] for two in told[1]
        )

    def _foreign(self, first: LocalEntity, second: LocalEntity) -> bool:
        one, two = self._countries(first), self._countries(second)
        return bool(one and two and not one & two)

    def _countries(self, entity: LocalEntity) -> set[str]:
        """Return the countries an entity is said to belong to, else those of the places its offices are named by."""
        said = {c for c in (entity.country, *(o.country for o in entity.offices)) if c}
        if said:
            return said
        named = {
            self._places.get(tuple(self._place(o).split()), "") for o in entity.offices if self._field(o) != "diplomat"
        }
        return named - {""}

    def _same(self, one: Held, two: Held) -> bool:
        titles = sorted((self._title(one), self._title(two)), key=len)
        if titles[0] != titles[1] and titles[0] in self._bare:
            return False  # `Ketua` says nothing beside `Ketua RT 05`
        if fuzz.token_set_ratio(*titles) < SAME_OFFICE:
            return False
        first, second = normalized(one.organization or ""), normalized(two.organization or "")
        return not (first and second) or fuzz.token_set_ratio(first, second) >= SAME_OFFICE or _short(first, second)

    def _title(self, office: Held) -> str:
        """Return an office's title with its acronyms written out: `Menlu` is `Menteri Luar Negeri`."""
        words = words_of(office.title)
        for size in (3, 2, 1):
            meant = self._expansions.get(" ".join(words[:size]))
            if meant:
                return " ".join((meant, *words[size:]))
        return " ".join(words)

    def _field(self, office: Held) -> str:
        """Return the field of an office: `uniform`, `party`, `local` …, or empty."""
        words = words_of(f"{office.title} {office.organization or ''}")
        if "purn" in words or "purnawirawan" in words:
            return ""
        for word in words:
            field = self._fields.get(word) or next((f for p, f in self._prefixes if word.startswith(p)), "")
            if field:
                return field
        return ""

    def _place(self, office: Held) -> str:
        """Return the listed place an office is named by, or empty."""
        words = words_of(office.title)
        for first in range(len(words)):
            for last in range(min(len(words), first + self._longest), first, -1):
                if words[first:last] in self._places:
                    return " ".join(words[first:last])
        return ""


def _said(office: Held) -> str:
    return normalized(f"{office.title} {office.organization or ''}")


def _short(first: str, second: str) -> bool:
    """Tell whether one organization is written as the initials of the other."""
    short, long = sorted((first, second), key=len)
    initials = "".join(w[0] for w in long.split() if w not in ("dan", "untuk", "of", "and"))
    return len(short) > 1 and short.replace(" ", "") == initials
