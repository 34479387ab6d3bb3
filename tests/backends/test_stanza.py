"""Tagging with Stanza: the model that `models/recipe/stanza_model.py` trains, by Stanza itself, in whole runs."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import warta
from conftest import ROOT, environment
from contract import assert_contract, table_bytes
from warta.core.article import Article
from warta.core.errors import ModelError
from warta.core.stage import installed
from warta.lexicon import Resources
from warta.nlp.multiword import Word
from warta.nlp.stanza_model import NEEDED, find
from warta.nlp.stanza_tagger import StanzaTagger
from warta.nlp.tokenizer import tokenize
from warta.nlp.trees import is_tree
from warta.pipeline import Pipeline
from warta.stages.tag.stanza import name_labels

LABELS = name_labels(Resources())
MODEL = ROOT / "models/stanza"
ARTICLE = ROOT / "corpus/dev/vna-12.txt"
TEXT = (
    "Gubernur Ratna Wulandari meresmikan 12 puskesmas di Sleman.\n\n"
    '"Kami membangun tiga sekolah," katanya kepada wartawan, Selasa.\n\n'
    "Menteri Keuangan Sri Mulyani menyatakan bahwa anggaran naik 5,2 persen menjadi Rp4,9 triliun.\n"
)


def config(**more: Any) -> dict[str, Any]:
    return {"tag": {"backend": "stanza", "model": str(MODEL), **more}}


@pytest.fixture(scope="module")
def tagger() -> StanzaTagger:
    return StanzaTagger(find(MODEL), words=True, names=True, labels=LABELS)


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """Return the model without its name recognition."""
    folder = tmp_path / "bare"
    shutil.copytree(MODEL, folder, ignore=lambda _, names: [n for n in names if n in ("ner", "README.md")])
    return folder


def read(text: str, settings: dict[str, Any]) -> Article:
    """Return an article after all stages."""
    return Pipeline(warta.config.Config.of(settings)).annotate(Article("a.txt", text, article_id="a"))


def forms(text: str, words: list[Word] | None) -> list[str]:
    assert words is not None
    return [text[w.start : w.end] for w in words]


def test_words_tags_lemmas_and_trees(tagger: StanzaTagger) -> None:
    text = "Gubernur Ratna Wulandari membangun 12 sekolah di Sleman."
    (words,) = tagger.tag(text, [[(0, len(text))]])
    assert words is not None
    assert forms(text, words) == [
        "Gubernur",
        "Ratna",
        "Wulandari",
        "membangun",
        "12",
        "sekolah",
        "di",
        "Sleman",
        ".",
    ]
    assert [w.upos for w in words] == ["NOUN", "PROPN", "PROPN", "VERB", "NUM", "NOUN", "ADP", "PROPN", "PUNCT"]
    assert [w.lemma for w in words][3] == "bangun"
    relations = {
        text[w.start : w.end]: (w.deprel, text[words[w.head].start : words[w.head].end]) for w in words if w.head >= 0
    }
    assert [w.deprel for w in words if w.head < 0] == ["root"]
    assert relations["Gubernur"] == ("nsubj", "membangun")
    assert relations["sekolah"] == ("obj", "membangun")
    assert relations["12"] == ("nummod", "sekolah")


def test_a_multi_word_token_keeps_its_place(tagger: StanzaTagger) -> None:
    text = '  "Hujan reda," katanya\nkepada warga di rumahnya.'
    (words,) = tagger.tag(text, [[(2, len(text))]])
    found = forms(text, words)
    assert found == ['"', "Hujan", "reda", ",", '"', "kata", "nya", "kepada", "warga", "di", "rumah", "nya", "."]


def test_one_odd_expansion_costs_nothing_else(tagger: StanzaTagger, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Panen naik. Itu katanya kepada warga. Harga turun, ujarnya."
    sentences = [[(0, 11)], [(12, 37)], [(38, len(text))]]
    usual = tagger.tag(text, sentences)
    expander = tagger.pipeline.processors["mwt"]
    inner = expander.trainer.predict_dict

    def odd(words: list[str]) -> list[str]:
        return ["dia ber kata lah" if w == "katanya" else p for w, p in zip(words, inner(words), strict=True)]

    monkeypatch.setitem(expander.config, "dict_only", True)
    monkeypatch.setattr(expander.trainer, "predict_dict", odd)
    found = tagger.tag(text, sentences)
    assert forms(text, found[0]) == forms(text, usual[0])
    assert forms(text, found[2]) == ["Harga", "turun", ",", "ujar", "nya", "."]
    assert "".join(forms(text, found[1])) == "Itukatanyakepadawarga."
    assert found[1] is not None
    assert is_tree([w.head + 1 for w in found[1]])


def test_a_sentence_that_stanza_cannot_read_costs_its_tags_only(monkeypatch: pytest.MonkeyPatch) -> None:
    usual = StanzaTagger.__init__

    def made(self: StanzaTagger, *args: Any, **kwargs: Any) -> None:
        usual(self, *args, **kwargs)
        inner = self.pipeline

        def pipeline(text: str) -> Any:
            if "sekolah" in text:
                raise IndexError("as ordered")
            return inner(text)

        self.pipeline = pipeline

    monkeypatch.setattr(StanzaTagger, "__init__", made)
    article = read(TEXT, config())
    assert article.status == "ok"
    assert article.notes == ("tag: Stanza failed on sentence 1, which has no tags",)
    tagged = {s.no: [t.upos is not None for t in article.sentence_tokens(s)] for s in article.sentences}
    assert not any(tagged[1])
    assert all(tagged[0])
    assert all(tagged[2])
    assert len(article.quotes) >= 2


@given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=60).filter(str.strip))
@settings(max_examples=40, deadline=None)
def test_no_text_loses_a_character(tagger: StanzaTagger, text: str) -> None:
    (words,) = tagger.tag(text, [[(0, len(text))]])
    assert words is not None
    assert "".join("".join(forms(text, words)).split()) == "".join(text.split())
    assert is_tree([w.head + 1 for w in words])


def test_long_and_odd_texts(tagger: StanzaTagger) -> None:
    text = "Harga-harga " * 300 + "x" * 1500 + "\u200b\n\n\t 12.000 " + "… " * 40
    (words,) = tagger.tag(text, [[(0, len(text))]])
    assert words is not None
    assert "".join("".join(forms(text, words)).split()) == "".join(text.split())


def test_given_words_are_kept(tagger: StanzaTagger) -> None:
    given = StanzaTagger(find(MODEL, words=False), words=False, names=True, labels=LABELS)
    text = "Anggaran naik menjadi Rp4,9 triliun, katanya."
    (words,) = given.tag(text, [tokenize(text)])
    assert words is not None
    assert [(w.start, w.end) for w in words] == tokenize(text)
    assert is_tree([w.head + 1 for w in words])


@pytest.mark.parametrize("words", ["stanza", "warta"])
def test_a_whole_run(words: str, tmp_path: Path) -> None:
    output = warta.run(ARTICLE, out=tmp_path / "out", config=config(words=words), workers=1, tokens=True)
    assert_contract(tmp_path / "out")
    assert list(output.articles.status) == ["ok"]
    tokens = output.tokens.set_index(["sent_no", "token_no"])
    read_ = tokens[tokens.upos.notna()]
    assert len(read_) > 200
    assert {"NOUN", "PROPN", "VERB", "NUM", "PUNCT"} <= set(read_.upos)
    assert read_.lemma.notna().all()
    assert read_.deprel.notna().all()
    assert len(output.quotes) >= 8
    assert output.quotes.speaker.notna().any()
    assert len(output.quantities) >= 10
    assert {"Malaysia", "ASEAN"} & set(output.entities.name)
    manifest = json.loads((tmp_path / "out/run.json").read_text("utf-8"))
    assert manifest["models"] == {"stanza": find(MODEL, words=words == "stanza").digest()}
    assert manifest["packages"] == {"stanza": installed("stanza"), "torch": installed("torch")}
    assert manifest["configuration"]["tag"]["backend"] == "stanza"


def test_the_same_for_any_number_of_workers_and_threads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    articles = tmp_path / "articles"
    articles.mkdir()
    for number in range(3):
        (articles / f"{number}.txt").write_text(TEXT.replace("12", str(12 + number)), "utf-8")
    for name, workers in (("one", 1), ("two", 2)):
        warta.run(
            articles, out=tmp_path / name, config={**config(), "run": {"shard_size": 1}}, workers=workers, tokens=True
        )
    assert table_bytes(tmp_path / "one") == table_bytes(tmp_path / "two")


def test_without_names_the_later_stages_work_on(bare: Path) -> None:
    article = read(TEXT, config(model=str(bare)))
    assert article.status == "ok"
    assert {t.ner for t in article.tokens} == {t.quote for t in article.tokens} == {"O"}
    assert [q.content.text for q in article.quotes if q.kind == "direct"] == ["Kami membangun tiga sekolah"]
    assert ("Sri Mulyani", "Menteri Keuangan") in {(o.person.text, o.title.text) for o in article.offices if o.title}
    assert {(q.value, q.unit) for q in article.quantities} >= {(12.0, "puskesmas"), (5.2, "%"), (4.9e12, "IDR")}
    assert "Sleman" in {m.span.text for m in article.mentions}


def test_names_where_the_model_has_them(bare: Path) -> None:
    article = read(TEXT, config())
    assert {m.span.text for m in article.mentions if m.label == "PER"} == {"Ratna Wulandari", "Sri Mulyani"}
    assert article.tokens != read(TEXT, config(names=False)).tokens == read(TEXT, config(model=str(bare))).tokens


def test_a_folder_needs_no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: Any, **__: Any) -> None:
        raise AssertionError("a connection was tried")

    monkeypatch.setattr(socket.socket, "connect", refused)
    monkeypatch.setattr(socket, "getaddrinfo", refused)
    assert read(TEXT, config(download=True)).status == "ok"


def test_a_broken_file_is_named(bare: Path) -> None:
    (bare / "id/pos/warta.pt").write_bytes(b"no model")
    with pytest.raises(
        ModelError, match=rf"stanza {installed('stanza')} cannot load the model in .*bare/id: \w+Error: [^.]+\.$"
    ):
        read(TEXT, config(model=str(bare)))
    (bare / "id/pos/warta.pt").unlink()
    with pytest.raises(ModelError, match=r"has tokenize, lemma, depparse and mwt but lacks pos;"):
        read(TEXT, config(model=str(bare)))


@pytest.fixture
def hub(tmp_path: Path) -> Path:
    """Return a folder as Stanza's resources lie on their servers, with the trained model as the package csui."""
    folder = tmp_path / "hub"
    listed: dict[str, Any] = {"lang_name": "Indonesian", "packages": {"csui": {}}}
    pretrain = [{"model": "pretrain", "package": "warta"}]
    for part in (*NEEDED, "mwt", "pretrain"):
        data = (MODEL / "id" / part / "warta.pt").read_bytes()
        name = "warta" if part == "pretrain" else "csui"
        (folder / "id" / part).mkdir(parents=True)
        (folder / "id" / part / f"{name}.pt").write_bytes(data)
        listed[part] = {
            name: {
                "md5": hashlib.md5(data).hexdigest(),
                "dependencies": pretrain if part in ("pos", "depparse") else [],
            }
        }
        if part != "pretrain":
            listed["packages"]["csui"][part] = name
    (folder / "resources.json").write_text(json.dumps({"id": listed}), "utf-8")
    return folder


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture
def server(hub: Path) -> Iterator[str]:
    """Serve the resources on this machine, as Stanza expects them, and return the address."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(hub))) as service:
        address = f"http://127.0.0.1:{service.server_address[1]}"
        listed = {**json.loads((hub / "resources.json").read_text("utf-8")), "url": address + "/{lang}/{filename}"}
        from stanza.resources.common import DEFAULT_RESOURCES_VERSION

        (hub / f"resources_{DEFAULT_RESOURCES_VERSION}.json").write_text(json.dumps(listed), "utf-8")
        threading.Thread(target=service.serve_forever, daemon=True).start()
        yield address
        service.shutdown()


def command(tmp_path: Path, resources: Path, address: str, *settings: str) -> subprocess.CompletedProcess[str]:
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    arguments = [part for setting in ("tag.backend=stanza", *settings) for part in ("--set", setting)]
    known = {**environment(), "STANZA_RESOURCES_DIR": str(resources), "STANZA_RESOURCES_URL": address}
    return subprocess.run(
        [sys.executable, "-m", "warta", "run", "a.txt", "-o", "out", "-w", "1", *arguments],
        capture_output=True, text=True, env=known, cwd=tmp_path, timeout=240,
    )  # fmt: skip


def test_a_package_that_was_fetched_before(hub: Path, tmp_path: Path) -> None:
    done = command(tmp_path, hub, "http://127.0.0.1:9", "tag.model=csui")
    assert done.returncode == 0, done.stderr
    (model,) = json.loads((tmp_path / "out/run.json").read_text("utf-8"))["models"].items()
    from stanza.resources.common import DEFAULT_RESOURCES_VERSION

    origin = f"Stanza package id/csui, resources {DEFAULT_RESOURCES_VERSION}"
    assert model == ("csui", f"{find(hub).digest()} ({origin})")


def test_a_package_is_fetched_when_asked_for_and_never_else(server: str, tmp_path: Path) -> None:
    own = tmp_path / "own"
    refused = command(tmp_path, own, server, "tag.model=csui")
    assert refused.returncode == 1
    assert refused.stderr.strip() == (
        f"warta: [W007] csui is no folder, and no Stanza package of this name is in {own}; "
        "--set tag.download=true fetches it from Stanza's resources."
    )
    assert not own.exists()
    unknown = command(tmp_path, own, server, "tag.model=kompas", "tag.download=true")
    assert "Stanza has no package kompas for Indonesian; it has: csui." in unknown.stderr
    done = command(tmp_path, own, server, "tag.model=csui", "tag.download=true")
    assert done.returncode == 0, done.stderr
    assert len(warta.open(tmp_path / "out").quotes) >= 2
    assert (own / "id/pos/csui.pt").is_file()


def test_no_connection_is_one_sentence(tmp_path: Path) -> None:
    done = command(tmp_path, tmp_path / "own", "http://127.0.0.1:9", "tag.model=csui", "tag.download=true")
    assert done.returncode == 1
    assert done.stderr.strip() == "warta: [W007] The Stanza package csui could not be fetched: there is no connection."
    assert not (tmp_path / "out").exists()


def test_the_shipped_model_is_no_pickle_of_code() -> None:
    """The files hold tensors and plain values only: torch reads them without running anything."""
    import torch

    for path in find(MODEL).paths():
        torch.load(path, map_location="cpu", weights_only=True)
    assert sum(os.path.getsize(p) for p in find(MODEL).paths()) < 17e6
