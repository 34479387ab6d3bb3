"""Tag sentences of a text with a Stanza model.

Stanza is imported when a tagger is made, not before. Its words are put back into the text (`warta.nlp.multiword`), and what
goes wrong in one sentence costs the tags of that sentence only.
"""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from warta.core.errors import ModelError
from warta.core.stage import installed
from warta.nlp.multiword import Word, joined, places, rooted
from warta.nlp.stanza_model import LANGUAGE, StanzaModel

#: What Stanza calls the settings that say where a processor's parts are.
_SHARED = {
    "tokenize": ("forward_charlm",),
    "pos": ("pretrain", "forward_charlm", "backward_charlm"),
    "lemma": ("forward_charlm", "backward_charlm"),
    "depparse": ("pretrain", "forward_charlm", "backward_charlm"),
    "ner": ("pretrain", "forward_charlm", "backward_charlm"),
}


class StanzaTagger:
    """A Stanza pipeline over the sentences of a text.

    Args:
        model: its files.
        words: whether its tokenizer cuts the sentences into words; otherwise the words are given.
        split: whether its tokenizer also finds the sentences, for `document`.
        names: whether its name recognition runs, where it has one.
        labels: its labels of names to PER, ORG, LOC; others are no names.
        device: `cpu`, or what torch calls another device.
        threads: threads of one call.

    Raises:
        ModelError: Stanza cannot load the model.
    """

    def __init__(
        self,
        model: StanzaModel,
        *,
        words: bool,
        names: bool,
        labels: Mapping[str, str],
        split: bool = False,
        device: str = "cpu",
        threads: int = 1,
    ) -> None:
        """Load the model."""
        import torch

        from stanza import Pipeline

        torch.set_num_threads(threads)
        wanted = [p for p in model.files if (words or p not in ("tokenize", "mwt")) and (names or p != "ner")]
        settings: dict[str, Any] = {"tokenize_no_ssplit": not split} if words else {"tokenize_pretokenized": True}
        for processor in wanted:
            settings[f"{processor}_model_path"] = str(model.files[processor])
            shared = model.shared.get(processor, {})
            for kind in _SHARED.get(processor, ()):
                if kind in shared or processor == "ner":
                    settings[f"{processor}_{kind}_path"] = str(shared.get(kind, ""))
        with tempfile.TemporaryDirectory() as empty:
            (Path(empty) / "resources.json").write_text("{}")
            try:
                self.pipeline = Pipeline(
                    lang=LANGUAGE,
                    dir=empty,
                    processors=",".join(dict.fromkeys(["tokenize", *wanted])),
                    download_method=None,
                    allow_unknown_language=True,
                    device=device,
                    logging_level="ERROR",
                    **settings,
                )
            except Exception as error:
                raise ModelError(
                    f"stanza {installed('stanza')} cannot load the model in {model.folder}: "
                    f"{type(error).__name__}: {_first_sentence(error)}."
                ) from None
        self._words = words
        self.names = "ner" in wanted
        self._labels = labels

    def tag(self, text: str, sentences: Sequence[Sequence[tuple[int, int]]]) -> list[list[Word] | None]:
        """Tag the sentences of a text.

        Args:
            text: the text that all offsets point into.
            sentences: for each sentence the offsets of its words; where the model cuts words itself, one pair of offsets,
                those of the sentence.

        Returns:
            for each sentence its words, in order, together with all its characters that are no blanks, in one tree; None
            where Stanza failed on the sentence.
        """
        try:
            return self._tag(text, sentences)
        except MemoryError:
            raise
        except Exception:
            if len(sentences) == 1:
                return [None]
            return [found for sentence in sentences for found in self.tag(text, [sentence])]

    def document(self, text: str) -> list[list[Word]]:
        """Cut a text into sentences and words, and tag them; for a tagger made with `split`."""
        plain = "".join(c if c == "\n" else _plain(c) for c in text)
        return [_Sentence(s).placed(text, 0, self._labels) for s in self.pipeline(plain).sentences]

    def _tag(self, text: str, sentences: Sequence[Sequence[tuple[int, int]]]) -> list[list[Word] | None]:
        plain = [[_plain(text[a:b]) for a, b in sentence] for sentence in sentences]
        if not self._words:
            document = self.pipeline(plain)
            tagged = [_Sentence(s) for s in document.sentences]
            return [t.given(given, self._labels) for t, given in zip(tagged, sentences, strict=True)]
        document = self.pipeline("\n\n".join(whole for (whole,) in plain))
        found: list[list[Word] | None] = []
        pieces = iter(document.sentences)
        piece = next(pieces, None)
        at = 0
        for ((start, _),), (whole,) in zip(sentences, plain, strict=True):
            inside: list[list[Word]] = []
            while piece is not None and piece.tokens[0].start_char < at + len(whole):
                inside.append(_Sentence(piece).placed(text, start - at, self._labels))
                piece = next(pieces, None)
            words = rooted(_chained(inside))
            _check(text, sentences[len(found)][0], words)
            found.append(words)
            at += len(whole) + 2
        return found


def _first_sentence(error: Exception) -> str:
    return " ".join(str(error).split()).split(". ")[0].rstrip(".")[:200]


def _plain(text: str) -> str:
    """Return a text as long as it was, with every blank a space, so that no line break ends a sentence for Stanza.

    Control characters of badly decoded text (U+0080 to U+009F), which Stanza takes for blanks, become U+FFFD.
    """
    return "".join(" " if c.isspace() else "\ufffd" if "\x80" <= c <= "\x9f" else c for c in text)


def _chained(pieces: Sequence[Sequence[Word]]) -> list[Word]:
    """Return the words of several pieces as one sentence; each keeps its root."""
    out: list[Word] = []
    for piece in pieces:
        before = len(out)
        out += [replace(w, head=w.head + before) if w.head >= 0 else w for w in piece]
    return out


def _check(text: str, sentence: tuple[int, int], words: Sequence[Word]) -> None:
    """Check that the words hold every character of a sentence that is not a blank.

    Raises:
        ValueError: they do not.
    """
    at = sentence[0]
    for word in words:
        if word.start < at or word.end <= word.start or text[at : word.start].strip():
            raise ValueError("The words do not follow the text.")
        at = word.end
    if at > sentence[1] or text[at : sentence[1]].strip():
        raise ValueError("The words do not follow the text.")


class _Sentence:
    """A sentence of Stanza's."""

    def __init__(self, sentence: Any) -> None:
        self._sentence = sentence

    def _word(self, word: Any, start: int, end: int, ner: str) -> Word:
        head = -1 if not word.head else int(word.head) - 1
        return Word(start, end, word.lemma, word.upos, word.feats, head, word.deprel, ner)

    def given(self, given: Sequence[tuple[int, int]], labels: Mapping[str, str]) -> list[Word]:
        """Return the words with the offsets they were given."""
        tags = [tag for token in self._sentence.tokens for tag in _tags(token, labels, 1)]
        return rooted(
            [
                self._word(word, start, end, tag)
                for word, (start, end), tag in zip(self._sentence.words, given, tags, strict=True)
            ]
        )

    def placed(self, text: str, shift: int, labels: Mapping[str, str]) -> list[Word]:
        """Return the words with offsets in the text; those that have no characters there are joined to a neighbour."""
        words: list[Word] = []
        groups: list[list[int]] = []
        for token in self._sentence.tokens:
            start, end = token.start_char + shift, token.end_char + shift
            where = places(text[start:end], [w.text for w in token.words])
            tags = _tags(token, labels, len(token.words))
            own: list[list[int]] = []
            first: list[int] = []
            for word, place, tag in zip(token.words, where, tags, strict=True):
                number = len(words)
                if place is not None:
                    words.append(self._word(word, start + place[0], start + place[1], tag))
                    own.append([*first, number])
                    first = []
                else:
                    words.append(self._word(word, end, start, tag))
                    (own[-1] if own else first).append(number)
            groups += own
        return joined(rooted(words), groups)


def _tags(token: Any, labels: Mapping[str, str], words: int) -> list[str]:
    """Return IOB2 tags for the words of a token from Stanza's BIOES tag; a clitic is not part of a name."""
    scheme, _, label = (token.ner or "O").partition("-")
    known = labels.get(label.upper(), "")
    if scheme not in ("B", "I", "E", "S") or not known:
        return ["O"] * words
    return [f"{'B' if scheme in 'BS' else 'I'}-{known}"] + ["O"] * (words - 1)
