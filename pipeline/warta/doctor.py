"""Doctor: what is installed, which models and backends are found, and their versions."""

from __future__ import annotations

import os
import platform
import sys
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, requires, version

from warta import __version__, lexicon
from warta.config import Config
from warta.core.errors import WartaError
from warta.core.stage import StageEntry


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at.

    Args:
        group: `program`, `package`, `optional`, `stage`, `model` or `lexicon`.
        name: what it is.
        value: version, hash or state.
        ok: False where Warta cannot work without it.
    """

    group: str
    name: str
    value: str
    ok: bool = True


def examine(config: Config | None = None) -> list[Finding]:
    """Return what is installed and found; nothing is downloaded.

    Args:
        config: the configuration whose stages and models are looked for; None for the defaults.
    """
    config = config or Config()
    found = [
        Finding("program", "warta", __version__),
        Finding("program", "python", platform.python_version(), sys.version_info >= (3, 11)),
        Finding("program", "platform", platform.platform()),
        Finding("program", "processors", str(os.cpu_count() or 1)),
    ]
    found += _packages()
    found += _chain(config)
    found += _lexicons(config)
    return found


def _packages() -> list[Finding]:
    import re

    try:
        needed = requires("warta") or []
    except PackageNotFoundError:
        return [Finding("package", "warta", "not installed as a package; run from its source")]
    findings = []
    for line in needed:
        name = re.split(r"[^\w.-]", line, maxsplit=1)[0]
        optional = "extra ==" in line
        try:
            findings.append(Finding("optional" if optional else "package", name, version(name)))
        except PackageNotFoundError:
            findings.append(Finding("optional" if optional else "package", name, "not installed", optional))
    return sorted(set(findings), key=lambda f: (f.group != "package", f.name))


def _chain(config: Config) -> list[Finding]:
    from warta.core.stage import registered, without
    from warta.pipeline import chain, models

    try:
        entries = chain(config)
        lacking = {stage: f"; without {', '.join(names)}" for stage, names in without(entries).items()}
        chosen = {e.id: f" (in use{lacking.get(e.stage, '')})" for e in entries}
        used = models(config)
    except (WartaError, ImportError) as error:
        return [Finding("stage", "chain", str(error), False)]
    findings = [
        Finding("stage", f"{stage}.backend={backend}", f"{entry.id}{chosen.get(entry.id, '')}{_lacks(entry)}")
        for (stage, backend), entry in sorted(registered().items())
    ]
    for item in entries:
        try:
            item.check_installed()
        except WartaError as error:
            findings.append(Finding("stage", f"{item.stage}.backend={item.backend}", str(error), False))
    for model in used:
        if not model.digest:
            findings.append(Finding("model", model.name, "not found", False))
        else:
            findings.append(Finding("model", model.name, f"{model}, {model.size / 1e6:.1f} MB"))
    return findings


def _lacks(entry: StageEntry) -> str:
    """Return what an implementation would need to be installed, if anything."""
    from warta.core.stage import installed

    return "" if all(map(installed, entry.packages)) else f" (needs: pip install 'warta[{entry.extra}]')"


def _lexicons(config: Config) -> list[Finding]:
    folder = config.options("lexicon").folder or None
    try:
        entries = sum(len(lexicon.load(name, folder=folder)) for name in lexicon.names())
        return [
            Finding(
                "lexicon", f"{len(lexicon.names())} lexicons", f"{entries:,} entries, {lexicon.digest(folder=folder)}"
            )
        ]
    except WartaError as error:
        return [Finding("lexicon", "lexicons", str(error), False)]
