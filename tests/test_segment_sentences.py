"""Sentence ends: a hand-written set, and properties on any text."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warta.lexicon import Resources
from warta.nlp.sentences import SentenceSplitter

SET = Path(__file__).parent / "data" / "sentence_ends.tsv"
SPLITTER = SentenceSplitter(Resources())


def _rows() -> list[str]:
    lines = [line for line in SET.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    return [line.partition("\t")[2].strip().rstrip("¦").rstrip() for line in lines[1:]]


def _expected(marked: str) -> list[str]:
    return [part.strip() for part in marked.split("¦") if part.strip()]


def _found(marked: str) -> list[str]:
    text = marked.replace("¦", "")
    return [text[start:end] for start, end in SPLITTER.split(text)]


def test_hand_written_sentence_ends_are_found() -> None:
    right = wrong = missed = 0
    errors = []
    for marked in _rows():
        expected, found = _expected(marked), _found(marked)
        ends = {len("".join("".join(expected[: i + 1]).split())) for i in range(len(expected))}
        got = {len("".join("".join(found[: i + 1]).split())) for i in range(len(found))}
        right += len(ends & got)
        wrong += len(got - ends)
        missed += len(ends - got)
        if ends != got:
            errors.append(found)
    assert right >= 250
    f1 = 2 * right / (2 * right + wrong + missed)
    assert f1 >= 0.99, errors


@given(st.text(alphabet=st.sampled_from(" .!?\"”“'()[]\nabAB1é,;…Dr."), max_size=200))
def test_sentences_hold_every_character_in_order(text: str) -> None:
    at = 0
    for start, end in SPLITTER.split(text):
        assert at <= start < end <= len(text)
        assert not text[at:start].strip()
        assert text[start:end].strip() == text[start:end]
        at = end
    assert not text[at:].strip()


@pytest.mark.parametrize("unit", ["a", "a.", '"', '." ', "A. ", "(", "Dr. ", "1. ", "kata… "])
def test_long_input_takes_time_in_proportion(unit: str) -> None:
    def seconds(size: int) -> float:
        text = unit * (size // len(unit))
        began = time.perf_counter()
        for _ in SPLITTER.split(text):
            pass
        return time.perf_counter() - began

    assert seconds(400_000) < 20 * seconds(100_000) + 1.0


def test_a_sentence_over_the_limit_is_cut_at_a_pause() -> None:
    text = "kata " * 30 + "; " + "lain " * 30
    parts = [text[a:b] for a, b in SentenceSplitter(Resources(), longest=200).split(text)]
    assert all(len(part) <= 200 for part in parts)
    assert parts[0].endswith(";")
