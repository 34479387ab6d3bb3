"""Quotation marks: pairing, mixed styles, apostrophes, hostile input."""

from __future__ import annotations

import time

import pytest

from warta.stages.quotes.marks import pair_marks


def inner(text: str) -> list[str]:
    return [text[q.inner_start : q.inner_end] for q in pair_marks(text, [(0, len(text))])]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"Kami siap," kata Rina.', ["Kami siap"]),
        ("“Kami siap,” kata Rina.", ["Kami siap"]),
        ("«Kami siap», kata Rina.", ["Kami siap"]),
        ("„Kami siap“, kata Rina.", ["Kami siap"]),
        ("'Kami siap,' kata Rina.", ["Kami siap"]),
        ("‘Kami siap,’ kata Rina.", ["Kami siap"]),
        ("``Kami siap,'' kata Rina.", ["Kami siap"]),
        ('“Kami siap," kata Rina.', ["Kami siap"]),
        ('"Kami siap,” kata Rina.', ["Kami siap"]),
        ("”Kami siap,” kata Rina.", ["Kami siap"]),
        ('"Satu," kata Rina. "Dua."', ["Satu", "Dua."]),
        ('kata Rina."Satu,"kata Budi.', ["Satu"]),
        ('“Motto kami "cepat" itu,” kata Rina.', ['Motto kami "cepat" itu']),
        ("“Dia bilang ‘siap’ tadi,” kata Rina.", ["Dia bilang ‘siap’ tadi"]),
        ("Ma'ruf dan Jum'at tidak dikutip.", []),
        ('Layar 12" itu pecah.', []),
        ('\\"Kita tentu takut,\\" ujar Kades. \\"Apalagi orang,\\" tuturnya.', ["Kita tentu takut", "Apalagi orang"]),
    ],
)
def test_marks_are_paired(text: str, expected: list[str]) -> None:
    assert inner(text) == expected


def test_an_unclosed_quotation_ends_with_its_block() -> None:
    text = '"Kami siap membantu warga.\nKami juga siap menanggung biaya," kata Rina.'
    border = text.index("\n")
    found = pair_marks(text, [(0, border), (border + 1, len(text))])
    assert [text[q.inner_start : q.inner_end] for q in found] == [
        "Kami siap membantu warga.",
        "Kami juga siap menanggung biaya",
    ]
    assert not found[0].closed


@pytest.mark.parametrize("mark", ['"', "“", "”", "'", "’", '"“', "«"])
def test_many_marks_take_linear_time(mark: str) -> None:
    start = time.perf_counter()
    pair_marks(mark * 40_000, [(0, 40_000)])
    pair_marks(f"{mark}kata " * 20_000, [(0, len(mark) * 20_000 + 100_000)])
    assert time.perf_counter() - start < 2.0
