"""What holds for every text, however hostile, and for every run, in whatever order and by however many workers."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import warta
from conftest import write_articles
from contract import assert_frames, table_bytes

FRAGMENTS = [
    "Gubernur Ratna Wulandari", "Letjen TNI (Purn.) Bayu Pranata, S.H.", "mantan Menteri Pengairan", "Plt. Kepala Dinas", "Nguyễn Văn A",
    "kata", "katanya", "ujar dia", "menyatakan bahwa", "Menurut", "tegas", "menurutnya,", "ia", "Menteri itu", ", kata Budi Santoso.",
    '"Kami siap', 'siap."', "“Kami", "siap,”", "«Ya»", "'tidak'", '"', "”", "“", "‘", "''",
    "12 orang", "Rp4,9 triliun", "2.500", "1.028,5", "22,6%", "dua belas ribu lima ratus", "setengah juta", "puluhan", "antara 2 dan 3 persen",
    "lebih dari", "10-15 cm", "Rp", "9" * 400, "1" + ".000" * 200, "0,0000001", "1/0", "3 x 24 jam", "ke-" + "8" * 5000, "²³", "٣٤ orang",
    "Selasa (12/7/2022)", "31/02/2025", "00/00/0000", "24-26/10", "pukul 25.99", "tahun 99999", "awal 2019", "sebulan lalu",
    "Pasal 340 KUHP", "UU No. 42 Tahun 2009", "Resolusi Majelis Umum PBB 74/247", "Keputusan 1234/QD-TTg", "No. ", "Nomor 1" + "/2" * 300,
    "JAKARTA, KOMPAS.com -", "(VOVWORLD) -", "Foto: Phuong Hoa/VNA", "Baca juga: Harga Naik", "[sematkan]", "(mkj/dna)", "Komentar (0)",
    "Sumber: https://contoh.id/2022/07/12/a-20251027094717715.htm", "a@b.c", "http://", "...", "!?", ";", ":", "-", "—", "(", ")", "[", "]", "/", "%",
    "\n", "\n\n", "\r", "\t", "\u2028", "\u00a0", "\u200b", "\ufeff", "\x0b", "\x1b[31m", "\u0301", "\u202e", "👩‍👩‍👧‍👦", "قال الوزير", "政府は", "ß", "ﬁ", "İ",
    "The minister said that the bridge will be opened next week", "Bộ trưởng cho biết", "kerana polis", "a" * 300, ".", ",",
]  # fmt: skip
HOSTILE = st.lists(
    st.tuples(st.sampled_from(FRAGMENTS) | st.text(max_size=12), st.sampled_from([" ", " ", " ", "", ". ", "\n"])),
    max_size=40,
).map(lambda parts: "".join(piece + gap for piece, gap in parts))


def _frames(text: str) -> dict[str, Any]:
    output = warta.analyze(text)
    return {table: output[table] for table in output.tables}


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(HOSTILE)
def test_every_row_is_grounded_whatever_the_text(text: str) -> None:
    tables = _frames(text)
    (article,) = tables["articles"].to_dict("records")
    assert article["status"] in ("ok", "skipped", "failed")
    assert "[W010]" not in str(article["error"])  # no stage stumbles
    if article["status"] == "ok":
        assert article["text"] == text.replace("\r\n", "\n").removeprefix("\ufeff")
    assert_frames(tables)


@settings(max_examples=10, suppress_health_check=[HealthCheck.too_slow])
@given(HOSTILE, st.sampled_from(FRAGMENTS))
def test_reading_a_text_again_gives_the_same_rows_and_ids(text: str, between: str) -> None:
    first = _frames(text)
    _frames(between)
    second = _frames(text)
    assert first.keys() == second.keys()
    for table, frame in first.items():
        pd.testing.assert_frame_equal(frame, second[table])


@pytest.mark.parametrize("seed", range(3))
def test_order_workers_and_shards_leave_no_trace(seed: int, light: dict[str, Any], tmp_path: Path) -> None:
    chance = random.Random(seed)
    folder = write_articles(tmp_path / "artikel", range(chance.randint(5, 14)))
    files = sorted(str(p) for p in folder.rglob("*.txt"))
    again = chance.choice(files)
    (folder / "salinan.txt").write_bytes(Path(again).read_bytes())
    files.append(str(folder / "salinan.txt"))
    parts = {"store": {"part_articles": 4}}
    warta.run(files, out=tmp_path / "whole", config={**light, **parts}, workers=1)
    chance.shuffle(files)
    sizes = {**light, **parts, "run": {"shard_size": chance.randint(1, 6)}}
    for end in sorted({*chance.sample(range(1, len(files)), 2), len(files)}):  # a folder that grows
        warta.run(files[:end], out=tmp_path / "grown", config=sizes, workers=chance.randint(1, 3))
    assert table_bytes(tmp_path / "whole") == table_bytes(tmp_path / "grown")
