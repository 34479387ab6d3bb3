"""The press tokenizer: conventions, exact offsets, nothing lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warta.nlp.tokenizer import clitic_cut, tokenize


def words(text: str) -> list[str]:
    return [text[start:end] for start, end in tokenize(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rp4,9 triliun", "Rp|4,9|triliun"),
        ("Rp 9.000-9.300", "Rp|9.000|-|9.300"),
        ("US$6,4 juta", "US$|6,4|juta"),
        ("naik 22,6% lalu", "naik|22,6|%|lalu"),
        ("sidang ke-81.", "sidang|ke-81|."),
        ("pada 25-26/10/2025.", "pada|25-26/10/2025|."),
        ("(12/7/2022)", "(|12/7/2022|)"),
        ("negara-negara itu", "negara-negara|itu"),
        ("PBB/UNODC", "PBB|/|UNODC"),
        ("Resolusi 74/247", "Resolusi|74/247"),
        ("Keputusan 1234/QD-TTg", "Keputusan|1234/QD-TTg"),
        ("Kol. Pol. Budi", "Kol.|Pol.|Budi"),
        ("Letjen TNI (Purn.) Budi", "Letjen|TNI|(|Purn.|)|Budi"),
        ("dr. Andi, Sp.P., S.H.", "dr.|Andi|,|Sp.P.|,|S.H."),
        ("ujarnya. Ia hanya bertanya.", "ujar|nya|.|Ia|hanya|bertanya|."),
        ("inilah untukmu, apakah sekolah?", "ini|lah|untuk|mu|,|apa|kah|sekolah|?"),
        ("Liputan6.com, Jakarta", "Liputan6.com|,|Jakarta"),
        ("tahun 1990-an.", "tahun|1990-an|."),
        ("COVID-19, U-23", "COVID-19|,|U-23"),
        ("Januari-Oktober", "Januari|-|Oktober"),
        ("Ma'ruf dan Jum'at", "Ma'ruf|dan|Jum'at"),
        ("Phạm Thế Tùng", "Phạm|Thế|Tùng"),
        ("10km lagi", "10|km|lagi"),
    ],
)
def test_conventions(text: str, expected: str) -> None:
    assert words(text) == expected.split("|")


def test_decomposed_letters_stay_together() -> None:
    text = "Phạm Thế"
    assert words(text) == text.split()


@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from(" .,-/'%0189Rpnyakeluḥạ́"))))
def test_every_character_is_in_exactly_one_token(text: str) -> None:
    at = 0
    for start, end in tokenize(text):
        assert at <= start < end
        assert not text[at:start].strip()
        assert not any(char.isspace() for char in text[start:end])
        at = end
    assert not text[at:].strip()


@pytest.mark.parametrize(
    "word", ["hanya", "tanya", "punya", "karya", "Kenya", "masalah", "langkah", "Maluku", "berlaku", "bertemu"]
)
def test_words_that_only_look_as_if_they_had_a_clitic(word: str) -> None:
    assert clitic_cut(word) is None
