"""Lambda's entry of the function of every path that is no operation."""

from datetime import UTC, datetime

from functions.lost.build import LostDoors, build
from shared.environment import LostEnvironment

settings = LostEnvironment.read()
api = build(LostDoors(now=lambda: datetime.now(UTC), release=settings.RELEASE))
handler = api.handler
