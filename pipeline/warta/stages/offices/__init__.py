"""Offices: which person holds which rank and office, for which organization and country.

`grammar` reads the words around one person mention; `merge` brings the assertions of an article together; `confidence` says what speaks
for each.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from warta.core.article import Article
from warta.core.stage import StageFunction, register
from warta.lexicon import Resources
from warta.lexicon.weights import Weights
from warta.stages.offices.confidence import evidence
from warta.stages.offices.grammar import OfficeGrammar
from warta.stages.offices.merge import merge


@dataclass(frozen=True)
class OfficesOptions:
    """Settings of the offices stage.

    Args:
        professions: read professions with a field or an organization (`dosen hukum UI`) as offices too.
        rank_only: make a row for a person with a rank and no office anywhere in the article.
    """

    professions: bool = True
    rank_only: bool = True


@register(
    "offices",
    id="warta.offices.v1",
    provides=("offices",),
    requires=("sentences", "tokens", "mentions", "entities"),
    uses=("tags",),
    options=OfficesOptions,
)
def make_offices(options: OfficesOptions, resources: Resources) -> StageFunction:
    """Return the stage that fills `Article.offices`, one row per person and office, best evidence first met."""
    grammar = OfficeGrammar(resources, professions=options.professions)
    weights = Weights.of(resources, "office_weights")

    def offices(article: Article) -> Article:
        found = article.with_(offices=merge(article, grammar.read(article), rank_only=options.rank_only))
        pairs = zip(found.offices, evidence(found), strict=True)
        return found.with_(offices=tuple(replace(o, confidence=weights.probability(names)) for o, names in pairs))

    return offices
