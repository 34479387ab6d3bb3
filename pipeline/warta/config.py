"""The configuration of a run: defaults beside each stage, then `warta.toml`, then `--set stage.option=value`."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from types import MappingProxyType
from typing import Any

from warta.core.errors import ConfigError
from warta.core.stage import NoOptions, StageEntry, make_options

#: The stages of the chain, in data-flow order; each is a section of the configuration.
CHAIN = ("segment", "tag", "entities", "offices", "quotes", "quantities", "translate")
#: Stages that are in the chain only when the configuration names their backend.
OPTIONAL = frozenset({"translate"})


@dataclass(frozen=True)
class RunOptions:
    """How a run is organised; none of these changes what is found in an article.

    Args:
        shard_size: articles a worker takes at a time.
        shard_chars: a shard is closed early when its articles hold more bytes than this.
        max_chars: longer texts are not read and fail with that reason; no news article is nearly that long.
        timeout: seconds one article may take before its worker is ended and the article fails.
    """

    shard_size: int = 16
    shard_chars: int = 1_000_000
    max_chars: int = 300_000
    timeout: float = 600.0


@dataclass(frozen=True)
class StoreOptions:
    """How tables are written.

    Args:
        tokens: also write the `tokens` table.
        part_articles: articles in one Parquet part.
    """

    tokens: bool = False
    part_articles: int = 500


@dataclass(frozen=True)
class LexiconOptions:
    """Where the user's own lexicon entries are.

    Args:
        folder: a folder of TSV files named like the built-in lexicons, or empty.
    """

    folder: str = ""


def _own_sections() -> dict[str, type]:
    from warta.stages.duplicates import DuplicateOptions
    from warta.stages.ingest import IngestOptions

    return {
        "run": RunOptions,
        "store": StoreOptions,
        "lexicon": LexiconOptions,
        "ingest": IngestOptions,
        "duplicates": DuplicateOptions,
    }


@dataclass(frozen=True)
class Config:
    """Settings by section and name, as given; each section is checked where it is used.

    Args:
        settings: section (a stage, `ingest`, `run`, `store`, `lexicon`, `duplicates`) to option to value.
        plugins: modules imported before the chain is built, so that they can register stages.
    """

    settings: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    plugins: tuple[str, ...] = ()

    def section(self, name: str) -> Mapping[str, Any]:
        """Return the settings given for a section, empty where there are none."""
        return self.settings.get(name, MappingProxyType({}))

    def backend(self, stage: str) -> str | None:
        """Return the implementation chosen for a stage; None for an optional stage that is not asked for."""
        return str(self.section(stage).get("backend") or ("" if stage in OPTIONAL else "warta")) or None

    def translating(self) -> Config:
        """Return the configuration with translation switched on, by transformers where no `translate.backend` is named."""
        return self if self.backend("translate") else self.with_settings(["translate.backend=transformers"])

    def options(self, name: str) -> Any:
        """Return the options of a section that is not a stage of the chain.

        Raises:
            ConfigError: an option the section does not have, or a value of another type.
        """
        kind = _own_sections()[name]
        entry = StageEntry(
            name, "warta", f"warta.{name}", (), (), kind, lambda options, resources: lambda article: article
        )
        return make_options(entry, self.section(name))

    def check(self) -> None:
        """Check every section that is not a stage, and the names of all sections.

        Raises:
            ConfigError: a section or an option is unknown, or a value has another type.
        """
        own = _own_sections()
        known = [*own, *CHAIN]
        for section in self.settings:
            if section not in known:
                raise ConfigError(
                    f"There is no section {section!r} in the configuration; there are: {', '.join(sorted(known))}."
                )
        for section in own:
            self.options(section)
        run, store = self.options("run"), self.options("store")
        for name, value in (
            ("run.shard_size", run.shard_size),
            ("run.shard_chars", run.shard_chars),
            ("run.max_chars", run.max_chars),
            ("run.timeout", run.timeout),
            ("store.part_articles", store.part_articles),
        ):
            if value <= 0:
                raise ConfigError(f"{name} must be greater than zero, not {value!r}.")

    def with_settings(self, assignments: Iterable[str]) -> Config:
        """Return the configuration with `section.option=value` assignments on top.

        Raises:
            ConfigError: an assignment has another form.

        >>> Config().with_settings(["store.tokens=true"]).options("store").tokens
        True
        """
        merged = {section: dict(options) for section, options in self.settings.items()}
        for assignment in assignments:
            name, equals, value = assignment.partition("=")
            section, dot, option = name.strip().partition(".")
            if not (equals and dot and section and option):
                raise ConfigError(f"A setting is written stage.option=value, which {assignment!r} is not.")
            merged.setdefault(section, {})[option] = value.strip()
        return Config(merged, self.plugins)

    @classmethod
    def read(cls, path: str | Path | None = None, *, assignments: Iterable[str] = ()) -> Config:
        """Read a configuration file, if one is given, and put assignments on top of it.

        Args:
            path: a TOML file with a table for each section, and `plugins`, a list of modules; or None.
            assignments: `section.option=value` strings.

        Raises:
            ConfigError: the file cannot be read or is no TOML, or an assignment is malformed.
        """
        data: dict[str, Any] = {}
        if path is not None:
            try:
                data = tomllib.loads(Path(path).read_text("utf-8"))
            except (OSError, UnicodeDecodeError) as error:
                raise ConfigError(f"The configuration {path} cannot be read: {_cause(error)}.") from None
            except tomllib.TOMLDecodeError as error:
                raise ConfigError(f"The configuration {path} is not valid TOML: {error}.") from None
        return cls.of(data).with_settings(assignments)

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Config:
        """Make a configuration from nested mappings, as a TOML file gives them.

        Raises:
            ConfigError: a section is not a table, or `plugins` is not a list of strings.
        """
        plugins = data.get("plugins", [])
        if not isinstance(plugins, list | tuple) or not all(isinstance(p, str) for p in plugins):
            raise ConfigError(f"plugins is a list of module names, not {plugins!r}.")
        sections = {name: value for name, value in data.items() if name != "plugins"}
        for name, value in sections.items():
            if not isinstance(value, Mapping):
                raise ConfigError(
                    f"{name} is a section of the configuration and needs a table [{name}], not {value!r}."
                )
        return cls({name: dict(value) for name, value in sections.items()}, tuple(plugins))


def _cause(error: Exception) -> str:
    return (getattr(error, "strerror", None) or str(error)).rstrip(".")


def as_settings(options: Any) -> dict[str, Any]:
    """Return an options dataclass as plain settings, for the manifest.

    Options marked `identity: False` in their metadata change nothing that is found, and are left out.
    """
    if isinstance(options, NoOptions):
        return {}
    return {f.name: _plain(getattr(options, f.name)) for f in fields(options) if f.metadata.get("identity", True)}


def _plain(value: Any) -> Any:
    if isinstance(value, tuple | list | set | frozenset):
        return [_plain(v) for v in value]
    if isinstance(value, Mapping):
        return {str(k): _plain(v) for k, v in value.items()}
    return value if value is None or isinstance(value, bool | int | float | str) else str(value)
