"""Does a claim link claim once, for its agent and never by opening it, and reveal no more than allowed?"""

import hashlib
import json
import re
from base64 import b64encode
from contextlib import suppress
from datetime import timedelta
from html.parser import HTMLParser

import pytest

from functions.claim import claim_page
from functions.claim.build import ClaimDoors, build
from shared.domain.kernel.colours import contrast
from shared.domain.lead_records.lead import Lead
from shared.domain.leads import claim_link
from shared.domain.leads.claim_link import ClaimLink
from shared.domain.plan_records.member import Limits
from shared.store import keys
from tests import make
from tests.functions import team
from tests.granted import granted
from tests.make import ANN, BOB, CAT, LEAD, NOON, OFFER

MINUTE = timedelta(minutes=1)
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
CLOSED = make.closed.model_copy(update={"tried": (ANN,)})
SECRETS = ("Pérez", "lucia@", "600112233", "SENTINEL")


class World:
    """Hold the function over the tests' table, at noon."""

    def __init__(self, table, secret, event):
        self.table, self.secret, self.event = table, secret, event
        self.doors = ClaimDoors(table=granted(table, "claim"), secret=secret, now=lambda: NOON)
        self.api, self.plans = build(self.doors), self.doors.plans

    def token(self, agent_id=ANN, until=NOON + 5 * MINUTE, offer_id=OFFER):
        return claim_link.to_token(self.secret.claim_link_keys()[0], ClaimLink(LEAD, offer_id, agent_id, until))

    def ask(self, method, token, accept="*/*", **headers):
        path = f"/claim-links/{token}"
        return self.api.handler(self.event(method, path, headers={"accept": accept, **headers}), None)

    def json(self, method, token):
        answer = self.ask(method, token)
        return answer["statusCode"], json.loads(answer["body"])

    def page(self, method, token):
        kind = {"content-type": "application/x-www-form-urlencoded"}
        answer = self.ask(method, token, BROWSER, **kind)
        assert answer["headers"]["Content-Type"] == "text/html; charset=utf-8"
        return answer["statusCode"], answer["body"]


@pytest.fixture
def world(table, secret, event):
    team.seat(table)
    return World(table, secret, event)


def offered(*agents, **change):
    offer = make.offer(*agents, made_at=NOON, deadline=NOON + 5 * MINUTE)
    return make.offered(offer=offer, attributes={"place": "Gracia"}, message="SENTINEL", **change)


# JSON


def test_opening_shows_the_masked_lead_and_the_agent_and_claims_nothing(world):
    team.store(world.table, offered(ANN))
    before = team.everything(world.table._client)
    for _ in range(3):
        status, body = world.json("GET", world.token())
    assert status == 200
    assert (body["state"], body["agent_name"]) == ("open", "Ana García")
    assert body["now"] < body["deadline"]
    assert body["lead"]["contact"] == {"first_name": "Lucía", "last_name": "P", "emails": [], "phones": []}
    assert not [secret for secret in SECRETS if secret in json.dumps(body, ensure_ascii=False)]
    assert team.everything(world.table._client) == before


def test_a_claim_returns_the_lead_as_its_owner_sees_it(world):
    team.store(world.table, offered(ANN))
    status, body = world.json("POST", world.token())
    assert (status, body["state"], body["owner"]) == (200, "owned", ANN)
    assert body["contact"]["phones"] == ["+34600112233"]
    lead = team.read(world.table)
    assert (lead.owner, lead.history[-1].kind, lead.history[-1].by) == (ANN, "claimed", ANN)
    assert team.load(world.table, ANN).open_leads == 1
    assert body["version"] == lead.version


def test_claiming_again_changes_nothing_and_answers_the_same(world):
    team.store(world.table, offered(ANN))
    first = world.json("POST", world.token())
    before = team.everything(world.table._client)
    assert world.json("POST", world.token()) == first
    assert team.everything(world.table._client) == before


def test_after_the_claim_opening_shows_the_person(world):
    team.store(world.table, offered(ANN))
    world.json("POST", world.token())
    _, body = world.json("GET", world.token())
    assert body["state"] == "yours"
    assert body["lead"]["contact"]["emails"] == ["lucia@example.com"]


def test_of_two_agents_of_a_jump_ball_one_claims_and_the_other_is_refused(world):
    team.store(world.table, offered(ANN, BOB))
    assert world.json("POST", world.token(BOB))[0] == 200
    status, body = world.json("POST", world.token(ANN))
    assert (status, body["code"]) == (409, "already_claimed")
    assert "owner" not in body
    status, body = world.json("GET", world.token(ANN))
    assert (status, body["state"]) == (200, "taken")
    assert "lead" not in body


@pytest.mark.parametrize(("lead", "status", "code"), [
    pytest.param(make.owned(BOB, tried=(ANN,)), 409, "already_claimed", id="another has it"),
    pytest.param(make.lead(tried=(ANN,)), 410, "offer_expired", id="it goes on"),
    pytest.param(make.pooled(tried=(ANN,)), 410, "offer_expired", id="it lies in the pool"),
    pytest.param(CLOSED, 409, "lead_closed", id="it is closed"),
])  # fmt: skip
def test_a_lead_that_cannot_be_claimed_any_more_is_refused_and_unchanged(world, lead, status, code):
    team.store(world.table, lead)
    before = team.everything(world.table._client)
    answer, body = world.json("POST", world.token())
    assert (answer, body["code"]) == (status, code)
    assert world.json("GET", world.token())[1]["state"] in ("taken", "over")
    assert team.everything(world.table._client) == before


def test_a_reached_limit_has_its_own_refusal(table, secret, event):
    team.seat(table, members=[make.member(ANN, limits=Limits(open=0)), make.member(BOB)])
    world = World(table, secret, event)
    team.store(table, offered(ANN, BOB))
    status, body = world.json("POST", world.token())
    assert (status, body["code"]) == (409, "limit_reached")


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_an_expired_link_is_410_also_for_the_owner(world, method):
    team.store(world.table, make.owned(ANN))
    status, body = world.json(method, world.token(until=NOON - timedelta(seconds=1)))
    assert (status, body["code"]) == (410, "offer_expired")


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_forged_link_is_404_and_reads_nothing(world, method):
    team.store(world.table, offered(ANN))
    good = world.token()
    forged = claim_link.to_token(b"x" * 32, ClaimLink(LEAD, OFFER, ANN, NOON + MINUTE))
    world.table.calls.clear()
    for token in (forged, "A" * 92, good[:-1], good + "A", "x", good[:-1] + ("A" if good[-1] != "A" else "B")):
        assert world.json(method, token)[1]["code"] == "not_found"
    assert world.table.calls == []


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("change", [
    {"status": "removed"}, {"status": "removed", "sessions_valid_from": NOON}, {"status": "invited", "sub": None},
    {"status": "invited"},
], ids=["removed", "removed with their sessions", "without a user", "invited"])  # fmt: skip
def test_an_inactive_member_is_refused_at_once(world, method, change):
    team.store(world.table, offered(ANN))
    assert world.json("GET", world.token())[0] == 200  # so that the plan is warm
    team.change(world.table, world.plans.current().members[ANN].model_copy(update=change))
    status, body = world.json(method, world.token())
    assert (status, body["code"]) == (403, "forbidden")
    assert team.read(world.table).state == "offered"


def test_a_link_outlives_the_sessions_of_its_agent(world):
    """It was mailed for one offer, and ends with it: who signed out everywhere still claims by it."""
    team.store(world.table, offered(ANN))
    team.change(world.table, world.plans.current().members[ANN].model_copy(update={"sessions_valid_from": NOON}))
    assert world.json("POST", world.token())[0] == 200


def test_a_member_invited_again_cannot_use_the_old_links(world):
    team.store(world.table, offered(ANN))
    plan = world.plans.current()
    team.change(world.table, plan.members[CAT].model_copy(update={"sub": make.member(ANN).sub}))
    team.change(world.table, plan.members[ANN].model_copy(update={"status": "removed"}))
    assert world.json("POST", world.token())[1]["code"] == "forbidden"


def test_a_missing_lead_is_404(world):
    assert world.json("POST", world.token())[0] == 404


def test_no_token_is_required(world):
    team.store(world.table, offered(ANN))
    public = {(o.method, o.path) for o in world.api.operations if o.who == "anyone"}
    assert public == {
        ("GET", "/claim-links/{token}"),
        ("POST", "/claim-links/{token}"),
        ("POST", "/claim-links/{token}/pass"),
        ("GET", "/calendars/{token}"),
    }


def test_a_response_is_due_as_after_any_claim(world):
    route = world.plans.current().routes_by_id[make.MAIN]
    owed = {"within_seconds": 600, "actions": ("call",), "clock": "always"}
    team.change(world.table, type(route).model_validate({**dict(route), "response": owed}))
    team.store(world.table, offered(ANN))
    assert world.json("POST", world.token())[1]["response"]["actions"] == ["call"]


def test_opening_takes_one_read_and_claiming_one_transaction_more(world):
    team.store(world.table, offered(ANN))
    world.json("GET", world.token())
    world.table.calls.clear()
    world.json("GET", world.token())
    assert world.table.calls == ["batch_get_item"]
    world.table.calls.clear()
    world.json("POST", world.token())
    assert world.table.calls == ["batch_get_item", "transact_write_items"]


# The page


class Seen(HTMLParser):
    """Hold a page's tags with their attributes."""

    def __init__(self, text):
        super().__init__()
        self.tags = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def all(self, name):
        return [attrs for tag, attrs in self.tags if tag == name]


def test_a_browser_gets_a_page_with_one_button_that_claims(world):
    team.store(world.table, offered(ANN))
    status, body = world.page("GET", world.token(until=NOON + 5 * MINUTE - timedelta(seconds=1)))
    assert status == 200
    seen = Seen(body)
    assert seen.all("form") == [{"method": "post"}]
    assert seen.all("button") == [{"type": "submit"}]
    assert seen.all("html") == [{"lang": "es"}]
    for part in ("Por reclamar", "Para Ana García", "Lucía P", "Gracia", "Tienes hasta el", "Tiempo restante: 4 min"):
        assert part in body
    assert not [secret for secret in SECRETS if secret in body]
    assert team.read(world.table).state == "offered"


def test_the_button_claims_and_shows_the_person_and_a_second_press_says_so(world):
    team.store(world.table, offered(ANN))
    status, body = world.page("POST", world.token())
    assert status == 200
    assert "Reclamado: es tuyo" in body
    assert {a["href"] for a in Seen(body).all("a")} == {"tel:+34600112233", "mailto:lucia@example.com"}
    status, body = world.page("POST", world.token())
    assert status == 200
    assert "Ya es tuyo" in body
    assert "Ya es tuyo" in world.page("GET", world.token())[1]


def test_the_page_of_a_do_not_contact_person_has_no_contact_buttons(world):
    mark = {"channels": "all", "by": ANN, "at": make.NOON}
    team.store(world.table, type(make.lead()).model_validate({**dict(make.owned(ANN)), "do_not_contact": mark}))
    body = world.page("GET", world.token())[1]
    assert "No contactar" in body
    assert Seen(body).all("a") == []


@pytest.mark.parametrize(("lead", "accept", "status", "title"), [
    pytest.param(make.owned(BOB, tried=(ANN,)), "POST", 409, "Ya lo reclamó otra persona", id="taken"),
    pytest.param(make.owned(BOB, tried=(ANN,)), "GET", 200, "Ya lo reclamó otra persona", id="taken, looked at"),
    pytest.param(make.lead(tried=(ANN,)), "POST", 410, "Se acabó el plazo", id="too late"),
    pytest.param(make.lead(tried=(ANN,)), "GET", 200, "Se acabó el plazo", id="too late, looked at"),
    pytest.param(CLOSED, "POST", 409, "Este prospecto está cerrado", id="closed"),
])  # fmt: skip
def test_refusals_are_shown_in_the_persons_language(world, lead, accept, status, title):
    team.store(world.table, lead)
    answer, body = world.page(accept, world.token())
    assert (answer, title in body) == (status, True)
    assert not [secret for secret in (*SECRETS, "Lucía") if secret in body]


def test_pages_are_in_the_agents_language(world):
    team.store(world.table, offered(ANN))
    team.change(world.table, world.plans.current().members[ANN].model_copy(update={"language": "en"}))
    assert '<html lang="en">' in world.page("GET", world.token())[1]
    status, body = world.page("POST", world.token(until=NOON - MINUTE))
    assert (status, "Too late" in body) == (410, True)


def test_an_invalid_link_is_shown_in_the_teams_language(world):
    status, body = world.page("GET", "nothing")
    assert (status, "Este enlace no es válido" in body) == (404, True)


@pytest.mark.parametrize("code", ["busy", "offer_expired", "whatever"])
@pytest.mark.parametrize("language", ["es", "en"])
def test_every_refusal_has_a_page(code, language):
    assert "<h1>" in claim_page.refused(code, make.member(language=language), make.plan()).html


@pytest.mark.parametrize("accent", ["", "#ffe600", "#000000", "#7a1f3d"])
def test_pages_bear_the_teams_name_and_colour_which_can_be_read(world, accent):
    settings = world.plans.current().settings
    team.change(world.table, settings.model_copy(update={"team_name": "Casa & Co", "accent_color": accent}))
    team.store(world.table, offered(ANN))
    for method, given in (("GET", {}), ("POST", {"until": NOON - MINUTE})):
        page = world.page(method, world.token(**given))[1]
        assert "<header>Casa &amp; Co</header>" in page
        light, dark = re.findall(r"button{[^}]*background:(#\w{6})", page)
        assert contrast(light, "#ffffff") >= 4.5
        assert contrast(dark, "#12191e") >= 4.5
        assert (light == accent) == (accent in ("#000000", "#7a1f3d"))


def test_without_a_valid_link_the_page_names_no_team(world):
    settings = world.plans.current().settings
    team.change(world.table, settings.model_copy(update={"accent_color": "#7a1f3d"}))
    page = world.page("GET", "nothing")[1]
    assert settings.team_name not in page
    assert "#7a1f3d" not in page


def test_a_page_runs_no_scripts_sends_no_referrer_and_is_not_cached(world):
    team.store(world.table, offered(ANN))
    for method, token in (("GET", world.token()), ("GET", "nothing"), ("POST", world.token())):
        answer = world.ask(method, token, BROWSER)
        headers = answer["headers"]
        policy = dict(part.strip().partition(" ")[::2] for part in headers["Content-Security-Policy"].split(";"))
        [style] = re.findall(r"<style>(.*?)</style>", answer["body"], re.S)
        hashed = b64encode(hashlib.sha256(style.encode()).digest()).decode()
        assert policy == {"default-src": "'none'", "style-src": f"'sha256-{hashed}'", "form-action": "'self'",
                          "base-uri": "'none'", "frame-ancestors": "'none'"}  # fmt: skip
        assert headers["Referrer-Policy"] == "no-referrer"
        assert headers["Cache-Control"] == "no-store"
        assert "noindex" in headers["X-Robots-Tag"]
        assert not re.search(r"<script|<img|<link|\bon\w+=|style=|https?://", answer["body"])


def test_text_of_the_lead_is_escaped(world):
    nasty = '"><script>alert(1)</script>&'
    lead = make.owned(ANN, source_title=nasty, attributes={"place": nasty, "price_max": nasty})
    contact = make.contact(first_name=nasty, last_name=nasty)
    team.store(world.table, lead.model_copy(update={"contact": contact}))
    body = world.page("GET", world.token())[1]
    assert "<script" not in body
    assert "&lt;script&gt;alert(1)" in body
    allowed = "html head meta title style body header main h1 p dl dt dd a small form button"
    assert {tag for tag, _ in Seen(body).tags} <= set(allowed.split())


def test_neither_link_nor_person_is_logged(world, logged):
    team.store(world.table, offered(ANN))
    token = world.token()
    for method in ("GET", "POST", "POST", "GET"):
        for accept in ("*/*", BROWSER):
            with suppress(KeyError):
                world.ask(method, token, accept)
                world.ask(method, token[:-1] + "x", accept)
    said = logged()
    assert "claim-links/{token}" in said
    assert not [secret for secret in (*SECRETS, "Lucía", "Ana", token, token[:40]) if secret in said]


# Passing, as the push's button does


def passing(world, token):
    path = f"/claim-links/{token}/pass"
    answer = world.api.handler(world.event("POST", path), None)
    return answer["statusCode"], json.loads(answer["body"])["code"] if answer["body"] else None


def test_a_pass_by_link_sends_the_lead_on_and_again_changes_nothing(world):
    team.store(world.table, offered(ANN))
    assert passing(world, world.token()) == (204, None)
    lead = world.table.get(Lead, keys.lead(LEAD))
    assert (lead.state, lead.passed) == ("unrouted", (ANN,))
    assert passing(world, world.token()) == (204, None)
    assert world.table.get(Lead, keys.lead(LEAD)) == lead


@pytest.mark.parametrize(("lead", "token", "refusal"), [
    pytest.param(make.owned(BOB, tried=(ANN,)), {}, (409, "already_claimed"), id="taken"),
    pytest.param(CLOSED, {}, (409, "lead_closed"), id="closed"),
    pytest.param(offered(ANN), {"until": NOON}, (410, "offer_expired"), id="too late"),
    pytest.param(offered(ANN), {"offer_id": make.id_of("offer", "old")}, (410, "offer_expired"), id="another offer"),
    pytest.param(offered(BOB, tried=(ANN,)), {"offer_id": make.id_of("offer", "old")}, (410, "offer_expired"),
                 id="gone on"),
])  # fmt: skip
def test_a_pass_by_link_that_comes_too_late_says_why_and_changes_nothing(world, lead, token, refusal):
    team.store(world.table, lead)
    before = team.everything(world.table._client)
    assert passing(world, world.token(**token)) == refusal
    assert team.everything(world.table._client) == before


def test_a_forged_token_passes_nothing(world):
    team.store(world.table, offered(ANN))
    forged = claim_link.to_token(b"x" * 32, ClaimLink(LEAD, OFFER, ANN, NOON + MINUTE))
    assert passing(world, forged) == (404, "not_found")
