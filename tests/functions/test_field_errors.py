"""Do field errors of a request have a reason, and the values that fill their sentence?"""

import json
from datetime import date
from typing import Annotated, Literal, get_args

import pytest
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import core_schema

from shared.domain.kernel.field_error import MistakeReason
from shared.domain.kernel.record import AgentId, Instant
from shared.web.attributes import Attributes
from shared.web.field_errors import MOST_READ, to_field_error, to_field_errors
from tests.functions import planning
from tests.functions.planning import route
from tests.make import ANN, BOB, CHIEF

REASONS = get_args(MistakeReason.__value__)


class Given(BaseModel):
    model_config = ConfigDict(extra="forbid")

    agent_id: AgentId | None = None
    name: Annotated[str, Field(min_length=2, max_length=4)] = "Ana"
    limits: Annotated[tuple[int, ...], Field(min_length=1, max_length=2)] = (1,)
    weight: Annotated[int, Field(ge=1, le=100)] = 1
    to: Literal["route", "pool"] | tuple[int, ...] = "pool"
    on: date | None = None
    at: Instant | None = None
    attributes: Attributes = {}
    version: int = 1


@pytest.mark.parametrize(
    ("given", "reason", "params"),
    [
        ({"nmae": "Ana"}, "unknown_field", {}),
        ({"agent_id": "ann"}, "malformed", {}),
        ({"name": 7}, "wrong_type", {}),
        ({"name": "A"}, "too_short", {"least": 2}),
        ({"name": "Anastasia"}, "too_long", {"most": 4}),
        ({"limits": []}, "too_few", {"least": 1}),
        ({"limits": [1, 2, 3]}, "too_many", {"most": 2}),
        ({"limits": 7}, "wrong_type", {}),
        ({"weight": 0}, "too_small", {"least": 1}),
        ({"weight": 101}, "too_big", {"most": 100}),
        ({"weight": "many"}, "wrong_type", {}),
        ({"weight": 1.5}, "wrong_type", {}),
        ({"to": "nowhere"}, "not_one_of", {"known": "route, pool"}),
        ({"on": "2026-02-30"}, "not_a_date", {}),
        ({"at": "2026-02-30T10:00:00Z"}, "not_an_instant", {}),
        ({"at": "2026-02-03T10:00:00"}, "not_an_instant", {}),
        ({"at": 7}, "not_an_instant", {}),
        ({"attributes": {"x": "y" * 20_000}}, "attributes_too_big", {"most": 16_384}),
    ],
)
def test_a_field_error_has_a_reason_and_the_values_of_its_sentence(given, reason, params):
    with pytest.raises(ValidationError) as refused:
        Given.model_validate_json(json.dumps(given))
    (found,) = to_field_errors(refused.value, given)
    assert (found.reason, found.params) == (reason, params)
    assert all(str(value) in found.msg.replace("'", "").replace(" or ", ", ") for value in params.values())


@pytest.mark.parametrize("kind", [*get_args(core_schema.ErrorType), "of_another_release"])
def test_any_error_of_pydantic_has_a_reason_and_repeats_no_input(kind):
    found = to_field_error((), {"type": kind, "msg": "x", "ctx": {"input_value": "Ana", "error": ValueError("Ana")}})
    assert found.reason in REASONS
    assert found.params == {}


def test_an_answer_gives_reasons_for_errors_of_shape_and_of_rules_alike(table, secret, event):
    ask = planning.seated(table, secret, event)
    agents = [{"agent_id": ANN, "weight": 50}, {"agent_id": BOB, "weight": 40}]
    status, problem = ask("POST", "/routes", route(rule="weighted_random", agents=agents), me=CHIEF)
    assert (status, problem["errors"]) == (422, [
        {"loc": ["body", "agents"], "reason": "weights_not_100", "msg": "The percentages add up to 90, not to 100.",
         "params": {"total": 90}},
    ])  # fmt: skip
    status, problem = ask("POST", "/routes", route(title="", claim_seconds=1), me=CHIEF)
    assert status == 422
    assert {(*one["loc"], one["reason"]): one.get("params") for one in problem["errors"]} == {
        ("body", "title", "too_short"): {"least": 1},
        ("body", "claim_seconds", "too_small"): {"least": 5},
    }
    status, problem = ask("POST", "/routes", route(rule="rueda"), me=CHIEF)
    assert problem["errors"][0]["reason"] == problem["code"] == "rule_unknown"
    assert "round_robin" in problem["errors"][0]["params"]["known"]


@pytest.mark.parametrize(
    ("field", "given"),
    [
        pytest.param("close_quiet_after_days", False, id="a boolean for a number"),
        pytest.param("close_quiet_after_days", "7", id="text for a number"),
        pytest.param("agents_see_pool", 1, id="a number for a boolean"),
        pytest.param("agents_see_pool", "yes", id="text for a boolean"),
    ],
)
def test_a_value_of_another_type_than_documented_is_refused_and_not_converted(table, secret, event, field, given):
    ask = planning.seated(table, secret, event)
    status, problem = ask("PATCH", "/settings", {field: given}, me=CHIEF)
    assert (status, [(one["loc"], one["reason"]) for one in problem["errors"]]) == (
        422,
        [(["body", field], "wrong_type")],
    )


def test_of_thousands_of_wrong_fields_only_the_first_are_looked_at():
    """Each costs time, and 100 are shown: 20,000 in one body of 256 KB would take seconds."""
    given = {f"field{number}": number for number in range(20_000)}
    with pytest.raises(ValidationError) as refused:
        Given.model_validate(given)
    found = to_field_errors(refused.value, given)
    assert [one.loc for one in found] == [(f"field{number}",) for number in range(MOST_READ)]
