"""Does deploying leave one Rainmaker and the settings, however often it runs and wherever it stopped?"""

import boto3
import pytest
from pydantic import ValidationError

from functions.plan import bootstrap
from shared.domain.load import Load
from shared.domain.member import Member
from shared.domain.settings import Settings
from shared.identity import Identity, PoolFailed
from shared.store import keys
from shared.store.plans import Plans
from tests.functions import planning, team

PAYLOAD = {
    "settings": {
        "team_name": "Casa", "time_zone": "Atlantic/Canary", "country": "ES", "language": "es",
        "working_hours": [{"days": ["mon"], "from": "09:00", "to": "18:00"}],
    },
    "rainmaker": {"email": "Rocio@example.com", "first_name": "Rocío", "last_name": "Vidal"},
}  # fmt: skip


@pytest.fixture
def pool(table, monkeypatch):
    client, pool_id = planning.pool()
    monkeypatch.setattr(bootstrap, "table", table)
    monkeypatch.setattr(bootstrap, "identity", Identity(client, pool_id))
    return client, pool_id


def run(**change):
    return bootstrap.handler({**PAYLOAD, **change}, None)


def everything():
    return team.everything(boto3.client("dynamodb"))


def test_a_new_team_has_settings_and_an_invited_rainmaker(table, pool):
    told = run()
    plan = Plans(table).current()
    member = plan.member(told["agent_id"])
    assert told == {"agent_id": member.agent_id, "created": True}
    assert (member.email, member.role, member.status) == ("rocio@example.com", "rainmaker", "invited")
    assert (plan.settings.team_name, plan.settings.time_zone) == ("Casa", "Atlantic/Canary")
    assert plan.settings.working_hours[0].start == "09:00"
    assert table.get(Load, keys.load(member.agent_id)).active is False
    user = pool[0].admin_get_user(UserPoolId=pool[1], Username="rocio@example.com")
    assert {"Name": "sub", "Value": member.sub} in user["UserAttributes"]
    assert [(entry.by, entry.what) for entry in planning.audits(table)] == [
        ("bootstrap", "settings.seeded"),
        ("bootstrap", "member.invited"),
    ]


def test_running_again_changes_nothing(table, pool):
    first = run()
    before = everything()
    assert run(settings={**PAYLOAD["settings"], "team_name": "Otra"}) == {**first, "created": False}
    assert run(rainmaker={**PAYLOAD["rainmaker"], "email": "new@example.com"}) == {**first, "created": False}
    assert everything() == before


@pytest.mark.parametrize("step", ["admin_create_user", "admin_add_user_to_group"])
def test_what_stops_at_the_user_pool_is_made_good(table, pool, monkeypatch, step):
    def fails(**_):
        raise pool[0].exceptions.TooManyRequestsException({"Error": {"Code": "TooManyRequestsException"}}, step)

    with monkeypatch.context() as broken:
        broken.setattr(pool[0], step, fails)
        with pytest.raises(PoolFailed):
            run()
    assert table.get(Settings, keys.SETTINGS)
    assert run()["created"] is True
    assert run()["created"] is False
    assert len(pool[0].list_users(UserPoolId=pool[1])["Users"]) == 1


@pytest.mark.parametrize("step", [1, 2])
def test_what_stops_at_the_table_is_made_good(table, pool, monkeypatch, step):
    commit, calls = table.commit, []

    def crashes(writes):
        calls.append(writes)
        if len(calls) == step:
            raise RuntimeError("stopped")
        commit(writes)

    with monkeypatch.context() as broken:
        broken.setattr(table, "commit", crashes)
        with pytest.raises(RuntimeError):
            run()
    told = run()
    assert told["created"] is True
    assert table.get(Member, keys.member(told["agent_id"])).sub


def test_of_two_runs_at_once_one_makes_the_rainmaker(table, pool, monkeypatch):
    """The second is caught between looking for a Rainmaker and storing one."""
    version, told = bootstrap._version, []

    def late():
        number = version()
        if table.get(Settings, keys.SETTINGS) and not told:
            told.append(None)
            told[0] = run()
        return number

    monkeypatch.setattr(bootstrap, "_version", late)
    assert run() == {**told[0], "created": False}
    assert len(Plans(table).current().members) == 1


@pytest.mark.parametrize("told", [{}, {"suppress_mail": True}], ids=["with mail", "without"])
def test_the_invitation_is_mailed_unless_told_otherwise(pool, monkeypatch, told):
    asked, create = [], pool[0].admin_create_user
    monkeypatch.setattr(pool[0], "admin_create_user", lambda **given: asked.append(given) or create(**given))
    run(**told)
    assert [given.get("MessageAction") for given in asked] == ["SUPPRESS" if told else None]


def test_a_payload_that_makes_no_sense_writes_nothing(pool):
    for change in ({"settings": {"team_name": "Casa"}}, {"rainmaker": {}}, {"colour": "red"}):
        with pytest.raises(ValidationError):
            run(**change)
    assert everything() == []
