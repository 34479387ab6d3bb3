"""Contradictions within an article: one figure, two values.

Compared are figures with the same counted noun, predicate, subject, place and time. Where there is no subject the predicate must
tell what the article's main event did (`12 orang tewas` in the lead, `13 orang tewas` below).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from warta.core.article import Article
from warta.lexicon import Resources
from warta.stages.checks.claims import Claim, claims, contradict, same_time, same_words
from warta.stages.checks.finding import Finding, Row, number


def contradictions(article: Article, rows: dict[str, list[Row]], *, resources: Resources) -> Iterator[Finding]:
    """Yield the figures for which an article gives two values.

    Args:
        article: the article after the last stage.
        rows: its rows in `quantities`.
        resources: the run's lexicons (`event_predicates.tsv`, `update_cues.tsv`).
    """
    groups: dict[tuple[str, ...], list[Claim]] = defaultdict(list)
    for claim in claims(article, rows, resources=resources):
        groups[claim.key].append(claim)
    for group in groups.values():
        # Three values and more are those of several things.
        if len({c.row["value"] for c in group}) != 2:
            continue
        first = group[0]
        other = next(c for c in group if c.row["value"] != first.row["value"])
        if _same(first, other):
            one, two = first.row, other.row
            about = f" ({one['subject'] or two['subject']})" if first.subject or other.subject else ""
            message = (
                f"Angka {first.counted or first.unit} {one['predicate']}{about} berbeda: "
                f"{number(one['value'])} lalu {number(two['value'])} {one['unit']}."
            )
            yield Finding("contradiction", message, one["value"], two["value"], [one, two])


def _same(first: Claim, second: Claim) -> bool:
    """Tell whether two claims of an article must be about one thing."""
    if first.row["sent_no"] == second.row["sent_no"] or not contradict(first.row["value"], second.row["value"]):
        return False
    if not (same_time(first.time, second.time) and same_words(first.place, second.place)):
        return False
    if first.event and not (first.subject and second.subject):
        return first.lead and same_words(first.subject, second.subject)
    if first.kind != "count" and not (first.time and second.time):
        return False
    return len(first.subject) > 1 and first.subject == second.subject
