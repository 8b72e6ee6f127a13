"""Define the environments of the functions that keep the plan."""

from shared.environment.base import NonEmpty, OutboundEnvironment, ScheduleEnvironment, TableEnvironment


class ActivateEnvironment(ScheduleEnvironment):
    """Variables of activate, which switches special routes and sets their next schedules."""


class PlanEnvironment(ScheduleEnvironment, OutboundEnvironment):
    """Variables of plan, which shows secrets, invites members, sets schedules, and resends outbound webhooks.

    `INBOUND_DOMAIN` is where sources have addresses for mail; if it is empty, they have none.
    """

    INBOUND_DOMAIN: str = ""
    MASTER_SECRET_ARN: NonEmpty
    SOURCE_SECRETS: NonEmpty
    USER_POOL_ID: NonEmpty


class BootstrapEnvironment(TableEnvironment):
    """Variables of bootstrap, which invites the first Rainmaker."""

    USER_POOL_ID: NonEmpty
