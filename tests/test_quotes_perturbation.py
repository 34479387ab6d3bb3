"""What must not move the quotes stage: names, figures, cues, quotation marks and the place of the cue."""

from __future__ import annotations

import itertools
import re

import pytest

from built_articles import RUN, article, rows
from warta.lexicon import load

#: A short article: direct, reported and cue-less speech, a title alone, a pronoun, a group, a speaker in the paragraph before.
STORY = (
    "Kepala Dinas Pasar Rina Sari mengatakan bahwa harga 25 jenis beras akan turun.\n"
    '"Kami sudah bicara dengan 140 pedagang," kata Rina Sari. "Besok stok bertambah."\n'
    '"Tidak ada yang perlu panik membeli beras."\n'
    "Kepala Dinas menegaskan gudang terisi 70 persen.\n"
    "Menurut Budi Jaya, stok di gudang masih cukup.\n"
    "Ia meminta warga agar tidak panik.\n"
    '"Kami berjaga siang dan malam," ujarnya kepada wartawan.\n'
    "Para pedagang mengaku rugi Rp12 juta dalam sepekan.\n"
    'Hal senada disampaikan Rina Sari.\n"Beras lama habis dalam 3 hari, beras baru datang."\n'
)
PEOPLE = ("Rina Sari", "Budi Jaya")
TITLE = "Kepala Dinas Pasar"

Speech = tuple[str, str | None, str]


def speeches(text: str, people: tuple[str, ...] = PEOPLE) -> list[Speech]:
    found = RUN(article(text, people=people, offices=((people[0], TITLE),))).quotes
    return [(q.kind, q.speaker, q.content.text) for q in found]


EXPECTED: list[Speech] = [
    ("indirect", "Rina Sari", "harga 25 jenis beras akan turun"),
    ("direct", "Rina Sari", "Kami sudah bicara dengan 140 pedagang"),
    ("direct", "Rina Sari", "Besok stok bertambah."),
    ("direct", "Rina Sari", "Tidak ada yang perlu panik membeli beras."),
    ("indirect", "Rina Sari", "gudang terisi 70 persen"),
    ("indirect", "Budi Jaya", "stok di gudang masih cukup"),
    ("indirect", "Budi Jaya", "tidak panik"),
    ("direct", "Budi Jaya", "Kami berjaga siang dan malam"),
    ("indirect", "Para pedagang", "rugi Rp12 juta dalam sepekan"),
    ("direct", "Rina Sari", "Beras lama habis dalam 3 hari, beras baru datang."),
]


def test_the_story_is_read() -> None:
    assert speeches(STORY) == EXPECTED


@pytest.mark.parametrize(
    "names",
    [
        ("Nguyen Thi Hoa", "Lamin Touray"),
        ("Siti", "Ujang Permana Putra"),
        ("O'Neill", "Al-Habsyi"),
        ("Hari Wibowo", "Tegas Pambudi"),
        ("I Gusti Ayu Putri", "RM Soedjono"),
        ("Kim Min-seok", "Phạm Thành Lộc"),
        ("Muhammad bin Abdul Karim", "Marijke van der Meer"),
    ],
)
def test_the_names_change_nothing_else(names: tuple[str, str]) -> None:
    text, expected = STORY, EXPECTED
    for old, new in zip(PEOPLE, names, strict=True):
        text = text.replace(old, new)
        expected = [(kind, new if speaker == old else speaker, content) for kind, speaker, content in expected]
    assert speeches(text, names) == expected


@pytest.mark.parametrize("figure", ["7", "1.250", "3,5", "delapan", "2025"])
def test_the_figures_change_nothing(figure: str) -> None:
    text = re.sub(r"\d+", figure, STORY)
    expected = [(kind, speaker, re.sub(r"\d+", figure, content)) for kind, speaker, content in EXPECTED]
    assert speeches(text) == expected


@pytest.mark.parametrize("pair", ["“”", "«»", "””", "““", "„“", "‘’", "''", "″″", ("``", "''")])
def test_the_style_of_marks_changes_nothing(pair: tuple[str, str] | str) -> None:
    parts = STORY.split('"')
    text = "".join(part + (pair[i % 2] if i < len(parts) - 1 else "") for i, part in enumerate(parts))
    assert speeches(text) == EXPECTED


CUES = load("cue_verbs")
#: Grades of cues that need no agreement of a tagger.
SURE = ("strong", "medium")
DIRECT = ("direct", "Rina Sari", "Kami siap membantu warga")
SENTENCE = ("direct", "Rina Sari", "Kami siap membantu warga.")
REPORTED = ("indirect", "Rina Sari", "harga beras akan turun")


def cues(form: str, *takes: str, grades: tuple[str, ...] = SURE) -> list[str]:
    return [
        row["cue"]
        for row in CUES
        if row["form"] == form and row["strength"] in grades and {*takes} & {*row["takes"].split(), *(takes and ())}
    ]


def wrong(cues: list[str], text: str, expected: Speech, **names: object) -> list[str]:
    """Return the cues with which a sentence does not give the expected quotation alone."""
    people = {"people": ("Rina Sari", "Rina"), **names}
    return [c for c in cues if rows(text.format(c, Cue=c.capitalize()), **people) != [expected]]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("form", "takes", "text", "expected"),
    [
        ("short", "quote", '"Kami siap membantu warga," {} Rina Sari.', DIRECT),
        ("short", "quote", 'Rina Sari tiba di pasar. "Kami siap membantu warga," {}nya.', DIRECT),
        (
            "short",
            "clause",
            "Harga beras akan turun, {} Rina Sari.",
            ("indirect", "Rina Sari", "Harga beras akan turun"),
        ),
        ("active", "quote", 'Rina Sari {}, "Kami siap membantu warga."', SENTENCE),
        ("active", "quote", 'Rina Sari {}: "Kami siap membantu warga."', SENTENCE),
        ("active", "clause", "Rina Sari {} bahwa harga beras akan turun.", REPORTED),
        ("active", "clause", "Rina Sari {} harga beras akan turun.", REPORTED),
        ("active", "request", "Rina Sari {} agar warga tetap tenang.", ("indirect", "Rina Sari", "warga tetap tenang")),
        ("attitude", "clause", "Rina Sari {} harga beras akan turun.", REPORTED),
        ("passive", "quote", 'Hal itu {} Rina Sari kepada pers.\n"Kami siap membantu warga."', SENTENCE),
        ("source", "clause", "{Cue} Rina Sari, harga beras akan turun.", REPORTED),
    ],
)
def test_every_cue_of_the_lexicon_reads_the_same(form: str, takes: str, text: str, expected: Speech) -> None:
    tried = cues(form, takes)
    assert tried
    assert wrong(tried, text, expected) == []


def test_every_bare_verb_of_headlines_reads_the_same() -> None:
    expected = ("indirect", "Rina Sari", "Harga Beras Akan Turun")
    tried = cues("headline", "clause", "np")
    assert wrong(tried, "Rina Sari {Cue} Harga Beras Akan Turun", expected, kind="headline") == []


@pytest.mark.parametrize("verb", ["isak", "protes", "rutuk", "gerundel", "sesumbar"])
def test_a_verb_that_is_no_cue_still_closes_a_quotation(verb: str) -> None:
    assert rows(f'"Kami siap membantu warga," {verb} Rina Sari.', people=("Rina Sari",)) == [DIRECT]
    text = f'Rina Sari tiba di pasar. "Kami siap membantu warga," {verb}nya.'
    assert rows(text, people=("Rina Sari",)) == [DIRECT]


@pytest.mark.parametrize(
    "text",
    [
        'Rina Sari mengatakan, "Kami siap membantu warga."',
        'Rina Sari berkata: "Kami siap membantu warga."',
        'Rina Sari di sela rapat pada Senin (12/7) mengatakan, "Kami siap membantu warga."',
        '"Kami siap membantu warga," kata Rina Sari.',
        '"Kami siap membantu warga," demikian kata Rina Sari.',
        '"Kami siap membantu warga," Rina Sari mengatakan.',
        '"Kami siap membantu warga," ujar kader partai sekaligus advokat, Rina Sari.',
        'Menurut Rina Sari, "Kami siap membantu warga."',
        'Hal itu disampaikan Rina Sari.\n"Kami siap membantu warga."',
        'Rina Sari tiba di pasar.\n"Kami siap membantu warga," katanya.',
        'Rina Sari tiba di pasar.\n"Kami siap membantu warga," kata dia.',
    ],
)
def test_the_place_of_the_cue_changes_nothing(text: str) -> None:
    ((kind, speaker, content),) = rows(text, people=("Rina Sari", "Rina"))
    assert (kind, speaker, content.rstrip(".")) == DIRECT


@pytest.mark.parametrize(
    "text",
    [
        "Rina Sari mengatakan bahwa harga beras akan turun.",
        "Rina Sari mengatakan harga beras akan turun.",
        "Rina Sari mengatakan, harga beras akan turun.",
        "Rina Sari, Senin (12/7), mengatakan harga beras akan turun.",
        "Rina Sari kembali mengatakan harga beras akan turun.",
        "Rina Sari dalam keterangan tertulis mengatakan bahwa harga beras akan turun.",
        "Dalam keterangannya Rina Sari mengatakan bahwa harga beras akan turun.",
        "Dinas Pasar melalui Rina Sari mengatakan bahwa harga beras akan turun.",
        "Menurut Rina Sari, harga beras akan turun.",
        "Kata Rina Sari, harga beras akan turun.",
        "Berdasarkan keterangan Rina Sari, harga beras akan turun.",
        "Dikatakan Rina Sari, harga beras akan turun.",
        "Harga beras akan turun, kata Rina Sari.",
        "Harga beras akan turun, menurut Rina Sari.",
        "Rina Sari memberikan penegasan bahwa harga beras akan turun.",
        "Hal itu sesuai dengan pernyataan Rina Sari kepada pers bahwa harga beras akan turun.",
    ],
)
def test_the_form_of_reported_speech_changes_nothing(text: str) -> None:
    ((kind, speaker, content),) = rows(text, people=("Rina Sari", "Rina"))
    assert (kind, speaker, content.lower()) == REPORTED


def test_the_paragraphs_may_be_sentences_of_one() -> None:
    joined = STORY.replace("\n", " ")
    alone = [speech for speech in EXPECTED if speech[1] != "Para pedagang"]
    assert [speech for speech in speeches(joined) if speech[1] != "Para pedagang"] == alone


def test_contents_never_overlap() -> None:
    found = RUN(article(STORY, people=PEOPLE)).quotes
    assert all(a.content.end <= b.content.start for a, b in itertools.pairwise(found))
