"""What the one address shows outside the API: the built console, or a word on where the API is."""

import mimetypes
from dataclasses import dataclass
from pathlib import Path

PLACEHOLDER = """<!doctype html>
<html lang="es">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Relevo</title>
<style>
  body { font: 1.1rem/1.6 system-ui, sans-serif; color: #1b2a33 }
  body { max-width: 34rem; margin: 15vh auto; padding: 0 1.5rem }
  a { color: #0b5d7a }
</style>
<h1>Relevo</h1>
<p>La pila local está en marcha. La API está en <a href="/api/health"><code>/api</code></a>.</p>
<p lang="en">The local stack is running. The API is at <a href="/api/health"><code>/api</code></a>.</p>
</html>
"""


@dataclass(frozen=True)
class Page:
    """A document to answer with."""

    media_type: str
    content: bytes


def find_page(console: Path, path: str) -> Page:
    """The console's file at `path`; its first page for the app's own paths; the placeholder where nothing is built."""
    start = console / "index.html"
    if not start.is_file():
        return Page("text/html; charset=utf-8", PLACEHOLDER.encode())
    wanted = (console / path.lstrip("/")).resolve()
    if not (wanted.is_relative_to(console.resolve()) and wanted.is_file()):
        wanted = start
    kind = mimetypes.guess_type(wanted.name)[0] or "application/octet-stream"
    return Page(f"{kind}; charset=utf-8" if kind.startswith("text/") else kind, wanted.read_bytes())
