"""Does what lint says about two conditions hold for every lead?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.domain.analysis.compare_conditions import ImpliedConditions, exclude_each_other
from shared.domain.plan_records.condition import Condition, matches_condition

VALUES = ["a", "b", "A", "3", 3, 4, 5.0, True]
scalars = st.sampled_from(VALUES)
conditions = st.one_of(
    st.builds(lambda op, value: ("x", op, value), st.sampled_from(["eq", "ne"]), scalars),
    st.builds(lambda value: ("x", "in", value), st.lists(scalars, min_size=1, max_size=3)),
    st.builds(lambda op, value: ("x", op, value), st.sampled_from(["gte", "lt"]), st.sampled_from([3, 4, 5])),
    st.builds(lambda value: ("x", "contains", value), st.sampled_from(["a", "3", "B"])),
    st.builds(lambda value: ("x", "exists", value), st.booleans()),
).map(lambda one: Condition(field=one[0], op=one[1], value=one[2]))
given_values = st.one_of(st.none(), scalars, st.sampled_from(["3.0", "á", "ab"]))


def asks_no_more(some, others):
    implied = ImpliedConditions([*some, *others])
    return not implied.bits_of(some) & ~implied.implied_by(others)


def condition(op, value=None, field="price_max"):
    return Condition(field=field, op=op, value=value)


@given(conditions, conditions, st.one_of(given_values, st.lists(given_values, max_size=3)))
def test_whatever_fulfils_a_condition_fulfils_every_condition_it_implies(one, other, value):
    if matches_condition(one, {"x": value}) and not matches_condition(other, {"x": value}):
        assert not asks_no_more([other], [one])


@given(conditions, conditions, given_values)
def test_no_lead_fulfils_two_conditions_that_exclude_each_other(one, other, value):
    if matches_condition(one, {"x": value}) and matches_condition(other, {"x": value}):
        assert not exclude_each_other([one], [other])


@pytest.mark.parametrize(
    ("less", "more", "so"),
    [
        pytest.param(condition("gte", 500), condition("gte", 600), True, id="at least less"),
        pytest.param(condition("gte", 600), condition("gte", 500), False, id="at least more"),
        pytest.param(condition("lt", 600), condition("lt", 500), True, id="less than more"),
        pytest.param(condition("gte", 500), condition("eq", 600), True, id="a price that is enough"),
        pytest.param(condition("exists", True), condition("lt", 1), True, id="what is compared is there"),
        pytest.param(condition("in", ["Sol", "Gran Vía"], "place"), condition("eq", "gran via", "place"), True,
                     id="one of several places"),
        pytest.param(condition("eq", "Sol", "place"), condition("in", ["Sol", "Retiro"], "place"), False,
                     id="one place of several"),
        pytest.param(condition("ne", "Sol", "place"), condition("eq", "Retiro", "place"), False,
                     id="a list may hold both"),
        pytest.param(condition("eq", "Sol", "place"), condition("eq", "Sol", "listing_id"), False, id="another field"),
    ],
)  # fmt: skip
def test_an_implied_condition_is_recognised(less, more, so):
    assert asks_no_more([less], [more]) == so
    assert asks_no_more([less], [more, condition("exists", True, "intent")]) == so
    assert asks_no_more([], [more])


@pytest.mark.parametrize(
    ("one", "other", "so"),
    [
        pytest.param(condition("gte", 500), condition("lt", 500), True, id="dear and cheap"),
        pytest.param(condition("gte", 500), condition("lt", 501), False, id="prices between"),
        pytest.param(condition("eq", "Sol", "place"), condition("ne", "SOL", "place"), True, id="here and not here"),
        pytest.param(condition("eq", "Sol", "place"), condition("eq", "Retiro", "place"), True, id="two places"),
        pytest.param(condition("eq", 5), condition("exists", False), True, id="there and not there"),
        pytest.param(condition("eq", "Sol", "place"), condition("eq", "buy", "intent"), False, id="other fields"),
    ],
)
def test_an_exclusion_is_recognised_in_either_order(one, other, so):
    assert exclude_each_other([one], [other]) == exclude_each_other([other], [one]) == so
