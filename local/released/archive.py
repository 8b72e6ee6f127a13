"""Read and write the archive of a release: its templates, the functions' sources, and the locks of its layers.

The same content makes the same bytes, on any machine and day.
"""

import io
import json
import lzma
import tarfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from local.places import ROOT

FOLDER = ROOT / "tests" / "released"
"""Name the folder with the one release that this checkout is held against."""

type Template = dict[str, Any]

EMBEDDED = "embedded"
"""Name the template of the demo's stack as the embedded AWS has it: without CloudFront, with addresses of its own."""

PRODUCTION = "production"
"""Name the template of the example of a production stack."""

_ABOUT = "release.json"
_CODE = "code/"


@dataclass(frozen=True)
class Release:
    """Hold a release as it is deployed.

    Attributes:
        version: of the product.
        commit: that was checked out when it was kept.
        templates: of its stacks, by name; for arm64, with layers that stand in for the real ones.
        files: sources of functions and locks of layers, by their place in the checkout.
    """

    version: str
    commit: str
    templates: Mapping[str, Template]
    files: Mapping[str, bytes]

    def unpack(self, folder: Path) -> None:
        """Write the sources and locks into a folder, as in a checkout."""
        for name, content in self.files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)


def layers(template: Template) -> dict[str, str]:
    """Return the lock of each layer in a template, by its logical id: a layer's description names it."""
    resources = template["Resources"].items()
    kind = "AWS::Lambda::LayerVersion"
    return {name: one["Properties"]["Description"] for name, one in resources if one["Type"] == kind}


def kept() -> Path:
    """Return the archive of the one release that this checkout is held against."""
    [path] = FOLDER.glob("*.tar.xz")
    return path


def read(path: Path) -> Release:
    """Return the release in an archive."""
    with tarfile.open(path, "r:xz") as archive:
        found = {one.name: _content(archive, one) for one in archive.getmembers()}
    about = json.loads(found.pop(_ABOUT))
    files = {name.removeprefix(_CODE): content for name, content in found.items() if name.startswith(_CODE)}
    templates = {name: json.loads(found[f"{name}.json"]) for name in about["templates"]}
    return Release(about["version"], about["commit"], templates, files)


def pack(release: Release) -> bytes:
    """Return the archive of a release."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for name, content in sorted(_parts(release)):
            entry = tarfile.TarInfo(name)  # no date, no owner: only names and content count
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
    return lzma.compress(packed.getvalue(), preset=9 | lzma.PRESET_EXTREME)


def _parts(release: Release) -> Iterator[tuple[str, bytes]]:
    about = {"version": release.version, "commit": release.commit, "templates": sorted(release.templates)}
    yield _ABOUT, _json(about)
    for name, template in release.templates.items():
        yield f"{name}.json", _json(template)
    for name, content in release.files.items():
        yield f"{_CODE}{name}", content


def _json(value: object) -> bytes:
    return json.dumps(value, indent=1, sort_keys=True).encode()


def _content(archive: tarfile.TarFile, entry: tarfile.TarInfo) -> bytes:
    file = archive.extractfile(entry)
    if file is None:
        raise ValueError(f"{entry.name} is no file")
    return file.read()
