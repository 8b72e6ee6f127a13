"""Bring alarms to a channel of Slack or Microsoft Teams, by Amazon Q Developer in chat applications.

An administrator connects the workspace, or the team, to the account once, in AWS's console. The role may do nothing,
and the guardrail denies everything, so nobody runs commands from the channel.
"""

from aws_cdk import Stack
from aws_cdk import aws_chatbot as chatbot
from aws_cdk import aws_iam as iam
from aws_cdk import aws_sns as sns
from constructs import Construct

NOTHING = ["arn:aws:iam::aws:policy/AWSDenyAll"]


def tell_slack(scope: Construct, topic: sns.Topic, channel: str) -> None:
    """Send what is published to the topic to a channel, `<workspace>/<channel>`."""
    workspace, channel_id = channel.split("/")
    chatbot.CfnSlackChannelConfiguration(
        scope,
        "Slack",
        configuration_name=f"{Stack.of(scope).stack_name}-alarms",
        iam_role_arn=_role(scope, "SlackRole").role_arn,
        slack_workspace_id=workspace,
        slack_channel_id=channel_id,
        sns_topic_arns=[topic.topic_arn],
        guardrail_policies=NOTHING,
    )


def tell_teams(scope: Construct, topic: sns.Topic, channel: str) -> None:
    """Send what is published to the topic to a channel, `<tenant>/<team>/<channel>`."""
    tenant, team, channel_id = channel.split("/")
    chatbot.CfnMicrosoftTeamsChannelConfiguration(
        scope,
        "Teams",
        configuration_name=f"{Stack.of(scope).stack_name}-alarms-teams",
        iam_role_arn=_role(scope, "TeamsRole").role_arn,
        teams_tenant_id=tenant,
        team_id=team,
        teams_channel_id=channel_id,
        sns_topic_arns=[topic.topic_arn],
        guardrail_policies=NOTHING,
    )


def _role(scope: Construct, construct_id: str) -> iam.Role:
    return iam.Role(scope, construct_id, assumed_by=iam.ServicePrincipal("chatbot.amazonaws.com"))
