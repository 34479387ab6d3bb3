"""Which rows of a run are right, layer by layer, by the rules of `warta.evaluate`: what confidence is fitted and measured on.

A mention is right when a gold mention of its kind has the same span; a quotation, when content and speaker are right; an office, when
person, office, rank, organization and `former` are; a figure, when value, comparator and unit are; a date, when what the
article fixes of it is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from warta.evaluate import full_figure, full_office, one_to_one, overlap, same_date, same_figure, same_name, same_office

Row = Mapping[str, Any]

#: Layer to the table its rows are in.
LAYERS = {
    "mentions": "mentions",
    "offices": "offices",
    "quotes": "quotes",
    "figures": "quantities",
    "dates": "dates",
}
KINDS = {"PER": "persons", "ORG": "organizations", "GPE": "places", "LOC": "places", "FAC": "places"}


def _always(_gold: Row, _found: Row) -> bool:
    return True


def _content(gold: Row, found: Row) -> float:
    shared = overlap(gold["content"], (int(found["content_start"]), int(found["content_end"])))
    return shared if shared >= 0.5 else 0


def _speaker(gold: Row, found: Row) -> bool:
    return same_name(gold.get("speaker"), found["speaker"])


_RULES: dict[str, tuple[str, Callable[[Row, Row], float], Callable[[Row, Row], bool]]] = {
    "offices": ("officials", same_office, full_office),
    "quotes": ("quotes", _content, _speaker),
    "figures": ("quantities", same_figure, full_figure),
    "dates": ("dates", same_date, _always),
}


def right(layer: str, gold: Mapping[str, Any], found: Sequence[Row]) -> list[bool | None]:
    """Return for each row of a layer whether it is right, None where the gold does not tell (names of other kinds).

    Args:
        layer: one of `LAYERS`.
        gold: a gold article.
        found: the article's rows, with the columns of the layer's table.
    """
    if layer == "mentions":
        spans = {kind: {tuple(span) for span in gold.get(kind, [])} for kind in set(KINDS.values())}
        return [
            (int(m["start"]), int(m["end"])) in spans[KINDS[m["label"]]] if m["label"] in KINDS else None for m in found
        ]
    key, alike, full = _RULES[layer]
    wanted = gold.get(key, [])
    answers: list[bool | None] = [False] * len(found)
    for i, j in one_to_one(wanted, found, alike):
        answers[j] = full(wanted[i], found[j])
    return answers
