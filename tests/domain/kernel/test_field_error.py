"""Does every field error have a reason that programs can rely on?"""

import ast
from pathlib import Path
from typing import get_args

import pytest
from pydantic import TypeAdapter, ValidationError

from shared.domain.kernel.errors import InvalidByName, SourceUnknown
from shared.domain.kernel.field_error import FieldError, MistakeReason, field_error
from shared.domain.kernel.record import Instant
from shared.domain.kernel.weekly_hours import Window
from shared.domain.plan_records.activation import Activation
from shared.domain.plan_records.settings import TimeZone

ROOT = Path(__file__).resolve().parents[3]
REASONS = get_args(MistakeReason.__value__)


def test_reasons_have_unique_names():
    assert len(set(REASONS)) == len(REASONS)


def test_every_reason_is_used_somewhere():
    sources = [path for part in ("shared", "functions") for path in (ROOT / part).rglob("*.py")]
    said = {
        node.value
        for path in sources if path.name != "mistake.py"
        for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Constant)
    }  # fmt: skip
    assert set(REASONS) <= said


@pytest.mark.parametrize("refusal", InvalidByName.__subclasses__())
def test_a_refusal_with_its_own_code_uses_it_as_reason(refusal):
    (mistake,) = refusal(("body", "field")).mistakes
    assert mistake == FieldError.of(("body", "field"), refusal.code, refusal.says)
    assert refusal.code in REASONS


def test_a_reworded_field_error_keeps_its_reason():
    (mistake,) = SourceUnknown(("body",), "This source is archived.", known=3).mistakes
    assert (mistake.reason, mistake.msg, mistake.params) == ("source_unknown", "This source is archived.", {"known": 3})


def test_an_error_in_a_part_is_located_within_the_whole():
    assert FieldError.of((0, "weight"), "too_big", "x").within("body", "agents").loc == ("body", "agents", 0, "weight")


def test_a_validator_fills_its_numbers_into_its_sentence():
    refusal = field_error("attributes_too_deep", "nested at most {most} levels deep", most=7)
    assert (refusal.type, refusal.message(), refusal.context) == (
        "attributes_too_deep", "nested at most 7 levels deep", {"most": 7},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("hint", "given", "reason"),
    [
        (Activation, {}, "activation_empty"),
        (Activation, {"from": "2026-01-01T00:00"}, "from_and_to_together"),
        (Activation, {"dates": ["2026-01-01"], "yearly": True}, "yearly_needs_from_and_to"),
        (Window, {"days": ["mon"], "from": "09:00", "to": "09:00"}, "window_empty"),
        (Window, {"days": ["mon", "mon"], "from": "09:00", "to": "10:00"}, "day_twice"),
        (Instant, 7, "not_an_instant"),
        (TimeZone, "Europe/Nowhere", "time_zone_unknown"),
    ],
)
def test_errors_of_model_validation_have_their_own_reason(hint, given, reason):
    with pytest.raises(ValidationError) as refused:
        TypeAdapter(hint).validate_python(given)
    assert [one["type"] for one in refused.value.errors()] == [reason]
