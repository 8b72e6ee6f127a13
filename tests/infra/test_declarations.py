"""Is everything in the stack that can hold data declared, with the personal data that it holds?"""

from shared.domain.privacy.declarations import STORES

# Types that keep nothing which is put into them, or names and numbers of resources only. A type that is not here is
# taken for one that keeps data.
KEEPS_NOTHING = (
    "ApiGatewayV2::", "Budgets::", "Chatbot::", "CloudFront::", "CloudWatch::", "Events::Rule", "IAM::", "Lambda::",
    "SNS::", "Cognito::UserPoolClient", "Cognito::UserPoolGroup", "Logs::MetricFilter", "Logs::QueryDefinition",
    "S3::BucketPolicy", "SES::ConfigurationSet", "SQS::QueuePolicy",
)  # fmt: skip


def declared(logical_id, kind):
    """Return the place of the declaration of a resource: the id of its construct, with which its logical id begins."""
    if kind == "AWS::Logs::LogGroup":
        return "logs"
    return max((one.place for one in STORES if logical_id.startswith(one.place)), key=len, default=None)


def test_every_resource_that_keeps_data_is_declared(production):
    resources = {name: found["Type"] for name, found in production.template["Resources"].items()}
    keeping = {
        name: declared(name, kind)
        for name, kind in resources.items()
        if not kind.removeprefix("AWS::").startswith(KEEPS_NOTHING)
    }
    assert [name for name, place in keeping.items() if place is None] == []
    assert {one.place for one in STORES} - set(keeping.values()) == set()
