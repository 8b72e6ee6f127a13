"""Does CHANGELOG.md say of each release what it can be rolled back to, and is that the one that it is held against?"""

import re

import pytest

from infra.checked_out import release
from local import places
from local.released import archive

TEXT = (places.ROOT / "CHANGELOG.md").read_text()
RELEASES = re.findall(r"^## \[(\d+\.\d+\.\d+)\] - (\S+)\n(.*?)(?=^## |\Z)", TEXT, re.MULTILINE | re.DOTALL)
STATED = re.compile(r"^Can be rolled back to: (\S+)", re.MULTILINE)


def back_to(text):
    """Return what a release's text says that it can be rolled back to."""
    return [one.rstrip(".,") for one in STATED.findall(text)]


def test_the_first_release_told_is_the_one_that_is_checked_out():
    assert RELEASES[0][0] == release()


@pytest.mark.parametrize(("version", "text"), [(version, text) for version, _, text in RELEASES])
def test_each_release_says_once_what_it_can_be_rolled_back_to(version, text):
    [stated] = back_to(text)
    earlier = [one for one, _, _ in RELEASES[[one for one, _, _ in RELEASES].index(version) + 1 :]]
    assert stated in (*earlier, "nothing")


def test_the_release_that_is_kept_is_the_one_before_or_while_there_is_none_this_one():
    before = RELEASES[1][0] if len(RELEASES) > 1 else RELEASES[0][0]
    kept = archive.read(archive.kept())
    assert kept.version == before
    assert archive.kept().name == f"relevo-{before}.tar.xz"


def test_what_is_stated_was_tried():
    [stated] = back_to(RELEASES[0][2])
    assert stated in ("nothing", archive.read(archive.kept()).version)
