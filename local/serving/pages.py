"""Serve what the one address shows outside the API: the built console, or a page that says where the API is."""

from dataclasses import dataclass
from pathlib import Path

from infra.pages import ASKED_FOR_AGAIN, START, cache_control, media_type

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
class HtmlPage:
    """Hold a document to answer with, and how long it may be cached."""

    media_type: str
    content: bytes
    cache_control: str = ASKED_FOR_AGAIN


def find_page(console: Path, path: str) -> HtmlPage | None:
    """Return the console's file at `path`, or None if there is no such file.

    The app's own paths, which have no file extension, return its first page. If the console is not built, every path
    returns a placeholder.
    """
    if not (console / START).is_file():
        return HtmlPage("text/html; charset=utf-8", PLACEHOLDER.encode())
    console = console.resolve()
    wanted = (console / path.lstrip("/")).resolve() if "." in path.rpartition("/")[2] else console / START
    if not (wanted.is_relative_to(console) and wanted.is_file()):
        return None
    kept = cache_control(wanted.relative_to(console).as_posix())
    return HtmlPage(media_type(wanted.name), wanted.read_bytes(), kept)
