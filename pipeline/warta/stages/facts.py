"""Facts: offices, quotations and figures as one table, what a researcher reads first.

A fact repeats what its source row says, in the words of the article: `subject` is empty where the article names none.
`predicate` is the article's own word where it has one (cue, verb of a figure), else the relation's name below.
"""

from __future__ import annotations

from typing import Any

from warta.core.article import Article
from warta.english.columns import of_fact
from warta.ids import stable_id

Row = dict[str, Any]

#: Names of relations that the press often leaves without a verb.
HOLDS, HELD, HOLDS_FOR_NOW, HAS_RANK = "menjabat", "pernah menjabat", "menjabat sementara", "berpangkat"
_KEYS = {"offices": "office_id", "quotes": "quote_id", "quantities": "quantity_id"}
SAYS, AMOUNTS = "menyatakan", "berjumlah"


def facts(article: Article, rows: dict[str, list[Row]]) -> list[Row]:
    """Return the rows an article adds to `facts`.

    Args:
        article: the article after the last stage.
        rows: its rows in `offices`, `quotes` and `quantities`, as the store builds them.
    """
    sentences = {s.no: s.span for s in article.sentences}
    speakers = {r["quote_id"]: r["speaker"] for r in rows.get("quotes", ())}
    found = [_of_office(r) for r in rows.get("offices", ())]
    found += [_of_quote(r) for r in rows.get("quotes", ())]
    found += [_of_quantity(r, speakers) for r in rows.get("quantities", ())]
    for fact in found:
        sentence = sentences.get(fact["sent_no"])
        fact["evidence"] = fact.pop("text") if sentence is None else sentence.text
        fact["fact_id"] = stable_id("fact", fact["kind"], fact["source_id"])
    sources = {r[key]: r for table, key in _KEYS.items() for r in rows.get(table, ())}
    for fact in found:
        fact.update(of_fact(fact, sources[fact["source_id"]]))
    order = {"office": 0, "quote": 1, "quantity": 2}
    return sorted(found, key=lambda f: (f["start"], f["end"], order[f["kind"]]))


def _fact(row: Row, **said: Any) -> Row:
    place = {name: row[name] for name in ("article_id", "sent_no", "start", "end", "text", "confidence")}
    nothing = dict.fromkeys(
        ("subject_entity_id", "value", "value_max", "comparator", "unit", "time", "place", "attributed_to")
    )
    return {**nothing, **place, **said}


def _of_office(row: Row) -> Row:
    held = [row["title"] or row["rank"], row["organization"] if row["title"] else None]
    if row["title"] is None:
        predicate = HAS_RANK
    else:
        predicate = HELD if row["former"] else HOLDS_FOR_NOW if row["acting"] else HOLDS
    return _fact(
        row,
        kind="office",
        source_id=row["office_id"],
        subject=row["person"],
        subject_entity_id=row["person_entity_id"],
        predicate=predicate,
        object=", ".join(part for part in held if part),
    )


def _of_quote(row: Row) -> Row:
    return _fact(
        row,
        kind="quote",
        source_id=row["quote_id"],
        subject=row["speaker"] or "",
        subject_entity_id=row["speaker_entity_id"],
        predicate=row["cue"] or SAYS,
        object=row["content"],
        attributed_to=row["speaker"],
    )


def _of_quantity(row: Row, speakers: dict[str, str | None]) -> Row:
    return _fact(
        row,
        kind="quantity",
        source_id=row["quantity_id"],
        subject=row["subject"] or row["counted"] or "",
        predicate=row["predicate"] or AMOUNTS,
        object=row["text"],
        value=row["value"],
        value_max=row["value_max"],
        comparator=row["comparator"],
        unit=row["unit"],
        time=row["time"],
        place=row["place"],
        attributed_to=speakers.get(row["quote_id"]),
    )
