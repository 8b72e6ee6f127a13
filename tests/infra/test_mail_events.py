"""May SES tell of this tenant's mails, and it alone, and do all mails go through the set that makes it do so?"""

import json

from tests.infra.test_inbound import by_ses


def test_ses_may_publish_what_it_tells_of_this_set_and_nothing_else(demo):
    (allowed,) = by_ses(demo, "SNS::TopicPolicy", "SentMails")
    (made,) = demo.of_type("SES::ConfigurationSet")
    assert (allowed["Effect"], allowed["Action"]) == ("Allow", "sns:Publish")
    assert allowed["Condition"]["StringEquals"] == {"aws:SourceAccount": {"Ref": "AWS::AccountId"}}
    parts = allowed["Condition"]["ArnEquals"]["aws:SourceArn"]["Fn::Join"][1]
    assert parts[-2:] == [":configuration-set/", {"Ref": made}]


def test_it_tells_of_bounces_and_complaints_once_it_may(demo):
    (told,) = demo.of_type("SES::ConfigurationSetEventDestination").values()
    events = told["Properties"]["EventDestination"]
    assert (events["Enabled"], events["MatchingEventTypes"]) == (True, ["bounce", "complaint"])
    assert events["SnsDestination"]["TopicARN"]["Ref"].startswith("SentMails")
    assert [name for name in told["DependsOn"] if name.startswith("SentMailsPolicy")]


def test_an_address_that_is_used_again_gets_mails_whatever_the_accounts_list_says(demo):
    assert demo.only("SES::ConfigurationSet")["SuppressionOptions"] == {"SuppressedReasons": []}


def test_the_queue_hears_the_topic_as_it_is_and_nothing_is_dropped(demo):
    told = demo.named("SNS::Subscription", "MailEvents")["Properties"]
    assert (told["Protocol"], told["RawMessageDelivery"]) == ("sqs", True)
    assert told["Endpoint"]["Fn::GetAtt"][0].startswith("MailEventsQueue")
    assert told["RedrivePolicy"]["deadLetterTargetArn"]["Fn::GetAtt"][0].startswith("MailEventsDeadLetters")


def test_notices_and_the_user_pools_mails_go_through_the_set(production):
    (made,) = production.of_type("SES::ConfigurationSet")
    mail = production.named("Lambda::Function", "MailFunction")["Properties"]
    assert mail["Environment"]["Variables"]["MAIL_SET"] == {"Ref": made}
    assert production.only("Cognito::UserPool")["EmailConfiguration"]["ConfigurationSet"] == {"Ref": made}


def test_the_function_that_reads_it_writes_pauses_of_addresses_alone(demo):
    role = demo.named("IAM::Role", "MailRole")["Properties"]["Policies"][0]["PolicyDocument"]["Statement"]
    writing = [one for one in role if "dynamodb:PutItem" in one["Action"]]
    assert [one["Condition"]["ForAllValues:StringLike"]["dynamodb:LeadingKeys"] for one in writing] == [["ADDRESSES"]]
    assert "dynamodb:DeleteItem" not in json.dumps(role)


def test_on_one_machine_tests_publish_to_the_topic_where_ses_would(on_one_machine):
    assert "MailEventsTopic" in on_one_machine.template["Outputs"]
    assert on_one_machine.of_type("SES::ConfigurationSet") == {}
    mail = on_one_machine.named("Lambda::Function", "MailFunction")["Properties"]
    assert mail["Environment"]["Variables"].get("MAIL_SET", "") == ""


def test_without_a_sender_nothing_is_heard(without_a_sender):
    assert without_a_sender.of_type("SES::ConfigurationSet") == {}
    assert not [name for name in without_a_sender.of_type("SNS::Topic") if name.startswith("SentMails")]
