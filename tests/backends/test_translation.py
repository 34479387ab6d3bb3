"""`--translate` with the small Marian model of models/marian, by transformers and by CTranslate2."""

from __future__ import annotations

import json
import os
import sqlite3
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from ctranslate2.converters import TransformersConverter

from conftest import ROOT, Command
from contract import assert_contract, table_bytes
from warta.config import Config
from warta.core.errors import ConfigError, ModelError
from warta.doctor import examine
from warta.lexicon import Resources, read
from warta.stages.translate import CTranslate2Options, TransformersOptions, make_ctranslate2, make_transformers
from warta.stages.translate.cache import Cache
from warta.stages.translate.fast import CTranslate2
from warta.stages.translate.seq2seq import Seq2Seq
from warta.stages.translate.translator import Translator

MODEL = ROOT / "models/marian/small_marian"
PAIRS = [(r["split"], r["indonesian"], r["english"]) for r in read(ROOT / "models/marian/pairs.tsv")]
TRAINED = [(source, target) for split, source, target in PAIRS if split == "train"]
HELD_OUT = [(source, target) for split, source, target in PAIRS if split == "held-out"]
os.environ.setdefault("WARTA_THREADS", "1")
COMMON = {"source": "", "target": "", "prefix": "", "beams": 4, "longest": 200, "device": "cpu"}

ARTICLE = """Gubernur Bayu Pranata meninjau waduk di Klaten pekan lalu.

"Bantuan belum tiba," kata Sari Lestari di Magelang kemarin.

Bupati Sari Lestari tidak menghadiri rapat kerja di Sleman pada hari Senin.

Sebanyak 9.871 warga di Klaten mengungsi pekan lalu.
"""


@pytest.fixture(scope="module")
def converted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("ctranslate2") / "model"
    TransformersConverter(str(MODEL), copy_files=["source.spm", "target.spm"]).convert(str(folder))
    return folder


def transformers(**settings: Any) -> Seq2Seq:
    return Seq2Seq(MODEL, **{**COMMON, "precision": "double", **settings})


@pytest.fixture(scope="module")
def seq2seq() -> Seq2Seq:
    return transformers()


@pytest.fixture(scope="module")
def fast(converted: Path) -> CTranslate2:
    return CTranslate2(converted, tokenizer=converted, compute="float32", **COMMON)


def translated(engine: Any, texts: list[str], *, batch: int = 16) -> list[str]:
    made = Translator(engine, Cache(None, model=""), batch=batch, longest=200)(texts)
    return [made[text] for text in texts]


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("Polisi tidak menemukan bukti di pasar ikan.", "Police did not find evidence at the fish market."),
        ("Nelayan tidak melaut karena ombak tinggi.", "Fishermen did not go to sea because of high waves."),
        ("Pengadilan menolak gugatan perusahaan itu.", "The court rejected the company's lawsuit."),
    ],
)
def test_sentences_of_training_are_translated(seq2seq: Seq2Seq, fast: CTranslate2, source: str, target: str) -> None:
    assert (source, target) in TRAINED
    assert translated(seq2seq, [source]) == [target]
    assert translated(fast, [source]) == [target]


def test_sentences_it_never_saw_are_translated(seq2seq: Seq2Seq, fast: CTranslate2) -> None:
    assert not {source for source, _ in HELD_OUT} & {source for source, _ in TRAINED}
    wanted = [target for _, target in HELD_OUT]
    for engine in (seq2seq, fast):
        made = translated(engine, [source for source, _ in HELD_OUT])
        right = sum(a == b for a, b in zip(made, wanted, strict=True))
        assert right >= 0.85 * len(wanted), [pair for pair in zip(made, wanted, strict=True) if pair[0] != pair[1]]


def test_batch_size_changes_nothing(seq2seq: Seq2Seq, fast: CTranslate2) -> None:
    texts = [source for source, _ in HELD_OUT[:10]] + [source for source, _ in TRAINED[:6]] + ["Kata asing xyz 77!"]
    for engine in (seq2seq, fast):
        assert translated(engine, texts, batch=1) == translated(engine, texts, batch=5) == translated(engine, texts)


def test_single_precision_translates_alike(seq2seq: Seq2Seq) -> None:
    texts = [source for source, _ in HELD_OUT[:5]]
    assert translated(transformers(precision="single"), texts) == translated(seq2seq, texts)


def test_a_long_text_is_translated_in_parts(seq2seq: Seq2Seq) -> None:
    text = " ".join(source for source, _ in TRAINED[:8])
    engine = transformers(longest=30)
    made = Translator(engine, Cache(None, model=""), batch=8, longest=30)([text])[text]
    assert sum(target in made for _, target in TRAINED[:8]) >= 5


def test_engines_differ_in_identity(seq2seq: Seq2Seq, fast: CTranslate2) -> None:
    assert len({seq2seq.identity, fast.identity, transformers(beams=1).identity}) == 3


def _run(warta: Command, tmp_path: Path, out: str, *settings: str, workers: int = 1) -> dict[str, pd.DataFrame]:
    article = tmp_path / "artikel.txt"
    article.write_text(ARTICLE, "utf-8")
    done = warta(
        "run", article, "-o", out, "--workers", workers, "--translate", "--set", f"translate.cache={tmp_path / 'cache'}",
        *(part for setting in settings for part in ("--set", setting)),
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert_contract(tmp_path / out)
    return {table: pd.read_parquet(tmp_path / out / table) for table in ("sentences", "quotes")}


def test_a_run_translates_checks_and_caches(tmp_path: Path, warta: Command) -> None:
    tables = _run(warta, tmp_path, "out", f"translate.model={MODEL}")
    sentences = tables["sentences"].set_index("text")
    assert list(sentences.translation[:3]) == [
        "Governor Bayu Pranata inspected the reservoir in Klaten last week.",
        '"The aid has not arrived," Sari Lestari said in Magelang yesterday.',
        "Regent Sari Lestari did not attend the working meeting in Sleman on Monday.",
    ]
    assert list(sentences.translation_check[:3]) == ["ok"] * 3
    assert "9.871 missing" in sentences.translation_check.iloc[3]
    assert sentences.translation.iloc[3]
    quote = tables["quotes"].iloc[0]
    assert quote["content"].startswith("Bantuan belum tiba")
    assert "has not arrived" in quote["translation"]
    assert quote["translation_check"] == "ok"
    manifest = json.loads((tmp_path / "out/run.json").read_text("utf-8"))
    assert "warta.translate.transformers.v1" in manifest["stages"]
    assert "small_marian" in manifest["models"]

    def cached() -> list[Any]:
        with sqlite3.connect(tmp_path / "cache/translations.sqlite") as connection:
            return connection.execute("SELECT * FROM translations ORDER BY key").fetchall()

    before = cached()
    assert len(before) >= 4
    _run(warta, tmp_path, "again", f"translate.model={MODEL}", workers=2)
    assert cached() == before
    assert table_bytes(tmp_path / "again") == table_bytes(tmp_path / "out")
    shown = warta("show", "artikel.txt", "--out", "out")
    assert "English, by machine (4 sentences, 1 doubtful)" in shown.stdout
    assert "9.871 missing" in shown.stdout
    page = warta("show", "artikel.txt", "--out", "out", "--html", "-").stdout
    assert "The aid has not arrived" in page
    assert "9.871 missing" in page


def test_a_run_with_ctranslate2(tmp_path: Path, warta: Command, converted: Path) -> None:
    tables = _run(warta, tmp_path, "out", "translate.backend=ctranslate2", f"translate.model={converted}")
    assert (
        tables["sentences"].translation.iloc[0] == "Governor Bayu Pranata inspected the reservoir in Klaten last week."
    )
    other = _run(
        warta,
        tmp_path,
        "int8",
        "translate.backend=ctranslate2",
        f"translate.model={converted}",
        "translate.compute=int8",
    )
    assert other["sentences"].translation.iloc[2].startswith("Regent Sari Lestari did not attend")


def test_what_is_not_a_model_is_refused(tmp_path: Path, converted: Path) -> None:
    with pytest.raises(ModelError, match="no translation model that transformers can load"):
        make_transformers(TransformersOptions(model=str(ROOT / "models/small_ner"), cache="off"), Resources())
    with pytest.raises(ModelError, match=r"translate\.backend=ctranslate2 reads it"):
        make_transformers(TransformersOptions(model=str(converted), cache="off"), Resources())
    with pytest.raises(ModelError, match="no model that CTranslate2 can load"):
        make_ctranslate2(CTranslate2Options(model=str(MODEL), cache="off"), Resources())
    with pytest.raises(ModelError, match=r"translate\.tokenizer"):
        make_ctranslate2(CTranslate2Options(model=str(converted), tokenizer=str(tmp_path), cache="off"), Resources())
    with pytest.raises(ModelError, match="no language code"):
        make_transformers(TransformersOptions(model=str(MODEL), target="eng_Latn", cache="off"), Resources())
    with pytest.raises(ConfigError, match=r"translate\.batch"):
        make_transformers(TransformersOptions(model=str(MODEL), batch=0, cache="off"), Resources())


def test_the_tokenizer_of_transformers_serves_ctranslate2(tmp_path: Path, converted: Path) -> None:
    bare = tmp_path / "bare"
    bare.mkdir()
    for path in converted.iterdir():
        if path.suffix != ".spm":
            (bare / path.name).write_bytes(path.read_bytes())
    tokenizer = tmp_path / "tokenizer"
    tokenizer.mkdir()
    for name in ("source.spm", "target.spm", "vocab.json", "tokenizer_config.json", "config.json"):
        if (MODEL / name).is_file():
            (tokenizer / name).write_bytes((MODEL / name).read_bytes())
    from warta.stages.translate.fast import _Tokenizer

    pieces = _Tokenizer(tokenizer, source="", target="")
    source = TRAINED[30][0]
    assert pieces.encode(source)[-1] == "</s>"
    assert pieces.decode(pieces.encode(source)) == source


def test_doctor_names_the_translation_model() -> None:
    config = Config.of({"translate": {"backend": "transformers", "model": str(MODEL)}})
    values = {f.name: f for f in examine(config)}
    assert values["translate.backend=transformers"].value.endswith("(in use)")
    assert values["translate.backend=ctranslate2"].value == "warta.translate.ctranslate2.v1"
    assert values["small_marian"].group == "model"
