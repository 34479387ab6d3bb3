"""Translate: sentences and quotations into English by a model of the user's own, every translation checked against its source.

In the chain only where `translate.backend` is named (`warta run --translate` names `transformers`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

from warta.core.article import Article, Quote, Sentence
from warta.core.errors import ConfigError
from warta.core.span import Span
from warta.core.stage import Model, StageFunction, register
from warta.lexicon import Resources
from warta.nlp import hub
from warta.stages.translate.cache import Cache, default_folder
from warta.stages.translate.guard import Guard
from warta.stages.translate.translator import Engine, Translator

#: The model that is meant where none is named.
DEFAULT_MODEL = "Helsinki-NLP/opus-mt-id-en"


@dataclass(frozen=True)
class Options:
    """Settings that every backend of translation has.

    Args:
        model: a folder with a sequence-to-sequence model, or a name on the Hugging Face hub.
        revision: branch, tag or commit of a hub name.
        download: fetch a hub name that is not on this machine yet; otherwise nothing is fetched.
        cache: folder of the cache of translations, `off` for none; empty for the user's cache folder.
        beams: hypotheses kept in the search.
        batch: texts that go through the model together.
        longest: sub-words of a text at most; a longer one is translated in parts.
        source: code of Indonesian in a model of many languages, such as `ind_Latn`.
        target: code of English in a model of many languages, such as `eng_Latn`.
        prefix: text put before every sentence, for models that want one.
        device: where the model runs, `cpu` or `cuda`.
    """

    model: str = DEFAULT_MODEL
    revision: str = ""
    download: bool = False
    cache: str = field(default="", metadata={"identity": False})
    beams: int = 4
    batch: int = 16
    longest: int = 200
    source: str = ""
    target: str = ""
    prefix: str = ""
    device: str = "cpu"


@dataclass(frozen=True)
class TransformersOptions(Options):
    """Settings of translation by transformers.

    Args:
        precision: `double`, the same translations for any batch size, or `single`, faster.
    """

    precision: str = "double"


@dataclass(frozen=True)
class CTranslate2Options(Options):
    """Settings of translation by CTranslate2.

    Args:
        model: a folder with a converted model, or a name on the Hugging Face hub.
        tokenizer: folder of its tokenizer where that is not in the model's folder.
        compute: type of the arithmetic, such as `float32` or `int8`.
    """

    model: str = ""
    tokenizer: str = ""
    compute: str = "float32"


def _models(options: Options) -> list[Model]:
    return hub.models(options.model, setting="translate.model", revision=options.revision)


def _prepare(options: Options) -> None:
    look = hub.fetch if options.download else hub.find
    look(options.model, setting="translate.model", revision=options.revision)


def _folder(options: Options) -> Path:
    return hub.find(options.model, setting="translate.model", revision=options.revision).folder


def _check(options: Options) -> None:
    for name in ("beams", "batch", "longest"):
        if getattr(options, name) < 1:
            raise ConfigError(f"translate.{name} must be greater than zero.")


def _engine_settings(options: Options) -> dict[str, Any]:
    """Return the settings that engines take as they are."""
    return {name: getattr(options, name) for name in ("source", "target", "prefix", "beams", "longest", "device")}


_backend = partial(
    register,
    "translate",
    provides=("translations",),
    requires=("sentences", "mentions", "quotes", "quantities", "dates"),
    models=_models,
    prepare=_prepare,
    extra="translate",
)


@_backend(
    backend="transformers",
    id="warta.translate.transformers.v1",
    options=TransformersOptions,
    packages=("torch", "transformers", "sentencepiece"),
)
def make_transformers(options: TransformersOptions, resources: Resources) -> StageFunction:
    """Return the stage with a model of transformers, loaded at the first text that was not translated before.

    Raises:
        ConfigError: a setting has a value that cannot be used.
        ModelError: the model is not there or is none for translation.
        StoreError: the cache cannot be used.
    """
    from warta.stages.translate.seq2seq import Seq2Seq

    _check(options)
    if options.precision not in ("double", "single"):
        raise ConfigError(f"translate.precision is double or single, not {options.precision!r}.")
    engine = Seq2Seq(_folder(options), precision=options.precision, **_engine_settings(options))
    return _stage(engine, options, resources)


@_backend(
    backend="ctranslate2",
    id="warta.translate.ctranslate2.v1",
    options=CTranslate2Options,
    packages=("ctranslate2", "sentencepiece", "transformers"),
)
def make_ctranslate2(options: CTranslate2Options, resources: Resources) -> StageFunction:
    """Return the stage with a model of CTranslate2.

    Raises:
        ConfigError: a setting has a value that cannot be used.
        ModelError: the model or its tokenizer is not there.
        StoreError: the cache cannot be used.
    """
    from warta.stages.translate.fast import CTranslate2

    _check(options)
    folder = _folder(options)
    tokenizer = Path(options.tokenizer).expanduser() if options.tokenizer else folder
    engine = CTranslate2(folder, tokenizer=tokenizer, compute=options.compute, **_engine_settings(options))
    return _stage(engine, options, resources)


def _stage(engine: Engine, options: Options, resources: Resources) -> StageFunction:
    folder = None if options.cache == "off" else Path(options.cache).expanduser() if options.cache else default_folder()
    translator = Translator(engine, Cache(folder, model=engine.identity), batch=options.batch, longest=options.longest)
    return translating(translator, Guard(resources))


def translating(translate: Callable[[list[str]], dict[str, str]], guard: Guard) -> StageFunction:
    """Return the stage that fills the translations of sentences and quotations, and what the guard says of them.

    Args:
        translate: returns translations by text.
        guard: checks a translation against its source.
    """

    def stage(article: Article) -> Article:
        sentences = {s.no: s for s in article.read_sentences() if _says_something(s.span)}
        parts = {n: list(_parts(article, quote)) for n, quote in enumerate(article.quotes)}
        texts = [_line(s.span) for s in sentences.values()]
        texts += [_line(span) for spans in parts.values() for span in spans]
        if not texts:
            return article
        made = translate(texts)

        def sentence(s: Sentence) -> Sentence:
            if s.no not in sentences:
                return s
            english = made[_line(s.span)]
            return replace(s, translation=english, translation_check=guard.check(article, s.span, english))

        def quote(number: int, q: Quote) -> Quote:
            english = " ".join(made[_line(span)] for span in parts[number])
            if not parts[number]:
                return q
            return replace(q, translation=english, translation_check=guard.check(article, q.content, english))

        return article.with_(
            sentences=tuple(sentence(s) for s in article.sentences),
            quotes=tuple(quote(n, q) for n, q in enumerate(article.quotes)),
        )

    return stage


def _says_something(span: Span) -> bool:
    return any(c.isalnum() for c in span.text)


def _line(span: Span) -> str:
    return " ".join(span.text.split())


def _parts(article: Article, quote: Quote) -> Iterator[Span]:
    """Yield the content of a quotation sentence by sentence."""
    content = quote.content
    for sentence in article.sentences:
        start, end = max(sentence.span.start, content.start), min(sentence.span.end, content.end)
        if start < end and _says_something(span := article.span(start, end)):
            yield span
