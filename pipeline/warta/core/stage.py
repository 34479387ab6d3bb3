"""Stages: what they provide and require, how an implementation is registered and a chain is checked.

A stage is a function from an article to an article with more on it. Its implementation is made once per process by a
factory from its options (a frozen dataclass with the defaults) and the resources (lexicons) of the run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from warta.core.article import Article
from warta.core.errors import ConfigError, ModelError, StageError

StageFunction = Callable[[Article], Article]


@dataclass(frozen=True)
class NoOptions:
    """A stage without settings."""


@dataclass(frozen=True)
class Model:
    """A model that a stage uses.

    Args:
        name: what `run.json` calls it.
        digest: a hash over its files; empty where it is not there.
        origin: where it came from when it was asked for by name, with the revision, such as `Stanza id/csui, 1.10.0`.
        size: bytes of its files.
    """

    name: str
    digest: str
    origin: str = ""
    size: int = 0

    def __str__(self) -> str:
        return f"{self.digest or 'missing'}{f' ({self.origin})' if self.origin else ''}"


@dataclass(frozen=True)
class StageEntry:
    """A registered implementation of a stage.

    Args:
        stage: the stage's name in the chain, such as `quotes`.
        backend: which implementation; `warta` is the built-in one.
        id: versioned id, such as `warta.quotes.v1`; part of the run's identity.
        provides: the article's fields it fills.
        requires: the fields that must have been filled before.
        options: the frozen dataclass of its settings with their defaults.
        factory: makes the stage's function from its options and the run's resources.
        uses: fields it reads where they are filled, and does without where they are not.
        extra: the extra of `warta` that installs what it needs, such as `stanza`; empty for what is always there.
        packages: the distributions of that extra; their versions are part of the run's identity.
        models: tells the models it uses from its options; changes and fetches nothing.
        prepare: makes sure from its options that the models are there, once before a run; only here may it fetch one.
    """

    stage: str
    backend: str
    id: str
    provides: tuple[str, ...]
    requires: tuple[str, ...]
    options: type
    factory: Callable[[Any, Any], StageFunction]
    uses: tuple[str, ...] = ()
    extra: str = ""
    packages: tuple[str, ...] = ()
    models: Callable[[Any], Iterable[Model]] | None = None
    prepare: Callable[[Any], None] | None = None

    def check_installed(self) -> None:
        """Check that the packages of the extra are installed; none of them is imported.

        Raises:
            ModelError: one is not; the message names the extra.
        """
        missing = [name for name in self.packages if installed(name) is None]
        if missing:
            raise ModelError(
                f"{self.stage}.backend={self.backend} needs {' and '.join(missing)}, which the default install leaves out: "
                f"pip install 'warta[{self.extra}]'."
            )


def installed(package: str) -> str | None:
    """Return the version of an installed distribution, or None."""
    try:
        return version(package)
    except PackageNotFoundError:
        return None


_REGISTRY: dict[tuple[str, str], StageEntry] = {}


def register(
    stage: str,
    *,
    id: str,
    provides: Iterable[str],
    requires: Iterable[str] = (),
    uses: Iterable[str] = (),
    backend: str = "warta",
    options: type = NoOptions,
    extra: str = "",
    packages: Iterable[str] = (),
    models: Callable[[Any], Iterable[Model]] | None = None,
    prepare: Callable[[Any], None] | None = None,
) -> Callable[[Callable[[Any, Any], StageFunction]], Callable[[Any, Any], StageFunction]]:
    """Register the decorated factory `(options, resources) -> stage function` as an implementation of a stage.

    The arguments are those of `StageEntry`.
    """

    def decorate(factory: Callable[[Any, Any], StageFunction]) -> Callable[[Any, Any], StageFunction]:
        _REGISTRY[stage, backend] = StageEntry(
            stage, backend, id, tuple(provides), tuple(requires), options, factory,
            uses=tuple(uses), extra=extra, packages=tuple(packages), models=models, prepare=prepare,
        )  # fmt: skip
        return factory

    return decorate


def registered() -> dict[tuple[str, str], StageEntry]:
    """Return all registered implementations by (stage, backend)."""
    return dict(_REGISTRY)


def entry(stage: str, backend: str = "warta") -> StageEntry:
    """Return an implementation.

    Raises:
        ConfigError: no such stage or backend; the message lists what there is.
    """
    if (stage, backend) not in _REGISTRY:
        there = sorted(f"{s}.backend={b}" for s, b in _REGISTRY if s == stage) or sorted({s for s, _ in _REGISTRY})
        raise ConfigError(f"There is no {stage}.backend={backend}; registered: {', '.join(there)}.")
    return _REGISTRY[stage, backend]


def make_options(entry: StageEntry, settings: Mapping[str, Any]) -> Any:
    """Build the options of an implementation from settings, converting strings to the type of each default.

    Raises:
        ConfigError: a setting the implementation does not have, or a value of another type.
    """
    known = {f.name: f for f in fields(entry.options)}
    values: dict[str, Any] = {}
    for name, value in settings.items():
        if name == "backend":
            continue
        if name not in known:
            options = ", ".join(sorted([*known, "backend"]))
            raise ConfigError(f"{entry.stage} ({entry.id}) has no setting {name!r}; it has: {options}.")
        default = known[name].default
        values[name] = _convert(f"{entry.stage}.{name}", value, default)
    return entry.options(**values)


def _convert(name: str, value: Any, default: Any) -> Any:
    if isinstance(default, bool) and isinstance(value, str):
        if value.lower() in ("true", "1", "yes", "on"):
            return True
        if value.lower() in ("false", "0", "no", "off"):
            return False
        raise ConfigError(f"{name} is true or false, not {value!r}.")
    for kind in (int, float):
        if type(default) is kind and not isinstance(value, bool):
            try:
                return kind(value)
            except (TypeError, ValueError):
                raise ConfigError(f"{name} is a number such as {default!r}, not {value!r}.") from None
    if isinstance(default, tuple) and isinstance(value, str):
        return tuple(part.strip() for part in value.split(",") if part.strip())
    if isinstance(default, tuple) and isinstance(value, list):
        return tuple(value)
    return value


def without(chain: Iterable[StageEntry]) -> dict[str, tuple[str, ...]]:
    """Return, by stage, the fields it would use but which no stage before it promises; it works without them."""
    there: set[str] = set()
    found = {}
    for item in chain:
        found[item.stage] = tuple(name for name in item.uses if name not in there)
        there.update(item.provides)
    return {stage: names for stage, names in found.items() if names}


def check_chain(chain: Iterable[StageEntry], *, given: Iterable[str] = ("text",)) -> None:
    """Check that every stage of a chain finds what it requires.

    Raises:
        StageError: some requirement is not met; the message lists what is there and what is missing.
    """
    there = set(given)
    for item in chain:
        missing = [r for r in item.requires if r not in there]
        if missing:
            raise StageError(
                f"Stage {item.stage} ({item.id}) requires {', '.join(missing)}, which no stage before it provides; "
                f"there is: {', '.join(sorted(there))}."
            )
        there.update(item.provides)
