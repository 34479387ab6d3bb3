"""Errors with a code, the likely cause, and what would have worked."""

from __future__ import annotations


class WartaError(Exception):
    """Base of every error Warta raises on purpose; its message is one full sentence for the user."""

    code = "W000"

    def __str__(self) -> str:
        return f"[{self.code}] {super().__str__()}"


class SpanError(WartaError):
    """A span does not lie inside its text."""

    code = "W001"

    def __init__(self, *, start: int, end: int, length: int):
        self.start, self.end, self.length = start, end, length
        super().__init__(
            f"A span must hold at least one character of its text, but {start}:{end} of {length} does not."
        )


class StageError(WartaError):
    """A chain of stages cannot run."""

    code = "W002"


class ConfigError(WartaError):
    """A setting is unknown or has a value that cannot be used."""

    code = "W003"


class LexiconError(WartaError):
    """A lexicon file is malformed."""

    code = "W004"


class InputError(WartaError):
    """One input cannot be read as an article; the run goes on without it."""

    code = "W005"


class StoreError(WartaError):
    """The output folder cannot be used or written."""

    code = "W006"


class ModelError(WartaError):
    """A model or backend is missing or unusable."""

    code = "W007"
