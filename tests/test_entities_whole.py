"""Names completed or cut by the whole names that stand elsewhere in the article."""

from __future__ import annotations

from dataclasses import replace

import pytest

from names import article, texts
from warta.lexicon import Resources
from warta.stages.entities import EntitiesOptions, make_entities

entities = make_entities(EntitiesOptions(), Resources())


@pytest.mark.parametrize(
    ("text", "people", "expected"),
    [
        ("Ia mengalahkan Jersan ‘Sang Badai’ Mancia kemarin.", "Mancia", ["Jersan ‘Sang Badai’ Mancia"]),
        ("Tersangka QR (19) ditahan.\nTersangka QR mengaku.", "", ["QR", "QR"]),
        ("Sumber: Acak Editor: Oki Torvanto", "", ["Oki Torvanto"]),
        ("Pekan lalu, Kao Tien Sang ditahan.\nDi kantor, Sang mengaku.", "Kao Tien Sang", ["Kao Tien Sang", "Sang"]),
    ],
)
def test_names_are_whole(text: str, people: str, expected: list[str]) -> None:
    assert texts(entities(article(text, people=people)).mentions, "PER") == expected


def test_a_cut_name_is_completed_from_elsewhere() -> None:
    made = article("Gol Randil Kolo Torva.\nRandil Kolo Torva pergi.", people="Randil Kolo Torva")
    first = next(t for t in made.tokens if t.sent_no == 1)
    tokens = tuple(
        replace(t, ner="O") if t is first else replace(t, ner="B-PER") if t.no == first.no + 1 else t
        for t in made.tokens
    )
    found = entities(made.with_(tokens=tokens)).mentions
    assert texts(found, "PER") == ["Randil Kolo Torva", "Randil Kolo Torva"]


def test_a_club_before_a_known_name_is_none_of_it() -> None:
    text = "Sari Torvanto tiba.\nEks kapten Madrid Sari Torvanto menang."
    made = article(text, people="Madrid Sari Torvanto|Sari Torvanto")
    found = entities(made).mentions
    assert texts(found, "PER") == ["Sari Torvanto", "Sari Torvanto"]


@pytest.mark.parametrize(
    ("text", "people", "organizations", "expected"),
    [
        ("Kepala Desa Torvi Dematius Ugango hadir.", "Torvi Dematius Ugango", "", "Dematius Ugango"),
        ("Humas PT Brasta Lestari Yohanis Torvo hadir.", "Lestari Yohanis Torvo", "PT Brasta", "Yohanis Torvo"),
        ("Dokter Laksmi Torvnya hadir.", "Laksmi Torvnya", "", "Laksmi Torvnya"),
    ],
)
def test_what_stands_before_a_person(text: str, people: str, organizations: str, expected: str) -> None:
    found = entities(article(text, people=people, organizations=organizations)).mentions
    assert texts(found, "PER") == [expected]
