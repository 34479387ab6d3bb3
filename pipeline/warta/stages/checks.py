"""Checks: findings about the figures of an article, each with the facts it rests on.

`breakdown`: parts of the same unit listed in one sentence are compared with a total named there or shortly before; an
organization listed among the parts without a figure of its own (`19 negara dan Uni Eropa`) is one more member. `contradiction`:
the same subject and unit with different values in one article.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from warta.core.article import Article
from warta.ids import stable_id
from warta.lexicon import Resources

Row = dict[str, Any]

#: A total stands at most this many sentences before its parts.
REACH = 4
#: Fewest parts of a breakdown that is not announced by a cue (`terdiri dari`).
PARTS = 3
_JOINT = re.compile(r"(?:[,;]|\b(?:dan|serta|maupun)\b)")
_LONGEST_GAP = 80


def checks(article: Article, rows: dict[str, list[Row]], *, resources: Resources) -> list[Row]:
    """Return the findings about an article's figures.

    Args:
        article: the article after the last stage.
        rows: its rows in `quantities`, `mentions` and `facts`.
        resources: the run's lexicons (`breakdown_cues.tsv`).
    """
    fact_of = {r["source_id"]: r["fact_id"] for r in rows.get("facts", ()) if r["kind"] == "quantity"}
    found = [*_breakdowns(article, rows, resources), *_contradictions(rows)]
    out = []
    for kind, message, expected, value, figures in found:
        ids = [fact_of[f["quantity_id"]] for f in figures if f["quantity_id"] in fact_of]
        out.append(
            {
                "check_id": stable_id("check", kind, article.article_id, *ids),
                "article_id": article.article_id,
                "kind": kind,
                "message": message,
                "expected": expected,
                "found": value,
                "fact_ids": ids,
            }
        )
    return list({r["check_id"]: r for r in out}.values())


_Finding = tuple[str, str, float, float, list[Row]]


def _head(row: Row) -> str:
    return str(row["unit"]).lower().split(" ")[0]


def _breakdowns(article: Article, rows: dict[str, list[Row]], resources: Resources) -> Iterator[_Finding]:
    figures = [
        q
        for q in rows.get("quantities", ())
        if q["kind"] in ("count", "money") and q["value"] is not None and q["unit"]
    ]
    organizations = [m for m in rows.get("mentions", ()) if m["label"] == "ORG"]
    by_sentence: dict[int, list[Row]] = defaultdict(list)
    for figure in figures:
        by_sentence[figure["sent_no"]].append(figure)
    cues = [r["cue"] for r in resources.lexicon("breakdown_cues")]
    for sent_no, inside in by_sentence.items():
        for parts in _lists(article.text, inside):
            before = article.text[max(0, parts[0]["start"] - 60) : parts[0]["start"]].lower()
            announced = any(cue in before for cue in cues)
            if len(parts) < (2 if announced else PARTS):
                continue
            total = sum(p["value"] for p in parts)
            extra = sum(_extra(article.text, organizations, a, b) for a, b in pairwise(parts))
            candidates = [
                f
                for f in figures
                if _head(f) == _head(parts[0])
                and f["kind"] == parts[0]["kind"]
                and sent_no - REACH <= f["sent_no"] <= sent_no
                and f["end"] <= parts[0]["start"]
                and f["value"] > max(p["value"] for p in parts)
                and f["value_max"] is None
                and f["comparator"] == "="
            ]
            fitting = [f for f in candidates if f["value"] in (total, total + extra)]
            if fitting:
                whole = fitting[-1]
            elif announced and candidates:
                whole = candidates[-1]
            else:
                continue
            value = total + extra if extra and whole["value"] != total else total
            yield (
                "breakdown",
                _message(parts, extra if value != total else 0, value, whole),
                whole["value"],
                value,
                [whole, *parts],
            )


def _lists(text: str, figures: Sequence[Row]) -> Iterator[list[Row]]:
    """Yield runs of figures of one unit joined by commas or `dan`, none a range or an estimate."""
    run: list[Row] = []
    for figure in sorted(figures, key=lambda f: f["start"]):
        gap = text[run[-1]["end"] : figure["start"]] if run else ""
        joined = (
            bool(run)
            and _head(figure) == _head(run[-1])
            and figure["kind"] == run[-1]["kind"]
            and len(gap) <= _LONGEST_GAP
            and _JOINT.search(gap) is not None
            and not re.search(r"\b(?:termasuk|dari|menjadi|di antaranya)\b", gap)
        )
        if not joined:
            if len(run) > 1:
                yield run
            run = []
        if figure["comparator"] == "=" and figure["value_max"] is None:
            run.append(figure)
        else:
            if len(run) > 1:
                yield run
            run = []
    if len(run) > 1:
        yield run


def _extra(text: str, organizations: Sequence[Row], left: Row, right: Row) -> int:
    """Tell (as 0 or 1) whether an organization is listed between two parts as one more member."""
    for mention in organizations:
        if left["end"] <= mention["start"] and mention["end"] <= right["start"]:
            between = text[left["end"] : mention["start"]].strip().lower()
            if between in ("dan", "serta", "ditambah", "plus"):
                return 1
    return 0


def _number(value: float) -> str:
    return f"{value:,.10g}".replace(",", "\0").replace(".", ",").replace("\0", ".")


def _message(parts: Sequence[Row], extra: int, value: float, whole: Row) -> str:
    listed = " + ".join([*(_number(p["value"]) for p in parts), *(["1 organisasi"] if extra else [])])
    outcome = "cocok dengan" if value == whole["value"] else "tidak cocok dengan"
    return f"Rincian {listed} = {_number(value)} {outcome} jumlah {_number(whole['value'])} {whole['unit']}."


def _contradictions(rows: dict[str, list[Row]]) -> Iterator[_Finding]:
    groups: dict[tuple[Any, ...], list[Row]] = defaultdict(list)
    for q in rows.get("quantities", ()):
        if not (q["subject"] and q["predicate"] and q["unit"] and q["value"] is not None):
            continue
        if q["comparator"] != "=" or q["value_max"] is not None or q["kind"] not in ("count", "money", "percent"):
            continue
        subject = " ".join(str(q["subject"]).lower().split())
        if len(subject.split()) > 1:
            key = (subject, str(q["predicate"]).lower(), q["kind"], str(q["unit"]).lower(), q["time"], q["place"])
            groups[key].append(q)
    for group in groups.values():
        first = group[0]
        other = next((q for q in group[1:] if q["value"] != first["value"] and q["sent_no"] != first["sent_no"]), None)
        if other is not None:
            said = f"{_number(first['value'])} lalu {_number(other['value'])} {first['unit']}"
            yield (
                "contradiction",
                f"Angka untuk {first['subject']} berbeda: {said}.",
                first["value"],
                other["value"],
                [first, other],
            )
