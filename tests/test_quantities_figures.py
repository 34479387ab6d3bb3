"""Figures, dates and citations read without any model: articles are built by hand."""

from __future__ import annotations

from datetime import datetime
from itertools import groupby
from pathlib import Path

import pytest
from babel.numbers import format_decimal
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


def rows(name: str) -> list[list[str]]:
    """Return the rows of a table of probes without its header; lines that begin with # are headings."""
    lines = (Path(__file__).parent / "data" / name).read_text("utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")][1:]


def probes(name: str, width: int) -> list[tuple[tuple[str, ...], list[list[str]]]]:
    """Return each probe, its first `width` cells, with what is expected of it: one list of cells for each thing to be found."""
    return [
        (key, [row[width:] for row in group if "none" not in row[width:]])
        for key, group in groupby(rows(name), key=lambda row: tuple(row[:width]))
    ]


def number(cell: str) -> float | None:
    return float(cell) if cell else None


@pytest.mark.parametrize(
    ("probe", "expected"), probes("figures.tsv", 1), ids=lambda p: p[0] if isinstance(p, tuple) else ""
)
def test_the_figures_of_a_sentence(probe, expected):
    found = READ(article(probe[0])).quantities
    wanted = [(number(v), number(m), comparator, kind, unit) for v, m, comparator, kind, unit in expected]
    assert [(q.value and round(q.value, 6), q.value_max, q.comparator, q.kind, q.unit) for q in found] == wanted


@pytest.mark.parametrize(
    ("probe", "expected"), probes("dates.tsv", 3), ids=lambda p: p[0] if isinstance(p, tuple) else ""
)
def test_the_dates_of_a_sentence(probe, expected):
    text, published, source = probe
    day = datetime.fromisoformat(published) if published else None
    found = READ(article(text, published=day, source=source)).dates
    assert [(d.iso, d.iso_resolved) for d in found] == [(iso or None, resolved or None) for iso, resolved in expected]


def test_there_are_enough_probes():
    assert len(probes("figures.tsv", 1)) >= 250
    assert len(probes("dates.tsv", 3)) >= 120


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


def spelled(value: int) -> str:
    """Return a whole number below a billion in words (Tata Bahasa Baku Bahasa Indonesia, ch. on numeralia)."""
    digits = ["", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas"]
    if value < 12:
        return digits[value]
    if value < 20:
        return f"{digits[value - 10]} belas"
    for scale, name, one in ((10**6, "juta", "sejuta"), (1000, "ribu", "seribu"), (100, "ratus", "seratus")):
        if value >= scale:
            first = one if value // scale == 1 else f"{spelled(value // scale)} {name}"
            return f"{first} {spelled(value % scale)}".strip()
    return f"{digits[value // 10]} puluh {spelled(value % 10)}".strip()


AMOUNTS = st.integers(1, 10**9) | st.decimals(min_value="0.01", max_value="99999.99", places=2).map(float)
#: A figure in a sentence: how it is written, what the table shows of it besides its value.
FORMS = [
    ("Luas lahannya {} hektare.", 1, "measure", "ha"),
    ("Beratnya {}kg.", 1, "measure", "kg"),
    ("Pertumbuhannya {} persen.", 1, "percent", "%"),
    ("Pertumbuhannya {}%, kata gubernur.", 1, "percent", "%"),
    ("Nilainya Rp{} saja.", 1, "money", "IDR"),
    ("Nilainya Rp {} triliun.", 10**12, "money", "IDR"),
    ("Nilainya Rp{} M.", 10**9, "money", "IDR"),
    ("Nilainya {} juta dolar AS.", 10**6, "money", "USD"),
    ("Nilainya USD {} miliar.", 10**9, "money", "USD"),
    ("Bantuan itu {} ribu ton.", 1000, "measure", "ton"),
    ("Warga berlari {} km.", 1, "measure", "km"),
]


@settings(max_examples=400, deadline=None)
@given(AMOUNTS, st.sampled_from(FORMS))
def test_an_amount_in_indonesian_notation_comes_back(value, form):
    template, scale, kind, unit = form
    written = format_decimal(value, format="#,##0.##", locale="id")
    found = READ(article(template.format(written))).quantities
    assert [(q.comparator, q.kind, q.unit, q.value_max) for q in found] == [("=", kind, unit, None)], written
    assert found[0].value == pytest.approx(value * scale, rel=1e-9)


@settings(max_examples=300, deadline=None)
@given(st.integers(1, 999_999_999), st.sampled_from(["kapal", "orang", "rumah", "dokumen"]))
def test_a_number_in_words_comes_back(value, noun):
    found = READ(article(f"Petugas mencatat {spelled(value)} {noun} di sana.")).quantities
    assert [(q.value, q.comparator, q.kind, q.unit) for q in found] == [(value, "=", "count", noun)]


@settings(max_examples=200, deadline=None)
@given(st.integers(1, 99_999), st.integers(1, 99_999), st.sampled_from(["-", " hingga ", " sampai ", "–"]))
def test_a_range_comes_back(one, other, joint):
    low, high = sorted((one, other))
    text = f"Panjangnya {format_decimal(low, locale='id')}{joint}{format_decimal(high, locale='id')} meter."
    found = READ(article(text)).quantities
    if low == high:
        return
    assert [(q.value, q.value_max, q.unit) for q in found] == [(low, high, "m")]


@settings(max_examples=200, deadline=None)
@given(st.integers(2, 500_000), st.integers(2, 500_000))
def test_other_digits_change_nothing_but_the_value(one, other):
    def shown(value):
        amount = format_decimal(value, locale="id")
        text = f"Bupati menyebut korban banjir mencapai lebih dari {amount} orang, naik 5 persen."
        return [
            (q.comparator, q.kind, q.unit, q.subject and q.subject.text, q.predicate and q.predicate.text)
            for q in READ(article(text)).quantities
        ]

    assert shown(one) == shown(other)
