"""The English of the tables' closed vocabulary, and how much of the corpus it covers."""

import json
from pathlib import Path

import pytest

from warta.english import country, coverage, cue, date, office, organization, predicate, quantity, rank, unit

GOLD = sorted((Path(__file__).parents[1] / "corpus" / "dev").glob("*.json"))


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
        (quantity, "lebih dari 1.250 tiang belukar"),
        (quantity, "15 orang timnya"),
        (quantity, "Jakarta ke-498"),
        (unit, "tiang belukar"),
        (predicate, "akan membelukar"),
        (cue, "juga membelukar"),
        (rank, "Letnan Belukar"),
    ],
)
def test_a_phrase_that_is_not_wholly_known_stays_as_written(render, text):
    found = render(text)
    assert (found.text, found.complete) == (text, False)


def test_empty_cells_stay_empty():
    for render in (rank, office, organization, country, unit, cue, predicate, quantity, date):
        assert render(None).text is None


def test_western_digits_follow_the_value():
    assert quantity("25.500 persen", value=25.5).text == "25.500%"
    assert quantity("25.500 orang", value=25500).text == "25,500 people"


@pytest.mark.parametrize(
    ("layer", "field", "render"),
    [
        ("officials", "rank", rank),
        ("officials", "title", office),
        ("officials", "country", country),
        ("officials", "organization", organization),
        ("quantities", "unit", unit),
    ],
)
def test_most_cells_of_the_corpus_are_rendered_in_full(layer, field, render):
    texts = [entry.get(field) for path in GOLD for entry in json.loads(path.read_text("utf-8"))[layer]]
    assert coverage(texts, render) >= 0.85
