"""Breakdowns: parts of the same unit listed in one sentence, compared with a total named there or shortly before.

An organization listed among the parts without a figure of its own (`19 negara dan Uni Eropa`) is one more member.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from warta.core.article import Article
from warta.lexicon import Resources
from warta.stages.checks.finding import Finding, Row, number

#: A total stands at most this many sentences before its parts.
REACH = 4
#: Fewest parts of a breakdown that is not announced by a cue (`terdiri dari`).
PARTS = 3
#: Parts whose sum differs from the figure before them by more than this factor are no breakdown of it.
FACTOR = 2.0
_JOINT = re.compile(r"(?:[,;]|\b(?:dan|serta|maupun)\b)")
_LONGEST_GAP = 80


def _head(row: Row) -> str:
    return str(row["unit"]).lower().split(" ")[0]


def breakdowns(article: Article, rows: dict[str, list[Row]], *, resources: Resources) -> Iterator[Finding]:
    """Yield the totals of an article that its breakdowns reach, and those that an announced breakdown misses.

    Args:
        article: the article after the last stage.
        rows: its rows in `quantities` and `mentions`.
        resources: the run's lexicons (`breakdown_cues.tsv`).
    """
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
            elif announced and (near := [f for f in candidates if _announces(f, parts, sent_no, total)]):
                whole = near[-1]
            else:
                continue
            value = total + extra if extra and whole["value"] != total else total
            message = _message(parts, extra if value != total else 0, value, whole)
            yield Finding("breakdown", message, whole["value"], value, [whole, *parts])


def _announces(whole: Row, parts: Sequence[Row], sent_no: int, total: float) -> bool:
    """Tell whether a figure is surely meant as the total of parts that do not add up to it.

    It stands in their sentence, close before them, and is not far off; else the parts mostly belong to something else.
    """
    return bool(
        whole["sent_no"] == sent_no
        and parts[0]["start"] - whole["end"] <= _LONGEST_GAP
        and max(total, whole["value"]) <= FACTOR * min(total, whole["value"])
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


def _message(parts: Sequence[Row], extra: int, value: float, whole: Row) -> str:
    listed = " + ".join([*(number(p["value"]) for p in parts), *(["1 organisasi"] if extra else [])])
    outcome = "cocok dengan" if value == whole["value"] else "tidak cocok dengan"
    return f"Rincian {listed} = {number(value)} {outcome} jumlah {number(whole['value'])} {whole['unit']}."
