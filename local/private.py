"""Keep what a run writes to its owner: keys that sign tokens, mails, logs and everybody's data."""

from pathlib import Path

UMASK = 0o077
"""Let a process make files and folders that only their owner may read."""


def make_private(folder: Path) -> Path:
    """Make the folder, unless it is there, and close it and the files right in it to everybody but their owner.

    What lies deeper is closed with the folder: nobody else can pass it. An earlier release left all of them open.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.chmod(0o700)
    for entry in folder.iterdir():
        if entry.is_file(follow_symlinks=False):
            entry.chmod(entry.stat().st_mode & 0o700)
    return folder
