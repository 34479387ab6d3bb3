"""Tagging with a Stanza model of the user's: `tag.backend=stanza`, installed by the extra `warta[stanza]`.

Stanza gives what Universal Dependencies has: words, parts of speech, features, lemmas, trees; and names where the model has a
name recognition. It knows nothing of quotations. The later stages do without, by lexicons and grammar.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from warta.core.article import Article, Sentence, Token
from warta.core.errors import ConfigError, ModelError
from warta.core.stage import Model, StageFunction, register
from warta.lexicon import Resources
from warta.nlp.multiword import Word
from warta.nlp.stanza_model import PREFERRED, StanzaModel, fetch, fetched, find, is_name
from warta.nlp.stanza_tagger import StanzaTagger
from warta.nlp.tagger import tidy_iob

#: Stanza decides about names and gives no probability. This one stands for all: the precision of the names of the model in
#: `models/stanza` on the test split of idner-news-2k, 0.86 (see its README).
NAME_PROBABILITY = 0.86
#: The tag stage tells three kinds of names; what they are more exactly is for the entities stage.
_KINDS = {"PER": "PER", "ORG": "ORG", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC"}


@dataclass(frozen=True)
class StanzaOptions:
    """Settings of the tag stage with `tag.backend=stanza`.

    Args:
        model: a folder with a Stanza model, or the name of one of Stanza's packages for Indonesian, such as `csui`, the news treebank.
        download: fetch a package that is not on this machine; a folder never needs a network.
        package: the package to take from a folder with several.
        words: `stanza`, the model's own tokenizer cuts words; `warta`, the default one does, and the model tags its words.
        names: also use the model's name recognition, where it has one.
        device: where it runs: `cpu`, or what torch calls another device.
    """

    model: str = ""
    download: bool = False
    package: str = PREFERRED
    words: str = "stanza"
    names: bool = True
    device: str = "cpu"


def name_labels(resources: Resources) -> dict[str, str]:
    """Return the labels of name recognitions, in capitals, that are PER, ORG or LOC for the tag stage (`ner_labels`)."""
    rows = resources.lexicon("ner_labels")
    return {row["model_label"].upper(): _KINDS[row["label"]] for row in rows if row["label"] in _KINDS}


def _found(options: StanzaOptions) -> StanzaModel:
    """Return the files the options name, as far as they are on this machine."""
    if not options.model:
        raise ModelError(
            "tag.backend=stanza needs tag.model: a folder with a Stanza model, or the name of a Stanza package for Indonesian, "
            "of which csui knows news best."
        )
    if options.words not in ("stanza", "warta"):
        raise ConfigError(f"tag.words is stanza or warta, not {options.words!r}.")
    own = options.words == "stanza"
    if not is_name(options.model):
        return find(options.model, package=options.package, words=own)
    return fetched(options.model, words=own)


def models(options: StanzaOptions) -> list[Model]:
    """Return the model of the options, with the package and the revision of its resources where it was named by those."""
    try:
        found = _found(options)
    except (ModelError, ImportError):
        return [Model(options.model or "stanza", "")]
    size = sum(p.stat().st_size for p in found.paths())
    if is_name(options.model):
        return [Model(options.model, found.digest(), found.origin(), size)]
    return [Model(Path(options.model).expanduser().resolve().name, found.digest(), size=size)]


def prepare(options: StanzaOptions) -> None:
    """Check that the model is there and whole; fetch a package that is not, where the options say so.

    Raises:
        ModelError: it is not, or cannot be fetched.
    """
    try:
        _found(options)
    except ModelError:
        if not (is_name(options.model) and options.download):
            raise
        fetch(options.model)
        _found(options)


@register(
    "tag",
    id="warta.tag.stanza.v1",
    provides=("tags", "trees", "tokens"),
    requires=("sentences", "tokens"),
    backend="stanza",
    options=StanzaOptions,
    extra="stanza",
    packages=("stanza", "torch"),
    models=models,
    prepare=prepare,
)
def make_tag(options: StanzaOptions, resources: Resources) -> StageFunction:
    """Return the stage that fills the tags of `Article.tokens`, cut anew by the model unless `tag.words` is `warta`.

    Raises:
        ModelError: Stanza cannot load the model.
    """
    own = options.words == "stanza"
    threads = int(os.environ.get("WARTA_THREADS", "1"))
    tagger = StanzaTagger(
        _found(options),
        words=own,
        names=options.names,
        labels=name_labels(resources),
        device=options.device,
        threads=threads,
    )

    def tag(article: Article) -> Article:
        sentences = sorted((s for s in article.named_sentences() if s.tokens[1] > s.tokens[0]), key=lambda s: s.no)
        if not sentences:
            return article
        offsets = [
            [(s.span.start, s.span.end)] if own else [(t.span.start, t.span.end) for t in article.sentence_tokens(s)]
            for s in sentences
        ]
        tagged = dict(zip((s.no for s in sentences), tagger.tag(article.text, offsets), strict=True))
        failed = [str(no) for no, words in tagged.items() if words is None]
        if failed:
            note = f"tag: Stanza failed on sentence {', '.join(failed)}, which has no tags"
            article = article.with_(notes=(*article.notes, note))
        return _with_words(article, tagged, NAME_PROBABILITY if tagger.names else 0.0)

    return tag


def _with_words(article: Article, tagged: dict[int, list[Word] | None], sure: float) -> Article:
    """Return the article with the tagged words in the place of the tokens of their sentences, and their names so sure."""
    tokens: list[Token] = []
    sentences: list[Sentence] = []
    for sentence in article.sentences:
        first = len(tokens)
        words = tagged.get(sentence.no)
        if words is None:
            tokens += [replace(t, no=first + k) for k, t in enumerate(article.sentence_tokens(sentence))]
        else:
            tokens += _tokens(article, sentence, words, first, sure)
        sentences.append(replace(sentence, tokens=(first, len(tokens))))
    return article.with_(tokens=tuple(tokens), sentences=tuple(sentences))


def _tokens(article: Article, sentence: Sentence, words: Sequence[Word], first: int, sure: float) -> list[Token]:
    spans = [article.span(w.start, w.end) for w in words]
    names = tidy_iob([span.text for span in spans], _iob([w.ner for w in words]))
    return [
        Token(
            first + k, sentence.no, span, lemma=word.lemma, upos=word.upos, feats=word.feats, head=word.head,
            deprel=word.deprel, ner=name, ner_probability=sure,
        )
        for k, (word, span, name) in enumerate(zip(words, spans, names, strict=True))
    ]  # fmt: skip


def _iob(tags: Sequence[str]) -> list[str]:
    """Return tags in which every name begins with B."""
    out: list[str] = []
    for tag in tags:
        goes_on = tag[0] == "I" and out and out[-1][1:] == tag[1:]
        out.append(tag if tag[0] != "I" or goes_on else "B" + tag[1:])
    return out
