"""Resolve: which entities of single articles are one entity of the run.

Linking is deterministic and careful: names that are the same but for case, accents, punctuation and customary spellings are one
entity, unless what the articles say of two bearers of a name cannot be true of one person; variants of a name (initials, middle
names, a misspelling) need an office in common or articles on one matter; so does a person known by a single word.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

from warta.ids import stable_id
from warta.lexicon import Resources
from warta.stages.resolve.evidence import Evidence, Held, LocalEntity
from warta.stages.resolve.names import NameForms, is_acronym, normalized, words_of
from warta.stages.resolve.people import Cluster, People

__all__ = ["Held", "LocalEntity", "RunEntity", "is_acronym", "normalized", "resolve"]


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


@lru_cache(maxsize=2)
def _compared(folder: str | None) -> tuple[NameForms, Evidence]:
    resources = Resources(lexicon_folder=folder)
    names = NameForms(resources)
    return names, Evidence(resources, names)


def resolve(entities: Sequence[LocalEntity], *, lexicon_folder: str | None = None) -> tuple[list[RunEntity], list[int]]:
    """Link the entities of single articles over the run.

    Args:
        entities: all entities of all articles; the result does not depend on their order.
        lexicon_folder: a folder with the user's own lexicon entries, or None.

    Returns:
        the run's entities sorted by label, name and id, and for each entity given the index of the one it belongs to.

    >>> resolve([LocalEntity("a", 0, "ORG", "Bank Dunia"), LocalEntity("b", 0, "ORG", "bank dunia")])[1]
    [0, 0]
    """
    order = sorted(range(len(entities)), key=lambda i: (entities[i].article_id, entities[i].no))
    by_label: dict[str, list[int]] = defaultdict(list)
    for index in order:
        by_label[entities[index].label].append(index)
    clusters: list[Cluster] = []
    for label in sorted(by_label):
        if label == "PER":
            clusters += People(entities, *_compared(lexicon_folder)).link(by_label[label])
        else:
            clusters += _named(entities, by_label[label])
    made = _run_entities(entities, clusters)
    rows = sorted(range(len(made)), key=lambda i: (made[i].label, made[i].name, made[i].entity_id))
    place = {cluster: row for row, cluster in enumerate(rows)}
    assigned = [0] * len(entities)
    for no, cluster in enumerate(clusters):
        for index in cluster.members:
            assigned[index] = place[no]
    return [made[i] for i in rows], assigned


def _named(entities: Sequence[LocalEntity], indexes: Sequence[int]) -> list[Cluster]:
    """Link all but people by name, and acronyms with the one full name that some article gives for them."""
    full_names: dict[str, Counter[str]] = defaultdict(Counter)
    for index in indexes:
        entity = entities[index]
        forms = {entity.name, *entity.aliases}
        for acronym in (f for f in forms if is_acronym(f)):
            full_names[normalized(acronym)].update({normalized(f) for f in forms if len(words_of(f)) > 1})
    groups: dict[str, list[int]] = defaultdict(list)
    for index in indexes:
        key = normalized(entities[index].name) or entities[index].name
        meant = _only(full_names.get(key, Counter())) if is_acronym(entities[index].name) else None
        groups[meant or key].append(index)
    return [Cluster(groups[key]) for key in sorted(groups)]


def _only(names: Counter[str]) -> str | None:
    """Return the one full name an acronym stands for: the most frequent, when the others are wordings of it."""
    if not names:
        return None
    best = min(names, key=lambda name: (-names[name], -len(name), name))
    return best if all(fuzz.token_set_ratio(best, name) >= 80 for name in names) else None


def _run_entities(entities: Sequence[LocalEntity], clusters: Sequence[Cluster]) -> list[RunEntity]:
    made: list[RunEntity] = []
    taken: set[str] = set()
    for cluster in clusters:
        own = [entities[i] for i in cluster.members]
        label = own[0].label
        name = _canonical(own)
        parts = [label, normalized(name) or name, cluster.distinct]
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
    full = [n for n in full if len(words_of(n)) > 1] or full
    return min(full, key=lambda n: (-names[n], n.isupper() or n.islower(), -len(n), n))
