"""Read an exported tagger back into a checkpoint, so that training can go on from what was shipped.

    python -m recipe.unpack --tagger models/id_warta_lg/tagger --out BUILD/start/checkpoint.pt

The linear maps come back with the rounding of int8 and the piece embeddings with theirs. What an export does not hold is new: heads that
have another shape now, and the treebank vectors of the other treebanks, which begin as that of CSUI.
"""

from __future__ import annotations

import argparse
import json
import re
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper

from .network import TREEBANKS, Network


def _path(output: str) -> str:
    """Return the parameter's name of a linear map from the name of its product in the graph."""
    steps = [step for step in output.split("/")[1:-1] if step]
    named: list[str] = []
    for step in steps:
        if named and step.startswith(named[-1] + "."):  # "/upos/upos.1": a step repeats the one before it
            named[-1] = step
        else:
            named.append(step)
    name = ".".join(named)
    return re.sub(r"^(ner_\w+)", r"ner.\1", name) + ".weight"


def weights(tagger: Path) -> dict[str, torch.Tensor]:
    """Return the parameters found in an exported tagger's two graphs.

    Args:
        tagger: the folder with `encoder.onnx` and `relations.onnx`.
    """
    graph = onnx.load(tagger / "encoder.onnx").graph
    arrays = {i.name: numpy_helper.to_array(i) for i in graph.initializer}
    out: dict[str, np.ndarray] = {}
    for name, array in arrays.items():
        if name.startswith("model.") and not name.endswith(("_quantized", "_scale", "_zero_point", ".table", ".scale")):
            out[name.removeprefix("model.")] = array
    out["encoder.word.weight"] = arrays["model.encoder.word.table"] * arrays["model.encoder.word.scale"]
    mixes: dict[str, dict[int, float]] = {"syntax_mix": {}, "entity_mix": {}}
    for node in graph.node:
        if node.op_type == "MatMulInteger":
            stem = node.input[1].removesuffix("_quantized")
            values = arrays[node.input[1]].astype(np.float32) - arrays[stem + "_zero_point"].astype(np.float32)
            values = values * arrays[stem + "_scale"]
            if stem == "model.arc":
                out["arc"] = values
            else:
                out[_path(node.output[0])] = values.T
        elif node.op_type == "Mul" and (found := re.match(r"/(\w+_mix)/Mul(?:_(\d+))?_output_0$", node.output[0])):
            constant = next((arrays[name] for name in node.input if name in arrays), None)
            if constant is not None:
                mixes[found[1]][int(found[2] or 0)] = float(constant)
        elif node.op_type == "Add" and node.output[0] == "/Add_output_0":
            vector = next(arrays[name] for name in node.input if name in arrays)
            out["treebank.weight"] = np.repeat(vector.reshape(1, -1), len(TREEBANKS), 0)
    for name, shares in mixes.items():
        known = sum(shares.values())
        size = max(shares) + 1
        missing = [i for i in range(size) if i not in shares]
        for i in missing:  # exactly one constant may be shared with another product of the graph
            shares[i] = max(1e-6, (1 - known) / len(missing))
        out[name + ".weights"] = np.log([shares[i] for i in range(size)])
    relations = onnx.load(tagger / "relations.onnx").graph
    (rel,) = [
        a for a in map(numpy_helper.to_array, relations.initializer) if a.size % (129 * 129) == 0 and a.size > 129
    ]
    out["rel"] = rel.reshape(129, -1, 129)
    return {name: torch.from_numpy(np.array(array, np.float32)) for name, array in out.items()}


def main() -> None:
    """Run the step."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tagger", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    labels = json.loads((args.tagger / "labels.json").read_text("utf-8"))
    labels.pop("outputs")
    found = weights(args.tagger)
    model = Network(found["encoder.word.weight"].shape[0], labels)
    own = model.state_dict()
    kept = {name: value for name, value in found.items() if name in own and own[name].shape == value.shape}
    print("new:", ", ".join(sorted(set(own) - set(kept))) or "nothing")
    print("not used:", ", ".join(sorted(set(found) - set(kept))) or "nothing")
    model.load_state_dict(own | kept)
    args.out.parent.mkdir(parents=True, exist_ok=True)
    torch.save({"model": model.state_dict(), "average": model.state_dict(), "labels": labels}, args.out)


if __name__ == "__main__":
    main()
