"""Is a mail or form with parts within parts read in bounded work, and all of it kept? Work is counted in calls."""

import pytest

from functions.ingest.parsing.mime_message import MAX_DEPTH, MimeMessage
from tests.functions.work import calls

MOST_CALLS = 30  # for a line: to read it, and to compare it with the boundaries around it


def nested(levels, lines, end="\n"):
    """Return a mail with one part within another, and this many lines in the innermost."""
    heads = "".join(f"Content-Type: multipart/mixed; boundary=b{n}z\n\n--b{n}z\n" for n in range(levels))
    whole = f"From: ana@example.com\n{heads}Content-Type: text/plain\n\n" + "Hola\n" * lines
    return whole.replace("\n", end).encode()


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"])
@pytest.mark.parametrize(("levels", "lines"), [(1, 20_000), (48, 50_000), (98, 3_000)])
def test_no_line_is_compared_with_more_boundaries_than_are_read(levels, lines, end):
    raw = nested(levels, lines, end)
    said = []
    made = calls(lambda: said.extend(MimeMessage(raw).parts()))
    assert made < MOST_CALLS * (lines + 10 * levels)
    assert sum(one.text.count("Hola") for one in said) == lines


def test_a_report_with_very_many_blocks_of_headers_is_one_text():
    blocks = 30_000
    raw = b"Content-Type: message/delivery-status\n\n" + b"Action: failed\n\n" * blocks
    [whole] = MimeMessage(raw).parts()
    assert whole.text.count("Action") == blocks


def test_what_is_deeper_than_is_taken_apart_is_text():
    within, deeper = MimeMessage(nested(MAX_DEPTH, 3)), MimeMessage(nested(MAX_DEPTH + 1, 3))
    assert [(one.kind, one.text.split()) for one in within.parts()] == [("text/plain", ["Hola"] * 3)]
    [part] = deeper.parts()
    assert (part.kind, part.text.count("Hola")) == ("text/plain", 3)
    assert part.text.startswith(f"--b{MAX_DEPTH}z")
    assert deeper.address("from") == ("", "ana@example.com")
