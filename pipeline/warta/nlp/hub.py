"""Models that users bring: a folder on disk, or a name on the Hugging Face hub.

A folder is used as it is, without any network. A name is looked up in the hub's cache on this machine; it is fetched only
where that is asked for, and is known from then on by its revision.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from warta.core.errors import ModelError
from warta.core.files import files_hash, files_of
from warta.core.stage import Model

#: Weights for other programs, which would only take time and space.
_NOT_NEEDED = ["*.h5", "*.msgpack", "*.ot", "*.onnx", "onnx/*", "openvino/*", "*.tflite", "coreml/*", "*.gguf"]
_WEIGHTS = (".safetensors", ".bin", ".safetensors.index.json")


@dataclass(frozen=True)
class Found:
    """A model on this machine.

    Args:
        name: what `run.json` calls it.
        folder: where it is.
        revision: the revision of a model from the hub, empty for a folder of the user's own.
    """

    name: str
    folder: Path
    revision: str = ""

    @property
    def model(self) -> Model:
        """The model as the manifest has it."""
        files = files_of(self.folder)
        return Model(
            self.name,
            files_hash(self.folder, files),
            f"Hugging Face hub, revision {self.revision}" if self.revision else "",
            sum(path.stat().st_size for path in files),
        )


def find(model: str, *, setting: str, revision: str = "") -> Found:
    """Return where a model is on this machine; nothing is fetched.

    Args:
        model: a folder, or a name such as `organization/model`.
        setting: the setting that names it, such as `entities.model`, for messages.
        revision: branch, tag or commit of a hub name; empty for its main branch.

    Raises:
        ModelError: it is not there; the message says what would help.
    """
    if not model:
        raise ModelError(f"{setting} must name a model: a folder, or a name on the Hugging Face hub.")
    folder = Path(model).expanduser()
    if folder.is_dir():
        return Found(folder.resolve().name, folder)
    if _is_path(model):
        raise ModelError(f"{setting}={model} is not a folder on this machine.")
    found = _in_cache(model, revision)
    if found is None:
        section = setting.partition(".")[0]
        raise ModelError(
            f"{setting}={model} is neither a folder nor a model fetched to this machine before; "
            f"--set {section}.download=true fetches it from the Hugging Face hub."
        )
    return found


def fetch(model: str, *, setting: str, revision: str = "") -> Found:
    """Return where a model is on this machine, fetched from the hub where it is not there yet.

    Args:
        model: as for `find`.
        setting: as for `find`.
        revision: as for `find`.

    Raises:
        ModelError: it could not be fetched.
    """
    if not model or Path(model).expanduser().is_dir() or _is_path(model):
        return find(model, setting=setting)
    found = _in_cache(model, revision)
    if found is not None and any(path.name.endswith(_WEIGHTS) for path in found.folder.iterdir()):
        return found
    from huggingface_hub import snapshot_download

    try:
        folder = Path(snapshot_download(model, revision=revision or None, ignore_patterns=_NOT_NEEDED))
    except Exception as error:
        raise ModelError(f"{setting}={model} could not be fetched: {_first_line(error)}.") from None
    return Found(model, folder, folder.name)


def models(model: str, *, setting: str, revision: str = "") -> list[Model]:
    """Return a model as the manifest has it, without hash where it is not there."""
    try:
        return [find(model, setting=setting, revision=revision).model]
    except ModelError:
        return [Model(model, "")]


def _in_cache(model: str, revision: str) -> Found | None:
    from huggingface_hub import snapshot_download

    try:
        folder = Path(snapshot_download(model, revision=revision or None, local_files_only=True))
    except Exception:
        return None
    return Found(model, folder, folder.name)


def _is_path(model: str) -> bool:
    return Path(model).is_absolute() or model.startswith((".", "~")) or model.count("/") > 1


def _first_line(error: Exception) -> str:
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return (lines[0] if lines else type(error).__name__).rstrip(".")[:200]


def quiet() -> None:
    """Keep transformers from printing progress and advice; errors are raised all the same."""
    import warnings

    from transformers.utils import logging

    logging.set_verbosity_error()
    logging.disable_progress_bar()
    warnings.filterwarnings("ignore", message="Recommended: pip install sacremoses")
