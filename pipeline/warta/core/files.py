"""Hashes over the files of a folder, which say which model a run used."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b
from pathlib import Path


def files_of(folder: Path) -> list[Path]:
    """Return the files below a folder, in order, without what Python or an editor leaves there."""
    return sorted(p for p in folder.rglob("*") if p.is_file() and "__pycache__" not in p.parts)


def files_hash(folder: Path, files: Iterable[Path] | None = None) -> str:
    """Return a hash over the names and contents of files.

    Args:
        folder: their names are taken from here on.
        files: the files; None for all below the folder.
    """
    state = blake2b(digest_size=12)
    for path in files_of(folder) if files is None else files:
        state.update(path.relative_to(folder).as_posix().encode())
        with open(path, "rb") as file:
            while block := file.read(1 << 20):
                state.update(block)
    return state.hexdigest()
