"""Define the Lambda handler of `lost`."""

from datetime import UTC, datetime

from functions.lost.build import LostDoors, build
from shared.environment.entry import LostEnvironment

settings = LostEnvironment.read()
api = build(LostDoors(now=lambda: datetime.now(UTC), release=settings.RELEASE))
handler = api.handler
