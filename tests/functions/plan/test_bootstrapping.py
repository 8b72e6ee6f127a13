"""Does a deployment leave one Rainmaker and the settings, however often it runs and wherever it stopped?"""

import pytest
from pydantic import ValidationError

from functions.plan.bootstrapping.build import BootstrapDoors, build
from shared.domain.plan_records.member import Member
from shared.domain.plan_records.settings import Settings
from shared.domain.plan_records.workload import Workload
from shared.identity import UserPool, UserPoolFailed
from shared.store import keys
from shared.store.plans import Plans
from tests.functions import planning
from tests.functions.planning import everything
from tests.granted import granted
from tests.make import NOON

PAYLOAD = {
    "settings": {
        "team_name": "Casa", "time_zone": "Atlantic/Canary", "country": "ES", "language": "es",
        "working_hours": [{"days": ["mon"], "from": "09:00", "to": "18:00"}],
    },
    "rainmaker": {"email": "Rocio@example.com", "first_name": "Rocío", "last_name": "Vidal"},
}  # fmt: skip


@pytest.fixture
def pool(table):
    return planning.pool()


@pytest.fixture
def run(table, pool):
    """Provide a function that runs the bootstrap, at noon, with a payload that may differ."""
    handler = build(BootstrapDoors(table=granted(table, "bootstrap"), identity=UserPool(*pool), now=lambda: NOON))
    return lambda **change: handler({**PAYLOAD, **change}, None)


def test_a_new_team_has_settings_and_an_invited_rainmaker(table, pool, run):
    told = run()
    plan = Plans(table).current()
    member = plan.member(told["agent_id"])
    assert told == {"agent_id": member.agent_id, "created": True}
    assert (member.email, member.role, member.status) == ("rocio@example.com", "rainmaker", "invited")
    assert (plan.settings.team_name, plan.settings.time_zone) == ("Casa", "Atlantic/Canary")
    assert plan.settings.working_hours[0].start == "09:00"
    assert table.get(Workload, keys.workload(member.agent_id)).active is False
    user = pool[0].admin_get_user(UserPoolId=pool[1], Username="rocio@example.com")
    assert {"Name": "sub", "Value": member.sub} in user["UserAttributes"]
    assert [(entry.by, entry.what) for entry in planning.audits(table)] == [
        ("bootstrap", "settings.seeded"),
        ("bootstrap", "member.invited"),
    ]


def test_running_again_changes_nothing(run):
    first = run()
    before = everything()
    assert run(settings={**PAYLOAD["settings"], "team_name": "Otra"}) == {**first, "created": False}
    assert run(rainmaker={**PAYLOAD["rainmaker"], "email": "new@example.com"}) == {**first, "created": False}
    assert everything() == before


@pytest.mark.parametrize("step", ["admin_create_user", "admin_add_user_to_group"])
def test_a_failure_at_the_user_pool_is_repaired_by_the_next_run(table, pool, run, step):
    pool[0].fails.add(step)
    with pytest.raises(UserPoolFailed):
        run()
    pool[0].fails.clear()
    assert table.get(Settings, keys.SETTINGS)
    assert run()["created"] is True
    assert run()["created"] is False
    assert len(pool[0].list_users(UserPoolId=pool[1])["Users"]) == 1


@pytest.mark.parametrize("step", [1, 2])
def test_a_failure_at_the_table_is_repaired_by_the_next_run(table, run, step):
    calls = []

    def crashes(commit, writes):
        calls.append(writes)
        if len(calls) == step:
            raise RuntimeError("stopped")
        commit(writes)

    table.around("commit", crashes)
    with pytest.raises(RuntimeError):
        run()
    table.around("commit", None)
    told = run()
    assert told["created"] is True
    assert table.get(Member, keys.member(told["agent_id"])).sub


@pytest.mark.parametrize("step", ["before looking", "before storing"])
def test_of_two_simultaneous_runs_one_makes_the_rainmaker(table, run, step):
    """The second stops after reading the plan's version, before it looks again or before it stores one."""
    told = []

    def late():
        if table.get(Settings, keys.SETTINGS) and not told:
            told.append(None)
            told[0] = run()

    def looking(query, *where, **more):
        found = list(query(*where, **more))
        if where == keys.VERSION:
            late()
        return iter(found)

    def storing(commit, writes):
        late()
        commit(writes)

    table.around(*(("query", looking) if step == "before looking" else ("commit", storing)))
    assert run() == {**told[0], "created": False}
    assert len(Plans(table).current().members) == 1


@pytest.mark.parametrize("told", [{}, {"suppress_mail": True}], ids=["with mail", "without"])
def test_the_invitation_is_emailed_unless_told_otherwise(pool, run, told):
    run(**told)
    asked = [given for name, given in pool[0].asked if name == "admin_create_user"]
    assert [given.get("MessageAction") for given in asked] == ["SUPPRESS" if told else None]


def test_an_invalid_payload_writes_nothing(run):
    for change in ({"settings": {"team_name": "Casa"}}, {"rainmaker": {}}, {"colour": "red"}):
        with pytest.raises(ValidationError):
            run(**change)
    assert everything() == []


def test_the_second_factor_follows_the_tenant_file_with_every_deployment(table, run):
    run(second_factor="required")
    assert Plans(table).current().settings.second_factor.mode == "required"
    before = everything()
    run(second_factor="required")
    assert everything() == before
    run()
    assert Plans(table).current().settings.second_factor is None
