"""The default tagger: Warta's own encoder gives tags, lemmas, dependencies, names and quotation votes in one pass.

A plain spaCy pipeline such as `id_warta_sm` serves as well: it has no quotation votes, all of its quotation tags are `O`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from warta.core.article import Article, Sentence, Token
from warta.core.errors import ModelError
from warta.core.files import files_hash, files_of
from warta.core.stage import Model, StageFunction, register
from warta.lexicon import Resources
from warta.nlp.tagger import folder_of, load_tagger

if TYPE_CHECKING:
    from warta.nlp.plain import PlainTagger
    from warta.nlp.tagger import Tagger


@dataclass(frozen=True)
class TagOptions:
    """Settings of the tag stage.

    Args:
        model: name of an installed pipeline (`id_warta_lg`, `id_warta_sm`) or a folder with one.
    """

    model: str = "id_warta_lg"


def models(options: TagOptions) -> list[Model]:
    """Return the model of the options."""
    name = Path(options.model).name
    try:
        folder = folder_of(options.model)
        return [Model(name, files_hash(folder), size=sum(p.stat().st_size for p in files_of(folder)))]
    except OSError:
        return [Model(name, "")]


def prepare(options: TagOptions) -> None:
    """Check that the model is there.

    Raises:
        ModelError: it is not.
    """
    try:
        folder = folder_of(options.model)
        if not any((folder / name).is_file() for name in ("encoder.onnx", "config.cfg")):
            raise FileNotFoundError(
                f"The folder {options.model} holds no pipeline: neither encoder.onnx nor config.cfg is in it."
            )
    except FileNotFoundError as error:
        raise ModelError(str(error)) from None


@register(
    "tag",
    id="warta.tag.v1",
    provides=("tags", "trees", "name_tags", "quote_tags"),
    requires=("sentences", "tokens"),
    options=TagOptions,
    models=models,
    prepare=prepare,
)
def make_tag(options: TagOptions, resources: Resources) -> StageFunction:
    """Return the stage that fills the tags of `Article.tokens`, with the model loaded at the first article.

    The fields: `tags` are part of speech, features and lemma, `trees` head and relation, `name_tags` and `quote_tags` the
    IOB2 tags of names and quotations with their probabilities.
    """

    def tag(article: Article) -> Article:
        tokens: list[Token] = list(article.tokens)
        # apart, so that the titles of other articles are no context of the text
        for group in (article.read_sentences(), article.linked_sentences()):
            sentences = [s for s in group if s.tokens[1] > s.tokens[0]]
            if sentences:
                _fill(tokens, article, sentences, load_tagger(options.model))
        return article.with_(tokens=tuple(tokens))

    return tag


def _fill(tokens: list[Token], article: Article, sentences: Sequence[Sentence], tagger: Tagger | PlainTagger) -> None:
    """Put the tags of some sentences on their tokens."""
    offsets = [[(t.span.start, t.span.end) for t in article.sentence_tokens(s)] for s in sentences]
    for sentence, tagged in zip(sentences, tagger.tag(article.text, offsets), strict=True):
        first = sentence.tokens[0]
        for k in range(len(tagged.tokens)):
            tokens[first + k] = replace(
                tokens[first + k],
                lemma=tagged.lemma[k],
                upos=tagged.upos[k],
                feats=None if tagged.feats[k] == "_" else tagged.feats[k],
                head=tagged.head[k] - 1,
                deprel=tagged.deprel[k],
                ner=tagged.ner[k],
                ner_probability=tagged.ner_probability[k],
                quote=tagged.quote[k],
                quote_probability=tagged.quote_probability[k],
            )
