"""Is one more than a limit allows refused with its reason, and the last one taken?"""

from datetime import timedelta

import pytest

from shared.domain.kernel import limits
from shared.domain.kernel.errors import Invalid
from shared.domain.kernel.limits import Limit
from shared.domain.leads.checks import with_entry
from shared.domain.planning.change_member import MemberDraft, invite
from shared.domain.planning.change_source import SourceDraft, create_source
from shared.domain.planning.changes import ChangeContext
from tests import make
from tests.make import CHIEF, NOON, id_of

STAMP = ChangeContext(by=CHIEF, at=NOON, audit_id=id_of("audit", "1"))
NEW = MemberDraft(email="new@example.com", first_name="Nia", last_name="Nova", role="agent")


def reason_of(decide):
    """Return why `decide` is refused, and the number that is told."""
    with pytest.raises(Invalid) as refusal:
        decide()
    (mistake,) = refusal.value.mistakes
    return mistake.reason, mistake.params["most"]


def team(count, **known):
    """Return a plan with as many members, made a month ago unless `known` says otherwise."""
    known = {"created_at": NOON - timedelta(days=30), **known}
    ids = [id_of("agent", f"m{number}") for number in range(count)]
    return make.plan(members=[make.member(one, email=f"{one}@example.com", sub=None, **known) for one in ids])


@pytest.mark.parametrize("limit", limits.LIMITS, ids=lambda limit: limit.reason)
def test_the_last_one_is_taken_and_one_more_refused(limit):
    limit.check(limit.most - 1)
    assert reason_of(lambda: limit.check(limit.most)) == (limit.reason, limit.most)


def test_every_limit_of_the_module_is_in_its_table():
    assert set(limits.LIMITS) == {one for one in vars(limits).values() if isinstance(one, Limit)}


def test_a_full_team_invites_nobody():
    full = team(limits.MEMBERS.most)
    assert reason_of(lambda: invite(full, NEW, id_of("agent", "new"), STAMP)) == ("too_many_members", 1_000)
    assert invite(team(limits.MEMBERS.most - 1), NEW, id_of("agent", "new"), STAMP).audit


def test_removed_members_leave_room_and_count_as_invitations_of_their_day():
    gone = team(limits.MEMBERS.most, status="removed")
    assert invite(gone, NEW, id_of("agent", "new"), STAMP).audit
    today = team(limits.INVITATIONS.most, status="removed", created_at=NOON)
    assert reason_of(lambda: invite(today, NEW, id_of("agent", "new"), STAMP)) == ("too_many_invitations", 200)


def test_a_team_with_all_sources_there_may_be_gets_no_other():
    sources = [make.source(id_of("source", f"s{number}"), title=f"S{number}") for number in range(limits.SOURCES.most)]
    wanted = SourceDraft(title="New", kind="standard")
    full = make.plan(sources=sources)
    assert reason_of(lambda: create_source(full, wanted, id_of("source", "new"), "kept", STAMP)) == (
        "too_many_sources",
        1_000,
    )


def test_each_entry_of_a_lead_counts_and_one_too_many_is_refused():
    lead = make.lead(entries=limits.ENTRIES.most - 1)
    full = with_entry(lead, make.NOON)
    assert full.entries == limits.ENTRIES.most
    assert reason_of(lambda: with_entry(full, make.NOON)) == ("too_many_entries", 5_000)
