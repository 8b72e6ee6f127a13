"""Keep this checkout as the release that later ones are held against: `python -m local.released`."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from infra.checked_out import commit, release
from local.places import ROOT
from local.released.archive import EMBEDDED, FOLDER, PRODUCTION, Release, Template, layers, pack

SHIPPED = ("functions", "shared")


def files(root: Path, templates: Iterable[Template]) -> Iterator[tuple[str, bytes]]:
    """Yield what the functions and layers of templates are made of, by its place in the checkout."""
    for folder in SHIPPED:
        for path in (root / folder).rglob("*"):
            if path.is_file() and "__pycache__" not in path.parts and not path.name.startswith("."):
                yield path.relative_to(root).as_posix(), path.read_bytes()
    for lock in {lock for template in templates for lock in layers(template).values()}:
        yield lock, (root / lock).read_bytes()


def main() -> int:
    """Write the archive, and delete the one of the release before."""
    with tempfile.TemporaryDirectory() as name:
        out = Path(name)
        done = subprocess.run([sys.executable, "-m", "local.released.synthesize", name], cwd=ROOT, check=False)
        if done.returncode:
            return done.returncode
        templates = {one: json.loads((out / f"{one}.json").read_text()) for one in (EMBEDDED, PRODUCTION)}
    packed = pack(Release(release(), commit(), templates, dict(files(ROOT, templates.values()))))
    FOLDER.mkdir(exist_ok=True)
    for former in FOLDER.glob("*.tar.xz"):
        former.unlink()
    path = FOLDER / f"relevo-{release()}.tar.xz"
    path.write_bytes(packed)
    print(f"{path.relative_to(ROOT)}: {len(packed) // 1000} kB, of commit {commit()[:12]}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
