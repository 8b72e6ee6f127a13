"""Does the generated document describe each operation as the code behaves?"""

import pytest

from local.openapi.document import document
from local.openapi.schemas import REF, public_names


@pytest.fixture(scope="module")
def described():
    return document()


def test_a_model_whose_short_name_is_taken_keeps_its_full_name():
    names = public_names({"ProblemShown": {}, "Page_ProblemShown_": {}, "LeadShown": {}}, reserved={"Problem"})
    assert names == {"ProblemShown": "ProblemShown", "Page_ProblemShown_": "ProblemPage", "LeadShown": "Lead"}


def test_a_field_error_in_a_plan_is_not_described_as_a_refusal(described):
    answer = described["paths"]["/plan/lint"]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    page = described["components"]["schemas"][answer["$ref"].removeprefix(REF)]
    problem = page["properties"]["items"]["items"]["$ref"].removeprefix(REF)
    assert "route_ids" in described["components"]["schemas"][problem]["properties"]


@pytest.mark.parametrize(
    ("model", "field"),
    [("ContactBody", name) for name in ("first_name", "last_name", "emails", "phones")]
    + [(name, field) for name in ("LeadBody", "InquiryGiven") for field in ("message", "attributes")],
)
def test_nullable_fields_are_described_as_such(described, model, field):
    assert {"type": "null"} in described["components"]["schemas"][model]["properties"][field]["anyOf"]


def test_a_delivery_is_not_refused_for_its_media_type(described):
    assert "415" not in described["paths"]["/webhooks/{source_id}"]["post"]["responses"]
    assert "415" in described["paths"]["/leads"]["post"]["responses"]
