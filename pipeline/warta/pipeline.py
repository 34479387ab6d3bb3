"""The chain of per-article stages, built from the configuration: one record in, its rows out.

The stages in data-flow order: ingest, segment, tag, entities, offices, quotes, quantities, translate; then, over the whole run,
resolve, facts, checks, store (`warta.assemble`).
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from dataclasses import dataclass, field, fields
from hashlib import blake2b
from importlib import import_module
from time import perf_counter
from typing import Any

from warta import __version__, lexicon
from warta.config import CHAIN, Config, as_settings
from warta.core.article import Article
from warta.core.errors import ConfigError, WartaError
from warta.core.stage import Model, StageEntry, StageFunction, check_chain, entry, installed, make_options
from warta.lexicon import Resources
from warta.lexicon_check import require_usable
from warta.stages.checks import checks, report
from warta.stages.duplicates import signature
from warta.stages.facts import facts
from warta.stages.store.parts import Processed
from warta.stages.store.rows import one_line, rows_of
from warta.stages.store.schema import SCHEMA_VERSION

#: The modules that register the built-in stages, in data-flow order.
MODULES = tuple(f"warta.stages.{name}" for name in CHAIN)

_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass
class Stopwatch:
    """Seconds spent in each stage."""

    seconds: dict[str, float] = field(default_factory=dict)

    def time(self, name: str, work: Callable[[], Any]) -> Any:
        """Do some work and add its time to a stage."""
        began = perf_counter()
        try:
            return work()
        finally:
            self.seconds[name] = self.seconds.get(name, 0.0) + perf_counter() - began


def chain(config: Config) -> list[StageEntry]:
    """Return the implementations the configuration chooses, in data-flow order.

    Raises:
        ConfigError: a module, stage, backend or option is unknown.
        StageError: a stage requires what no stage before it provides.
    """
    for name in config.plugins:
        try:
            import_module(name)
        except ImportError as error:
            raise ConfigError(f"The plugin {name!r} cannot be imported: {error}.") from None
    for name in MODULES:
        import_module(name)
    config.check()
    chosen = []
    for stage in CHAIN:
        backend = config.backend(stage)
        if backend is None:
            continue
        item = entry(stage, backend)
        make_options(item, config.section(stage))
        chosen.append(item)
    check_chain(chosen)
    return chosen


def identity(config: Config) -> dict[str, Any]:
    """Return all that the rows of an article depend on besides the article, for the manifest.

    Two runs with the same identity give the same rows.

    Raises:
        ConfigError: see `chain`.
    """
    entries = chain(config)
    folder = config.options("lexicon").folder or None
    settings = {
        e.stage: {"backend": e.backend, **as_settings(make_options(e, config.section(e.stage)))} for e in entries
    }
    settings |= {name: as_settings(config.options(name)) for name in ("ingest", "duplicates", "store", "lexicon")}
    settings["run"] = {"max_chars": config.options("run").max_chars}
    return {
        "version": __version__,
        "schema_version": SCHEMA_VERSION,
        "stages": [e.id for e in entries],
        "models": {model.name: str(model) for model in models(config)},
        "packages": {name: installed(name) for e in entries for name in e.packages},
        "lexicon_hash": lexicon.digest(folder=folder),
        "configuration": settings,
        "plugins": list(config.plugins),
    }


def models(config: Config) -> list[Model]:
    """Return the models that the chain uses, each once; nothing is fetched."""
    found = [m for e in chain(config) if e.models for m in e.models(make_options(e, config.section(e.stage)))]
    return sorted({model.name: model for model in found}.values(), key=lambda model: model.name)


def prepare(config: Config) -> None:
    """Make sure, once before a run, that what the chosen backends need is there.

    A model is fetched only here, and only where the configuration asks for one by its name on a hub.

    Raises:
        ConfigError: see `chain`; or there is no such lexicon folder.
        LexiconError: an entry of the user's cannot be used.
        ModelError: a package or a model is missing; the message says which, and what to do.
    """
    require_usable(config.options("lexicon").folder or None)
    for item in chain(config):
        item.check_installed()
        if item.prepare:
            item.prepare(make_options(item, config.section(item.stage)))


def resources_of(config: Config) -> Resources:
    """Return the lexicons of a configuration, the user's entries included."""
    return Resources(lexicon_folder=config.options("lexicon").folder or None)


class Pipeline:
    """The chain, ready to read articles; made once per process.

    Args:
        config: the configuration.

    Raises:
        ConfigError: see `chain`.
        ModelError: see `prepare`.
    """

    def __init__(self, config: Config):
        prepare(config)
        self._entries = chain(config)
        self._run = config.options("run")
        self._store = config.options("store")
        self._ingest = config.options("ingest")
        self._duplicates = config.options("duplicates")
        self._resources = resources = resources_of(config)
        self._stages: list[tuple[str, StageFunction]] = [
            (e.stage, e.factory(make_options(e, config.section(e.stage)), resources)) for e in self._entries
        ]

    def read(self, record: Any, *, watch: Stopwatch | None = None, failure: str | None = None) -> Article:
        """Return the article of a record after the last stage; whatever goes wrong makes it `failed`, with the reason.

        Args:
            record: a record from ingest.
            watch: where the time of each stage is added.
            failure: why the article is not to be processed (its text is still taken in), or None.
        """
        from warta.stages.ingest import to_article

        watch = watch or Stopwatch()
        try:
            article: Article = watch.time(
                "ingest", lambda: to_article(record, options=self._ingest, resources=self._resources)
            )
        except Exception as error:
            return empty_article(record, reason=reason("ingest", error))
        return self.annotate(_encodable(article), watch=watch, failure=failure)

    def annotate(self, article: Article, *, watch: Stopwatch | None = None, failure: str | None = None) -> Article:
        """Return an article with what every stage adds; see `read`."""
        watch = watch or Stopwatch()
        if article.status == "ok" and failure is None and len(article.text) > self._run.max_chars:
            failure = (
                f"ingest: the text has {len(article.text)} characters, and texts longer than "
                f"run.max_chars={self._run.max_chars} are not read."
            )
        if article.status == "ok" and failure is not None:
            return article.with_(status="failed", error=failure)
        done = article
        for name, function in self._stages:
            if done.status != "ok":
                break
            try:
                done = watch.time(name, lambda function=function, done=done: function(done))  # type: ignore[misc]
            except Exception as error:
                return article.with_(status="failed", error=reason(name, error))
        return done

    def process(
        self, key: str, record: Any, *, watch: Stopwatch | None = None, failure: str | None = None
    ) -> tuple[Article, Processed]:
        """Return a record's article and the rows it adds to the tables; see `read`."""
        watch = watch or Stopwatch()
        article = self.read(record, watch=watch, failure=failure)
        try:
            return article, watch.time("store", lambda: self.tabulate(key, article))
        except Exception as error:
            article = article.with_(status="failed", error=reason("store", error))
            return article, self.tabulate(key, article)

    def tabulate(self, key: str, article: Article) -> Processed:
        """Return the rows of an article after the last stage."""
        rows = rows_of(article, tokens=self._store.tokens)
        if article.status != "ok":
            return Processed(key, rows)
        rows["facts"] = facts(article, rows)
        rows["checks"] = checks(article, rows, resources=self._resources)
        said = report(article, rows, resources=self._resources)
        return Processed(key, rows, signature(article, options=self._duplicates), said)


def empty_article(record: Any, *, reason: str) -> Article:
    """Return the failed article of a record whose text is not known."""
    from warta.stages.ingest import article_id

    path = str(record.source_path)
    return _encodable(Article(path, "", article_id=article_id(f"\0{path}"), status="failed", error=reason))


def record_key(record: Any) -> str:
    """Return what tells a record from all others: a hash over its source and everything it holds."""
    state = blake2b(digest_size=16)
    names = getattr(record, "__dataclass_fields__", None) or sorted(vars(record))
    for name in names:
        value = getattr(record, name)
        data = value if isinstance(value, bytes) else repr(value).encode("utf-8", "backslashreplace")
        state.update(f"{name}:{type(value).__name__}:{len(data)}:".encode())
        state.update(data)
    return state.hexdigest()


def _encodable(article: Article) -> Article:
    """Return the article with characters that no file can hold (lone surrogates) replaced, one for one."""
    said = {f.name: getattr(article, f.name) for f in fields(article)}
    changed = {n: _SURROGATE.sub("\ufffd", v) for n, v in said.items() if isinstance(v, str) and _SURROGATE.search(v)}
    return article.with_(**changed) if changed else article


def reason(stage: str, error: BaseException) -> str:
    """Return one line saying which stage failed on an article, and why."""
    if isinstance(error, WartaError):
        return one_line(f"{stage}: {error}")
    if isinstance(error, MemoryError):
        return f"{stage}: [W010] There was not enough memory for this article."
    if isinstance(error, RecursionError):
        return f"{stage}: [W010] The article is nested too deeply."
    where = _where(error)
    return one_line(f"{stage}: [W010] Unexpected {type(error).__name__}{where}: {error}")


def _where(error: BaseException) -> str:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is None:
        return ""
    module = trace.tb_frame.f_globals.get("__name__", "?")
    return f" in {module}:{trace.tb_lineno}"


def search_path() -> list[str]:
    """Return the import path a worker needs to find what this process finds."""
    return [p for p in sys.path if p]
