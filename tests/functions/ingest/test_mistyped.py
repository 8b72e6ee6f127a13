"""Are labels read that were typed with a letter wrong, and no other words taken for them?"""

import pytest

from functions.ingest.recognition.labels import read_label


@pytest.mark.parametrize(
    ("label", "field"),
    [
        ("nombe", "full_name"),
        ("Nmobre", "full_name"),
        ("nonbre", "full_name"),
        ("TELEFNO", "phone"),
        ("telefonno", "phone"),
        ("emial", "email"),
        ("corrreo", "email"),
        ("mensage", "message"),
    ],
)
def test_a_mistyped_label_asks_for_what_was_meant(label, field):
    assert read_label((label,)).fields[:1] == (field,)


@pytest.mark.parametrize("label", ["hombre", "movie", "massage", "mentale", "codigo postal", "nivel"])
def test_another_word_is_no_mistyped_one(label):
    assert read_label((label,)).fields == ()
