"""The English columns of the tables, each a pure function of its own row."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from warta.english.country import country
from warta.english.cue import cue
from warta.english.date import date
from warta.english.institution import office, organization, place
from warta.english.predicate import predicate
from warta.english.quantity import quantity
from warta.english.rank import rank
from warta.english.rendering import NOTHING, Rendering
from warta.english.unit import unit

Row = dict[str, Any]


def of_office(row: Row) -> Row:
    """Return the English columns of a row of `offices`."""
    parts = {
        "rank": rank(row["rank"]),
        "title": office(row["title"], held_in=row["organization"]),
        "organization": organization(row["organization"]),
    }
    parts["country"] = country(row["country"])
    return {**_texts(parts), "office_en_complete": _all(parts)}


def of_quote(row: Row) -> Row:
    """Return the English columns of a row of `quotes`."""
    parts = {
        "cue": cue(row["cue"]),
        "speaker_rank": rank(row["speaker_rank"]),
        "speaker_title": office(row["speaker_title"], held_in=row["speaker_organization"]),
    }
    parts["speaker_organization"] = organization(row["speaker_organization"])
    parts["speaker_country"] = country(row["speaker_country"])
    return {**_texts(parts), "en_complete": _all(parts)}


def of_quantity(row: Row) -> Row:
    """Return the English columns of a row of `quantities`."""
    whole = quantity(row["text"], value=row["value"], value_max=row["value_max"], kind=row["kind"], unit=row["unit"])
    parts = {"unit": unit(row["unit"]), "text": whole}
    return {**_texts(parts), "en_complete": _all(parts)}


def of_date(row: Row) -> Row:
    """Return the English columns of a row of `dates`."""
    return _texts({"text": date(row["text"])})


def of_fact(fact: Row, source: Row) -> Row:
    """Return the English columns of a row of `facts`; what somebody said is left to a translation model.

    Args:
        fact: the row.
        source: the row of `offices`, `quotes` or `quantities` it repeats, with its English columns.
    """
    if fact["kind"] == "quote":
        said = cue(fact["predicate"])
        return {"predicate_en": said.text, "object_en": None, "unit_en": None, "en_complete": False}
    relation = predicate(fact["predicate"])
    if fact["kind"] == "office":
        held = [source["title_en"] or source["rank_en"], source["organization_en"] if source["title_en"] else None]
        object_en, complete = ", ".join(p for p in held if p) or None, source["office_en_complete"]
    else:
        object_en, complete = source["text_en"], source["en_complete"]
    return {
        "predicate_en": relation.text,
        "object_en": object_en,
        "unit_en": source.get("unit_en"),
        "en_complete": relation.complete and complete,
    }


def of_entity(label: str, name: str) -> str | None:
    """Return the English name of an organization or a place, None where it is not wholly known."""
    render: Callable[[str], Rendering] | None = {"ORG": organization, "GPE": place, "LOC": place}.get(label)
    found = render(name) if render else NOTHING
    return found.text if found.complete else None


def _texts(parts: dict[str, Rendering]) -> Row:
    return {f"{name}_en": part.text for name, part in parts.items()}


def _all(parts: dict[str, Rendering]) -> bool:
    return all(part.complete for part in parts.values())
