"""Name tags from a token-classification model of transformers.

Each sentence goes through the model by itself, a long one in windows that overlap. A token of Warta's takes the scores of its
first sub-word, from the window in which that lies deepest; so a name's offsets are those of the tokens, always exact.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from warta.core.article import Article, Token
from warta.core.errors import ModelError
from warta.nlp.hub import quiet
from warta.nlp.tagger import decode_iob, tidy_iob
from warta.stages.entities.labels import LabelScheme, Scores

Offsets = tuple[int, int]


@dataclass(slots=True)
class _Window:
    """A stretch of one sentence that fits the model.

    Args:
        sentence: which sentence.
        pieces: the sub-words' numbers, special ones included.
        offsets: their places in the sentence, empty for special ones.
    """

    sentence: int
    pieces: list[int]
    offsets: list[Offsets]


class Classifier:
    """A token-classification model and its tokenizer.

    Args:
        folder: the folder with both.
        labels: see `labels.label_map`.
        window: sub-words in one window at most; less where the model takes less.
        stride: sub-words that two windows of a sentence share.
        batch: windows in one pass.
        precision: `double` or `single`.
        device: torch's name of the device.

    Raises:
        ModelError: the folder holds no such model, or its tokenizer gives no offsets.
    """

    def __init__(
        self,
        folder: Path,
        *,
        labels: dict[str, str],
        window: int,
        stride: int,
        batch: int,
        precision: str,
        device: str,
    ):
        import torch
        from transformers import AutoModelForTokenClassification, AutoTokenizer

        quiet()
        if threads := os.environ.get("WARTA_THREADS"):
            torch.set_num_threads(int(threads))
        try:
            self.tokenizer: Any = AutoTokenizer.from_pretrained(folder, local_files_only=True)
            model: Any = AutoModelForTokenClassification.from_pretrained(folder, local_files_only=True)
        except Exception as error:
            raise ModelError(
                f"{folder} is no token-classification model that transformers can load: {error}."
            ) from None
        if not getattr(self.tokenizer, "is_fast", False):
            raise ModelError(
                f"The tokenizer in {folder} is a slow one, without offsets into the text; a fast one (tokenizer.json) is needed."
            )
        config = model.config
        self.scheme = LabelScheme.of([config.id2label[n] for n in sorted(config.id2label)], labels)
        self.batch, self.device = batch, device
        self.model = model.to(dtype=torch.float64 if precision == "double" else torch.float32, device=device).eval()
        positions = getattr(config, "max_position_embeddings", None) or window
        self.window = min(window, self.tokenizer.model_max_length, positions - 2 if positions > 0 else window)
        self.stride = min(stride, self.window // 2)

    def tagged(self, article: Article) -> tuple[Token, ...]:
        """Return the article's tokens with the model's name tags."""
        sentences = [s for s in article.named_sentences() if s.tokens[1] > s.tokens[0]]
        tokens = [replace(t, ner="O", ner_probability=0.0) for t in article.tokens]
        if not sentences:
            return tuple(tokens)
        found = self.probabilities([s.span.text for s in sentences])
        for sentence, (offsets, scores) in zip(sentences, found, strict=True):
            own = article.sentence_tokens(sentence)
            start = sentence.span.start
            by_token = aligned([(t.span.start - start, t.span.end - start) for t in own], offsets, scores)
            best, chance = decode_iob(self.scheme.scores(by_token), self.scheme.tags)  # type: ignore[arg-type]
            tags = tidy_iob([t.text for t in own], [self.scheme.tags[k] for k in best])
            for k, (tag, probability) in enumerate(zip(tags, chance, strict=True), sentence.tokens[0]):
                tokens[k] = replace(tokens[k], ner=tag, ner_probability=round(float(probability), 6))
        return tuple(tokens)

    def probabilities(self, texts: Sequence[str]) -> list[tuple[list[Offsets], Scores]]:
        """Return for each text the offsets of its sub-words and the probabilities (sub-words, outputs) of the labels."""
        windows = self._windows(texts)
        order = sorted(range(len(windows)), key=lambda n: len(windows[n].pieces))
        scores: list[Scores] = [np.empty(0)] * len(windows)
        for at in range(0, len(order), self.batch):
            chosen = order[at : at + self.batch]
            for number, values in zip(chosen, self._pass([windows[n].pieces for n in chosen]), strict=True):
                scores[number] = values
        return [
            _joined([(w.offsets, s) for w, s in zip(windows, scores, strict=True) if w.sentence == n])
            for n in range(len(texts))
        ]

    def _windows(self, texts: Sequence[str]) -> list[_Window]:
        encoded = self.tokenizer(
            list(texts),
            truncation=True,
            max_length=self.window,
            stride=self.stride,
            return_overflowing_tokens=True,
            return_offsets_mapping=True,
            return_special_tokens_mask=True,
        )
        out = []
        for sentence, pieces, offsets, special in zip(
            encoded["overflow_to_sample_mapping"],
            encoded["input_ids"],
            encoded["offset_mapping"],
            encoded["special_tokens_mask"],
            strict=True,
        ):
            places = [
                (0, 0) if mark else _bare(texts[sentence], a, b) for (a, b), mark in zip(offsets, special, strict=True)
            ]
            out.append(_Window(int(sentence), list(pieces), places))
        return out

    def _pass(self, rows: list[list[int]]) -> list[Scores]:
        import torch

        longest = max(map(len, rows))
        padding = self.tokenizer.pad_token_id or 0
        ids = torch.tensor([row + [padding] * (longest - len(row)) for row in rows], device=self.device)
        mask = torch.tensor([[1] * len(row) + [0] * (longest - len(row)) for row in rows], device=self.device)
        with torch.inference_mode():
            logits = self.model(input_ids=ids, attention_mask=mask).logits.double()
            chances = torch.softmax(logits, -1).cpu().numpy()
        return [chances[n, : len(row)] for n, row in enumerate(rows)]


def _bare(text: str, start: int, end: int) -> Offsets:
    """Return the offsets of a sub-word without the white space that some tokenizers count to it."""
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end


def _joined(windows: list[tuple[list[Offsets], Scores]]) -> tuple[list[Offsets], Scores]:
    """Return the sub-words of a sentence with the scores of the window in which each lies deepest, in text order."""
    best: dict[tuple[int, int, int], tuple[int, Scores]] = {}
    for offsets, scores in windows:
        seen: dict[Offsets, int] = {}
        for place, (start, end) in enumerate(offsets):
            if start == end:
                continue
            number = seen[start, end] = seen.get((start, end), -1) + 1
            depth = min(place, len(offsets) - 1 - place)
            key = (start, end, number)
            if key not in best or depth > best[key][0]:
                best[key] = (depth, scores[place])
    ordered = sorted(best)
    width = windows[0][1].shape[1]
    return [(a, b) for a, b, _ in ordered], np.array([best[k][1] for k in ordered]).reshape(len(ordered), width)


def aligned(tokens: Sequence[Offsets], pieces: Sequence[Offsets], scores: Scores) -> Scores:
    """Return the scores (tokens, outputs) of tokens: those of the first sub-word that begins in a token, else the one that covers it.

    Args:
        tokens: offsets of the tokens, in text order, not overlapping.
        pieces: offsets of the sub-words, in text order.
        scores: (sub-words, outputs), probabilities.

    A token without any sub-word (a sign that the tokenizer drops) has no probability for anything.
    """
    assert all(a[1] <= b[0] for a, b in pairwise(tokens))
    out = np.zeros((len(tokens), scores.shape[1]))
    at = 0
    for number, (start, end) in enumerate(tokens):
        while at < len(pieces) and pieces[at][1] <= start:
            at += 1
        first = at
        while first < len(pieces) and pieces[first][0] < start:
            first += 1
        if first < len(pieces) and pieces[first][0] < end:
            out[number] = scores[first]
        elif at < len(pieces) and pieces[at][0] < end:
            out[number] = scores[at]
    return out
