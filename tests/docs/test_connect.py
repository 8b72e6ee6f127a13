"""Can whoever connects a form follow docs/connect, in words that the console uses?"""

import re
from pathlib import Path

import pytest

from tests.docs.test_references import headings

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "docs" / "connect"
INDEX = (FOLDER / "README.md").read_text()
PAGES = sorted(file.name for file in FOLDER.glob("*.md") if file.name != "README.md")
WORDS = {
    text.replace('\\"', '"')
    for file in (ROOT / "console" / "src" / "words").rglob("en.po")
    for text in re.findall(r'^msgid "(.+)"$', file.read_text(), re.M)
}


def flat(text):
    return re.sub(r"\s+", " ", text)


def test_the_index_lists_every_page():
    assert sorted(set(re.findall(r"\]\((\w[\w-]*\.md)\)", INDEX))) == PAGES


@pytest.mark.parametrize("page", PAGES)
def test_a_page_says_how_to_connect_how_to_see_it_and_what_to_do_if_not(page):
    assert list(headings(FOLDER / page))[1:] == ["Connect it", "See the first lead", "When nothing arrives"]


@pytest.mark.parametrize("page", ["README.md", *PAGES])
def test_what_the_console_is_said_to_show_is_what_it_shows(page):
    named = set(re.findall(r"\*\*(.+?)\*\*", flat((FOLDER / page).read_text())))
    assert named
    assert named <= WORDS


@pytest.mark.parametrize("page", ["README.md", *PAGES])
def test_every_place_that_a_page_points_to_is_there(page):
    for file, part in re.findall(r"\]\(([\w-]+\.md)?#([\w-]+)\)", (FOLDER / page).read_text()):
        known = headings(FOLDER / (file or page))
        assert part in {re.sub(r"[^\w -]", "", one.lower()).replace(" ", "-") for one in known}
