"""Environment variables, typed once: infra writes them, functions read them.

One class per need, so that a function is told only what it uses. A field's name is the variable's name.
"""

import os
from typing import Self

from pydantic import BaseModel, ConfigDict, Field


class Environment(BaseModel):
    """What every function knows: how it signs its logs and metrics."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    POWERTOOLS_SERVICE_NAME: str = Field(default="relevo", min_length=1)
    POWERTOOLS_METRICS_NAMESPACE: str = Field(default="Relevo", min_length=1)
    POWERTOOLS_LOG_LEVEL: str = Field(default="INFO", pattern=r"^(DEBUG|INFO|WARNING|ERROR|CRITICAL)$")

    @classmethod
    def read(cls) -> Self:
        """These settings, from the process's environment.

        Raises:
            pydantic.ValidationError: a variable is missing or wrong; the message names it.
        """
        return cls.model_validate(dict(os.environ))

    def env(self) -> dict[str, str]:
        """As Lambda's `environment` wants them."""
        return {name: str(value) for name, value in self.model_dump(mode="json").items()}


class TableEnvironment(Environment):
    """For whoever reads or writes the table."""

    TABLE_NAME: str = Field(min_length=1)


class IntakeEnvironment(TableEnvironment):
    """For whoever reads deliveries: the sources' secrets, and asking for details that one only points to."""

    MASTER_SECRET_ARN: str = Field(min_length=1)
    SOURCE_SECRETS: str = Field(min_length=1)
    FETCHES_URL: str = Field(min_length=1)


class IngestEnvironment(IntakeEnvironment):
    """Ingest takes deliveries, leads by hand, and files to import."""

    IMPORTS_URL: str = Field(min_length=1)
    IMPORTS_BUCKET: str = Field(min_length=1)


class ImportEnvironment(TableEnvironment):
    """Import reads files, and asks itself to go on."""

    MASTER_SECRET_ARN: str = Field(min_length=1)
    IMPORTS_URL: str = Field(min_length=1)
    IMPORTS_BUCKET: str = Field(min_length=1)


class FetchEnvironment(IntakeEnvironment):
    """Fetch asks Meta's Graph API for the leads that deliveries point to."""

    GRAPH_URL: str = Field(default="https://graph.facebook.com/v24.0", pattern=r"^https?://[^?#]+[^/?#]$")


class RouteEnvironment(TableEnvironment):
    """Route starts and stops clocks: executions of this state machine."""

    CLOCK_ARN: str = Field(min_length=1)


class ClaimEnvironment(TableEnvironment):
    """Claim signs the pool's cursors with a key derived from the master secret."""

    MASTER_SECRET_ARN: str = Field(min_length=1)


class ExpireEnvironment(TableEnvironment):
    """The clock's end needs the table alone."""


class ScheduleEnvironment(TableEnvironment):
    """For whoever sets the schedules of special routes: their group, whom they call, and the role they do it with."""

    SCHEDULE_GROUP: str = Field(min_length=1)
    SCHEDULE_TARGET_ARN: str = Field(min_length=1)
    SCHEDULE_ROLE_ARN: str = Field(min_length=1)


class ActivateEnvironment(ScheduleEnvironment):
    """Activate switches special routes, and sets their next schedules."""


class SweepEnvironment(ScheduleEnvironment):
    """The sweep sets the next schedules of special routes that it repairs, and asks again for work that was lost."""

    OUTGOING_URL: str = Field(min_length=1)
    FETCHES_URL: str = Field(min_length=1)
    IMPORTS_URL: str = Field(min_length=1)


class OutboundEnvironment(TableEnvironment):
    """For whoever says where outbound webhooks go: whether they may go to this machine, as in local runs."""

    OUTGOING_URL: str = Field(min_length=1)
    TO_LOOPBACK: bool = False


class PlanEnvironment(ScheduleEnvironment, OutboundEnvironment):
    """Plan shows secrets, invites members, sets special routes' schedules, and has outbound webhooks sent again."""

    MASTER_SECRET_ARN: str = Field(min_length=1)
    SOURCE_SECRETS: str = Field(min_length=1)
    USER_POOL_ID: str = Field(min_length=1)


class BootstrapEnvironment(TableEnvironment):
    """Bootstrap invites the first Rainmaker."""

    USER_POOL_ID: str = Field(min_length=1)


class SuperviseEnvironment(TableEnvironment):
    """Supervise signs its lists' cursors, and asks deliver for a push to see whether it comes."""

    MASTER_SECRET_ARN: str = Field(min_length=1)
    OUTGOING_URL: str = Field(min_length=1)
    TO_LOOPBACK: bool = False


class NotifyEnvironment(TableEnvironment):
    """Notify asks deliver, by its queue."""

    OUTGOING_URL: str = Field(min_length=1)


class DeliverEnvironment(OutboundEnvironment):
    """Deliver signs what goes out, and asks itself again.

    Mails go out in the name of `MAIL_FROM`; without one there are none. `PUBLIC_URL` is where the API answers, without
    a slash at its end.
    """

    MASTER_SECRET_ARN: str = Field(min_length=1)
    MAIL_FROM: str = ""
    PUBLIC_URL: str = Field(min_length=1)


class LostEnvironment(Environment):
    """Lost answers `GET /health` with the release it runs."""

    RELEASE: str = Field(default="0.1.0", min_length=1)
