"""Stable ids: the same content has the same id on every machine, in every order, with any number of workers."""

from __future__ import annotations

from hashlib import blake2b
from typing import Any

#: Bytes of an id; 10 bytes keep the chance of two equal ids among a billion rows near one in two million.
ID_BYTES = 10


def stable_id(*parts: Any) -> str:
    """Return the id of what the parts say, 20 hexadecimal digits.

    Args:
        parts: strings, numbers, booleans or None; two ids are equal exactly when all parts are.

    >>> stable_id("quote", 12, 40) == stable_id("quote", 12, 40)
    True
    >>> stable_id("ab", "c") == stable_id("a", "bc")
    False
    """
    state = blake2b(digest_size=ID_BYTES)
    for part in parts:
        data = repr(part).encode("utf-8", "backslashreplace")
        state.update(len(data).to_bytes(8, "big"))
        state.update(data)
    return state.hexdigest()
