"""Members of the team: the Rainmaker, Managers and Agents."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AwareDatetime, StringConstraints

from shared.domain.record import AgentId, Record
from shared.domain.settings import Language

Role = Literal["rainmaker", "manager", "agent"]
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80)]
MemberEmail = Annotated[
    str,
    StringConstraints(strip_whitespace=True, to_lower=True, max_length=254, pattern=r"^[^@\s]+@[^@\s.]+(\.[^@\s.]+)+$"),
]


class Member(Record):
    """One person of the team, whatever the role.

    `sub` is the person's id in the tenant's user pool; None until the invitation is out.
    `status` is `invited` until the first sign-in.

    Source: docs/rules.md, "Words", "Eligible agents" 1, "Restrictions" 1.
    """

    agent_id: AgentId
    email: MemberEmail
    first_name: Name
    last_name: Name
    role: Role
    phone: Annotated[str, StringConstraints(max_length=32)] | None = None
    language: Language | None = None
    sees: Literal["own", "team"] | None = None
    status: Literal["invited", "active", "removed"] = "invited"
    sub: str | None = None
    created_at: AwareDatetime

    @property
    def name(self) -> str:
        """First and last name, as people read it."""
        return f"{self.first_name} {self.last_name}"

    @property
    def supervises(self) -> bool:
        """Whether this is a Manager or a Rainmaker."""
        return self.role != "agent"
