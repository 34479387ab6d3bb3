"""Entities: names of people, organizations and places, and which of them name the same thing in one article.

`recognize` finds the mentions, from one module for each source of proposals; `cluster` brings them together. The name tags are the
tagger's, or (`entities.backend=transformers`) those of a model of the user's own, which `classifier` puts in their place.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from warta.core.article import Article, Label, Mention
from warta.core.errors import ConfigError
from warta.core.stage import Model, StageFunction, register
from warta.lexicon import Resources
from warta.lexicon.weights import Weights
from warta.nlp import hub
from warta.stages.entities import tags
from warta.stages.entities.cluster import Clusterer
from warta.stages.entities.confidence import evidence
from warta.stages.entities.recognize import Recognizer


@dataclass(frozen=True)
class EntitiesOptions:
    """Settings of the entities stage.

    Args:
        least: names whose source is less sure of them (0 to 1) are dropped; `mentions.confidence` is computed afterwards.
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
    clustered = _clustering(Recognizer(resources, least=options.least, lexicons=options.lexicons).mentions, resources)
    weights = Weights.of(resources, "mention_weights")

    def entities(article: Article) -> Article:
        found = clustered(article)
        pairs = zip(found.mentions, evidence(found), strict=True)
        return found.with_(mentions=tuple(replace(m, confidence=weights.probability(names)) for m, names in pairs))

    return entities


def _clustering(recognize: Callable[[Article], list[Mention]], resources: Resources) -> StageFunction:
    clusterer = Clusterer(resources)

    def entities(article: Article) -> Article:
        mentions, groups = clusterer.cluster(article, recognize(article))
        order = sorted(range(len(mentions)), key=lambda k: mentions[k].span.start)
        place = {k: n for n, k in enumerate(order)}
        groups = tuple(replace(g, mentions=tuple(sorted(place[k] for k in g.mentions))) for g in groups)
        return article.with_(mentions=tuple(mentions[k] for k in order), entities=groups)

    return entities


@dataclass(frozen=True)
class TransformersOptions:
    """Settings of the entities stage with a token-classification model of transformers.

    Args:
        model: a folder on disk, or a name on the Hugging Face hub.
        revision: branch, tag or commit of a hub name.
        download: fetch a hub name that is not on this machine yet; otherwise nothing is fetched.
        labels: file that maps the model's labels (columns `model_label`, `label`), before the lexicon `ner_labels`.
        least: mentions of lower confidence (0 to 1) are dropped.
        lexicons: whether names from the place and organization lexicons are added to the model's.
        rules: whether the name grammar of the built-in stage (bare names, heads of names, repeated names) works on the model's names;
            false keeps exactly the model's names.
        window: sub-words in one window; a longer sentence is read in several.
        stride: sub-words that two windows of a sentence share.
        batch: windows that go through the model together.
        precision: `double`, the same results for any batch size, or `single`, faster.
        device: where the model runs, `cpu` or `cuda`.
    """

    model: str = ""
    revision: str = ""
    download: bool = False
    labels: str = ""
    least: float = 0.4
    lexicons: bool = True
    rules: bool = True
    window: int = 256
    stride: int = 64
    batch: int = 16
    precision: str = "double"
    device: str = "cpu"


def _models(options: TransformersOptions) -> list[Model]:
    return hub.models(options.model, setting="entities.model", revision=options.revision)


def _prepare(options: TransformersOptions) -> None:
    look = hub.fetch if options.download else hub.find
    look(options.model, setting="entities.model", revision=options.revision)


@register(
    "entities",
    backend="transformers",
    id="warta.entities.transformers.v1",
    provides=("mentions", "entities"),
    requires=("sentences", "tokens"),
    uses=("tags",),
    options=TransformersOptions,
    models=_models,
    prepare=_prepare,
    packages=("torch", "transformers"),
    extra="transformers",
)
def make_transformers_entities(options: TransformersOptions, resources: Resources) -> StageFunction:
    """Return the stage with a user's model in the place of the tagger's name tags.

    Raises:
        ConfigError: a setting has a value that cannot be used.
        ModelError: the model is not there or is not one for names.
    """
    if options.precision not in ("double", "single"):
        raise ConfigError(f"entities.precision is double or single, not {options.precision!r}.")
    if min(options.window, options.batch) < 1 or options.stride < 0:
        raise ConfigError("entities.window and entities.batch must be greater than zero, entities.stride not less.")
    from warta.stages.entities.classifier import Classifier
    from warta.stages.entities.labels import label_map

    classifier = Classifier(
        hub.find(options.model, setting="entities.model", revision=options.revision).folder,
        labels=label_map(resources, file=options.labels),
        window=options.window,
        stride=options.stride,
        batch=options.batch,
        precision=options.precision,
        device=options.device,
    )
    places: Label = "GPE" if classifier.scheme.any_place else "LOC"
    recognizer = Recognizer(resources, least=options.least, lexicons=options.lexicons, tagged_place=places)

    def recognize(article: Article) -> list[Mention]:
        return (
            recognizer.mentions(article)
            if options.rules
            else tags.mentions(article, least=options.least, places=places)
        )

    clustered = _clustering(recognize, resources)
    return lambda article: clustered(article.with_(tokens=classifier.tagged(article)))
