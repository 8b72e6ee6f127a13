"""Are e-mails read that are told in words, whole or not at all?"""

import pytest

from functions.ingest.recognition.own_words import described_self


@pytest.mark.parametrize(
    ("text", "emails"),
    [
        ("mi correo es ana punto gil arroba example punto com", ("ana.gil@example.com",)),
        ("my email is ana dot gil at example dot com", ("ana.gil@example.com",)),
        ("mein e-mail ist ana punkt gil klammeraffe example punkt de", ("ana.gil@example.de",)),
        ("correo: ana guion bajo gil arroba example.com", ("ana_gil@example.com",)),
        ("mi correo es ana gil arroba example punto com", ()),
        ("I saw it: look at example.com", ()),
        ("visit us at example.com", ()),
    ],
)
def test_an_email_told_in_words_is_read_whole_or_not_at_all(text, emails):
    assert described_self(text).emails == emails
