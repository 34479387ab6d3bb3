"""The output folder: who may write to it, what a run has already left there, and atomic writing."""

from __future__ import annotations

import errno
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from warta.core.errors import StoreError
from warta.stages.store.schema import SCHEMA_VERSION, TABLES


class FullDiskError(StoreError):
    """The output could not be written to the end; the same command goes on where it stopped."""

    code = "W008"


class OutputFolder:
    """An output folder: the tables, the manifest `run.json`, and the run's own files under `.warta`.

    Args:
        path: the folder.
    """

    def __init__(self, path: str | Path):
        self.path = Path(path)
        self.own = self.path / ".warta"
        self.parts = self.own / "parts"
        self.manifest_path = self.path / "run.json"

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold the folder for this process, making it where it is not there.

        Raises:
            StoreError: it is no folder, cannot be written to, holds something else, or another process holds it.
        """
        from filelock import FileLock, Timeout

        if self.path.exists() and not self.path.is_dir():
            raise StoreError(f"{self.path} is a file, and the output must be a folder.")
        if not self.own.exists() and not self.manifest_path.exists():
            there = [t for t in TABLES if (self.path / t).exists()]
            if there:
                raise StoreError(
                    f"{self.path} has a {there[0]} that no run of Warta left there; choose another output folder."
                )
        try:
            self.parts.mkdir(parents=True, exist_ok=True)
            lock = FileLock(self.own / "lock")
            with lock.acquire(timeout=0):
                (self.own / "pid").write_text(str(os.getpid()))
                self._clean()
                yield
        except Timeout:
            raise StoreError(
                f"{self.path} is being written by another process ({self._holder()}); wait until it is done."
            ) from None
        except PermissionError as error:
            raise StoreError(f"{self.path} cannot be written: {error.strerror}.") from None
        except NotADirectoryError:
            raise StoreError(f"{self.path} cannot be made, because a part of its path is a file.") from None
        except OSError as error:
            raise cannot_write(self.path, error) from None

    def _holder(self) -> str:
        with suppress(OSError):
            return f"process {(self.own / 'pid').read_text().strip()}"
        return "its number is not known"

    def _clean(self) -> None:
        for path in self.own.rglob("*.tmp"):
            path.unlink(missing_ok=True)
        for name in ("next", "previous"):
            shutil.rmtree(self.own / name, ignore_errors=True)

    def manifest(self) -> dict[str, Any]:
        """Return the manifest, empty where there is none.

        Raises:
            StoreError: it is not a manifest.
        """
        try:
            data = json.loads(self.manifest_path.read_text("utf-8"))
        except FileNotFoundError:
            return {}
        except (OSError, ValueError) as error:
            raise StoreError(f"{self.manifest_path} cannot be read: {error}; --force starts anew.") from None
        if not isinstance(data, dict):
            raise StoreError(f"{self.manifest_path} is not a manifest of Warta; --force starts anew.")
        return data

    def check_identity(self, identity: Mapping[str, Any]) -> None:
        """Check that what is there was made the way this run would.

        Raises:
            StoreError: it was not; the message says what differs and what to do.
        """
        there = self.manifest()
        if not there:
            if any(self.parts.glob("*.parquet")):
                raise StoreError(f"{self.path} has parts of a run but no run.json; --force starts anew.")
            return
        if there.get("schema_version") != SCHEMA_VERSION:
            raise StoreError(
                f"{self.path} has tables of schema version {there.get('schema_version')}, and this is version {SCHEMA_VERSION}; "
                "choose another output folder, or --force to start anew."
            )
        differing = [
            _difference(name, there.get(name), value) for name, value in identity.items() if there.get(name) != value
        ]
        if differing:
            raise StoreError(
                f"{self.path} was made with other settings ({'; '.join(differing)}); "
                "choose another output folder, or --force to start anew."
            )

    def clear(self) -> None:
        """Remove all that runs have left in the folder, and nothing else."""
        for name in (*TABLES, ".warta/parts"):
            shutil.rmtree(self.path / name, ignore_errors=True)
        self.manifest_path.unlink(missing_ok=True)
        self.parts.mkdir(parents=True, exist_ok=True)

    def write_manifest(self, manifest: Mapping[str, Any]) -> None:
        """Write `run.json`."""
        write(self.manifest_path, json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=False).encode() + b"\n")

    def swap(self, folder: Path) -> None:
        """Put the tables of a folder in the place of those that are there."""
        previous = self.own / "previous"
        previous.mkdir(exist_ok=True)
        for table in TABLES:
            there = self.path / table
            if there.exists():
                there.rename(previous / table)
            if (folder / table).exists():
                (folder / table).rename(there)
        shutil.rmtree(previous, ignore_errors=True)
        shutil.rmtree(folder, ignore_errors=True)


def write(path: Path, data: bytes) -> None:
    """Write a file so that under its name there is all of it or nothing.

    Raises:
        FullDiskError: there is no space, or a limit was met.
        StoreError: it cannot be written for another reason.
    """
    temporary = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    try:
        with open(temporary, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
    except OSError as error:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise cannot_write(path, error) from None


def cannot_write(path: Path, error: OSError) -> StoreError:
    """Return the error that says why a file or folder cannot be written."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return FullDiskError(
            f"{path} could not be written ({error.strerror}); make room and give the same command again: it goes on where it stopped."
        )
    return StoreError(f"{path} cannot be written: {error.strerror or error}.")


def _difference(name: str, there: Any, here: Any) -> str:
    if isinstance(there, Mapping) and isinstance(here, Mapping):
        keys = [k for k in {**there, **here} if there.get(k) != here.get(k)]
        return f"{name}: {_difference(str(keys[0]), there.get(keys[0]), here.get(keys[0]))}" if keys else name
    return f"{name} was {_short(there)}, now {_short(here)}"


def _short(value: Any) -> str:
    text = "missing" if value is None else json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 80 else text[:79] + "…"
