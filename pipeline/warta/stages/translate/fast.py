"""Translation by CTranslate2, which runs converted models faster on processors and in less memory."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

from warta.core.errors import ModelError
from warta.core.files import files_hash
from warta.stages.translate.translator import room

_END = "</s>"


class _Pieces(Protocol):
    def encode(self, text: str) -> list[str]: ...

    def decode(self, pieces: list[str]) -> str: ...


class _SentencePieces:
    """The two SentencePiece models of a Marian model."""

    def __init__(self, folder: Path):
        from sentencepiece import SentencePieceProcessor

        self._source: Any = SentencePieceProcessor(str(folder / "source.spm"))
        self._target: Any = SentencePieceProcessor(str(folder / "target.spm"))

    def encode(self, text: str) -> list[str]:
        return [*self._source.encode(text, out_type=str), _END]

    def decode(self, pieces: list[str]) -> str:
        return str(self._target.decode(pieces))


class _Tokenizer:
    """A tokenizer of transformers."""

    def __init__(self, folder: Path, *, source: str, target: str):
        from transformers import AutoTokenizer

        languages = {name: code for name, code in (("src_lang", source), ("tgt_lang", target)) if code}
        self._tokenizer: Any = AutoTokenizer.from_pretrained(folder, local_files_only=True, **languages)
        self._target = target

    def encode(self, text: str) -> list[str]:
        return list(self._tokenizer.convert_ids_to_tokens(self._tokenizer(text)["input_ids"]))

    def decode(self, pieces: list[str]) -> str:
        numbers = self._tokenizer.convert_tokens_to_ids([p for p in pieces if p != self._target])
        return str(self._tokenizer.decode(numbers, skip_special_tokens=True))


class CTranslate2:
    """A model in CTranslate2's form and its tokenizer.

    Args:
        folder: the folder of the converted model.
        tokenizer: the folder of its tokenizer: `source.spm` and `target.spm`, or one of transformers.
        source: the tokenizer's code of Indonesian, for models of many languages; empty for others.
        target: the tokenizer's code of English.
        prefix: what is put before every text.
        beams: hypotheses kept in the search.
        longest: sub-words of a text at most.
        compute: type of the arithmetic, such as `int8` or `float32`.
        device: `cpu` or `cuda`.

    Raises:
        ModelError: a folder does not hold what it should.
    """

    def __init__(
        self,
        folder: Path,
        *,
        tokenizer: Path,
        source: str,
        target: str,
        prefix: str,
        beams: int,
        longest: int,
        compute: str,
        device: str,
    ):
        import ctranslate2

        try:
            self._translator: Any = ctranslate2.Translator(
                str(folder),
                device=device,
                compute_type=compute,
                inter_threads=1,
                intra_threads=int(os.environ.get("WARTA_THREADS") or 0),
            )
        except (RuntimeError, ValueError) as error:
            raise ModelError(f"{folder} holds no model that CTranslate2 can load: {str(error).rstrip('.')}.") from None
        try:
            self._pieces: _Pieces = (
                _SentencePieces(tokenizer)
                if (tokenizer / "source.spm").is_file()
                else _Tokenizer(tokenizer, source=source, target=target)
            )
        except Exception as error:
            raise ModelError(
                f"{tokenizer} holds no tokenizer (source.spm and target.spm, or one of transformers): {str(error).rstrip('.')}; "
                "name its folder with translate.tokenizer."
            ) from None
        self._prefix, self._target, self._beams = prefix, target, beams
        hashes = sorted({files_hash(folder), files_hash(tokenizer)})
        self.identity = f"ctranslate2 {hashes} {source} {target} {prefix!r} {beams} {longest} {compute}"

    def lengths(self, texts: Sequence[str]) -> list[int]:
        """Return how many sub-words each text has."""
        return [len(self._pieces.encode(self._prefix + text)) for text in texts]

    def translate(self, texts: Sequence[str]) -> list[str]:
        """Return the translations of one batch."""
        found = self._translator.translate_batch(
            [self._pieces.encode(self._prefix + text) for text in texts],
            target_prefix=[[self._target]] * len(texts) if self._target else None,
            beam_size=self._beams,
            max_decoding_length=room(max(self.lengths(texts))),
            max_input_length=0,
        )
        return [self._pieces.decode(result.hypotheses[0]) for result in found]
