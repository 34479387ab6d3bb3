"""Warta reads Indonesian-language news and returns a table of facts a researcher can cite."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from warta.api import Output, analyze, open, run

# Nothing here talks to anybody: onnxruntime would record events and send them to its maker (its Privacy.md).
os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")
os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")

__version__ = "0.1.0"
__all__ = ["Output", "__version__", "analyze", "open", "run"]


def __getattr__(name: str) -> Any:
    if name in ("Output", "analyze", "open", "run"):
        from warta import api

        return getattr(api, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
