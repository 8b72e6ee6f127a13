"""Define what the environments of functions have in common: see the package."""

import os
from typing import Self

from pydantic import BaseModel, ConfigDict, Field


class Environment(BaseModel):
    """Variables of every function: the names of its logs and metrics, and the log level."""

    model_config = ConfigDict(frozen=True, extra="ignore", defer_build=True)

    POWERTOOLS_SERVICE_NAME: str = Field(default="relevo", min_length=1)
    POWERTOOLS_METRICS_NAMESPACE: str = Field(default="Relevo", min_length=1)
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

    TABLE_NAME: str = Field(min_length=1)
    PACKS_LEADS: bool = False


class ContactEnvironment(TableEnvironment):
    """Variables of functions that recognise people: the master secret, and the secret for contacts."""

    MASTER_SECRET_ARN: str = Field(min_length=1)
    CONTACT_SECRET_ARN: str = Field(min_length=1)


class ScheduleEnvironment(TableEnvironment):
    """Variables of functions that set schedules of special routes: their group, target function, and role."""

    SCHEDULE_GROUP: str = Field(min_length=1)
    SCHEDULE_TARGET_ARN: str = Field(min_length=1)
    SCHEDULE_ROLE_ARN: str = Field(min_length=1)


class OutboundEnvironment(TableEnvironment):
    """Variables of functions that check targets of outbound webhooks.

    `TO_LOOPBACK` allows targets on this machine, for local runs.
    """

    OUTGOING_URL: str = Field(min_length=1)
    TO_LOOPBACK: bool = False
