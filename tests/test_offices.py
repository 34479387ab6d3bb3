"""Offices in all the orders the press uses, on sentences whose names are set by hand."""

from __future__ import annotations

import pytest

from names import article
from warta.core.article import Article, Office
from warta.lexicon import Resources
from warta.stages.entities import EntitiesOptions, make_entities
from warta.stages.offices import OfficesOptions, make_offices

entities = make_entities(EntitiesOptions(), Resources())
offices = make_offices(OfficesOptions(), Resources())


def read(text: str, *, people: str, organizations: str = "") -> Article:
    return offices(entities(article(text, people=people, organizations=organizations)))


def row(office: Office) -> tuple[str | None, str | None, str | None]:
    return tuple(part.text if part else None for part in (office.rank, office.title, office.organization))  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("text", "person", "expected"),
    [
        ("Kata Kapolres Demak AKBP Budi Santoso di lokasi.", "Budi Santoso", ("AKBP", "Kapolres Demak", None)),
        (
            "Wakil Menteri Keamanan Publik, Letnan Jenderal Pham The Tung, hadir.",
            "Pham The Tung",
            ("Letnan Jenderal", "Wakil Menteri Keamanan Publik", None),
        ),
        (
            "Letnan Jenderal Pham The Tung, Wakil Menteri Keamanan Publik, hadir.",
            "Pham The Tung",
            ("Letnan Jenderal", "Wakil Menteri Keamanan Publik", None),
        ),
        ("Ketua Umum PSSI Erick Hasibuan menjawab.", "Erick Hasibuan", (None, "Ketua Umum PSSI", "PSSI")),
        (
            "Rina Marlina, Direktur Divisi Hukum di Kementerian Perdagangan, menolak.",
            "Rina Marlina",
            (None, "Direktur Divisi Hukum", "Kementerian Perdagangan"),
        ),
        (
            "Sutarto selaku Ketua Koperasi Tani Makmur mengeluh.",
            "Sutarto",
            (None, "Ketua Koperasi Tani Makmur", "Koperasi Tani Makmur"),
        ),
        (
            "Komjen Pol (Purn.) Dadang Suganda hadir, begitu pula Sekjen PBB (Ban Ki).",
            "Dadang Suganda",
            ("Komjen Pol (Purn.)", None, None),
        ),
        (
            "“Itu benar,” kata Ketua Majelis Hakim, Sari Torvo di Jakarta.",
            "Sari Torvo",
            (None, "Ketua Majelis Hakim", None),
        ),
        # when an office is or was held stands before the comma
        ("Ketua Umum PSSI saat ini, Sari Torvo, menjawab.", "Sari Torvo", (None, "Ketua Umum PSSI", "PSSI")),
        ("Ketua Umum PSSI kala itu, Sari Torvo, menjawab.", "Sari Torvo", (None, "Ketua Umum PSSI", "PSSI")),
        ("Ketua Umum PSSI periode 2024 – 2025, Sari Torvo, menjawab.", "Sari Torvo", (None, "Ketua Umum PSSI", "PSSI")),
        (
            "Budi Santoso menyapa tamu lain yakni Ketua Umum PSSI Sari Torvo.",
            "Sari Torvo",
            (None, "Ketua Umum PSSI", "PSSI"),
        ),
        (
            "Kadiv Humas Polri Irjen Sandi Nugraha menjelaskan.",
            "Sandi Nugraha",
            ("Irjen", "Kadiv Humas Polri", "Polri"),
        ),
    ],
)
def test_orders(text: str, person: str, expected: tuple[str | None, ...]) -> None:
    people = f"{person}|Budi Santoso" if "menyapa" in text else person
    found = read(text, people=people)
    assert [row(o) for o in found.offices if o.person.text == person] == [expected]


@pytest.mark.parametrize(
    ("text", "person", "organizations", "expected"),
    [
        (
            "Kepala Unit Reserse Kriminal (Kanit Reskrim) Polsek Cakung, Parman Gunadi, hadir.",
            "Parman Gunadi",
            "Reserse Kriminal",
            "Polsek Cakung",
        ),
        (
            "Wakil Ketua Bidang Hilirisasi Kamar Dagang dan Industri Bali, Made Sukarta, hadir.",
            "Made Sukarta",
            "Hilirisasi Kamar Dagang dan Industri Bali",
            "Kamar Dagang dan Industri Bali",
        ),
    ],
)
def test_a_field_before_an_institution_is_no_part_of_it(
    text: str, person: str, organizations: str, expected: str
) -> None:
    (office,) = read(text, people=person, organizations=organizations).offices
    assert office.organization
    assert office.organization.text == expected


@pytest.mark.parametrize("office", ["Menteri Kehutanan, Raja", "Menteri Kehutanan Raja", "Ketua Umum PSSI Ratu"])
def test_titles_of_rulers_that_are_first_names(office: str) -> None:
    text = f"{office} Juli Antara hadir. Menurut Raja Yordania Abdullah, hal itu baik."
    names = [o.person.text for o in read(text, people="Juli Antara|Abdullah").offices if o.person]
    assert names == [f"{office.split()[-1]} Juli Antara", "Abdullah"]


def test_country_after_an_office_is_not_in_the_title() -> None:
    (office,) = read("Menteri Kehakiman Afrika Selatan Thandi Modise hadir.", people="Thandi Modise").offices
    assert office.title is not None
    assert (office.title.text, office.country) == ("Menteri Kehakiman", "ZA")


def test_an_office_in_a_list_is_of_nobody_before_it() -> None:
    found = read("Kami mendesak Presiden Sari Torvo, Ketua DPR RI, dan Polri.", people="Sari Torvo")
    assert [o.title.text for o in found.offices if o.title] == ["Presiden"]


def test_rank_code() -> None:
    (office,) = read("Kapendam XVII/Cenderawasih, Letkol Inf Wira Kusuma, membenarkan.", people="Wira Kusuma").offices
    assert (office.rank_code, office.rank and office.rank.text) == ("OF-4", "Letkol Inf")


@pytest.mark.parametrize(
    ("text", "former", "acting"),
    [
        ("Mantan Kapolri Jenderal Tito Wibawa hadir.", True, False),
        ("Plt. Bupati Bogor Iwan Setiaji hadir.", False, True),
    ],
)
def test_former_and_acting(text: str, former: bool, acting: bool) -> None:
    (office,) = read(text, people="Tito Wibawa|Iwan Setiaji").offices
    assert (office.former, office.acting) == (former, acting)


def test_stacked_offices_are_two_rows() -> None:
    found = read("Ketua DPR sekaligus Ketua Umum Partai Mandiri Puan Lestari hadir.", people="Puan Lestari")
    assert [o.title.text for o in found.offices if o.title] == ["Ketua DPR", "Ketua Umum Partai Mandiri"]


def test_short_form_is_merged_and_rank_completes() -> None:
    found = read(
        "Menteri Pertahanan Tran Van Nam hadir.\nJenderal Tran Van Nam pulang.\nMenteri Nam setuju.",
        people="Tran Van Nam|Nam",
    )
    assert [row(o) for o in found.offices] == [("Jenderal", "Menteri Pertahanan", None)]


def test_profession_without_organization_is_no_office() -> None:
    assert not read("Menurut pakar pertanian Joko Priyono, panen turun.", people="Joko Priyono").offices


def test_confidence_varies() -> None:
    text = "Ketua DPR Puan Lestari hadir.\nJoko Widarto, dosen Universitas Negeri Malang, datang.\n"
    text += "AKP Rudi Hartanto pulang."
    found = read(text, people="Puan Lestari|Joko Widarto|Rudi Hartanto")
    assert len({o.confidence for o in found.offices}) == len(found.offices) == 3


def test_a_title_that_resumes_its_holder_is_not_the_next_persons() -> None:
    text = "Menteri Rina Marlina tiba di kota. Melaporkan kepada Menteri, Ibu Sari Dewi, guru desa, mengeluh."
    found = read(text, people="Rina Marlina|Sari Dewi").offices
    assert [(o.person.text, o.title.text) for o in found if o.title and o.title.text == "Menteri"] == [
        ("Rina Marlina", "Menteri")
    ]


def test_a_description_is_of_whom_the_sentence_before_ends_with() -> None:
    text = "Sari Dewi memastikan hal itu.\nJawaban itu tidak memuaskan Rina Marlina.\nAnggota Fraksi Mandiri tersebut bertanya."
    found = read(text, people="Sari Dewi|Rina Marlina").offices
    assert [(o.person.text, o.title.text) for o in found if o.title] == [("Rina Marlina", "Anggota Fraksi Mandiri")]


@pytest.mark.parametrize(
    ("text", "people", "organizations", "expected"),
    [
        # the rank as written; no rank in a body's name
        ("Mayor Jenderal, Dr. Sung A Pao, Wakil Komandan Brigade, hadir.", "Sung A Pao", "Brigade", [("Mayor Jenderal, Dr.", "Wakil Komandan Brigade", "Brigade")]),
        ("Kepala Kantor Wilayah Direktorat Jenderal Pajak Sari Dewi hadir.", "Sari Dewi", "Kantor Wilayah Direktorat Jenderal Pajak", [(None, "Kepala Kantor Wilayah Direktorat Jenderal Pajak", "Kantor Wilayah Direktorat Jenderal Pajak")]),
        # the one body of the kind an office names
        ("Koperasi Tani Makmur berdiri pada 2010.\nDirektur koperasi, Sari Dewi, hadir.", "Sari Dewi", "Koperasi Tani Makmur", [(None, "Direktur koperasi", "Koperasi Tani Makmur")]),
        ("Koperasi Tani Makmur dan Koperasi Warga Jaya rugi.\nDirektur koperasi, Sari Dewi, hadir.", "Sari Dewi", "Koperasi Tani Makmur|Koperasi Warga Jaya", [(None, "Direktur koperasi", None)]),
        # lawyers hold no office
        ("Penasihat hukum terdakwa, Sari Dewi, hadir.", "Sari Dewi", "", []),
    ],
)  # fmt: skip
def test_offices_of_agencies_and_provincial_papers(
    text: str, people: str, organizations: str, expected: list[tuple[str | None, str | None, str | None]]
) -> None:
    found = read(text, people=people, organizations=organizations).offices
    assert [row(office) for office in found] == expected
