"""Lexicons: what Warta knows of the language, as reviewable tables.

Each is a TSV file in `data/`: lines starting with `#` are comments, the first other line names the columns, then one entry
a line. A folder of the user's own can add entries: a file of the same name there is read after the built-in one, and an
entry with the same key (first column) replaces the built-in one.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType

from warta.core.errors import LexiconError

Row = Mapping[str, str]


def names() -> tuple[str, ...]:
    """Return the names of the built-in lexicons."""
    return tuple(
        sorted(
            p.name.removesuffix(".tsv") for p in files(__name__).joinpath("data").iterdir() if p.name.endswith(".tsv")
        )
    )


def _parse(text: str, name: str) -> Iterator[Row]:
    lines = [(no, line) for no, line in enumerate(text.splitlines(), 1) if line.strip() and not line.startswith("#")]
    if not lines:
        raise LexiconError(f"Lexicon {name} has no header line naming its columns.")
    header = lines[0][1].split("\t")
    reader = csv.reader((line for _, line in lines[1:]), delimiter="\t", quoting=csv.QUOTE_NONE)
    for (no, _), cells in zip(lines[1:], reader, strict=True):
        if len(cells) > len(header):
            raise LexiconError(
                f"Lexicon {name}, line {no}: {len(cells)} cells, but the header has {len(header)} columns."
            )
        cells += [""] * (len(header) - len(cells))
        yield MappingProxyType(dict(zip(header, (c.strip() for c in cells), strict=True)))


def _read(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise LexiconError(f"{path} is not UTF-8 (byte {error.start}).") from None
    except OSError as error:
        raise LexiconError(f"{path} cannot be read: {error.strerror or error}.") from None


@cache
def load(name: str, *, folder: str | None = None) -> tuple[Row, ...]:
    """Return the entries of a lexicon, in file order.

    Args:
        name: file name without `.tsv`, such as `cue_verbs`.
        folder: a folder with the user's own additions, or None.

    Raises:
        LexiconError: there is no such lexicon, or a line is malformed.

    >>> next(row["cue"] for row in load("cue_verbs") if row["cue"] == "menegaskan")
    'menegaskan'
    """
    path = files(__name__).joinpath("data", f"{name}.tsv")
    if not path.is_file():
        raise LexiconError(f"There is no lexicon {name!r}; there are: {', '.join(names())}.")
    rows = list(_parse(path.read_text("utf-8"), name))
    own = Path(folder) / f"{name}.tsv" if folder else None
    if own and own.is_file():
        added = list(_parse(_read(own), str(own)))
        key = next(iter(rows[0])) if rows else ""
        if added and rows and set(added[0]) != set(rows[0]):
            raise LexiconError(
                f"{own} must have the columns of the built-in lexicon {name}, which are {', '.join(rows[0])}; "
                f"it has {', '.join(added[0])}."
            )
        replaced = {row[key] for row in added}
        rows = [row for row in rows if row[key] not in replaced] + added
    return tuple(rows)


def read(path: Path) -> tuple[Row, ...]:
    """Return the entries of a file in the form of a lexicon.

    Raises:
        LexiconError: a line is malformed.
        OSError: it cannot be read.
    """
    return tuple(_parse(path.read_text("utf-8"), str(path)))


def digest(*, folder: str | None = None) -> str:
    """Return a hash over all lexicons, the user's additions included."""
    state = blake2b(digest_size=12)
    for name in names():
        for row in load(name, folder=folder):
            state.update(repr((name, tuple(row.items()))).encode())
    return state.hexdigest()


@dataclass(frozen=True)
class Resources:
    """What stage factories may use besides their options.

    Args:
        lexicon_folder: a folder with the user's own lexicon entries, or None.
    """

    lexicon_folder: str | None = None

    def lexicon(self, name: str) -> tuple[Row, ...]:
        """Return the entries of a lexicon, the user's additions included."""
        return load(name, folder=self.lexicon_folder)
