"""Duplicates: articles that say what an earlier article of the run says, word for word or nearly so.

Texts are compared by the shingles (runs of words) they share, estimated with MinHash signatures (Broder 1997) and
looked up by bands of the signature (locality-sensitive hashing; Leskovec, Rajaraman & Ullman, Mining of Massive
Datasets, chapter 3).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

import numpy as np

from warta.core.article import READ_KINDS, Article

#: Numbers in a signature, and how many of them make one band: pairs at the default similarity share a band with p > 0.999.
PERMUTATIONS, BAND = 128, 4
_PRIME = np.uint64((1 << 31) - 1)
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class DuplicateOptions:
    """When two articles are duplicates.

    Args:
        similarity: part of their shingles they share (Jaccard), 0 to 1.
        shingle: words in a shingle.
        min_words: shorter texts are duplicates only when they are the same.
    """

    similarity: float = 0.8
    shingle: int = 3
    min_words: int = 30


@dataclass(frozen=True)
class Candidate:
    """An article as duplicates are looked for.

    Args:
        article_id: its id.
        text_id: the same for articles with the same text.
        order: sorts earlier articles first.
        signature: MinHash signature, empty where the text is short.
    """

    article_id: str
    text_id: str
    order: Any
    signature: bytes


def signature(article: Article, *, options: DuplicateOptions | None = None) -> bytes:
    """Return the MinHash signature of what an article says (boilerplate left out), or nothing for a short text.

    >>> signature(Article("a.txt", "Terlalu pendek."))
    b''
    """
    options = options or DuplicateOptions()
    said = " ".join(b.span.text for b in article.blocks if b.kind in READ_KINDS) or article.text
    words = _WORD.findall(said.casefold())
    if len(words) < max(options.min_words, options.shingle):
        return b""
    shingles = {" ".join(words[i : i + options.shingle]) for i in range(len(words) - options.shingle + 1)}
    hashes = np.fromiter((_hash(s) for s in shingles), dtype=np.uint64, count=len(shingles))
    multipliers, offsets = _permutations()
    lowest = np.full(PERMUTATIONS, np.iinfo(np.uint64).max, dtype=np.uint64)
    for start in range(0, len(hashes), 4096):
        permuted = (multipliers[:, None] * hashes[None, start : start + 4096] + offsets[:, None]) % _PRIME
        lowest = np.minimum(lowest, permuted.min(axis=1))
    return lowest.astype("<u4").tobytes()


def _hash(shingle: str) -> int:
    return int.from_bytes(blake2b(shingle.encode("utf-8", "backslashreplace"), digest_size=4).digest(), "little") >> 1


def _permutations() -> tuple[Any, Any]:
    numbers = np.random.Generator(np.random.PCG64(20250101)).integers(
        1, int(_PRIME), size=(2, PERMUTATIONS), dtype=np.uint64
    )
    return numbers[0], numbers[1]


def duplicates(candidates: Iterable[Candidate], *, options: DuplicateOptions | None = None) -> dict[str, str]:
    """Return which articles repeat which earlier one, as article id to the id of the first that says the same.

    Args:
        candidates: the articles, in any order; `order` decides which one is the earlier.
        options: when two articles are duplicates.
    """
    options = options or DuplicateOptions()
    found: dict[str, str] = {}
    by_text: dict[str, str] = {}
    first: list[Candidate] = []
    numbers: list[Any] = []
    bands: dict[tuple[int, bytes], list[int]] = {}
    for candidate in sorted(candidates, key=lambda c: c.order):
        earlier = by_text.get(candidate.text_id)
        if earlier is None and candidate.signature:
            earlier = _nearest(candidate, first, numbers, bands, options.similarity)
        if earlier is not None:
            found[candidate.article_id] = earlier
        by_text.setdefault(candidate.text_id, earlier or candidate.article_id)
        if earlier is None and candidate.signature:
            for key in _bands(candidate.signature):
                bands.setdefault(key, []).append(len(first))
            first.append(candidate)
            numbers.append(np.frombuffer(candidate.signature, dtype="<u4"))
    return found


def _nearest(
    candidate: Candidate,
    first: Sequence[Candidate],
    numbers: Sequence[Any],
    bands: dict[tuple[int, bytes], list[int]],
    similarity: float,
) -> str | None:
    near = sorted({no for key in _bands(candidate.signature) for no in bands.get(key, ())})
    own = np.frombuffer(candidate.signature, dtype="<u4")
    for no in near:
        if float(np.mean(own == numbers[no])) >= similarity:
            return first[no].article_id
    return None


def _bands(signature: bytes) -> Iterable[tuple[int, bytes]]:
    width = BAND * 4
    return ((start, signature[start : start + width]) for start in range(0, len(signature), width))
