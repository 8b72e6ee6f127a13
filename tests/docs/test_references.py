"""Does everything that code and docs refer to exist?"""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
NOT_OURS = {"node_modules", ".venv", ".local", ".build", "cdk.out"}


def ours(*patterns):
    """Return the files of the checkout that match the patterns, without generated ones."""
    found = {file for pattern in patterns for file in ROOT.glob(pattern)}
    return sorted(file for file in found if not NOT_OURS & set(file.relative_to(ROOT).parts))


FOLDERS = ("shared", "functions", "infra", "local", "tests", "benchmarks")
CODE = [file for file in ours(*(f"{folder}/**/*.py" for folder in FOLDERS)) if file != Path(__file__)]
DOCS = ours("*.md", "docs/**/*.md", "tests/*.md", "tests/*/*.md")
SOURCE = re.compile(r'Source: (docs/[\w./-]+\.md)((?:(?!"""|\n\s*\n).)*)', re.S)
CITED = re.compile(r'"([^"]+)"((?:[\s,]|and|\d|-)*)')
LINK = re.compile(r"\]\(([^)\s]+)\)")


def headings(file):
    """Return the headings of a document, each with the numbers of its items."""
    found, heading, fenced = {}, None, False
    for line in file.read_text().splitlines():
        fenced ^= line.startswith("```")
        if not fenced and (title := re.match(r"#+ (.+)", line)):
            heading = re.sub(r" \(.*\)$", "", title[1])
            found[heading] = set()
        elif heading and (item := re.match(r"(\d+)\. ", line)):
            found[heading].add(int(item[1]))
    return found


def numbers(text):
    """Return the numbers in `1-3, 5 and 7`."""
    for first, last in re.findall(r"(\d+)(?:-(\d+))?", text):
        yield from range(int(first), int(last or first) + 1)


def citations():
    """Return what the code cites: the file, the document, the heading, and the items as they are written."""
    return sorted(
        {
            (str(file.relative_to(ROOT)), document, heading, items.strip(" ,"))
            for file in CODE
            for document, text in SOURCE.findall(file.read_text())
            for heading, items in CITED.findall(text)
        }
    )


CITATIONS = citations()


@pytest.mark.parametrize(("file", "document", "heading", "items"), CITATIONS, ids=map(" ".join, CITATIONS))
def test_every_source_cited_in_the_code_exists(file, document, heading, items):
    known = headings(ROOT / document)
    assert heading in known
    assert set(numbers(items)) <= known[heading]


def test_there_are_citations_to_check():
    assert len(CITATIONS) > 50


def links():
    """Return every link to another place in the repository: the file, and its target."""
    return sorted(
        {
            (str(file.relative_to(ROOT)), target)
            for file in DOCS
            for target in LINK.findall(re.sub(r"```.*?```", "", file.read_text(), flags=re.S))
            if not re.match(r"[a-z]+:", target)
        }
    )


def anchor(heading):
    return re.sub(r"[^\w\s-]", "", heading.lower()).strip().replace(" ", "-")


LINKS = links()


@pytest.mark.parametrize(("file", "target"), LINKS, ids=map(" ".join, LINKS))
def test_every_link_in_the_documentation_has_a_target(file, target):
    path, _, fragment = target.partition("#")
    here = ROOT / file
    there = here.parent / path if path else here
    assert there.exists()
    if fragment:
        assert fragment in {anchor(heading) for heading in headings(there)}
