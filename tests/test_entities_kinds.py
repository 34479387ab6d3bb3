"""Kinds of one-word names and of initials, told by the whole article."""

from __future__ import annotations

import pytest

from names import article, texts
from warta.core.article import Token
from warta.lexicon import Resources
from warta.stages.entities import EntitiesOptions, make_entities
from warta.stages.entities.kinds import Kinds, _short_form
from warta.stages.entities.proposals import NameLexicons, Proposal
from warta.stages.entities.settle import Read, drop_openers

entities = make_entities(EntitiesOptions(), Resources())


@pytest.mark.parametrize(
    ("text", "people", "expected_people", "expected_organizations"),
    [
        ("Manajemen diam. Kata manajemen Brastag, harga naik.\nBrastag untung.", "Brastag", [], ["Brastag", "Brastag"]),
        ("Seorang driver Brastag ditahan.\nMenurut mitra Brastag, ia pergi.", "Brastag", [], ["Brastag", "Brastag"]),
        ("Seorang karyawan Brastag ditahan.", "Brastag", ["Brastag"], []),
        ("Pihak manajemen Brastag diam.\nOki Brastag pergi.", "Oki Brastag|Brastag", ["Brastag", "Oki Brastag"], []),
        ("Varian lama dan varian Larasa.", "Larasa", [], []),
        ("Ia membeli konsol Larasa.\nLarasa mahal.", "Larasa", [], []),
    ],
)
def test_nouns_tell_the_kind_of_a_name(
    text: str, people: str, expected_people: list[str], expected_organizations: list[str]
) -> None:
    found = entities(article(text, people=people)).mentions
    assert texts(found, "PER") == expected_people
    assert texts(found, "ORG") == expected_organizations


def test_a_variant_is_no_organization() -> None:
    assert texts(entities(article("Ada varian Larasa.\nLarasa menular.", organizations="Larasa")).mentions, "ORG") == []


@pytest.mark.parametrize(
    ("text", "people", "organizations", "expected"),
    [
        ("Korban berinisial DMR selamat.\nAkibatnya, DMR terluka.", "", "DMR", ["DMR", "DMR"]),
        ("Tersangka QD (34) ditahan.\n“QD mengaku,” katanya.", "", "", ["QD", "QD"]),
        ("Aipda QS ditahan.", "", "Aipda QS", ["QS"]),
        ("Tersangka QD ditahan.\nDinas QD (QD) diam.", "", "QD", []),
        ("Kurir AP (25) ditahan.\nAP mengaku.", "", "AP", ["AP", "AP"]),
        ("Pelaku yakni JHQ yang berusia 69 tahun.\nKendati JHQ ditahan, warga takut.", "", "", ["JHQ", "JHQ"]),
    ],
)
def test_initials_of_people(text: str, people: str, organizations: str, expected: list[str]) -> None:
    assert texts(entities(article(text, people=people, organizations=organizations)).mentions, "PER") == expected


@pytest.mark.parametrize(
    ("text", "organizations", "people", "listed"),
    [
        ("(Gilang Torvanto)", "Gilang Torvanto", ["Gilang Torvanto"], []),
        ("(Hak Jawab)", "", [], []),
        ("Laporan Kontributor Senjapos.id, Subang, Ahya Torvanto", "", ["Ahya Torvanto"], ["Senjapos.id"]),
        ("Editor: Oki Torvanto", "", ["Oki Torvanto"], []),
        ("Foto: AFP/SARI TORVANTO", "SARI TORVANTO", ["SARI TORVANTO"], ["AFP"]),
    ],
)
def test_bylines_and_credits(text: str, organizations: str, people: list[str], listed: list[str]) -> None:
    found = entities(article(text, organizations=organizations)).mentions
    assert texts(found, "PER") == people
    assert texts(found, "ORG") == listed


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Reporter Oki Torvanto", ["Oki Torvanto"]),
        ("Oki Torvanto, Sari Wulandari", ["Oki Torvanto", "Sari Wulandari"]),
        ("Laporan Oki Torvanto I Bireuen", ["Oki Torvanto"]),
        ("Tim Redaksi", []),
    ],
)
def test_a_block_known_to_be_a_credit_names_its_authors(text: str, people: list[str]) -> None:
    assert texts(entities(article(text, kind="credit")).mentions, "PER") == people


def test_full_names_joined_by_a_hyphen_are_two_people() -> None:
    found = entities(article("Pasangan Oki Torvanto-Sari Wulan menang.", people="Oki Torvanto-Sari Wulan"))
    assert texts(found.mentions, "PER") == ["Oki Torvanto", "Sari Wulan"]
    found = entities(article("Putra mahkota Sari Al-Torvanto tiba.", people="Sari Al-Torvanto"))
    assert texts(found.mentions, "PER") == ["Sari Al-Torvanto"]


def _read(words: list[str], proposals: list[Proposal], *, glued: str = "") -> Read:
    """Return a sentence of these words as the stage reads it; `glued` stands without a space after the word before."""
    text = "".join(f" {word}" if word != glued else word for word in words)[1:]
    made, at, tokens = article(text), 0, []
    for no, word in enumerate(words):
        start = text.index(word, at)
        at = start + len(word)
        tokens.append(Token(no, 0, made.span(start, at)))
    return made.sentences[0], tokens, proposals


def test_a_word_between_an_office_and_a_full_name_is_where_it_is_held() -> None:
    words = ["Wakil", "Ketua", "Senjaya", "Oki", "Torvanto", "diam"]
    kept = [_read(words, [Proposal(2, 3, "PER", 0.9, "model"), Proposal(3, 5, "PER", 0.9, "model")])]
    Kinds(NameLexicons(Resources()), Resources()).settle(kept)
    assert [(p.label, p.first, p.last) for p in kept[0][2]] == [("ORG", 2, 3), ("PER", 3, 5)]


@pytest.mark.parametrize(
    ("words", "glued", "span"),
    [
        (["Senja", "Utara", "Oki", "Torvanto", "tiba"], "Oki", (2, 4)),
        (["ujar", "Oki", "Torvanto", "di", "Senja", "lalu"], "di", (1, 3)),
    ],
)
def test_what_runs_into_a_name_is_no_part_of_it(words: list[str], glued: str, span: tuple[int, int]) -> None:
    kept = [_read(words, [Proposal(1, 4, "PER", 0.9, "model")], glued=glued)]
    names = NameLexicons(Resources())
    drop_openers(kept, roots=names.roots, first_names=names.first_names, function=names.function)
    assert [(p.first, p.last) for p in kept[0][2]] == [span]


def test_initials_in_brackets_after_a_name_are_the_person() -> None:
    words = ["figur", "itu", "Rina", "Sari", "Dewi", "(", "RSD", ")", "hadir"]
    assert _short_form(words, Proposal(2, 5, "PER", 0.9, "model")) == "RSD"
    assert _short_form(["ketua", "Rina", "Sari", "(", "PBB", ")", "hadir"], Proposal(1, 3, "PER", 0.9, "model")) is None


@pytest.mark.parametrize(
    ("text", "name", "label"),
    [
        ("Saham PT Hotel Torva Internasional turun. Torva merugi.", "Torva", "ORG"),
        ("Bandara Torvin Sastranegara ditutup. Warga ingin Torvin dibuka.", "Torvin", "FAC"),
    ],
)
def test_a_word_of_a_companys_or_an_airports_name_is_no_person(text: str, name: str, label: str) -> None:
    found = entities(article(text, people=name, organizations="PT Hotel Torva Internasional")).mentions
    assert [m.label for m in found if m.span.text == name] == [label]


@pytest.mark.parametrize(
    ("text", "people", "organizations", "expected"),
    [
        # capitals for words in small letters
        ("Cukai minuman berpemanis dalam kemasan (MBDK) naik.\nTarif MBDK naik lagi.", "", "MBDK", []),
        ("Ia didampingi firma hukum Senja Torvanto.", "Senja Torvanto", "", [("ORG", "Senja Torvanto")]),
        ("Pesaingnya ialah Honda Larasa.", "Honda Larasa", "", []),
        ("Serangan itu disebut oleh Moskow kemarin.", "Moskow", "", [("GPE", "Moskow")]),
        ("Torvo Jaya menang.\nJusro Torvo kalah.\nJustru Torvo yang menang.", "Torvo Jaya|Justru Torvo", "", [("PER", "Torvo Jaya"), ("PER", "Torvo"), ("PER", "Torvo")]),
        ("Kurir AP (25) ditahan.\nPolisi juga menangkap QD kemarin.", "AP", "", [("PER", "AP"), ("PER", "QD")]),
        ("Ia ialah Sari Torvo alias Mak Inang.", "Sari Torvo alias Mak Inang", "", [("PER", "Sari Torvo"), ("PER", "Mak Inang")]),
        ("Ia ialah Sari Torvo atau Mak Inang.", "Sari Torvo atau Mak Inang", "", [("PER", "Sari Torvo"), ("PER", "Mak Inang")]),
        ("Torvar Group merugi.\nTorvar diam.", "Torvar", "Torvar Group", [("ORG", "Torvar Group"), ("ORG", "Torvar")]),
        ("Menurut Komite, Oki Torvanto benar.", "Komite|Oki Torvanto", "", [("PER", "Oki Torvanto")]),
        ("Ketua Dewan Direksi Minho Seafood, Bapak Sari Torvo, hadir.", "Minho Seafood|Sari Torvo", "", [("ORG", "Minho Seafood"), ("PER", "Sari Torvo")]),
    ],
)  # fmt: skip
def test_what_else_capitals_name(text: str, people: str, organizations: str, expected: list[tuple[str, str]]) -> None:
    found = entities(article(text, people=people, organizations=organizations)).mentions
    assert [(m.label, m.span.text) for m in found] == expected


@pytest.mark.parametrize(
    ("text", "people", "organizations", "names"),
    [
        # a first name rather than a last one; who is named again and again; initials spelled out; forms of address
        ("Rhomi Irawan tiba.\nRido Rhomi ikut.\nRhomi senang.", "Rhomi Irawan|Rido Rhomi|Rhomi", "", ["Rhomi Irawan", "Rido Rhomi", "Rhomi Irawan"]),
        ("Marka Torvez menang.\nTorvez senang.\nAleka Torvez ikut.\nTorvez diam.", "Marka Torvez|Aleka Torvez|Torvez", "", ["Marka Torvez", "Marka Torvez", "Aleka Torvez", "Marka Torvez"]),
        ("Oki O Torvanto tiba.\nOki Orlanda Torvanto pergi.", "Oki O Torvanto|Oki Orlanda Torvanto", "", ["Oki Orlanda Torvanto", "Oki Orlanda Torvanto"]),
        ("Torvaswarman yang akrab disapa Om Zad tiba.", "Torvaswarman|Om Zad", "", ["Torvaswarman", "Torvaswarman"]),
        ("Film itu tentang Anggia (Sakira Jasmin).", "Anggia|Sakira Jasmin", "", ["Anggia", "Sakira Jasmin"]),
        ("Kementerian Keuangan Senja diam.\nKemenkeu Senja menolak.", "", "Kementerian Keuangan Senja|Kemenkeu Senja", ["Kementerian Keuangan Senja", "Kementerian Keuangan Senja"]),
    ],
)  # fmt: skip
def test_names_of_one_person_or_body(text: str, people: str, organizations: str, names: list[str]) -> None:
    found = entities(article(text, people=people, organizations=organizations))
    assert [found.entities[m.entity].name for m in found.mentions] == names


@pytest.mark.parametrize(
    ("text", "people", "organizations", "places", "expected"),
    [
        # a cue with a capital is no part of a name
        ("KH Oki Torvanto Menjelaskan “Kami siap”.", "Oki Torvanto Menjelaskan", "", "", [("PER", "Oki Torvanto")]),
        ("“Kami siap”, Terang Oki Torvanto.", "Terang Oki Torvanto", "", "", [("PER", "Terang Oki Torvanto")]),
        ("“Kami siap” Terang Oki Torvanto.", "Terang Oki Torvanto", "", "", [("PER", "Oki Torvanto")]),
        # a person at the end of an organization's or a place's name
        ("Ketua Paguyuban Penjahit Senja Torvo memastikan hal itu.\nTorvo pergi.", "Torvo", "Paguyuban Penjahit Senja Torvo", "", [("ORG", "Paguyuban Penjahit Senja"), ("PER", "Torvo"), ("PER", "Torvo")]),
        ("Salah satu pedagang Terminal Senja Torvo mengaku rugi.", "", "", "Terminal Senja Torvo", [("FAC", "Terminal Senja"), ("PER", "Torvo")]),
        ("Terminal Senja Torvo melayani warga.", "", "", "Terminal Senja Torvo", [("FAC", "Terminal Senja Torvo")]),
        # what people are, in capitals
        ("Kata ABK Torvo, ombak tinggi.", "ABK Torvo", "", "", [("PER", "Torvo")]),
        ("WNA Oki Torvanto ditahan.", "", "WNA Oki Torvanto", "", [("PER", "Oki Torvanto")]),
        ("ASN Kabupaten Semarang pulang.", "", "ASN Kabupaten Semarang", "", [("ORG", "ASN Kabupaten Semarang")]),
        ("Tambah IPTU Torvo panggilan akrabnya.", "", "IPTU Torvo", "", [("PER", "Torvo")]),
        ("Menurut delegasi Oki Torvanto (Kota Semarang), gaji saja tidak cukup.", "", "", "Oki Torvanto|Kota Semarang", [("PER", "Oki Torvanto"), ("GPE", "Kota Semarang")]),
        # a body between an office and its holder; a trade is no name
        ("Pelatih Torvo, Oki Senja, mengaku lelah.\nTorvo kalah.", "Torvo|Oki Senja", "", "", [("ORG", "Torvo"), ("PER", "Oki Senja"), ("ORG", "Torvo")]),
        ("Pelatih Torvo Senja, Oki Semarang, mengaku lelah.\nTorvo kalah.", "Torvo|Torvo Senja|Oki Semarang", "", "", [("ORG", "Torvo Senja"), ("PER", "Oki Semarang"), ("ORG", "Torvo")]),
        ("Pelatih Torvo Senja, Oki Semarang, dan Sabu Torvo tiba.", "Torvo Senja|Oki Semarang|Sabu Torvo", "", "", [("PER", "Torvo Senja"), ("PER", "Oki Semarang"), ("PER", "Sabu Torvo")]),
        ("Pelatih menyebut lawan kuat.", "Pelatih", "", "", []),
        # the seat of an office
        ("Uskup Semarang memberkati gereja.\nTutur Uskup Semarang.", "Semarang", "", "", [("GPE", "Semarang"), ("GPE", "Semarang")]),
        ("Camat Oki Semarang tiba.\nCamat Semarang pulang.", "Oki Semarang|Semarang", "", "", [("PER", "Oki Semarang"), ("PER", "Semarang")]),
        # villages
        ("Desa Torvo dilanda banjir.\nKepala Desa Torvo pergi.\nKades Torvo pulang.", "Torvo", "", "", [("GPE", "Desa Torvo"), ("GPE", "Torvo"), ("GPE", "Torvo")]),
        ("Kata Kades Torvo, Kecamatan Senja, warga resah.", "Torvo", "", "", [("GPE", "Torvo"), ("GPE", "Kecamatan Senja")]),
        # peoples
        ("Ia anggota suku Torvo.\nOrang Torvo memasak.", "Torvo", "", "", []),
        ("Kepala Disnak Semarang Torvo mengaku rugi.", "", "Disnak Semarang Torvo", "", [("ORG", "Disnak Semarang"), ("PER", "Torvo")]),
        # what stands in small letters again and again
        ("Siang itu, Topi ditemukan.\nAda topi, topi merah, topi lama.", "Topi", "", "", []),
        # common words with the capital of a sentence's beginning
        ("Abu jatuh di atap.\nWarga resah soal abu.\nBaju kena abu.", "Abu", "", "", []),
        ("Abu Torvanto tiba.\nAbu pergi.\nAda abu di atap, abu lagi.", "Abu Torvanto|Abu", "", "", [("PER", "Abu Torvanto"), ("PER", "Abu")]),
    ],
)  # fmt: skip
def test_where_names_begin_and_end(
    text: str, people: str, organizations: str, places: str, expected: list[tuple[str, str]]
) -> None:
    found = entities(article(text, people=people, organizations=organizations, places=places)).mentions
    assert [(m.label, m.span.text) for m in found] == expected


@pytest.mark.parametrize(
    ("text", "people", "names"),
    [
        ("Gede Surya Torvanto tiba.\nGede Suria pergi.", "Gede Surya Torvanto|Gede Suria", ["Gede Surya Torvanto"] * 2),
        ("Yoga Pradana Kusuma tiba.\nYoga PK pergi.", "Yoga Pradana Kusuma|Yoga PK", ["Yoga Pradana Kusuma"] * 2),
        ("Merlyn tiba.\nMerlin Torvina pergi.", "Merlyn|Merlin Torvina", ["Merlin Torvina"] * 2),
        ("Yoga Pradana Kusuma tiba.\nYoga AB pergi.", "Yoga Pradana Kusuma|Yoga AB", ["Yoga Pradana Kusuma", "Yoga AB"]),
    ],
)  # fmt: skip
def test_one_person_spelt_two_ways(text: str, people: str, names: list[str]) -> None:
    found = entities(article(text, people=people))
    assert [found.entities[m.entity].name for m in found.mentions] == names


@pytest.mark.parametrize(
    ("text", "people", "organizations", "places", "expected"),
    [
        # what follows a kind of place in small letters
        ("Ia pergi menuju desa Na Torvo.\nNa Torvo sepi.", "Na Torvo", "", "", [("GPE", "Na Torvo"), ("GPE", "Na Torvo")]),
        ("Warga desa Ta Ko Torvo mengungsi.", "Ko Torvo", "", "", [("GPE", "Ta Ko Torvo")]),
        ("Kepala desa Oki Torvanto tiba.", "Oki Torvanto", "", "", [("PER", "Oki Torvanto")]),
        # a word that stands small elsewhere
        ("Torvak wajib lapor.\nAda torvak lama di sini.", "Torvak", "", "", []),
        ("Torvak wajib lapor.\nSoal itu, kata Torvak, ada torvak lama.", "Torvak", "", "", [("PER", "Torvak"), ("PER", "Torvak")]),
        # bodies and what they are of, papers, firms, brackets
        ("Ketua Komite Front Tanah Air Vietnam Komune Torvo pergi.", "", "Komite", "Komune Torvo", [("ORG", "Komite Front Tanah Air Vietnam Komune Torvo")]),
        ("Báo Tuyên Quang Báo Tuyên Quang 14/09/2025", "", "Báo Tuyên", "Quang", [("ORG", "Báo Tuyên Quang"), ("ORG", "Báo Tuyên Quang")]),
        ("Pemilik Oki Homestay tiba.", "Oki Homestay", "", "", [("ORG", "Oki Homestay")]),
        ("Dinas Pendidikan (Dindik) Provinsi Torvo hadir.", "", "Dinas Pendidikan|Dindik) Provinsi Torvo", "", [("ORG", "Dinas Pendidikan"), ("ORG", "Dindik"), ("GPE", "Provinsi Torvo")]),
        ("Pasien dirawat di RSUD Dr. H. Oki Torvanto.", "", "RSUD Dr. H. Oki Torvanto", "", [("ORG", "RSUD Dr. H. Oki Torvanto")]),
        # treaties, countries after a cue that is a noun here, regions and routes
        ("Penandatanganan resmi Konvensi Hanoi oleh 72 negara.", "", "", "Hanoi", [("LAW", "Konvensi Hanoi")]),
        ("Itu tanggung jawab Vietnam.\nVietnam setuju.", "", "", "Vietnam", [("GPE", "Vietnam"), ("GPE", "Vietnam")]),
        ("Itu pesan Torvo.\nTorvo rugi.", "", "Torvo", "", [("ORG", "Torvo"), ("ORG", "Torvo")]),
        ("Dari 19 negara Asia -Pasifik, Afrika hadir.", "", "", "Asia -Pasifik|Afrika", [("GPE", "Asia -Pasifik"), ("GPE", "Afrika")]),
        ("Rute Torvo - Senja dibuka.", "", "", "Torvo - Senja", [("GPE", "Torvo"), ("GPE", "Senja")]),
        ("Kepala Dinas Sosial (Dinsos) Wonosobo Oki Torvanto tiba.", "Wonosobo Oki Torvanto", "Dinas Sosial|Dinsos", "", [("ORG", "Dinas Sosial"), ("ORG", "Dinsos"), ("GPE", "Wonosobo"), ("PER", "Oki Torvanto")]),
        # particles and shortened words in names
        ("Filomena da Costa Torvo tiba.", "Filomena|Costa Torvo", "", "", [("PER", "Filomena da Costa Torvo")]),
        ("Nelayan Oki Dg. Senja pulang.", "Oki Dg", "", "", [("PER", "Oki Dg. Senja")]),
        ("Menurut Akh. Oki Torvanto, harga naik.", "Oki Torvanto", "", "", [("PER", "Akh. Oki Torvanto")]),
        # capitals that open a text
        ("TORVANTI (bukan nama sebenarnya) memperlihatkan jarinya.\nOki Torvanti pulang.", "Oki Torvanti", "", "TORVANTI", [("PER", "TORVANTI"), ("PER", "Oki Torvanti")]),
    ],
)  # fmt: skip
def test_names_in_agencies_and_provincial_papers(
    text: str, people: str, organizations: str, places: str, expected: list[tuple[str, str]]
) -> None:
    found = entities(article(text, people=people, organizations=organizations, places=places)).mentions
    assert [(m.label, m.span.text) for m in found] == expected


@pytest.mark.parametrize(
    ("text", "organizations", "names"),
    [
        ("Dinkes Torvo tutup.\nDinas Kesehatan Kabupaten Torvo buka.", "Dinkes Torvo|Dinas Kesehatan Kabupaten Torvo", 1),
        ("Pemprov Jateng tutup.\nPemerintah Provinsi Jawa Tengah buka.", "Pemprov Jateng|Pemerintah Provinsi Jawa Tengah", 1),
        ("Pemkot Torvo tutup.\nPemkab Torvo buka.", "Pemkot Torvo|Pemkab Torvo", 2),
        ("Dishub tutup.\nDinas Perhubungan Kota Torvo buka.", "Dishub|Dinas Perhubungan Kota Torvo", 1),
        ("Dishub tutup.\nDishub Torvo buka.\nDishub Senja buka.", "Dishub|Dishub Torvo|Dishub Senja", 3),
    ],
)  # fmt: skip
def test_one_body_under_clipped_names(text: str, organizations: str, names: int) -> None:
    found = entities(article(text, organizations=organizations))
    bodies = [m for m in found.mentions if m.label == "ORG"]
    assert len({m.entity for m in bodies}) == names
    if names == 1:
        assert {found.entities[m.entity].name for m in bodies} == {max(organizations.split("|"), key=len)}
