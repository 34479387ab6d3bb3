"""The English of the tables' closed vocabulary, and how much of the corpus it covers."""

import json
import re
from pathlib import Path

import pytest

from warta.english import country, coverage, cue, date, office, organization, predicate, quantity, rank, unit

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize(
    ("render", "text", "english"),
    [
        (rank, "Letnan Jenderal", "Lieutenant General"),
        (rank, "Letkol Inf", "Lieutenant Colonel (Infantry)"),
        (rank, "Letnan Kolonel Polisi", "Police Lieutenant Colonel"),
        (rank, "AKBP", "Adjunct Senior Commissioner"),
        (rank, "Komjen Pol (Purn.)", "Commissioner General (Ret.)"),
        (office, "Wakil Menteri Keamanan Publik", "Deputy Minister of Public Security"),
        (office, "Plt. Direktur Jenderal Bea dan Cukai", "Acting Director General of Customs and Excise"),
        (office, "Ketua Komisi III DPR", "Chair of Commission III of the House of Representatives"),
        (office, "Kapolres Demak", "Demak Police Chief"),
        (office, "mantan Menteri Luar Negeri", "former Minister of Foreign Affairs"),
        (office, "Duta Besar Indonesia untuk Vietnam", "Ambassador of Indonesia to Vietnam"),
        (office, "Menteri Koperasi", "Minister of Cooperatives"),
        (office, "Menteri ESDM", "Minister of Energy and Mineral Resources"),
        (office, "Wakil Wali Kota Praha", "Deputy Mayor of Prague"),
        (office, "Gubernur bank sentral Jepang", "Governor of the Central Bank of Japan"),
        (office, "Duta Besar Indonesia untuk Tiongkok dan Mongolia", "Ambassador of Indonesia to China and Mongolia"),
        (office, "Wakil Panglima Penjaga Pantai Vietnam", "Deputy Commander of the Vietnam Coast Guard"),
        (office, "Sekretaris Jenderal asosiasi", "Secretary-General of the association"),
        (office, "Kapolsek Nusa Penida", "Nusa Penida Sector Police Chief"),
        (office, "CEO Tesla dan SpaceX", "CEO of Tesla and SpaceX"),
        (office, "Direktur Teknis Honda Racing Team", "Technical Director of Honda Racing Team"),
        (organization, "Kantor Imigrasi Kelas I TPI Jakarta Selatan", "South Jakarta Class I TPI Immigration Office"),
        (organization, "Lapas Kelas IIA Cikarang", "Cikarang Class IIA Penitentiary"),
        (organization, "Subkomite KNKT", "Subcommittee of the National Transportation Safety Committee"),
        (organization, "Konferensi Uskup", "Bishops' Conference"),
        (organization, "Bank Dunia untuk Asia Timur dan Pasifik", "World Bank for East Asia and the Pacific"),
        (organization, "Dinas Koperasi dan UKM Kota Bogor", "Cooperatives and SMEs Office of Bogor City"),
        (
            organization,
            "Perhimpunan Hotel dan Restoran Indonesia DIY",
            "Indonesian Hotel and Restaurant Association of Yogyakarta",
        ),
        (organization, "Pemerintah Jepang", "Japanese Government"),
        (organization, "KAI Commuter", "KAI Commuter"),
        (office, "Plt Kadis DLHK Badung", "Acting Head of the Environment and Forestry Office of Badung"),
        (office, "Ketua Pengurus Wilayah Nahdlatul Ulama", "Chair of the Regional Board of Nahdlatul Ulama"),
        (organization, "Dinas Koperasi dan UKM Provinsi Riau", "Cooperatives and SMEs Office of Riau Province"),
        (organization, "Asosiasi Petani Tembakau Indonesia", "Indonesian Tobacco Farmers Association"),
        (organization, "RSUD Tandang", "Tandang Regional General Hospital"),
        (organization, "Satgas Gakkum 2", "Law Enforcement Task Force 2"),
        (organization, "Rutan Wanita Pondok Bambu", "Pondok Bambu Women's Detention Center"),
        (organization, "Kementerian Kominfo", "Ministry of Communication and Informatics"),
        (organization, "Komite Rakyat Provinsi Nghe An", "People's Committee of Nghe An Province"),
        (organization, "Polda Jateng", "Central Java Regional Police"),
        (country, "ZA", "South Africa"),
        (unit, "delegasi", "delegate"),
        (cue, "ujarnya", "said"),
        (predicate, "akan naik", "will rise"),
        (quantity, "lebih dari 2.500 delegasi", "more than 2,500 delegates"),
        (quantity, "Rp4,9 triliun", "IDR 4.9 trillion"),
        (quantity, "7,8 persen", "7.8%"),
        (quantity, "puluhan ribu ekor unggas", "tens of thousands of poultry"),
        (quantity, "hari ketujuh", "seventh day"),
        (quantity, "5,25%-5,50%", "5.25%-5.50%"),
        (quantity, "dua tahun hingga lima tahun", "two years to five years"),
        (quantity, "antara 5 persen dan 10 persen", "between 5% and 10%"),
        (quantity, "paling banyak 800 m3/detik", "at most 800 m3/s"),
        (quantity, "200 liter/hari", "200 liters per day"),
        (quantity, "5 meter kubik per detik", "5 cubic meters per second"),
        (quantity, "36,5°C", "36.5°C"),
        (quantity, "08.00-21.00", "08:00-21:00"),
        (quantity, "1990-an", "1990s"),
        (quantity, "200-an orang", "200-odd people"),
        (quantity, "600 lebih pelari", "more than 600 runners"),
        (quantity, "dua orang cucunya", "two grandchildren"),
        (quantity, "32 negara-negara", "32 countries"),
        (unit, "m3/detik", "m3/s"),
        (unit, "Ha", "ha"),
        (date, "Selasa (10/6/2025)", "Tuesday (June 10, 2025)"),
        (date, "kuartal III 2023", "third quarter of 2023"),
        (date, "Senin lalu", "last Monday"),
        (date, "tahun 1990-an", "1990s"),
        (date, "1446 Hijriah", "1446 AH"),
        (quantity, "maksimal setengah kilogram", "at most half a kilogram"),
    ],
)
def test_renders_by_lexicon_and_grammar(render, text, english):
    found = render(text)
    assert (found.text, found.complete) == (english, True)


@pytest.mark.parametrize(
    ("render", "text", "kept"),
    [
        (office, "Ketua Pemberantasan Belukar", "Pemberantasan"),
        (quantity, "tiga belukar", "belukar"),
        (cue, "memblablabla", "memblablabla"),
        (predicate, "membelukar", "membelukar"),
        (rank, "Panglima Belukar", "Belukar"),
    ],
)
def test_unknown_words_stay_and_are_flagged(render, text, kept):
    found = render(text)
    assert kept in found.text
    assert not found.complete


@pytest.mark.parametrize(
    ("render", "text"),
    [
        (office, "Ketua Pemberantasan Belukar"),
        (office, "Kepala Riset Pilar Sekuritas"),
        (office, "Bupati Toba, Amsakar"),
        (office, "Direktur Keuangan6"),
        (office, "Direktur Regional WHO untuk Belukar Barat"),
        (organization, "Ikatan Pengusaha Otobus Muda Indonesia"),
        (organization, "Komite Antarbelukar"),
        (organization, "Dinas Sosial (Dinsos) Belukar Muda"),
        (quantity, "lebih dari 1.250 tiang belukar"),
        (quantity, "15 orang timnya"),
        (quantity, "Jakarta ke-498"),
        (unit, "tiang belukar"),
        (predicate, "akan membelukar"),
        (cue, "juga membelukar"),
        (date, "Senin belukar"),
        (rank, "Letnan Belukar"),
    ],
)
def test_a_phrase_that_is_not_wholly_known_stays_as_written(render, text):
    found = render(text)
    assert (found.text, found.complete) == (text, False)


@pytest.mark.parametrize(
    ("title", "organization_name", "english", "complete"),
    [
        ("Kepala Riset Pilar Sekuritas", "Pilar Sekuritas", "Head of Research of Pilar Sekuritas", False),
        ("Direktur Garda Pangan Finance", "Garda Pangan Finance", "Director of Garda Pangan Finance", False),
        ("Pendiri ProEd Global School", "ProEd Global School", "Founder of ProEd Global School", True),
        ("Wakil Ketua Komisi Belukar PSSI", "Komisi Belukar PSSI", "Deputy Chair of Komisi Belukar PSSI", False),
        (
            "mantan Direktur Garda Pangan Finance",
            "Garda Pangan Finance",
            "former Director of Garda Pangan Finance",
            False,
        ),
        ("Ketua Komisi III DPR", "Komisi III DPR", "Chair of Commission III of the House of Representatives", True),
        # A mention that begins too early is no boundary.
        (
            "Wakil Ketua Bidang Hilirisasi Kamar Dagang dan Industri",
            "Hilirisasi Kamar Dagang dan Industri",
            "Deputy Chair for Downstreaming of the Chamber of Commerce and Industry",
            True,
        ),
    ],
)
def test_an_organization_in_an_office_is_rendered_as_a_whole_or_kept(title, organization_name, english, complete):
    found = office(title, held_in=organization_name)
    assert (found.text, found.complete) == (english, complete)


def test_empty_cells_stay_empty():
    for render in (rank, office, organization, country, unit, cue, predicate, quantity, date):
        assert render(None).text is None


def test_western_digits_follow_the_value():
    assert quantity("25.500 persen", value=25.5).text == "25.500%"
    assert quantity("25.500 orang", value=25500).text == "25,500 people"


def _shares(part: str) -> list[float]:
    """Return the shares of ranks, offices, organizations, countries and units of a part of the corpus that are rendered in full."""
    gold = [json.loads(path.read_text("utf-8")) for path in sorted((ROOT / "corpus" / part).glob("*.json"))]
    held = [entry for article in gold for entry in article["officials"]]
    offices = [office(e.get("title"), held_in=e.get("organization")).complete for e in held if e.get("title")]
    return [
        coverage([e.get("rank") for e in held], rank),
        sum(offices) / len(offices),
        coverage([e.get("organization") for e in held], organization),
        coverage([e.get("country") for e in held], country),
        coverage([e.get("unit") for article in gold for e in article["quantities"]], unit),
    ]


@pytest.mark.parametrize("part", ["dev", "test"])
def test_most_cells_of_the_corpus_are_rendered_in_full_as_the_readme_says(part):
    shares = _shares(part)
    assert min(shares) >= 0.85
    row = re.search(rf"^  \| `corpus/{part}`[^|]*\|(.*)\|$", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE)
    assert row
    assert [cell.strip() for cell in row.group(1).split("|")] == [f"{share:.1%}" for share in shares]
