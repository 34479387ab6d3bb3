"""What figures are said of: sentences with their dependency trees built by hand, no model."""

from __future__ import annotations

import pytest

from warta.core.article import Article, Mention, Sentence, Token
from warta.core.stage import entry, make_options
from warta.evaluate import Evaluation, _Comparison, same_subject
from warta.lexicon import Resources
from warta.stages import quantities as stage

READ = stage.quantities(make_options(entry("quantities"), {}), Resources())

# Each token is written text/UPOS/head/relation; the head counts from 1, 0 is the root.
SENTENCES = {
    "verb": "Ekspor/NOUN/3/nsubj Indonesia/PROPN/1/nmod mencapai/VERB/0/root 5/NUM/6/nummod miliar/NUM/4/flat dolar/NOUN/3/obj ./PUNCT/3/punct",
    "counted": "Tiga/NUM/2/nummod orang/NOUN/3/nsubj tewas/VERB/0/root ./PUNCT/3/punct",
    "link": "Lahan/NOUN/5/nsubj seluas/ADP/4/case 3/NUM/4/nummod hektare/NOUN/1/nmod terbakar/VERB/0/root ./PUNCT/5/punct",
    "aside": "Tarifnya/NOUN/7/nsubj ,/PUNCT/3/punct ujar/VERB/7/parataxis dia/PRON/3/nsubj ,/PUNCT/3/punct tetap/ADV/7/advmod "
    "Rp/NOUN/0/root 415/NUM/7/nummod ./PUNCT/7/punct",
    "scale": "Indeks/NOUN/2/nsubj turun/VERB/0/root ke/ADP/4/case level/NOUN/2/obl 6.862,06/NUM/4/nummod ./PUNCT/2/punct",
    "joined": "Ekspor/NOUN/2/nsubj naik/VERB/0/root 5/NUM/4/nummod persen/NOUN/2/obj ,/PUNCT/6/punct sedangkan/SCONJ/8/mark "
    "impor/NOUN/8/nsubj turun/VERB/2/advcl 3/NUM/10/nummod persen/NOUN/8/obj ./PUNCT/2/punct",
    "speaker": "Bupati/NOUN/2/nsubj mengatakan/VERB/0/root bahwa/SCONJ/6/mark empat/NUM/5/nummod warga/NOUN/6/nsubj hilang/VERB/2/ccomp ./PUNCT/2/punct",
    "exists": "Di/ADP/2/case Sleman/PROPN/3/obl ada/VERB/0/root 12/NUM/5/nummod puskesmas/NOUN/3/nsubj ./PUNCT/3/punct",
    "right": "Vietnam/PROPN/2/nsubj menanggung/VERB/0/root 35/NUM/4/nummod persen/NOUN/2/obj biaya/NOUN/4/nmod pemindahan/NOUN/5/nmod ./PUNCT/2/punct",
    "age": "Sutinah/PROPN/5/nsubj (/PUNCT/3/punct 58/NUM/1/nmod )/PUNCT/3/punct selamat/VERB/0/root ./PUNCT/5/punct",
}


def article(tree: str, people: tuple[str, ...] = ()) -> Article:
    parts = [item.rsplit("/", 3) for item in tree.split(" ")]
    text = " ".join(part[0] for part in parts)
    base = Article("contoh.txt", text)
    tokens, at = [], 0
    for number, (word, upos, head, relation) in enumerate(parts):
        span = base.span(at, at + len(word))
        tokens.append(Token(number, 0, span, word.lower(), upos, None, int(head) - 1, relation))
        at += len(word) + 1
    sentence = Sentence(0, 0, base.span(0, len(text)), tokens=(0, len(tokens)))
    mentions = tuple(
        Mention(base.span(text.index(name), text.index(name) + len(name)), 0, "PER", 0.9, k)
        for k, name in enumerate(people)
    )
    return base.with_(sentences=(sentence,), tokens=tuple(tokens), mentions=mentions)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("verb", [("Ekspor Indonesia", "mencapai")]),
        ("counted", [(None, "tewas")]),
        ("link", [("Lahan", "seluas")]),
        ("aside", [("Tarifnya", None)]),
        ("scale", [("Indeks", "turun")]),
        ("joined", [("Ekspor", "naik"), ("impor", "turun")]),
        ("speaker", [(None, "hilang")]),
        ("exists", [(None, "ada")]),
    ],
)
def test_what_a_figure_is_said_of(name, said):
    found = READ(article(SENTENCES[name])).quantities
    assert [(q.subject and q.subject.text, q.predicate and q.predicate.text) for q in found] == said


def test_an_age_is_that_of_the_name_before_it():
    found = READ(article(SENTENCES["age"], people=("Sutinah",))).quantities
    assert [(q.kind, q.subject and q.subject.text, q.time, q.place) for q in found] == [("age", "Sutinah", None, None)]


@pytest.mark.parametrize("name", SENTENCES)
def test_subjects_and_predicates_are_grounded_outside_their_figure(name):
    read = READ(article(SENTENCES[name]))
    for quantity in read.quantities:
        for span in (quantity.subject, quantity.predicate):
            assert span is None or (read.text[span.start : span.end] == span.text and not span.overlaps(quantity.span))


def test_how_far_a_subject_reaches_is_not_asked():
    assert same_subject("Serapan", "Serapan di wilayah kami")
    assert same_subject(None, None)
    assert not same_subject("Serapan", None)
    assert not same_subject("harga cabai rawit", "pasar")


def test_subjects_are_a_layer_of_their_own():
    gold = {"span": [0, 7], "value": 5, "value_max": None, "comparator": "=", "unit": "kapal", "kind": "count"}
    found = {
        "start": 0,
        "end": 7,
        "text": "5 kapal",
        "value": 5.0,
        "value_max": None,
        "comparator": "=",
        "unit": "kapal",
    }
    found |= {"kind": "count", "subject": "nelayan itu"}
    comparison = _Comparison()
    tables = {name: [] for name in ("mentions", "quotes", "offices", "dates", "citations")} | {"quantities": [found]}
    comparison.compare("a", {"quantities": [gold | {"subject": "nelayan"}]}, "5 kapal ditangkap", tables)
    result: Evaluation = comparison.result
    assert result.accuracies["subject given the figure"] == [1, 1]
    assert result.scores["quantities.subject"].f1 == 1.0
