"""Are emails and pushes sent to the right member, with allowed content only, and retried only where that helps?"""

import json
import re
import traceback
from contextlib import suppress
from datetime import timedelta

import pytest
from botocore.exceptions import ClientError
from moto.core import DEFAULT_ACCOUNT_ID
from moto.sesv2.models import sesv2_backends

from functions.deliver.mails import build as mailing
from functions.deliver.mails.mail import MailFailed
from functions.deliver.pushes import build as pushing
from functions.deliver.safe_http import SafeHttp, Unreachable
from functions.deliver.webhooks import build as delivering
from shared import aws
from shared.domain.kernel.notification import Notification
from shared.domain.kernel.weekly_hours import Window
from shared.domain.lead_records.offer_seen import OfferSeen
from shared.domain.leads import claim_link
from shared.domain.notifications import vapid
from shared.domain.notifications.resting import RESTS, Rest
from shared.store import keys
from shared.store.table import put
from tests import make, memory
from tests.functions import team
from tests.functions.deliver.pushing import Browser, PushService, subscribe
from tests.granted import granted
from tests.make import ANN, BOB, BOSS, CHIEF, LEAD, NOON, SECOND

NOTE = make.id_of("notification", "n")
NOTHING = {"target_id": make.id_of("target", "none"), "delivery_id": make.id_of("delivery", "none")}
MINUTE = timedelta(minutes=1)
SECRETS = ("Pérez", "lucia@", "600112233", "600 11 22 33", "SENTINEL")


class Asked:
    """Stand in for the queue: record its messages."""

    def __init__(self):
        self.messages = []

    def send(self, messages, *, delay_seconds=0):
        self.messages += [(message, delay_seconds) for message in messages]

    def send_or_raise(self, messages, *, delay_seconds=0):
        self.send(messages, delay_seconds=delay_seconds)


def records(*messages):
    """Return the event in which a queue gives messages to its function."""
    return {"Records": [{"messageId": f"{n}", "body": json.dumps(one)} for n, one in enumerate(messages)]}


class World:
    """Hold the functions over the tests' table, with SES in memory and a push service on this machine."""

    def __init__(
        self,
        table,
        secret,
        sender="relevo@example.com",
        public_url="https://relevo.example.com/api",
        security="",
        configuration_set="",
    ):
        self.table, self.secret, self.queue = table, secret, Asked()
        self.ses = memory.client("sesv2")
        self.ses.create_email_identity(EmailIdentity="relevo@example.com")
        self.mails_asked, self.pushes_asked = Asked(), Asked()
        self.now, self.post = NOON, SafeHttp(loopback=True).post
        known = {"secret": secret, "now": lambda: self.now}
        tables = {name: granted(table, name) for name in ("mail", "push", "deliver")}
        post, mailer = lambda *sent: self.post(*sent), lambda: self.ses
        self.doors = mailing.MailDoors(
            **known, table=tables["mail"], mails=self.queue, mailer=mailer, sender=sender, security_address=security,
            public_url=public_url, configuration_set=configuration_set,
        )  # fmt: skip
        self.mail, push = mailing.build(self.doors), pushing.PushDoors(
            **known, table=tables["push"], pushes=self.queue, post=post, contact="mailto:relevo@example.com"
        )  # fmt: skip
        self.push = pushing.build(push)
        self.deliver = delivering.build(delivering.DeliverDoors(
            **known, table=tables["deliver"], outgoing=self.queue, mails=self.mails_asked, pushes=self.pushes_asked,
            post=post,
        ))  # fmt: skip

    def notice(self, kind, agent_id=ANN, **change):
        given = {"notification_id": NOTE, "agent_id": agent_id, "kind": kind, "at": NOON, "forget_at": NOON + MINUTE}
        self.table.commit([put(Notification(**given | change))])

    def send(self, channel="email", agent_id=ANN, lead_id=LEAD, **change):
        ids = {"agent_id": agent_id, "notification_id": NOTE, **({"lead_id": lead_id} if lead_id else {})}
        self.take({"channel": channel, **ids, **change})

    def take(self, message):
        """Give a message to the function that its queue calls."""
        handlers = {"email": self.mail, "security": self.mail, "push": self.push, "push_test": self.push}
        told = handlers.get(message["channel"], self.deliver)(records(message), None)
        assert told in (None, {"batchItemFailures": []}), "the queue need not ask again"

    @property
    def mails(self):
        return sesv2_backends[DEFAULT_ACCOUNT_ID]["eu-west-1"].core_backend.sent_messages


@pytest.fixture
def world(table, secret):
    team.seat(table)
    return World(table, secret)


@pytest.fixture
def service():
    service = PushService()
    with service.serve() as server:
        yield service
        server.shutdown()


def offered(*agents, **change):
    return make.offered(*agents, attributes={"place": "Gracia"}, message="SENTINEL", **change)


# Mail


def test_an_offer_is_emailed_with_a_link_that_claims_it(world):
    lead = offered(ANN)
    team.store(world.table, lead)
    world.notice("offer")
    world.send()
    [mail] = world.mails
    assert mail.destinations["ToAddresses"] == [make.member(ANN).email]
    assert mail.source == "Casa <relevo@example.com>"
    assert mail.subject == "Por reclamar: Lucía P"
    [link] = {one for one in re.findall(r'https://[^\s"<]+', mail.body) if not one.endswith("/me")}
    root, token = link.rsplit("/", 1)
    assert root == "https://relevo.example.com/api/claim-links"
    assert claim_link.from_token(world.secret.claim_link_keys(), token) == (
        LEAD,
        lead.offer.offer_id,
        ANN,
        lead.offer.deadline,
    )
    assert not [secret for secret in SECRETS if secret in mail.body + mail.subject]


def test_an_email_has_the_same_content_as_text_and_as_html_with_escaped_values(world):
    sent = []
    world.ses = Mailer(lambda **given: sent.append(given))
    lead = offered(ANN).model_copy(update={"contact": make.contact(first_name="<b>&Ñu")})
    team.store(world.table, lead)
    world.notice("offer")
    world.send()
    body = sent[0]["Content"]["Simple"]["Body"]
    text, html = body["Text"]["Data"], body["Html"]["Data"]
    assert "<b>&Ñu P" in text
    assert "<b>&Ñu" not in html
    assert "&lt;b&gt;&amp;Ñu P" in html
    for part in ("Gracia", "Tienes hasta el", "/claim-links/"):
        assert part in text
        assert part in html


@pytest.mark.parametrize(("accent", "shown"), [("", "#0b5d7a"), ("#7a1f3d", "#7a1f3d"), ("#ffe600", "#807300")])
def test_an_email_bears_the_teams_name_and_its_colour_made_readable(world, accent, shown):
    sent = []
    world.ses = Mailer(lambda **given: sent.append(given))
    settings = world.doors.plans.current().settings
    team.change(world.table, settings.model_copy(update={"team_name": "Casa & Co", "accent_color": accent}))
    team.store(world.table, offered(ANN))
    world.notice("offer")
    world.send()
    html = sent[0]["Content"]["Simple"]["Body"]["Html"]["Data"]
    assert "<b>Casa &amp; Co</b>" in html
    assert html.count(shown) == 2
    assert f"background: {shown}; color: #ffffff" in html


def test_other_emails_link_to_the_lead_in_the_console(world):
    team.store(world.table, make.owned())
    world.notice("lead_assigned")
    world.send()
    [mail] = world.mails
    assert f"https://relevo.example.com/leads/{LEAD}" in mail.body


def test_without_a_console_other_emails_have_no_link(table, secret):
    team.seat(table)
    world = World(table, secret, public_url="https://abc.execute-api.eu-west-1.amazonaws.com")
    team.store(table, make.owned())
    world.notice("lead_assigned")
    world.send()
    assert "http" not in world.mails[0].body


@pytest.mark.parametrize(("named", "used"), [("", "eu-west-1"), ("eu-central-1", "eu-central-1")])
def test_mails_go_through_the_region_that_is_named_or_the_functions_own(named, used):
    assert aws.sesv2(named).meta.region_name == used


def test_without_a_sender_no_email_is_sent_and_that_is_counted(table, secret, logged):
    world = World(table, secret, sender="")
    table.calls.clear()
    world.send()
    assert table.calls == []
    assert "MailNotConfigured" in logged()


@pytest.mark.parametrize(("lead", "kind"), [
    pytest.param(make.owned(BOB), "offer", id="an offer that another claimed"),
    pytest.param(make.offered(offer=make.offer(ANN, deadline=NOON)), "offer", id="an offer that is over"),
    pytest.param(make.owned(BOB), "message", id="a lead that is another's now"),
    pytest.param(None, "message", id="a lead that is gone"),
])  # fmt: skip
@pytest.mark.parametrize("channel", ["email", "push"])
def test_outdated_notifications_are_not_sent(world, lead, kind, channel, service, logged):
    if lead:
        team.store(world.table, lead)
    subscribe(world.table, f"{service.address}/a", Browser())
    world.notice(kind)
    world.send(channel)
    assert (world.mails, service.received) == ([], [])
    assert "NothingToSend" in logged()


@pytest.mark.parametrize("channel", ["email", "push"])
def test_a_missing_notification_is_not_sent(world, channel):
    team.store(world.table, make.owned())
    world.send(channel)
    assert world.mails == []


def test_members_who_left_the_team_are_sent_nothing(table, secret):
    team.seat(table, members=[make.member(ANN, status="removed")])
    world = World(table, secret)
    team.store(table, make.owned())
    world.notice("lead_assigned")
    world.send()
    assert world.mails == []


def test_a_missed_offer_is_emailed_without_the_lead(world):
    team.store(world.table, make.owned(BOB, tried=(ANN,)))
    world.notice("offer_missed")
    world.send()
    [mail] = world.mails
    assert mail.subject == "Plazo vencido"
    assert "Lucía" not in mail.body
    assert LEAD not in mail.body


EXPORT = {"act": "report.exported", "by": BOSS, "subject": "report"}


@pytest.mark.parametrize(
    ("agent_id", "linked"),
    [pytest.param(CHIEF, True, id="a Rainmaker"), pytest.param(BOSS, False, id="a Manager, who reads no audit")],
)
def test_a_sensitive_act_is_emailed_with_a_link_for_who_may_read_the_audit(world, agent_id, linked):
    world.notice("sensitive_act", agent_id=agent_id, detail=EXPORT)
    world.send(agent_id=agent_id, lead_id=None)
    [mail] = world.mails
    assert mail.subject == "Aviso de seguridad: Ana García exportó el informe"
    assert ("https://relevo.example.com/audit" in mail.body) == linked


def test_mails_to_read_are_told_with_how_many_wait_and_a_link_to_them(world):
    world.notice("to_read", agent_id=BOSS, detail={"period": "2026-11-23", "waiting": 2})
    world.send(agent_id=BOSS, lead_id=None)
    [mail] = world.mails
    assert mail.subject == "Correos por leer"
    assert "Hay 2 correos por leer: no dicen quién pregunta." in mail.body
    assert "https://relevo.example.com/to-read" in mail.body


def test_the_security_address_is_mailed_in_the_teams_language(table, secret):
    team.seat(table)
    world = World(table, secret, security="security@example.com")
    world.take({"channel": "security", **EXPORT, "at": NOON.isoformat()})
    [mail] = world.mails
    assert mail.destinations["ToAddresses"] == ["security@example.com"]
    assert mail.subject == "Aviso de seguridad: Ana García exportó el informe"
    assert "https://relevo.example.com/audit" in mail.body


@pytest.mark.parametrize("given", [{"security": ""}, {"security": "security@example.com", "sender": ""}])
def test_without_a_security_address_or_a_sender_no_mail_is_sent_there(table, secret, given):
    team.seat(table)
    world = World(table, secret, **given)
    world.take({"channel": "security", **EXPORT, "at": NOON.isoformat()})
    assert world.mails == []


def test_outside_working_hours_an_offer_waits_in_the_queue(table, secret):
    wednesdays = (Window(days=("wed",), start="00:00", to="24:00"),)
    team.seat(table, routes=[make.route(claim_clock="working")], time_zone="UTC", working_hours=wednesdays)
    world = World(table, secret)
    team.store(table, make.offered(offer=make.offer(ANN, deadline=NOON + timedelta(days=5))))
    world.notice("offer")
    world.send()
    assert world.mails == []
    [(message, delay)] = world.queue.messages
    assert message == {"channel": "email", "agent_id": ANN, "notification_id": NOTE, "lead_id": LEAD}
    assert delay == 900


@pytest.mark.parametrize("code", ["MessageRejected", "BadRequestException", "AccessDenied", "AccessDeniedException"])
def test_a_permanent_refusal_of_ses_is_counted_and_not_retried(world, logged, code):
    fail(world, code)
    world.send()
    assert "MailRefused" in logged()


@pytest.mark.parametrize("code", ["TooManyRequestsException", "SendingPausedException", "InternalFailure"])
def test_a_temporary_refusal_of_ses_is_retried_soon_and_then_by_the_queue(world, code):
    fail(world, code)
    world.send()
    while len(world.queue.messages) < len(mailing.AGAIN_AFTER):
        world.take(world.queue.messages[-1][0])
    assert [delay for _message, delay in world.queue.messages] == [*mailing.AGAIN_AFTER]
    with pytest.raises(MailFailed, match=f"^{code}$") as failure:
        world.take(world.queue.messages[-1][0])
    assert "SENTINEL" not in "".join(traceback.format_exception(failure.value))  # which Lambda logs


class Mailer:
    """A client of SES that sends by a function of the test's."""

    def __init__(self, send_email):
        self.send_email = send_email


def fail(world, code):
    def refuse(**_):
        raise ClientError({"Error": {"Code": code, "Message": "SENTINEL ana@example.com"}}, "SendEmail")

    world.ses = Mailer(refuse)
    team.store(world.table, make.owned())
    world.notice("lead_assigned")


def test_a_mail_costs_one_reading(world):
    team.store(world.table, make.owned())
    world.notice("lead_assigned")
    world.doors.plans.current()
    world.table.calls.clear()
    world.send()
    assert world.table.calls == ["batch_get_item"]


# Push


def test_an_offer_is_pushed_sealed_for_the_browser_and_signed_by_the_team(world, service):
    browser = Browser()
    subscribe(world.table, f"{service.address}/send/abc?x=1", browser)
    lead = offered(ANN)
    team.store(world.table, lead)
    world.notice("offer", count=2)
    world.send("push")
    [got] = service.received
    content = browser.open(got.body)
    token = content.pop("claim")
    assert content == {"kind": "offer", "notification_id": NOTE, "lead_id": LEAD, "count": 2, "page": "/"}
    link = claim_link.from_token(world.secret.claim_link_keys(), token)
    assert link == (LEAD, lead.offer.offer_id, ANN, lead.offer.deadline)
    assert got.path == "/send/abc?x=1"
    assert got.headers["content-encoding"] == "aes128gcm"
    assert got.headers["urgency"] == "high"
    assert got.headers["ttl"] == "300"
    assert re.fullmatch(r"[A-Za-z0-9_-]{1,32}", got.headers["topic"])
    claims = got.signed_by(vapid.public_key(world.secret.push_key()))
    assert (claims["aud"], claims["sub"]) == (service.address, "mailto:relevo@example.com")
    assert 0 < claims["exp"] - NOON.timestamp() <= 24 * 3600


@pytest.mark.parametrize(("answer", "delivered"), [(201, NOON), (400, None), (410, None)])
def test_an_offer_counts_as_delivered_once_a_push_service_accepted_it(world, service, answer, delivered):
    service.answers["/send/abc"] = answer
    subscribe(world.table, f"{service.address}/send/abc", Browser())
    team.store(world.table, offered(ANN))
    world.notice("offer")
    world.send("push")
    known = world.table.get(OfferSeen, keys.offer_seen(LEAD, ANN))
    assert (known.delivered_at if known else None) == delivered


@pytest.mark.parametrize(("seconds", "acts"), [(-1, True), (1, False)], ids=["signed in since", "signed out since"])
def test_a_browser_that_was_signed_out_from_afar_cannot_act_on_the_offer(world, service, seconds, acts):
    browser = Browser()
    subscribe(world.table, f"{service.address}/a", browser)
    team.store(world.table, offered(ANN))
    me = world.table.get(type(make.member()), keys.member(ANN))
    team.change(world.table, me.model_copy(update={"sessions_valid_from": NOON + seconds * SECOND}))
    world.notice("offer")
    world.send("push")
    assert ("claim" in browser.open(service.received[0].body)) is acts


def test_a_push_that_had_to_wait_is_sent_then_if_its_notification_is_still_new(world, service):
    subscribe(world.table, f"{service.address}/a", Browser())
    team.store(world.table, make.owned())
    world.notice("message")
    later = {"not_before": (NOON + MINUTE).isoformat()}
    world.send("push", **later)
    assert service.received == []
    assert world.queue.messages[0][0]["not_before"] == later["not_before"]
    world.now = NOON + MINUTE
    world.send("push", **later)
    assert len(service.received) == 1
    world.notice("message", archived=True, version=1)
    world.send("push", **later)
    assert len(service.received) == 1


def test_a_later_push_of_the_same_kind_and_lead_takes_the_earliers_place(world, service):
    subscribe(world.table, f"{service.address}/a", Browser())
    team.store(world.table, make.owned(), make.owned(lead_id=make.id_of("lead", "other")))
    world.notice("message")
    for lead_id in (LEAD, LEAD, make.id_of("lead", "other")):
        world.send("push", lead_id=lead_id)
    first, again, other = (got.headers["topic"] for got in service.received)
    assert first == again != other
    assert {got.headers["urgency"] for got in service.received} == {"normal"}


@pytest.mark.parametrize("kind", ["offer", "lead_assigned", "message", "mention", "pooled", "attempted", "task_due"])
def test_a_push_tells_ids_and_counts_and_never_a_person(world, service, kind):
    browser = Browser()
    subscribe(world.table, f"{service.address}/a", browser)
    lead = offered(ANN) if kind == "offer" else make.owned(message="SENTINEL", attributes={"x": "SENTINEL"})
    team.store(world.table, lead)
    world.notice(kind, detail={"by": "SENTINEL"})
    world.send("push")
    told = browser.open(service.received[0].body)
    assert set(told) == {"kind", "notification_id", "lead_id", "count", "page", *(["claim"] if kind == "offer" else [])}
    assert not [secret for secret in (*SECRETS, "Lucía", "Web") if secret in json.dumps(told, ensure_ascii=False)]


def test_that_an_offer_was_missed_is_pushed_without_the_lead(world, service):
    browser = Browser()
    subscribe(world.table, f"{service.address}/a", browser)
    team.store(world.table, make.owned(BOB, tried=(ANN,)))
    world.notice("offer_missed")
    world.send("push")
    assert "lead_id" not in browser.open(service.received[0].body)


@pytest.mark.parametrize("status", [404, 410])
def test_a_browser_that_is_gone_is_forgotten_and_the_others_are_not(world, service, status):
    gone, there = (subscribe(world.table, f"{service.address}/{n}", Browser(n + 1), n) for n in range(2))
    service.answers["/0"] = status
    team.store(world.table, make.owned())
    world.notice("message")
    world.send("push")
    assert [item["SK"]["S"] for item in world.table.query(keys.subscription(ANN, "").pk)] == [there.hash]
    assert gone.hash != there.hash


@pytest.mark.parametrize("status", [408, 429, 500, 503])
def test_a_push_service_that_is_busy_is_asked_again(world, service, status):
    for n in range(2):
        subscribe(world.table, f"{service.address}/{n}", Browser(n + 1), n)
    service.answers["/0"] = status
    team.store(world.table, make.owned())
    world.notice("message")
    world.send("push")
    assert {got.path for got in service.received} == {"/0", "/1"}
    [(again, delay)] = world.queue.messages
    assert (again["hash"], again["tries"], delay) == (f"{0:064x}", "1", 10)
    service.answers.clear()
    world.take(again)
    assert [got.path for got in service.received[2:]] == ["/0"], "the other browser has it already"


@pytest.mark.parametrize("status", [301, 307, 400, 403, 413])
def test_what_a_push_service_refuses_is_not_tried_again_and_leads_nowhere(world, service, status, logged):
    subscribe(world.table, f"{service.address}/0", Browser())
    service.answers["/0"] = status
    team.store(world.table, make.owned())
    world.notice("message")
    world.send("push")
    assert [got.path for got in service.received] == ["/0"]
    assert "PushRefused" in logged()


def test_a_push_service_that_is_not_there_is_asked_again(world, service):
    subscribe(world.table, "http://127.0.0.1:1/nobody", Browser())
    team.store(world.table, make.owned())
    world.notice("message")
    world.send("push")
    assert len(world.queue.messages) == 1


def test_a_push_is_given_up_after_half_an_hour(world, logged):
    subscribe(world.table, "http://127.0.0.1:1/nobody", Browser())
    team.store(world.table, make.owned())
    world.notice("message")
    world.send("push")
    for delay in (10, 60, 300, 900):
        [(again, waits)] = world.queue.messages
        assert waits == delay
        world.queue.messages.clear()
        world.take(again)
    assert world.queue.messages == []
    assert "PushGivenUp" in logged()


def test_a_browser_whose_push_service_hangs_rests_and_the_others_are_pushed_to(world, service):
    """Test pushes to servers that never answer keep no sender waiting, and no other push."""
    dead = subscribe(world.table, "http://127.0.0.1:1/dead", Browser(2), 2)
    subscribe(world.table, f"{service.address}/there", Browser(1), 1)
    answering, tried = world.post, []

    def post(url, *rest):
        if url != dead.endpoint:
            return answering(url, *rest)
        tried.append(url)
        world.now += 10 * make.SECOND
        raise Unreachable("timed_out")

    world.post = post
    for _ in range(30):
        world.take({"channel": "push_test", "agent_id": ANN})
    assert (len(tried), len(service.received)) == (1, 30)
    assert world.queue.messages == [], "a test is not tried again"
    rest = world.table.get(Rest, keys.rest(dead.hash))
    assert rest.until == world.now + RESTS[0]
    world.now, world.post = rest.until, lambda *_: 201
    world.take({"channel": "push_test", "agent_id": ANN})
    assert world.table.get(Rest, keys.rest(dead.hash)) is None


def test_a_browser_whose_push_fails_for_a_reason_of_ours_is_asked_for_alone(world, service, logged):
    broken = subscribe(world.table, "https://push.example.com/broken", Browser(2), 2)
    subscribe(world.table, f"{service.address}/there", Browser(1), 1)
    answering = world.post

    def post(url, *rest):
        if url == broken.endpoint:
            raise RuntimeError
        return answering(url, *rest)

    world.post = post
    team.store(world.table, make.owned())
    world.notice("message")
    world.send("push")
    [(again, _delay)] = world.queue.messages
    assert (again["hash"], len(service.received), "message_failed" in logged()) == (broken.hash, 1, True)


def test_a_push_to_a_resting_browser_comes_again_when_it_has_rested(world):
    one, until = subscribe(world.table, "http://127.0.0.1:1/dead", Browser()), NOON + 5 * MINUTE
    world.table.commit([put(Rest(subject=one.hash, failures=2, until=until, forget_at=until))])
    world.post = lambda *_: pytest.fail("it rests")
    team.store(world.table, make.owned())
    world.notice("message")
    world.send("push")
    [(again, delay)] = world.queue.messages
    assert (again["hash"], delay) == (one.hash, 300)


def test_the_latest_ten_browsers_are_pushed_to(world, service):
    for n in range(12):
        subscribe(world.table, f"{service.address}/{n}", Browser(n + 1), n, at=make.NOON + n * MINUTE)
    team.store(world.table, make.owned())
    world.notice("message")
    world.send("push")
    assert {got.path for got in service.received} == {f"/{n}" for n in range(2, 12)}


def test_a_push_can_be_tried(world, service):
    browser = Browser()
    subscribe(world.table, f"{service.address}/a", browser)
    world.take({"channel": "push_test", "agent_id": ANN})
    assert browser.open(service.received[0].body) == {"kind": "test", "count": 1}


def test_without_browsers_nothing_is_pushed_and_nothing_fails(world, service):
    team.store(world.table, make.owned())
    world.notice("message")
    world.send("push")
    assert service.received == []


def test_each_sealing_is_another(world, service):
    subscribe(world.table, f"{service.address}/a", Browser())
    team.store(world.table, make.owned())
    world.notice("message")
    for _ in range(2):
        world.send("push")
    first, second = (got.body for got in service.received)
    assert first[:16] != second[:16]
    assert first[21:86] != second[21:86]


# All of them


@pytest.mark.parametrize(("channel", "queue"), [
    ("email", "mails_asked"), ("push", "pushes_asked"), ("push_test", "pushes_asked"),
])  # fmt: skip
def test_what_release_0_1_left_in_its_one_queue_is_passed_on(world, channel, queue):
    """An upgrade finds mails and pushes there, and loses none."""
    message = {"channel": channel, "agent_id": ANN, "notification_id": NOTE, "lead_id": LEAD}
    world.deliver(records(message), None)
    assert getattr(world, queue).messages == [(message, 0)]
    assert len(world.mails_asked.messages + world.pushes_asked.messages) == 1
    assert world.mails == []


def test_a_channel_nobody_knows_is_put_aside_by_the_queue(world):
    assert world.deliver(records({"channel": "fax"}), None) == {"batchItemFailures": [{"itemIdentifier": "0"}]}


@pytest.mark.parametrize("code", ["MessageRejected", "InternalFailure"])
def test_nothing_personal_is_logged(world, service, logged, code):
    fail(world, code)
    subscribe(world.table, f"{service.address}/SENTINEL", Browser())
    for status in (201, 403, 500, 410):
        service.answers["/SENTINEL"] = status
        for channel in ("email", "push"):
            with suppress(MailFailed):
                world.send(channel)
    said = logged()
    assert "push_refused" in said
    assert not [secret for secret in (*SECRETS, "Lucía", make.member(ANN).email, "127.0.0.1") if secret in said]


@pytest.mark.parametrize("channel", ["email", "push", "push_test", "webhook"])
def test_every_channel_is_known_and_does_nothing_for_what_is_not_there(world, channel):
    world.take({"channel": channel, "agent_id": ANN, "notification_id": NOTE, **NOTHING})
    assert world.mails == []
