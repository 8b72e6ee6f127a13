"""Watch a tenant after its deployment: its alarms, and whether its API answers with the new release."""

from dataclasses import dataclass

from infra.aws import Clients
from infra.lifecycle.alarms import ringing
from infra.lifecycle.drift import Wait
from infra.lifecycle.health import Fetch, running_release
from infra.lifecycle.stacks import DeployedStack

SECONDS = 20.0
"""Look so often: an alarm rings for a minute at least, so none is missed."""
MISSES = 3
"""Take an API for broken that does not answer so many times in a row."""


class UnwellError(RuntimeError):
    """Report that a tenant is not well after its deployment; the message is one line."""


@dataclass(frozen=True)
class Vigil:
    """Hold how to watch.

    Attributes:
        minutes: how long.
        clients: boto3's clients.
        fetch: asks the API.
        wait: between two looks.
    """

    minutes: float
    clients: Clients
    fetch: Fetch
    wait: Wait

    def keep(self, stack: DeployedStack, release: str, before: set[str]) -> None:
        """Look again and again, first at once.

        Args:
            stack: as deployed.
            release: that is to answer.
            before: alarms that rang already before the deployment: they say nothing about it.

        Raises:
            UnwellError: an alarm rings, or the release does not answer.
        """
        misses = 0
        for look in range(1 + round(self.minutes * 60 / SECONDS)):
            if look:
                self.wait(SECONDS)
            if rings := sorted(set(ringing(stack.name, self.clients)) - before):
                raise UnwellError(f"rings: {', '.join(rings)}")
            answers = running_release(stack.outputs.get("ApiUrl", ""), self.fetch)
            misses = 0 if answers == release else misses + 1
            if misses >= MISSES:
                raise UnwellError(f"its API answers {answers or 'nothing'}, not release {release}")
