"""Is a team's colour readable, and no further from what was chosen than that takes?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.domain.kernel.colours import contrast, readable

COLOURS = st.tuples(*[st.integers(0, 255)] * 3).map(lambda rgb: "#" + "".join(f"{one:02x}" for one in rgb))


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#000000", "#ffffff", 21), ("#ffffff", "#ffffff", 1), ("#767676", "#ffffff", 4.54), ("#0b5d7a", "#ffffff", 7.34)],
)
def test_contrast_is_that_of_wcag(one, other, ratio):
    assert round(contrast(one, other), 2) == ratio == round(contrast(other, one), 2)


@given(COLOURS, st.sampled_from(["#ffffff", "#12191e"]))
def test_any_colour_can_be_read_on_the_grounds_that_it_is_used_on(colour, ground):
    assert contrast(readable(colour, ground), ground) >= 4.5


@pytest.mark.parametrize(("colour", "ground"), [("#7a1f3d", "#ffffff"), ("#7cc8e6", "#12191e")])
def test_a_colour_that_can_be_read_stays_as_it_is(colour, ground):
    assert readable(colour, ground) == colour
