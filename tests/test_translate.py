"""Translation without a model: which texts are given to one, the cache, the run, and how doubtful translations are shown."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest

import warta
from conftest import Command
from contract import assert_contract, table_bytes
from light_stages import WordByWord
from names import article as made
from warta.config import Config
from warta.core.article import Quote
from warta.core.errors import ModelError, StoreError
from warta.core.stage import entry
from warta.lexicon import Resources
from warta.nlp import hub
from warta.pipeline import prepare
from warta.show import find, to_html
from warta.stages.translate import translating
from warta.stages.translate.cache import Cache
from warta.stages.translate.guard import Guard
from warta.stages.translate.translator import Translator, room

guard = Guard(Resources())


def translator(engine: WordByWord, folder: Path | None = None, *, batch: int = 4, longest: int = 100) -> Translator:
    return Translator(engine, Cache(folder, model=engine.identity), batch=batch, longest=longest)


# ---------------------------------------------------------------- texts, batches, cache


def test_nothing_is_translated_twice(tmp_path: Path) -> None:
    engine = WordByWord()
    texts = ["Kami membangun ruang.", "untuk warga", "Kami membangun ruang."]
    first = translator(engine, tmp_path)(texts)
    assert first == {"Kami membangun ruang.": "We are building rooms.", "untuk warga": "for residents"}
    assert sorted(engine.given) == sorted(set(texts))
    again = WordByWord()
    assert translator(again, tmp_path)(texts) == first
    assert again.given == []


def test_a_cache_belongs_to_one_model(tmp_path: Path) -> None:
    Cache(tmp_path, model="a").put({"rumah": "house"})
    assert Cache(tmp_path, model="a").get(["rumah"]) == {"rumah": "house"}
    assert Cache(tmp_path, model="b").get(["rumah"]) == {}


def test_what_was_translated_before_an_interruption_is_kept(tmp_path: Path) -> None:
    class Failing(WordByWord):
        def translate(self, texts: Any) -> list[str]:
            if len(self.given) >= 4:
                raise KeyboardInterrupt
            return super().translate(texts)

    texts = [f"warga desa {n}" for n in range(10)]
    with pytest.raises(KeyboardInterrupt):
        translator(Failing(), tmp_path, batch=2)(texts)
    engine = WordByWord()
    assert translator(engine, tmp_path, batch=2)(texts)["warga desa 9"] == "residents village 9"
    assert len(engine.given) == 6


def test_several_writers_share_a_cache(tmp_path: Path) -> None:
    def work(number: int) -> None:
        cache = Cache(tmp_path, model="m")
        for n in range(40):
            cache.put({f"teks {n}": f"text {n}", f"teks {number} {n}": f"text {number} {n}"})

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    found = Cache(tmp_path, model="m").get([f"teks {n}" for n in range(40)] + ["teks 3 39"])
    assert len(found) == 41


def test_an_unusable_cache_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreError, match=r"translate\.cache"):
        Cache(tmp_path / "file", model="m")


def test_a_long_text_is_cut_at_pauses_and_loses_nothing(tmp_path: Path) -> None:
    engine = WordByWord()
    text = " ".join(f"warga desa {n}{'.' if n % 7 == 0 else ','}" for n in range(1, 60))
    assert translator(engine, longest=12)([text])[text] == text.replace("warga desa", "residents village")
    assert max(engine.lengths(engine.given)) <= 12
    assert all(given.endswith((".", ",")) for given in engine.given)


@pytest.mark.parametrize("batch", [1, 3, 100])
def test_batches_hold_texts_of_like_length(batch: int) -> None:
    class Recording(WordByWord):
        def __init__(self) -> None:
            super().__init__()
            self.batches: list[list[int]] = []

        def translate(self, texts: Any) -> list[str]:
            self.batches.append(self.lengths(texts))
            return super().translate(texts)

    engine = Recording()
    texts = [" ".join(["desa"] * n) for n in (7, 1, 5, 3, 2, 6, 4)]
    found = translator(engine, batch=batch)(texts)
    assert [found[t] for t in texts] == [t.replace("desa", "village") for t in texts]
    assert [n for lengths in engine.batches for n in lengths] == [1, 2, 3, 4, 5, 6, 7]
    assert all(len(lengths) <= batch for lengths in engine.batches)


def test_a_batch_holds_texts_whose_translations_have_the_same_room() -> None:
    batches: list[list[int]] = []

    class Recording(WordByWord):
        def translate(self, texts: Any) -> list[str]:
            batches.append(self.lengths(texts))
            return super().translate(texts)

    translator(Recording())([" ".join(["desa"] * n) for n in (3, 40, 16, 17, 32, 33, 64)])
    assert batches == [[3, 16], [17, 32], [33, 40, 64]]
    assert [room(n) for n in (3, 16, 17, 64)] == [52, 52, 84, 148]


# ---------------------------------------------------------------- the stage


def test_sentences_and_quotations_are_translated_and_checked() -> None:
    text = "Sari Lestari meninjau pasar.\nKami membangun ruang untuk 12 keluarga."
    article = made(text, people="Sari Lestari")
    content = article.span(text.index("membangun"), len(text) - 1)
    article = article.with_(quotes=(Quote(0, 1, "direct", content),))
    done = translating(translator(WordByWord()), guard)(article)
    assert [s.translation for s in done.sentences] == [
        "Sari Lestari visited the market.",
        "We are building rooms for 12 families.",
    ]
    assert [s.translation_check for s in done.sentences] == ["ok", "ok"]
    assert done.quotes[0].translation == "are building rooms for 12 families"
    assert done.quotes[0].translation_check == "ok"
    assert done.text == article.text


def test_a_quotation_over_two_sentences_is_translated_sentence_by_sentence() -> None:
    text = "Kami membangun ruang.\nWarga desa menerima bantuan."
    article = made(text)
    article = article.with_(quotes=(Quote(0, 0, "direct", article.span(5, len(text))),))
    engine = WordByWord()
    done = translating(translator(engine), guard)(article)
    assert done.quotes[0].translation == "are building rooms. Warga village received aid."
    assert "membangun ruang." in engine.given


def test_foreign_and_empty_sentences_are_left_alone() -> None:
    article = made("Kami membangun ruang.\n***")
    foreign = article.with_(sentences=tuple(_as_english(s) for s in article.sentences))
    assert [s.translation for s in translating(translator(WordByWord()), guard)(foreign).sentences] == [None, None]
    assert translating(translator(WordByWord()), guard)(article).sentences[1].translation is None


def _as_english(sentence: Any) -> Any:
    from dataclasses import replace

    return replace(sentence, language="en")


# ---------------------------------------------------------------- the run


def _translated(light: dict[str, Any], folder: Path) -> dict[str, Any]:
    return {**light, "translate": {"backend": "light", "cache": str(folder / "cache"), "log": str(folder / "log")}}


def test_a_run_fills_the_translations(articles: Path, light: dict[str, Any], tmp_path: Path) -> None:
    output = warta.run(articles, out=tmp_path / "out", config=_translated(light, tmp_path), workers=2)
    assert_contract(tmp_path / "out")
    assert output.quotes.translation.str.startswith("We are building").all()
    assert (output.quotes.translation_check == "ok").all()
    assert output.sentences.translation.notna().all()
    given = (tmp_path / "log").read_text("utf-8").splitlines()
    other = tmp_path / "again"
    warta.run(articles, out=other, config=_translated(light, tmp_path), workers=1)
    assert (tmp_path / "log").read_text("utf-8").splitlines() == given
    assert table_bytes(other) == table_bytes(tmp_path / "out")


def test_without_translation_the_columns_are_empty(articles: Path, light: dict[str, Any], tmp_path: Path) -> None:
    output = warta.run(articles, out=tmp_path / "out", config=light, workers=1)
    for table in ("sentences", "quotes"):
        assert output[table].translation.isna().all()
        assert output[table].translation_check.isna().all()


def test_a_doubtful_translation_is_shown_so(light: dict[str, Any], tmp_path: Path, warta: Command) -> None:
    file = tmp_path / "artikel.txt"
    file.write_text('"Kami tidak membangun 9 ruang untuk warga," kata Sari Lestari di hadapan warga.\n', "utf-8")
    config = Config.of(_translated(light, tmp_path))
    page = to_html(find(str(file), config=config))
    assert "English, doubtful (negation: tidak missing):" in page
    assert "We tidak are building 9 rooms for residents" in page
    toml = tmp_path / "warta.toml"
    sections = "".join(f'[{name}]\nbackend = "light"\n' for name in (*_CHAIN, "translate"))
    toml.write_text(f'plugins = ["light_stages"]\n{sections}', "utf-8")
    shown = warta("show", file, "--config", toml)
    assert "English, doubtful (negation: tidak missing):" in shown.stdout, shown.stderr
    assert "English, by machine (1 sentences, 1 doubtful)" in shown.stdout


_CHAIN = ("tag", "entities", "offices", "quotes", "quantities")


# ---------------------------------------------------------------- backends that are not there


@pytest.mark.parametrize(
    ("stage", "backend", "extra"),
    [
        ("entities", "transformers", "transformers"),
        ("translate", "transformers", "translate"),
        ("translate", "ctranslate2", "translate"),
    ],
)
def test_a_missing_extra_is_one_sentence(stage: str, backend: str, extra: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("warta.core.stage.installed", lambda name: None)
    with pytest.raises(ModelError) as caught:
        prepare(Config.of({stage: {"backend": backend, "model": "folder"}}))
    packages = " and ".join(entry(stage, backend).packages)
    assert caught.value.args[0] == (
        f"{stage}.backend={backend} needs {packages}, which the default install leaves out: pip install 'warta[{extra}]'."
    )


def test_translate_means_the_transformers_backend_unless_another_is_named() -> None:
    assert Config().backend("translate") is None
    assert Config().translating().backend("translate") == "transformers"
    other = Config.of({"translate": {"backend": "ctranslate2"}})
    assert other.translating().backend("translate") == "ctranslate2"


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"entities\.model=/tidak/ada is not a folder"):
        hub.find("/tidak/ada", setting="entities.model")
    with pytest.raises(ModelError, match="must name a model"):
        hub.find("", setting="entities.model")
    assert hub.find(str(tmp_path), setting="entities.model").folder == tmp_path
