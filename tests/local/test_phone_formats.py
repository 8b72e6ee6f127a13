"""Does the console group phones as today's release of the library writes them?"""

import pytest

from local import phone_formats


@pytest.mark.parametrize(
    ("file", "table"),
    [
        pytest.param(phone_formats.FORMATS, phone_formats.formats, id="the groups of each country"),
        pytest.param(phone_formats.EXAMPLES, phone_formats.examples, id="the examples of the console's test"),
    ],
)
def test_the_console_has_the_tables_of_the_library_that_is_installed(file, table):
    assert file.read_text() == phone_formats.written(table()), "run `make fix`"


def test_a_country_is_grouped_by_the_first_way_that_fits():
    spain = phone_formats.formats()["34"]
    assert spain[-1] == ["[4-9]", r"(\d{3})(\d{2})(\d{2})(\d{2})", "$1 $2 $3 $4"]
