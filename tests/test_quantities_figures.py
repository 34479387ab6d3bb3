"""Figures, dates and citations read without any model: articles are built by hand."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from warta.core.article import Article, Sentence, Token
from warta.core.stage import entry, make_options
from warta.lexicon import Resources
from warta.nlp.tokenizer import tokenize
from warta.stages import quantities as stage

ENTRY = entry("quantities")
READ = stage.quantities(make_options(ENTRY, {}), Resources())


def article(text: str, *, published: datetime | None = None, source: str = "url") -> Article:
    base = Article("contoh.txt", text)
    sentences, tokens, at = [], [], 0
    for no, line in enumerate(text.split("\n")):
        if line.strip():
            first = len(tokens)
            for start, end in tokenize(line):
                tokens.append(Token(len(tokens) - first, no, base.span(at + start, at + end)))
            sentences.append(Sentence(no, 0, base.span(at, at + len(line)), tokens=(first, len(tokens))))
        at += len(line) + 1
    known = (("published_at", source),) if published else ()
    return base.with_(sentences=tuple(sentences), tokens=tuple(tokens), published_at=published, sources=known)


@pytest.mark.parametrize(
    ("text", "value", "value_max", "comparator", "unit", "kind"),
    [
        ("Warga menanam 2.500 pohon di lereng itu.", 2500, None, "=", "pohon", "count"),
        ("Inflasi mencapai 22,6% pada kuartal itu.", 22.6, None, "=", "%", "percent"),
        ("Anggaran proyek itu Rp4,9 triliun.", 4.9e12, None, "=", "IDR", "money"),
        ("Ia merugi Rp 3 M akibat banjir.", 3e9, None, "=", "IDR", "money"),
        ("Nilai kontrak itu USD 2,5 juta.", 2.5e6, None, "=", "USD", "money"),
        ("Bantuan senilai 1,2 juta dolar AS telah tiba.", 1.2e6, None, "=", "USD", "money"),
        ("Dana itu berjumlah 50 miliar dong.", 5e10, None, "=", "VND", "money"),
        ("Panitia membagikan dua belas ribu lima ratus bibit.", 12500, None, "=", "bibit", "count"),
        ("Rute itu membawa setengah juta penumpang.", 500000, None, "=", "penumpang", "count"),
        ("Puluhan ribu ekor ayam mati.", None, None, "~", "ayam", "count"),
        ("Curah hujan 10-15 cm tercatat di sana.", 10, 15, "=", "cm", "measure"),
        ("Pertumbuhan berkisar antara 2 dan 3 persen.", 2, 3, "=", "%", "percent"),
        ("Biaya operasi 1-1,5 miliar rupiah.", 1e9, 1.5e9, "=", "IDR", "money"),
        ("Harga bergerak pada Rp16.200-Rp16.500 kemarin.", 16200, 16500, "=", "IDR", "money"),
        ("Lebih dari 40 rumah terendam.", 40, None, ">", "rumah", "count"),
        ("Hampir 300 warga mengungsi.", 300, None, "~", "warga", "count"),
        ("Sedikitnya lima jembatan putus.", 5, None, ">=", "jembatan", "count"),
        ("Kurang dari 30 menit kemudian air naik.", 30, None, "<", "menit", "duration"),
        ("Tidak kurang dari 15 desa terisolasi.", 15, None, ">=", "desa", "count"),
        ("Ia diancam hukuman maksimal 12 tahun penjara.", 12, None, "<=", "tahun", "duration"),
        ("Acara dihadiri 3.000 lebih peserta.", 3000, None, ">", "peserta", "count"),
        ("Lima orang pelaku ditangkap.", 5, None, "=", "pelaku", "count"),
        ("Polisi menyita satu unit mobil.", 1, None, "=", "mobil", "count"),
        ("Kapal sepanjang 24 meter itu karam.", 24, None, "=", "m", "measure"),
        ("Tersangka berinisial RS (34) mengaku.", 34, None, "=", "tahun", "age"),
        ("Warga berusia 45 tahun itu selamat.", 45, None, "=", "tahun", "age"),
        ("Peserta Konferensi ke-81 tiba di kota.", 81, None, "=", "Konferensi", "ordinal"),
        ("Pelaku wajib lapor dalam 3 x 24 jam.", 72, None, "=", "jam", "duration"),
        ("Mereka menang dengan skor 2-1 di kandang.", None, None, "=", "", "other"),
        ("Tiga perempat penduduk bertani.", 0.75, None, "=", "penduduk", "other"),
    ],
)
def test_a_figure_is_read(text, value, value_max, comparator, unit, kind):
    found = READ(article(text)).quantities
    assert [(q.value, q.value_max, q.comparator, q.unit, q.kind) for q in found] == [
        (value, value_max, comparator, unit, kind)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Rapat dimulai pukul 04.30 WIB.",
        "Hubungi 0812-3456-7890 untuk pesan.",
        "Seorang warga melihat sebuah mobil.",
        "Salah satu warga melapor.",
        "Kedua tersangka ditahan.",
        "Ia tinggal di Jalan Melati No. 5.",
        "Rumahnya di RT 03/RW 05 desa itu.",
        "Pesawat Boeing 737 mendarat.",
        "Kodim 0712 menggelar latihan.",
        "Ini pertama kali ia menonton.",
        "Mobil B 1234 XYZ ditemukan.",
        "Wabah Covid-19 sudah berlalu.",
    ],
)
def test_what_is_no_count_is_not_read(text):
    assert READ(article(text)).quantities == ()


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("Rapat digelar Selasa (12/7/2022) di balai kota.", "2022-07-12"),
        ("Rapat digelar sore hari tanggal 25 Oktober 2025.", "2025-10-25"),
        ("Pameran berlangsung 24-26/10/2025 di sana.", "2025-10-24/2025-10-26"),
        ("Pameran berlangsung 9-12 September 2025.", "2025-09-09/2025-09-12"),
        ("Diskon berlaku 5 Juni-31 Juli 2025.", "2025-06-05/2025-07-31"),
        ("Ekonomi tumbuh pada kuartal II 2025.", "2025-04/2025-06"),
        ("Harga naik sejak awal 2019.", "2019"),
        ("Perang meletus pada pertengahan April 2023.", "2023-04"),
        ("Ia datang Rabu pagi.", None),
        ("Panen gagal tahun lalu.", None),
    ],
)
def test_a_date_is_read(text, iso):
    assert [d.iso for d in READ(article(text)).dates] == [iso]


def test_the_day_of_publication_fixes_years_and_resolves_weekdays():
    found = READ(article("Rapat 3 Maret dihadiri gubernur.\nIa tiba Senin.", published=datetime(2025, 3, 5))).dates
    assert [(d.iso, d.iso_resolved) for d in found] == [("2025-03-03", "2025-03-03"), (None, "2025-03-03")]


def test_a_date_column_resolves_but_does_not_fix():
    found = READ(article("Rapat 3 Maret dihadiri gubernur.", published=datetime(2025, 3, 5), source="column")).dates
    assert [(d.iso, d.iso_resolved) for d in found] == [(None, "2025-03-03")]


@pytest.mark.parametrize(
    ("text", "cited", "kind"),
    [
        ("Hal itu diatur UU No. 42 Tahun 2009.", "UU No. 42 Tahun 2009", "undang-undang"),
        ("Ia dijerat Pasal 340 KUHP.", "Pasal 340 KUHP", "pasal"),
        (
            "Majelis mengadopsi Resolusi Majelis Umum PBB 74/247 tahun 2019.",
            "Resolusi Majelis Umum PBB 74/247",
            "resolusi",
        ),
        ("Bantuan diberikan lewat Keputusan 1234/QD-TTg kemarin.", "Keputusan 1234/QD-TTg", "keputusan"),
        (
            "Ia dijerat Pasal 2 juncto Pasal 18 UU Nomor 31 Tahun 1999.",
            "Pasal 2 juncto Pasal 18 UU Nomor 31 Tahun 1999",
            "pasal",
        ),
    ],
)
def test_a_citation_is_read(text, cited, kind):
    found = READ(article(text))
    assert [(c.span.text, c.kind) for c in found.citations] == [(cited, kind)]
    assert found.quantities == ()


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "Rp",
                "5",
                "2.500",
                "juta",
                "dua",
                "belas",
                "persen",
                "-",
                "hingga",
                "antara",
                "dan",
                "(",
                ")",
                "34",
                "Pasal",
                "ayat",
                "UU",
                "Nomor",
                "Tahun",
                "2009",
                "12/7",
                "Senin",
                "Mei",
                "tanggal",
                "pukul",
                "ke-81",
                "pertama",
                "x",
                "jam",
                "%",
                ",",
                ".",
                "RS",
                "lebih",
                "\u0301",
                "٣",
                "½",
                "1/0",
                "awal",
            ]
        )
        | st.text(max_size=6),
        max_size=25,
    )
)
def test_nothing_raises_and_everything_is_grounded(words):
    text = " ".join(w.replace("\n", " ") for w in words)
    read = READ(article(text))
    for result in (*read.quantities, *read.dates, *read.citations):
        assert result.span.text == text[result.span.start : result.span.end]
    assert all(0.0 <= q.confidence <= 1.0 for q in read.quantities)
