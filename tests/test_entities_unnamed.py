"""People's names where the tagger marks no names."""

from __future__ import annotations

from dataclasses import replace

import pytest

from warta.core.article import Article, Sentence, Token
from warta.lexicon import Resources
from warta.nlp.tokenizer import tokenize
from warta.stages.entities.recognize import Recognizer


def article(text: str, proper: str) -> Article:
    """Return an article of one sentence whose proper nouns are the given words."""
    made = Article("a.txt", text)
    tokens = tuple(
        Token(no, 0, made.span(a, b), upos="PROPN" if text[a:b] in proper.split() else "NOUN")
        for no, (a, b) in enumerate(tokenize(text))
    )
    return made.with_(tokens=tokens, sentences=(Sentence(0, 0, made.span(0, len(text)), tokens=(0, len(tokens))),))


@pytest.mark.parametrize(
    ("text", "proper", "people"),
    [
        ("Gubernur Ratna Wulandari meresmikan pasar.", "Ratna Wulandari", {"Ratna Wulandari"}),
        ("Menteri Pertanian Bayu Pranata tiba.", "Pertanian Bayu Pranata", {"Bayu Pranata"}),
        ("Kepala Dinas Kesehatan Sleman, Tegar Lazuardi, datang.", "Dinas Kesehatan Sleman Tegar Lazuardi", {"Tegar Lazuardi"}),
        ('"Kami siap," kata Yulita kepada pers.', "Yulita", {"Yulita"}),
        ("Kemarin Yulita mengatakan hal itu.", "Yulita", {"Yulita"}),
        ("Korban, Melati Sari, 34, dirawat.", "Melati Sari", {"Melati Sari"}),
        ("Warga memuji Nguyen Van Toan di sana.", "Nguyen Van Toan", {"Nguyen Van Toan"}),
        ("Pemenang lomba itu Zhao Wenxiu dan Dejan Vukotic.", "Zhao Wenxiu Dejan Vukotic", {"Zhao Wenxiu", "Dejan Vukotic"}),
        ("Ia lahir di Jawa Tengah pada Januari.", "Jawa Tengah Januari", set()),
        ("Kementerian Luar Negeri Vietnam mengatakan hal itu.", "Kementerian Luar Negeri Vietnam", set()),
        ('"Kami siap," kata KPK.', "KPK", set()),
        ("Harga beras naik, kata pedagang.", "", set()),
        ("Rencana Panen Raya Padi ditunda.", "Rencana Panen Raya Padi", set()),
    ],
)  # fmt: skip
def test_people_by_what_stands_around_them(text: str, proper: str, people: set[str]) -> None:
    found = Recognizer(Resources()).mentions(article(text, proper))
    assert {m.span.text for m in found if m.label == "PER"} == people


def test_a_tagger_of_names_is_trusted() -> None:
    """Where the tagger looked for names and found none, nothing stands in for it."""
    made = article("Pemenang lomba itu Zhao Wenxiu.", "Zhao Wenxiu")
    looked = made.with_(tokens=tuple(replace(t, ner_probability=0.9) for t in made.tokens))
    recognizer = Recognizer(Resources())
    assert [m.origin for m in recognizer.mentions(made)] == ["grammar"]
    assert recognizer.mentions(looked) == []
