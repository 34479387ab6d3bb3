"""The guard: what it says of right and of wrong translations."""

from __future__ import annotations

from typing import Any

import pytest

from warta.config import Config
from warta.core.article import Article
from warta.lexicon import Resources
from warta.memory import pipeline
from warta.stages.translate.guard import Guard
from warta.stages.translate.guard.english import NumberReader

guard = Guard(Resources())


def findings(source: str, translation: str) -> dict[str, list[str]]:
    article = pipeline(Config()).annotate(Article("uji.txt", source, article_id="uji", language="id"))
    assert article.status == "ok", article.error
    return guard.findings(article, article.span(0, len(source)), translation)


@pytest.mark.parametrize(
    ("source", "translation"),
    [
        ("Lebih dari 2.500 delegasi hadir.", "More than 2,500 delegates attended."),
        ("Inflasi mencapai 22,6 persen.", "Inflation reached 22.6 percent."),
        ("Inflasi mencapai 22,6%.", "Inflation reached 22.6%."),
        ("Anggarannya Rp4,9 triliun.", "The budget is 4.9 trillion rupiah."),
        ("Anggarannya Rp4,9 triliun.", "Its budget is IDR4.9 trillion."),
        ("Harganya 2,5 juta dolar AS.", "The price is $2.5 million."),
        ("Harganya 2,5 juta dolar AS.", "The price is US$2.5m."),
        ("Mereka membawa dua kapal.", "They brought two ships."),
        ("Sebanyak dua puluh lima kapal tiba.", "Twenty-five ships arrived."),
        ("Ia meraih tempat ketiga.", "He took third place."),
        ("Sepertiga warga mengungsi.", "A third of the residents fled."),
        ("Setengah juta warga mengungsi.", "Half a million residents fled."),
        ("Rapat digelar pada 2 Mei 2024.", "The meeting was held on May 2, 2024."),
        ("Rapat digelar pada Selasa (2/5/2024).", "The meeting was held on Tuesday, May 2, 2024."),
        ("Acara mulai pukul 14.30 WIB.", "The event begins at 2:30 p.m."),
        ("Presiden Joko Widodo tidak hadir.", "President Joko Widodo did not attend."),
        ("Presiden Joko Widodo tidak hadir.", "President Joko Widodo didn't attend."),
        ("Jalan itu belum selesai.", "The road is unfinished."),
        ("Ia bekerja tanpa izin.", "He works without a permit."),
        ("Jembatan itu tidak hanya kokoh, tetapi juga indah.", "The bridge is sturdy and beautiful as well."),
        ("Hujan turun di Jawa Tengah.", "Rain fell in Central Java."),
        ("Pemerintah Jerman membantu.", "The German government is helping."),
        ("PBB mengirim bantuan.", "The United Nations sent aid."),
        ("Bantuan itu datang dari Amerika Serikat.", "The aid came from the US."),
    ],
)
def test_right_translations_pass(source: str, translation: str) -> None:
    assert findings(source, translation) == {}


@pytest.mark.parametrize(
    ("source", "translation", "kind", "said"),
    [
        ("Lebih dari 2.500 delegasi hadir.", "More than 3,500 delegates attended.", "figures", "2.500 missing"),
        ("Lebih dari 2.500 delegasi hadir.", "More than 3,500 delegates attended.", "figures", "3,500 added"),
        ("Lebih dari 2.500 delegasi hadir.", "More than 2.500 delegates attended.", "figures", "2.500 missing"),
        ("Anggarannya Rp4,9 triliun.", "The budget is Rp4.9 billion.", "figures", "4,9 triliun missing"),
        ("Anggarannya Rp4,9 triliun.", "The budget is $4.9 trillion.", "figures", "4,9 triliun without IDR"),
        ("Inflasi mencapai 22,6 persen.", "Inflation reached 22.6.", "figures", "22,6 without %"),
        ("Mereka membawa dua kapal.", "They brought ships.", "figures", "dua kapal missing"),
        ("Rapat digelar pada 2 Mei 2024.", "The meeting was held on June 2, 2024.", "figures", "Mei missing"),
        ("Presiden Joko Widodo hadir.", "President Joko Susilo attended.", "names", "Joko Widodo missing"),
        ("Hujan turun di Jawa Tengah.", "Rain fell in East Java.", "names", "Jawa Tengah missing"),
        ("Pemerintah Jerman membantu.", "The French government is helping.", "names", "Jerman missing"),
        ("Bupati tidak menghadiri rapat.", "The regent attended the meeting.", "negation", "tidak missing"),
        ("Jalan itu belum selesai.", "The road is finished.", "negation", "belum missing"),
        ("Bupati menghadiri rapat.", "The regent did not attend the meeting.", "negation", "not added"),
        ("Warga desa bekerja di sawah setiap pagi.", "Residents", "extent", "no end"),
        (
            "Warga desa bekerja di sawah setiap pagi.",
            "Villagers work work work work in fields.",
            "extent",
            "repeats 'work'",
        ),
        (
            "Warga desa bekerja di sawah setiap pagi.",
            "Residents yang bekerja di sawah dan pagi.",
            "extent",
            "still Indonesian",
        ),
        ("Warga desa bekerja di sawah.", "...", "extent", "nothing translated"),
    ],
)
def test_wrong_translations_are_found(source: str, translation: str, kind: str, said: str) -> None:
    assert any(said in finding for finding in findings(source, translation).get(kind, []))


def test_the_check_is_one_line() -> None:
    source = "Bupati tidak menghadiri rapat dengan 2.500 warga."
    article = pipeline(Config()).annotate(Article("uji.txt", source, article_id="uji", language="id"))
    span = article.span(0, len(source))
    assert guard.check(article, span, "The regent did not attend a meeting with 2,500 residents.") == "ok"
    wrong = guard.check(article, span, "The regent attended a meeting with 500 residents.")
    assert wrong == "figures: 2.500 missing, 500 added; negation: tidak missing"


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("two hundred and fifty", [250]),
        ("twenty-five ships and 3 boats", [25, 3]),
        ("two-thirds of them", [round(2 / 3, 6)]),
        ("half a million", [500_000]),
        ("two and a half million", [2_500_000]),
        ("2.5 million", [2_500_000]),
        ("$5bn", [5, 5_000_000_000]),
        ("the twenty-first century", [21, 100]),
        ("1,234.56 and 7", [1234.56, 7]),
        ("tens of thousands", [10_000]),
        ("a hundred people", [100]),
        ("two dozen", [24]),
        ("a 10-year plan", [10]),
        ("in 1930s", [1930]),
    ],
)
def test_english_numbers_are_read(text: str, values: list[float]) -> None:
    reader = NumberReader(Resources().lexicon("guard_numbers"))
    found: list[Any] = [value for number in reader.read(text) for value in sorted(number.values)]
    assert found == pytest.approx(values)
