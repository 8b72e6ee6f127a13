"""Does a deployment add the tenant's rule to the account's rule set, and leave everybody else's alone?"""

import pytest
from botocore.exceptions import ClientError

from infra.commands import deploy
from infra.commands.receiving import ReceivingError, receive
from infra.tenant_file import TenantFile

DEMO = TenantFile.read("demo")
OUTPUTS = {"InboundBucket": "bucket", "InboundTopic": "arn:aws:sns:eu-west-1:1:topic"}


class Ses:
    """Stand in for SES: its rule sets by name, each with its rules, and the name of the active one."""

    class exceptions:
        AlreadyExistsException = type("AlreadyExistsException", (ClientError,), {})

    class meta:
        region_name = "eu-west-1"

    def __init__(self, sets=None, active=None, refuses=False):
        self.sets, self.active, self.refuses = sets or {}, active, refuses

    def describe_active_receipt_rule_set(self):
        if self.refuses:
            raise ClientError({"Error": {"Code": "InvalidAction", "Message": "no such action"}}, "Describe")
        return self.describe_receipt_rule_set(self.active) if self.active else {}

    def describe_receipt_rule_set(self, RuleSetName):
        return {"Metadata": {"Name": RuleSetName}, "Rules": list(self.sets[RuleSetName].values())}

    def create_receipt_rule_set(self, RuleSetName):
        if RuleSetName in self.sets:
            raise self.exceptions.AlreadyExistsException({"Error": {"Code": "AlreadyExists", "Message": ""}}, "Create")
        self.sets[RuleSetName] = {}

    def set_active_receipt_rule_set(self, RuleSetName):
        self.active = RuleSetName

    def create_receipt_rule(self, RuleSetName, Rule):
        assert Rule["Name"] not in self.sets[RuleSetName]
        self.sets[RuleSetName][Rule["Name"]] = Rule

    def update_receipt_rule(self, RuleSetName, Rule):
        assert Rule["Name"] in self.sets[RuleSetName]
        self.sets[RuleSetName][Rule["Name"]] = Rule

    def delete_receipt_rule(self, RuleSetName, RuleName):
        del self.sets[RuleSetName][RuleName]


def others():
    return {"theirs": {"Name": "theirs"}, "relevo-acme": {"Name": "relevo-acme"}}


def test_an_account_without_a_rule_set_gets_one_that_is_active():
    ses = Ses()
    told = receive(DEMO, OUTPUTS, ses)
    assert ses.active == "relevo"
    (rule,) = ses.sets["relevo"].values()
    assert (rule["Name"], rule["Recipients"], rule["Enabled"]) == ("relevo-demo", ["leads.example.com"], True)
    (action,) = rule["Actions"]
    store = {"BucketName": "bucket", "ObjectKeyPrefix": "mail/", "TopicArn": OUTPUTS["InboundTopic"]}
    assert action == {"S3Action": store}
    assert "leads.example.com" in told
    assert "MX 10 inbound-smtp.eu-west-1.amazonaws.com" in told


def test_a_rule_is_added_beside_those_of_others():
    ses = Ses({"shared": others()}, "shared")
    receive(DEMO, OUTPUTS, ses)
    assert ses.active == "shared"
    assert list(ses.sets) == ["shared"]
    assert ses.sets["shared"].keys() == {"theirs", "relevo-acme", "relevo-demo"}
    assert ses.sets["shared"]["theirs"] == {"Name": "theirs"}


def test_deploying_again_replaces_the_rule():
    ses = Ses({"shared": others()}, "shared")
    receive(DEMO, OUTPUTS, ses)
    receive(DEMO, OUTPUTS | {"InboundBucket": "another"}, ses)
    rule = ses.sets["shared"]["relevo-demo"]
    assert rule["Actions"][0]["S3Action"]["BucketName"] == "another"
    assert len(ses.sets["shared"]) == 3


def test_a_run_that_ended_halfway_is_finished():
    ses = Ses({"relevo": {"relevo-demo": {"Name": "relevo-demo"}}})
    receive(DEMO, OUTPUTS, ses)
    assert ses.active == "relevo"
    assert ses.sets["relevo"]["relevo-demo"]["Recipients"] == ["leads.example.com"]


def test_who_names_no_domain_any_more_has_no_rule_any_more():
    ses = Ses({"shared": others() | {"relevo-demo": {"Name": "relevo-demo"}}}, "shared")
    assert receive(DEMO.model_copy(update={"inbound_domain": None}), {}, ses) is None
    assert ses.sets == {"shared": others()}


def test_who_names_none_is_deployed_where_ses_receives_no_mail():
    assert receive(DEMO.model_copy(update={"inbound_domain": None}), {}, Ses(refuses=True)) is None


def test_a_refusal_is_told_in_one_line():
    with pytest.raises(ReceivingError, match="does this region receive any") as refused:
        receive(DEMO, OUTPUTS, Ses(refuses=True))
    assert "\n" not in str(refused.value)


def test_the_embedded_aws_is_left_alone():
    assert deploy.receive_mail({}, "demo", environment={"AWS_ENDPOINT_URL": "http://127.0.0.1:1"}) is None
