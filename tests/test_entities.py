"""Mentions and their clusters, on sentences whose tags are set by hand."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from names import article, texts
from warta.lexicon import Resources
from warta.nlp.names import fold
from warta.stages.entities import EntitiesOptions, make_entities
from warta.stages.entities.cluster import same_person

entities = make_entities(EntitiesOptions(), Resources())


@pytest.mark.parametrize(
    ("text", "people", "expected"),
    [
        ("Letkol Inf Wira Kusuma memimpin apel.", "Inf Wira Kusuma", ["Wira Kusuma"]),
        ("Prof. Dr. Lestari Handoko, S.H., M.H., hadir.", "Dr. Lestari Handoko, S.H.", ["Lestari Handoko"]),
        ("Ibu Tran Thu Ha berbicara.", "Ibu Tran Thu Ha", ["Tran Thu Ha"]),
        ("Bupati Ngada Yoseph Kaka hadir.", "Ngada Yoseph Kaka", ["Yoseph Kaka"]),
        ("Pedagang Lalu Hasbi mengeluh.", "Hasbi", ["Lalu Hasbi"]),
        ("Tersangka RS (34) ditahan.", "", ["RS"]),
        ("Korban berinisial DK dan MTA selamat.", "", ["DK", "MTA"]),
        ("AKP Rudi Hartanto memeriksa saksi.", "", ["Rudi Hartanto"]),
        ("Foto: Tuan Anh/VNA", "Tuan Anh", ["Tuan Anh"]),
    ],
)
def test_people_are_bare_names(text: str, people: str, expected: list[str]) -> None:
    assert texts(entities(article(text, people=people)).mentions, "PER") == expected


@pytest.mark.parametrize(
    ("text", "organizations", "expected"),
    [
        ("Menteri Keamanan Publik menghadiri rapat.", "Keamanan Publik", []),
        ("Kementerian Keamanan Publik menggelar rapat.", "", ["Kementerian Keamanan Publik"]),
        (
            "Departemen Lalu Lintas Kepolisian Provinsi Nghe An melapor.",
            "",
            ["Departemen Lalu Lintas Kepolisian Provinsi Nghe An"],
        ),
        ("Pasukan Dukungan Cepat (RSF) mundur.", "Pasukan Dukungan Cepat", ["Pasukan Dukungan Cepat", "RSF"]),
        (
            "Badan Meteorologi, Klimatologi, dan Geofisika (BMKG) memantau.",
            "",
            ["Badan Meteorologi, Klimatologi, dan Geofisika", "BMKG"],
        ),
        ("Indeks IHSG dan PDB naik.", "IHSG|PDB", []),
        ("PT Sumber Makmur Tbk. Pemeriksaan berlanjut.", "", ["PT Sumber Makmur Tbk"]),
        ("KPU Jawa Timur dan DPRD bertemu.", "", ["KPU Jawa Timur", "DPRD"]),
    ],
)
def test_organizations(text: str, organizations: str, expected: list[str]) -> None:
    assert texts(entities(article(text, organizations=organizations)).mentions, "ORG") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Banjir melanda Desa Sukamaju, Kecamatan Cibeureum, Jawa Barat.",
            ["Desa Sukamaju", "Kecamatan Cibeureum", "Jawa Barat"],
        ),
        ("Harga 85 juta dolar AS dalam bahasa Prancis.", []),
        ("Konvensi Hanoi mulai berlaku.", []),
        ("Kecelakaan di Jalan Gajah Mada Medan.", ["Jalan Gajah Mada", "Medan"]),
        ("Ia terbang ke Afrika Selatan.", ["Afrika Selatan"]),
    ],
)
def test_places(text: str, expected: list[str]) -> None:
    assert texts(entities(article(text)).mentions, "GPE") == expected


def test_short_names_join_the_full_name() -> None:
    found = entities(
        article("Wakil Menteri Dang Hoang Phuc hadir.\nPhuc menegaskan hal itu.", people="Dang Hoang Phuc|Phuc")
    )
    people = [e for e in found.entities if e.label == "PER"]
    assert [(e.name, len(e.mentions)) for e in people] == [("Dang Hoang Phuc", 2)]


def test_two_people_with_one_word_in_common_stay_two() -> None:
    found = entities(article("Budi Santoso bertemu Budi Hartono.", people="Budi Santoso|Budi Hartono"))
    assert [e.name for e in found.entities] == ["Budi Santoso", "Budi Hartono"]


def test_acronym_and_full_name_are_one_entity() -> None:
    found = entities(
        article(
            "Perserikatan Bangsa-Bangsa (PBB) bersidang.\nPBB mengecam.", organizations="Perserikatan Bangsa-Bangsa|PBB"
        )
    )
    assert len({m.entity for m in found.mentions if m.label == "ORG"}) == 1


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Tung", "Pham The Tung", True),
        ("Mmamiloko Kubayi", "Mamamiloko T. Kubayi", True),
        ("Nguyễn Minh Vũ", "Nguyen Minh Vu", True),
        ("Budi Santoso", "Budi Hartono", False),
        ("Siti Aminah", "Siti Aisyah", False),
    ],
)
def test_same_person(one: str, other: str, same: bool) -> None:
    assert same_person(fold(one).split(), fold(other).split()) is same


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\x00"), max_size=200))
def test_any_text_gives_grounded_disjoint_mentions(text: str) -> None:
    found = entities(article(text))
    spans = [m.span for m in found.mentions]
    assert all(found.text[s.start : s.end] == s.text for s in spans)
    assert all(a.end <= b.start for a, b in pairwise(spans))


@pytest.mark.parametrize(
    "text", ["Hadir pula AKP", "Kombes Pol", "Ketua", "(", "Gus", "Jalan", "Foto: /", "A/B", "Stadion Grand", "-"]
)
def test_texts_that_end_where_a_name_is_expected(text: str) -> None:
    found = entities(article(text))
    assert all(m.span.text for m in found.mentions)


def test_a_nickname_in_brackets_or_after_alias_is_the_same_person() -> None:
    text = "Zulkarnain Hasibuan (Zulhas) hadir.\nZulhas setuju.\nRohim Saputra alias Mbeng ditangkap.\nMbeng mengaku."
    found = entities(article(text, people="Zulkarnain Hasibuan|Zulhas|Rohim Saputra|Mbeng"))
    people = [e for e in found.entities if e.label == "PER"]
    assert [(e.name, len(e.mentions)) for e in people] == [("Zulkarnain Hasibuan", 3), ("Rohim Saputra", 3)]


@pytest.mark.parametrize(
    ("headline", "organizations", "expected"),
    [
        ("Kemenhut Komitmen Jaga Kawasan Hutan", "Kemenhut Komitmen Jaga Kawasan Hutan", ["Kemenhut"]),
        ("Polres Sleman Bekuk Pencuri", "Polres Sleman Bekuk Pencuri", ["Polres Sleman"]),
        ("Bank Mandiri Salurkan Kredit", "Bank Mandiri Salurkan Kredit", ["Bank Mandiri"]),
        ("Puskesmas Imbau Warga", "Puskesmas Imbau", []),
    ],
)
def test_names_in_headlines_end_before_bare_verbs(headline: str, organizations: str, expected: list[str]) -> None:
    found = entities(article(headline, organizations=organizations, kind="headline")).mentions
    assert [m.span.text for m in found] == expected


def test_a_region_in_brackets_after_an_organization_is_a_place() -> None:
    text = "Kepala Ombudsman RI Jawa Tengah (Jateng) hadir."
    found = entities(article(text, organizations="Ombudsman RI Jawa Tengah|Jateng")).mentions
    assert [(m.span.text, m.label) for m in found] == [("Ombudsman RI Jawa Tengah", "ORG"), ("Jateng", "GPE")]


def test_pairs_in_sport_are_people() -> None:
    text = "Pada nomor ganda, Sabariah/Lestari menang. Lawan mereka tangguh."
    found = entities(article(text, organizations="Sabariah|Lestari")).mentions
    assert [m.label for m in found] == ["PER", "PER"]


def test_two_words_with_a_stroke_may_be_anything_elsewhere() -> None:
    found = entities(article("Rapat dihadiri Sabariah/Kabarindo kemarin.", organizations="Sabariah|Kabarindo")).mentions
    assert [m.label for m in found] == ["ORG", "ORG"]


def test_the_name_before_alias_is_the_persons() -> None:
    found = entities(article("Ramli alias Mak Lah Bungsu ditahan.", people="Ramli|Mak Lah Bungsu"))
    assert [e.name for e in found.entities if e.label == "PER"] == ["Ramli"]


def test_names_in_titles_of_other_articles_are_mentions_apart_from_the_text() -> None:
    """They join the text's entities and change none of them."""
    text = article(
        "Rina Sari tiba di Kota Lama.\nBaca juga: Sari Dewi Kunjungi Rina Sari di Pasar", people="Rina Sari|Sari Dewi"
    )
    blocks, sentences = list(text.blocks), list(text.sentences)
    blocks[1], sentences[1] = replace(blocks[1], kind="boilerplate"), replace(sentences[1], kind="boilerplate")
    found = entities(text.with_(blocks=tuple(blocks), sentences=tuple(sentences)))
    people = [(m.span.text, m.sent_no, found.entities[m.entity].name) for m in found.mentions if m.label == "PER"]
    assert people == [("Rina Sari", 0, "Rina Sari"), ("Sari Dewi", 1, "Sari Dewi"), ("Rina Sari", 1, "Rina Sari")]
    assert found.mentions == tuple(sorted(found.mentions, key=lambda m: m.span.start))


def test_a_short_name_is_no_slip_of_who_wrote_the_article() -> None:
    text = article("Laporan Wartawan Rendra Wisnu\nHendra menabuh kenong.", people="Rendra Wisnu|Hendra")
    credit = replace(text.sentences[0], kind="credit")
    found = entities(text.with_(sentences=(credit, *text.sentences[1:])))
    assert [e.name for e in found.entities if e.label == "PER"] == ["Rendra Wisnu", "Hendra"]


@pytest.mark.parametrize(
    ("text", "people", "organizations", "expected"),
    [
        # the end of a body's or a place's name before whoever holds the office
        (
            "Dosen Universitas Diponegoro Rahmat Sari Jaya menilai. Rahmat tertawa.",
            "Diponegoro Rahmat Sari Jaya|Rahmat",
            "Universitas",
            [("Rahmat Sari Jaya", "PER"), ("Rahmat", "PER")],
        ),
        (
            "CEO Torvo Elisa Sari Jaya tiba. Torvo untung. Kata Elisa, itu baru awal.",
            "Torvo Elisa Sari Jaya|Torvo|Elisa",
            "",
            [("Elisa Sari Jaya", "PER"), ("Elisa", "PER")],
        ),
        # whoever holds an office and speaks is no end of the body's name
        (
            "Kepala Dinas Kebersihan Heri Gunawan mengatakan jalan bersih.",
            "",
            "Dinas Kebersihan Heri Gunawan",
            [("Heri Gunawan", "PER")],
        ),
        ("Ketua KONI Sultra Basri Unggu meminta.", "Sultra Basri Unggu", "KONI", [("Basri Unggu", "PER")]),
        (
            "Juru bicara Wings Air Danang Mandala Prihantoro tiba.",
            "Danang Mandala Prihantoro",
            "Wings Air",
            [("Danang Mandala Prihantoro", "PER")],
        ),
        ("KBO Sat Resnarkoba Ipda Basri Unggu hadir.", "Basri Unggu", "Sat Resnarkoba Ipda", [("Basri Unggu", "PER")]),
        ("Haul pendiri pesantren, KH Masyhuri Anwar, ramai.", "", "Masyhuri Anwar", [("Masyhuri Anwar", "PER")]),
        ("Plt Kadinkes Anton Lampung menawarkan jalan tengah.", "", "Plt Kadinkes Anton Lampung", [("Anton Lampung", "PER")]),
    ],
)  # fmt: skip
def test_what_is_run_into_a_persons_name(
    text: str, people: str, organizations: str, expected: list[tuple[str, str]]
) -> None:
    found = entities(article(text, people=people, organizations=organizations)).mentions
    assert [(m.span.text, m.label) for m in found if m.label == "PER"] == expected
    assert not any(m.span.text.endswith("Ipda") for m in found)


def test_a_headline_ends_a_name_where_the_text_does() -> None:
    text = article("Sarkim Akhirnya Berhaji\nSarkim menabung sejak lama.", people="Sarkim Akhirnya Berhaji|Sarkim")
    headline = replace(text.sentences[0], kind="headline")
    found = entities(text.with_(sentences=(headline, *text.sentences[1:])))
    assert [m.span.text for m in found.mentions] == ["Sarkim", "Sarkim"]


def test_the_form_of_a_company_is_no_name() -> None:
    found = entities(
        article("Direksi PT Torvo Senja (Persero) hadir.", organizations="PT Torvo Senja|Persero")
    ).mentions
    assert [m.span.text for m in found] == ["PT Torvo Senja (Persero)"]


def test_a_name_goes_on_after_a_shortened_word() -> None:
    found = entities(article("Syafwan Dt. Panduko Sati hadir.", people="Syafwan Dt|Panduko Sati")).mentions
    assert [m.span.text for m in found] == ["Syafwan Dt. Panduko Sati"]
