"""Does docs/security.md agree with the code, where other tests do not read it themselves?"""

from local.grants_table import PAGE, page


def test_the_table_of_grants_is_the_wirings():
    text = PAGE.read_text()
    assert text == page(text), "run `make fix`"
