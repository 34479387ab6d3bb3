"""Breakdowns and contradictions, on articles read by hand-made rows."""

from __future__ import annotations

from typing import Any

from warta.core.article import Article
from warta.stages.checks import checks

Row = dict[str, Any]


def _rows(
    text: str, *figures: tuple[str, float, str, int], organizations: tuple[str, ...] = ()
) -> tuple[Article, dict[str, list[Row]]]:
    quantities, at = [], 0
    for no, (said, value, unit, sent_no) in enumerate(figures):
        start = text.index(said, at)
        at = start + len(said)
        quantities.append(
            {"quantity_id": f"q{no}", "start": start, "end": at, "text": said, "value": value, "value_max": None}
            | {
                "unit": unit,
                "kind": "count",
                "comparator": "=",
                "sent_no": sent_no,
                "subject": None,
                "predicate": None,
                "time": None,
                "place": None,
                "counted": None,
                "part_of": None,
            }
        )
    mentions = [{"label": "ORG", "start": text.index(o), "end": text.index(o) + len(o)} for o in organizations]
    facts = [
        {"kind": "quantity", "source_id": q["quantity_id"], "fact_id": f"f-{q['quantity_id']}"} for q in quantities
    ]
    return Article("uji.txt", text, article_id="a"), {"quantities": quantities, "mentions": mentions, "facts": facts}


def test_parts_and_an_organization_add_up() -> None:
    text = "Perjanjian diteken 30 negara. Ada 9 negara Asia, 10 negara Afrika, 6 negara dan Uni Eropa, serta 4 negara Amerika."
    figures = (
        ("30 negara", 30.0, "negara", 0),
        ("9 negara", 9.0, "negara", 1),
        ("10 negara", 10.0, "negara", 1),
        ("6 negara", 6.0, "negara", 1),
        ("4 negara", 4.0, "negara", 1),
    )
    (found,) = checks(*_rows(text, *figures, organizations=("Uni Eropa",)))
    assert (found["kind"], found["expected"], found["found"]) == ("breakdown", 30.0, 30.0)
    assert found["fact_ids"] == ["f-q0", "f-q1", "f-q2", "f-q3", "f-q4"]
    assert "cocok" in found["message"]


def test_an_announced_breakdown_that_does_not_add_up() -> None:
    text = "Sebanyak 20 orang ditahan, terdiri dari 12 orang pria dan 7 orang wanita."
    (found,) = checks(
        *_rows(text, ("20 orang", 20.0, "orang", 0), ("12 orang", 12.0, "orang", 0), ("7 orang", 7.0, "orang", 0))
    )
    assert (found["expected"], found["found"]) == (20.0, 19.0)
    assert "tidak cocok" in found["message"]


def test_unrelated_figures_are_no_breakdown() -> None:
    text = "Ada 50 warga di desa. Lalu 3 warga sakit, 4 warga pindah, 5 warga kembali."
    assert not checks(
        *_rows(
            text,
            ("50 warga", 50.0, "warga", 0),
            ("3 warga", 3.0, "warga", 1),
            ("4 warga", 4.0, "warga", 1),
            ("5 warga", 5.0, "warga", 1),
        )
    )


def test_an_announced_list_far_from_a_figure_is_no_breakdown_of_it() -> None:
    text = "Harga rata-rata 29 ribu. Yang turun yakni 26 ribu, 25 ribu dan 24 ribu. Ada 90 orang, yakni 3 orang dan 4 orang."
    figures = [("29 ribu", 29e3, 0), ("26 ribu", 26e3, 1), ("25 ribu", 25e3, 1), ("24 ribu", 24e3, 1)]
    people = [("90 orang", 90.0, "orang", 2), ("3 orang", 3.0, "orang", 2), ("4 orang", 4.0, "orang", 2)]
    assert not checks(*_rows(text, *((said, value, "IDR", no) for said, value, no in figures), *people))
