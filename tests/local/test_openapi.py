"""Does the generated document describe each operation as the code behaves?"""

import pytest

from local.openapi.document import document
from local.openapi.names import OPERATIONS, SCHEMAS, TAGS, public_names
from local.openapi.schemas import REF
from shared.web.errors import INTERNAL, STATUS


@pytest.fixture(scope="module")
def described():
    return document()


def test_a_model_whose_short_name_is_taken_keeps_its_full_name():
    names = public_names({"ProblemShown": {}, "Page_ProblemShown_": {}, "LeadShown": {}}, reserved={"Problem"})
    assert names == {"ProblemShown": "ProblemShown", "Page_ProblemShown_": "ProblemPage", "LeadShown": "Lead"}


def test_two_schemas_with_one_public_name_are_refused():
    with pytest.raises(ValueError, match="one name"):
        public_names({"Told": {}, "Sentences": {}}, reserved={})


def test_every_name_in_the_tables_is_used(described):
    ids = {operation["operationId"] for item in described["paths"].values() for operation in item.values()}
    groups = {name for item in described["paths"].values() for operation in item.values() for name in operation["tags"]}
    assert set(OPERATIONS.values()) <= ids
    assert not ids & set(OPERATIONS)
    assert groups == set(TAGS)
    assert {*SCHEMAS.values()} <= set(described["components"]["schemas"])


def test_no_request_has_a_default_that_a_client_would_send(described):
    for name, schema in described["components"]["schemas"].items():
        assert not [field for field, part in schema.get("properties", {}).items() if "default" in part], name


@pytest.mark.parametrize(
    ("path", "required"),
    [
        pytest.param("/routes", True, id="a field is needed"),
        pytest.param("/leads/{lead_id}/pass", False, id="no field is needed"),
        pytest.param("/sources/{source_id}/mapping/preview", False, id="a map, which may be empty"),
    ],
)
def test_a_body_that_may_be_empty_may_be_left_out(described, path, required):
    assert described["paths"][path]["post"]["requestBody"]["required"] == required


def test_a_default_that_says_something_is_told_in_words(described):
    fields = described["components"]["schemas"]["RouteDraft"]["properties"]
    assert fields["sources"]["description"] == 'Unless sent: `"all"`.'
    assert "description" not in described["components"]["schemas"]["OutboundWebhookPatch"]["properties"]["status"]


def test_a_field_error_in_a_plan_is_not_described_as_a_refusal(described):
    answer = described["paths"]["/plan/lint"]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    page = described["components"]["schemas"][answer["$ref"].removeprefix(REF)]
    problem = page["properties"]["items"]["items"]["$ref"].removeprefix(REF)
    assert "route_ids" in described["components"]["schemas"][problem]["properties"]


def test_the_codes_of_refusals_are_listed_and_those_of_later_releases_allowed(described):
    schemas = described["components"]["schemas"]
    assert schemas["RefusalCode"]["enum"] == sorted({*(refusal.code for refusal in STATUS), INTERNAL["code"]})
    assert schemas["Problem"]["properties"]["code"]["anyOf"] == [{"$ref": REF + "RefusalCode"}, {"type": "string"}]


@pytest.mark.parametrize(
    ("model", "field"),
    [("ContactBody", name) for name in ("first_name", "last_name", "emails", "phones")]
    + [(name, field) for name in ("LeadBody", "WebhookBody") for field in ("message", "attributes")],
)
def test_nullable_fields_are_described_as_such(described, model, field):
    assert {"type": "null"} in described["components"]["schemas"][model]["properties"][field]["anyOf"]


def test_a_delivery_is_not_refused_for_its_media_type(described):
    assert "415" not in described["paths"]["/webhooks/{source_id}"]["post"]["responses"]
    assert "415" in described["paths"]["/leads"]["post"]["responses"]
