"""Every reason for a null speaker: reached by some text, documented, and given whenever there is no speaker."""

from __future__ import annotations

import pytest

from built_articles import RUN, article
from conftest import ROOT
from readme import reasons_table
from warta.stages.quotes.reasons import ANONYMOUS, NO_GROUP_BEFORE, NOBODY_BEFORE, NOT_NAMED, REASONS

CASES = {
    ANONYMOUS: (
        'Seorang sumber yang enggan disebut namanya mengatakan bahwa stok beras habis.\n"Gudang sudah kosong sejak pekan lalu," ujar sumber tersebut.',
        '"Gudang sudah kosong sejak pekan lalu," kata seorang pejabat yang tidak mau disebutkan namanya.',
    ),
    NOBODY_BEFORE: (
        '"Gudang sudah kosong sejak pekan lalu," katanya.',
        "Ia mengatakan bahwa gudang sudah kosong.",
    ),
    NO_GROUP_BEFORE: (
        "Mereka mengatakan bahwa gudang sudah kosong.",
        '"Gudang sudah kosong sejak pekan lalu," ujar mereka.',
    ),
    NOT_NAMED: ('"Gudang sudah kosong sejak pekan lalu dan belum juga diisi kembali."',),
}


@pytest.mark.parametrize(("reason", "text"), [(reason, text) for reason, texts in CASES.items() for text in texts])
def test_each_reason_is_reached(reason: str, text: str) -> None:
    found = RUN(article(text)).quotes
    assert found
    assert {(q.speaker, q.resolution, q.reason) for q in found} == {(None, "none", reason)}


def test_the_list_is_complete_and_in_the_readme() -> None:
    assert set(CASES) == set(REASONS)
    assert reasons_table() in (ROOT / "README.md").read_text("utf-8")


def test_a_speaker_has_no_reason() -> None:
    found = RUN(article('"Kami siap membantu warga," kata Rina Sari.', people=("Rina Sari",))).quotes
    assert [(q.speaker, q.reason) for q in found] == [("Rina Sari", None)]
