"""The small pipeline: it loads like any spaCy pipeline, tags rightly, gives the same for any batch size, and has no pickle in it."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import spacy
import srsly
from spacy.language import Language

import warta
from warta.nlp.plain import PlainTagger
from warta.nlp.tagger import folder_of, load_tagger
from warta.nlp.tokenizer import tokenize
from warta.nlp.trees import is_tree

MEGABYTES = 20
TEXT = (
    "Gubernur Ratna Wulandari menyatakan bahwa 12 desa di Sleman sudah memiliki puskesmas. "
    '"Kami membangunnya sejak 2021," katanya di Yogyakarta, Selasa (4/3).'
)
TEXTS = [
    TEXT,
    "Kepolisian Resor Kendal menahan dua tersangka pencurian kabel.\n\nKeduanya ditangkap di Desa Kaliwungu.",
    "",
    " \n",
    "Harga beras naik 4,5 persen",
    "Menteri Perdagangan Arif Prakoso bertemu dengan perwakilan UNODC di Hanoi pada 25-26/10/2025. " * 12,
    "!",
]


@pytest.fixture(scope="module")
def folder() -> Path:
    try:
        found = folder_of("id_warta_sm")
    except FileNotFoundError:
        pytest.skip("the model is not there")
    if not (found / "config.cfg").is_file():
        pytest.skip("the model's weights are not there")
    return found


@pytest.fixture(scope="module")
def nlp(folder: Path) -> Language:
    return spacy.load(folder)


def files(folder: Path) -> list[Path]:
    return [p for p in sorted(folder.rglob("*")) if p.is_file() and "__pycache__" not in p.parts]


def annotation(doc: spacy.tokens.Doc) -> list[tuple[object, ...]]:
    return [
        (t.text, t.pos_, str(t.morph), t.lemma_, t.head.i, t.dep_, t.is_sent_start, t.ent_iob_, t.ent_type_)
        for t in doc
    ]


def test_a_sentence_is_tagged_rightly(nlp: Language) -> None:
    doc = nlp(TEXT)
    assert doc.text == TEXT
    assert [(e.text, e.label_) for e in doc.ents] == [
        ("Ratna Wulandari", "PER"),
        ("Sleman", "LOC"),
        ("Yogyakarta", "LOC"),
    ]
    assert len(list(doc.sents)) == 2
    by_word = {t.text: t for t in doc}
    assert [by_word[w].pos_ for w in ("Ratna", "menyatakan", "12", "desa", "di", ",")] == [
        "PROPN",
        "VERB",
        "NUM",
        "NOUN",
        "ADP",
        "PUNCT",
    ]
    assert by_word["menyatakan"].lemma_ == "nyata"
    assert by_word["Gubernur"].dep_ == "nsubj"
    assert by_word["Gubernur"].head.text == "menyatakan"
    assert "Voice=Act" in str(by_word["menyatakan"].morph)


def test_the_names_of_nergrit_are_off_until_asked_for(nlp: Language) -> None:
    assert "ner_nergrit" in nlp.disabled
    with nlp.select_pipes(enable=["tok2vec", "ner_nergrit"]):
        assert {e.label_ for e in nlp(TEXT).ents} <= {"PER", "ORG", "LOC"}


@pytest.mark.parametrize("size", [1, 2, 7, 64])
def test_output_is_the_same_for_any_batch_size(nlp: Language, size: int) -> None:
    texts = TEXTS * 3
    one_by_one = [annotation(nlp(text)) for text in texts]
    assert [annotation(doc) for doc in nlp.pipe(texts, batch_size=size)] == one_by_one


def test_it_is_small(folder: Path) -> None:
    assert sum(p.stat().st_size for p in files(folder)) <= MEGABYTES * 1_000_000


def test_every_file_is_text_json_msgpack_or_a_plain_array(folder: Path) -> None:
    for path in files(folder):
        data = path.read_bytes()
        if path.name in {"__init__.py", "README.md", "NOTICE", "config.cfg"}:
            data.decode("utf-8")
        elif path.suffix == ".json" or path.name in {"cfg", "vectors.cfg"}:
            json.loads(data)
        elif path.name == "vectors":
            np.load(path, allow_pickle=False)
        else:
            srsly.msgpack_loads(data)


def test_the_license_and_what_it_learned_from_are_stated(folder: Path) -> None:
    meta = json.loads((folder / "meta.json").read_text("utf-8"))
    assert "MIT" in meta["license"]
    card = (folder / "README.md").read_text("utf-8")
    for name in ("CSUI", "PUD", "GSD", "idner-news-2k", "NERGRIT", "id_warta_lg"):
        assert name in card


def test_sentence_ends_of_the_press_set(folder: Path) -> None:
    tagger = load_tagger(str(folder))
    right = wanted = found = 0
    lines = (Path(__file__).parent / "data" / "sentence_ends.tsv").read_text("utf-8").splitlines()
    for line in [line for line in lines if line and line[0] != "#"][1:]:
        marked = line.partition("\t")[2].strip().rstrip("¦").rstrip()
        text, gold = "", set()
        for part in marked.split("¦"):
            text += part
            gold.add(len(text.rstrip()))
        ends = {s.tokens[-1][1] for s in tagger.tag_document(text, tokenize(text))}
        right, wanted, found = right + len(gold & ends), wanted + len(gold), found + len(ends)
    assert 2 * right / (wanted + found) >= 0.98


def test_a_line_break_ends_a_sentence(nlp: Language) -> None:
    doc = nlp("Harga beras naik di Sleman\n\nPedagang mengeluh. Warga cemas")
    assert [s.text.strip() for s in doc.sents] == ["Harga beras naik di Sleman", "Pedagang mengeluh.", "Warga cemas"]


def test_as_a_tagger_it_keeps_the_given_sentences(folder: Path) -> None:
    tagger = load_tagger(str(folder))
    assert isinstance(tagger, PlainTagger)
    tokens = tokenize(TEXT)
    halves = [tokens[:7], [], tokens[7:]]
    tagged = tagger.tag(TEXT, halves)
    assert [list(s.tokens) for s in tagged] == halves
    assert all(is_tree(list(s.head)) for s in tagged if s.tokens)
    assert all(tag == "O" for s in tagged for tag in s.quote)
    assert ("Ratna Wulandari", "PER") in {(TEXT[e.start : e.end], e.label) for s in tagged for e in s.entities}
    assert [t for s in tagger.tag_document(TEXT, tokens) for t in s.tokens] == tokens
    assert tagger.tag("", []) == []


def test_warta_runs_with_it(folder: Path) -> None:
    found = warta.analyze(TEXT, config={"tag": {"model": str(folder)}})
    assert found.articles["status"][0] == "ok"
    assert "Ratna Wulandari" in set(found.quotes["speaker"])
