"""Find the parts of a Stanza model on disk, without Stanza and without a network; fetch one where that is asked for.

Stanza keeps a model as one file for each processor, `FOLDER/pos/csui.pt`, with word vectors and character language models
beside them (`pretrain`, `forward_charlm`, `backward_charlm`), and a `resources.json` above that says what belongs together.
Its training scripts leave the same folders, without that file, and longer names (`pos/id_csui_nocharlm_tagger.pt`).
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from warta.core.errors import ModelError
from warta.core.files import files_hash

#: What a tagger needs; `mwt` and `ner` are taken where they are.
NEEDED = ("tokenize", "pos", "lemma", "depparse")
OPTIONAL = ("mwt", "ner")
#: What processors rest on.
SHARED = ("pretrain", "forward_charlm", "backward_charlm")
LANGUAGE = "id"
#: The package of the news treebank, taken first where a folder has several.
PREFERRED = "csui"
_NAME = re.compile(r"[a-z][a-z0-9_-]*")


@dataclass(frozen=True)
class StanzaModel:
    """The files of a model.

    Args:
        folder: the folder that holds the processors' folders.
        files: processor to file.
        shared: processor to what it rests on (`pretrain`, `forward_charlm`, `backward_charlm`) to file.
        package: the package that was taken, where the folder names packages.
    """

    folder: Path
    files: Mapping[str, Path]
    shared: Mapping[str, Mapping[str, Path]] = field(default_factory=dict)
    package: str = ""

    def origin(self) -> str:
        """Return the package and the version of Stanza's resources it was fetched with."""
        from stanza.resources.common import DEFAULT_RESOURCES_VERSION

        return f"Stanza package {LANGUAGE}/{self.package}, resources {DEFAULT_RESOURCES_VERSION}"

    def paths(self) -> list[Path]:
        """Return all files, each once, in order."""
        return sorted({*self.files.values(), *(p for part in self.shared.values() for p in part.values())})

    def digest(self) -> str:
        """Return a hash over the files."""
        return files_hash(self.folder, self.paths())


def is_name(model: str) -> bool:
    """Tell whether a setting names a package, such as `csui`, and no folder.

    >>> is_name("csui"), is_name("model/stanza"), is_name("~/stanza_resources")
    (True, False, False)
    """
    return _NAME.fullmatch(model) is not None and not Path(model).exists()


def resources_folder() -> Path:
    """Return where Stanza keeps what it has fetched: STANZA_RESOURCES_DIR, else its own place for this version."""
    named = os.environ.get("STANZA_RESOURCES_DIR")
    if named:
        return Path(named)
    from stanza.resources.common import DEFAULT_MODEL_DIR

    return Path(DEFAULT_MODEL_DIR)


def fetched(package: str, *, words: bool = True) -> StanzaModel:
    """Find a package among what Stanza has fetched to this machine.

    Args:
        package: its name, such as `csui`.
        words: whether its own tokenizer is needed.

    Raises:
        ModelError: it is not there, or not all of it.
    """
    root = resources_folder()
    folder = root / LANGUAGE
    try:
        if package not in _resources(folder).get("packages", {}):
            raise ModelError("no package")
        model = find(root, package=package, words=words)
        if model.package != package:
            raise ModelError("parts are missing")
    except ModelError:
        raise ModelError(
            f"{package} is no folder, and no Stanza package of this name is in {root}; "
            f"--set tag.download=true fetches it from Stanza's resources."
        ) from None
    return model


def fetch(package: str) -> None:
    """Fetch a package for Indonesian to where Stanza keeps them.

    Raises:
        ModelError: there is none of this name, or it could not be fetched.
    """
    import stanza

    root = resources_folder()
    try:
        wanted = dict.fromkeys((*NEEDED, "mwt"), package)
        stanza.download(LANGUAGE, model_dir=str(root), package=None, processors=wanted, verbose=False)
    except Exception as error:
        cause = str(error).split("\n")[0].rstrip(".")[:200]
        if isinstance(error, OSError) and "onnection" in type(error).__name__:
            cause = "there is no connection"
        raise ModelError(f"The Stanza package {package} could not be fetched: {cause}.") from None
    packages = _resources(root / LANGUAGE).get("packages", {})
    if package not in packages:
        raise ModelError(f"Stanza has no package {package} for Indonesian; it has: {', '.join(sorted(packages))}.")


def find(model: str | os.PathLike[str], *, package: str = PREFERRED, words: bool = True) -> StanzaModel:
    """Find the files of a model.

    Args:
        model: a folder of Stanza's (`stanza_resources`, its `id`, or `saved_models` after training).
        package: the package to take where there are several.
        words: whether its own tokenizer is needed.

    Raises:
        ModelError: there is no such folder, or processors are missing; the message says which are there and which are missing.
    """
    root = Path(model).expanduser()
    if not root.is_dir():
        raise ModelError(f"There is no folder {model} with a Stanza model.")
    folder = root / LANGUAGE if (root / LANGUAGE).is_dir() else root
    listed = _resources(folder)
    packages = listed.get("packages", {})
    tried = [package, *(name for name in ("default", *sorted(packages)) if name in packages and name != package)]
    there = {name: _files(folder / name) for name in (*NEEDED, *OPTIONAL, *SHARED)}
    needed = NEEDED if words else NEEDED[1:]
    for name in tried:
        if name not in packages:
            continue
        wanted = packages[name]
        files = {p: there[p][wanted[p]] for p in (*NEEDED, *OPTIONAL) if wanted.get(p) in there[p]}
        if "ner" not in files and there["ner"]:
            files["ner"] = _one(folder / "ner", there["ner"], package)
        if all(p in files for p in needed):
            return StanzaModel(folder, files, {p: _shared(folder, listed, p, f, there) for p, f in files.items()}, name)
    missing = [name for name in needed if not there[name]]
    if missing:
        have = [name for name in (*NEEDED, *OPTIONAL) if there[name]]
        raise ModelError(
            f"The Stanza model in {folder} has {_and(have) or 'no processors'} but lacks {_and(missing)}; a model needs "
            f"{_and(needed)}, each as PROCESSOR/NAME.pt."
        )
    files = {p: _one(folder / p, there[p], package) for p in (*NEEDED, *OPTIONAL) if there[p]}
    return StanzaModel(folder, files, {p: _shared(folder, listed, p, f, there) for p, f in files.items()})


def _resources(folder: Path) -> dict[str, Any]:
    """Return what `resources.json` says of the language, nothing where there is no such file."""
    for path in (folder / "resources.json", folder.parent / "resources.json"):
        try:
            found = json.loads(path.read_text("utf-8")).get(LANGUAGE, {})
        except (OSError, ValueError, AttributeError):
            continue
        return found if isinstance(found, dict) else {}
    return {}


def _files(folder: Path) -> dict[str, Path]:
    return {path.stem: path for path in sorted(folder.glob("*.pt"))}


def _one(folder: Path, files: Mapping[str, Path], package: str) -> Path:
    """Return the file of a folder: the only one, or the one of the package."""
    if len(files) == 1:
        return next(iter(files.values()))
    named = [path for name, path in files.items() if package in re.split(r"[_.]", name)]
    exact = [path for path in named if path.stem == package]
    if len(exact) == 1 or len(named) == 1:
        return (exact or named)[0]
    raise ModelError(
        f"{folder} has several models ({', '.join(files)}) and not one of the package {package}; "
        "choose one with tag.package, or leave only one there."
    )


def _shared(
    folder: Path, listed: Mapping[str, Any], processor: str, file: Path, there: Mapping[str, Mapping[str, Path]]
) -> dict[str, Path]:
    """Return what a processor's file rests on: as `resources.json` says, else whatever lies there."""
    entry = listed.get(processor, {}).get(file.stem)
    if isinstance(entry, Mapping):
        wanted = {d["model"]: d["package"] for d in entry.get("dependencies", ())}
        found = {kind: there.get(kind, {}).get(name) for kind, name in wanted.items() if kind in SHARED}
        absent = [f"{kind}/{wanted[kind]}.pt" for kind, path in found.items() if path is None]
        if absent:
            raise ModelError(
                f"The Stanza model in {folder} lacks {_and(absent)}, which its processor {processor} rests on."
            )
        return {kind: path for kind, path in found.items() if path is not None}
    return {kind: _one(folder / kind, there[kind], file.stem) for kind in SHARED if there[kind]}


def _and(names: list[str] | tuple[str, ...]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}" if names else ""
