"""The tagger's decoding, windows and trees; the shipped model's invariances."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from warta.nlp import scripts
from warta.nlp.tagger import MAX_WINDOW, Tagger, decode_iob, folder_of, load_tagger, tidy_iob
from warta.nlp.tokenizer import tokenize
from warta.nlp.trees import EXACT_LIMIT, best_tree, is_tree

TEXT = (
    "Wakil Menteri Luar Negeri Vietnam Nguyen Van An menyatakan bahwa kerja sama itu penting.\n"
    "Ia bertemu dengan perwakilan UNODC di Hanoi pada 25-26/10/2025, katanya.\n"
)


@pytest.fixture(scope="module")
def folder() -> Path:
    try:
        found = folder_of("id_warta_lg")
    except FileNotFoundError:
        pytest.skip("the model is not there")
    if not (found / "encoder.onnx").is_file():
        pytest.skip("the model's weights are not there")
    return found


def lines(text: str) -> list[list[tuple[int, int]]]:
    out, at = [], 0
    for line in text.splitlines(keepends=True):
        out.append([(at + a, at + b) for a, b in tokenize(line)])
        at += len(line)
    return out


def test_iob_is_valid_after_decoding() -> None:
    tags = ["O", "B-PER", "I-PER", "B-ORG", "I-ORG"]
    scores = np.log(np.array([[0.1, 0.1, 0.6, 0.1, 0.1], [0.1, 0.1, 0.1, 0.1, 0.6]], np.float32))
    best, chances = decode_iob(scores, tags)
    assert [tags[b] for b in best] in (["B-PER", "I-PER"], ["B-ORG", "I-ORG"])
    assert all(0 < c <= 1 for c in chances)


def test_tidy_keeps_a_bracket_that_goes_on() -> None:
    forms = ["PT", "Maju", "(", "Persero", ")", "Tbk", "Indonesia"]
    tags = ["B-ORG"] + ["I-ORG"] * 6
    assert tidy_iob(forms, tags) == tags


@given(st.integers(1, 12), st.integers(0, 10_000))
def test_best_tree_is_a_tree(size: int, seed: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(size, size + 1)).astype(np.float32)
    scores[np.arange(size), np.arange(1, size + 1)] = -1e5
    assert is_tree(best_tree(scores))


def test_long_lists_are_trees_too() -> None:
    size = EXACT_LIMIT + 10
    scores = np.random.default_rng(1).normal(size=(size, size + 1)).astype(np.float32)
    scores[np.arange(size), np.arange(1, size + 1)] = -1e5
    assert is_tree(best_tree(scores))


@pytest.mark.parametrize(
    ("form", "lemma"), [("menyetujui", "setuju"), ("negara-negara", "negara"), ("Jakarta", "Jakarta")]
)
def test_scripts_lead_from_form_to_lemma(form: str, lemma: str) -> None:
    assert scripts.apply(form, scripts.find(form, lemma)) == lemma


@pytest.mark.parametrize(
    ("form", "script", "takes"),
    [
        ("memviralkan", "|3||3||l", True),
        ("ibadah", "|1||2||l", False),
        ("petunjuk", "|0||2||l", False),
        ("kebijakan-kebijakan", "R|2||2||l", True),
    ],
)
def test_unknown_words_lose_affixes_only(form: str, script: str, takes: bool) -> None:
    assert scripts.takes_affixes(form, script) is takes


@given(st.lists(st.integers(1, 12), min_size=1, max_size=1200))
@settings(deadline=None)
def test_windows_lose_no_word(lengths: list[int]) -> None:
    words = [tuple([5] * n) for n in lengths]
    runs = Tagger._overlapping(words, 0, len(words))
    owned = [k for run in runs for k in range(run[2], run[3])]
    assert owned == list(range(len(words)))
    for start, end, own_start, own_end in runs:
        assert start <= own_start <= own_end <= end
        assert sum(lengths[start:end]) <= MAX_WINDOW


def test_output_is_the_same_for_any_number_of_threads(folder: Path) -> None:
    one, two = Tagger(folder, threads=1), Tagger(folder, threads=2)
    assert one.tag(TEXT, lines(TEXT)) == two.tag(TEXT, lines(TEXT))


def test_spacy_pipeline_is_the_same_for_any_number_of_threads(folder: Path) -> None:
    import spacy

    import warta.nlp.components  # noqa: F401

    texts = [f"{TEXT} Nomor {number} dari Kota Surabaya." * (1 + number % 3) for number in range(9)]

    def read(threads: int) -> list[dict[str, object]]:
        nlp = spacy.load(folder.parent, config={"components": {"tagger": {"threads": threads}}})
        return [doc.to_json() for doc in nlp.pipe(texts)]

    assert read(1) == read(2) == read(3)


def test_every_token_is_tagged(folder: Path) -> None:
    tagger = load_tagger()
    text = ("Budi, " * 900).strip() + ".\n\n" + TEXT
    tokens = tokenize(text)
    tagged = tagger.tag_document(text, tokens)
    assert [t for s in tagged for t in s.tokens] == tokens
    for sentence in tagged:
        size = len(sentence.tokens)
        assert size == len(sentence.upos) == len(sentence.head) == len(sentence.ner) == len(sentence.quote_probability)
        assert is_tree(list(sentence.head))
        assert all(text[e.start : e.end].strip() for e in sentence.entities)


def test_nothing_in_nothing_out(folder: Path) -> None:
    tagger = load_tagger()
    assert tagger.tag("", []) == []
    assert tagger.tag_document("  \n", tokenize("  \n")) == []
    assert len(tagger.tag("a", [[], [(0, 1)]])) == 2


def test_names_are_bare(folder: Path) -> None:
    found = {(TEXT[e.start : e.end], e.label) for s in load_tagger().tag(TEXT, lines(TEXT)) for e in s.entities}
    assert ("Nguyen Van An", "PER") in found
    assert ("UNODC", "ORG") in found


def test_spacy_pipeline(folder: Path) -> None:
    spacy = pytest.importorskip("spacy")
    import warta.nlp.components  # noqa: F401

    nlp = spacy.load(folder.parent)
    text = " " + TEXT.replace(" ", "  ", 1)
    doc = nlp(text)
    assert doc.text == text
    assert len(list(doc.sents)) >= 2
    assert all(t.pos_ for t in doc)
    docs = list(nlp.pipe([text, TEXT, text], batch_size=3))
    assert [t.dep_ for t in docs[0]] == [t.dep_ for t in doc] == [t.dep_ for t in docs[2]]
