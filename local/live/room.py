"""Build a function's code folder as it is deployed, of links into the checkout."""

from pathlib import Path

ENTRY = Path(__file__).parent / "entry.py"


def folder_of_handler(handler: str) -> str:
    """Return the folder below `functions/` of a handler: `expire` of `functions.expire.sweeping.handler.handler`."""
    return handler.replace("/", ".").split(".")[1]


def build(root: Path, out: Path, room: str) -> Path:
    """Return a folder with `shared/` and `functions/<room>/` of the checkout at `root`, and nothing else of it.

    So a function can import here only what it would find on AWS.

    Args:
        root: the checkout.
        out: where such folders are kept.
        room: the function's folder.
    """
    folder = out / f"live-{room}"
    if not folder.exists():
        (folder / "functions").mkdir(parents=True)
        for name in ("shared", "functions/__init__.py", f"functions/{room}"):
            (folder / name).symlink_to(root / name)
        (folder / "live_entry.py").symlink_to(ENTRY)
    return folder
