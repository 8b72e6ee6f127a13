"""`python -m local.openapi` writes the generated files; `--check` fails if one is out of date."""

import sys
from pathlib import Path

from local.openapi.document import as_text, document, methods
from local.places import ROOT


def generated() -> dict[Path, str]:
    """Return every generated file with its content."""
    return {
        ROOT / "docs" / "openapi.json": as_text(document()),
        ROOT / "functions" / "lost" / "paths.json": as_text(methods()),
    }


def main(arguments: list[str]) -> int:
    """Write, or with `--check` compare. Return 1 if something is out of date, 2 for wrong arguments."""
    if arguments not in ([], ["--check"]):
        print("usage: python -m local.openapi [--check]", file=sys.stderr)
        return 2
    stale = [path for path, text in generated().items() if not path.exists() or path.read_text() != text]
    for path in stale:
        name = path.relative_to(ROOT)
        if arguments:
            print(f"{name} is out of date: run `make openapi` and commit it.", file=sys.stderr)
        else:
            path.write_text(generated()[path])
            print(f"wrote {name}")
    return 1 if stale and arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
