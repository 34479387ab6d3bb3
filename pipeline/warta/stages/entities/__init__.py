"""Entities: names of people, organizations and places, and which of them name the same thing in one article.

`recognize` finds the mentions, from one module for each source of proposals; `cluster` brings them together.
"""

from __future__ import annotations

from dataclasses import dataclass

from warta.core.article import Article
from warta.core.stage import StageFunction, register
from warta.lexicon import Resources
from warta.stages.entities.cluster import Clusterer
from warta.stages.entities.recognize import Recognizer


@dataclass(frozen=True)
class EntitiesOptions:
    """Settings of the entities stage.

    Args:
        least: mentions of lower confidence (0 to 1) are dropped.
        lexicons: whether names from the place and organization lexicons are added to the tagger's.
    """

    least: float = 0.4
    lexicons: bool = True


@register(
    "entities",
    id="warta.entities.v1",
    provides=("mentions", "entities"),
    requires=("sentences", "tokens"),
    uses=("tags", "name_tags"),
    options=EntitiesOptions,
)
def make_entities(options: EntitiesOptions, resources: Resources) -> StageFunction:
    """Return the stage that fills `Article.mentions` and `Article.entities`."""
    recognizer = Recognizer(resources, least=options.least, lexicons=options.lexicons)
    clusterer = Clusterer(resources)

    def entities(article: Article) -> Article:
        mentions, groups = clusterer.cluster(article, recognizer.mentions(article))
        return article.with_(mentions=mentions, entities=groups)

    return entities
