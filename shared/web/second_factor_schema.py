"""Model of a member's second factor in answers."""

from typing import Literal

from pydantic import AwareDatetime

from shared.domain.plan_records.member import Member
from shared.domain.plan_records.plan import Plan
from shared.web.schemas import Shown


class SecondFactorShown(Shown):
    """The caller's second factor. `due` is until when they have to set one up; after it everything else is refused."""

    mode: Literal["optional", "required"]
    since: AwareDatetime | None = None
    due: AwareDatetime | None = None

    @classmethod
    def of(cls, me: Member, plan: Plan) -> "SecondFactorShown | None":
        """Return how it is with the caller's second factor; None if the team has none."""
        team = plan.settings.second_factor
        if team is None:
            return None
        return cls(mode=team.mode, since=me.second_factor_since, due=me.second_factor_due(team))
