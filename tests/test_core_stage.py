"""Stages: what a backend needs, what a chain promises."""

from __future__ import annotations

from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest

import warta
from warta.config import Config
from warta.core.article import Article
from warta.core.errors import ModelError, StageError
from warta.core.stage import NoOptions, StageEntry, check_chain, installed, without
from warta.pipeline import chain, identity, models, prepare


def made(stage: str, **more: Any) -> StageEntry:
    filled: dict[str, Any] = {"provides": (), "requires": (), **more}
    return StageEntry(stage, "test", f"test.{stage}.v1", filled.pop("provides"), filled.pop("requires"), NoOptions,
                      lambda options, resources: lambda article: article, **filled)  # fmt: skip


def test_a_missing_package_is_named_with_its_extra() -> None:
    entry = made("tag", packages=("numpy", "no-such-package"), extra="stanza")
    with pytest.raises(ModelError) as raised:
        entry.check_installed()
    assert str(raised.value) == (
        "[W007] tag.backend=test needs no-such-package, which the default install leaves out: pip install 'warta[stanza]'."
    )
    made("tag", packages=("numpy",), extra="stanza").check_installed()


def test_installed_tells_the_version() -> None:
    assert installed("warta") == warta.__version__
    assert installed("no-such-package") is None


def test_what_a_stage_would_use_is_told_not_required() -> None:
    stages = [made("tag", provides=("tags",)), made("quotes", requires=("tags",), uses=("tags", "quote_tags"))]
    check_chain(stages)
    assert without(stages) == {"quotes": ("quote_tags",)}
    with pytest.raises(StageError, match="requires tags"):
        check_chain(stages[1:])


def test_the_default_chain_lacks_nothing() -> None:
    assert without(chain(Config())) == {}


def test_the_identity_names_models_and_packages(monkeypatch: pytest.MonkeyPatch) -> None:
    found = identity(Config())
    assert list(found["models"]) == ["id_warta_lg"]
    assert found["packages"] == {}
    (model,) = models(Config())
    assert model.size > 30_000_000
    assert found["models"]["id_warta_lg"] == model.digest == str(model)


@pytest.mark.parametrize("model", ["no_such_model", "{folder}"])
def test_a_missing_model_ends_the_run_before_it_begins(model: str, tmp_path: Path) -> None:
    config = Config(MappingProxyType({"tag": {"model": model.format(folder=tmp_path)}}))
    with pytest.raises(ModelError):
        prepare(config)
    with pytest.raises(ModelError):
        warta.run(Path(__file__).parents[1] / "corpus/dev/vna-12.txt", out=tmp_path / "out", config=config)
    assert not (tmp_path / "out").exists()
    with pytest.raises(ModelError):
        warta.analyze("Gubernur Ratna Wulandari meresmikan puskesmas.", config=config)


def test_tags_are_used_not_needed() -> None:
    """The stages after `tag` work on tokens alone."""
    article = Article("a.txt", "")
    assert article.tokens == ()
    entries = [e for e in chain(Config()) if e.stage != "tag"]
    check_chain(entries)
    assert set(without(entries)) == {"entities", "offices", "quotes", "quantities"}
