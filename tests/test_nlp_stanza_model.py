"""Finding the parts of a Stanza model on disk; neither Stanza nor a network is needed for it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import warta
from warta.core.errors import ModelError
from warta.core.stage import entry, installed, make_options
from warta.doctor import examine
from warta.nlp.stanza_model import NEEDED, find, is_name
from warta.pipeline import chain, models


def laid(folder: Path, *files: str) -> Path:
    for name in files:
        path = folder / f"{name}.pt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(name.encode())
    return folder


def whole(folder: Path, package: str = "csui") -> Path:
    return laid(folder, *(f"{p}/{package}" for p in NEEDED))


def resources(folder: Path, packages: dict[str, dict[str, str]], **more: object) -> None:
    listed = {"id": {"packages": packages, **more}, "url": "example"}
    (folder / "resources.json").write_text(json.dumps(listed), "utf-8")


def test_a_folder_of_processors(tmp_path: Path) -> None:
    found = find(laid(whole(tmp_path), "mwt/csui", "pretrain/conll17"))
    assert set(found.files) == {*NEEDED, "mwt"}
    assert found.shared["pos"] == {"pretrain": tmp_path / "pretrain/conll17.pt"}
    digest = found.digest()
    assert find(tmp_path).digest() == digest
    (tmp_path / "pos/csui.pt").write_bytes(b"trained on")
    changed = find(tmp_path).digest()
    assert changed != digest
    laid(tmp_path, "constituency/icon")  # a processor that is not used
    assert find(tmp_path).digest() == changed


def test_the_language_folder_is_found_below(tmp_path: Path) -> None:
    whole(tmp_path / "id")
    assert find(tmp_path).folder == tmp_path / "id"
    assert find(tmp_path).digest() == find(tmp_path / "id").digest()


def test_names_of_the_training_scripts(tmp_path: Path) -> None:
    laid(tmp_path, "tokenize/id_csui_tokenizer", "pos/id_csui_nocharlm_tagger", "pos/id_gsd_nocharlm_tagger",
         "lemma/id_csui_nocharlm_lemmatizer", "depparse/id_csui_nocharlm_parser")  # fmt: skip
    assert find(tmp_path).files["pos"].name == "id_csui_nocharlm_tagger.pt"
    with pytest.raises(ModelError, match=r"pos has several models .* not one of the package icon"):
        find(tmp_path, package="icon")


def test_csui_comes_first(tmp_path: Path) -> None:
    whole(whole(tmp_path / "id", "gsd"), "csui")
    assert {p.stem for p in find(tmp_path).files.values()} == {"csui"}
    assert {p.stem for p in find(tmp_path, package="gsd").files.values()} == {"gsd"}


def test_what_is_there_and_what_is_missing(tmp_path: Path) -> None:
    laid(tmp_path, "pos/csui", "mwt/csui")
    with pytest.raises(ModelError) as raised:
        find(tmp_path)
    assert str(raised.value) == (
        f"[W007] The Stanza model in {tmp_path} has pos and mwt but lacks tokenize, lemma and depparse; "
        "a model needs tokenize, pos, lemma and depparse, each as PROCESSOR/NAME.pt."
    )
    with pytest.raises(ModelError, match="has no processors but lacks"):
        find(tmp_path / "pos")
    with pytest.raises(ModelError, match=r"There is no folder .*nowhere with a Stanza model"):
        find(tmp_path / "nowhere")


def test_given_words_need_no_tokenizer(tmp_path: Path) -> None:
    laid(tmp_path, "pos/csui", "lemma/csui", "depparse/csui")
    assert set(find(tmp_path, words=False).files) == {"pos", "lemma", "depparse"}
    with pytest.raises(ModelError, match="lacks tokenize;"):
        find(tmp_path)


def test_resources_say_what_belongs_together(tmp_path: Path) -> None:
    names = {
        "tokenize": "csui",
        "mwt": "csui",
        "pos": "csui_charlm",
        "lemma": "csui_nocharlm",
        "depparse": "csui_charlm",
    }
    folder = laid(tmp_path / "id", *(f"{p}/{n}" for p, n in names.items()), "pretrain/conll17", "pretrain/fasttext",
                  "forward_charlm/oscar", "pos/csui_nocharlm")  # fmt: skip
    needs = [{"model": "forward_charlm", "package": "oscar"}, {"model": "pretrain", "package": "conll17"}]
    listed = {"default": {**names, "pos": "gsd_charlm"}, "csui": names}
    resources(tmp_path, listed, pos={"csui_charlm": {"dependencies": needs}}, lemma={"csui_nocharlm": {}},
              tokenize={"csui": {}}, mwt={"csui": {}}, depparse={"csui_charlm": {"dependencies": needs[1:]}})  # fmt: skip
    found = find(tmp_path)
    assert (found.package, found.files["pos"].stem) == ("csui", "csui_charlm")
    assert {k: p.stem for k, p in found.shared["pos"].items()} == {"forward_charlm": "oscar", "pretrain": "conll17"}
    assert found.shared["lemma"] == {}
    (folder / "pretrain/conll17.pt").unlink()
    with pytest.raises(ModelError, match=r"lacks pretrain/conll17\.pt, which its processor \w+ rests on"):
        find(tmp_path)


def test_the_package_that_is_whole_is_taken(tmp_path: Path) -> None:
    whole(tmp_path / "id", "gsd")
    resources(tmp_path, {"csui": dict.fromkeys(NEEDED, "csui"), "gsd": dict.fromkeys(NEEDED, "gsd")})
    assert find(tmp_path).package == "gsd"


@pytest.mark.parametrize("text", ["", "[]", "{", '{"id": []}', '{"id": {"packages": {}}}'])
def test_unreadable_resources_are_passed_over(text: str, tmp_path: Path) -> None:
    whole(tmp_path / "id")
    (tmp_path / "resources.json").write_text(text, "utf-8")
    assert set(find(tmp_path).files) == set(NEEDED)


def test_names_and_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert is_name("csui")
    (tmp_path / "csui").mkdir()
    assert not is_name("csui")
    assert not any(is_name(m) for m in ("./csui", "a/b", "~/stanza_resources", "", "C:\\stanza"))


def test_the_backend_is_registered_and_says_what_it_gives() -> None:
    chain(warta.config.Config())
    backend = entry("tag", "stanza")
    assert (backend.extra, backend.packages) == ("stanza", ("stanza", "torch"))
    assert set(backend.provides) == {"tags", "trees", "tokens"}
    assert set(entry("tag").provides) - set(backend.provides) == {"name_tags", "quote_tags"}


def test_without_a_model_or_with_a_wrong_word_source(tmp_path: Path) -> None:
    backend = entry("tag", "stanza")
    assert backend.prepare is not None
    with pytest.raises(ModelError, match=r"needs tag\.model: a folder .* csui knows news best"):
        backend.prepare(make_options(backend, {}))
    with pytest.raises(warta.core.errors.ConfigError, match=r"tag\.words is stanza or warta"):
        backend.prepare(make_options(backend, {"model": str(tmp_path), "words": "spacy"}))


def test_doctor_names_a_folder_that_is_not_there(tmp_path: Path) -> None:
    config = warta.config.Config({"tag": {"backend": "stanza", "model": str(tmp_path / "nowhere")}})
    assert [str(m) for m in models(config)] == ["missing"]
    whole(tmp_path / "peer")
    (model,) = models(warta.config.Config({"tag": {"backend": "stanza", "model": str(tmp_path / "peer")}}))
    assert (model.name, model.origin, model.size > 0, len(model.digest)) == ("peer", "", True, 24)


def test_doctor_says_what_the_later_stages_do_without(tmp_path: Path) -> None:
    config = warta.config.Config({"tag": {"backend": "stanza", "model": str(whole(tmp_path / "peer"))}})
    found = {f.name: f.value for f in examine(config) if f.group == "stage" and f.ok}
    assert found["tag.backend=stanza"].startswith("warta.tag.stanza.v1 (in use)")
    assert found["entities.backend=warta"] == "warta.entities.v1 (in use; without name_tags)"
    assert found["quotes.backend=warta"] == "warta.quotes.v1 (in use; without quote_tags)"


@pytest.mark.skipif(installed("stanza") is not None, reason="what is said where Stanza is not installed")
def test_stanza_is_missing() -> None:
    with pytest.raises(ModelError, match=r"pip install 'warta\[stanza\]'"):
        warta.analyze("Gubernur tiba.", config={"tag": {"backend": "stanza", "model": "model"}})
