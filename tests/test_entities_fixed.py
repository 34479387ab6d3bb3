"""What is no mention: words of fixed phrases, bare heads, car numbers, leagues and terms."""

from __future__ import annotations

import pytest

from names import article, texts
from warta.lexicon import Resources
from warta.stages.entities import EntitiesOptions, make_entities

entities = make_entities(EntitiesOptions(), Resources())


@pytest.mark.parametrize(
    ("text", "people", "expected"),
    [
        ("Libur Idul Adha tiba.\nAdha Torvanto pulang.", "Adha Torvanto|Adha", ["Adha Torvanto"]),
        ("Acara Ngunduh Mantu digelar.", "Ngunduh Mantu", []),
        ("Warga di Ibu Kota menunggu.", "", []),
        ("Mitra Oki Torvanto Insya Allah datang.", "Oki Torvanto Insya Allah", ["Oki Torvanto"]),
        (
            "Chelia Torvanto tiba.\nKebaikan Aa Chelia dikenang.",
            "Chelia Torvanto|Aa Chelia",
            ["Chelia Torvanto", "Chelia"],
        ),
        ("Kebaikan Aa Gymna dikenang.", "Aa Gymna", ["Aa Gymna"]),
    ],
)
def test_fixed_phrases_and_forms_of_address_are_no_people(text: str, people: str, expected: list[str]) -> None:
    assert texts(entities(article(text, people=people)).mentions, "PER") == expected


@pytest.mark.parametrize(
    ("text", "organizations", "expected"),
    [
        ("Penerimaan (PNBP) naik.\nPNBP turun.", "PNBP", []),
        ("Pembaruan One UI 8 hadir.", "", []),
        ("Kerja sama dengan Kementerian/Lembaga lain.", "Kementerian|Lembaga", []),
        ("Mobil BD 8040 QY hilang.", "QY", []),
        ("Kualifikasi MotoGP Aragon 2025 usai.", "MotoGP", []),
        ("Ranking Timnas voli putri Indonesia turun.", "Timnas", ["Timnas voli putri Indonesia"]),
        ("Laga Torvonense Vs Brastamund usai.", "Torvonense Vs Brastamund", ["Torvonense", "Brastamund"]),
    ],
)
def test_terms_and_bare_heads_are_no_organizations(text: str, organizations: str, expected: list[str]) -> None:
    assert texts(entities(article(text, organizations=organizations)).mentions, "ORG") == expected


def test_the_short_form_of_a_place_is_no_organization() -> None:
    found = entities(article("Nusa Tenggara Timur (NTT) dilanda banjir.", organizations="NTT")).mentions
    assert "NTT" in texts(found, "GPE")
