"""May SES put mails into the bucket and tell of them, by the tenant's own rule only, and nobody else?"""

import pytest

from infra import wiring
from infra.wiring.limits import MAIL_DAYS

RULE = ":receipt-rule-set/*:receipt-rule/relevo-demo"


def by_ses(stack, kind, prefix):
    """Return what a policy allows SES."""
    statements = stack.named(kind, prefix)["Properties"]["PolicyDocument"]["Statement"]
    return [one for one in statements if one.get("Principal") == {"Service": "ses.amazonaws.com"}]


@pytest.mark.parametrize(
    ("kind", "prefix", "action"),
    [("S3::BucketPolicy", "WaitingDeliveries", "s3:PutObject"), ("SNS::TopicPolicy", "InboundMails", "sns:Publish")],
)
def test_ses_may_do_one_thing_by_this_accounts_rule_of_this_name(demo, kind, prefix, action):
    (allowed,) = by_ses(demo, kind, prefix)
    assert (allowed["Effect"], allowed["Action"]) == ("Allow", action)
    assert allowed["Condition"]["StringEquals"] == {"aws:SourceAccount": {"Ref": "AWS::AccountId"}}
    (join,) = allowed["Condition"]["ArnLike"]["aws:SourceArn"].values()
    assert join[1][-1] == RULE


def test_it_may_write_below_one_prefix_whose_mails_do_not_stay(demo):
    (allowed,) = by_ses(demo, "S3::BucketPolicy", "WaitingDeliveries")
    assert allowed["Resource"]["Fn::Join"][1][-1] == "/mail/*"
    rules = demo.named("S3::Bucket", "WaitingDeliveries")["Properties"]["LifecycleConfiguration"]["Rules"]
    assert [rule["ExpirationInDays"] for rule in rules if rule.get("Prefix") == "mail/"] == [MAIL_DAYS]


def test_the_queue_gets_what_the_topic_is_told_as_it_is_and_nothing_is_dropped(demo):
    told = demo.named("SNS::Subscription", "InboxQueue")["Properties"]
    assert (told["Protocol"], told["RawMessageDelivery"]) == ("sqs", True)
    assert told["TopicArn"]["Ref"].startswith("InboundMails")
    assert told["Endpoint"]["Fn::GetAtt"][0].startswith("InboxQueue")
    assert told["RedrivePolicy"]["deadLetterTargetArn"]["Fn::GetAtt"][0].startswith("InboxDeadLetters")


def test_the_embedded_engine_gets_no_type_that_it_lacks(on_one_machine):
    """It receives no mail: the local SMTP server puts mails where SES would. The rule is in no template at all.

    Nor does it tell of mails that came back, so no configuration set asks it to.
    """
    kinds = {one["Type"] for one in on_one_machine.template["Resources"].values()}
    assert not [kind for kind in kinds if kind.startswith("AWS::SES::")]


def test_who_names_no_domain_lets_nobody_in(without_an_inbound_domain):
    stack = without_an_inbound_domain
    assert not [name for name in stack.of_type("SNS::Topic") if name.startswith("InboundMails")]
    assert by_ses(stack, "S3::BucketPolicy", "WaitingDeliveries") == []
    assert not [name for name in stack.template["Outputs"] if name.startswith("Inbound")]
    plan = stack.named("Lambda::Function", f"{wiring.PLAN.name.title()}Function")["Properties"]
    assert plan["Environment"]["Variables"]["INBOUND_DOMAIN"] == ""
