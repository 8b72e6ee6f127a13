"""Do mails that come back pause the right addresses, whatever SES and strangers' servers say?"""

import copy
import json
from datetime import timedelta

import pytest

from functions.deliver.mails.mail_events import Unknown, read_trouble
from shared.domain.kernel.errors import Busy
from shared.domain.notifications.address_pause import AddressPause, use_again
from shared.store import keys
from shared.store.partitions import PartitionKey
from shared.store.table import Collision, put
from tests import make
from tests.functions import team
from tests.functions.deliver.test_deliver import Mailer, World
from tests.make import ANN, BOB, BOSS, CHIEF, NOON

SENT = NOON + timedelta(minutes=1)
EMAIL = make.member(ANN).email
# As SES publishes them: what it adds to these is left out where it is of one server or device alone.
BOUNCE = {
    "eventType": "Bounce",
    "bounce": {
        "feedbackId": "0102019a-1", "bounceType": "Permanent", "bounceSubType": "General",
        "bouncedRecipients": [{
            "emailAddress": EMAIL, "action": "failed", "status": "5.1.1",
            "diagnosticCode": "smtp; 550 5.1.1 SENTINEL unknown",
        }],
        "timestamp": "2026-01-05T12:01:02.000Z", "reportingMTA": "dns; mail.example.org",
    },
    "mail": {
        "timestamp": f"{SENT:%Y-%m-%dT%H:%M:%S.000Z}", "source": "relevo@example.com",
        "messageId": "0102019a-2", "destination": [EMAIL], "headersTruncated": False,
        "headers": [{"name": "Subject", "value": "SENTINEL"}], "commonHeaders": {"subject": "SENTINEL"},
        "tags": {"ses:configuration-set": ["relevo"]},
    },
}  # fmt: skip
COMPLAINT = {
    "eventType": "Complaint",
    "complaint": {
        "feedbackId": "0102019a-3", "complaintSubType": None, "complainedRecipients": [{"emailAddress": EMAIL}],
        "timestamp": "2026-01-05T12:09:00.000Z", "userAgent": "SENTINEL", "complaintFeedbackType": "abuse",
        "arrivalDate": "2026-01-05T12:09:00.000Z",
    },
    "mail": BOUNCE["mail"],
}  # fmt: skip


def bounce(kind="Permanent", address=EMAIL, sent=SENT):
    event = copy.deepcopy(BOUNCE)
    event["bounce"]["bounceType"] = kind
    event["bounce"]["bouncedRecipients"] = [{"emailAddress": address}]
    event["mail"]["timestamp"] = sent.isoformat()
    return event


def complaint(kind="abuse"):
    event = copy.deepcopy(COMPLAINT)
    event["complaint"]["complaintFeedbackType"] = kind
    return event


@pytest.fixture
def world(table, secret):
    team.seat(table)
    world = World(table, secret, security="security@example.com")
    world.now = NOON + timedelta(minutes=5)
    return world


def hear(world, event):
    """Give the function what SES tells, as its queue does."""
    body = event if isinstance(event, str) else json.dumps(event)
    world.mail({"Records": [{"messageId": "1", "body": body}]}, None)


def paused(world, agent_id=ANN):
    return world.table.get(AddressPause, keys.address_pause(agent_id))


# Which events pause


@pytest.mark.parametrize(("event", "cause"), [
    (bounce(), "bounce"), (BOUNCE, "bounce"), (COMPLAINT, "complaint"), (complaint(None), "complaint"),
    (complaint("fraud"), "complaint"),
])  # fmt: skip
def test_a_permanent_bounce_or_a_complaint_pauses_the_address(world, event, cause):
    hear(world, event)
    found = paused(world)
    assert (found.stands, found.cause, found.at) == (True, cause, world.now)


@pytest.mark.parametrize("event", [bounce("Transient"), bounce("Undetermined"), complaint("not-spam")])
def test_what_may_still_arrive_or_is_wanted_goes_on(world, event):
    hear(world, event)
    assert paused(world) is None


@pytest.mark.parametrize("event", [
    {**BOUNCE, "eventType": "Rendering Failure"}, {**BOUNCE, "eventType": "Delivery"}, {"eventType": "Bounce"},
    {**BOUNCE, "mail": {"timestamp": "yesterday"}}, {**BOUNCE, "bounce": {"bounceType": "Permanent"}},
    {}, [], "{", "null", "", {"bounce": BOUNCE["bounce"], "mail": BOUNCE["mail"]},
])  # fmt: skip
def test_an_event_that_is_unknown_is_counted_and_dropped(world, event, logged):
    hear(world, event)
    assert paused(world) is None
    told = logged()
    assert "mail_event_unknown" in told
    assert "SENTINEL" not in told


def test_ses_checks_of_its_topic_are_no_event(world, logged):
    hear(world, "Successfully validated SNS topic for Amazon SES event publishing.")
    assert "mail_event_unknown" not in logged()


def test_an_event_that_is_no_trouble_names_no_address_and_an_unknown_one_raises():
    assert read_trouble(json.dumps(bounce("Transient"))) is None
    with pytest.raises(Unknown):
        read_trouble("{}")


# Whose address


@pytest.mark.parametrize("address", [EMAIL.upper(), f"<{EMAIL}>", f'"Ann, the agent" <{EMAIL}>'])
def test_an_address_is_found_however_it_is_written(world, address):
    hear(world, bounce(address=address))
    assert paused(world).stands


def test_several_members_with_one_address_are_all_paused_but_for_who_left(world):
    plan = world.doors.plans.current()
    team.change(world.table, plan.members[BOB].model_copy(update={"email": EMAIL}))
    team.change(world.table, plan.members[BOSS].model_copy(update={"email": EMAIL, "status": "removed"}))
    hear(world, bounce())
    assert paused(world, ANN).stands
    assert paused(world, BOB).stands
    assert paused(world, BOSS) is None


@pytest.mark.parametrize("address", ["somebody@example.org", "", "no address", "@"])
def test_an_address_of_nobody_is_dropped(world, address, logged):
    hear(world, bounce(address=address))
    assert list(world.table.query(PartitionKey.ADDRESSES)) == []
    assert "somebody@" not in logged()


def test_a_refused_security_address_calls_a_person_and_pauses_nobody(world, logged):
    hear(world, bounce(address="Security@example.com"))
    assert list(world.table.query(PartitionKey.ADDRESSES)) == []
    told = logged()
    assert "security_address_refused" in told
    assert "MailRefused" in told
    assert "ecurity@" not in told


def test_the_log_tells_ids_and_codes_only(world, logged):
    hear(world, bounce())
    told = logged()
    assert "address_paused" in told
    assert ANN in told
    assert not [one for one in (EMAIL, "SENTINEL", "example.org") if one in told]


# When


def test_an_event_that_comes_again_changes_nothing(world):
    hear(world, bounce())
    first = paused(world)
    world.now += timedelta(hours=1)
    hear(world, bounce())
    hear(world, COMPLAINT)
    assert paused(world) == first


def test_an_event_older_than_using_the_address_again_changes_nothing_and_a_later_one_pauses(world):
    hear(world, bounce())
    world.table.commit([put(use_again(paused(world), world.now))])
    hear(world, bounce(sent=world.now - timedelta(seconds=1)))
    assert not paused(world).stands
    hear(world, bounce(sent=world.now + timedelta(seconds=1)))
    assert paused(world).stands


def test_who_uses_the_address_again_meanwhile_is_not_overruled_by_an_older_mail(world):
    def paused_and_used_first(commit, writes):
        world.table.around("commit", None)
        hear(world, bounce())
        commit([put(use_again(paused(world), world.now))])
        commit(writes)

    world.table.around("commit", paused_and_used_first)
    hear(world, bounce())
    assert not paused(world).stands


def test_a_table_that_is_never_free_makes_the_queue_bring_the_event_again(world):
    def lose(_commit, _writes):
        raise Collision({})

    world.table.around("commit", lose)
    with pytest.raises(Busy):
        hear(world, bounce())


# What a pause stops


def test_no_mail_goes_to_a_paused_address_and_others_get_theirs(world, logged):
    team.store(world.table, make.owned())
    hear(world, bounce())
    world.notice("lead_assigned")
    world.send()
    assert world.mails == []
    assert "MailPaused" in logged()
    world.table.commit([put(use_again(paused(world), world.now))])
    world.send()
    assert [mail.destinations["ToAddresses"] for mail in world.mails] == [[EMAIL]]


def test_even_a_sensitive_act_is_not_mailed_to_it(world):
    hear(world, bounce())
    world.notice("sensitive_act", detail={"act": "report.exported", "by": CHIEF, "subject": "report"})
    world.send(lead_id=None)
    assert world.mails == []


@pytest.mark.parametrize("named", ["", "relevo-demo-set"])
def test_mails_go_through_the_set_that_tells_of_them(table, secret, named):
    team.seat(table)
    world = World(table, secret, configuration_set=named)
    sent = []
    world.ses = Mailer(lambda **given: sent.append(given))
    team.store(table, make.owned())
    world.notice("lead_assigned")
    world.send()
    assert sent[0].get("ConfigurationSetName", "") == named
