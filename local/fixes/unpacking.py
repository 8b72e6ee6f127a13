"""Unpack code and layers once, not in every worker.

Stock behaviour: each worker process unpacks its function's zip and all its layers into a folder of its own, thousands
of files. That takes as long as importing them, again for each worker, and once more to delete them.
"""

import hashlib
import io
import os
import shutil
import tempfile
import threading
import zipfile
from collections.abc import Callable
from pathlib import Path

from ministack.core import lambda_runtime
from ministack.services import lambda_svc

from local.fixes import Stock, find, replace

LAYERS = "_LAMBDA_LAYERS_DIRS"
"""Name the variable in which stock passes a worker the folders of its layers."""

NOTHING = b"PK\x05\x06" + bytes(18)
"""Give stock a zip without files to unpack."""

type Code = Callable[[Stock], Path | None]
"""Return the folder from which a worker imports its function; None for the deployed code."""


def repair(code: Code = lambda _: None) -> None:
    """Start Python workers on folders that they share."""
    place = Unpacked(Path(tempfile.gettempdir()))
    resolve = find(lambda_svc, "_resolve_layer_zip")

    def spawn(worker: Stock) -> None:
        fresh = LAYERS not in variables(worker.config)  # others are restarted: their process ended
        if fresh and worker.config.get("Runtime", "").startswith("python"):
            layers = [place.folder(found) for layer in worker.config.get("Layers", []) if (found := resolve(layer))]
            folder = code(worker) or place.folder(worker.code_zip)
            worker.config, worker.code_zip = shared(worker.config, folder, layers), NOTHING
        stock(worker)

    stock: Stock = replace(lambda_runtime.Worker, "_spawn", spawn)


def variables(config: Stock) -> dict[str, str]:
    """Return the environment variables in a function's configuration."""
    found: dict[str, str] = (config.get("Environment") or {}).get("Variables") or {}
    return found


def shared(config: Stock, code: Path, layers: list[Path]) -> Stock:
    """Return `config` with code and layers in existing folders instead of zips."""
    told = {"PYTHONPATH": str(code), LAYERS: os.pathsep.join(map(str, layers))}
    return {**config, "Layers": [], "Environment": {"Variables": variables(config) | told}}


class Unpacked:
    """Keep folders of unpacked zips, one per content."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._making = threading.Lock()

    def folder(self, content: bytes) -> Path:
        """Return the folder with the unpacked content of a zip."""
        path = self._root / f"unpacked-{hashlib.sha256(content).hexdigest()[:16]}"
        with self._making:
            if not path.exists():
                draft = path.with_suffix(".draft")
                shutil.rmtree(draft, ignore_errors=True)
                zipfile.ZipFile(io.BytesIO(content)).extractall(draft)
                draft.rename(path)
        return path
