"""Cut words into the word pieces of the encoder."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

from tokenizers import Tokenizer
from tokenizers.models import Unigram

BOS, PAD, EOS, UNKNOWN = 0, 1, 2, 3
# One word of more pieces than this is an address or a string of symbols: the rest says nothing to the encoder.
MAX_PIECES_PER_WORD = 12
_CACHE_LIMIT = 200_000


class Pieces:
    """Word pieces of a trimmed SentencePiece Unigram vocabulary (`pieces.json`: a list of piece and score).

    Args:
        path: the vocabulary file.

    Raises:
        FileNotFoundError: there is no such file.
    """

    def __init__(self, path: Path) -> None:
        """Read the vocabulary."""
        self.vocabulary: list[tuple[str, float]] = [
            (piece, score) for piece, score in json.loads(path.read_text("utf-8"))
        ]
        self._unigram = Tokenizer(Unigram(self.vocabulary, unk_id=UNKNOWN))
        self._cache: dict[str, tuple[int, ...]] = {}

    def word(self, text: str, *, space: bool) -> tuple[int, ...]:
        """Return the piece numbers of one word, at least one.

        Letters that the vocabulary does not know are tried without their diacritics.

        Args:
            text: the word.
            space: whether white space stands before it.
        """
        written = "▁" + text if space else text
        found = self._cache.get(written)
        if found is None:
            if len(self._cache) >= _CACHE_LIMIT:
                self._cache.clear()
            found = self._cache[written] = self._cut(
                unicodedata.normalize("NFKC", text).strip() or text, "▁" if space else ""
            )
        return found

    def _cut(self, text: str, mark: str) -> tuple[int, ...]:
        ids = self._unigram.encode(mark + text, add_special_tokens=False).ids
        if UNKNOWN in ids:
            bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
            if bare and bare != text:
                other = self._unigram.encode(mark + bare, add_special_tokens=False).ids
                if other.count(UNKNOWN) < ids.count(UNKNOWN):
                    ids = other
        return tuple(ids[:MAX_PIECES_PER_WORD]) or (UNKNOWN,)

    def sentence(self, text: str, spans: list[tuple[int, int]]) -> list[tuple[int, ...]]:
        """Return the pieces of each token of a text."""
        return [self.word(text[a:b], space=a == 0 or text[a - 1].isspace()) for a, b in spans]
