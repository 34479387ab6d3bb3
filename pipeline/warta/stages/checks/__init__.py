"""Checks: findings about figures, each with the facts it rests on.

`breakdown`: parts that are listed are compared with their total. `contradiction`: the same figure with different values, in one
article or in several articles on one event.
"""

from __future__ import annotations

from warta.core.article import Article
from warta.ids import stable_id
from warta.lexicon import Resources
from warta.stages.checks.across import Report, across, made, report
from warta.stages.checks.breakdown import breakdowns
from warta.stages.checks.contradiction import contradictions
from warta.stages.checks.finding import Row

__all__ = ["Report", "across", "checks", "made", "report"]

BUILT_IN = Resources()


def checks(article: Article, rows: dict[str, list[Row]], *, resources: Resources = BUILT_IN) -> list[Row]:
    """Return the findings about an article's figures.

    Args:
        article: the article after the last stage.
        rows: its rows in `quantities`, `mentions` and `facts`.
        resources: the run's lexicons (`breakdown_cues.tsv`, `event_predicates.tsv`, `update_cues.tsv`).
    """
    fact_of = {r["source_id"]: r["fact_id"] for r in rows.get("facts", ()) if r["kind"] == "quantity"}
    found = [
        *breakdowns(article, rows, resources=resources),
        *contradictions(article, rows, resources=resources),
    ]
    out = []
    for finding in found:
        ids = [fact_of[f["quantity_id"]] for f in finding.figures if f["quantity_id"] in fact_of]
        out.append(
            {
                "check_id": stable_id("check", finding.kind, article.article_id, *ids),
                "article_id": article.article_id,
                "kind": finding.kind,
                "message": finding.message,
                "expected": finding.expected,
                "found": finding.found,
                "fact_ids": ids,
            }
        )
    return list({r["check_id"]: r for r in out}.values())
