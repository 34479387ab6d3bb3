"""`entities.backend=transformers` with the small model of models/small_ner."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar

import pytest

from conftest import ROOT, Command
from contract import assert_contract, table_bytes
from names import article as made
from names import texts
from warta.config import Config
from warta.core.article import Article
from warta.core.errors import ConfigError, ModelError
from warta.doctor import examine
from warta.lexicon import Resources
from warta.stages.entities import TransformersOptions, make_transformers_entities

os.environ.setdefault("WARTA_THREADS", "1")
MODEL = ROOT / "models/small_ner"
TEXT = (
    "Presiden Joko Widodo bertemu Menteri Keuangan Sri Mulyani di Jakarta.\n"
    "Polisi menangkap Budi Santoso di Surabaya, kata Kepala Polri.\n"
    "Komisi Pemberantasan Korupsi memeriksa Setya Novanto.\n"
    "Gubernur Ganjar Pranowo mengunjungi Semarang bersama Partai Golkar.\n"
    "Ia pulang."
)


def entities(model: Path = MODEL, **settings: Any) -> Any:
    options = TransformersOptions(model=str(model), **settings)
    return make_transformers_entities(options, Resources())


@pytest.fixture(scope="module")
def exact() -> Any:
    return entities(rules=False, lexicons=False)


def found(article: Article) -> list[tuple[str, str]]:
    return [(m.label, m.span.text) for m in article.mentions]


def test_the_model_finds_names(exact: Any) -> None:
    names = found(exact(made(TEXT)))
    for name in (
        ("PER", "Joko Widodo"),
        ("GPE", "Jakarta"),
        ("PER", "Budi Santoso"),
        ("GPE", "Surabaya"),
        ("PER", "Sri Mulyani"),
        ("ORG", "Partai Golkar"),
    ):
        assert name in names
    assert not any("pulang" in text for _, text in names)


def test_confidence_is_a_probability_and_the_threshold_counts(exact: Any) -> None:
    everything = exact(made(TEXT)).mentions
    assert all(0.4 <= m.confidence <= 0.99 for m in everything)
    sure = entities(rules=False, lexicons=False, least=0.9)(made(TEXT)).mentions
    assert [m.span for m in sure] == [m.span for m in everything if m.confidence >= 0.9]


def test_mentions_are_clustered_and_bare_with_the_rules() -> None:
    text = "Presiden Joko Widodo tiba di Jakarta.\nWidodo bertemu wartawan di Jakarta."
    done = entities()(made(text))
    people = [e for e in done.entities if e.label == "PER"]
    assert [e.name for e in people] == ["Joko Widodo"]
    assert set(people[0].aliases) == {"Joko Widodo", "Widodo"}
    assert texts(done.mentions, "GPE") == ["Jakarta", "Jakarta"]


@pytest.mark.parametrize("batch", [1, 2, 16])
@pytest.mark.parametrize("rules", [True, False])
def test_batch_size_changes_nothing(batch: int, rules: bool) -> None:
    for name in ("vna-12", "portal-01"):
        text = (ROOT / f"corpus/dev/{name}.txt").read_text("utf-8")
        article = made(text)
        assert entities(rules=rules, batch=batch)(article) == entities(rules=rules, batch=5)(article)


def test_the_end_of_a_very_long_sentence_is_read(exact: Any) -> None:
    filler = "pada hari itu warga desa bekerja di sawah dan pulang ke rumah, "
    text = filler * 60 + "lalu Presiden Joko Widodo tiba di Jakarta " + filler * 10 + "dan selesai."
    done = exact(made(text))
    assert ("PER", "Joko Widodo") in found(done)
    assert ("GPE", "Jakarta") in found(done)
    for window, stride in ((64, 16), (96, 40)):
        other = entities(rules=False, lexicons=False, window=window, stride=stride)(made(text))
        assert {("PER", "Joko Widodo"), ("GPE", "Jakarta")} <= set(found(other))


@pytest.mark.parametrize(
    "text",
    [
        "Presiden  Joko\u00a0Widodo tiba di   Jakarta.",
        "👮🏽‍♀️ Presiden Joko Widodo tiba di Jakarta. 👍",
        "Presiden Joko Widodo ﬁnal ½ ™ tiba di Jakarta…",
        'Presiden Joko Widodo (53) tiba di "Jakarta"; Nguyễn Văn Đức menyambut.',
        "\u200bPresiden Joko Widodo\u200b tiba\u00ad di Jakarta.",
    ],
)
def test_offsets_are_those_of_the_text(exact: Any, text: str) -> None:
    done = exact(made(text))
    inside = {(t.span.start, t.span.end) for t in done.tokens}
    starts, ends = {a for a, _ in inside}, {b for _, b in inside}
    for mention in done.mentions:
        assert mention.span.start in starts
        assert mention.span.end in ends
        assert text[mention.span.start : mention.span.end] == mention.span.text
    assert any("Widodo" in text for _, text in found(done))
    assert ("GPE", "Jakarta") in found(done)


def test_labels_that_say_nothing_need_a_file(tmp_path: Path, exact: Any) -> None:
    folder = tmp_path / "model"
    shutil.copytree(MODEL, folder)
    config = json.loads((folder / "config.json").read_text("utf-8"))
    names = list(config["id2label"].values())
    config["id2label"] = {n: f"LABEL_{n}" for n in config["id2label"]}
    config["label2id"] = {f"LABEL_{n}": int(n) for n in config["id2label"]}
    (folder / "config.json").write_text(json.dumps(config), "utf-8")
    with pytest.raises(ModelError, match=r"LABEL_0, .*entities\.labels=FILE"):
        entities(folder)
    file = tmp_path / "labels.tsv"
    lines = [f"LABEL_{n}\t{name}" for n, name in enumerate(names)]
    file.write_text("model_label\tlabel\n" + "\n".join(lines) + "\n", "utf-8")
    same = entities(folder, rules=False, lexicons=False, labels=str(file))
    assert same(made(TEXT)) == exact(made(TEXT))


def test_a_file_of_labels_counts_before_the_lexicon(tmp_path: Path, exact: Any) -> None:
    file = tmp_path / "labels.tsv"
    file.write_text("model_label\tlabel\nORG\t-\nLOC\tFAC\n", "utf-8")
    done = entities(rules=False, lexicons=False, labels=str(file))(made(TEXT))
    labels = {label for label, _ in found(done)}
    assert labels == {"PER", "FAC"}
    file.write_text("model_label\tlabel\nORG\tPERUSAHAAN\n", "utf-8")
    with pytest.raises(ConfigError, match="PERUSAHAAN"):
        entities(labels=str(file))
    with pytest.raises(ConfigError, match="cannot be read"):
        entities(labels=str(tmp_path / "none.tsv"))


def test_a_slow_tokenizer_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "model"
    shutil.copytree(MODEL, folder)
    (folder / "tokenizer.json").unlink()
    (folder / "tokenizer_config.json").write_text(json.dumps({"tokenizer_class": "CanineTokenizer"}), "utf-8")
    with pytest.raises(ModelError, match="slow one, without offsets"):
        entities(folder)


def test_a_folder_with_something_else_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="no token-classification model"):
        entities(tmp_path)


def test_single_precision_finds_the_same_names(exact: Any) -> None:
    single = entities(rules=False, lexicons=False, precision="single")(made(TEXT))
    assert found(single) == found(exact(made(TEXT)))
    with pytest.raises(ConfigError, match="double or single"):
        entities(precision="half")


def test_a_run_with_the_model(tmp_path: Path, warta: Command) -> None:
    settings = ("--set", "entities.backend=transformers", "--set", f"entities.model={MODEL}")
    inputs = [ROOT / f"corpus/dev/{name}.txt" for name in ("vna-01", "portal-02")]
    for workers in (1, 2):
        done = warta("run", *inputs, "-o", f"out{workers}", "--tokens", "--workers", workers, *settings)
        assert done.returncode == 0, done.stderr
    out = tmp_path / "out1"
    assert_contract(out)
    assert table_bytes(out) == table_bytes(tmp_path / "out2")
    manifest = json.loads((out / "run.json").read_text("utf-8"))
    assert "warta.entities.transformers.v1" in manifest["stages"]
    assert set(manifest["models"]) == {"id_warta_lg", "small_ner"}
    assert {"torch", "transformers"} <= set(manifest["packages"])


def test_names_of_the_corpus(exact: Any) -> None:
    """The model is small and knows shorter texts: it finds half of the people, and a third of what it calls people are."""
    right = gold = said = 0
    for path in sorted((ROOT / "corpus/dev").glob("portal-*.json"))[:6]:
        persons = {(a, b) for a, b in json.loads(path.read_text("utf-8"))["persons"]}
        article = made(path.with_suffix(".txt").read_text("utf-8"))
        people = {(m.span.start, m.span.end) for m in exact(article).mentions if m.label == "PER"}
        right, gold, said = right + len(persons & people), gold + len(persons), said + len(people)
    assert right > 0.5 * gold
    assert right > 0.33 * said


# ---------------------------------------------------------------- names on the hub


def hub_cache(folder: Path, name: str = "warta-test/small-ner") -> str:
    """Lay a model into a folder as the hub's client keeps it, and return its revision."""
    revision = "0123456789abcdef0123456789abcdef01234567"
    base = folder / f"models--{name.replace('/', '--')}"
    shutil.copytree(MODEL, base / "snapshots" / revision)
    (base / "refs").mkdir()
    (base / "refs/main").write_text(revision, "utf-8")
    return revision


def test_a_hub_name_that_was_fetched_works_offline_and_its_revision_is_recorded(
    tmp_path: Path, warta: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    revision = hub_cache(tmp_path / "hub")
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path / "hub"))
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")
    settings = ("--set", "entities.backend=transformers", "--set", "entities.model=warta-test/small-ner")
    article = ROOT / "corpus/dev/vna-01.txt"
    for more in ((), ("--set", "entities.download=true")):
        done = warta("run", article, "-o", f"out{len(more)}", *settings, *more)
        assert done.returncode == 0, done.stderr
    manifest = json.loads((tmp_path / "out0/run.json").read_text("utf-8"))
    assert manifest["models"]["warta-test/small-ner"].endswith(f"(Hugging Face hub, revision {revision})")


def test_a_hub_name_is_not_fetched_unasked(tmp_path: Path, warta: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path / "hub"))
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")
    settings = ("--set", "entities.backend=transformers", "--set", "entities.model=warta-test/none")
    done = warta("run", ROOT / "corpus/dev/vna-01.txt", "-o", "out", *settings)
    assert done.returncode == 1
    assert "--set entities.download=true fetches it from the Hugging Face hub." in done.stderr
    done = warta("run", ROOT / "corpus/dev/vna-01.txt", "-o", "out", *settings, "--set", "entities.download=true")
    assert done.returncode == 1
    assert "could not be fetched" in done.stderr


class Hub(BaseHTTPRequestHandler):
    """A hub on this machine that has one model: what the hub's client asks of it."""

    revision = "89abcdef0123456789abcdef0123456789abcdef"
    asked: ClassVar[list[str]] = []

    def _answer(self, *, body: bool) -> None:
        self.asked.append(self.path)
        path = self.path.partition("?")[0]
        if path.startswith(f"/api/models/warta-test/fetched/tree/{self.revision}"):
            tree = [
                {"type": "file", "path": p.name, "size": p.stat().st_size, "oid": "0" * 40} for p in MODEL.iterdir()
            ]
            data = json.dumps(tree).encode()
        elif path.startswith("/api/models/warta-test/fetched"):
            files = [{"rfilename": p.name} for p in MODEL.iterdir()]
            data = json.dumps({"id": "warta-test/fetched", "sha": self.revision, "siblings": files}).encode()
        elif path.startswith(f"/warta-test/fetched/resolve/{self.revision}/") and (MODEL / Path(path).name).is_file():
            data = (MODEL / Path(path).name).read_bytes()
        else:
            self.send_error(404)
            return
        self.send_response(200)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("ETag", f'"{hashlib.sha1(data).hexdigest()}"')
        self.send_header("X-Repo-Commit", self.revision)
        self.end_headers()
        if body:
            self.wfile.write(data)

    def do_GET(self) -> None:
        self._answer(body=True)

    def do_HEAD(self) -> None:
        self._answer(body=False)

    def log_message(self, *arguments: Any) -> None:
        pass


def test_a_hub_name_is_fetched_once_when_asked_for(
    tmp_path: Path, warta: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    with ThreadingHTTPServer(("127.0.0.1", 0), Hub) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path / "hub"))
        monkeypatch.setenv("HF_ENDPOINT", f"http://127.0.0.1:{server.server_port}")
        article = ROOT / "corpus/dev/vna-01.txt"
        settings = ("--set", "entities.backend=transformers", "--set", "entities.model=warta-test/fetched")
        fetching = warta("run", article, "-o", "out", *settings, "--set", "entities.download=true")
        assert fetching.returncode == 0, fetching.stderr
        asked = list(Hub.asked)
        assert any(path.endswith("model.safetensors") for path in asked)
        again = warta("run", article, "-o", "again", *settings, "--workers", 2)
        assert again.returncode == 0, again.stderr
        assert Hub.asked == asked
        server.shutdown()
    for out in ("out", "again"):
        manifest = json.loads((tmp_path / out / "run.json").read_text("utf-8"))
        assert Hub.revision in manifest["models"]["warta-test/fetched"]
    assert table_bytes(tmp_path / "out") == table_bytes(tmp_path / "again")


def test_doctor_names_backend_and_model() -> None:
    config = Config.of({"entities": {"backend": "transformers", "model": str(MODEL)}})
    values = {f.name: f for f in examine(config)}
    assert values["entities.backend=transformers"].value == "warta.entities.transformers.v1 (in use)"
    assert values["small_ner"].group == "model"
    assert values["small_ner"].ok
    lacking = {f.name: f for f in examine(Config.of({"entities": {"backend": "transformers", "model": "/tidak/ada"}}))}
    assert not lacking["/tidak/ada"].ok
