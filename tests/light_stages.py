"""Stages without models, for tests of the run: quick, deterministic, and failing on purpose where the text says so."""

from __future__ import annotations

import os
import re
import signal
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from warta.core.article import Article, Citation, Entity, Mention, Office, Quantity, Quote, TemporalExpression
from warta.core.stage import NoOptions, StageFunction, register
from warta.lexicon import Resources
from warta.stages.translate import translating
from warta.stages.translate.cache import Cache
from warta.stages.translate.guard import Guard
from warta.stages.translate.translator import Translator

_NAME = re.compile(r"(?:[A-Z][a-z]+ )+[A-Z][a-z]+")
_SAID = re.compile(r'"([^"\n]{3,})"(?:,? (?:kata|ujar) ((?:[A-Z][a-z]+ ?)+))?')


@dataclass(frozen=True)
class LightOptions:
    """Settings.

    Args:
        slow: seconds each article takes.
    """

    slow: float = 0.0


@register("tag", id="light.tag.v1", provides=("tags",), requires=("tokens",), backend="light", options=LightOptions)
def make_tag(options: LightOptions, resources: Resources) -> StageFunction:
    """Do nothing, or what the text orders."""

    def tag(article: Article) -> Article:
        if options.slow:
            time.sleep(options.slow)
        if "MELEDAK" in article.text:
            raise ValueError("seperti diminta\nbaris kedua")
        if "MATI" in article.text:
            os.kill(os.getpid(), signal.SIGKILL)
        if "RUSAK" in article.text:
            return article.with_(notes=(object(),))
        if "HABIS" in article.text:
            raise MemoryError
        if "LAMBAT" in article.text:
            time.sleep(60)
        return article

    return tag


@register(
    "entities",
    id="light.entities.v1",
    provides=("mentions", "entities"),
    requires=("sentences",),
    backend="light",
    options=NoOptions,
)
def make_entities(options: NoOptions, resources: Resources) -> StageFunction:
    """Take runs of words with capitals as persons."""

    def entities(article: Article) -> Article:
        mentions: list[Mention] = []
        by_name: dict[str, list[int]] = {}
        for sentence in article.sentences:
            for match in _NAME.finditer(sentence.span.text):
                span = article.span(sentence.span.start + match.start(), sentence.span.start + match.end())
                by_name.setdefault(span.text, []).append(len(mentions))
                mentions.append(
                    Mention(span, sentence.no, "PER", 0.5 + len(span) % 7 / 20, list(by_name).index(span.text))
                )
        made = tuple(Entity(no, "PER", name, (name,), tuple(found)) for no, (name, found) in enumerate(by_name.items()))
        return article.with_(mentions=tuple(mentions), entities=made)

    return entities


@register(
    "offices", id="light.offices.v1", provides=("offices",), requires=("entities",), backend="light", options=NoOptions
)
def make_offices(options: NoOptions, resources: Resources) -> StageFunction:
    """Take `Bupati`, `Gubernur`, `Menteri` before a name as its office."""

    def offices(article: Article) -> Article:
        found = []
        for mention in article.mentions:
            first, _, rest = mention.span.text.partition(" ")
            if first in ("Bupati", "Gubernur", "Menteri") and " " in rest:
                start = mention.span.start
                title, person = (
                    article.span(start, start + len(first)),
                    article.span(mention.span.end - len(rest), mention.span.end),
                )
                found.append(
                    Office(mention.sent_no, person, mention.entity, title=title, confidence=0.6 + len(rest) % 5 / 20)
                )
        return article.with_(offices=tuple(found))

    return offices


@register(
    "quotes", id="light.quotes.v1", provides=("quotes",), requires=("entities",), backend="light", options=NoOptions
)
def make_quotes(options: NoOptions, resources: Resources) -> StageFunction:
    """Take what stands between straight marks as a quotation."""

    def quotes(article: Article) -> Article:
        found = []
        for match in _SAID.finditer(article.text):
            content = article.span(*match.span(1)).trim()
            sentence = article.sentence_at(match.start(1))
            if content is None or sentence is None or not sentence.span.overlaps(content):
                continue
            mention = article.span(*match.span(2)).trim() if match[2] else None
            found.append(
                Quote(
                    len(found),
                    sentence.no,
                    "direct",
                    content,
                    speaker=mention.text if mention else None,
                    speaker_mention=mention,
                    resolution="name" if mention else "none",
                    reason=None if mention else "no speaker beside the quotation",
                    confidence=0.5 + len(content) % 9 / 20,
                )
            )
        return article.with_(quotes=tuple(found))

    return quotes


@register(
    "quantities",
    id="light.quantities.v1",
    provides=("quantities", "dates", "citations"),
    requires=("sentences",),
    backend="light",
    options=NoOptions,
)
def make_quantities(options: NoOptions, resources: Resources) -> StageFunction:
    """Take figures and the word after them."""

    def quantities(article: Article) -> Article:
        found, dates, citations = [], [], []
        for sentence in article.sentences:
            for match in re.finditer(r"(\d+) (\w+)", sentence.span.text, re.ASCII):
                span = article.span(sentence.span.start + match.start(), sentence.span.start + match.end())
                if match[2] == "Januari":
                    dates.append(TemporalExpression(span, sentence.no, None, None, "day"))
                elif len(match[1]) < 12:
                    quote = next((n for n, q in enumerate(article.quotes) if q.content.contains(span)), None)
                    value = float(match[1])
                    found.append(
                        Quantity(
                            span,
                            sentence.no,
                            value,
                            None,
                            "=",
                            "count",
                            match[2],
                            quote=quote,
                            confidence=0.9 - value % 9 / 30,
                        )
                    )
            for match in re.finditer(r"UU (\d+)", sentence.span.text, re.ASCII):
                span = article.span(sentence.span.start + match.start(), sentence.span.start + match.end())
                citations.append(Citation(span, sentence.no, "law", match[1]))
        return article.with_(quantities=tuple(found), dates=tuple(dates), citations=tuple(citations))

    return quantities


_ENGLISH = {
    "Bupati": "Regent", "Menteri": "Minister", "meninjau": "visited the", "jembatan": "bridge", "pasar": "market",
    "sekolah": "school", "waduk": "reservoir", "puskesmas": "clinic", "terminal": "terminal", "dermaga": "pier",
    "nomor": "number", "di": "in", "pada": "on", "pekan": "week", "ini": "this", "bersama": "with", "warga": "residents",
    "desa": "village", "Kami": "We", "membangun": "are building", "ruang": "rooms", "untuk": "for", "keluarga": "families",
    "kata": "said", "hadapan": "front", "menambahkan": "added", "bahwa": "that", "menerima": "received", "unit": "units",
    "bantuan": "aid", "menurut": "according to", "UU": "Law",
}  # fmt: skip


class WordByWord:
    """A translation model that knows a few words; it counts how many texts it was given."""

    identity = "word by word"

    def __init__(self) -> None:
        self.given: list[str] = []

    def lengths(self, texts: Sequence[str]) -> list[int]:
        return [len(text.split()) for text in texts]

    def translate(self, texts: Sequence[str]) -> list[str]:
        self.given += texts
        return [re.sub(r"[^\W\d_]+", lambda m: _ENGLISH.get(m[0], m[0]), text) for text in texts]


@dataclass(frozen=True)
class LightTranslateOptions:
    """Settings.

    Args:
        cache: folder of the cache.
        log: file that each text given to the model is written to.
    """

    cache: str = "off"
    log: str = ""


@register(
    "translate",
    id="light.translate.v1",
    provides=("translations",),
    requires=("sentences", "mentions", "quotes", "quantities", "dates"),
    backend="light",
    options=LightTranslateOptions,
)
def make_translate(options: LightTranslateOptions, resources: Resources) -> StageFunction:
    """Translate word by word."""

    class Logged(WordByWord):
        def translate(self, texts: Sequence[str]) -> list[str]:
            if options.log:
                with open(options.log, "a", encoding="utf-8") as file:
                    file.writelines(f"{text}\n" for text in texts)
            return super().translate(texts)

    engine = Logged()
    cache = Cache(None if options.cache == "off" else Path(options.cache), model=engine.identity)
    return translating(Translator(engine, cache, batch=4, longest=100), Guard(resources))
