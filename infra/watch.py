"""Define the alarms that call a person, where they are told, the month's budget, and the dashboard."""

from collections.abc import Mapping
from typing import Any

from aws_cdk import ArnFormat, Duration, Stack
from aws_cdk import aws_budgets as budgets
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_cloudwatch_actions as actions
from aws_cdk import aws_iam as iam
from aws_cdk import aws_sns as sns
from aws_cdk import aws_sns_subscriptions as subscriptions
from constructs import Construct

from infra.chats import tell_slack, tell_teams
from infra.policy import acknowledge
from infra.tags import TENANT
from infra.tenant_file import TenantFile

MINUTE = Duration.minutes(1)
_COLON = ArnFormat.COLON_RESOURCE_NAME


class Monitoring(Construct):
    """Build alarms to one topic, and one dashboard. The file says who hears the topic, and what a month may cost."""

    def __init__(self, scope: Construct, construct_id: str, *, file: TenantFile) -> None:
        super().__init__(scope, construct_id)
        self._topic = sns.Topic(self, "Topic", display_name=f"{Stack.of(self).stack_name} alarms", enforce_ssl=True)
        self._let_alarms_publish()
        if file.alarm_email:
            self._topic.add_subscription(subscriptions.EmailSubscription(file.alarm_email))
            acknowledge(self._topic, {"Serverless-SNSRedrivePolicy": "an email that bounces is not worth keeping"})
        if file.alarm_slack:
            tell_slack(self, self._topic, file.alarm_slack)
        if file.alarm_teams:
            tell_teams(self, self._topic, file.alarm_teams)
        if file.monthly_budget:
            self._budget(file.name, file.monthly_budget)
        self._shown: list[cloudwatch.IMetric] = []

    def _let_alarms_publish(self) -> None:
        """Allow alarms to publish: the policy that `enforce_ssl` adds replaces the default, which allowed it."""
        alarms = Stack.of(self).format_arn(service="cloudwatch", resource="alarm", resource_name="*", arn_format=_COLON)
        self._topic.add_to_resource_policy(
            iam.PolicyStatement(
                actions=["sns:Publish"],
                principals=[iam.ServicePrincipal("cloudwatch.amazonaws.com")],
                resources=[self._topic.topic_arn],
                conditions={"ArnLike": {"aws:SourceArn": alarms}},
            )
        )

    def _budget(self, tenant: str, dollars: int) -> None:
        """Tell when the month's cost of what carries the tenant's tag is over 80 %, or will be over the budget."""
        self._topic.add_to_resource_policy(
            iam.PolicyStatement(
                actions=["sns:Publish"],
                principals=[iam.ServicePrincipal("budgets.amazonaws.com")],
                resources=[self._topic.topic_arn],
                conditions={"StringEquals": {"aws:SourceAccount": Stack.of(self).account}},
            )
        )
        told = budgets.CfnBudget.SubscriberProperty(subscription_type="SNS", address=self._topic.topic_arn)
        budgets.CfnBudget(
            self,
            "Budget",
            budget=budgets.CfnBudget.BudgetDataProperty(
                budget_name=Stack.of(self).stack_name,
                budget_type="COST",
                time_unit="MONTHLY",
                budget_limit=budgets.CfnBudget.SpendProperty(amount=dollars, unit="USD"),
                cost_filters={"TagKeyValue": [f"user:{TENANT}${tenant}"]},
            ),
            notifications_with_subscribers=[
                budgets.CfnBudget.NotificationWithSubscribersProperty(
                    notification=budgets.CfnBudget.NotificationProperty(
                        notification_type=kind, comparison_operator="GREATER_THAN", threshold=percent
                    ),
                    subscribers=[told],
                )
                for kind, percent in (("ACTUAL", 80), ("FORECASTED", 100))
            ],
        )

    def over(self, name: str, metric: cloudwatch.IMetric, means: str, *, limit: float = 0) -> None:
        """Alarm as soon as `metric` is over `limit` in one of its periods. No data counts as well."""
        over, well = cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD, cloudwatch.TreatMissingData.NOT_BREACHING
        self._alarm(name, metric, means, threshold=limit, comparison_operator=over, treat_missing_data=well)

    def silent(self, name: str, metric: cloudwatch.IMetric, means: str, *, minutes: int) -> None:
        """Alarm when `metric` has counted nothing for `minutes`."""
        under, bad = cloudwatch.ComparisonOperator.LESS_THAN_THRESHOLD, cloudwatch.TreatMissingData.BREACHING
        self._alarm(
            name, metric, means, minutes=minutes, threshold=1, comparison_operator=under, treat_missing_data=bad
        )

    def _alarm(self, name: str, metric: cloudwatch.IMetric, means: str, *, minutes: int = 1, **when: Any) -> None:
        alarm = cloudwatch.Alarm(
            self,
            name,
            alarm_name=f"{Stack.of(self).stack_name}-{name}",
            alarm_description=means,
            metric=metric,
            evaluation_periods=minutes,
            **when,
        )
        alarm.add_alarm_action(actions.SnsAction(self._topic))
        self._shown.append(metric)

    def show(self, panels: Mapping[str, list[cloudwatch.IMetric]]) -> None:
        """Create one dashboard: the alarms, then the panels."""
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


def metric(
    namespace: str,
    name: str,
    dimensions: Mapping[str, str],
    *,
    statistic: str = "Sum",
    period: Duration = MINUTE,
) -> cloudwatch.Metric:
    """Return a metric, in periods of one minute unless said otherwise."""
    return cloudwatch.Metric(
        namespace=namespace,
        metric_name=name,
        statistic=statistic,
        period=period,
        dimensions_map=dict(dimensions),
    )
