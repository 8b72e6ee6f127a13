"""Does the deployed stack route as the plan says: rules, limits, pauses, holding, and a lead's way back?"""

import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest

from tests.e2e.stack import HOURS, SECONDS, at_once, began_earlier, offers
from tests.soak import often


def test_a_jump_ball_is_offered_to_all_at_once_and_the_first_claim_owns_it(stack, until):
    source = stack.source()
    stack.route(stack.agents, HOURS, source, rule="jump_ball")
    lead_id = stack.lead(source)
    for agent in stack.agents:
        until(lambda agent=agent: stack.offered_to(agent, lead_id))
    answers = at_once([partial(stack.ask, agent, "POST", f"/leads/{lead_id}/claim") for agent in stack.agents])
    assert sorted(status for status, _ in answers) == [200, 409, 409, 409, 409]
    assert {body["code"] for status, body in answers if status == 409} == {"already_claimed"}


def test_exact_percentages_are_exact_in_a_burst(stack, until):
    source = stack.source()
    ana, bruno = stack.agents[:2]
    stack.route([ana, bruno], HOURS, source, (75, 25), rule="fair_share")
    with ThreadPoolExecutor(8) as pool:
        ids = list(pool.map(lambda _: stack.lead(source), range(40)))
    until(lambda: all(stack.see(lead_id)["state"] == "offered" for lead_id in ids))
    got = offers(stack, ids)
    assert (got.count(stack.id_of(ana)), got.count(stack.id_of(bruno))) == (30, 10)


def test_a_route_that_assigns_beats_those_above_it(stack, until):
    source = stack.source()
    carmen, diego = stack.agents[2:4]
    stack.route([carmen], HOURS, source, rule="assign_to_agent")
    stack.route([diego], HOURS, source)  # created later, so it is above
    lead_id = stack.lead(source)
    lead = until(lambda: (lead := stack.see(lead_id))["state"] == "owned" and lead)
    assert lead["owner"] == stack.id_of(carmen)


@pytest.mark.sampled
def test_a_limit_is_never_exceeded_by_many_leads_at_once(stack, until):
    source = stack.source()
    elena, ana = stack.newcomer(), stack.agents[0]
    path = f"/agents/{stack.id_of(elena)}/limits"
    stack.rainmaker.ask("PUT", path, {"per_day": 100_000})
    [used] = [limit["used"] for limit in elena.ask("GET", "/me")["receiving"]["limits"] if limit["period"] == "day"]
    stack.rainmaker.ask("PUT", path, {"per_day": used + 7})
    try:
        stack.route([elena, ana], HOURS, source)
        with ThreadPoolExecutor(16) as pool:
            ids = list(pool.map(lambda _: stack.lead(source), range(often(60, 1_000))))
        until(lambda: all(stack.see(lead_id)["state"] == "offered" for lead_id in ids))
        assert offers(stack, ids).count(stack.id_of(elena)) == 7
        assert "limit_day" in elena.ask("GET", "/me")["receiving"]["reasons"]
    finally:
        stack.rainmaker.ask("PUT", path, {})


def test_a_paused_agent_gets_nothing_until_their_own_side_ends_the_pause(stack, until):
    source = stack.source()
    ana, bruno = stack.newcomer(), stack.newcomer()
    stack.route([ana, bruno], HOURS, source)
    ana.ask("PUT", "/me/pause", {"reason": "visita"})
    try:
        stack.manager.ask("DELETE", f"/agents/{stack.id_of(ana)}/pause")
        ids = [stack.lead(source) for _ in range(3)]
        until(lambda: all(stack.see(lead_id)["state"] == "offered" for lead_id in ids))
        assert set(offers(stack, ids)) == {stack.id_of(bruno)}
        assert ana.ask("GET", "/me")["receiving"] == {"now": False, "reasons": ["paused_own"], "limits": []}
    finally:
        ana.ask("DELETE", "/me/pause")
    lead_id = stack.lead(source)
    until(lambda: stack.offered_to(ana, lead_id))


def test_a_lead_given_back_goes_to_the_next_and_one_handed_over_skips_its_route(stack, until):
    source = stack.source()
    ana, bruno, manager = stack.agents[0], stack.agents[1], stack.manager
    stack.route([bruno], HOURS, source)
    stack.route([ana, manager], HOURS, source)
    lead_id = stack.lead(source)
    until(lambda: stack.offered_to(ana, lead_id))
    ana.ask("POST", f"/leads/{lead_id}/claim")
    ana.ask("POST", f"/leads/{lead_id}/give-back", {"reason": "not_my_area"})
    until(lambda: stack.offered_to(manager, lead_id))
    manager.ask("POST", f"/leads/{lead_id}/claim")
    manager.ask("POST", f"/leads/{lead_id}/handover", {"to": "route", "note": "cualificado"})
    until(lambda: stack.offered_to(bruno, lead_id))
    assert [kind for kind in stack.kinds(lead_id) if kind != "offered"] == [
        "received", "claimed", "given_back", "claimed", "handed_over",
    ]  # fmt: skip


def test_an_owner_who_does_not_respond_in_time_loses_the_lead_and_one_who_does_keeps_it(stack, until):
    source = stack.source()
    diego, elena = stack.agents[3:5]
    response = {"within_seconds": SECONDS, "actions": ["call"]}
    stack.route([diego, elena], HOURS, source, response=response)
    kept, lost = stack.lead(source), stack.lead(source)
    until(lambda: stack.offered_to(diego, kept))
    diego.ask("POST", f"/leads/{kept}/claim")
    diego.ask("POST", f"/leads/{kept}/interactions", {"kind": "call", "outcome": "spoke"})
    until(lambda: stack.offered_to(elena, lost))
    elena.ask("POST", f"/leads/{lost}/claim")
    elena.ask("POST", f"/leads/{lost}/interactions", {"kind": "note", "body": "mañana llamo"})
    until(lambda: stack.offered_to(diego, lost))
    assert "response_missed" in stack.kinds(lost)
    assert stack.see(kept)["owner"] == stack.id_of(diego)


def of_this_source(sentences):
    """Return the sentences without that of routes for other sources, which tests beside this one make and delete."""
    others = {"es": "para otras fuentes", "en": "for other sources"}
    return {language: [one for one in said if others[language] not in one] for language, said in sentences.items()}


def test_a_preview_says_what_then_happens_and_why(stack, until):
    source = stack.source()
    stack.route(stack.agents[:3], HOURS, source, conditions=[{"field": "intent", "op": "eq", "value": "buy"}])
    asked = {"source_id": source["source_id"], "attributes": {"intent": "buy"}}
    told = stack.manager.ask("POST", "/plan/preview", asked)
    content = {"contact": {"first_name": "Vista", "emails": [f"vista{time.time_ns()}@example.com"]},
               "source_id": source["source_id"], "attributes": {"intent": "buy"}, "routing": "route"}  # fmt: skip
    lead_id = stack.manager.ask("POST", "/leads", content)["lead_id"]
    lead = until(lambda: (lead := stack.see(lead_id))["state"] == "offered" and lead)
    assert (told["outcome"], told["route_id"]) == ("offered", lead["offer"]["route_id"])
    assert told["agent_ids"] == lead["offer"]["agent_ids"]
    [why] = stack.manager.ask("GET", f"/leads/{lead_id}/trace")["items"]
    assert of_this_source(why["sentences"]) == of_this_source(told["sentences"])


def test_lint_and_coverage_report_an_unreachable_route(stack):
    source = stack.source()
    shadowed = stack.route(stack.agents[:1], HOURS, source)
    above = stack.route(stack.agents[:1], HOURS, source)
    problems = stack.manager.ask("GET", "/plan/lint")["items"]
    assert [shadowed["route_id"], above["route_id"]] in [
        sorted(one["route_ids"], key=[shadowed["route_id"], above["route_id"]].index)
        for one in problems
        if one["code"] == "route_shadowed" and shadowed["route_id"] in one["route_ids"]
    ]
    week = stack.manager.ask("GET", "/plan/coverage")
    assert source["source_id"] in {one["source_id"] for one in week["sources"]}


def test_a_removed_member_cannot_sign_in_and_their_leads_go_where_chosen(stack, until):
    newcomer = stack.newcomer()
    source = stack.source()
    stack.route([newcomer, stack.agents[0]], HOURS, source)
    owned, offered = stack.lead(source), None
    until(lambda: stack.offered_to(newcomer, owned))
    newcomer.ask("POST", f"/leads/{owned}/claim")
    _, offered = stack.lead(source), stack.lead(source)
    until(lambda: stack.offered_to(newcomer, offered))
    path = f"/agents/{stack.id_of(newcomer)}"
    status, problem = stack.ask(stack.rainmaker, "DELETE", path)
    assert (status, problem["code"]) == (409, "leads_need_place")
    until(lambda: began_earlier(newcomer.token()))
    assert stack.ask(stack.rainmaker, "DELETE", f"{path}?leads_to=pool")[0] == 204
    assert (stack.see(owned)["state"], stack.see(owned)["reason"]) == ("pooled", "member_removed")
    until(lambda: stack.offered_to(stack.agents[0], offered))
    assert stack.ask(newcomer, "GET", "/me")[0] == 401, "their sessions ended with the removal"
    audit = f"/audit?subject={stack.id_of(newcomer)}"
    until(lambda: stack.rainmaker.ask("GET", audit)["items"][0]["what"] == "member.removed")
