"""Checks: what an attentive reader would ask about the figures of an article and of a run.

Two pure functions; nothing here reads or writes:

- `breakdowns(article)` compares a total with the parts an article lists for it (`72 negara ... 19 negara Asia, 21 negara
  Afrika ...`). A breakdown that adds up is a finding too, and its message says so.
- `contradictions(rows)` compares figures said of the same thing, in one article or across articles. `rows` are rows of the
  `quantities` table as mappings; any iterable will do, and the result does not depend on its order.

Both return `Check`s. Those of `breakdowns` name the quantities they rest on by their index in `article.quantities`
(`quantities`); those of `contradictions` by `quantity_id` (`quantity_ids`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from warta.core.article import Article, Quantity

#: Words that announce that the parts which follow make up the whole.
_ANNOUNCES = re.compile(
    r"\b(?:terdiri (?:dari|atas)|yakni|yaitu|meliputi|rincian(?:nya)?|dengan rincian|masing-masing|mencakup|terbagi (?:atas|menjadi)|di antaranya)\b|:",
    re.IGNORECASE,
)
#: Words that announce examples instead.
_EXAMPLES = re.compile(r"\b(?:termasuk|antara lain|di antaranya|salah satunya|misalnya)\b", re.IGNORECASE)
_MEMBER = re.compile(r"\s+dan\s+$")
#: Words between two parts of a list: names and short descriptions, no new statement.
_MOST_WORDS = 9
_FARTHEST_SENTENCE = 3
_NEAR_TOTAL = 0.1
_COMPARABLE = frozenset({"count", "money", "measure", "percent", "age"})
_NOTHING_SAID = frozenset({"ia", "dia", "mereka", "kami", "kita", "saya", "beliau", "angka", "angka itu", "jumlah", "jumlahnya", "total", "nilainya", "itu", "ini"})


@dataclass(frozen=True)
class Check:
    """A finding about figures.

    Args:
        kind: `breakdown` or `contradiction`.
        message: the finding, in Indonesian, one sentence.
        consistent: the figures agree.
        expected: the total (breakdown), or the value met first (contradiction).
        found: the sum of the parts, or the differing value.
        article_id: the article, or None for a finding over several.
        quantities: indexes into `article.quantities` of what it rests on, the total first (breakdowns).
        quantity_ids: ids of what it rests on (contradictions).
    """

    kind: str
    message: str
    consistent: bool
    expected: float | None
    found: float | None
    article_id: str | None = None
    quantities: tuple[int, ...] = ()
    quantity_ids: tuple[str, ...] = ()


def breakdowns(article: Article) -> tuple[Check, ...]:
    """Compare the totals of an article with the parts it lists for them.

    Parts are two or more figures with the same unit in one sentence, in a list. An organization that is joined to a part
    with `dan` (`19 negara dan Uni Eropa`) counts as one more member. The total is a figure with the same unit that stands
    before them, in the same sentence or the three before; where several could be meant, the one that fits is taken.

    Args:
        article: an article after the quantities stage.
    """
    found: list[Check] = []
    for parts in _lists(article):
        members = _members(article, parts)
        total, announced = _total(article, parts, members)
        if total is None:
            continue
        whole = article.quantities[total]
        assert whole.value is not None
        amount = sum(article.quantities[p].value or 0.0 for p in parts) + len(members)
        agrees = _same(amount, whole.value)
        if not agrees and not announced and (len(parts) < 3 or abs(amount - whole.value) > _NEAR_TOTAL * whole.value):
            continue
        terms = [_number(article.quantities[p].value or 0.0) for p in parts] + [f"1 ({name})" for name in members]
        sum_text = f"{' + '.join(terms)} = {_number(amount)}"
        message = (
            f"Rincian cocok dengan jumlahnya: {sum_text} {whole.unit}."
            if agrees
            else f"Rincian tidak cocok dengan jumlahnya: {sum_text}, sedangkan disebut {_number(whole.value)} {whole.unit}."
        )
        found.append(Check("breakdown", message, agrees, whole.value, amount, article.article_id or None, (total, *parts)))
    return tuple(found)


def _plain(quantity: Quantity) -> bool:
    return quantity.value is not None and quantity.value_max is None and quantity.comparator == "=" and quantity.kind in ("count", "money", "measure")


def _lists(article: Article) -> list[list[int]]:
    """Return runs of two or more figures with one unit that stand in a list."""
    runs: list[list[int]] = []
    run: list[int] = []
    for index, quantity in enumerate(article.quantities):
        if run and _plain(quantity):
            last = article.quantities[run[-1]]
            gap = article.text[last.span.end : quantity.span.start]
            same = last.sent_no == quantity.sent_no and last.unit.lower() == quantity.unit.lower()
            # A list goes on over a comma or conjunction; the total announces it with other words.
            joined = re.search(r",|;|\b(?:dan|serta|sedangkan|sementara)\b", gap) is not None
            if same and joined and len(gap.split()) <= _MOST_WORDS and not _EXAMPLES.search(gap) and not _ANNOUNCES.search(gap):
                run.append(index)
                continue
        if len(run) > 1:
            runs.append(run)
        run = [index] if _plain(quantity) and quantity.unit else []
    if len(run) > 1:
        runs.append(run)
    return runs


def _members(article: Article, parts: Sequence[int]) -> list[str]:
    """Return the organizations joined to a part as one more member."""
    names = []
    for part in parts:
        end = article.quantities[part].span.end
        for mention in article.mentions:
            if mention.label in ("ORG", "GPE", "NORP") and end <= mention.span.start <= end + 6 and _MEMBER.match(article.text[end : mention.span.start]):
                names.append(mention.span.text)
                break
    return names


def _total(article: Article, parts: Sequence[int], members: Sequence[str]) -> tuple[int | None, bool]:
    """Return the figure the parts belong to, and whether the text announces them as its breakdown."""
    first = article.quantities[parts[0]]
    values = [article.quantities[p].value or 0.0 for p in parts]
    amount = sum(values) + len(members)
    candidates: list[int] = []
    for index in range(parts[0] - 1, -1, -1):
        quantity = article.quantities[index]
        if quantity.sent_no < first.sent_no - _FARTHEST_SENTENCE:
            break
        if _plain(quantity) and quantity.unit.lower() == first.unit.lower() and (quantity.value or 0.0) > max(values):
            candidates.append(index)
    for index in candidates:
        if _same(article.quantities[index].value or 0.0, amount):
            return index, True
    for index in candidates:
        quantity = article.quantities[index]
        gap = article.text[quantity.span.end : first.span.start]
        if quantity.sent_no == first.sent_no and _ANNOUNCES.search(gap) and not _EXAMPLES.search(gap):
            return index, True
    return (candidates[0], False) if candidates else (None, False)


def contradictions(rows: Iterable[Mapping[str, Any]]) -> tuple[Check, ...]:
    """Find figures that are said of the same thing with different values.

    The same thing is the same subject, predicate, kind, unit and counted noun phrase at the same time; figures without a
    subject of their own, parts of others, changes (`dari 45 menjadi 35`) and figures of one sentence are not compared.
    Ages are compared by name alone. Approximate figures agree when they are within a tenth.

    Args:
        rows: rows of the `quantities` table with `quantity_id`, `article_id`, `sent_no`, `start`, `value`, `value_max`,
            `comparator`, `kind`, `unit`, `counted`, `subject`, `predicate`, `time`, `part_of`.
    """
    groups: dict[tuple[str, ...], list[Mapping[str, Any]]] = {}
    for row in rows:
        key = _said_of(row)
        if key is not None:
            groups.setdefault(key, []).append(row)
    found: list[Check] = []
    for key in sorted(groups):
        ordered = sorted(groups[key], key=lambda r: (str(r["article_id"]), int(r["start"]), str(r["quantity_id"])))
        first = ordered[0]
        others = [r for r in ordered[1:] if not _agree(first, r) and (r["article_id"], r["sent_no"]) != (first["article_id"], first["sent_no"])]
        if not others:
            continue
        other = others[0]
        one = all(r["article_id"] == first["article_id"] for r in others)
        where = "dalam satu artikel" if one else "di artikel lain"
        message = (
            f"Angka berbeda {where} untuk {str(first['subject']).strip()}: "
            f"{_number(float(first['value']))} dan {_number(float(other['value']))} {first['unit']}."
        )
        ids = tuple(str(r["quantity_id"]) for r in (first, *others))
        article = str(first["article_id"]) if one else None
        found.append(Check("contradiction", message, False, float(first["value"]), float(other["value"]), article, (), ids))
    return tuple(found)


def _fold(value: Any) -> str:
    return re.sub(r"\W+", " ", str(value)).strip().lower() if value is not None and value == value else ""


def _said_of(row: Mapping[str, Any]) -> tuple[str, ...] | None:
    """Return what a row is said of, as a key; None where it cannot be compared."""
    if row.get("value") is None or row["value"] != row["value"] or row["kind"] not in _COMPARABLE or row["comparator"] not in ("=", "~"):
        return None
    if row.get("part_of") is not None and row["part_of"] == row["part_of"]:
        return None
    if row.get("value_max") is not None and row["value_max"] == row["value_max"]:
        return None
    subject = _fold(row.get("subject"))
    if not subject or subject in _NOTHING_SAID:
        return None
    if row["kind"] == "age":
        # One name in two articles may be two people; a full name rarely is.
        return ("age", subject, "" if len(subject.split()) > 1 else str(row["article_id"]))
    predicate = _fold(row.get("predicate"))
    time = _fold(row.get("time"))
    if len(subject.split()) < 2 or not predicate or not time:
        return None
    return (str(row["kind"]), subject, predicate, _fold(row["unit"]), _fold(row.get("counted")), time)


def _agree(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    a, b = float(one["value"]), float(other["value"])
    if "~" in (one["comparator"], other["comparator"]):
        return abs(a - b) <= _NEAR_TOTAL * max(abs(a), abs(b))
    return _same(a, b)


def _same(a: float, b: float) -> bool:
    return abs(a - b) <= 1e-6 * max(1.0, abs(a), abs(b))


def _number(value: float) -> str:
    """Write a number the Indonesian way.

    >>> _number(12500.5), _number(72.0)
    ('12.500,5', '72')
    """
    from babel.numbers import format_decimal

    return str(format_decimal(value, format="#,##0.######", locale="id"))
