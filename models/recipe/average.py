"""Average the weights of several trainings that began from the same weights.

    python -m recipe.average BUILD/lg-4/checkpoint.pt BUILD/lg-5/checkpoint.pt --out BUILD/lg-averaged/checkpoint.pt

The mean of weights that were fine-tuned from one start with different seeds is often better than the best of them, at no cost when it is
used (Wortsman et al. 2022, "Model soups"). Averaged are the running averages that `recipe.train` keeps.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import torch


def mean(states: list[dict[str, torch.Tensor]]) -> dict[str, torch.Tensor]:
    """Return the mean of each weight.

    Args:
        states: the weights by name, of networks of one shape.

    Raises:
        ValueError: the networks do not have the same weights.
    """
    if any(state.keys() != states[0].keys() for state in states):
        raise ValueError("the checkpoints are not of one network")
    return {name: torch.stack([state[name] for state in states]).mean(0) for name in states[0]}


def main() -> None:
    """Run the step."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkpoints", type=Path, nargs="+")
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    saved: list[dict[str, Any]] = [torch.load(path) for path in args.checkpoints]
    args.out.parent.mkdir(parents=True, exist_ok=True)
    average = mean([one["average"] for one in saved])
    torch.save({"average": average, "labels": saved[0]["labels"]}, args.out)
    print(f"{args.out}: the mean of {len(saved)} checkpoints, {len(average)} weights")


if __name__ == "__main__":
    main()
