"""Translation by a sequence-to-sequence model of transformers (Marian, NLLB, M2M100, mBART, T5 ...)."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from warta.core.errors import ModelError
from warta.core.files import files_hash
from warta.nlp.hub import quiet
from warta.stages.translate.translator import room


class Seq2Seq:
    """A sequence-to-sequence model and its tokenizer.

    Args:
        folder: the folder with both.
        source: the tokenizer's code of Indonesian, for models of many languages (`ind_Latn`); empty for others.
        target: the tokenizer's code of English (`eng_Latn`).
        prefix: what is put before every text (`>>eng<<`).
        beams: hypotheses kept in the search.
        longest: sub-words of a text at most.
        precision: `double` or `single`.
        device: torch's name of the device.

    Raises:
        ModelError: the folder holds no such model, or the language codes are not the model's.
    """

    def __init__(
        self,
        folder: Path,
        *,
        source: str,
        target: str,
        prefix: str,
        beams: int,
        longest: int,
        precision: str,
        device: str,
    ):
        if (folder / "model.bin").is_file():
            raise ModelError(f"{folder} holds a model of CTranslate2; --set translate.backend=ctranslate2 reads it.")
        import torch
        from transformers import AutoModelForSeq2SeqLM, AutoTokenizer

        quiet()
        if threads := os.environ.get("WARTA_THREADS"):
            torch.set_num_threads(int(threads))
        languages = {name: code for name, code in (("src_lang", source), ("tgt_lang", target)) if code}
        try:
            self._tokenizer: Any = AutoTokenizer.from_pretrained(folder, local_files_only=True, **languages)
            model: Any = AutoModelForSeq2SeqLM.from_pretrained(folder, local_files_only=True)
        except Exception as error:
            raise ModelError(f"{folder} is no translation model that transformers can load: {error}.") from None
        self._model = model.to(dtype=torch.float64 if precision == "double" else torch.float32, device=device).eval()
        self._device, self._prefix = device, prefix
        self._settings: dict[str, Any] = {
            "num_beams": beams,
            "do_sample": False,
            "max_length": None,
        }
        if target:
            number = self._tokenizer.convert_tokens_to_ids(target)
            if number is None or number == self._tokenizer.unk_token_id:
                raise ModelError(f"translate.target={target} is no language code of the model in {folder}.")
            self._settings["forced_bos_token_id"] = number
        self.identity = f"transformers {files_hash(folder)} {source} {target} {prefix!r} {beams} {longest} {precision}"

    def lengths(self, texts: Sequence[str]) -> list[int]:
        """Return how many sub-words each text has."""
        return [len(ids) for ids in self._tokenizer([self._prefix + text for text in texts])["input_ids"]]

    def translate(self, texts: Sequence[str]) -> list[str]:
        """Return the translations of one batch."""
        import torch

        given = self._tokenizer([self._prefix + text for text in texts], return_tensors="pt", padding=True)
        with torch.inference_mode():
            made = self._model.generate(
                input_ids=given["input_ids"].to(self._device),
                attention_mask=given["attention_mask"].to(self._device),
                max_new_tokens=room(max(self.lengths(texts))),
                **self._settings,
            )
        return [str(text) for text in self._tokenizer.batch_decode(made, skip_special_tokens=True)]
