"""Rows of the tables from an article: everything but what only the whole run knows.

Entities are numbers inside the article here; `warta.stages.resolve` gives them their ids.
"""

from __future__ import annotations

import json
from datetime import datetime, timedelta, timezone
from typing import Any

from warta.core.article import Article, Entity, Office, Quote
from warta.core.span import Span
from warta.english import columns as english
from warta.ids import stable_id

Row = dict[str, Any]
Rows = dict[str, list[Row]]

#: Publication times with a zone are stored as the clock showed in western Indonesia (UTC+7), where most publishers are.
_WESTERN_INDONESIA = timezone(timedelta(hours=7))

_ENGLISH = {
    "offices": english.of_office,
    "quotes": english.of_quote,
    "quantities": english.of_quantity,
    "dates": english.of_date,
}


class Identifiers:
    """Gives ids to the rows of one article, and keeps them apart where two rows say the same of the same place."""

    def __init__(self, article_id: str):
        self._article_id = article_id
        self._seen: dict[tuple[Any, ...], int] = {}

    def __call__(self, table: str, *parts: Any) -> str:
        """Return the id of a row of a table from what tells it from other rows."""
        said = (table, *parts)
        count = self._seen.get(said, 0)
        self._seen[said] = count + 1
        return stable_id(self._article_id, *said, *([count] if count else []))


def rows_of(article: Article, *, tokens: bool = False) -> Rows:
    """Return the rows an article adds to each table but `facts` and `checks`, and its entities under `entities`.

    A failed or skipped article has a row in `articles` and none elsewhere.

    Args:
        article: the article after the last stage.
        tokens: also return the rows of `tokens`.
    """
    rows: Rows = {"articles": [_article_row(article)]}
    if article.status != "ok":
        return rows
    ids = Identifiers(article.article_id)
    entities = _Entities(article)
    rows["blocks"] = [
        {"article_id": article.article_id, "block_no": b.no, "kind": b.kind, "language": b.language, **_place(b.span)}
        for b in article.blocks
    ]
    rows["sentences"] = [
        {
            "article_id": article.article_id,
            "sent_no": s.no,
            "block_no": s.block_no,
            "kind": s.kind,
            "language": s.language,
            "translation": s.translation,
            "translation_check": s.translation_check,
            **_place(s.span),
        }
        for s in article.sentences
    ]
    if tokens:
        rows["tokens"] = _token_rows(article)
    rows["mentions"] = [
        {
            "mention_id": ids("mention", m.span.start, m.span.end, m.label),
            "label": m.label,
            "entity_id": entities.of_mention(no),
            "confidence": _probability(m.confidence),
            "origin": m.origin,
            **_row(article, m.span, m.sent_no),
        }
        for no, m in enumerate(article.mentions)
    ]
    rows["offices"] = [_office_row(article, office, ids, entities) for office in article.offices]
    rows["quotes"] = _quote_rows(article, ids)
    rows["quantities"] = _quantity_rows(article, ids, [r["quote_id"] for r in rows["quotes"]])
    rows["dates"] = [
        {
            "date_id": ids("date", d.span.start, d.span.end, d.iso),
            "iso": d.iso,
            "iso_resolved": d.iso_resolved,
            "grain": d.grain,
            "iso_confidence": _probability(d.confidence),
            **_row(article, d.span, d.sent_no),
        }
        for d in article.dates
    ]
    rows["citations"] = [
        {
            "citation_id": ids("citation", c.span.start, c.span.end, c.kind, c.number),
            "kind": c.kind,
            "number": c.number,
            "year": c.year,
            **_row(article, c.span, c.sent_no),
        }
        for c in article.citations
    ]
    rows["entities"] = entities.rows()
    for table, columns in _ENGLISH.items():
        for row in rows[table]:
            row.update(columns(row))
    return rows


class _Entities:
    """The entities of an article; a mention or a person that belongs to none becomes one of its own."""

    def __init__(self, article: Article):
        self._entities: list[Entity] = list(article.entities)
        self._of_mention: list[int] = []
        known = range(len(article.entities))
        for no, mention in enumerate(article.mentions):
            self._of_mention.append(
                mention.entity if mention.entity in known else self._add(mention.label, mention.span.text, (no,))
            )

    def _add(self, label: Any, name: str, mentions: tuple[int, ...] = ()) -> int:
        self._entities.append(Entity(len(self._entities), label, name, (name,), mentions))
        return len(self._entities) - 1

    def of_mention(self, no: int) -> int:
        return self._of_mention[no]

    def of_person(self, office: Office) -> int:
        if 0 <= office.entity < len(self._entities):
            return office.entity
        for number, entity in enumerate(self._entities):
            if entity.label == "PER" and entity.name == office.person.text:
                return number
        return self._add("PER", office.person.text)

    def rows(self) -> list[Row]:
        return [
            {"no": no, "label": e.label, "name": e.name, "aliases": sorted(set(e.aliases)), "country": e.country}
            for no, e in enumerate(self._entities)
        ]


def _article_row(article: Article) -> Row:
    ok = article.status == "ok"
    return {
        "article_id": article.article_id,
        "source_path": article.source_path,
        "url": article.url,
        "site": article.site,
        "publisher": article.publisher,
        "title": article.title,
        "byline": article.byline,
        "published_at": local_time(article.published_at),
        "language": article.language or ("id" if ok else None),
        "language_confidence": _probability(article.language_confidence or 0.0) if ok else article.language_confidence,
        "text": article.text if article.text or ok else None,
        "n_chars": len(article.text),
        "n_sentences": len(article.sentences) if ok else 0,
        "n_tokens": len(article.tokens) if ok else 0,
        "duplicate_of": None,
        "status": article.status,
        "error": one_line(article.error) if article.error else None,
        "encoding": article.encoding,
        "sources": json.dumps(dict(article.sources), ensure_ascii=False, sort_keys=True),
        "notes": list(article.notes),
    }


def local_time(value: datetime | None) -> datetime | None:
    """Return a time without zone, as a clock in western Indonesia shows it where a zone is given."""
    if value is None or value.tzinfo is None:
        return value
    return value.astimezone(_WESTERN_INDONESIA).replace(tzinfo=None)


def one_line(text: str, *, limit: int = 400) -> str:
    """Return a text as one line of at most `limit` characters."""
    line = " ".join(text.split())
    return line if len(line) <= limit else line[: limit - 1] + "…"


def _probability(value: float) -> float:
    """Return a confidence within 0 and 1, at a precision every machine reaches alike."""
    return round(min(1.0, max(0.0, float(value))), 4)


def _place(span: Span) -> Row:
    return {"start": span.start, "end": span.end, "text": span.text}


def _row(article: Article, span: Span, sent_no: int) -> Row:
    return {"article_id": article.article_id, "sent_no": sent_no, **_place(span)}


def _text(span: Span | None) -> str | None:
    return None if span is None else span.text


def _token_rows(article: Article) -> list[Row]:
    return [
        {
            "article_id": article.article_id,
            "sent_no": t.sent_no,
            "token_no": t.no,
            "start": t.span.start,
            "end": t.span.end,
            "text": t.text,
            "lemma": t.lemma,
            "upos": t.upos,
            "feats": t.feats,
            "head": t.head,
            "deprel": t.deprel,
            "entity_tag": t.ner,
        }
        for t in article.tokens
    ]


def _office_row(article: Article, office: Office, ids: Identifiers, entities: _Entities) -> Row:
    span = office.span
    title, rank, organization = _text(office.title), _text(office.rank), _text(office.organization)
    return {
        "office_id": ids("office", span.start, span.end, office.person.start, title, rank, organization, office.former),
        "person": office.person.text,
        "person_start": office.person.start,
        "person_end": office.person.end,
        "person_entity_id": entities.of_person(office),
        "honorific": _text(office.honorific),
        "rank": rank,
        "rank_code": office.rank_code,
        "title": title,
        "organization": organization,
        "organization_entity_id": office.organization_entity,
        "country": office.country,
        "former": office.former,
        "acting": office.acting,
        "in_caption": office.in_caption,
        "confidence": _probability(office.confidence),
        "rule": office.rule,
        **_row(article, span, office.sent_no),
    }


def _quote_rows(article: Article, ids: Identifiers) -> list[Row]:
    groups: dict[int, str] = {}
    rows = []
    for quote in article.quotes:
        if quote.group not in groups:
            groups[quote.group] = ids("quote_group", quote.content.start, quote.content.end)
        rows.append(_quote_row(article, quote, ids, groups[quote.group]))
    return rows


def _quote_row(article: Article, quote: Quote, ids: Identifiers, group: str) -> Row:
    span, cue, mention = quote.span, quote.cue, quote.speaker_mention
    office = article.offices[quote.speaker_office] if quote.speaker_office is not None else None
    return {
        "quote_id": ids("quote", quote.content.start, quote.content.end, quote.kind),
        "quote_group": group,
        "kind": quote.kind,
        "content": quote.content.text,
        "content_start": quote.content.start,
        "content_end": quote.content.end,
        "cue": _text(cue),
        "cue_start": cue.start if cue else None,
        "cue_end": cue.end if cue else None,
        "speaker": quote.speaker,
        "speaker_entity_id": quote.speaker_entity,
        "speaker_mention": _text(mention),
        "speaker_start": mention.start if mention else None,
        "speaker_end": mention.end if mention else None,
        "speaker_resolution": quote.resolution,
        "rule": quote.rule,
        "reason": quote.reason,
        "speaker_rank": _text(office.rank) if office else None,
        "speaker_title": _text(office.title) if office else None,
        "speaker_organization": _text(office.organization) if office else None,
        "speaker_country": office.country if office else None,
        "translation": quote.translation,
        "translation_check": quote.translation_check,
        "confidence": _probability(quote.confidence),
        **_row(article, span, quote.sent_no),
    }


def _quantity_rows(article: Article, ids: Identifiers, quote_ids: list[str]) -> list[Row]:
    own = [ids("quantity", q.span.start, q.span.end, q.value, q.value_max) for q in article.quantities]
    return [
        {
            "quantity_id": own[no],
            "value": q.value,
            "value_max": q.value_max,
            "comparator": q.comparator,
            "kind": q.kind,
            "unit": q.unit,
            "counted": _text(q.counted),
            "subject": _text(q.subject),
            "predicate": _text(q.predicate),
            "place": _text(q.place),
            "time": q.time,
            "part_of": own[q.part_of] if q.part_of is not None else None,
            "quote_id": quote_ids[q.quote] if q.quote is not None else None,
            "confidence": _probability(q.confidence),
            **_row(article, q.span, q.sent_no),
        }
        for no, q in enumerate(article.quantities)
    ]
