"""Watch what all tenants of an account and region share: `make watch-account TENANT=NAME`, once for each.

The stack is `all-relevo`. Who hears its alarms is whom the tenant's file names.
"""

import sys

from aws_cdk import App, Duration, Environment, Stack

from infra import policy
from infra.app import asked
from infra.tenant_file import TenantFile
from infra.watch import Monitoring, metric

NAME = "all-relevo"
HOUR = Duration.hours(1)
BOUNCES, COMPLAINTS = 0.05, 0.001
"""State the shares of mails at which SES looks into an account, and may stop it from sending."""


class Account(Stack):
    """Define the alarms that one tenant's cannot be: of limits and a reputation that all share."""

    def __init__(self, app: App, file: TenantFile) -> None:
        where = Environment(account=file.account, region=file.region)
        super().__init__(app, NAME, env=where, description="Relevo: alarms of what its tenants share")
        monitoring = Monitoring(self, "Monitoring", file=file.model_copy(update={"monthly_budget": None}))
        over = monitoring.over
        turned_away = metric("AWS/Lambda", "Throttles", {})
        over("functions-throttled", turned_away, "Lambda turned calls away: its concurrency is used up")
        waiting = metric("AWS/States", "ThrottledEvents", {"ServiceMetric": "StateTransition"})
        over("clocks-throttled", waiting, "Step Functions puts off clocks: its transitions are used up")
        for name, of, limit, means in (
            ("mails-bounce", "BounceRate", BOUNCES, "so many mails come back that SES may stop sending"),
            ("mails-unwanted", "ComplaintRate", COMPLAINTS, "so many readers complain that SES may stop sending"),
        ):
            share = metric("AWS/SES", f"Reputation.{of}", {}, statistic="Maximum", period=HOUR)
            over(name, share, means, limit=limit)


def main() -> None:
    """Synthesize for the CDK's command line. Print what is wrong as one line and exit with code 2."""
    app = App()
    file = asked(app)
    if not (file.alarm_email or file.alarm_slack or file.alarm_teams):
        print(f"{file.name}'s file names nobody to tell: alarm_email, alarm_slack, alarm_teams", file=sys.stderr)
        sys.exit(2)
    policy.check(app)
    Account(app, file)
    app.synth()


if __name__ == "__main__":
    main()
