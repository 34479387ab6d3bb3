"""Contradictions across articles: articles on one event that give different values for one figure.

Each article leaves a report of its claims in its local part. Over the run, claims with the same counted noun and predicate are
compared between articles that are near in time and share entities, and whose subjects, places and times agree.
Two articles that both know both values do not contradict each other.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from math import log2
from typing import Any

from warta.core.article import Article
from warta.ids import stable_id
from warta.lexicon import Resources
from warta.stages.checks.claims import Claim, claims, contradict, same_time, same_words, words
from warta.stages.checks.finding import Row, number

#: Articles about one event appear within so many days.
DAYS = 3
#: Least number of entities, and least weighted part of the entities of the one with fewer, that articles about one event share.
SHARED, OVERLAP = 2, 0.2
#: Entities in more claims than this of one kind of figure do not tell events apart.
COMMON = 200


@dataclass(frozen=True, slots=True)
class Report:
    """What an article leaves for the comparison with others.

    Args:
        article: number of the article in the run.
        day: when it was published, or else the first day it names; None when it names none.
        values: all values of its figures.
        claims: what is claimed, as `report` makes it.
    """

    article: int
    day: date | None
    values: frozenset[float]
    claims: tuple[Row, ...]


def report(article: Article, rows: dict[str, list[Row]], *, resources: Resources) -> Row | None:
    """Return what an article says that other articles could contradict, as plain data, or None when that is nothing.

    A kind of figure for which the article has several values is left out: it is said of several things.

    Args:
        article: the article after the last stage.
        rows: its rows in `quantities`, `dates` and `facts`.
        resources: the run's lexicons (`event_predicates.tsv`, `update_cues.tsv`).
    """
    fact_of = {r["source_id"]: r["fact_id"] for r in rows.get("facts", ()) if r["kind"] == "quantity"}
    groups: dict[tuple[str, ...], list[Claim]] = defaultdict(list)
    for claim in claims(article, rows, resources=resources):
        groups[claim.key].append(claim)
    single = [g[0] for g in groups.values() if len({c.row["value"] for c in g}) == 1]
    single = [c for c in single if c.row["quantity_id"] in fact_of]
    if not single:
        return None
    named = (d["iso"] or d["iso_resolved"] for d in rows.get("dates", ()) if d["grain"] == "day")
    day = article.published_at.date().isoformat() if article.published_at else next((d for d in named if d), None)
    values = {v for q in rows["quantities"] for v in (q["value"], q["value_max"]) if v is not None}
    return {
        "day": day,
        "values": sorted(values),
        "claims": [
            {
                "fact_id": fact_of[c.row["quantity_id"]],
                "value": c.row["value"],
                "kind": c.kind,
                "unit": c.unit,
                "counted": c.counted,
                "predicate": c.predicate,
                "said": c.row["predicate"],
                "event": c.event,
                "subject": c.row["subject"],
                "place": c.row["place"],
                "time": c.time,
            }
            for c in single
        ],
    }


def made(article: int, row: Row) -> Report:
    """Return a report from the plain data that `report` made.

    Args:
        article: number of the article in the run.
        row: the plain data.
    """
    try:
        day = date.fromisoformat(row["day"]) if row["day"] else None
    except ValueError:
        day = None
    return Report(article, day, frozenset(row["values"]), tuple(row["claims"]))


@dataclass(frozen=True, slots=True)
class _Statement:
    report: Report
    row: Row
    subject: frozenset[str]
    place: frozenset[str]

    @property
    def order(self) -> tuple[Any, ...]:
        return self.report.day or date.max, self.report.article, self.row["fact_id"]


def across(
    reports: Iterable[Report], *, entities: Callable[[int], Sequence[int]], n_articles: Sequence[int]
) -> Iterator[Row]:
    """Yield a row of `checks` for every figure that articles about one event report differently.

    Args:
        reports: of the articles that left one, in source order.
        entities: returns the run's entities that an article mentions.
        n_articles: for each entity of the run, in how many articles it is mentioned.
    """
    groups: dict[tuple[Any, ...], list[_Statement]] = defaultdict(list)
    for one in reports:
        for row in one.claims:
            key = (row["kind"], row["unit"], row["counted"], row["predicate"])
            groups[key].append(_Statement(one, row, words(row["subject"]), words(row["place"])))
    # Common entities say less: one in 2 articles weighs 0.63, one in 100 weighs 0.15.
    weights = [1 / log2(1 + max(n, 1)) for n in n_articles]
    for key in sorted(groups):
        if len(groups[key]) > 1:
            yield from _of_group(groups[key], entities, weights)


def _of_group(
    group: list[_Statement], entities: Callable[[int], Sequence[int]], weights: Sequence[float]
) -> Iterator[Row]:
    """Yield a row for each set of statements of one kind that are linked by contradictions."""
    group.sort(key=lambda s: s.order)
    mentioned = [frozenset(entities(s.report.article)) for s in group]
    parent = list(range(len(group)))

    def root(no: int) -> int:
        while parent[no] != no:
            parent[no] = parent[parent[no]]
            no = parent[no]
        return no

    for one, two in _near(group, mentioned):
        if _contradict(group[one], group[two]) and _one_event(mentioned[one], mentioned[two], weights):
            low, high = sorted((root(one), root(two)))
            parent[high] = low
    linked: dict[int, list[_Statement]] = defaultdict(list)
    for no, statement in enumerate(group):
        linked[root(no)].append(statement)
    for first in sorted(linked):
        if len(linked[first]) > 1:
            yield _row(linked[first])


def _near(group: Sequence[_Statement], mentioned: Sequence[frozenset[int]]) -> Iterator[tuple[int, int]]:
    """Yield the pairs that are near in time and share entities; `group` is sorted by day."""
    at: dict[int, list[int]] = defaultdict(list)
    frequent = Counter(e for there in mentioned for e in there)
    for two, statement in enumerate(group):
        shared: Counter[int] = Counter()
        for entity in mentioned[two]:
            if frequent[entity] <= COMMON:
                shared.update(at[entity])
                at[entity].append(two)
        for one in sorted(n for n, times in shared.items() if times >= SHARED):
            before, day = group[one].report.day, statement.report.day
            if before is None or day is None or (day - before).days <= DAYS:
                yield one, two


def _contradict(one: _Statement, two: _Statement) -> bool:
    first, second = one.row, two.row
    if one.report.article == two.report.article or not contradict(first["value"], second["value"]):
        return False
    if first["value"] in two.report.values or second["value"] in one.report.values:
        return False
    if not (same_time(first["time"], second["time"]) and same_words(one.place, two.place)):
        return False
    if one.report.day is None or two.report.day is None:  # near in time only when they say so
        return first["time"] is not None and first["time"] == second["time"] and same_words(one.subject, two.subject)
    if first["kind"] != "count" and (first["time"] is None or first["time"] != second["time"]):
        return False
    if one.subject and two.subject:
        return one.subject == two.subject or (first["kind"] == "count" and same_words(one.subject, two.subject))
    return bool(first["event"] or one.place & two.place)


def _one_event(first: frozenset[int], second: frozenset[int], weights: Sequence[float]) -> bool:
    """Tell whether two articles share enough entities, common ones counting less."""
    shared = sum(weights[e] for e in first & second)
    return shared >= OVERLAP * min(sum(weights[e] for e in first), sum(weights[e] for e in second))


def _row(statements: Sequence[_Statement]) -> Row:
    """Return the row of `checks`: what most articles say, earlier ones first, against what the next most say."""
    said = Counter(s.row["value"] for s in statements)
    values = list(said)  # in the order of the statements
    most = sorted(values, key=lambda v: -said[v])
    first = statements[0].row
    subject = next((s.row["subject"] for s in statements if s.row["subject"]), None)
    place = next((s.row["place"] for s in statements if s.row["place"]), None)
    about = f" ({', '.join(part for part in (subject, place) if part)})" if subject or place else ""
    listed = ", ".join(f"{number(v)} ({said[v]} artikel)" for v in values)
    ids = [s.row["fact_id"] for s in statements]
    return {
        "check_id": stable_id("check", "contradiction", None, *sorted(ids)),
        "article_id": None,
        "kind": "contradiction",
        "message": f"Angka {first['counted'] or first['unit']} {first['said']}{about} berbeda antarartikel: {listed}.",
        "expected": most[0],
        "found": most[1],
        "fact_ids": ids,
    }
