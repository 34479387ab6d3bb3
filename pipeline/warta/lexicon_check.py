"""Checking lexicons: the built-in ones and a folder of the user's own."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from warta import lexicon
from warta.core.errors import ConfigError, LexiconError

#: Lexicons that belong to the grammar or to the rendering in English, where entries of the user's are not read.
FIXED = re.compile(r"english_.*|name_words|office_words|tokenizer_.*")
#: A column with at most so many values, each on average in so many entries, has no others.
FEW, OFTEN = 10, 8


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
    _check_folder(folder)
    found = []
    for name in lexicon.names():
        try:
            rows = lexicon.load(name, folder=folder)
        except LexiconError as error:
            found.append(Checked(name, 0, (str(error.args[0]),)))
            continue
        problems = [*_problems(rows), *_own_problems(name, folder)]
        found.append(Checked(name, len(rows), tuple(problems)))
    if folder is not None:
        for path in sorted(Path(folder).glob("*.tsv")):
            if path.stem not in lexicon.names():
                found.append(Checked(path.stem, 0, (f"{path.name} is not read: no built-in lexicon has that name.",)))
    return found


def require_usable(folder: str | None) -> None:
    """Make sure that every entry of the user's can be used.

    Raises:
        ConfigError: there is no such folder.
        LexiconError: an entry cannot be used; the message names the first.
    """
    if folder is None:
        return
    _check_folder(folder)
    for name in lexicon.names():
        problem = next(_unusable(name, folder), None)
        if problem:
            raise LexiconError(f"{Path(folder) / name}.tsv: {problem} `warta lexicon check --folder` lists them all.")


def _check_folder(folder: str | None) -> None:
    if folder is not None and not Path(folder).is_dir():
        raise ConfigError(f"There is no lexicon folder {folder}.")


def _problems(rows: Sequence[lexicon.Row]) -> Iterator[str]:
    if not rows:
        return
    key = next(iter(rows[0]))
    for number, row in enumerate(rows, 1):
        if not row.get(key):
            yield f"Entry {number} has no {key}."
    for said, times in Counter(tuple(sorted(row.items())) for row in rows).items():
        if times > 1:
            yield f"The entry {dict(said)[key]!r} is there {times} times, word for word."


def _own(name: str, folder: str) -> list[lexicon.Row]:
    """Return the user's entries of a lexicon."""
    built_in = set(map(_plain, lexicon.load(name)))
    return [row for row in lexicon.load(name, folder=folder) if _plain(row) not in built_in]


def _plain(row: lexicon.Row) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(row.items()))


def _unusable(name: str, folder: str) -> Iterator[str]:
    """Yield a sentence for every entry of the user's that no stage could use: patterns and numbers that are none."""
    built_in = lexicon.load(name)
    columns = list(built_in[0]) if built_in else []
    numbers = [c for c in columns if all(_is_number(row[c]) for row in built_in if row[c])]
    required = {c for c in numbers if all(row[c] for row in built_in)}
    for row in _own(name, folder):
        entry = row[columns[0]]
        if "pattern" in row:
            try:
                re.compile(row["pattern"])
            except re.error as error:
                yield f"The pattern {row['pattern']!r} is no regular expression ({error})."
        for column in numbers:
            if not (_is_number(row[column]) or (not row[column] and column not in required)):
                yield f"The {column} of {entry!r} is {row[column]!r}, and must be a number."


def _own_problems(name: str, folder: str | None) -> Iterator[str]:
    if folder is None or not (Path(folder) / f"{name}.tsv").is_file():
        return
    if FIXED.fullmatch(name):
        yield "Entries of your own are not read: this lexicon belongs to the grammar."
    yield from _unusable(name, folder)
    built_in = lexicon.load(name)
    own = _own(name, folder)
    for column in list(built_in[0])[1:] if built_in else ():
        known = {row[column] for row in built_in}
        if len(known) > FEW or len(known) * OFTEN > len(built_in):
            continue
        for row in own:
            if row[column] not in known:
                listed = ", ".join(repr(k) for k in sorted(known))
                yield f"The {column} of {next(iter(row.values()))!r} is {row[column]!r}; known are {listed}."


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
