"""Checking lexicons: the built-in ones and a folder of the user's own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from warta import lexicon
from warta.core.errors import ConfigError, LexiconError


@dataclass(frozen=True)
class Checked:
    """A lexicon that was looked at.

    Args:
        name: its name.
        entries: how many entries it has, the user's included.
        problems: one sentence each.
    """

    name: str
    entries: int
    problems: tuple[str, ...]


def check_lexicons(*, folder: str | None = None) -> list[Checked]:
    """Return what was found in every lexicon.

    Args:
        folder: a folder with the user's own entries, or None.

    Raises:
        ConfigError: there is no such folder.
    """
    if folder is not None and not Path(folder).is_dir():
        raise ConfigError(f"There is no lexicon folder {folder}.")
    found = []
    for name in lexicon.names():
        try:
            rows = lexicon.load(name, folder=folder)
        except LexiconError as error:
            found.append(Checked(name, 0, (str(error.args[0]),)))
            continue
        found.append(Checked(name, len(rows), tuple(_problems(rows))))
    if folder is not None:
        for path in sorted(Path(folder).glob("*.tsv")):
            if path.stem not in lexicon.names():
                found.append(Checked(path.stem, 0, (f"{path.name} is not read: no built-in lexicon has that name.",)))
    return found


def _problems(rows: tuple[lexicon.Row, ...]) -> Iterator[str]:
    if not rows:
        return
    key = next(iter(rows[0]))
    for number, row in enumerate(rows, 1):
        if not row.get(key):
            yield f"Entry {number} has no {key}."
    for said, times in Counter(tuple(sorted(row.items())) for row in rows).items():
        if times > 1:
            yield f"The entry {dict(said)[key]!r} is there {times} times, word for word."
