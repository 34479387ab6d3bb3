"""Resolve: which entities of single articles are one entity of the run.

Linking is deterministic and careful: names that are the same but for case, accents and punctuation are one entity, unless
what the articles say of two bearers of a name cannot be true of one person; variants of a name (initials, middle names,
a misspelling) need an office in common; a single-word person name needs the office, too.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from rapidfuzz import fuzz

from warta.ids import stable_id

#: Names this alike may be spellings of one name (share of matching letters, 0 to 100; rapidfuzz `ratio`).
SPELLING = 90.0
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


@dataclass(frozen=True, slots=True)
class RunEntity:
    """An entity of the whole run, a row of `entities`."""

    entity_id: str
    label: str
    name: str
    aliases: tuple[str, ...]
    country: str | None
    n_mentions: int
    n_articles: int


def resolve(entities: Sequence[LocalEntity]) -> tuple[list[RunEntity], list[int]]:
    """Link the entities of single articles over the run.

    Args:
        entities: all entities of all articles; the result does not depend on their order.

    Returns:
        the run's entities sorted by label, name and id, and for each entity given the index of the one it belongs to.

    >>> resolve([LocalEntity("a", 0, "ORG", "Bank Dunia"), LocalEntity("b", 0, "ORG", "bank dunia")])[1]
    [0, 0]
    """
    order = sorted(range(len(entities)), key=lambda i: (entities[i].article_id, entities[i].no))
    by_label: dict[str, list[int]] = defaultdict(list)
    for index in order:
        by_label[entities[index].label].append(index)
    clusters: list[tuple[list[int], str]] = []
    for label in sorted(by_label):
        link = _persons if label == "PER" else _named
        clusters += link(entities, by_label[label])
    made = _run_entities(entities, clusters)
    rows = sorted(range(len(made)), key=lambda i: (made[i].label, made[i].name, made[i].entity_id))
    place = {cluster: row for row, cluster in enumerate(rows)}
    assigned = [0] * len(entities)
    for cluster, (members, _) in enumerate(clusters):
        for index in members:
            assigned[index] = place[cluster]
    return [made[i] for i in rows], assigned


# ---------------------------------------------------------------- names


@cache
def normalized(name: str) -> str:
    """Return a name without case, accents and punctuation.

    >>> normalized("Phạm Thế Tùng"), normalized("PT. Angkasa  Jaya")
    ('pham the tung', 'pt angkasa jaya')
    """
    decomposed = unicodedata.normalize("NFKD", name.replace("đ", "d").replace("Đ", "D"))
    plain = "".join(c for c in decomposed if not unicodedata.combining(c))
    return re.sub(r"[\W_]+", " ", plain.replace("'", "").replace("’", "").replace("`", "")).strip().casefold()


@cache
def _words(name: str) -> tuple[str, ...]:
    return tuple(normalized(name).split())


def _full(name: str) -> tuple[str, ...]:
    """Return the words of a name without initials."""
    return tuple(w for w in _words(name) if len(w) > 1)


def is_acronym(name: str) -> bool:
    """Tell whether a name is written like an acronym (`PBB`, `UNODC`, `TNI-AD`)."""
    letters = [c for c in name if c.isalpha()]
    return (
        2 <= len(letters) <= 10 and " " not in name.strip() and sum(c.isupper() for c in letters) >= 0.7 * len(letters)
    )


def variants(first: str, second: str) -> bool:
    """Tell whether two full names can be spellings of one: the first and last word alike, middle words or initials added.

    >>> variants("Mmamiloko Kubayi", "Mamamiloko T. Kubayi"), variants("Budi Santoso", "Budi Hartono")
    (True, False)
    """
    one, two = _full(first), _full(second)
    if len(one) < 2 or len(two) < 2:
        return False
    short, long = sorted((one, two), key=len)
    if len(short) == len(long):
        return fuzz.ratio(" ".join(one), " ".join(two)) >= SPELLING
    return _contained(short, long)


def _contained(short: Sequence[str], long: Sequence[str]) -> bool:
    """Tell whether the words of one name occur in the other in order, each but for a misspelling, the first one first."""
    at = 0
    for no, word in enumerate(short):
        while at < len(long) and not _alike(word, long[at]):
            at += 1
        if at >= len(long) or (no == 0 and at > 0):
            return False
        at += 1
    return True


def _alike(first: str, second: str) -> bool:
    return first == second or (min(len(first), len(second)) >= 5 and fuzz.ratio(first, second) >= 88)


# ---------------------------------------------------------------- everything but persons


def _named(entities: Sequence[LocalEntity], indexes: Sequence[int]) -> list[tuple[list[int], str]]:
    """Link by name, and acronyms with the one full name that some article gives for them."""
    full_names: dict[str, Counter[str]] = defaultdict(Counter)
    for index in indexes:
        entity = entities[index]
        forms = {entity.name, *entity.aliases}
        for acronym in (f for f in forms if is_acronym(f)):
            full_names[normalized(acronym)].update({normalized(f) for f in forms if len(_words(f)) > 1})
    groups: dict[str, list[int]] = defaultdict(list)
    for index in indexes:
        key = normalized(entities[index].name) or entities[index].name
        meant = _only(full_names.get(key, Counter())) if is_acronym(entities[index].name) else None
        groups[meant or key].append(index)
    return [(groups[key], "") for key in sorted(groups)]


def _only(names: Counter[str]) -> str | None:
    """Return the one full name an acronym stands for: the most frequent, when the others are wordings of it."""
    if not names:
        return None
    best = min(names, key=lambda name: (-names[name], -len(name), name))
    return best if all(fuzz.token_set_ratio(best, name) >= 80 for name in names) else None


# ---------------------------------------------------------------- persons


def _persons(entities: Sequence[LocalEntity], indexes: Sequence[int]) -> list[tuple[list[int], str]]:
    by_name: dict[str, list[int]] = defaultdict(list)
    for index in indexes:
        by_name[normalized(entities[index].name) or entities[index].name].append(index)
    clusters: list[tuple[list[int], str]] = []
    single: list[int] = []
    for name in sorted(by_name):
        if len(_full(name)) < 2:
            single += by_name[name]
        else:
            clusters += _bearers(entities, by_name[name])
    clusters = _join_variants(entities, clusters)
    return _attach_single(entities, clusters, single)


def _bearers(entities: Sequence[LocalEntity], members: Sequence[int]) -> list[tuple[list[int], str]]:
    """Split the bearers of one full name where what is said of them cannot be true of one person."""
    if len(members) == 1:
        return [(list(members), "")]
    told = [i for i in members if entities[i].offices or entities[i].country]
    groups: list[list[int]] = []
    for index in told:
        fitting = [g for g in groups if not any(_conflict(entities[index], entities[other]) for other in g)]
        close = [g for g in groups if any(_common(entities[index], entities[other]) for other in g)]
        joined = close or fitting[:1]
        if joined:
            joined[0].append(index)
            for more in joined[1:]:
                joined[0].extend(more)
                groups.remove(more)
        else:
            groups.append([index])
    if not groups:
        groups = [[]]
    groups.sort(key=lambda g: (-len(g), [(entities[i].article_id, entities[i].no) for i in g]))
    groups[0].extend(i for i in members if i not in set(told))
    if len(groups) == 1:
        return [(sorted(groups[0]), "")]
    return [(sorted(group), "" if no == 0 else _evidence(entities, group)) for no, group in enumerate(groups)]


def _evidence(entities: Sequence[LocalEntity], group: Iterable[int]) -> str:
    """Return what tells a bearer of a name from others, for the id."""
    said = Counter(normalized(f"{o.title} {o.organization or ''}") for i in group for o in entities[i].offices)
    countries = Counter(entities[i].country or "" for i in group)
    best = min(said, key=lambda s: (-said[s], s)) if said else ""
    return f"{best}|{min(countries, key=lambda c: (-countries[c], c))}"


def _countries(entity: LocalEntity) -> set[str]:
    return {c for c in (entity.country, *(o.country for o in entity.offices)) if c}


def _said(office: Held) -> str:
    return normalized(f"{office.title} {office.organization or ''}")


def _common(first: LocalEntity, second: LocalEntity) -> bool:
    """Tell whether two articles give a person the same office."""
    if _countries(first) and _countries(second) and not _countries(first) & _countries(second):
        return False
    return any(_same_office(one, two) for one in first.offices for two in second.offices)


def _same_office(one: Held, two: Held) -> bool:
    if fuzz.token_set_ratio(normalized(one.title), normalized(two.title)) < SAME_OFFICE:
        return False
    first, second = normalized(one.organization or ""), normalized(two.organization or "")
    return not (first and second) or fuzz.token_set_ratio(first, second) >= SAME_OFFICE


def _conflict(first: LocalEntity, second: LocalEntity) -> bool:
    """Tell whether what two articles say cannot hold of one person.

    Other countries, or offices in other organizations with nothing in common. One name of three words or more is rare enough
    to be one person with several offices.
    """
    if _countries(first) and _countries(second) and not _countries(first) & _countries(second):
        return True
    if len(_full(first.name)) > 2:
        return False
    ones = [o for o in first.offices if o.organization and not o.former]
    twos = [o for o in second.offices if o.organization and not o.former]
    if not ones or not twos:
        return False
    return all(fuzz.token_set_ratio(_said(one), _said(two)) < OTHER_OFFICE for one in ones for two in twos)


def _join_variants(
    entities: Sequence[LocalEntity], clusters: list[tuple[list[int], str]]
) -> list[tuple[list[int], str]]:
    """Join clusters whose names are variants and that have an office in common."""
    parent = list(range(len(clusters)))

    def root(no: int) -> int:
        while parent[no] != no:
            parent[no] = parent[parent[no]]
            no = parent[no]
        return no

    blocks: dict[tuple[str, str], list[int]] = defaultdict(list)
    for no, (members, _) in enumerate(clusters):
        words = {w for i in members for w in _full(entities[i].name)}
        offices = {w for i in members for o in entities[i].offices for w in _words(o.title)}
        for word in sorted(words):
            for office in sorted(offices):
                blocks[word, office].append(no)
    tried: set[tuple[int, int]] = set()
    for key in sorted(blocks):
        block = blocks[key]
        for position, one in enumerate(block):
            for two in block[position + 1 :]:
                if (one, two) in tried:
                    continue
                tried.add((one, two))
                first, second = clusters[one][0], clusters[two][0]
                if normalized(entities[first[0]].name) == normalized(entities[second[0]].name):
                    continue
                if variants(entities[first[0]].name, entities[second[0]].name) and _share(entities, first, second):
                    low, high = sorted((root(one), root(two)))
                    parent[high] = low
    joined: dict[int, list[int]] = defaultdict(list)
    for no in range(len(clusters)):
        joined[root(no)].append(no)
    return [
        (sorted(i for no in numbers for i in clusters[no][0]), clusters[first][1])
        for first, numbers in sorted(joined.items())
    ]


def _share(entities: Sequence[LocalEntity], first: Sequence[int], second: Sequence[int]) -> bool:
    return any(_common(entities[one], entities[two]) for one in first[:50] for two in second[:50])


def _attach_single(
    entities: Sequence[LocalEntity], clusters: list[tuple[list[int], str]], single: Sequence[int]
) -> list[tuple[list[int], str]]:
    """Give single-word names to the one person with that word in the name and the same office, or to each other."""
    by_word: dict[str, list[int]] = defaultdict(list)
    for no, (members, _) in enumerate(clusters):
        for word in sorted({w for i in members for w in _full(entities[i].name)}):
            by_word[word].append(no)
    left: dict[str, list[list[int]]] = defaultdict(list)
    attached: list[tuple[int, int]] = []
    for index in single:
        name = normalized(entities[index].name) or entities[index].name
        fitting = [
            no for no in by_word.get(name, ()) if entities[index].offices and _share(entities, [index], clusters[no][0])
        ]
        if len(fitting) == 1:
            attached.append((fitting[0], index))
            continue
        same = next((g for g in left[name] if _share(entities, [index], g)), None)
        if same is None:
            left[name].append([index])
        else:
            same.append(index)
    for no, index in attached:
        clusters[no][0].append(index)
    for groups in left.values():
        for group in groups:
            distinct = _evidence(entities, group) if entities[group[0]].offices else entities[group[0]].article_id
            clusters.append((group, distinct))
    return clusters


# ---------------------------------------------------------------- rows


def _run_entities(entities: Sequence[LocalEntity], clusters: Sequence[tuple[list[int], str]]) -> list[RunEntity]:
    made: list[RunEntity] = []
    taken: set[str] = set()
    for members, distinct in clusters:
        own = [entities[i] for i in members]
        label = own[0].label
        name = _canonical(own)
        parts = [label, normalized(name) or name, distinct]
        entity_id = stable_id("entity", *parts)
        if entity_id in taken:
            entity_id = stable_id("entity", *parts, min((e.article_id, e.no) for e in own))
        taken.add(entity_id)
        countries = Counter(e.country for e in own if e.country)
        made.append(
            RunEntity(
                entity_id,
                label,
                name,
                tuple(sorted({e.name for e in own} | {a for e in own for a in e.aliases})),
                min(countries, key=lambda c: (-countries[c], c)) if countries else None,
                sum(e.n_mentions for e in own),
                len({e.article_id for e in own if e.n_mentions}),
            )
        )
    return made


def _canonical(entities: Sequence[LocalEntity]) -> str:
    """Return the name that most articles use among the full ones: no acronym where there is a full name, more than one word."""
    names = Counter(e.name for e in entities)
    full = [n for n in names if not is_acronym(n)] or list(names)
    full = [n for n in full if len(_words(n)) > 1] or full
    return min(full, key=lambda n: (-names[n], n.isupper() or n.islower(), -len(n), n))
