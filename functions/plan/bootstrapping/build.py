"""After deploying: seeds the settings and invites the first Rainmaker, where there are none; sets the second factor.

Each step is guarded and finds what an earlier run left, so running it again after a crash, or for
ever, does no harm.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic import BaseModel, ConfigDict

from shared.domain.kernel.record import AgentId
from shared.domain.plan_records.member import Member, MemberEmail, Name
from shared.domain.plan_records.second_factor import SecondFactorMode
from shared.domain.plan_records.settings import Settings
from shared.domain.plan_records.workload import Workload
from shared.domain.planning.changes import Change, ChangeContext, audit
from shared.domain.planning.enrol import decide_existing_user
from shared.domain.planning.second_factors import set_second_factor_mode
from shared.doors import Doors, NewId, Now
from shared.identity import UserPool
from shared.store import codec, keys
from shared.store.plan_writes import writes
from shared.store.plans import version_of
from shared.store.retry import retry_on_conflict
from shared.store.table import Table


class FirstRainmaker(BaseModel):
    """Who sets the team up."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    email: MemberEmail
    first_name: Name
    last_name: Name


class Payload(BaseModel):
    """What deploying tells: `settings` as in the domain, the Rainmaker, the second factor, whether to send no mail."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    settings: dict[str, Any]
    rainmaker: FirstRainmaker
    second_factor: SecondFactorMode = "off"
    suppress_mail: bool = False


@dataclass(frozen=True, kw_only=True)
class BootstrapDoors(Doors):
    """Hold what the bootstrap reaches, beside what every function does."""

    identity: UserPool


def build(doors: BootstrapDoors) -> Callable[[dict[str, Any], object], dict[str, Any]]:
    """Make Lambda's entry from its doors."""
    return Bootstrap(doors.table, doors.identity, doors.new_id, doors.now).handler


class Bootstrap:
    """Gives a new team its settings and its first Rainmaker."""

    def __init__(self, table: Table, identity: UserPool, new_id: NewId, now: Now) -> None:
        self._table, self._identity, self._new_id, self._now = table, identity, new_id, now

    def handler(self, event: dict[str, Any], _context: object) -> dict[str, Any]:
        """Lambda's entry: `{"agent_id", "created"}` of the Rainmaker."""
        payload, now = Payload.model_validate(event), self._now()
        self._seed_settings(Settings(**payload.settings, created_at=now), now)
        self._set_second_factor(payload.second_factor, now)
        found = self._rainmaker(payload.rainmaker.email)
        if found is not None:
            return {"agent_id": found, "created": False}
        person = payload.rainmaker
        # The user first: a member who stands here has one, so that finding a Rainmaker means nothing is left to do.
        sub = self._identity.invite(
            person.email,
            person.first_name,
            person.last_name,
            "rainmaker",
            lambda user: decide_existing_user(self._members(), None, user),
            mail=not payload.suppress_mail,
        )
        agent_id, created = retry_on_conflict(self._table, lambda: self._seed_rainmaker(person, sub, now))
        return {"agent_id": agent_id, "created": created}

    def _seed_settings(self, settings: Settings, now: datetime) -> None:
        """Store the tenant file's settings, if the team has none yet."""

        def attempt() -> None:
            version = self._version()
            if next(self._table.query(keys.PLAN, keys.SETTINGS.sk), None) is None:
                entry = audit("settings.seeded", "settings", self._stamp(now), None, settings)
                self._table.commit(writes(version, Change("settings", put=(settings,), audit=entry)))

        retry_on_conflict(self._table, attempt)

    def _set_second_factor(self, mode: SecondFactorMode, now: datetime) -> None:
        """Make the tenant file's mode of the second factor the team's, with every deployment."""

        def attempt() -> None:
            version = self._version()
            [item] = self._table.query(keys.PLAN, keys.SETTINGS.sk)
            change = set_second_factor_mode(codec.from_item(Settings, item), mode, self._stamp(now))
            if changes := writes(version, change):
                self._table.commit(changes)

        retry_on_conflict(self._table, attempt)

    def _seed_rainmaker(self, person: FirstRainmaker, sub: str, now: datetime) -> tuple[AgentId, bool]:
        """Store the first Rainmaker, if there is none: their id, and whether this run stored them."""
        version = self._version()
        found = self._rainmaker(person.email)
        if found is not None:
            return found, False
        agent_id = self._new_id("agent")
        member = Member(agent_id=agent_id, role="rainmaker", sub=sub, created_at=now, **person.model_dump())
        entry = audit("member.invited", agent_id, self._stamp(now), None, member)
        self._table.commit(writes(version, Change(agent_id, put=(member, Workload(agent_id=agent_id)), audit=entry)))
        return agent_id, True

    def _rainmaker(self, email: str) -> AgentId | None:
        """Return a Rainmaker of the team, the one with this e-mail before others; None if there is none."""
        there = [member for member in self._members() if member.role == "rainmaker" and member.status != "removed"]
        there.sort(key=lambda member: (member.email != email, member.agent_id))
        return there[0].agent_id if there else None

    def _members(self) -> list[Member]:
        return [codec.from_item(Member, item) for item in self._table.query(keys.PLAN, "MEMBER#")]

    def _version(self) -> int:
        """Read the plan's version before what is decided on: what changes after it makes the commit fail."""
        return version_of(next(self._table.query(keys.PLAN, keys.VERSION.sk), None))

    def _stamp(self, now: datetime) -> ChangeContext:
        return ChangeContext(by="bootstrap", at=now, audit_id=self._new_id("audit"))
