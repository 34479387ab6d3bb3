"""Records as articles: encodings, metadata with sources, language, bad content."""

from __future__ import annotations

import codecs
import time
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warta.core.article import Article
from warta.lexicon import load
from warta.nlp.dateline import parse_dateline
from warta.nlp.language import detect
from warta.stages.ingest import IngestOptions, Record, article_id, to_article
from warta.stages.ingest.dates import date_of_url, parse_date

TEXT = "Bupati Lembah Hijau menegaskan bahwa jembatan itu akan selesai – “bulan depan”, kata dia di Café Ria."
ENGLISH = "The minister said on Monday that the government would help every family that was affected by the flood."
MALAY = (
    "Menteri berkata kerajaan akan memberi bantuan kerana banyak keluarga terjejas. Polis memaklumkan bahawa mangsa "
    "kemalangan itu dibawa ke hospital dan syarikat berkenaan perlu membayar sepuluh peratus daripada kos."
)


def _read(text: str | bytes, kind: str = "text") -> Article:
    data = text.encode() if isinstance(text, str) else text
    return to_article(Record("a.txt", kind, data))  # type: ignore[arg-type]


def _row(**fields: str) -> Article:
    return to_article(Record("a.jsonl#1", "record", fields=tuple(fields.items())))


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (codecs.BOM_UTF8 + TEXT.encode(), "utf-8-sig"),
        (TEXT.encode("utf-16"), "utf-16"),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "utf-16"),
        (TEXT.encode("utf-16-le"), "utf-16-le"),
        (TEXT.encode("utf-16-be"), "utf-16-be"),
        (TEXT.encode("utf-32"), "utf-32"),
        (TEXT.encode("cp1252"), "cp1252"),
    ],
)
def test_encodings_are_detected_and_reported(data: bytes, encoding: str) -> None:
    article = _read(data)
    assert (article.status, article.text, article.encoding) == ("ok", TEXT, encoding)


def test_only_the_mark_and_crlf_change() -> None:
    assert _read(codecs.BOM_UTF8 + b"Satu kata.\r\n\r\n Dua kata \rTiga.\n").text == "Satu kata.\n\n Dua kata \rTiga.\n"


def test_a_few_broken_bytes_stay_utf8() -> None:
    article = _read(("“Kami siap,” kata Bupati – lalu pergi. " * 5).encode() + b"\xe2\x80 selesai")
    assert article.encoding == "utf-8 (1 broken)"
    assert "“Kami siap,”" in article.text


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b" \n\t ", "empty"),
        (codecs.BOM_UTF8, "empty"),
        (bytes(range(256)) * 20, "binary"),
        (b"%PDF-1.4 abc", "PDF"),
        (b"PK\x03\x04abc", "ZIP"),
        (b"teks\x00teks", "binary"),
        (b"\xff\xfe\x00\xd8\x00\xd8\x00\xd8", "not text"),
    ],
)
def test_what_is_no_text_fails_with_the_reason(data: bytes, says: str) -> None:
    article = _read(data)
    assert article.status == "failed"
    assert says in (article.error or "")


@given(st.binary(max_size=300))
def test_no_bytes_make_it_raise(data: bytes) -> None:
    article = _read(data)
    assert article.status in ("ok", "skipped", "failed")
    article.text.encode("utf-8")


def test_ids_depend_on_text_and_occurrence_alone() -> None:
    assert article_id(TEXT) == article_id(TEXT, occurrence=0) != article_id(TEXT, occurrence=1)
    assert len(article_id("")) == 16
    assert _row(text=TEXT).article_id == _read(TEXT).article_id


PAGE = """<html lang=id><head><title>Jembatan Selesai - Situs Contoh</title>
<meta property="og:title" content="Jembatan Selesai Bulan Depan"><meta property="og:site_name" content="Situs Contoh">
<meta name="author" content="Sari Wulandari"><meta property="article:published_time" content="2025-06-18T14:05:00+07:00">
<link rel=canonical href="https://www.contoh.id/daerah/jembatan"></head>
<body><nav>Beranda | Daerah</nav><article><h1>Jembatan Selesai Bulan Depan</h1>
<p>Bupati Lembah Hijau menegaskan bahwa jembatan gantung di desa itu akan selesai bulan depan.</p>
<p>"Kami bekerja siang dan malam," kata Bupati kepada wartawan di lokasi, Rabu (18/6/2025).</p>
<p>Jembatan sepanjang 120 meter itu menghubungkan dua desa yang selama ini terpisah oleh sungai.</p></article></body></html>"""


def test_a_page_gives_text_by_paragraphs_and_metadata_with_sources() -> None:
    article = _read(PAGE, "html")
    assert article.status == "ok", article.error
    assert '"Kami bekerja siang dan malam," kata Bupati' in article.text
    assert "Beranda" not in article.text
    assert article.text.count("\n") >= 2
    assert article.title == "Jembatan Selesai Bulan Depan"
    assert article.byline == "Sari Wulandari"
    assert article.publisher == "Situs Contoh"
    assert article.site == "contoh.id"
    assert article.published_at == datetime(2025, 6, 18, 14, 5)
    assert dict(article.sources)["published_at"] == "html"


@pytest.mark.parametrize(
    "page", ["<html></html>", "<html><body><script>x()</script></body></html>", "<", "<p>" * 3000, "<html><body>ya"]
)
def test_a_page_without_article_fails(page: str) -> None:
    assert _read(page, "html").status == "failed"


@pytest.mark.parametrize("row", load("url_dates"), ids=lambda row: str(row["example"]))
def test_every_url_pattern_reads_its_example(row: dict[str, str]) -> None:
    assert date_of_url(row["example"]) is not None


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://contoh.vn/a-20251027094717715.htm", datetime(2025, 10, 27, 9, 47, 17)),
        ("https://contoh.id/read/2022/07/12/judul", datetime(2022, 7, 12)),
        ("https://nasional.kompas.com/read/2025/06/10/22025071/judul", datetime(2025, 6, 10, 22, 2)),
        ("https://contoh.id/2025/06/judul", None),
        ("https://contoh.id/read/2025/13/40/judul", None),
        ("https://contoh.id/read/2019176/judul", None),
        ("https://contoh.net/judul-4812345.html", None),
    ],
)
def test_dates_of_addresses(url: str, expected: datetime | None) -> None:
    assert date_of_url(url) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Diperbarui 18 Jun 2025, 14:05 WIB", datetime(2025, 6, 18, 14, 5)),
        (", Jurnalis-Kamis, 19 Juni 2025 |09:50 WIB", datetime(2025, 6, 19, 9, 50)),
        ("18 Juni 2025 | 20.32 WIB", datetime(2025, 6, 18, 20, 32)),
        ("Kompas.com- 19/06/2025, 08:50 WIB", datetime(2025, 6, 19, 8, 50)),
        ("Minggu, 15 Agt 2025 16:36 WIB", datetime(2025, 8, 15, 16, 36)),
        ("2025-06-18T14:05:09+07:00", datetime(2025, 6, 18, 14, 5, 9)),
        ("October 27, 2025", datetime(2025, 10, 27)),
        ("08/10/2025", datetime(2025, 10, 8)),
        ("31/02/2025", None),
        ("Juni 2025", None),
        ("Gulir ke bawah", None),
    ],
)
def test_dates_as_portals_write_them(text: str, expected: datetime | None) -> None:
    assert parse_date(text) == expected


def test_the_text_names_its_source() -> None:
    article = _read(f"{TEXT}\nSumber: https://baotintuc.vn/xa-hoi/cau-moi-20251008094455120.htm\n\nKomentar (0)")
    assert article.url == "https://baotintuc.vn/xa-hoi/cau-moi-20251008094455120.htm"
    assert (article.site, article.publisher) == ("baotintuc.vn", "Báo Tin Tức")
    assert article.published_at == datetime(2025, 10, 8, 9, 44, 55)
    assert dict(article.sources) == {"url": "source line", "site": "url", "publisher": "url", "published_at": "url"}


def test_a_glued_byline_gives_name_and_date() -> None:
    article = _read(f"Jembatan baru\nBáo Tin TứcBáo Tin Tức08/10/2025\n{TEXT}")
    assert (article.byline, article.published_at) == ("Báo Tin Tức", datetime(2025, 10, 8))


@pytest.mark.parametrize(
    ("line", "end", "publisher", "place"),
    [
        ("JAKARTA, KOMPAS.com - Warga", "JAKARTA, KOMPAS.com -", "Kompas.com", "JAKARTA"),
        ("Hanoi (ANTARA) - Warga", "Hanoi (ANTARA) -", "ANTARA", "Hanoi"),
        ("(VOVWORLD) - Warga", "(VOVWORLD) -", "VOVWORLD", None),
        ("Kupang, NTT (ANTARA) - Warga", "Kupang, NTT (ANTARA) -", "ANTARA", "Kupang, NTT"),
        ("Washington, D.C. (ANTARA) - Warga", "Washington, D.C. (ANTARA) -", "ANTARA", "Washington, D.C"),
        ("KABARLEMBAH.CO.ID, KUPANG - Warga", "KABARLEMBAH.CO.ID, KUPANG -", None, "KUPANG"),
        ("Liputan6.com, Jakarta - Warga", "Liputan6.com, Jakarta -", "Liputan6.com", "Jakarta"),
        ("Liputan6.com, JakartaWarga desa", "Liputan6.com, Jakarta", "Liputan6.com", "Jakarta"),
        ("TEMPO.CO, Jakarta", "TEMPO.CO, Jakarta", "Tempo", "Jakarta"),
        ("BANDUNG, 12 Maret 2025 - Warga", "BANDUNG, 12 Maret 2025 -", None, "BANDUNG"),
        ("SURABAYA–Warga", "SURABAYA–", None, "SURABAYA"),
        ("Jakarta - Warga", "Jakarta -", None, "Jakarta"),
    ],
)
def test_datelines(line: str, end: str, publisher: str | None, place: str | None) -> None:
    found = parse_dateline(line)
    assert found is not None
    assert (line[: found.end], found.publisher, found.place) == (end, publisher, place)


@pytest.mark.parametrize(
    "line", ["Warga desa - kata dia - pergi", "Wati - Budi menang", "DPR: rakyat", "Jakarta-Bogor padat", ""]
)
def test_lines_that_are_no_datelines(line: str) -> None:
    assert parse_dateline(line) is None


def test_columns_come_first_and_an_unreadable_date_falls_back_to_the_address() -> None:
    article = _row(
        text=TEXT, url="https://contoh.id/read/2022/07/12/judul", date="Gulir", publisher="Harian Contoh", title="J"
    )
    assert (article.published_at, article.publisher, article.title) == (datetime(2022, 7, 12), "Harian Contoh", "J")
    assert dict(article.sources)["published_at"] == "url"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (ENGLISH, "en"),
        ("Bộ trưởng cho biết chính phủ sẽ hỗ trợ người dân vùng lũ.", "vi"),
        ("政府はこの地域の住民を支援すると発表した。", "ja"),
    ],
)
def test_other_languages_are_skipped_with_the_reason(text: str, code: str) -> None:
    article = _read(text)
    assert (article.status, article.language) == ("skipped", code)
    assert f"({code}, " in (article.error or "")
    assert (
        to_article(Record("a.txt", "text", text.encode()), options=IngestOptions(skip_other_languages=False)).status
        == "ok"
    )


def test_malay_is_read_with_a_note() -> None:
    article = _read(MALAY)
    assert (article.status, article.language, len(article.notes)) == ("ok", "ms", 1)


@pytest.mark.parametrize(
    "text",
    [
        "Wakil Menteri Luar Negeri Vietnam Nguyen Van Hoa bertemu Duta Besar Tran Thi Bich Ngoc di Hanoi.",
        "Startup fintech itu meluncurkan fitur buy now pay later dan cashback untuk user baru di marketplace.",
        "Budi pergi.",
        "2025",
    ],
)
def test_names_terms_and_short_texts_stay_indonesian(text: str) -> None:
    article = _read(text)
    assert (article.status, article.language) == ("ok", "id")


def test_an_indonesian_article_around_an_english_document_is_read() -> None:
    assert _read(f"{TEXT}\n{TEXT}\n{ENGLISH}\n{ENGLISH}\n{ENGLISH}").status == "ok"


@given(st.text(max_size=200))
def test_detection_never_raises_and_keeps_its_range(text: str) -> None:
    guess = detect(text)
    assert 0.0 <= guess.confidence <= 1.0 + 1e-9


def test_ten_megabytes_in_one_line_take_seconds() -> None:
    began = time.perf_counter()
    assert _read("kata " * 2_000_000).status == "ok"
    assert time.perf_counter() - began < 20
