"""Where special routes' schedules live: the tenant's group; and the role in which Scheduler calls `activate`.

The schedules themselves are made while running, one for each next change (`shared/schedules.py`).
"""

from aws_cdk import ArnFormat, Stack
from aws_cdk import aws_iam as iam
from aws_cdk import aws_scheduler as scheduler
from constructs import Construct


class ScheduleGroup(Construct):
    """A group that goes with the stack and takes its schedules along, and a role that may call `activate`, only that.

    Who sets schedules is told the role, so the role must not wait for the functions: it knows `activate` by its name.
    """

    def __init__(self, scope: Construct, construct_id: str, *, name: str, target: str) -> None:
        super().__init__(scope, construct_id)
        stack = Stack.of(self)
        group = scheduler.CfnScheduleGroup(self, "Group", name=name)
        self.target_arn = stack.format_arn(
            service="lambda", resource="function", resource_name=target, arn_format=ArnFormat.COLON_RESOURCE_NAME
        )
        role = iam.Role(
            self,
            "Role",
            assumed_by=iam.ServicePrincipal(
                "scheduler.amazonaws.com",
                conditions={"StringEquals": {"aws:SourceAccount": stack.account, "aws:SourceArn": group.attr_arn}},
            ),
            inline_policies={
                "Wired": iam.PolicyDocument(
                    statements=[iam.PolicyStatement(actions=["lambda:InvokeFunction"], resources=[self.target_arn])]
                )
            },
        )
        self.group, self.role_arn = group.ref, role.role_arn
        self.schedules_arn = stack.format_arn(service="scheduler", resource="schedule", resource_name=f"{self.group}/*")
