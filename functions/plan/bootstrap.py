"""After deploying: seeds the settings and invites the first Rainmaker, where there are none.

Each step is guarded and finds what an earlier run left, so running it again after a crash, or for
ever, does no harm.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from pydantic import BaseModel, ConfigDict

from shared import aws, ids
from shared.domain.enrol import claim_user
from shared.domain.load import Load
from shared.domain.member import Member, MemberEmail, Name
from shared.domain.record import AgentId
from shared.domain.revise import Change, Stamp, audit
from shared.domain.settings import Settings
from shared.identity import Identity
from shared.settings import BootstrapSettings
from shared.store import codec, keys
from shared.store.plan_writes import writes
from shared.store.plans import version_of
from shared.store.settle import settle
from shared.store.table import Table

environment = BootstrapSettings.read()
table = Table(aws.dynamodb(), environment.TABLE_NAME)
identity = Identity(aws.cognito(), environment.USER_POOL_ID)


class FirstRainmaker(BaseModel):
    """Who sets the team up."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    email: MemberEmail
    first_name: Name
    last_name: Name


class Payload(BaseModel):
    """What deploying tells: `settings` as in the domain, the Rainmaker, and whether to send no invitation."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    settings: dict[str, Any]
    rainmaker: FirstRainmaker
    suppress_mail: bool = False


def handler(event: dict[str, Any], context: object) -> dict[str, Any]:  # noqa: ARG001  # Lambda passes it
    """Lambda's entry: `{"agent_id", "created"}` of the Rainmaker."""
    payload, now = Payload.model_validate(event), datetime.now(UTC)
    seed_settings(Settings(**payload.settings, created_at=now), now)
    found = _rainmaker(payload.rainmaker.email)
    if found is not None:
        return {"agent_id": found, "created": False}
    person = payload.rainmaker
    # The user first: a member who stands here has one, so that finding a Rainmaker means nothing is left to do.
    sub = identity.invite(
        person.email,
        person.first_name,
        person.last_name,
        "rainmaker",
        lambda user: claim_user(_members(), None, user),
        mail=not payload.suppress_mail,
    )
    agent_id, created = settle(table, lambda: seed_rainmaker(person, sub, now))
    return {"agent_id": agent_id, "created": created}


def seed_settings(settings: Settings, now: datetime) -> None:
    """Store the tenant file's settings, if the team has none yet."""

    def attempt() -> None:
        version = _version()
        if next(table.query(keys.PLAN, keys.SETTINGS.sk), None) is None:
            entry = audit("settings.seeded", "settings", _stamp(now), None, settings)
            table.commit(writes(version, Change("settings", put=(settings,), audit=entry)))

    settle(table, attempt)


def seed_rainmaker(person: FirstRainmaker, sub: str, now: datetime) -> tuple[AgentId, bool]:
    """Store the first Rainmaker, if there is none: their id, and whether this run stored them."""
    version = _version()
    found = _rainmaker(person.email)
    if found is not None:
        return found, False
    agent_id = ids.new("agent")
    member = Member(agent_id=agent_id, role="rainmaker", sub=sub, created_at=now, **person.model_dump())
    entry = audit("member.invited", agent_id, _stamp(now), None, member)
    table.commit(writes(version, Change(agent_id, put=(member, Load(agent_id=agent_id)), audit=entry)))
    return agent_id, True


def _rainmaker(email: str) -> AgentId | None:
    """A Rainmaker of the team, the one with this e-mail before others; None if there is none."""
    there = [member for member in _members() if member.role == "rainmaker" and member.status != "removed"]
    there.sort(key=lambda member: (member.email != email, member.agent_id))
    return there[0].agent_id if there else None


def _members() -> list[Member]:
    return [codec.from_item(Member, item) for item in table.query(keys.PLAN, "MEMBER#")]


def _version() -> int:
    """The plan's version, read before what is decided on: what changes after it makes the commit fail."""
    return version_of(next(table.query(keys.PLAN, keys.VERSION.sk), None))


def _stamp(now: datetime) -> Stamp:
    return Stamp(by="bootstrap", at=now, audit_id=ids.new("audit"))
