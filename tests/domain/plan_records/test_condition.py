"""Does a condition hold for a lead's attributes, and is an invalid one refused by its field?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from shared.domain.plan_records.condition import Condition, matches_condition, matches_value


def condition(field, op, value):
    return Condition(field=field, op=op, value=value)


@pytest.mark.parametrize(
    ("field", "op", "value", "attributes", "held"),
    [
        pytest.param("place", "eq", "Málaga", {"place": "malaga"}, True, id="text without case and accents"),
        pytest.param("place", "eq", "Málaga", {"place": "Madrid"}, False, id="another text"),
        pytest.param("place", "eq", "Málaga", {}, False, id="what is not there equals nothing"),
        pytest.param("place", "ne", "Málaga", {}, True, id="what is not there differs"),
        pytest.param("place", "ne", "Málaga", {"place": "MÁLAGA"}, False, id="the same does not differ"),
        pytest.param("intent", "in", ["buy", "rent"], {"intent": "rent"}, True, id="one of several"),
        pytest.param("intent", "in", ["buy", "rent"], {"intent": "sell"}, False, id="none of several"),
        pytest.param("price_max", "gte", 200_000, {"price_max": 200_000}, True, id="at least, exactly"),
        pytest.param("price_max", "gte", 200_000, {"price_max": "250000"}, True, id="a number sent as text"),
        pytest.param("price_max", "gte", 200_000, {"price_max": "much"}, False, id="text that is no number"),
        pytest.param("price_max", "lt", 200_000, {"price_max": 199_999.5}, True, id="less than"),
        pytest.param("price_max", "lt", 200_000, {"price_max": 200_000}, False, id="equal is not less"),
        pytest.param("postcode", "eq", "28001", {"postcode": 28001}, True, id="a text sent as a number"),
        pytest.param("property_type", "contains", "ático", {"property_type": "Atico duplex"}, True, id="part of it"),
        pytest.param("tags", "eq", "vip", {"tags": ["new", "VIP"]}, True, id="one value of a list"),
        pytest.param("garden", "eq", True, {"garden": True}, True, id="yes is yes"),
        pytest.param("garden", "eq", 1, {"garden": True}, False, id="yes is no number"),
        pytest.param("garden", "exists", True, {"garden": False}, True, id="it is there, though it is no"),
        pytest.param("garden", "exists", False, {}, True, id="it is not there"),
        pytest.param("garden", "exists", True, {"garden": ""}, False, id="nothing is not there"),
    ],
)
def test_condition_holds(field, op, value, attributes, held):
    assert matches_condition(condition(field, op, value), attributes) is held


@pytest.mark.parametrize(
    ("given_", "says"),
    [
        pytest.param({"field": "price_min", "op": "gte", "value": "many"}, "a number", id="order needs a number"),
        pytest.param({"field": "price_min", "op": "gte", "value": True}, "a number", id="yes is no number"),
        pytest.param({"field": "price_min", "op": "eq", "value": "cheap"}, "is a number", id="a number's field"),
        pytest.param({"field": "place", "op": "gte", "value": 3}, "is text", id="text has no order"),
        pytest.param({"field": "place", "op": "in", "value": ["a", 3]}, "is text", id="one of the list is no text"),
        pytest.param({"field": "place", "op": "in", "value": "a"}, "a list", id="in needs a list"),
        pytest.param({"field": "place", "op": "in", "value": []}, "a list", id="in needs something"),
        pytest.param({"field": "place", "op": "eq", "value": ["a"]}, "text", id="eq takes one value"),
        pytest.param({"field": "place", "op": "eq"}, "text", id="eq takes a value"),
        pytest.param({"field": "x", "op": "contains", "value": 3}, "text", id="contains takes text"),
        pytest.param({"field": "x", "op": "exists", "value": "yes"}, "true or false", id="exists takes yes or no"),
    ],
)
def test_a_value_that_does_not_fit_its_operator_is_refused_by_name(given_, says):
    with pytest.raises(ValidationError) as refused:
        TypeAdapter(Condition).validate_python(given_)
    (error,) = refused.value.errors()
    assert error["loc"] == ("value",)
    assert says in error["msg"]


def test_exists_without_a_value_asks_that_the_field_is_there():
    assert Condition(field="garden", op="exists").value is True


values = st.one_of(st.none(), st.booleans(), st.integers(-3, 3), st.floats(-3, 3), st.text("aÁ1 ", max_size=2))


@given(values, st.one_of(st.integers(-3, 3), st.text("aá1", min_size=1, max_size=2), st.booleans()))
def test_ne_is_the_opposite_of_eq(given_, value):
    eq, ne = Condition(field="x", op="eq", value=value), Condition(field="x", op="ne", value=value)
    assert matches_value(eq, given_) is not matches_value(ne, given_)


@given(values, st.integers(-3, 3))
def test_only_numbers_are_greater_or_less(given_, value):
    more, less = (matches_value(Condition(field="x", op=op, value=value), given_) for op in ("gte", "lt"))
    assert not (more and less)
