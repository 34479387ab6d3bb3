"""Blocks of scraped pages, and what always holds for blocks, sentences and tokens."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from warta.core.article import READ_KINDS, Article
from warta.core.stage import entry
from warta.lexicon import Resources, load
from warta.stages.segment import SegmentOptions, make_segment

SEGMENT = make_segment(SegmentOptions(), Resources())


def _blocks(text: str, title: str | None = None) -> list[tuple[str, str]]:
    return [(b.kind, b.span.text) for b in SEGMENT(Article("a.txt", text, title=title)).blocks]


PARAGRAPH = "Warga Desa Sukamakmur membersihkan sungai pada Minggu pagi. Mereka bekerja sampai siang."


def test_the_stage_is_registered() -> None:
    assert entry("segment").id == "warta.segment.v1"


@pytest.mark.parametrize(
    "byline",
    [
        "Reporter Sari Wulandari",
        "Sari Wulandari - detikJabar",
        "News - Sari Wulandari, contoh.com",
        "Oleh Sari Wulandari",
    ],
)
def test_bylines_without_a_colon(byline: str) -> None:
    assert _blocks(f"Sungai bersih, warga sehat\n{byline}\n{PARAGRAPH}\n{PARAGRAPH}")[1] == ("credit", byline)


def test_names_beside_a_date_below_the_headline_are_a_byline() -> None:
    names = "Sari Wulandari, Budi Santoso Putra"
    for date in ("Kamis, 3 Juli 2025", "Diterbitkan 02 November 2025, 07:30 WIB", "9 menit"):
        assert _blocks(f"Sungai bersih, warga sehat\n{names}\n{date}\n{PARAGRAPH}\n{PARAGRAPH}")[1] == ("credit", names)
    assert _blocks(f"Sungai bersih, warga sehat\n{PARAGRAPH}\nPasar Baru Ramai\n{PARAGRAPH}")[2][0] != "credit"


def test_agency_page_with_captions_byline_and_source() -> None:
    text = (
        "Sungai bersih, warga sehat\nBáo Tin TứcBáo Tin Tức08/10/2025\n"
        f"{PARAGRAPH}\n\nKepala desa memimpin kerja bakti. Foto: Thu Ha/VNA\n{PARAGRAPH}\nLangkah berikutnya\n{PARAGRAPH}\n"
        "Sumber: https://contoh.vn/a-20251008094455120.htm\n\n\nKomentar (0)"
    )
    assert _blocks(text) == [
        ("headline", "Sungai bersih, warga sehat"),
        ("credit", "Báo Tin TứcBáo Tin Tức08/10/2025"),
        ("paragraph", PARAGRAPH),
        ("caption", "Kepala desa memimpin kerja bakti."),
        ("credit", "Foto: Thu Ha/VNA"),
        ("paragraph", PARAGRAPH),
        ("heading", "Langkah berikutnya"),
        ("paragraph", PARAGRAPH),
        ("source", "Sumber: https://contoh.vn/a-20251008094455120.htm"),
        ("boilerplate", "Komentar (0)"),
    ]


def test_portal_page_with_dateline_links_and_tags() -> None:
    text = (
        f"Bogor\n-\n{PARAGRAPH}\nSCROLL TO CONTINUE WITH CONTENT\n{PARAGRAPH}\nBaca juga:\nSungai Lain Ikut Dibersihkan Warga\n"
        f"{PARAGRAPH}\n[Gambas:Video 20detik]\n(mkj/dna)\nsungai bersih\nbogor"
    )
    assert [kind for kind, _ in _blocks(text)] == [
        "dateline",
        "paragraph",
        "boilerplate",
        "paragraph",
        "boilerplate",
        "boilerplate",
        "paragraph",
        "boilerplate",
        "boilerplate",
        "boilerplate",
        "boilerplate",
    ]


def test_lines_broken_by_links_are_one_paragraph() -> None:
    text = "BOGOR, KOMPAS.com\n-\nBupati\nRatna Dewi\n, yang baru dilantik, meninjau sungai di\nKampung Hilir\npada Minggu.\nIa puas."
    assert _blocks(text) == [
        ("dateline", "BOGOR, KOMPAS.com\n-"),
        ("paragraph", "Bupati\nRatna Dewi\n, yang baru dilantik, meninjau sungai di\nKampung Hilir\npada Minggu."),
        ("paragraph", "Ia puas."),
    ]


def test_a_cue_at_the_end_of_a_line_is_followed_by_its_speaker() -> None:
    text = 'Minimarket di\nKota Suka\n, dibobol pencuri.\n"Barang yang hilang sedang didata," kata\nKapolsek Sukamaju\nKompol Rina Sari, Selasa (10/6/2025).'
    assert _blocks(text)[-1] == (
        "paragraph",
        '"Barang yang hilang sedang didata," kata\nKapolsek Sukamaju\nKompol Rina Sari, Selasa (10/6/2025).',
    )


def test_glued_boilerplate_is_cut_out() -> None:
    text = f"{PARAGRAPH} Baca Juga: Warga Hulu Ikut Bersih-Bersih Sungai Kepala desa berterima kasih kepada warga. ADVERTISEMENT {PARAGRAPH}"
    assert _blocks(text) == [
        ("paragraph", PARAGRAPH),
        ("boilerplate", "Baca Juga: Warga Hulu Ikut Bersih-Bersih Sungai"),
        ("paragraph", "Kepala desa berterima kasih kepada warga."),
        ("boilerplate", "ADVERTISEMENT"),
        ("paragraph", PARAGRAPH),
    ]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Hak cipta lagu itu milik ibunya.", "paragraph"),
        ("Ikuti kami di media sosial", "boilerplate"),
        ("Bursa Efek Indonesia (BEI).", "paragraph"),
        ("Iklan layanan masyarakat itu tayang sejak Senin di semua stasiun.", "paragraph"),
        ("Baca juga doa itu sebelum tidur, kata ustaz itu.", "paragraph"),
        ("Simak Video 'Bupati Turun ke Sungai Bersama Warga Kampung Hilir':", "boilerplate"),
        ("Update berita lainnya di Google News", "boilerplate"),
    ],
)
def test_a_line_between_paragraphs(line: str, kind: str) -> None:
    assert [k for k, t in _blocks(f"{PARAGRAPH}\n{line}\n{PARAGRAPH}") if t == line] == [kind]


def test_a_line_that_stands_twice_is_a_caption_and_a_title_of_a_video() -> None:
    video = "Video Bupati Turun ke Sungai Bersama Warga"
    kinds = [kind for kind, _ in _blocks(f"{PARAGRAPH}\n{PARAGRAPH}\n{video}\n{video}\n{PARAGRAPH}")]
    assert kinds == ["paragraph", "paragraph", "boilerplate", "boilerplate", "paragraph"]


@pytest.mark.parametrize(
    ("lead", "line", "kind"),
    [
        ("Baca juga:", "Apa Kabar Sungai Hilir?", "boilerplate"),
        ("Baca Juga", "Apakah ada Warga Kampung Hilir di sana?", "heading"),
        ("Baca Juga", "1. Sungai Kampung Hilir", "paragraph"),
        ("BACA JUGA", "Sungai Kampung Hilir Kembali Bersih Setelah Dikeruk", "boilerplate"),
    ],
)
def test_what_stands_after_a_lead_is_a_link_where_it_looks_like_one(lead: str, line: str, kind: str) -> None:
    assert [k for k, t in _blocks(f"{PARAGRAPH}\n{lead}\n{line}\n{PARAGRAPH}\n{PARAGRAPH}") if t == line] == [kind]


def test_the_title_becomes_the_headline_only_when_it_looks_so() -> None:
    assert SEGMENT(Article("a", f"Sungai Kembali Bersih\n\n{PARAGRAPH}")).title == "Sungai Kembali Bersih"
    assert SEGMENT(Article("a", f"{PARAGRAPH}\n{PARAGRAPH}")).title is None
    assert (
        SEGMENT(Article("a", f"Sungai Bersih\n{PARAGRAPH}", title="Judul Lain yang Panjang")).title
        == "Judul Lain yang Panjang"
    )


def test_a_foreign_paragraph_is_marked_and_not_read() -> None:
    english = "The villagers said that they were very happy because the river was clean again after many long years."
    article = SEGMENT(Article("a", f"{PARAGRAPH}\n{english}\n{PARAGRAPH}", language="id"))
    assert [b.language for b in article.blocks] == [None, "en", None]
    assert english not in [s.span.text for s in article.read_sentences()]


def test_skipped_articles_pass_through() -> None:
    article = Article("a", "x", status="skipped")
    assert SEGMENT(article) is article


@pytest.mark.parametrize("name", ["boilerplate", "credits", "bylines"])
def test_every_pattern_matches_its_own_example(name: str) -> None:
    for row in load(name):
        assert re.search(row["pattern"], row["example"]), row["pattern"]


def test_boilerplate_examples_are_classified_as_their_kind() -> None:
    for row in load("boilerplate"):
        if row["where"] in ("line", "tail"):
            kinds = {
                kind for kind, _ in _blocks(f"{PARAGRAPH}\n{PARAGRAPH}\n{row['example']}\n{PARAGRAPH}\n{PARAGRAPH}")
            }
            assert row["kind"] in kinds, row["example"]


def _check(text: str) -> None:
    article = SEGMENT(Article("a", text))
    at = 0
    for block in article.blocks:
        assert at <= block.span.start
        assert not re.search(r"[^\s\u200b-\u200d\u2060\ufeff\u00ad]", text[at : block.span.start])
        at = block.span.end
    assert not re.search(r"[^\s\u200b-\u200d\u2060\ufeff\u00ad]", text[at:])
    at = 0
    for number, sentence in enumerate(article.sentences):
        assert sentence.no == number
        assert at <= sentence.span.start
        assert article.blocks[sentence.block_no].span.contains(sentence.span)
        assert article.blocks[sentence.block_no].kind == sentence.kind
        at = sentence.span.end
        for token in article.sentence_tokens(sentence):
            assert token.sent_no == number
            assert sentence.span.contains(token.span)
    starts = [t.span.start for t in article.tokens]
    assert starts == sorted(set(starts))
    assert [s.tokens[0] for s in article.sentences[1:]] == [s.tokens[1] for s in article.sentences[:-1]]
    held = {i for s in article.sentences for i in range(s.span.start, s.span.end)}
    for block in article.blocks:
        if block.kind in READ_KINDS:
            assert all(i in held for i in range(block.span.start, block.span.end) if not text[i].isspace())


PIECES = [
    "Jakarta",
    "-",
    "\n",
    "\n\n",
    "Baca juga: ",
    "Foto: A/VNA",
    "(mkj/dna)",
    "KOMPAS.com",
    ", ",
    ". ",
    '"',
    "kata",
    "Budi ",
    "ADVERTISEMENT",
    "Komentar (0)",
    "1. ",
    "dr. ",
    "\u200b",
    "\r\n",
    "\r",
    "(",
    ")",
    "\u2028",
    "Sumber: https://a.id/x",
    "é",
    "😀",
    "\x00",
]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_pieces_of_pages_stay_grounded(text: str) -> None:
    if text:
        _check(text)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=120))
def test_any_text_stays_grounded(text: str) -> None:
    if text:
        _check(text)


@pytest.mark.parametrize("unit", ["kata ", "a\n", "Foto: ", "baca juga: ", ",a\n", "Kata Kita "])
def test_long_input_takes_time_in_proportion(unit: str) -> None:
    def seconds(size: int) -> float:
        began = time.process_time()
        SEGMENT(Article("a", unit * (size // len(unit))))
        return time.process_time() - began

    seconds(1_000)
    assert seconds(200_000) < 16 * seconds(50_000) + 1.0


def test_the_names_over_the_editors_are_a_credit() -> None:
    text = f"Abu turun di lereng\n\nMaria Torva Bala,\nDian Torvanto\nTim Redaksi\n\n{PARAGRAPH}"
    assert [kind for kind, _ in _blocks(text)] == ["headline", "credit", "credit", "credit", "paragraph"]


@pytest.mark.parametrize("line", ["Sari Torva, Jurnalis", "Sumber gambar, Sari Torva/BBC"])
def test_who_wrote_or_photographed_is_a_credit(line: str) -> None:
    assert ("credit", line) in _blocks(f"Abu turun di lereng\n\n{line}\n\n{PARAGRAPH}\n\n{PARAGRAPH}")


def test_a_cue_with_its_pronoun_ends_a_paragraph() -> None:
    text = f"Abu turun di lereng\n{PARAGRAPH}\n“Kami pakai perahu warga.”singkatnya\n{PARAGRAPH}"
    assert len(_blocks(text)) == 4


WRAPPED = (
    "Bernadus Ola, 58 tahun, menempati petak nomor 14 bersama istri dan\nseorang cucu. Dinding kamarnya sudah bolong dimakan rayap sejak\ntahun lalu.\n"
    "Veronika Peni, ibu tiga anak yang tinggal dua petak dari rumah\nBernadus, mengatakan hal serupa kepada wartawan.\n"
    "Kami hanya minta atapnya tidak bocor di atas tempat tidur anak\nsetiap kali hujan turun pada malam hari."
)


def test_lines_broken_at_a_fixed_width_are_put_together() -> None:
    """Where the next word had room, a paragraph ends."""
    assert [" ".join(text.split())[:14] for _, text in _blocks(WRAPPED)] == [
        "Bernadus Ola, ",
        "Veronika Peni,",
        "Kami hanya min",
    ]


def test_short_lines_are_no_wrapped_text() -> None:
    lines = [
        "Nasi goreng dan telur mata sapi",
        "Sate ayam",
        "Soto Lamongan pedas",
        "Es teh",
        "Kopi tubruk",
        "Pisang goreng",
        "Rujak",
    ]
    assert len(_blocks("\n".join(lines))) == len(lines)


def test_a_headline_may_ask_or_call_out() -> None:
    assert _blocks(f"Data Bocor, Pakar: Segera Ganti Kata Sandi!\n{PARAGRAPH}")[0][0] == "headline"
    assert _blocks(f"Siapa yang akan mengganti kata sandi itu sekarang di kantor?\n{PARAGRAPH}")[0][0] != "headline"
