"""Define the second factor: a code beside the password, out of a device that the member has."""

from datetime import timedelta
from typing import Literal

from pydantic import AwareDatetime

from shared.domain.kernel.record import Value

GRACE = timedelta(days=7)  # a member's time to set up a second factor, once it is required

SecondFactorMode = Literal["off", "optional", "required"]


class SecondFactor(Value):
    """Whether the team's members may or must have a second factor, and since when that holds.

    Source: docs/rules.md, "Restrictions" 7.
    """

    mode: Literal["optional", "required"]
    since: AwareDatetime
