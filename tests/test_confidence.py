"""Confidence: fitted weights, monotone in what is surer; the measures of how reliable it is."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

from conftest import ROOT
from recipe import calibrate
from recipe.fit_confidence import (
    FIRST_READING,
    LEXICONS,
    Judged,
    auc,
    calibration_error,
    expected_share,
    fit,
    held_out,
    read_rows,
)
from recipe.judged import right
from recipe.reliability import PLACES, bins, summary
from warta.lexicon import Resources, load
from warta.lexicon.weights import Weights, at_least


@pytest.mark.parametrize("lexicon", LEXICONS.values())
def test_the_weights_are_fitted_and_more_certainty_never_counts_against_a_row(lexicon: str) -> None:
    rows = {row["feature"]: row for row in load(lexicon)}
    assert float(rows["bias"]["support"]) > 100
    assert all(float(row["weight"]) >= 0 for name, row in rows.items() if ">=" in name)
    used = [float(row["weight"]) for row in rows.values() if int(row["support"]) >= 8 and row["feature"] != "bias"]
    assert max(used) - min(used) > 0.3  # never one confidence for all


def test_probability_rises_with_the_evidence() -> None:
    weights = Weights.of(Resources(), "mention_weights")
    levels = [float(name.partition(">=")[2]) for name in weights.by_feature if ">=" in name]
    said = [weights.probability(["bias", *at_least("tagger", value, levels)]) for value in sorted(levels)]
    assert said == sorted(said)
    assert said[-1] > said[0]
    assert weights.probability(["bias", "never seen"]) == weights.probability(["bias"])


def _rows(count: int = 200) -> list[Judged]:
    """Rows of which one in two with a mark is wrong, and none without it."""
    return [
        Judged(
            "quotes",
            f"a{k % 20:02d}",
            frozenset({"bias", "mark"} if k % 4 == 0 else {"bias", "certain>=0.5"}),
            k % 8 != 0,
        )
        for k in range(count)
    ]


def test_the_fit_tells_what_is_less_sure() -> None:
    rows = _rows()
    model = fit(rows, {"mark": -1.0})
    assert model.weights["mark"] < -1.0
    assert model.weights["certain>=0.5"] >= 0.0
    said = held_out(rows, {}, [row.article for row in rows])
    assert auc(said, np.array([float(row.right) for row in rows])) > 0.75


def test_what_is_more_often_right_is_not_forced_the_wrong_way() -> None:
    rows = [
        Judged("quotes", f"a{k}", frozenset({"bias", "certain>=0.5"} if k % 2 else {"bias"}), k % 5 != 0 or k % 2 == 0)
        for k in range(100)
    ]
    assert fit(rows, {}).weights.get("certain>=0.5", 0.0) == 0.0


def test_the_mean_confidence_is_the_share_right_at_the_first_reading() -> None:
    rows = [Judged("dates", f"a{k}", frozenset({"bias"}), True) for k in range(100)]
    rows += [Judged("dates", f"b{k}", frozenset({"bias"}), k % 4 > 0, unread=True) for k in range(40)]
    assert expected_share(rows) == pytest.approx(30.5 / 41)
    assert fit(rows, {}).probability(rows[0]) == pytest.approx(30.5 / 41, abs=1e-3)


def test_the_first_reading_has_rows_of_every_layer_and_no_text() -> None:
    rows = read_rows(FIRST_READING, unread=True)
    assert {row.layer for row in rows} == set(LEXICONS)
    assert 0.8 < np.mean([row.right for row in rows]) < 1.0
    assert len({row.article for row in rows}) == 11


def test_measures() -> None:
    said, was = np.array([0.9, 0.8, 0.7, 0.6]), np.array([1.0, 1.0, 0.0, 1.0])
    assert auc(said, was) == pytest.approx(2 / 3)
    assert auc(said, np.ones(4)) is None
    assert calibration_error(np.full(10, 0.8), np.array([1.0] * 8 + [0.0] * 2), parts=1) == pytest.approx(0.0)
    measured = {"dates": (said, was)}
    assert "| 4 | 0.750 | 0.750 |" in summary(measured)
    assert "| dates | 0.80 to 0.90 | 1 | 0.800 | 1.000 |" in bins(measured)


def test_what_is_right() -> None:
    gold = {
        "persons": [[0, 4]],
        "quotes": [{"content": [10, 30], "speaker": "Rina Sari"}],
        "officials": [{"person": "Rina Sari", "title": "Bupati", "rank": None, "organization": None, "former": False}],
        "quantities": [{"span": [0, 6], "value": 5, "value_max": None, "comparator": ">", "unit": "kg"}],
        "dates": [{"span": [0, 4], "iso": "2025"}],
    }
    mentions = [{"start": 0, "end": 4, "label": label} for label in ("PER", "ORG", "LAW")]
    assert right("mentions", gold, mentions) == [True, False, None]
    quote = {"content_start": 10, "content_end": 28, "speaker": "Sari"}
    assert right("quotes", gold, [quote, quote]) == [True, False]  # one gold quotation is of one row
    assert right("quotes", gold, [quote | {"speaker": None}]) == [False]
    office = {"person": "Rina Sari", "title": "Bupati", "rank": None, "organization": None, "former": True}
    assert right("offices", gold, [office]) == [False]
    figure = {"start": 0, "end": 6, "value": 5.0, "value_max": None, "comparator": ">", "unit": "kg"}
    assert right("figures", gold, [figure, figure | {"comparator": "="}]) == [True, False]
    assert right("dates", gold, [{"start": 0, "end": 4, "iso": "2025"}]) == [True]


def _made(part: str) -> str:
    found = re.search(rf"<!-- made: {part} -->\n(.*?)<!-- end -->", PLACES[part].read_text("utf-8"), re.DOTALL)
    assert found, part
    return found[1]


def test_the_made_tables_have_their_marks_and_every_layer() -> None:
    assert all(_made(part).count("\n") > 4 for part in PLACES)
    assert all(f"| {layer} |" in _made("reliability") for layer in LEXICONS)
    assert _made("confidence").count("\n") == len(LEXICONS) + 2


def test_the_readme_leads_to_the_table_of_ranges() -> None:
    assert "(models/RELIABILITY.md)" in (ROOT / "README.md").read_text("utf-8")


def test_one_command_names_the_files_that_are_there() -> None:
    made = [list(command) for command in calibrate.commands(Path("joined"), Path("out"), fast=False)]
    assert [c[0] for c in made if c[0] != "warta"] == [
        f"recipe.{name}"
        for name in ("fit_figures", "fit_confidence", "reliability", "evaluate_entities", "leave_out", "perturb")
    ]
    paths = [part for command in made for part in command if isinstance(part, Path) and part.is_absolute()]
    assert all(path.exists() for path in paths)
