"""Define what the environments of functions have in common: see the package."""

import os
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field

NonEmpty = Annotated[str, Field(min_length=1)]
Address = Annotated[str, Field(pattern=r"^https?://[^?#]+[^/?#]$")]
"""An address to call, to which paths are added: without a slash at its end, a query or a fragment."""


class Environment(BaseModel):
    """Variables of every function: the names of its logs and metrics, and the log level."""

    model_config = ConfigDict(frozen=True, extra="ignore", defer_build=True)

    POWERTOOLS_SERVICE_NAME: NonEmpty = "relevo"
    POWERTOOLS_METRICS_NAMESPACE: NonEmpty = "Relevo"
    POWERTOOLS_LOG_LEVEL: str = Field(default="INFO", pattern=r"^(DEBUG|INFO|WARNING|ERROR|CRITICAL)$")

    @classmethod
    def read(cls) -> Self:
        """Return the values in the process's environment.

        Raises:
            pydantic.ValidationError: a variable is missing or wrong; the message names it.
        """
        return cls.model_validate(dict(os.environ))

    def env(self) -> dict[str, str]:
        """Return the values as Lambda's `environment` takes them."""
        return {name: str(value) for name, value in self.model_dump(mode="json", round_trip=True).items()}


class TableEnvironment(Environment):
    """Variables of functions that use the table: its name, and whether bodies of leads are stored packed."""

    TABLE_NAME: NonEmpty
    PACKS_LEADS: bool = False


class ContactEnvironment(TableEnvironment):
    """Variables of functions that recognise people: the master secret, and the secret for contacts."""

    MASTER_SECRET_ARN: NonEmpty
    CONTACT_SECRET_ARN: NonEmpty


class ScheduleEnvironment(TableEnvironment):
    """Variables of functions that set schedules of special routes: their group, target function, and role."""

    SCHEDULE_GROUP: NonEmpty
    SCHEDULE_TARGET_ARN: NonEmpty
    SCHEDULE_ROLE_ARN: NonEmpty


class OutboundEnvironment(TableEnvironment):
    """Variables of functions that check targets of outbound webhooks.

    `TO_LOOPBACK` allows targets on this machine, for local runs.
    """

    OUTGOING_URL: NonEmpty
    TO_LOOPBACK: bool = False
