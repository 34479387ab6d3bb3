"""The changes of `recipe.perturb` do what they say, and places are carried over."""

from __future__ import annotations

import random
from typing import Any

from recipe.leave_out import group_of
from recipe.perturb import Changed, Edit, changes

TEXT = '"Kami siap," kata Rina Sari.\nRina membeli 25 kg beras seharga Rp1.900.'


def _span(piece: str, start: int = 0) -> list[int]:
    at = TEXT.index(piece, start)
    return [at, at + len(piece)]


GOLD: dict[str, Any] = {
    "persons": [_span("Rina Sari"), _span("Rina", TEXT.index("\n"))],
    "quantities": [{"span": _span("25 kg")}, {"span": _span("Rp1.900")}],
    "quotes": [
        {
            "kind": "direct",
            "content": _span("Kami siap"),
            "cue": _span("kata"),
            "speaker_mention": _span("Rina Sari"),
            "speaker": "Rina Sari",
        }
    ],
}


def test_each_change_is_made_alone() -> None:
    made = changes(TEXT, GOLD, ["Budi", "Jaya"], random.Random(1))
    names = made["names"]
    assert {names.name("Rina Sari")} <= {"Budi Jaya", "Jaya Budi"}
    assert names.text.count(names.names["Rina"]) == 2
    assert made["figures"].text == TEXT.replace("25 kg", "36 kg").replace("1.900", "2.900")
    assert made["quotation marks"].text == TEXT.replace('"Kami siap,"', "“Kami siap,”")
    assert made["order of cue and quotation"].text.startswith('Rina Sari mengatakan, "Kami siap."\n')
    cue = made["cue verbs"].text
    assert cue != TEXT
    assert cue.endswith(TEXT[TEXT.index("Rina Sari") :])


def test_places_are_carried_over() -> None:
    for changed in changes(TEXT, GOLD, ["Budi", "Jaya"], random.Random(1)).values():
        for piece in ("Kami siap", "membeli", "beras seharga"):
            start, end = changed.place(*_span(piece))
            assert changed.text[start:end] == piece
    made = Changed.of("a b c", [Edit(0, 1, "aaa"), Edit(0, 3, "x"), Edit(4, 5, "")])
    assert (made.text, made.place(2, 3)) == ("aaa b ", (4, 5))


def test_groups_are_what_stands_before_the_number() -> None:
    assert [group_of(stem) for stem in ("detik-01", "vna-12", "alone")] == ["detik", "vna", "alone"]
