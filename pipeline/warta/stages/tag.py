"""Tag: part of speech, features, lemma, dependencies, name and quotation tags for every token."""

from __future__ import annotations

from dataclasses import dataclass, replace

from warta.core.article import Article, Token
from warta.core.stage import StageFunction, register
from warta.lexicon import Resources
from warta.nlp.tagger import load_tagger


@dataclass(frozen=True)
class TagOptions:
    """Settings of the tag stage.

    Args:
        model: name of an installed pipeline (`id_warta_lg`, `id_warta_sm`) or a folder with one.
    """

    model: str = "id_warta_lg"


@register("tag", id="warta.tag.v1", provides=("tags",), requires=("sentences", "tokens"), options=TagOptions)
def make_tag(options: TagOptions, resources: Resources) -> StageFunction:
    """Return the stage that fills the tags of `Article.tokens`, with the model loaded at the first article.

    Raises:
        ModelError: the model is not installed or is not a folder with one.
    """

    def tag(article: Article) -> Article:
        sentences = [s for s in article.read_sentences() if s.tokens[1] > s.tokens[0]]
        if not sentences:
            return article
        tagger = load_tagger(options.model)
        offsets = [[(t.span.start, t.span.end) for t in article.sentence_tokens(s)] for s in sentences]
        tokens: list[Token] = list(article.tokens)
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
        return article.with_(tokens=tuple(tokens))

    return tag
