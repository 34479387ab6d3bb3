"""What an installed wheel must do in a folder that holds nothing of the repository.

`.ci/run` calls it as `python wheel_smoke.py OUT`, with the output folder of a run on one article.
"""

from __future__ import annotations

import sys
from pathlib import Path

import spacy

assert "warta" not in sys.modules
nlp = spacy.load("id_warta_lg")
doc = nlp("Gubernur Ratna Wulandari menyatakan bahwa 12 desa di Sleman sudah memiliki puskesmas.")
assert [(e.text, e.label_) for e in doc.ents] == [("Ratna Wulandari", "PER"), ("Sleman", "LOC")], doc.ents
assert all(t.pos_ and t.dep_ and t.lemma_ for t in doc)

small = spacy.load("id_warta_sm")
assert [(e.text, e.label_) for e in small(doc.text).ents] == [("Ratna Wulandari", "PER"), ("Sleman", "LOC")]

import warta  # noqa: E402 - spaCy has to find the pipeline without it

assert "site-packages" in Path(warta.__file__).parts, warta.__file__
output = warta.open(sys.argv[1])
assert len(output.articles) == 1
assert output.articles.status[0] == "ok"
assert len(output.quotes) > 3
assert len(output.quantities) > 3
assert len(warta.analyze('"Panen naik 12 persen," kata Bupati Sari Lestari.').quotes) == 1
assert (
    len(warta.analyze('"Panen naik," kata Bupati Sari Lestari.', config={"tag": {"model": "id_warta_sm"}}).quotes) == 1
)
loaded = {"torch", "transformers", "stanza", "ctranslate2"} & set(sys.modules)
assert not loaded, loaded
print("The wheel works.")
