"""One row per person and office: repeated and shortened wordings of an office are one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from warta.core.article import Article, Office
from warta.stages.offices.grammar import Found
from warta.stages.offices.lexicons import words_of

#: Kinds of bodies that stand in an office for the one the article names; words that open the names of schools.
_KINDS, _SCHOOLS = words_of("kind of body"), words_of("school")
#: Last words of heads that need a complement to name an office.
_HEAD_WORDS = words_of("head")


def _words(title: str) -> tuple[str, ...]:
    return tuple(re.findall(r"\w+", title.lower()))


def _short_form(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Tell whether `short` is `full` cut off: its bare head, or the beginning of a long name.

    `Wakil Menteri Luar Negeri` beside `Wakil Menteri Luar Negeri Tetap` are two wordings, not a short form.
    """
    if len(short) >= len(full) or full[: len(short)] != short:
        return False
    return (len(short) <= 2 and short[-1] in _HEAD_WORDS) or (len(short) >= 4 and len(full) - len(short) >= 2)


def _is_head(ranked: Office, titled: Office) -> bool:
    """Tell whether the rank of one row is the head of the office of another (`Duta Besar`)."""
    assert ranked.rank is not None
    assert titled.title is not None
    rank = _words(ranked.rank.text)
    return _words(titled.title.text)[: len(rank)] == rank


def merge(article: Article, found: Sequence[Found], *, rank_only: bool = True) -> tuple[Office, ...]:
    """Return the offices of an article, deduplicated per person, in text order.

    Wordings that differ stay separate rows, as the annotation guide has it; a bare head is merged into a fuller title of the
    same person. A rank given anywhere for the person completes rows without one, but not a former office beside a present one.

    Args:
        article: gives the entities the offices' persons belong to.
        found: what the grammar read, in text order.
        rank_only: keep a row with a rank and no title for people without any office.
    """
    people: dict[int, list[Office]] = {}
    for item in _unresumed(article, found):
        people.setdefault(item.office.entity, []).append(item.office)
    rows: list[Office] = []
    for offices in people.values():
        titled: list[Office] = []
        for office in offices:
            if office.title is None:
                continue
            words = _words(office.title.text)
            for k, other in enumerate(titled):
                assert other.title is not None
                others = _words(other.title.text)
                if others == words or _short_form(words, others):
                    titled[k] = _join(other, office)
                    break
                if _short_form(others, words):
                    titled[k] = _join(office, other)
                    break
            else:
                titled.append(office)
        ranks = [o for o in offices if o.rank is not None]
        best = max(ranks, key=lambda o: (o.rank_code is not None, -o.person.start), default=None)
        if titled:
            for office in titled:
                if office.rank is not None and _is_head(office, office):
                    office = replace(office, rank=None, rank_code=None)  # `Duta Besar` is the office here, not a grade
                elif office.rank is None and best is not None and not _is_head(best, office):
                    office = replace(office, rank=best.rank, rank_code=best.rank_code)
                if office.former and any(o.rank is not None and not o.former for o in titled):
                    office = replace(office, rank=None, rank_code=None)  # the rank is the one held now
                rows.append(office)
        elif best is not None and rank_only:
            rows.append(best)
    rows = [_of_body(article, office) for office in rows]
    return tuple(sorted(rows, key=lambda o: (o.person.start, o.title.start if o.title else -1)))


def _of_body(article: Article, office: Office) -> Office:
    """Name the body an office is of where a kind of body says so and the article has one of it: `Ketua koperasi` of `Koperasi Kota Lama`."""
    if office.title is None or office.organization is not None:
        return office
    kind = office.title.text.split()[-1]
    kinds = _SCHOOLS if kind == "sekolah" else (kind.capitalize(),)
    if kind not in _KINDS:
        return office
    bodies = [
        m for m in article.mentions if m.label == "ORG" and m.span.text.split()[0] in kinds and " " in m.span.text
    ]
    if len({m.entity for m in bodies}) != 1:
        return office
    return replace(office, organization=bodies[0].span, organization_entity=bodies[0].entity)


def _unresumed(article: Article, found: Sequence[Found]) -> list[Found]:
    """Leave out offices that only resume somebody named before, next to another person.

    `Perdana Menteri Rina Sari tiba. Melaporkan kepada Perdana Menteri, Ibu Sari Dewi mengatakan …`: the title after the comma is Rina's.
    """
    own: dict[tuple[str, ...], int] = {}
    out = []
    for item in found:
        office = item.office
        if office.title is not None:
            words = _words(office.title.text)
            between = article.text[office.title.end : office.person.start]
            if not between.strip():
                own.setdefault(words, office.entity)
            bare = office.organization is None and office.country is None
            if bare and "," in between and own.get(words, office.entity) != office.entity:
                continue
        out.append(item)
    return out


def _join(kept: Office, other: Office) -> Office:
    """Complete one assertion of an office from another of the same office."""
    same_title = (
        kept.title is not None and other.title is not None and _words(kept.title.text) == _words(other.title.text)
    )
    return replace(
        kept,
        honorific=kept.honorific or other.honorific,
        rank=kept.rank or other.rank,
        rank_code=kept.rank_code or other.rank_code,
        organization=kept.organization or (other.organization if same_title else None),
        organization_entity=kept.organization_entity
        if kept.organization
        else other.organization_entity
        if same_title
        else None,
        country=kept.country or other.country,
        country_span=kept.country_span or other.country_span,
        former=kept.former or (other.former and same_title),
        acting=kept.acting or (other.acting and same_title),
        in_caption=kept.in_caption and other.in_caption,
    )
