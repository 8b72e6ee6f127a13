"""Hold a scenario for each thing that a function does which no HTTP request starts: streams, clocks, queues, schedules.

A function without a scenario fails `test_crashes.py`, and so does a call to another service that is granted to a
function and that none of its scenarios makes.
"""

from datetime import timedelta
from zoneinfo import ZoneInfo

from shared.domain.kernel.event_details import ClaimedDetail
from shared.domain.kernel.notification import Inbox, Notification
from shared.domain.lead_records.delivery import Delivery
from shared.domain.lead_records.erasure import Erasure
from shared.domain.notifications.ended_offers import ended_offers
from shared.domain.notifications.live import issue_ticket
from shared.domain.notifications.live_connection import LiveConnection
from shared.domain.notifications.subscription import PushKeys, Subscription
from shared.domain.plan_records.activation import Activation
from shared.domain.plan_records.route import ResponseRule
from shared.domain.plan_records.session import Session
from shared.domain.plan_records.target import OutboundDelivery, Target
from shared.domain.planning.special_routes import with_next_switches
from shared.store import keys, live
from shared.store.plans import next_version, version_of
from tests import make, memory
from tests.faults import cloud as aws
from tests.faults.entry_events import ENTRY, IMPORT, META, queued, running
from tests.faults.scenario import Scenario, streamed
from tests.functions import matrix, team
from tests.functions.deliver.pushing import Browser
from tests.make import ANN, CHIEF, LEAD, MAIN, NOON, OFFER, RESPONSE, id_of

CRM, DELIVERY, NOTICE, ERASURE = (id_of(kind, "one") for kind in ("target", "delivery", "notification", "erasure"))
AFTER_UPLOADS = NOON.replace(year=2100)  # files in memory are stamped with the real time
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
OWING = make.received(ANN, response=make.response(due=make.END))
OWES = make.route(response=ResponseRule(within_seconds=600))


# route


def _three_leads(cloud):
    team.seat(cloud.table, routes=[OWES])
    leads = [make.lead(id_of("lead", name)) for name in "abc"]
    team.store(cloud.table, *leads)
    records = [streamed(lead)["Records"][0] for lead in leads]
    return {"Records": records}


def _an_owner(cloud):
    team.seat(cloud.table, routes=[make.route(rule="assign_to_agent", agents=(ANN,), response=OWES.response)])
    lead = make.lead()
    team.store(cloud.table, lead)
    return streamed(lead)


def _clock_to_stop(cloud):
    """A claim ended an offer whose clock runs."""
    team.seat(cloud.table, routes=[OWES])
    memory.client("stepfunctions").start_execution(stateMachineArn=cloud.clock_arn, name=OFFER, input="{}")
    claimed = make.received(ANN, response=make.response(), todo="wind", stop_clock=OFFER)
    team.store(cloud.table, claimed)
    return streamed(claimed)


def _plan_changed(cloud):
    """A route opens for held leads, and asks an owner to respond sooner."""
    team.seat(cloud.table, routes=[OWES], hold_hours=4)
    later = NOON + timedelta(hours=2)
    for name in "abc":
        team.store(cloud.table, make.pooled(lead_id=id_of("lead", name), reason="no_route", routes_at=later))
    team.store(cloud.table, make.received(ANN, response=make.response()))
    cloud.table.commit([next_version(version_of(_version(cloud)), ["held", "owed"])])
    return {"Records": [{"eventName": "MODIFY", "dynamodb": {"NewImage": _version(cloud)}}]}


def _version(cloud):
    return cloud.table.items([keys.VERSION])[keys.VERSION]


# expire


def _clock(lead, clock_id, at):
    def seed(cloud):
        team.seat(cloud.table, routes=[OWES])
        team.store(cloud.table, lead)
        return {"lead_id": LEAD, "clock_id": clock_id, "at": f"{at:%Y-%m-%dT%H:%M:%SZ}"}

    return seed


def _held(cloud):
    team.seat(cloud.table)
    for name in "abc":
        team.store(cloud.table, make.pooled(lead_id=id_of("lead", name), routes_at=NOON))
    return {
        "lead_id": id_of("lead", "a"),
        "clock_id": f"hold_{NOON:%Y%m%dT%H%M%SZ}",
        "at": f"{NOON:%Y-%m-%dT%H:%M:%SZ}",
    }


# sweep


def _left_behind(cloud):
    """Everything is late at once: an offer, an unrouted lead, a response, a switch, messages."""
    before = make.route(
        make.NIGHT,
        title="Night",
        status="paused",
        activation=Activation(start="2026-01-05T13:10", to="2026-01-05T20:00"),
    )
    night = with_next_switches(before, ZoneInfo("Europe/Madrid"), None, NOON - 2 * DAY)
    team.seat(cloud.table, routes=[OWES, night])
    team.store(
        cloud.table,
        make.offered(lead_id=id_of("lead", "offered")),
        make.lead(id_of("lead", "unrouted")),
        make.received(ANN, lead_id=id_of("lead", "owes"), response=make.response(due=NOON + MINUTE)),
        make.pooled(lead_id=id_of("lead", "held"), routes_at=NOON),
    )
    cloud.put(
        Delivery(source_id=META, hash="a" * 32, at=NOON, outcome="pending", points_to="1", due=NOON),
        running(due=NOON, upload="x"),
        Target(target_id=CRM, url="https://crm.example.com/in", events=("lead.claimed",), created_at=NOON),
        _outbound(due=NOON),
    )
    return {}


def _erasure(cloud):
    """Two leads of a person, one with a comment, and a file that may hold them."""
    team.seat(cloud.table)
    memory.client("s3").put_object(Bucket=aws.UPLOADS, Key=f"imports/{IMPORT}", Body=b"Name\nEva\n")
    leads = [make.owned(ANN, lead_id=id_of("lead", "one")), make.pooled(lead_id=id_of("lead", "two"))]
    ids = tuple(lead.lead_id for lead in leads)
    begun = Erasure(erasure_id=ERASURE, at=AFTER_UPLOADS, by=CHIEF, lead_ids=ids, due=NOON)
    cloud.put(*leads, *matrix.cards(cloud.secret, ids), *matrix.asked(leads[0]), begun)
    return {}


def _restored(cloud):
    """The ledger names a lead that a restored table has again."""
    team.seat(cloud.table)
    team.store(cloud.table, make.owned(ANN))
    memory.client("s3").put_object(Bucket=aws.LEDGER, Key=f"erased/{LEAD}", Body=ERASURE.encode())
    return {"re_erase": True}


# activate


def _switch(cloud):
    before = make.route(status="paused", activation=Activation(start="2026-01-05T12:59", to="2026-01-05T20:00"))
    team.seat(cloud.table, routes=[with_next_switches(before, ZoneInfo("Europe/Madrid"), None, NOON - 2 * DAY)])
    return {"route_id": MAIN}


def _no_route(cloud):
    """A route was deleted, its schedules were not."""
    _switch(cloud)
    made = {"ScheduleExpression": "at(2026-01-05T13:00:00)", "FlexibleTimeWindow": {"Mode": "OFF"}}
    target = {"Arn": "arn:aws:lambda:eu-west-1:123456789012:function:x", "RoleArn": "arn:aws:iam::123456789012:role/r"}
    memory.client("scheduler").create_schedule(Name=f"{make.NIGHT}-on", GroupName=aws.GROUP, Target=target, **made)
    return {"route_id": make.NIGHT}


# bootstrap


def _new_team(_cloud):
    settings = {"team_name": "Casa", "time_zone": "Europe/Madrid", "country": "ES", "language": "es"}
    return {
        "settings": settings,
        "rainmaker": {"email": "rocio@example.com", "first_name": "Rocío", "last_name": "Vidal"},
        "second_factor": "optional",
    }


# live


def _a_ticket_is_used(cloud):
    team.seat(cloud.table)
    cloud.put(issue_ticket(live.ticket_hash("text"), make.member(ANN), Session(), None, None, NOON))
    return {
        "requestContext": {"eventType": "CONNECT", "connectionId": "one"},
        "queryStringParameters": {"ticket": "text"},
    }


def _a_connection_ended(cloud):
    team.seat(cloud.table)
    cloud.put(LiveConnection(connection_id="one", agent_id=ANN, until=NOON + HOUR))
    return {"requestContext": {"eventType": "DISCONNECT", "connectionId": "one"}}


# notify, deliver


def _outbound(**change):
    given = {"delivery_id": DELIVERY, "target_id": CRM, "lead_id": LEAD, "type": "lead.claimed", "kind": "claimed",
             "by": ANN, "at": NOON, "since": NOON, "forget_at": make.END}  # fmt: skip
    return OutboundDelivery(**given | change)


def _a_claim_is_told(cloud):
    team.seat(cloud.table)
    cloud.put(Target(target_id=CRM, url="https://crm.example.com/in", events=("lead.claimed",), created_at=NOON))
    before = make.offered(ANN, make.BOB)
    after = before.owned(ClaimedDetail(), ANN, at=NOON, by=ANN).model_copy(update={"version": 2})
    cloud.put(after)
    for end in ended_offers(before, after):
        cloud.put(
            _offer_notice(end.agent_id, end.notification_id),
            Inbox(agent_id=end.agent_id, unread=1),
        )
    return streamed(after, before)


def _offer_notice(agent_id, notification_id):
    return Notification(
        notification_id=notification_id, agent_id=agent_id, kind="offer", at=NOON, forget_at=NOON + DAY
    )  # fmt: skip


def _notice(cloud):
    team.seat(cloud.table)
    cloud.put(make.offered(), _offer_notice(ANN, NOTICE))
    return {"agent_id": ANN, "notification_id": NOTICE, "lead_id": LEAD}


def _probe(cloud):
    team.seat(cloud.table)
    return {}


def _mail(cloud):
    return queued(channel="email", **_notice(cloud))


def _push(cloud):
    notice, browser = _notice(cloud), Browser()
    cloud.put(Subscription(
        agent_id=ANN, hash="b" * 64, endpoint="https://push.example.com/abc", keys=PushKeys(**browser.keys), at=NOON
    ))  # fmt: skip
    return queued(channel="push", **notice)


def _push_to_nobody(cloud):
    """The browser has unsubscribed."""
    event, cloud.status = _push(cloud), 410
    return event


def _refused_webhook(cloud):
    event, cloud.status = _webhook(cloud), 500
    return event


def _webhook(cloud):
    team.seat(cloud.table)
    cloud.put(
        make.received(ANN), _outbound(due=NOON),
        Target(target_id=CRM, url="https://crm.example.com/in", events=("lead.claimed",), created_at=NOON),
    )  # fmt: skip
    return queued(channel="webhook", target_id=CRM, delivery_id=DELIVERY)


HALF_A_DAY = NOON + DAY / 2
EVENTS = (
    *ENTRY,
    Scenario("route", "three leads are offered", _three_leads),
    Scenario("route", "a lead gets an owner at once", _an_owner),
    Scenario("route", "a claimed offer's clock is stopped", _clock_to_stop),
    Scenario("route", "waiting leads follow the plan", _plan_changed),
    Scenario("expire", "an offer ends", _clock(make.offered(), OFFER, make.END), make.END),
    Scenario("expire", "a response is missed", _clock(OWING, RESPONSE, make.END), make.END),
    Scenario("expire", "held leads are routed", _held),
    Scenario("sweep", "all that was left behind", _left_behind, NOON + 30 * MINUTE, loose=True,
             # A schedule that is not set is not missed: the sweep switches the route off as well.
             swept_at=NOON + 8 * HOUR, but=("schedules",)),
    Scenario("sweep", "a person is erased", _erasure, times=3, loose=True),
    Scenario("sweep", "people are erased again after a restore", _restored, loose=True),
    Scenario("activate", "a route is switched on", _switch),
    Scenario("activate", "a deleted route's schedules are deleted", _no_route),
    Scenario("bootstrap", "a new team gets its first Rainmaker", _new_team),
    Scenario("live", "a ticket opens a connection", _a_ticket_is_used),
    Scenario("live", "a connection ended", _a_connection_ended),
    Scenario("notify", "a claim is told to members and a target", _a_claim_is_told, loose=True,
             swept_at=HALF_A_DAY),
    Scenario("probe", "a lead goes the whole way", _probe),
    Scenario("mail", "a mail is sent", _mail),
    Scenario("push", "a push is sent", _push),
    Scenario("push", "a push finds nobody", _push_to_nobody),
    # A process that crashes keeps its lease for a while: the queue's message does nothing, the sweep asks again.
    Scenario("deliver", "a webhook is sent", _webhook, again_at=HALF_A_DAY, loose=True),
    Scenario("deliver", "a webhook is refused", _refused_webhook, again_at=NOON + 2 * MINUTE,
             swept_at=HALF_A_DAY, but=("table",)),  # another attempt is recorded as one
)  # fmt: skip
