"""Join the stand-off gold of this folder with the articles it was made on.

The articles are under their publishers' copyright, so only offsets, names, titles and values are kept here.
Whoever has the collection of raw articles (JSON Lines, gzipped or plain, with a ``text`` field) gets the
usual pairs ``STEM.txt`` and ``STEM.json`` back:

    python corpus/standoff/join.py "$WARTA_DATA/raw-news/indonesian-portals-2025-06.jsonl.gz" build/raw-gold

An article is recognised by the SHA-256 of its text, never by its address alone.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
SPLITS = ("dev", "test")


class JoinError(Exception):
    """An input that cannot be joined; the message says what to do about it."""


def normalise(text: str) -> str:
    """Return `text` as the offsets count it: without a byte-order mark, line ends as LF."""
    return text.replace("\r\n", "\n").lstrip("\ufeff")


def digest(text: str) -> str:
    """Return the hexadecimal SHA-256 of `text` in UTF-8."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def read_gold(folder: Path) -> dict[str, tuple[str, str, dict[str, Any]]]:
    """Read the stand-off files below `folder`.

    Args:
        folder: the folder that holds `dev/` and `test/`.

    Returns:
        For each SHA-256 the split, the stem and the gold of the article.

    Raises:
        JoinError: there is no stand-off file, a file has no `sha256`, or two files name the same text.
    """
    gold: dict[str, tuple[str, str, dict[str, Any]]] = {}
    for split in SPLITS:
        for path in sorted((folder / split).glob("*.json")):
            record: dict[str, Any] = json.loads(path.read_text("utf-8"))
            key = record.get("sha256")
            if not key:
                raise JoinError(f"{path}: no `sha256`; this is not a stand-off file.")
            if key in gold:
                raise JoinError(f"{path}: same text as {gold[key][0]}/{gold[key][1]}.json.")
            gold[key] = (split, path.stem, record)
    if not gold:
        raise JoinError(f"No stand-off files in {folder}/dev or {folder}/test.")
    return gold


def read_articles(path: Path) -> Iterator[str]:
    """Yield the normalised text of each article in the JSON Lines file `path` (gzipped when it ends in .gz).

    Raises:
        JoinError: the file cannot be read, or a line is not a JSON object with a `text`.
    """
    try:
        with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, start=1):
                if not line.strip():
                    continue
                try:
                    text = json.loads(line)["text"]
                except (ValueError, KeyError, TypeError) as error:
                    raise JoinError(f"{path}, line {number}: not a JSON object with a `text` field.") from error
                if isinstance(text, str):
                    yield normalise(text)
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise JoinError(f"{path}: cannot be read as JSON Lines ({error}).") from error


def join(articles: Path, out: Path, *, folder: Path = HERE) -> tuple[int, list[str]]:
    """Write text and gold of every article found, as `out/SPLIT/STEM.txt` and `out/SPLIT/STEM.json`.

    Args:
        articles: JSON Lines with a `text` field an article, gzipped or plain.
        out: folder to write to; made when it is missing.
        folder: folder of the stand-off files.

    Returns:
        How many articles were written, and `SPLIT/STEM` of those whose text was not in `articles`.

    Raises:
        JoinError: an input cannot be used (see `read_gold` and `read_articles`).
    """
    missing = read_gold(folder)
    written = 0
    for text in read_articles(articles):
        found = missing.pop(digest(text), None)
        if found is None:
            continue
        split, stem, record = found
        gold = {key: value for key, value in record.items() if key not in {"sha256", "publisher"}}
        target = out / split
        target.mkdir(parents=True, exist_ok=True)
        (target / f"{stem}.txt").write_text(text, "utf-8", newline="\n")
        (target / f"{stem}.json").write_text(json.dumps(gold, ensure_ascii=False, indent=1) + "\n", "utf-8")
        written += 1
        if not missing:
            break
    return written, sorted(f"{split}/{stem}" for split, stem, _ in missing.values())


def main(argv: list[str] | None = None) -> int:
    """Run the command; 0 when every article was found, 1 when some are missing, 2 when an input is unusable."""
    parser = argparse.ArgumentParser(description="Join stand-off gold with the raw articles it was made on.")
    parser.add_argument("articles", type=Path, help="JSON Lines of articles with a `text` field (.jsonl or .jsonl.gz)")
    parser.add_argument("out", type=Path, help="folder to write OUT/dev and OUT/test to; keep it out of the repository")
    args = parser.parse_args(argv)
    try:
        written, missing = join(args.articles, args.out)
    except JoinError as error:
        print(f"join: {error}", file=sys.stderr)
        return 2
    print(f"join: {written} articles written to {args.out}", file=sys.stderr)
    if missing:
        print(f"join: no text with the right SHA-256 for {', '.join(missing)}.", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
