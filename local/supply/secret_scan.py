"""`make secrets`: look for secrets in every file that git knows, before they are in its history for ever.

What looks like a secret and is none stands in not_secrets.toml, with the reason. The text itself is never printed.
"""

import hashlib
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

from local.places import ROOT
from local.supply.secret_patterns import secrets

KNOWN = Path(__file__).with_name("not_secrets.toml")
FILES = re.compile(r"(?:^|/)(?:\.env(?:\.\w+)?|id_(?:rsa|ecdsa|ed25519)|.*\.(?:pem|key|p12|pfx|jks|keystore))$")
"""Match the names of files that hold secrets by their nature."""


def scan(root: Path, files: list[str], known: Mapping[str, str]) -> Iterator[str]:
    """Yield a line for each secret, and for each entry of `known` that is not needed.

    Args:
        root: the checkout.
        files: the files to look into, relative to it. What is no text is not looked into.
        known: file and digest of what is no secret, `<file> <digest>`, with the reason.
    """
    needed = set()
    for file in files:
        if FILES.search(file):
            yield f"{file}: a file of this name holds a secret"
        for line, kind, entry in _looked_into(root / file, file):
            if entry in known:
                needed.add(entry)
            else:
                yield f"{file}:{line}: {kind}; if it is none: {entry!r}"
    for entry in sorted(known.keys() - needed):
        yield f"{KNOWN.name}: {entry!r} is not found any more"


def digest(text: str) -> str:
    """Return by what not_secrets.toml knows a text."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def main() -> int:
    """Scan what git tracks or would add. Return 1 if there is anything to tell."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    files = [file for file in listed.stdout.split("\0") if file and (ROOT / file).is_file()]
    told = list(scan(ROOT, files, tomllib.loads(KNOWN.read_text())))
    for line in told:
        print(line, file=sys.stderr)
    return 1 if told else 0


def _looked_into(path: Path, file: str) -> Iterator[tuple[int, str, str]]:
    """Yield line, kind and entry of what looks like a secret in a file."""
    content = path.read_bytes()
    if b"\0" not in content:
        for found in secrets(content.decode(errors="replace")):
            yield found.line, found.kind, f"{file} {digest(found.text)}"


if __name__ == "__main__":
    sys.exit(main())
