"""Tag: part of speech, features, lemma and dependencies for every token, and names and quotations where a backend has them.

Each backend is a module that registers itself: `encoder` (the default) and `stanza`. Importing one loads no library of its extra.
"""

from __future__ import annotations

from warta.stages.tag import encoder, stanza

__all__ = ["encoder", "stanza"]
