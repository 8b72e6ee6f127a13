"""What wakes a person, and what they look at then."""

from collections.abc import Mapping

from aws_cdk import Duration, Stack
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_cloudwatch_actions as actions
from aws_cdk import aws_sns as sns
from aws_cdk import aws_sns_subscriptions as subscriptions
from constructs import Construct

from infra.policy import acknowledge

MINUTE = Duration.minutes(1)


class Watch(Construct):
    """Alarms to one topic, and one dashboard."""

    def __init__(self, scope: Construct, construct_id: str, *, email: str | None) -> None:
        super().__init__(scope, construct_id)
        self._topic = sns.Topic(self, "Topic", display_name=f"{Stack.of(self).stack_name} alarms", enforce_ssl=True)
        if email:
            self._topic.add_subscription(subscriptions.EmailSubscription(email))
            acknowledge(self._topic, {"Serverless-SNSRedrivePolicy": "a mail that bounces is no message to keep"})
        self._shown: list[cloudwatch.IMetric] = []

    def over(self, name: str, metric: cloudwatch.IMetric, means: str, *, limit: float = 0) -> None:
        """Alarm as soon as `metric` is over `limit` in a minute; silence is well."""
        alarm = cloudwatch.Alarm(
            self,
            name,
            alarm_name=f"{Stack.of(self).stack_name}-{name}",
            alarm_description=means,
            metric=metric,
            threshold=limit,
            comparison_operator=cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD,
            evaluation_periods=1,
            treat_missing_data=cloudwatch.TreatMissingData.NOT_BREACHING,
        )
        alarm.add_alarm_action(actions.SnsAction(self._topic))
        self._shown.append(metric)

    def show(self, panels: Mapping[str, list[cloudwatch.IMetric]]) -> None:
        """One dashboard: what would alarm, then the panels."""
        cloudwatch.Dashboard(
            self,
            "Dashboard",
            dashboard_name=Stack.of(self).stack_name,
            default_interval=Duration.hours(12),
            widgets=[
                [cloudwatch.GraphWidget(title="What would alarm", left=self._shown, width=24)],
                [
                    cloudwatch.GraphWidget(title=title, left=metrics, width=24 // len(panels))
                    for title, metrics in panels.items()
                ],
            ],
        )


def metric(namespace: str, name: str, statistic: str = "Sum", **dimensions: str) -> cloudwatch.Metric:
    """A metric that AWS publishes, by the minute."""
    return cloudwatch.Metric(
        namespace=namespace,
        metric_name=name,
        statistic=statistic,
        period=MINUTE,
        dimensions_map=dimensions,
    )
