"""Which people of single articles are one person of the run."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from warta.stages.resolve.evidence import Evidence, LocalEntity
from warta.stages.resolve.names import NameForms, normalized

#: Names met in at most so many articles of the run tell articles on one matter from others.
RARE = 20
#: So many rare names in common put two articles on one matter.
SHARED = 2
#: A person known by a single word is taken for the only bearer of the word that so many articles name.
KNOWN = 3
#: As many members of two clusters are compared with each other; more would not tell more.
COMPARED = 50

#: Words and beginnings that more clusters share pair no names.
WIDEST = 200


@dataclass
class Cluster:
    """Entities taken for one person.

    Args:
        members: indexes of the entities.
        distinct: what tells the person from others of the same name, part of the id; empty where none is needed.
    """

    members: list[int]
    distinct: str = ""


class People:
    """Links the people of single articles.

    Args:
        entities: all entities of the run.
        names: compares names.
        evidence: compares what is said of people.
    """

    def __init__(self, entities: Sequence[LocalEntity], names: NameForms, evidence: Evidence):
        self.entities, self.names, self.evidence = entities, names, evidence
        articles: Counter[str] = Counter()
        company: dict[str, set[str]] = defaultdict(set)
        for entity in entities:
            if entity.label in ("PER", "ORG") and len(entity.name) > 2:
                company[entity.article_id].add(normalized(entity.name))
        for told in company.values():
            articles.update(told)
        self._company = {a: frozenset(n for n in told if articles[n] <= RARE) for a, told in company.items()}

    def link(self, indexes: Sequence[int]) -> list[Cluster]:
        """Return the clusters of the given person entities, which must be in the order of articles."""
        by_key: dict[str, list[int]] = defaultdict(list)
        single: list[int] = []
        for index in indexes:
            name = self.entities[index].name
            if len(self.names.words(name)) < 2 or not self.names.full(name):
                single.append(index)
            else:
                by_key[self.names.key(name)].append(index)
        clusters = [c for key in sorted(by_key) for c in self._bearers(by_key[key])]
        clusters = self._join_variants(clusters)
        return self._attach(clusters, single)

    # ------------------------------------------------------------------ bearers of one name

    def _bearers(self, members: Sequence[int]) -> list[Cluster]:
        """Split the bearers of one name where what is said of them cannot be true of one person."""
        if len(members) == 1:
            return [Cluster(list(members))]
        told = [i for i in members if self.entities[i].offices or self.entities[i].country]
        groups: list[list[int]] = []
        for index in told:
            entity = self.entities[index]
            close = [g for g in groups if any(self.evidence.common(entity, self.entities[o]) for o in g[:COMPARED])]
            fitting = [
                g for g in groups if not any(self.evidence.conflict(entity, self.entities[o]) for o in g[:COMPARED])
            ]
            joined = close or fitting[:1]
            if not joined:
                groups.append([index])
                continue
            joined[0].append(index)
            for more in joined[1:]:
                joined[0].extend(more)
                groups.remove(more)
        groups = groups or [[]]
        groups.sort(key=lambda g: (-len(g), [(self.entities[i].article_id, self.entities[i].no) for i in g]))
        for index in (i for i in members if i not in set(told)):
            near = [g for g in groups if any(self._one_matter(index, other) for other in g[:COMPARED])]
            (near or groups)[0].append(index)
        if len(groups) == 1:
            return [Cluster(sorted(groups[0]))]
        return [Cluster(sorted(g), "" if no == 0 else self._said(g)) for no, g in enumerate(groups)]

    def _one_matter(self, first: int, second: int) -> bool:
        """Tell whether the articles of two entities name the same other people and organizations, rare ones."""
        one, two = self.entities[first], self.entities[second]
        nobody: frozenset[str] = frozenset()
        shared = self._company.get(one.article_id, nobody) & self._company.get(two.article_id, nobody)
        own = {normalized(one.name), normalized(two.name), *map(normalized, one.aliases), *map(normalized, two.aliases)}
        return len(shared - own) >= SHARED

    def _said(self, group: Iterable[int]) -> str:
        """Return what tells a bearer of a name from others, for the id."""
        group = list(group)
        said = Counter(normalized(f"{o.title} {o.organization or ''}") for i in group for o in self.entities[i].offices)
        countries = Counter(self.entities[i].country or "" for i in group)
        best = min(said, key=lambda s: (-said[s], s)) if said else ""
        return f"{best}|{min(countries, key=lambda c: (-countries[c], c))}"

    # ------------------------------------------------------------------ variants of a name

    def _join_variants(self, clusters: list[Cluster]) -> list[Cluster]:
        """Join clusters whose names are variants and of which the articles say the same office or that are on one matter."""
        parent = list(range(len(clusters)))

        def root(no: int) -> int:
            while parent[no] != no:
                parent[no] = parent[parent[no]]
                no = parent[no]
            return no

        names = [self._names(c) for c in clusters]
        for one, two in self._pairs(names):
            alike = root(one) != root(two) and any(self.names.variants(a, b) for a in names[one] for b in names[two])
            if alike and self._joined(clusters[one].members, clusters[two].members):
                low, high = sorted((root(one), root(two)))
                parent[high] = low
        joined: dict[int, list[int]] = defaultdict(list)
        for no in range(len(clusters)):
            joined[root(no)].append(no)
        return [
            Cluster(sorted(i for no in numbers for i in clusters[no].members), clusters[first].distinct)
            for first, numbers in sorted(joined.items())
        ]

    def _names(self, cluster: Cluster) -> list[str]:
        """Return the written names of a cluster, different ones once."""
        return list(dict.fromkeys(self.entities[i].name for i in cluster.members))[:8]

    def _pairs(self, names: Sequence[Sequence[str]]) -> Iterator[tuple[int, int]]:
        """Yield the pairs of clusters whose names can be variants: a word in common, or the beginnings of two words.

        A pair may come twice; the result of joining does not depend on their order.
        """
        blocks: dict[str, list[int]] = defaultdict(list)
        for no, written in enumerate(names):
            words = {w for name in written for w in self.names.full(name)}
            for word in words:
                blocks[word].append(no)
            for one, two in combinations(sorted({word[:2] for word in words}), 2):
                blocks[f"{one} {two}"].append(no)
        for block in blocks.values():
            if len(block) <= WIDEST:  # a more frequent word says nothing; a rarer one of the same names pairs them
                yield from combinations(block, 2)

    def _joined(self, first: Sequence[int], second: Sequence[int]) -> bool:
        ones, twos = first[:COMPARED], second[:COMPARED]
        if any(self.evidence.conflict(self.entities[a], self.entities[b]) for a in ones for b in twos):
            return False
        if any(self.entities[a].article_id == self.entities[b].article_id for a in ones for b in twos):
            return False  # an article that names both keeps them apart
        return any(
            self.evidence.common(self.entities[a], self.entities[b]) or self._one_matter(a, b)
            for a in ones
            for b in twos
        )

    # ------------------------------------------------------------------ single words

    def _attach(self, clusters: list[Cluster], single: Sequence[int]) -> list[Cluster]:
        """Give people known by one word to the one person with that word in the name that fits, or to each other."""
        by_word: dict[str, list[int]] = defaultdict(list)
        for no, cluster in enumerate(clusters):
            for word in sorted({w for name in self._names(cluster) for w in self.names.full(name)}):
                by_word[word].append(no)
        left: dict[str, list[list[int]]] = defaultdict(list)
        attached: list[tuple[int, int]] = []
        for index in single:
            name = self.names.key(self.entities[index].name) or self.entities[index].name
            bearer = self._bearer(index, clusters, by_word.get(name, []))
            if bearer is not None:
                attached.append((bearer, index))
                continue
            same = next((g for g in left[name] if any(self._same_word(index, other) for other in g[:COMPARED])), None)
            if same is None:
                left[name].append([index])
            else:
                same.append(index)
        for no, index in attached:
            clusters[no].members.append(index)
        for groups in left.values():
            for group in groups:
                first = self.entities[group[0]]
                clusters.append(Cluster(group, self._said(group) if first.offices else first.article_id))
        return clusters

    def _bearer(self, index: int, clusters: Sequence[Cluster], having: Sequence[int]) -> int | None:
        """Return the cluster a single-word name belongs to, or None."""
        entity = self.entities[index]
        free = [
            no
            for no in having
            if not any(
                self.entities[o].article_id == entity.article_id or self.evidence.conflict(entity, self.entities[o])
                for o in clusters[no].members[:COMPARED]
            )
        ]
        said = [
            no
            for no in free
            if any(self.evidence.common(entity, self.entities[o]) for o in clusters[no].members[:COMPARED])
        ]
        matter = [no for no in free if any(self._one_matter(index, o) for o in clusters[no].members[:COMPARED])]
        for fitting in ([no for no in said if no in matter], said, matter):
            if len(fitting) == 1:
                return fitting[0]
        if len(having) == 1 and free and not said:
            articles = {self.entities[o].article_id for o in clusters[free[0]].members}
            if len(articles) >= KNOWN:
                return free[0]
        return None

    def _same_word(self, first: int, second: int) -> bool:
        one, two = self.entities[first], self.entities[second]
        return self.evidence.common(one, two) or (
            not self.evidence.conflict(one, two) and self._one_matter(first, second)
        )
