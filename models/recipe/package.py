"""Make an importable spaCy pipeline package around exported weights, or of a pipeline trained by spaCy.

    python -m recipe.package --name id_warta_lg --version 0.1.0 --out models
    python -m recipe.package --name id_warta_sm --version 0.1.0 --out models --pipeline BUILD/sm/model/model-last

A trained pipeline is written without its training sections, and with no strings but those it needs (labels and parts of lemmas): the
words it was trained on stay behind. The folder `OUT/id_warta_lg` gets `__init__.py`, `meta.json`, `config.cfg`; `OUT/id_warta_lg.egg-info/PKG-INFO` lets
`spacy.load("id_warta_lg")` find it as an installed distribution.
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.pipeline import EditTreeLemmatizer
from spacy.pipeline._edit_tree_internals.edit_trees import EditTrees
from spacy.util import load_model_from_config, load_model_from_path

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


SMALL = "Indonesian news: tags, lemmas, dependencies, sentences, entities; a convolutional network of 96 dimensions"
OFF = ("ner_nergrit",)


def prune(old: EditTreeLemmatizer, new: EditTreeLemmatizer) -> None:
    """Give a lemmatizer only the trees that are its classes, with their parts; training adds one for every word it meets."""
    data = old.label_data
    kept: dict[int, int] = {}
    trees: list[dict[str, Any]] = []

    def keep(number: int) -> int:
        if number not in kept:
            tree = dict(data["trees"][number])
            for part in ("prefix_tree", "suffix_tree"):
                if part in tree and tree[part] < len(data["trees"]):
                    tree[part] = keep(tree[part])
            kept[number] = len(trees)
            trees.append(tree)
        return kept[number]

    labels = [keep(number) for number in old.cfg["labels"]]
    for tree in trees:
        for part in ("orig", "subst"):
            if part in tree:
                tree[part] = new.vocab.strings.add(tree[part])
    new.trees = EditTrees(new.vocab.strings)
    new.trees.from_json(trees)
    new.cfg["labels"] = labels
    new.tree2label = {tree: label for label, tree in enumerate(labels)}


def bare(trained: Language) -> Language:
    """Return a trained pipeline in a vocabulary of its own, without what only training needs."""
    whole = trained.config
    order = list(trained.component_names)
    components = {name: dict(whole["components"][name]) for name in order}
    for name in OFF:
        if name in components:
            components[name]["factory"] = "ner"
    settings = {"pipeline": order, "disabled": [], "vectors": {"@vectors": "spacy.Vectors.v1"}}
    nlp = load_model_from_config({"nlp": whole["nlp"] | settings, "components": components}, auto_fill=True)
    for name in order:
        old, new = trained.get_pipe(name), nlp.get_pipe(name)
        labels = getattr(old, "label_data", None)
        for label in labels if isinstance(labels, (tuple, list)) else ():
            nlp.vocab.strings.add(str(label))
        if hasattr(old, "to_bytes"):
            new.from_bytes(old.to_bytes(exclude=["vocab"]), exclude=["vocab"])
        if hasattr(old, "trees"):
            prune(old, new)
    return nlp


def write_trained(trained: Path, folder: Path, version: str, scores: Path | None) -> None:
    """Write a pipeline trained by spaCy into a package's folder."""
    from . import corpus  # noqa: F401 - registers the factory `ner_nergrit`

    nlp = bare(load_model_from_path(trained))
    nlp.meta.update(
        name=folder.name.removeprefix("id_"), version=version, description=SMALL, author="The Warta developers",
        license="MIT AND CC-BY-SA-4.0", requirements=["warta"],
    )  # fmt: skip
    nlp.meta["performance"] = json.loads(scores.read_text("utf-8")) if scores else {}
    for name in OFF:
        if name in nlp.pipe_names:
            nlp.disable_pipe(name)
    for name in nlp.component_names:
        if (folder / name).is_dir():
            shutil.rmtree(folder / name)
    nlp.to_disk(folder, exclude=["tokenizer"])


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
    parser.add_argument(
        "--pipeline", type=Path, help="a pipeline trained by spaCy; without it, the shell of the encoder"
    )
    parser.add_argument("--scores", type=Path, help="what recipe.evaluate measured, for meta.json")
    args = parser.parse_args()
    folder: Path = args.out / args.name
    if args.pipeline:
        write_trained(args.pipeline, folder, args.version, args.scores)
        write(folder, args.name, args.version, SMALL)
        return
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
