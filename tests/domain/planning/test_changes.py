"""Does every change leave a consistent plan?"""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from shared.domain.kernel import limits
from shared.domain.kernel.errors import (
    AgentUnknown,
    ChangedByOther,
    EmailTaken,
    Invalid,
    KindUnknown,
    LastRainmaker,
    NotActive,
    OrderMismatch,
    Refusal,
    RuleUnknown,
    SourceArchived,
    SourceInUse,
    SourceUnknown,
    TitleTaken,
)
from shared.domain.plan_records.member import Member
from shared.domain.plan_records.route import RULES
from shared.domain.plan_records.source import FormerSecret
from shared.domain.planning.change_member import MemberDraft, MemberPatch, change_member, invite
from shared.domain.planning.change_route import (
    RouteDraft,
    create_route,
    delete_route,
    reorder,
    replace_route,
    switch_route,
)
from shared.domain.planning.change_source import (
    SecretRenewal,
    SourceDraft,
    SourcePatch,
    archive_source,
    change_source,
    create_source,
    renew_secret,
    revoke_former_secret,
    unused_secrets,
)
from shared.domain.planning.changes import Change, ChangeContext, audit
from shared.domain.planning.enrol import enrol
from tests import make
from tests.make import ANN, BOSS, CHIEF, DAN, EVE, MAIN, NIGHT, NOON, PORTAL, WEB

KEPT = make.id_of("secret", "kept")
STAMP = ChangeContext(by=CHIEF, at=NOON, audit_id="audit_1")
DRAFT = {"title": "New", "rule": "round_robin", "claim_seconds": 60, "agents": [{"agent_id": ANN}]}
NEW = make.id_of("route", "new")
WEIGHTED = {"rule": "weighted_random"}
FAY = {"email": "fay@example.com", "first_name": "Fay", "last_name": "Ruiz", "role": "agent"}
FAYS = make.id_of("agent", "fay")


def NO_HOLIDAYS(_holidays, _year):  # noqa: N802  # a calendar, where none is looked at
    raise AssertionError("no holidays are asked for")


def seats(*weights):
    return [{"agent_id": a, "weight": w} for a, w in zip((ANN, DAN, EVE), weights, strict=False)]


def draft(**change):
    return RouteDraft(**{**DRAFT, **change})


def two_routes(**change):
    return make.plan([make.route(MAIN), make.route(NIGHT, title="Night", **change)])


def test_a_new_route_goes_to_the_top():
    """Source: docs/rules.md, "Matching" 4."""
    plan = create_route(two_routes(), draft(), NEW, STAMP, NO_HOLIDAYS).on(two_routes())
    assert plan.order.route_ids == (NEW, MAIN, NIGHT)
    assert plan.route(NEW).status == "active"


REFUSED = [
    pytest.param({"rule": "ruleta"}, RuleUnknown, id="an unknown rule"),
    pytest.param({"rule": "ruleta", "sources": ["no"], "title": "Main"}, RuleUnknown, id="the rule before all else"),
    pytest.param({"sources": ["no"]}, SourceUnknown, id="an unknown source"),
    pytest.param({"sources": [WEB, WEB]}, Invalid, id="a source twice"),
    pytest.param({"agents": [{"agent_id": "no"}]}, AgentUnknown, id="an unknown agent"),
    pytest.param({"agents": [{"agent_id": ANN}, {"agent_id": ANN}]}, Invalid, id="an agent twice"),
    pytest.param({"agents": seats(100)}, Invalid, id="a weight where the rule has none"),
    pytest.param({**WEIGHTED, "agents": seats(60, None)}, Invalid, id="no weight where the rule has some"),
    pytest.param({**WEIGHTED, "agents": seats(100, 0)}, Invalid, id="a weight of nothing"),
    pytest.param({**WEIGHTED, "agents": seats(60, 41)}, Invalid, id="more than a hundred"),
    pytest.param({**WEIGHTED, "agents": seats(60, 39)}, Invalid, id="less than a hundred"),
    pytest.param({"rule": "fair_share"}, Invalid, id="entitlements nobody has"),
    pytest.param({"rule": "assign_to_agent", "agents": seats(None, None)}, Invalid, id="two agents to assign to"),
    pytest.param({"claim_seconds": None}, Invalid, id="no time to claim"),
    pytest.param({"when_nobody": {"agent_id": "no"}}, AgentUnknown, id="a last resort nobody is"),
    pytest.param({"title": " Main "}, TitleTaken, id="a title in use"),
]


@pytest.mark.parametrize(("change", "refusal"), REFUSED)
def test_a_route_refers_only_to_existing_records(change, refusal):
    for decide in (
        lambda: create_route(make.plan(), draft(**change), NEW, STAMP, NO_HOLIDAYS),
        lambda: replace_route(two_routes(), NIGHT, draft(**change), None, STAMP, NO_HOLIDAYS),
    ):
        with pytest.raises(refusal) as refused:
            decide()
        assert type(refused.value) is refusal


def test_an_unknown_rule_is_refused_with_the_known_ones():
    with pytest.raises(RuleUnknown, match=r"'ruleta'.*round_robin") as refused:
        create_route(make.plan(), draft(rule="ruleta"), NEW, STAMP, NO_HOLIDAYS)
    assert refused.value.mistakes[0].loc == ("body", "rule")


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_makes_a_valid_route(rule):
    weights = (40, 35, 25) if rule in ("weighted_random", "fair_share") else (None, None, None)
    agents = seats(*weights)[: 1 if rule == "assign_to_agent" else 3]
    made = (
        create_route(make.plan(), draft(rule=rule, agents=agents), NEW, STAMP, NO_HOLIDAYS).on(make.plan()).route(NEW)
    )
    assert made.rule == rule
    assert [(seat.agent_id, seat.weight) for seat in made.agents] == [
        (one["agent_id"], one["weight"]) for one in agents
    ]


def test_a_route_that_assigns_needs_no_claim_window():
    wanted = draft(rule="assign_to_agent", claim_seconds=None)
    assert create_route(make.plan(), wanted, NEW, STAMP, NO_HOLIDAYS).audit


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param({"agents": [{"agent_id": ANN, "weight": 33.5}]}, id="half a percentage"),
        pytest.param({"agents": [{"agent_id": ANN, "weight": True}]}, id="a percentage of yes"),
        pytest.param({"claim_clock": "sometimes"}, id="a clock there is not"),
        pytest.param({"when_nobody": "somebody"}, id="a place there is not"),
        pytest.param({"conditions": [{"field": "place", "op": "gte", "value": 3}]}, id="an order of places"),
        pytest.param({"response": {"within_seconds": 900, "actions": ["note"]}}, id="a note is no response"),
        pytest.param({"activation": {"from": "2026-12-24"}}, id="an activation without an end"),
        pytest.param({"windows": [{"days": ["mon"], "from": "09:00", "to": "09:00"}]}, id="a window without a span"),
    ],
)
def test_an_invalid_draft_is_refused(wrong):
    with pytest.raises(ValidationError):
        draft(**wrong)


def test_a_replaced_route_keeps_its_position_status_and_creation_date():
    plan = two_routes(status="paused", switched_at=NOON, switched_by=ANN)
    later = ChangeContext(by=CHIEF, at=NOON + timedelta(days=1), audit_id="audit_2")
    after = replace_route(plan, NIGHT, draft(), 0, later, NO_HOLIDAYS).on(plan)
    route = after.route(NIGHT)
    assert after.order == plan.order
    assert (route.title, route.status, route.switched_by, route.created_at) == ("New", "paused", ANN, NOON)
    assert (
        replace_route(plan, NIGHT, draft(status="active"), 0, later, NO_HOLIDAYS).on(plan).route(NIGHT).switched_by
        == CHIEF
    )


def test_an_unchanged_record_is_not_written():
    plan = two_routes()
    for change in (
        switch_route(plan, MAIN, "active", None, STAMP),
        reorder(plan, (MAIN, NIGHT), None, STAMP),
        change_member(plan, ANN, MemberPatch(role="agent"), None, STAMP),
        change_source(plan, WEB, SourcePatch(title="Web"), None, STAMP),
    ):
        assert (change.put, change.removed, change.audit) == ((), (), None)
        assert change.on(plan) is plan


def test_a_plan_has_no_more_routes_than_its_order_can_hold():
    ids = [make.id_of("route", f"r{number}") for number in range(limits.ROUTES.most)]
    full = make.plan([make.route(route_id, title=route_id[-8:]) for route_id in ids])
    with pytest.raises(Invalid) as refusal:
        create_route(full, draft(), NEW, STAMP, NO_HOLIDAYS)
    assert refusal.value.mistakes[0].loc == ("body",)
    assert reorder(full, ids[::-1], None, STAMP).audit
    left = delete_route(full, ids[0], None, STAMP).on(full)
    assert create_route(left, draft(), NEW, STAMP, NO_HOLIDAYS).audit


@pytest.mark.parametrize("ids", [(MAIN,), (MAIN, MAIN), (MAIN, NIGHT, NEW), (MAIN, NEW), (MAIN, NIGHT, NIGHT), ()])
def test_an_order_names_every_route_once(ids):
    with pytest.raises(OrderMismatch):
        reorder(two_routes(), ids, None, STAMP)


STALE = {
    "replace": lambda plan: replace_route(plan, MAIN, draft(), 7, STAMP, NO_HOLIDAYS),
    "replace, version in the body": lambda plan: replace_route(plan, MAIN, draft(version=7), None, STAMP, NO_HOLIDAYS),
    "delete": lambda plan: delete_route(plan, MAIN, 7, STAMP),
    "switch": lambda plan: switch_route(plan, MAIN, "paused", 7, STAMP),
    "reorder": lambda plan: reorder(plan, (MAIN,), 7, STAMP),
    "member": lambda plan: change_member(plan, ANN, MemberPatch(), 7, STAMP),
    "source": lambda plan: change_source(plan, WEB, SourcePatch(), 7, STAMP),
    "archive": lambda plan: archive_source(plan, WEB, 7, STAMP),
    "secret": lambda plan: renew_secret(plan, WEB, SecretRenewal(), KEPT, 7, STAMP),
}


@pytest.mark.parametrize("decide", STALE.values(), ids=STALE.keys())
def test_an_outdated_version_changes_nothing(decide):
    with pytest.raises(ChangedByOther):
        decide(make.plan())


def test_an_invited_member_has_counts_that_accept_no_offer_yet():
    member, load = invite(make.plan(), MemberDraft(**FAY), FAYS, STAMP).put
    assert (member.status, member.sub, load.agent_id, load.active) == ("invited", None, FAYS, False)


def test_an_email_belongs_to_one_member_unless_their_invitation_was_never_sent():
    half = make.member(FAYS, email="fay@example.com", status="invited", sub=None)
    plan = make.plan(members=[half, make.member(CHIEF, role="rainmaker")])
    taken_up = invite(plan, MemberDraft(**{**FAY, "email": "FAY@example.com"}), DAN, STAMP)
    assert taken_up.subject == FAYS
    assert taken_up.on(plan).member(FAYS).last_name == "Ruiz"
    done = enrol(plan, FAYS, "sub-fay", STAMP).on(plan)
    with pytest.raises(EmailTaken):
        invite(done, MemberDraft(**FAY), DAN, STAMP)


RAINMAKERS = [
    pytest.param([], LastRainmaker, id="alone"),
    pytest.param([make.member(BOSS, role="manager")], LastRainmaker, id="a Manager does not count"),
    pytest.param([make.member(DAN, role="rainmaker", status="invited")], LastRainmaker, id="nor who never signed in"),
    pytest.param([make.member(DAN, role="rainmaker", status="removed")], LastRainmaker, id="nor who was removed"),
    pytest.param([make.member(DAN, role="rainmaker")], None, id="another one leads"),
]


@pytest.mark.parametrize(("others", "refusal"), RAINMAKERS)
def test_the_last_rainmaker_cannot_be_removed_or_demoted(others, refusal):
    """Source: docs/rules.md, "Eligible agents" 4."""
    plan = make.plan(members=[make.member(CHIEF, role="rainmaker"), *others], routes=[])
    demote = MemberPatch(role="agent")
    if refusal:
        with pytest.raises(refusal):
            change_member(plan, CHIEF, demote, None, STAMP)
    else:
        assert change_member(plan, CHIEF, demote, None, STAMP).on(plan).member(CHIEF).role == "agent"
    assert change_member(plan, CHIEF, MemberPatch(first_name="Ida", role="rainmaker"), None, STAMP).audit


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        pytest.param({"kind": "fax"}, KindUnknown, id="a kind of a later release"),
        pytest.param({"owner": "no"}, AgentUnknown, id="an unknown owner"),
        pytest.param({"owner": DAN}, NotActive, id="an owner who never signed in"),
        pytest.param({"owner": EVE}, AgentUnknown, id="a removed owner"),
        pytest.param({"title": "Web"}, TitleTaken, id="a title in use"),
    ],
)
def test_a_source_refers_only_to_existing_records(change, refusal):
    members = [make.member(DAN, status="invited"), make.member(EVE, status="removed")]
    with pytest.raises(refusal):
        create_source(
            make.plan(members=members),
            SourceDraft(**{"title": "New", "kind": "manual", **change}),
            WEB[:-1] + "0",
            KEPT,
            STAMP,
        )


def test_a_source_named_by_a_route_cannot_be_archived():
    plan = two_routes(sources=(WEB,))
    with pytest.raises(SourceInUse, match="Night"):
        archive_source(plan, WEB, None, STAMP)
    after = archive_source(plan, PORTAL, None, STAMP).on(plan)
    assert (after.source(PORTAL).status, after.source(PORTAL).archived_at) == ("archived", NOON)
    assert archive_source(after, PORTAL, None, STAMP).audit is None
    with pytest.raises(SourceArchived):
        renew_secret(after, PORTAL, SecretRenewal(), KEPT, None, STAMP)
    with pytest.raises(SourceArchived):
        change_source(after, PORTAL, SourcePatch(), None, STAMP)


def test_a_new_secret_keeps_the_old_one_valid_for_24_hours():
    [source] = renew_secret(make.plan(), WEB, SecretRenewal(), KEPT, None, STAMP).put
    assert (source.secret_version, source.former) == (2, (FormerSecret(version=1, until=NOON + timedelta(hours=24)),))


def test_a_secret_renewed_twice_in_a_day_keeps_only_the_latest_old_one():
    """Otherwise a secret that has leaked would stay valid however often it is renewed."""
    plan = renew_secret(make.plan(), WEB, SecretRenewal(), KEPT, None, STAMP).on(make.plan())
    [source] = renew_secret(plan, WEB, SecretRenewal(), KEPT, None, STAMP).put
    assert (source.secret_version, [secret.version for secret in source.former]) == (3, [2])


def test_a_leaked_secret_is_renewed_without_a_day_more():
    [source] = renew_secret(make.plan(), WEB, SecretRenewal(revoke_former=True), KEPT, None, STAMP).put
    assert (source.secret_version, source.former) == (2, ())


def test_a_former_secret_is_revoked_once():
    plan = renew_secret(make.plan(), WEB, SecretRenewal(), KEPT, None, STAMP).on(make.plan())
    revoked = revoke_former_secret(plan, WEB, None, STAMP)
    assert revoked.audit
    assert (revoked.audit.what, revoked.put[0].former, revoked.put[0].secret_version) == (
        "source.secret_revoked", (), 2,
    )  # fmt: skip
    assert revoke_former_secret(revoked.on(plan), WEB, None, STAMP).audit is None
    assert revoke_former_secret(revoked.on(plan), WEB, 7, STAMP).audit is None
    with pytest.raises(ChangedByOther):
        revoke_former_secret(plan, WEB, 7, STAMP)


def test_archiving_a_source_revokes_its_former_secret():
    plan = renew_secret(make.plan(), PORTAL, SecretRenewal(), KEPT, None, STAMP).on(make.plan())
    assert archive_source(plan, PORTAL, None, STAMP).put[0].former == ()


def former(*versions, until=NOON + timedelta(hours=1)):
    return tuple(FormerSecret(version=version, until=until) for version in versions)


@pytest.mark.parametrize(
    ("fields", "accepted"),
    [
        pytest.param({}, None, id="never renewed"),
        pytest.param({"former": former(2)}, 2, id="the one before"),
        pytest.param({"former": former(1, 2)}, 2, id="two stored by release 0.1"),
        pytest.param({"former": (*former(1), *former(2, until=NOON))}, None, id="its day is over, whatever the older"),
        pytest.param({"former": former(2), "status": "archived"}, None, id="archived"),
    ],
)
def test_one_former_secret_at_most_is_accepted(fields, accepted):
    found = make.source(secret_version=3, **fields).accepted_former(NOON)
    assert (found and found.version) == accepted


def test_secrets_that_a_source_left_are_unused():
    def kept(name):
        return make.id_of("secret", name)

    was = make.source(kind="meta", kept=kept("two"), former=(FormerSecret(version=1, kept=kept("one"), until=NOON),))
    after = was.model_copy(
        update={"kept": kept("three"), "former": (FormerSecret(version=2, kept=kept("two"), until=NOON),)}
    )
    assert unused_secrets(was, after) == [kept("one")]
    assert unused_secrets(was, was) == []
    assert unused_secrets(was, after.model_copy(update={"former": ()})) == [kept("two"), kept("one")]


def test_an_audit_entry_holds_the_changed_fields():
    was, now = make.member(first_name="Ana"), make.member(first_name="Anna", version=5)
    entry = audit("member.changed", ANN, STAMP, was, now)
    assert (entry.before, entry.after, entry.by, entry.at) == (
        {"first_name": "Ana"},
        {"first_name": "Anna"},
        CHIEF,
        NOON,
    )
    assert audit("x", ANN, STAMP, None, was).before is None
    assert audit("x", ANN, STAMP, was, None).before["email"] == was.email


STEPS = st.lists(
    st.tuples(st.sampled_from(["create", "delete", "replace", "reorder", "demote", "promote"]), st.integers(0, 3)),
    max_size=25,
)


def decided(plan, step, number, serial) -> Change:
    routes, members = plan.order.route_ids, sorted(plan.members)
    route_id = routes[number % len(routes)] if routes else NEW
    member = members[number % len(members)]
    match step:
        case "create":
            return create_route(plan, draft(title=f"T{number}"), make.id_of("route", str(serial)), STAMP, NO_HOLIDAYS)
        case "delete":
            return delete_route(plan, route_id, None, STAMP)
        case "replace":
            return replace_route(plan, route_id, draft(title=f"T{number}"), None, STAMP, NO_HOLIDAYS)
        case "reorder":
            return reorder(plan, routes[number:] + routes[:number], None, STAMP)
        case _:
            role = "agent" if step == "demote" else "rainmaker"
            return change_member(plan, member, MemberPatch(role=role), None, STAMP)


@given(STEPS)
def test_after_any_changes_the_plan_is_consistent(steps):
    """After any changes in any order, the order names every route once, titles differ, and there is a Rainmaker."""
    plan = make.plan(members=[make.member(CHIEF, role="rainmaker"), make.member(ANN), make.member(DAN)], routes=[])
    for serial, (step, number) in enumerate(steps):
        before = plan.version
        try:
            change = decided(plan, step, number, serial)
        except Refusal:
            continue
        plan = change.on(plan)
        assert plan.version == before + (change.audit is not None)
        assert sorted(plan.order.route_ids) == sorted(plan.routes_by_id)
        assert len({route.title for route in plan.routes}) == len(plan.routes)
        assert any(isinstance(m, Member) and m.role == "rainmaker" for m in plan.members.values())
