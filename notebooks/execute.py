"""Execute the notebooks of this folder: `python notebooks/execute.py`, status 1 at the first cell that fails.

With `--write` the new outputs are kept in the files.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

HERE = Path(__file__).resolve().parent


def execute(path: Path, *, timeout: float) -> nbformat.NotebookNode:
    """Return a notebook with the outputs of a new execution.

    Args:
        path: the notebook; its folder is the working folder.
        timeout: seconds one cell may take.

    Raises:
        CellExecutionError: a cell failed.
    """
    notebook = nbformat.read(path, as_version=4)
    where = {"metadata": {"path": str(path.parent)}}
    NotebookClient(notebook, timeout=timeout, kernel_name="python3", record_timing=False, resources=where).execute()
    return notebook


def main(argv: list[str] | None = None) -> int:
    """Execute every notebook; 0 when all went through, 1 when a cell failed."""
    parser = argparse.ArgumentParser(description="Execute the notebooks of this folder.")
    parser.add_argument("--write", action="store_true", help="keep the new outputs in the files")
    parser.add_argument("--timeout", type=float, default=900.0, help="seconds one cell may take (900)")
    args = parser.parse_args(argv)
    for path in sorted(HERE.glob("*.ipynb")):
        try:
            notebook = execute(path, timeout=args.timeout)
        except CellExecutionError as error:
            print(f"{path.name}: {error}", file=sys.stderr)
            return 1
        print(f"{path.name}: {sum(c.cell_type == 'code' for c in notebook.cells)} cells executed")
        if args.write:
            notebook.metadata = {"kernelspec": notebook.metadata["kernelspec"], "language_info": {"name": "python"}}
            nbformat.write(notebook, path)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
