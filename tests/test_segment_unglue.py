"""Tokens cut where scraping lost a space."""

from __future__ import annotations

import pytest

from warta.lexicon import Resources
from warta.nlp.tokenizer import tokenize
from warta.stages.segment.unglue import Unglue

unglue = Unglue(Resources())


def _words(text: str) -> list[str]:
    return [text[a:b] for a, b in unglue.cut(text, tokenize(text), known=unglue.known(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tolvarniyang tiba, lalu Tolvarnimemberikan hadiah.", ["Tolvarni", "yang", "Tolvarni", "memberikan"]),
        ("Wirjadikarsabertukar pesan.", ["Wirjadikarsa", "bertukar"]),
        ("Soal Torvino: Torvinokabarnya pergi, Torvinopun diam.", ["Torvino", "kabar", "Torvino", "pun"]),
        ("TORVINOdan kakaknya.", ["TORVINO", "dan"]),
        ("Chelia hadir. Kata presenterChelia, acara usai.", ["presenter", "Chelia"]),
        ("Brastagi Nusa. Ia memakai softwareBrastagiyang baru.", ["software", "Brastagi", "yang"]),
        ("POTRETChelia Larasati.", ["POTRET", "Chelia"]),
        ("PTBrastagi Nusa merugi.", ["PT", "Brastagi"]),
        ("MengutipTorvo Mail, LaporanTorvo Post.", ["Mengutip", "Torvo", "Laporan", "Torvo"]),
        ("Báo Giáo dục và Thời đạiBáo Giáo dục.", ["đại", "Báo"]),
        ("Sumber: AcakEditor: Oka Pratama.", ["Acak", "Editor"]),
        ("(Senjapos.com/Sari Wulan)", ["Senjapos.com", "/", "Sari"]),
        ("Chelia dan Torvo. Lalu Chelia-Torvo tiba.", ["Chelia", "-", "Torvo"]),
        ("Grup G 2025Torvo Utara.", ["2025", "Torvo"]),
        ("Menurut H.Torvo, warga resah.", ["H.", "Torvo"]),
        ("Indonesiavs Jepang.", ["Indonesia", "vs"]),
        ("Dadang Torvyadimengatakan hal itu.", ["Torvyadi", "mengatakan"]),
        ("Yolla Torvianatelah mundur.", ["Torviana", "telah"]),
        ("Torvo diam. Pep TorvoyakinErlan menang.", ["Torvo", "yakin", "Erlan"]),
        ("Torvo diam. SARTorvomengaku puas.", ["SAR", "Torvo", "mengaku"]),
        ("Torviyanadisebut-sebut kaya.", ["Torviyana", "disebut-sebut"]),
        ("SugiantoromembuatRamat pulang.", ["Sugiantoro", "membuat", "Ramat"]),
        ("Torvian Anungmengakuikebakarandi kota.", ["Anung", "mengakui", "kebakaran", "di"]),
    ],
)
def test_glued_words_are_cut(text: str, expected: list[str]) -> None:
    words = iter(_words(text))
    assert all(word in words for word in expected)


@pytest.mark.parametrize("word", ["iPhone", "detikJateng", "LaLigo", "BlingSenja", "Meskipun", "Benjamin", "ISlam"])
def test_whole_words_stay(word: str) -> None:
    assert word in _words(f"Ben kata {word} bagus, Meski mahal.")


def test_a_name_used_again_and_again_is_whole() -> None:
    assert _words("Salsabila menang. Kata Salsabila, Salsa adalah panggilannya.").count("Salsabila") == 2
    assert "Tandilangi" in _words("Iptu Rezky Tandilangi menambahkan, pelaku ditahan.")


def test_a_name_that_ends_like_a_common_word_is_whole() -> None:
    text = "Carlos Torvobakal menang. Torvobakal senang. Kata Torvobakal, ia siap. Masudah pergi."
    words = _words(text)
    assert words.count("Torvobakal") == 3
    assert "Masudah" in words
