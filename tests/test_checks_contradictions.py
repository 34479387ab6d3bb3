"""One figure, two values: within an article and across articles, and what only looks like it."""

from __future__ import annotations

import random
from datetime import datetime
from typing import Any

import pytest

from warta.core.article import Article, Sentence
from warta.lexicon import Resources
from warta.stages.checks import Report, across, checks, made, report
from warta.stages.checks.claims import contradict

Row = dict[str, Any]
RESOURCES = Resources()


def _article(
    *sentences: str, figures: list[tuple[int, str, Row]], name: str = "a", day: str | None = None
) -> tuple[Article, dict[str, list[Row]]]:
    """Return an article of these sentences with figures given as (sentence, words, columns)."""
    text = "\n".join(sentences)
    article = Article(f"{name}.txt", text, article_id=name, published_at=datetime.fromisoformat(day) if day else None)
    spans, at = [], 0
    for no, sentence in enumerate(sentences):
        spans.append(Sentence(no, no, article.span(at, at + len(sentence)), "paragraph", (0, 0)))
        at += len(sentence) + 1
    rows: list[Row] = []
    for no, (sent_no, said, columns) in enumerate(figures):
        start = text.index(said, spans[sent_no].span.start)
        row: Row = {"quantity_id": f"{name}-q{no}", "sent_no": sent_no, "start": start, "end": start + len(said)}
        row |= {"text": said, "value": float(said.split()[0]), "value_max": None, "comparator": "=", "kind": "count"}
        row |= {"unit": said.split()[-1], "counted": said.split()[-1], "subject": None, "predicate": None}
        rows.append(row | {"place": None, "time": None, "part_of": None} | columns)
    facts = [{"kind": "quantity", "source_id": r["quantity_id"], "fact_id": f"f-{r['quantity_id']}"} for r in rows]
    return article.with_(sentences=tuple(spans)), {"quantities": rows, "facts": facts}


def _found(*sentences: str, figures: list[tuple[int, str, Row]]) -> list[Row]:
    return checks(*_article(*sentences, figures=figures))


DEAD: Row = {"predicate": "tewas"}


def test_the_lead_and_the_body_disagree() -> None:
    (found,) = _found(
        "Banjir menerjang Desa Lembah Hijau, 12 orang tewas.",
        "Warga mengungsi.",
        "Menurut bupati, banjir itu menewaskan 13 orang.",
        figures=[(0, "12 orang", DEAD), (2, "13 orang", {"predicate": "menewaskan", "subject": "banjir itu"})],
    )
    assert (found["kind"], found["expected"], found["found"]) == ("contradiction", 12.0, 13.0)
    assert found["fact_ids"] == ["f-a-q0", "f-a-q1"]
    assert found["message"] == "Angka orang tewas (banjir itu) berbeda: 12 lalu 13 orang."


@pytest.mark.parametrize(
    ("second", "columns"),
    [
        ("Sebelumnya dilaporkan 13 orang tewas.", DEAD),
        ("Sebanyak 13 orang tewas di tempat kejadian.", DEAD),
        ("Dua hari kemudian 13 orang lagi tewas.", DEAD),
        ("Pada 2019 banjir menewaskan 13 orang.", {"predicate": "menewaskan", "time": "2019"}),
        ("Di Desa Kali Bening 13 orang tewas.", {**DEAD, "place": "Desa Kali Bening"}),
        ("Sekitar 13 orang tewas.", {**DEAD, "comparator": "~"}),
        ("Ada 13 orang terluka.", {"predicate": "terluka"}),
        ("Dari 13 orang di perahu, semua tewas.", DEAD),
        ("Sebanyak 13 warga tewas.", {**DEAD, "unit": "warga", "counted": "warga"}),
    ],
)
def test_another_figure_is_no_contradiction(second: str, columns: Row) -> None:
    said = "13 warga" if "13 warga" in second else "13 orang"
    first = {**DEAD, "place": "Desa Lembah Hijau"}
    assert not _found(
        "Di Desa Lembah Hijau 12 orang tewas.", second, figures=[(0, "12 orang", first), (1, said, columns)]
    )


def test_three_values_are_those_of_three_things() -> None:
    figures = [(no, f"{no + 3} orang", DEAD) for no in range(3)]
    assert not _found("Ada 3 orang tewas.", "Ada 4 orang tewas.", "Ada 5 orang tewas.", figures=figures)


def test_percentages_of_one_subject_need_one_time() -> None:
    about = {"subject": "ekonomi Jawa Tengah", "predicate": "tumbuh", "kind": "percent", "unit": "%", "counted": None}
    said = ("Ekonomi Jawa Tengah tumbuh 4 persen.", "Ekonomi Jawa Tengah tumbuh 5 persen.")
    assert not _found(*said, figures=[(0, "4 persen", about), (1, "5 persen", about)])
    about["time"] = "2025-01/2025-03"
    (found,) = _found(*said, figures=[(0, "4 persen", about), (1, "5 persen", about)])
    assert found["expected"] == 4.0


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (10, 8, True),
        (12, 13, True),
        (9180, 9197, True),
        (4.87, 4.9, False),
        (2_480, 2_500, False),
        (499, 499_000_000, False),
        (7, 7, False),
        (0, 5, True),
        (0, 0.2, True),
    ],
)
def test_rounded_values_do_not_contradict(first: float, second: float, expected: bool) -> None:
    assert contradict(first, second) is expected
    assert contradict(second, first) is expected


# ---------------------------------------------------------------- across articles


def _report(no: int, said: str, day: str | None = "2025-03-03", **columns: Any) -> Report:
    row = {**DEAD, **columns}
    article, rows = _article(f"Sebanyak {said} tewas.", figures=[(0, said, row)], name=f"n{no}", day=day)
    data = report(article, rows, resources=RESOURCES)
    assert data is not None
    return made(no, data)


#: Entities of the articles 0 to 3: the first three are about one event.
ENTITIES = {0: [0, 1, 2], 1: [0, 1, 3], 2: [0, 1, 4], 3: [5, 6, 7]}
IN_ARTICLES = [3, 3, 1, 1, 1, 1, 1, 1]


def _across(*reports: Report) -> list[Row]:
    return list(across(reports, entities=ENTITIES.__getitem__, n_articles=IN_ARTICLES))


def test_articles_on_one_event_disagree() -> None:
    said = [_report(0, "17 orang"), _report(1, "21 orang", predicate="menewaskan"), _report(2, "17 orang")]
    (found,) = _across(*said)
    assert (found["article_id"], found["kind"], found["expected"], found["found"]) == (
        None,
        "contradiction",
        17.0,
        21.0,
    )
    assert found["fact_ids"] == ["f-n0-q0", "f-n1-q0", "f-n2-q0"]
    assert "berbeda antarartikel: 17 (2 artikel), 21 (1 artikel)." in found["message"]


def test_the_order_of_reports_does_not_matter() -> None:
    said = [_report(0, "17 orang"), _report(1, "21 orang"), _report(2, "19 orang")]
    expected = _across(*said)
    for seed in range(4):
        random.Random(seed).shuffle(said)
        assert _across(*said) == expected


@pytest.mark.parametrize(
    "other",
    [
        _report(3, "21 orang"),  # no entity in common
        _report(1, "21 orang", day="2025-03-09"),  # a week later
        _report(1, "21 orang", day=None),  # nobody knows when
        _report(1, "17 orang"),
        _report(1, "21 orang", predicate="terluka"),
        _report(1, "21 warga"),
        _report(1, "21 orang", place="Brebes"),
        _report(1, "21 orang", time="2019"),
        _report(1, "21 orang", subject="kecelakaan bus", predicate="menewaskan"),
        _report(1, "21 orang", predicate="hadir"),  # of no event, and without a subject
    ],
)
def test_other_events_and_other_figures_do_not_contradict(other: Report) -> None:
    assert not _across(_report(0, "17 orang", place="Lembata", subject="gempa", time="2025-03-03"), other)


def test_articles_that_know_both_values_do_not_contradict_each_other() -> None:
    figures = [(0, "21 orang", DEAD), (1, "17 orang", {"predicate": "datang"})]
    article, rows = _article(
        "Sebanyak 21 orang tewas.", "Lalu 17 orang datang.", figures=figures, name="n1", day="2025-03-03"
    )
    data = report(article, rows, resources=RESOURCES)
    assert data is not None
    assert not _across(_report(0, "17 orang"), made(1, data))


def test_several_values_of_an_article_are_of_several_things() -> None:
    article, rows = _article(
        "Ada 3 orang tewas, lalu 4 orang tewas.", figures=[(0, "3 orang", DEAD), (0, "4 orang", DEAD)]
    )
    assert report(article, rows, resources=RESOURCES) is None


def test_articles_without_a_date_are_near_when_their_figures_are_of_one_day() -> None:
    one, two = (_report(no, f"{n} orang", day=None, time="2025-03-03") for no, n in ((0, 17), (1, 21)))
    assert len(_across(one, two)) == 1


def test_a_common_entity_does_not_make_one_event() -> None:
    entities = {0: [0, 1, 2, 3, 4, 5], 1: [0, 1, 6, 7, 8, 9]}
    often = [5000, 4000, *([1] * 8)]
    said = (_report(0, "17 orang"), _report(1, "21 orang"))
    assert not list(across(said, entities=entities.__getitem__, n_articles=often))
