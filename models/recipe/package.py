"""Make an importable spaCy pipeline package around exported weights.

    python -m recipe.package --name id_warta_lg --version 0.1.0 --out models

The folder `OUT/id_warta_lg` gets `__init__.py`, `meta.json`, `config.cfg`; `OUT/id_warta_lg.egg-info/PKG-INFO` lets
`spacy.load("id_warta_lg")` find it as an installed distribution.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path

import spacy

import warta.nlp.components  # noqa: F401 - registers the tokenizer and the factory

INIT = '''"""{description}"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.util import get_model_meta, load_model_from_path

import warta.nlp.components  # noqa: F401 - registers the tokenizer and the factory

__version__ = get_model_meta(Path(__file__).parent)["version"]


def load(**overrides: Any) -> Language:
    """Load the pipeline; `overrides` as in `spacy.load`."""
    return load_model_from_path(Path(__file__).parent, **overrides)
'''
DESCRIPTION = (
    "Indonesian news: tags, lemmas, dependencies, sentences, entities, quotations; one transformer encoder in int8"
)


def write(folder: Path, name: str, version: str, description: str) -> None:
    """Write the files that make a package of a pipeline folder."""
    (folder / "__init__.py").write_text(INIT.format(description=description + "."), "utf-8")
    info = folder.parent / f"{name}.egg-info"
    info.mkdir(exist_ok=True)
    (info / "PKG-INFO").write_text(
        f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\nSummary: {description}\nLicense: MIT\n", "utf-8"
    )


def main() -> None:
    """Run the step."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--name", default="id_warta_lg")
    parser.add_argument("--version", required=True)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    folder: Path = args.out / args.name
    nlp = spacy.blank("id", config={"nlp": {"tokenizer": {"@tokenizers": "warta.tokenizer.v1"}}})
    nlp.add_pipe("warta_tagger", name="tagger")
    nlp.meta.update(name=args.name.removeprefix("id_"), version=args.version, description=DESCRIPTION, author="The Warta developers",
                    license="MIT AND CC-BY-SA-4.0", requirements=["warta"])  # fmt: skip
    with tempfile.TemporaryDirectory() as temporary:
        nlp.to_disk(temporary, exclude=["vocab", "tokenizer"])
        folder.mkdir(parents=True, exist_ok=True)
        for name in ("meta.json", "config.cfg"):
            (folder / name).write_text((Path(temporary) / name).read_text("utf-8"), "utf-8")
    meta = json.loads((folder / "meta.json").read_text("utf-8"))
    meta["vectors"] = {"width": 0, "vectors": 0, "keys": 0, "name": None}
    (folder / "meta.json").write_text(json.dumps(meta, indent=2, ensure_ascii=False) + "\n", "utf-8")
    write(folder, args.name, args.version, DESCRIPTION)


if __name__ == "__main__":
    main()
